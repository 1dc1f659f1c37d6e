package main

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"time"
)

var anyLink = regexp.MustCompile(`https?://[^\s<>")]+`)

// crawl fetches every link of every mail twice, as scanners of mail do before
// anybody reads it: of somebody who follows, and of somebody who asked and has not
// confirmed. Nothing may change, and every link must lead somewhere.
func (st *study) crawl(box *mailbox) {
	st.t.Helper()
	const waiting = "waiting@customer.example"
	form := st.s.signUpForm()
	form.Set("email", waiting)
	res, err := http.PostForm(st.s.public+"/subscribe", form)
	if err != nil {
		st.t.Fatal(err)
	}
	res.Body.Close()
	eventually(st.t, 15*time.Second, func() error {
		if len(box.of(waiting)) == 0 {
			return errNoMail
		}
		return nil
	})
	links := map[string]bool{}
	for _, l := range box.all() {
		for _, text := range []string{l.text, html.UnescapeString(l.html), l.head.Get("List-Unsubscribe"), l.head.Get("List-Help")} {
			for _, link := range anyLink.FindAllString(text, -1) {
				if strings.HasPrefix(link, st.s.public) {
					links[link] = true
				}
			}
		}
	}
	if len(links) < 6 { // two people, an incident, its postmortem, the ways out
		st.t.Errorf("the mails hold only %d links", len(links))
	}
	before := st.everybody()
	if !strings.Contains(before, waiting) || !strings.Contains(before, "pending") || !strings.Contains(before, "active") {
		st.t.Fatalf("nobody is there to be changed: %s", before)
	}
	for range 2 {
		for link := range links {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				r, err := http.NewRequest(method, link, nil)
				if err != nil {
					st.t.Fatal(err)
				}
				res, err := http.DefaultClient.Do(r)
				if err != nil {
					st.t.Fatal(err)
				}
				res.Body.Close()
				if res.StatusCode != http.StatusOK {
					st.t.Errorf("%s %s answered %d", method, link, res.StatusCode)
				}
			}
		}
	}
	if after := st.everybody(); after != before {
		st.t.Errorf("following links changed\n%s\nto\n%s", before, after)
	}
}

// everybody is what is kept of the audience, and of what it was told.
func (st *study) everybody() string {
	st.t.Helper()
	return fmt.Sprint(st.writer.do("GET", "/subscribers?limit=100", nil), st.writer.do("GET", "/suppressions", nil), st.writer.do("GET", "/notifications?limit=100", nil))
}
