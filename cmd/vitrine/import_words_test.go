package main

import (
	"bytes"
	"strings"
	"testing"

	"vitrine/models"
)

func TestAnImportSaysWhyAThingStaysAsItIs(t *testing.T) {
	t.Parallel()
	for deed, want := range map[models.ImportDeed]string{models.ImportKept: "changed in both places", models.ImportGone: "deleted here since the last import"} {
		var out bytes.Buffer
		s := &session{streams: streams{out: &out}}
		s.tellImport(models.ImportReport{Lines: []models.ImportLine{{Noun: "component", ForeignID: "1", Title: "API", Deed: deed}}})
		for _, sentence := range []string{"changed in both places", "deleted here since the last import"} {
			if strings.Contains(out.String(), sentence) != (sentence == want) {
				t.Errorf("of what is %s it says:\n%s", deed, out.String())
			}
		}
	}
}
