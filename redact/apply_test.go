package redact

import "testing"

func TestApply(t *testing.T) {
	t.Parallel()
	text := "Dana rebooted web-1."
	cases := []struct {
		name string
		repl []Replacement
		want string
	}{
		{"nothing to replace leaves the text", nil, text},
		{"spans are replaced in any order", []Replacement{{14, 19, "a server"}, {0, 4, "An engineer"}}, "An engineer rebooted a server."},
		{"the first of overlapping spans wins", []Replacement{{0, 4, "A"}, {2, 8, "B"}}, "A rebooted web-1."},
		{"the longer of spans that begin together wins", []Replacement{{0, 4, "A"}, {0, 13, "B"}}, "B web-1."},
		{"spans outside the text are ignored", []Replacement{{-1, 3, "A"}, {5, 99, "B"}, {9, 7, "C"}}, text},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := Apply(text, c.repl); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
