package redact

import (
	"strings"
	"testing"
)

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
		{"what is taken out side by side goes whole", []Replacement{{5, 14, ""}, {13, 19, ""}}, "Dana ."},
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

func TestFittingReadsWellWhereItStands(t *testing.T) {
	t.Parallel()
	cases := []struct{ text, found, with, want string }{
		{"Slow. db-07 was full.", "db-07", "an internal server", "Slow. An internal server was full."},
		{"db-07 was full.", "db-07", "our database", "Our database was full."},
		{"- db-07\n- *web-1*", "web-1", "one of our servers", "- db-07\n- *One of our servers*"},
		{"We restarted the db-07 twice.", "db-07", "our database", "We restarted our database twice."},
		{"Bathe db-07 twice.", "db-07", "our database", "Bathe our database twice."},
		{"Some hosts, e.g. db-07, were slow.", "db-07", "our database", "Some hosts, e.g. our database, were slow."},
		{"Version 2.db-07 was slow.", "db-07", "our database", "Version 2.our database was slow."},
		{"Our db-07 was full.", "db-07", "our database", "Our database was full."},
		{"In this db-07 it was full.", "db-07", "our database", "In our database it was full."},
		{"From Zone A db-07 was seen.", "db-07", "our database", "From Zone A our database was seen."},
		{"A db-07 was seen.", "db-07", "one of our databases", "One of our databases was seen."},
		{"We saw the `db-07` twice.", "db-07", "our database", "We saw `our database` twice."},
		{"The **Kestrel** was slow.", "Kestrel", "our job scheduler", "**Our job scheduler** was slow."},
		{"the queue of\ndb-07 and others", "db-07", "our database", "the queue of\nour database and others"},
		{"It was slow.\ndb-07 was full.", "db-07", "our database", "It was slow.\nOur database was full."},
		{"First\n\ndb-07 was full.", "db-07", "our database", "First\n\nOur database was full."},
		{"- [ ] db-07 was full.", "db-07", "our database", "- [ ] Our database was full."},
		{"1) db-07 was full.", "db-07", "our database", "1) Our database was full."},
		{"> ## db-07 was full.", "db-07", "our database", "> ## Our database was full."},
		{"It was slow. “db-07” was full.", "db-07", "our database", "It was slow. “Our database” was full."},
		{"Slow … db-07 was full.", "db-07", "our database", "Slow … Our database was full."},
		{"Was data lost? No. db-07 kept it.", "db-07", "our database", "Was data lost? No. Our database kept it."},
		{"Mehrere, z. B. db-07, waren voll.", "db-07", "our database", "Mehrere, z. B. our database, waren voll."},
		{"In the U.S. db-07 was full.", "db-07", "our database", "In the U.S. our database was full."},
		{"Some (“e.g. db-07”) were full.", "db-07", "our database", "Some (“e.g. our database”) were full."},
		{"We asked Dana about it.", "Dana", "", "We asked about it."},
		{"We asked Dana.", "Dana", "", "We asked."},
		{"Slow (Dana looked).", "Dana", "", "Slow (looked)."},
	}
	for _, c := range cases {
		start := strings.Index(c.text, c.found)
		if got := Apply(c.text, []Replacement{Fitting(c.text, start, start+len(c.found), c.with)}); got != c.want {
			t.Errorf("%q with %q: %q, want %q", c.text, c.with, got, c.want)
		}
	}
}
