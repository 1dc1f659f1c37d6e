package redact_test

import (
	"fmt"

	"vitrine/redact"
)

func Example() {
	scanner, err := redact.New(redact.Rules{
		People: []redact.Person{{Name: "Dana Whitfield", Handles: []string{"dwhit"}}},
		Terms:  []redact.Term{{Match: "mail-prod-1", Replace: "our primary email server", Kind: redact.Hostname}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "The monitor paged Dana, who restarted mail-prod-1."
	var changes []redact.Replacement
	for _, f := range scanner.Scan(text) {
		fmt.Println(f.Kind, f.Text)
		changes = append(changes, redact.Replacement{Start: f.Start, End: f.End, With: f.Suggestion})
	}
	fmt.Println(redact.Apply(text, changes))
	// Output:
	// person Dana
	// hostname mail-prod-1
	// The monitor paged an engineer, who restarted our primary email server.
}
