package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// sinkAddress is where the process that stands for a mail server listens. It is
// written against RFC 5321 alone and shares no line with the product.
const sinkAddress = "VITRINE_BENCH_SINK"

// TestBenchMailSink is no figure: it is the mail server of TestBenchFanOut, in a
// process of its own.
func TestBenchMailSink(t *testing.T) {
	address := os.Getenv(sinkAddress)
	if address == "" {
		t.Skip("the mail server of TestBenchFanOut")
	}
	k := &sink{}
	k.reset()
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go k.talk(c)
		}
	}()
	if err := http.ListenAndServe(os.Getenv(sinkAddress+"_CONTROL"), k); err != nil {
		t.Fatal(err)
	}
}

// tally is what a mail server was given.
type tally struct {
	Mails int       // texts it took
	IDs   int       // different Message-IDs among them
	First time.Time // when the first and the last of them came whole
	Last  time.Time
	Lines int // most connections at a time
}

// sink takes every mail and keeps but its Message-ID, and the first one whole.
type sink struct {
	mu         sync.Mutex
	delay      time.Duration // until each answer arrives, as a long way would have it
	pipelining bool
	seen       map[string]struct{}
	sample     []byte
	open       int
	tally
}

func (k *sink) reset() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.seen, k.sample, k.tally = map[string]struct{}{}, nil, tally{Lines: k.open}
}

// ServeHTTP is how the figures are asked for: /, /sample, /reset and
// /way?delay=20ms&pipelining=1.
func (k *sink) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/reset":
		k.reset()
		return
	case "/way":
		k.mu.Lock()
		k.delay, _ = time.ParseDuration(r.FormValue("delay"))
		k.pipelining = r.FormValue("pipelining") != ""
		k.mu.Unlock()
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if r.URL.Path == "/sample" {
		w.Write(k.sample)
		return
	}
	k.IDs = len(k.seen)
	json.NewEncoder(w).Encode(k.tally)
}

// talk serves one connection.
func (k *sink) talk(c net.Conn) {
	defer c.Close()
	k.mu.Lock()
	k.open++
	k.Lines = max(k.Lines, k.open)
	delay, pipelining := k.delay, k.pipelining
	k.mu.Unlock()
	defer func() { k.mu.Lock(); k.open--; k.mu.Unlock() }()
	say, end := replier(c, delay)
	defer end()
	offers := "250-ENHANCEDSTATUSCODES\r\n250 SIZE 10000000\r\n"
	if pipelining {
		offers = "250-PIPELINING\r\n" + offers
	}
	greeting := "250-sink.example\r\n" + offers
	in := bufio.NewReaderSize(c, 64<<10)
	say("220 sink.example\r\n")
	for {
		line, err := in.ReadSlice('\n')
		if err != nil || len(line) < 4 {
			return
		}
		switch verb := strings.ToUpper(string(line[:4])); verb {
		case "EHLO":
			say(greeting)
		case "DATA":
			say("354 go on\r\n")
			if !k.take(in) {
				return
			}
			say("250 2.0.0 taken\r\n")
		case "QUIT":
			say("221 bye\r\n")
			return
		default:
			say("250 2.1.0 fine\r\n")
		}
	}
}

// take reads one text up to its final dot.
func (k *sink) take(in *bufio.Reader) bool {
	var id string
	var whole []byte
	k.mu.Lock()
	first := k.sample == nil
	k.mu.Unlock()
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return false
		}
		if len(line) == 3 && line[0] == '.' {
			break
		}
		if first {
			whole = append(whole, bytes.TrimPrefix(line, []byte("."))...)
		}
		if id == "" && len(line) > 12 && bytes.EqualFold(line[:12], []byte("Message-ID: ")) {
			id = string(bytes.TrimSpace(line[12:]))
		}
	}
	now := time.Now()
	k.mu.Lock()
	defer k.mu.Unlock()
	if first && k.sample == nil {
		k.sample = whole
	}
	if k.Mails++; k.Mails == 1 {
		k.First = now
	}
	k.Last = now
	k.seen[id] = struct{}{}
	return true
}

// replier returns how a connection answers. With a delay each answer arrives so
// much after its command, however many are on the way, as over a long line.
func replier(c net.Conn, delay time.Duration) (say func(string), end func()) {
	if delay == 0 {
		return func(text string) { io.WriteString(c, text) }, func() {}
	}
	type answer struct {
		at   time.Time
		text string
	}
	way, done := make(chan answer, 100), make(chan struct{})
	go func() {
		defer close(done)
		for a := range way {
			time.Sleep(time.Until(a.at))
			io.WriteString(c, a.text)
		}
	}()
	return func(text string) { way <- answer{time.Now().Add(delay), text} }, func() { close(way); <-done }
}

// mailSink is such a process, seen from the test.
type mailSink struct {
	t       testing.TB
	address string
	control string
	cmd     *exec.Cmd
}

func newMailSink(t testing.TB) *mailSink {
	t.Helper()
	ports := freePorts(t, 2)
	m := &mailSink{t: t, address: fmt.Sprintf("127.0.0.1:%d", ports[0]), control: fmt.Sprintf("127.0.0.1:%d", ports[1])}
	m.cmd = exec.Command(os.Args[0], "-test.run", "^TestBenchMailSink$", "-test.timeout", "60m")
	m.cmd.Env = append(os.Environ(), sinkAddress+"="+m.address, sinkAddress+"_CONTROL="+m.control)
	background(t, ports[1], m.cmd)
	return m
}

func (m *mailSink) ask(path string) []byte {
	m.t.Helper()
	res, err := http.Get("http://" + m.control + path)
	if err != nil {
		m.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		m.t.Fatal(err)
	}
	return body
}

func (m *mailSink) tally() (got tally) {
	m.t.Helper()
	if err := json.Unmarshal(m.ask("/"), &got); err != nil {
		m.t.Fatal(err)
	}
	return got
}

// until waits until so many different mails came.
func (m *mailSink) until(mails int, patience time.Duration) tally {
	m.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		got := m.tally()
		if got.IDs >= mails {
			return got
		}
		if time.Now().After(deadline) {
			m.t.Fatalf("%d of %d mails within %s", got.IDs, mails, patience)
		}
	}
}

// perSecond is the rate at which a tally came in.
func (t tally) perSecond() float64 {
	return float64(max(1, t.Mails-1)) / max(t.Last.Sub(t.First), time.Millisecond).Seconds()
}
