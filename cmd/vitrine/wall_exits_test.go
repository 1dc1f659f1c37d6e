package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// search looks for markers and names in what left, plain and in every disguise.
type search struct {
	t       testing.TB
	markers []string
	stems   []string // what every marker holds, in every encoding: most bodies are done with after these
}

func newSearch(t testing.TB, c *canaries) *search {
	return &search{t: t, markers: c.markers, stems: append(encodings(canaryStem), canaryStem)}
}

// in looks through what left at a place.
func (s *search) in(where, body string) {
	s.t.Helper()
	seen := strings.ToLower(body) + "\n" + unfolded(body)
	holds := func(word string) bool { return strings.Contains(seen, word) || strings.Contains(body, word) }
	words := storyNames
	if slices.ContainsFunc(s.stems, holds) {
		words = append(slices.Clone(s.markers), words...)
	}
	for _, word := range words {
		if strings.Contains(seen, word) {
			s.t.Errorf("marker %s in %s", word, where)
		}
		for _, d := range encodings(word) {
			if strings.Contains(body, d) {
				s.t.Errorf("marker %s, encoded as %s, in %s", word, d, where)
			}
		}
	}
}

// file looks through a file, and what a picture carries unseen.
func (s *search) file(where, body string) {
	s.t.Helper()
	s.in(where, body)
	if strings.HasPrefix(body, pngSignature) {
		for name, part := range pngParts(s.t, where, body) {
			s.in(where+", "+name, part)
		}
	}
}

// mustBeSearched are exits that would be missed first, SLUG for the postmortem's
// and ID for the incident's: where one is not among the public files, the search
// proves less than it says.
const mustBeSearched = `/ /history /incidents/ID /postmortems /postmortems/SLUG /postmortems/SLUG/revisions/1 /postmortems/SLUG/changes/1-2 /postmortems/SLUG.md
	/postmortems/SLUG.png /card.png /feed.rss /feed.atom /feed.json /history.atom /postmortems.rss /components/sign-in.json /maintenance.ics /badge.svg
	/badge/sign-in.svg /badge.json /embed.js /embed.html /llms.txt /updates/feed.rss /api/v2/summary.json /api/v2/incidents.json /api/postmortems.json /api/postmortems/SLUG.json /robots.txt /sitemap.xml
	/.well-known/security.txt /404.html /subscribe`

// searchEverything looks in everything that left. The draft was rewritten whole,
// as a person would.
func (st *study) searchEverything(c *canaries, box *mailbox, events *logs) {
	st.t.Helper()
	s := newSearch(st.t, c)
	st.searchFiles(s)
	st.searchErrors(s)
	st.searchMarkup(s)
	for _, l := range box.all() {
		s.in("a mail", strings.ReplaceAll(string(l.raw), l.to, "")) // its own address is no secret to somebody
		s.in("a mail's text", strings.ReplaceAll(l.text+l.html, l.to, ""))
	}
	s.in("the log", st.s.log.String())
	if told := events.String(); strings.Count(told, "event: update") < 3 {
		st.t.Errorf("the event stream told of little: %s", told)
	} else {
		s.in("the event stream", told)
	}
	numbers := st.s.adminGet("/metrics", "Authorization", "Bearer "+st.writer.token)
	for _, name := range []string{"vitrine_gate_refusals_total", "vitrine_jobs{", `route="/api/v1/reviews/:id/timeline"`, `route="/postmortems/:slug"`, `outcome="accepted"`} {
		if !strings.Contains(numbers, name) {
			st.t.Errorf("the metrics do not tell %s", name)
		}
	}
	s.in("the metrics", numbers)
}

// searchFiles looks in every public file, served and exported, with its headers,
// and in what lies beside the pages on disk.
func (st *study) searchFiles(s *search) {
	st.t.Helper()
	paths := st.searchPublic(s)
	for _, path := range strings.Fields(strings.NewReplacer("SLUG", st.slug, "ID", st.incident).Replace(mustBeSearched)) {
		if !slices.Contains(paths, path) {
			st.t.Errorf("%s is no public file", path)
		}
	}
}

// searchPublic looks in every public file and returns their paths.
func (st *study) searchPublic(s *search) []string {
	st.t.Helper()
	dir, paths := st.s.export()
	for _, path := range paths {
		_, header, body := st.s.get(path)
		s.file(path, body)
		s.in("the header of "+path, fmt.Sprint(header))
	}
	for name, body := range filesUnder(st.t, dir) {
		s.file("the static file "+name, body)
		s.in("the name "+name, name)
	}
	for name, body := range filesUnder(st.t, filepath.Join(st.s.variable("VITRINE_DATA_DIR"), "site")) {
		if !strings.Contains(name, "blobs") { // they were read as files, packed they say nothing
			s.in("the site's file "+name, name+body)
		}
	}
	return paths
}

