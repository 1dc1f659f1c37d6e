package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestOutsideClientsReadAnIncidentsWholeLife lets programs that others wrote for
// hosted status pages and for feeds, unmodified, read an incident from its first
// word to its postmortem.
func TestOutsideClientsReadAnIncidentsWholeLife(t *testing.T) {
	t.Parallel()
	packages := npmPackages(t, "testdata/clients")
	s := prepare(t).start()
	st := newStudy(t, s)
	o := &outside{t: t, st: st, readers: newFeedReaders(t, s.public)}
	o.ask, o.answers = libraries(t, packages, s.public)
	widget := newWidget(t, packages, s.public)
	st.told = func(words int) {
		o.said = append(o.said, studyWords[words-1])
		indicator := map[string]string{"major_outage": "major", "degraded_performance": "minor", "operational": "none"}[studyWords[words-1].status]
		o.libraries(studyWords[words-1].state, indicator)
		if words == 1 {
			widget.says("Partial System Outage")
			o.feeds()
		}
	}
	st.tellIncident()
	widget.says("All Systems Operational")
	o.feeds()
	o.explain()
	o.libraries("postmortem", "none")
	o.feeds()
	o.readers.mailed(t, 3) // the first word, the last, and the postmortem
}

// outside is the story of one incident with those who read it.
type outside struct {
	t       *testing.T
	st      *study
	said    []studyWord
	ask     io.Writer
	answers *bufio.Scanner
	readers *feedReaders
}

// explain publishes a postmortem.
func (o *outside) explain() {
	o.t.Helper()
	st := o.st
	st.reviewID = text(st.writer.do("POST", "/reviews", object{"title": "Sign-in failed", "incident_ids": []string{st.incident}}), "id")
	st.draft = text(st.writer.do("POST", "/reviews/"+st.reviewID+"/postmortem", nil), "id")
	st.slug = text(st.writer.do("GET", "/postmortems/"+st.draft, nil), "slug")
	st.writer.do("PATCH", "/postmortems/"+st.draft, object{"title": "Sign-in failed for 20 minutes", "summary": "A process took all processing power.",
		"apology": "", "services": "Sign-in.", "duration": "20 minutes.", "severity": "Most customers could not sign in.", "customer_impact": "Most sign-ins failed.",
		"proximate_cause": "A process took all processing power.", "resolution": "We stopped the process.", "countermeasures": "We watch processors now."})
	// A reader built on curl passes over news of the same second as what it has.
	_, header, _ := st.s.get("/history.atom")
	last, err := http.ParseTime(header.Get("Last-Modified"))
	if err != nil {
		o.t.Fatal(err)
	}
	time.Sleep(time.Until(last.Add(time.Second)))
	st.publish("")
}

// libraries lets the three npm packages look.
func (o *outside) libraries(state, indicator string) {
	o.t.Helper()
	fmt.Fprintln(o.ask, "look")
	if !o.answers.Scan() {
		o.t.Fatalf("node ended: %v", o.answers.Err())
	}
	var seen map[string]json.RawMessage
	if err := json.Unmarshal(o.answers.Bytes(), &seen); err != nil || seen["error"] != nil {
		o.t.Fatalf("a client failed: %v %s", err, seen["error"])
	}
	open := 1
	if state == "resolved" || state == "postmortem" {
		open = 0
	}
	for client, raw := range seen {
		var sight struct {
			Indicator, Name, State string
			Open, Parts            int
			Updates                []string
		}
		if err := json.Unmarshal(raw, &sight); err != nil {
			o.t.Fatal(err)
		}
		if sight.Indicator != indicator || sight.State != state || sight.Open != open || sight.Parts != 5 || sight.Name != "Sign-in fails for most customers" {
			o.t.Errorf("%s sees %+v, want %s, %s and %d open", client, sight, indicator, state, open)
		}
		updates := slices.Clone(sight.Updates)
		slices.Reverse(updates)
		for n, w := range o.said {
			if n >= len(updates) || updates[n] != w.state+": "+w.body {
				o.t.Errorf("%s lacks the word %d among %q", client, n+1, updates)
			}
		}
		if last := updates[len(updates)-1]; state == "postmortem" && (!strings.HasPrefix(last, "postmortem: ") || !strings.Contains(last, "We watch processors now.")) {
			o.t.Errorf("%s does not see the postmortem: %q", client, last)
		}
	}
}

// feeds lets the feed readers look: each has one entry for the incident with every
// word that was said, and one for its postmortem.
func (o *outside) feeds() {
	o.t.Helper()
	for reader, seen := range o.readers.look(o.t) {
		if seen.Wrong != "" {
			o.t.Errorf("%s finds the feed faulty: %s", reader, seen.Wrong)
		}
		var incident, postmortem string
		for _, e := range seen.Entries {
			switch {
			case strings.HasSuffix(e.Link, "/incidents/"+o.st.incident):
				incident += e.Text
			case o.st.slug != "" && strings.HasSuffix(e.Link, "/postmortems/"+o.st.slug):
				postmortem += e.Text
			}
		}
		for _, w := range o.said {
			if strings.Count(incident, w.body) != 1 && reader != "/postmortems.rss" {
				o.t.Errorf("%s tells %q %d times", reader, w.body, strings.Count(incident, w.body))
			}
		}
		if o.st.slug != "" && !strings.Contains(postmortem, "We watch processors now.") {
			o.t.Errorf("%s does not tell the postmortem", reader)
		}
	}
}

// npmPackages fetches the npm packages that the lock file in a folder names, each
// with the sum it must have, and runs none of their install scripts. It returns a
// copy of the folder with them.
func npmPackages(t *testing.T, from string) string {
	t.Helper()
	dir := t.TempDir()
	files, err := filepath.Glob(from + "/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(f)), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	npm := exec.Command(tool(t, "npm"), "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error")
	npm.Dir = dir
	if out, err := npm.CombinedOutput(); err != nil {
		t.Fatalf("the packages of %s cannot be fetched: %v\n%s", from, err, out)
	}
	return dir
}

// libraries starts the program that reads with the npm packages. Their vendor's
// host is led to the page at base; they themselves stay as they are.
func libraries(t *testing.T, packages, base string) (ask io.Writer, answers *bufio.Scanner) {
	t.Helper()
	page, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Host != "page.statuspage.io" {
			http.Error(w, "not led anywhere: "+r.URL.String(), http.StatusBadGateway)
			return
		}
		r.URL.Scheme, r.URL.Host, r.RequestURI = page.Scheme, page.Host, ""
		r.Host = ""
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer res.Body.Close()
		for name, values := range res.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(res.StatusCode)
		io.Copy(w, res.Body) //nolint:errcheck // the client tells what it missed
	}))
	t.Cleanup(proxy.Close)
	node := exec.Command(tool(t, "node"), "read.cjs")
	node.Dir, node.Stderr = packages, os.Stderr
	node.Env = append(os.Environ(), "BASE="+base, "https_proxy="+proxy.URL, "HTTPS_PROXY="+proxy.URL, "no_proxy=127.0.0.1", "NO_PROXY=127.0.0.1")
	in, err := node.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		node.Wait() //nolint:errcheck // it ends with its input
	})
	answers = bufio.NewScanner(out)
	answers.Buffer(nil, 1<<20)
	return in, answers
}
