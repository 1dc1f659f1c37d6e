package main

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	sizeWarm  = 3  // answers before it counts
	sizeTimes = 40 // answers that count

	pageGoal   = 300 * time.Millisecond
	searchGoal = 200 * time.Millisecond
)

// asked is one question to the console, with what it is an example of.
type asked struct{ name, path string }

// goal is how long its answer may take; files have none.
func (a asked) goal() time.Duration {
	switch {
	case strings.HasPrefix(a.name, "file "):
		return 0
	case strings.HasPrefix(a.name, "search "):
		return searchGoal
	default:
		return pageGoal
	}
}

// timing is how long the answers to one question took.
type timing struct {
	asked
	half, most, longest time.Duration // 50th and 95th percentile, and the longest of all
	work                time.Duration // of the program's processors for one answer, whatever else the machine does
}

var hrefs = regexp.MustCompile(`href="(/[^"#]*)"`)

// everyPage walks from page to page by their links, beginning at the seeds, until
// it has one page of every route; a route that no link leads to fails the trial.
// The longer lists and what narrows them come besides.
func (d *seat) everyPage(routes map[string]*regexp.Regexp, seeds []string) []asked {
	d.t.Helper()
	found := map[string]string{}
	var list []asked
	for next := seeds; len(next) > 0; next = next[1:] {
		path, _, _ := strings.Cut(next[0], "?")
		route := routeOf(routes, path)
		if route == "" || found[route] != "" {
			continue
		}
		found[route] = path
		list = append(list, asked{route, path})
		page := d.open(path)
		if page.status != http.StatusOK {
			d.t.Errorf("%s answered %d", path, page.status)
		}
		for _, m := range hrefs.FindAllStringSubmatch(page.body, -1) {
			next = append(next, m[1])
		}
	}
	for route := range routes {
		if found[route] == "" {
			d.t.Errorf("no link of the console led to %s", route)
		}
	}
	for _, path := range []string{"/actions?state=all", "/actions?owner=me", "/actions?due=overdue", "/actions?kind=prevent&state=done", "/reviews?q=glacier", "/insights?period=all",
		"/insights?period=all&by=component", "/insights?period=year&by=vendor", "/audit?check=1", "/subscribers?q=reader"} {
		list = append(list, asked{path, path})
	}
	return append(list, d.further()...)
}

// further are the next pages of the lists that go on.
func (d *seat) further() []asked {
	d.t.Helper()
	var list []asked
	for _, path := range []string{"/reviews", "/incidents", "/actions", "/alerts", "/audit", "/subscribers", "/postmortems", "/maintenances", "/notifications"} {
		for _, m := range hrefs.FindAllStringSubmatch(d.open(path).body, -1) {
			if next := strings.ReplaceAll(m[1], "&amp;", "&"); strings.HasPrefix(next, path+"?") && (strings.Contains(next, "before=") || strings.Contains(next, "after=")) {
				list = append(list, asked{path + ", further", next})
				break
			}
		}
	}
	return list
}

// searches look for frequent and for rare words, for several, for none that
// exist, and for everything that narrows a search.
func searches() []asked {
	common, second, rare := wordNo(0), wordNo(1), wordNo(3_900)
	var list []asked
	for _, one := range []struct {
		name string
		q    url.Values
	}{
		{"a frequent word", url.Values{"q": {common}}}, {"a rare word", url.Values{"q": {rare}}}, {"two frequent words", url.Values{"q": {common + " " + second}}},
		{"a frequent and a rare word", url.Values{"q": {common + " " + rare}}}, {"the words of a title", url.Values{"q": {newProse().text(6)}}},
		{"twelve frequent words", url.Values{"q": {strings.Join(frequent(12), " ")}}}, {"the beginning of many words", url.Values{"q": {common[:4]}}},
		{"a word that stands in every review", url.Values{"q": {"jonas"}}}, {"words of every public update", url.Values{"q": {"request service error cause second"}}},
		{"nothing found", url.Values{"q": {"zzyzx"}}}, {"a factor", url.Values{"factor": {common}}}, {"a factor and a word", url.Values{"factor": {second}, "q": {common}}},
		{"a person in a role", url.Values{"person": {"Jonas Feldt"}, "role": {"who"}}}, {"a person", url.Values{"person": {"Jonas Feldt"}}}, {"a vendor", url.Values{"vendor": {"Tern DNS"}}},
		{"a severity", url.Values{"severity": {"2"}}}, {"days", url.Values{"from": {"2024-01-01"}}}, {"a word, a vendor and a severity", url.Values{"q": {common}, "vendor": {"Tern DNS"}, "severity": {"2"}}},
		{"everything", url.Values{}}, {"the fiftieth page of a frequent word", url.Values{"q": {common}, "skip": {"980"}}},
	} {
		list = append(list, asked{"search " + one.name, "/search?" + one.q.Encode()})
	}
	return list
}

func frequent(n uint64) (words []string) {
	for i := range n {
		words = append(words, wordNo(i))
	}
	return words
}

// timeAll asks every question several times and prints how long the answers took,
// the slowest first.
func (s *server) timeAll(d *seat, database string, list []asked) {
	d.t.Helper()
	var all []timing
	over := 0
	for _, a := range list {
		all = append(all, s.often(d, a))
	}
	slices.SortFunc(all, func(a, b timing) int { return cmp.Compare(b.most, a.most) })
	for _, t := range all {
		beside := ""
		if goal := t.goal(); goal > 0 {
			beside = fmt.Sprintf("  goal %s", goal)
			if t.most > goal {
				over++
				beside += "  <-- over"
			}
		}
		fmt.Printf("%-10s %-55s p50 %8s  p95 %8s  max %8s  work %8s%s\n", database, t.name, t.half.Round(100*time.Microsecond), t.most.Round(100*time.Microsecond), t.longest.Round(100*time.Microsecond), t.work.Round(100*time.Microsecond), beside)
	}
	fmt.Printf("%s: %d kinds of pages, slowest p95 %s, %d over their goal\n", database, len(all), all[0].most.Round(time.Millisecond), over)
}

// often asks one question several times and returns how long it took from asking
// to the last byte.
func (s *server) often(d *seat, a asked) timing {
	d.t.Helper()
	for range sizeWarm {
		d.load(a.path)
	}
	took, spent := make([]time.Duration, sizeTimes), processorTime(d.t, s.cmd.Process.Pid)
	for n := range took {
		begin := time.Now()
		d.load(a.path)
		took[n] = time.Since(begin)
	}
	work := (processorTime(d.t, s.cmd.Process.Pid) - spent) / sizeTimes
	slices.Sort(took)
	return timing{a, took[len(took)/2], took[(len(took)*95+99)/100-1], took[len(took)-1], work}
}

// load reads an answer and leaves it as it came.
func (d *seat) load(path string) {
	d.t.Helper()
	res, err := d.web.Get(d.base + path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	if n, err := io.Copy(io.Discard, res.Body); err != nil || n == 0 || res.StatusCode != http.StatusOK {
		d.t.Errorf("%s answered %d with %d bytes, %v", path, res.StatusCode, n, err)
	}
}

// load is how busy the machine is: over one, five and fifteen minutes.
func load(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(text))[:3], " ")
}