// searchErrors looks in what a stranger is told who asks for what is not there,
// or not theirs, on either listener.
func (st *study) searchErrors(s *search) {
	st.t.Helper()
	for _, path := range []string{"/nowhere", "/incidents/nowhere", "/subscriptions/nowhere", "/u/nowhere", "/api/v2/nowhere.json", "/history?component=nowhere", "/history?component=sign-in", "/healthz", "/readyz"} {
		_, header, body := st.s.get(path)
		s.in(path, fmt.Sprint(header)+body)
	}
	res, err := http.Post(st.s.public+"/incidents/"+st.incident, "text/plain", strings.NewReader("x"))
	if err != nil {
		st.t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if res.Body.Close(); err != nil || res.StatusCode != http.StatusMethodNotAllowed {
		st.t.Errorf("a post to a page answered %d, %v", res.StatusCode, err)
	}
	s.in("a refused method", fmt.Sprint(res.Header)+string(body))
	for _, path := range []string{"/", "/sign-in", "/reviews/" + st.reviewID, "/drafts/" + st.draft, "/nowhere", "/setup/nowhere", "/healthz", "/metrics",
		"/api/v1/reviews/" + st.reviewID, "/api/v1/nowhere"} {
		s.in("the admin listener's "+path+" for a stranger", st.s.adminGet(path))
	}
}

// searchMarkup looks in what a page tells machines alone.
func (st *study) searchMarkup(s *search) {
	st.t.Helper()
	_, _, page := st.s.get("/postmortems/" + st.slug)
	m := linkedData.FindStringSubmatch(page)
	var data any
	if m == nil || json.Unmarshal([]byte(m[1]), &data) != nil || strings.Count(page, `property="og:`) < 4 {
		st.t.Fatalf("the postmortem tells machines nothing: %s", tail(page, 500))
	}
	s.in("the linked data", fmt.Sprint(data))
}

var linkedData = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// adminGet is the answer of the admin listener, headers in front; more headers
// come in pairs.
func (s *server) adminGet(path string, headers ...string) string {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.admin+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return fmt.Sprint(res.Header) + "\n" + string(body)
}

// follow listens to the event stream from now on.
func (s *server) follow() *logs {
	s.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	s.t.Cleanup(stop)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.public+"/events", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	told := &logs{}
	go func() {
		defer res.Body.Close()
		io.Copy(told, res.Body)
	}()
	return told
}

const pngSignature = "\x89PNG\r\n\x1a\n"

// pngParts are the chunks of a picture by name, the pixels unpacked. Anything
// that is not needed to show it is an error: words hide there.
func pngParts(t testing.TB, where, body string) map[string]string {
	t.Helper()
	parts := map[string]string{}
	rest, packed := []byte(body[len(pngSignature):]), []byte{}
	for len(rest) >= 12 {
		n := int(binary.BigEndian.Uint32(rest))
		if n > len(rest)-12 {
			break
		}
		kind, data := string(rest[4:8]), rest[8:8+n]
		if rest = rest[12+n:]; kind == "IDAT" {
			packed = append(packed, data...)
		} else if !slices.Contains([]string{"IHDR", "PLTE", "tRNS", "IEND"}, kind) {
			t.Errorf("%s has a part %s", where, kind)
		}
		parts[kind] += string(data)
	}
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil || len(rest) > 0 {
		t.Fatalf("%s is no whole picture: %d bytes behind its end, %v", where, len(rest), err)
	}
	pixels, err := io.ReadAll(z)
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	parts["IDAT unpacked"] = string(pixels)
	return parts
}

// unfolded is body as somebody reads it who undoes every disguise.
func unfolded(body string) string {
	for range 2 {
		body = html.UnescapeString(body)
	}
	body = markup.ReplaceAllString(body, "")
	body = percent.ReplaceAllStringFunc(body, func(p string) string {
		if b, err := hex.DecodeString(p[1:]); err == nil {
			return string(b)
		}
		return p
	})
	body = jsonEscape.ReplaceAllStringFunc(body, func(p string) string {
		if n, err := strconv.ParseUint(p[2:], 16, 16); err == nil {
			return string(rune(n))
		}
		return p
	})
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, strings.NewReplacer("\u0435", "e", "**", "").Replace(norm.NFKC.String(body)))
}

var (
	markup  = regexp.MustCompile(`<!--.*?-->|</?(?:b|strong|em|i|wbr|code|span)[^<>]*>`)
	percent = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

	jsonEscape = regexp.MustCompile(`\\u[0-9A-Fa-f]{4}`)
)

// encodings are a word in hexadecimal and in base64, wherever it begins among
// other bytes.
func encodings(word string) []string {
	list := []string{hex.EncodeToString([]byte(word))}
	for _, w := range []string{word, capital(word)} {
		for lead := range 3 {
			inner := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat(" ", lead) + w))
			from, to := (lead*8+5)/6, (lead+len(w))*8/6
			list = append(list, inner[from:to])
		}
	}
	return list
}
