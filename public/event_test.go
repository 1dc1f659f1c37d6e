package public_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"vitrine/models/modelstest"
	"vitrine/public"
)

// stream opens /events and returns its lines.
func (s *site) stream(t *testing.T, headers ...string) (<-chan string, *http.Response) {
	t.Helper()
	return s.streamAt(t, "/events", headers...)
}

func (s *site) streamAt(t *testing.T, path string, headers ...string) (<-chan string, *http.Response) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", s.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n+1 < len(headers); n += 2 {
		req.Header.Set(headers[n], headers[n+1])
	}
	res, err := (&http.Client{}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	lines := make(chan string, 100)
	go func() {
		defer close(lines)
		defer res.Body.Close()
		for scan := bufio.NewScanner(res.Body); scan.Scan(); {
			lines <- scan.Text()
		}
	}()
	return lines, res
}

// await returns the first line with a prefix.
func await(t *testing.T, lines <-chan string, prefix string) string {
	t.Helper()
	limit := time.After(20 * time.Second)
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				t.Fatalf("the stream ended before %q", prefix)
			}
			if strings.HasPrefix(line, prefix) {
				return line
			}
		case <-limit:
			t.Fatalf("no %q came", prefix)
		}
	}
}

func TestStreamsTellOfEveryChange(t *testing.T) {
	t.Parallel()
	s := serve(t)
	lines, res := s.stream(t)
	if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") || res.Header.Get("Cache-Control") != "no-store" ||
		res.Header.Get("Access-Control-Allow-Origin") != "*" || res.Header.Get("Content-Security-Policy") == "" {
		t.Fatalf("the stream began with %d %v", res.StatusCode, res.Header)
	}
	id := strings.TrimPrefix(await(t, lines, "id: "), "id: ")
	i := modelstest.Incident(t, s.Store, "Something new")
	s.catchUp()
	await(t, lines, "event: update")
	if data := await(t, lines, "data: "); !strings.Contains(data, `"/incidents/`+i.PublicID+`"`) || !strings.Contains(data, `"edition":`) {
		t.Errorf("the event says %s", data)
	}
	again, _ := s.stream(t, "Last-Event-ID", id)
	await(t, again, "event: update")
	if data := await(t, again, "data: "); !strings.Contains(data, `"/incidents/`+i.PublicID+`"`) {
		t.Errorf("who comes back is told %s", data)
	}
}

// events gathers what a stream says until it says hello: the updates of before.
func events(t *testing.T, lines <-chan string) (id string, updates []string) {
	t.Helper()
	for {
		line := await(t, lines, "")
		if data, ok := strings.CutPrefix(line, "data: {"); ok && data != "}" {
			updates = append(updates, data)
		}
		if text, ok := strings.CutPrefix(line, "id: "); ok {
			id = text
		}
		if line == "event: hello" {
			return id, updates
		}
	}
}

// TestAStreamThatWasCutHearsWhatItMissedExactlyOnce cuts a stream, lets several
// things happen, and comes back; then again, with nothing missed.
func TestAStreamThatWasCutHearsWhatItMissedExactlyOnce(t *testing.T) {
	t.Parallel()
	s := serve(t)
	lines, res := s.stream(t)
	id, missed := events(t, lines)
	if len(missed) != 0 {
		t.Errorf("who comes for the first time is told %v", missed)
	}
	res.Body.Close()
	var happened []string
	for _, title := range []string{"One", "Two", "Three"} {
		happened = append(happened, `"/incidents/`+modelstest.Incident(t, s.Store, title).PublicID+`"`)
		s.catchUp()
	}
	for name, way := range map[string]func() (<-chan string, *http.Response){
		"by its header":  func() (<-chan string, *http.Response) { return s.stream(t, "Last-Event-ID", id) },
		"by its address": func() (<-chan string, *http.Response) { return s.streamAt(t, "/events?last_event_id="+id) },
	} {
		back, _ := way()
		newest, missed := events(t, back)
		if len(missed) != 1 {
			t.Fatalf("%s: who comes back is told %d times: %v", name, len(missed), missed)
		}
		for _, path := range append(happened, `"/"`) {
			if strings.Count(missed[0], path) != 1 {
				t.Errorf("%s: %s is told %d times in %s", name, path, strings.Count(missed[0], path), missed[0])
			}
		}
		again, _ := s.stream(t, "Last-Event-ID", newest)
		if _, missed := events(t, again); len(missed) != 0 {
			t.Errorf("%s: who missed nothing is told %v", name, missed)
		}
		four := modelstest.Incident(t, s.Store, "Four")
		s.catchUp()
		for _, lines := range []<-chan string{back, again} {
			await(t, lines, "event: update")
			if data := await(t, lines, "data: "); !strings.Contains(data, four.PublicID) || strings.Contains(data, happened[0]) {
				t.Errorf("%s: the next event says %s", name, data)
			}
		}
		happened = append(happened, `"/incidents/`+four.PublicID+`"`)
	}
	unknown, _ := s.stream(t, "Last-Event-ID", "1-1000000")
	if _, missed := events(t, unknown); len(missed) != 1 || !strings.Contains(missed[0], `"paths":[]`) {
		t.Errorf("who heard something we do not know is told %v, want that anything may have changed", missed)
	}
}

