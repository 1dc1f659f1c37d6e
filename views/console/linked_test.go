package console

import "testing"

func TestWebAddressesOfAPlainTextCanBeFollowed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []string // the addresses
	}{
		"none":                       {"it was slow", nil},
		"at the end of a sentence":   {"see https://graphs.example/d/7.", []string{"https://graphs.example/d/7"}},
		"in brackets":                {"the graph (https://graphs.example/d/7) rose", []string{"https://graphs.example/d/7"}},
		"with brackets of its own":   {"https://wiki.example/a_(b) says", []string{"https://wiki.example/a_(b)"}},
		"two of them":                {"http://a.example and https://b.example/?q=1&r=2", []string{"http://a.example", "https://b.example/?q=1&r=2"}},
		"nothing that runs a script": {"javascript:alert(1) data:text/html,x", nil},
	} {
		whole, got := "", []string(nil)
		for _, p := range linked(c.text) {
			whole += p.Text
			if p.Href != "" {
				got = append(got, p.Href)
			}
		}
		if whole != c.text || len(got) != len(c.want) {
			t.Fatalf("%s: %q became %q with %q", name, c.text, whole, got)
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %q, want %q", name, got[i], c.want[i])
			}
		}
	}
}