// TestAStreamTellsOfAPageThatIsNotTheNewest opens streams from pages of several
// ages.
func TestAStreamTellsOfAPageThatIsNotTheNewest(t *testing.T) {
	t.Parallel()
	s := serve(t)
	res, _ := s.get("/")
	made, err := http.ParseTime(res.Header.Get("Last-Modified"))
	if err != nil {
		t.Fatal(err)
	}
	for modified, want := range map[string]int{strconv.FormatInt(made.Unix(), 10): 0, strconv.FormatInt(made.Unix()-1, 10): 1, "": 0, "never": 0} {
		lines, _ := s.streamAt(t, "/events?path=/&modified="+modified)
		if _, told := events(t, lines); len(told) != want || want == 1 && !strings.Contains(told[0], `"paths":["/"]`) {
			t.Errorf("a page of %q: told %v, want %d events", modified, told, want)
		}
	}
}

func TestStreamsAreBoundedAndLeaveNothingBehind(t *testing.T) {
	t.Parallel()
	s := serve(t, func(c *public.Config) { c.MaxStreams = 2 })
	one, first := s.stream(t)
	await(t, one, "id: ")
	two, second := s.stream(t)
	await(t, two, "id: ")
	if s.Handler.Streams() != 2 {
		t.Errorf("%d streams are open", s.Handler.Streams())
	}
	if res, _ := s.get("/events"); res.StatusCode != 503 || res.Header.Get("Retry-After") == "" {
		t.Errorf("one stream too many: %d", res.StatusCode)
	}
	if res, _ := s.get("/"); res.StatusCode != 200 {
		t.Error("full streams stop pages")
	}
	first.Body.Close()
	second.Body.Close()
	for deadline := time.Now().Add(30 * time.Second); s.Handler.Streams() > 0; { // noticed when something is to be told
		if time.Now().After(deadline) {
			t.Fatalf("%d streams stayed behind", s.Handler.Streams())
		}
		modelstest.Incident(t, s.Store, "Another")
		s.catchUp()
		time.Sleep(20 * time.Millisecond)
	}
}

// TestAStreamNeedsLittleMemory holds many idle streams open: none keeps a buffer
// as large as those for pages.
func TestAStreamNeedsLittleMemory(t *testing.T) {
	s := serve(t)
	const streams = 300
	before := heap()
	for range streams {
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, "GET /events HTTP/1.1\r\nHost: status.example.org\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		head := make([]byte, 12)
		if _, err := io.ReadFull(conn, head); err != nil || string(head) != "HTTP/1.1 200" {
			t.Fatalf("%q, %v", head, err)
		}
	}
	each := (heap() - before) / streams
	t.Logf("%d bytes for each stream", each)
	if each > 32<<10 {
		t.Errorf("an idle stream keeps %d bytes", each)
	}
}

// heap is what is in use, in bytes.
func heap() int {
	runtime.GC()
	runtime.GC() // pools let go at the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

func TestAskingAboutTheStreamOpensNone(t *testing.T) {
	t.Parallel()
	s := serve(t)
	res, _ := s.ask("HEAD", "/events", "")
	if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") || s.Handler.Streams() != 0 {
		t.Errorf("HEAD: %d %v, %d streams", res.StatusCode, res.Header, s.Handler.Streams())
	}
}
