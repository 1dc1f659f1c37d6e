package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

const (
	streamCount  = 10_000
	streamRounds = 12
)

// followers is many open event streams to one server.
type followers struct {
	t      testing.TB
	conns  []net.Conn
	heard  atomic.Int64 // events with the word that is waited for
	word   atomic.Pointer[[]byte]
	reader sync.WaitGroup
}

// gather opens streams, some hundreds at a time, from several addresses of
// loopback, and waits until each said its first word.
func gather(t testing.TB, address string, count int) *followers {
	t.Helper()
	c := &followers{t: t, conns: make([]net.Conn, count)}
	nothing := []byte("nothing is waited for")
	c.word.Store(&nothing)
	var all sync.WaitGroup
	room := make(chan struct{}, 200)
	for n := range c.conns {
		room <- struct{}{}
		all.Go(func() {
			defer func() { <-room }()
			dialer := net.Dialer{Timeout: 30 * time.Second, LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, byte(2+n%8))}}
			conn, err := dialer.Dial("tcp", address)
			if err == nil {
				_, err = io.WriteString(conn, "GET /events HTTP/1.1\r\nHost: status.example.org\r\nAccept: text/event-stream\r\n\r\n")
			}
			head := make([]byte, 12)
			if err == nil {
				_, err = io.ReadFull(conn, head)
			}
			if err != nil || string(head) != "HTTP/1.1 200" {
				t.Errorf("stream %d: %q, %v", n, head, err)
				return
			}
			c.conns[n] = conn
			c.reader.Go(func() { c.listen(conn) })
		})
	}
	all.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return c
}

// listen counts the lines with the word.
func (c *followers) listen(conn net.Conn) {
	lines := bufio.NewReaderSize(conn, 1024)
	for {
		line, err := lines.ReadSlice('\n')
		if bytes.Contains(line, *c.word.Load()) {
			c.heard.Add(1)
		}
		if err != nil && err != bufio.ErrBufferFull {
			return
		}
	}
}

// broadcast returns how long it takes from publish to the last stream.
func (c *followers) broadcast(word string, publish func()) time.Duration {
	c.t.Helper()
	text := []byte(word)
	c.heard.Store(0)
	c.word.Store(&text)
	begin := time.Now()
	publish()
	for c.heard.Load() < int64(len(c.conns)) {
		if time.Since(begin) > time.Minute {
			c.t.Fatalf("%d of %d streams heard %q", c.heard.Load(), len(c.conns), word)
		}
		time.Sleep(time.Millisecond)
	}
	return time.Since(begin)
}

func (c *followers) leave() {
	for _, conn := range c.conns {
		conn.Close()
	}
	c.reader.Wait()
}

// manyFiles raises the limit of open files as far as the system allows.
func manyFiles(t testing.TB) {
	t.Helper()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	limit.Cur = limit.Max
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Cur < streamCount+500 {
		t.Fatalf("this system lets a process open %d files, the trial needs %d (%v)", limit.Cur, streamCount+500, err)
	}
}

// streamFigures are what a server did with the streams.
type streamFigures struct {
	each     float64 // KiB of memory for a stream
	told     []time.Duration
	files    [2]int // open before, and after they left
	routines [2]int // the same; 0: not known
}

// TestBenchStreams opens ten thousand event streams to the program and to a bare
// handler, one after the other, tells all of them something, and looks at what
// stays when they are gone.
func TestBenchStreams(t *testing.T) {
	figures(t)
	manyFiles(t)
	s := prepare(t)
	st := s.user("jonas@northpole.example", "Jonas Feldt", "admin")
	s.setup = "used already"
	s.spawn()
	s.await(s.admin+"/healthz", time.Minute)
	id := text(st.do("POST", "/incidents", object{"title": "Sign-in fails", "state": "investigating", "body": "We look into it.", "notify": false}), "id")
	number := 0
	ours := s.stream(strings.TrimPrefix(s.public, "http://"), s.cmd.Process.Pid, func() string { return "/incidents/" + id }, func() {
		number++
		st.do("POST", "/incidents/"+id+"/updates", object{"state": "identified", "body": fmt.Sprintf("Word number %d.", number), "notify": false})
	}, func() int { return s.goroutines(st.token) })
	address, pid := bareStreams(t)
	word := 0
	theirs := s.stream(address, pid, func() string { word++; return fmt.Sprintf("word %d.", word) }, func() {
		res, err := http.Post("http://"+address+"/tell", "text/plain", strings.NewReader(fmt.Sprintf("word %d.", word)))
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
	}, func() int { return 0 })
	fmt.Printf("%d event streams, load of the machine %s\n", streamCount, load(t))
	for name, f := range map[string]streamFigures{"Vitrine": ours, "bare Fiber streams": theirs} {
		fmt.Printf("  %-20s %5.1f KiB for each, told in %s (half of %d times), %s at most; open files %d before, %d after; goroutines %d before, %d after\n", name, f.each,
			f.told[len(f.told)/2].Round(time.Millisecond), len(f.told), f.told[len(f.told)-1].Round(time.Millisecond), f.files[0], f.files[1], f.routines[0], f.routines[1])
	}
	fmt.Printf("  memory %.2f of bare (goal at most 1.15); from publish to the last stream %.2f of bare's broadcast (goal at most 1.5), at most %.2f\n", ours.each/theirs.each,
		ours.told[len(ours.told)/2].Seconds()/theirs.told[len(theirs.told)/2].Seconds(), ours.told[len(ours.told)-1].Seconds()/theirs.told[len(theirs.told)-1].Seconds())
}

// stream runs the trial with one server.
func (s *server) stream(address string, pid int, word func() string, publish func(), routines func() int) (f streamFigures) {
	s.t.Helper()
	for range 3 {
		word()
		publish() // warms up
	}
	time.Sleep(2 * time.Second)
	before := resident(s.t, pid)
	f.files[0], f.routines[0] = openFiles(s.t, pid), routines()
	c := gather(s.t, address, streamCount)
	time.Sleep(2 * time.Second)
	f.each = (resident(s.t, pid) - before) / streamCount
	for range streamRounds {
		f.told = append(f.told, c.broadcast(word(), publish))
	}
	slices.Sort(f.told)
	c.leave()
	for range 100 { // who is gone is noticed when something is to be told
		if word(); openFiles(s.t, pid) <= f.files[0]+5 {
			break
		}
		publish()
		time.Sleep(200 * time.Millisecond)
	}
	for range 60 { // a worker without work ends after some seconds
		if f.files[1], f.routines[1] = openFiles(s.t, pid), routines(); f.routines[1] <= f.routines[0]+5 {
			break
		}
		time.Sleep(500 * time.Millisecond)
	}
	return f
}

// resident is the memory of a process in KiB.
func resident(t testing.TB, pid int) float64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		t.Fatal(err)
	}
	pages, err := strconv.Atoi(strings.Fields(string(text))[1])
	if err != nil {
		t.Fatal(err)
	}
	return float64(pages*os.Getpagesize()) / 1024
}

func openFiles(t testing.TB, pid int) int {
	t.Helper()
	list, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

// goroutines asks the program's own figures.
func (s *server) goroutines(token string) int {
	s.t.Helper()
	req, err := http.NewRequest("GET", s.admin+"/metrics", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if value, ok := strings.CutPrefix(lines.Text(), "go_goroutines "); ok {
			n, err := strconv.Atoi(value)
			if err != nil {
				s.t.Fatal(err)
			}
			return n
		}
	}
	return 0
}

// TestBenchBareStreams is no figure: it is the other process of TestBenchStreams, a
// handler that knows nothing but to tell everybody the same.
func TestBenchBareStreams(t *testing.T) {
	address := os.Getenv(bareAddress + "_STREAMS")
	if address == "" {
		t.Skip("the other process of TestBenchStreams")
	}
	var mu sync.Mutex
	streams := map[chan []byte]bool{}
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Get("/", func(c *fiber.Ctx) error { return c.SendString("ok") })
	app.Get("/events", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, "text/event-stream")
		c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
			s := make(chan []byte, 4)
			mu.Lock()
			streams[s] = true
			mu.Unlock()
			defer func() { mu.Lock(); delete(streams, s); mu.Unlock() }()
			for message := []byte("retry: 5000\n\n"); ; message = <-s {
				if _, err := w.Write(message); err != nil || w.Flush() != nil {
					return
				}
			}
		})
		return nil
	})
	app.Post("/tell", func(c *fiber.Ctx) error {
		message := fmt.Appendf(nil, "id: 1-1\nevent: update\ndata: {\"edition\":1,\"paths\":[\"%s\"]}\n\n", c.Body())
		mu.Lock()
		defer mu.Unlock()
		for s := range streams {
			select {
			case s <- message:
			default: // it is far behind
			}
		}
		return c.SendString("ok")
	})
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Listener(l); err != nil {
		t.Fatal(err)
	}
}

// bareStreams starts that process.
func bareStreams(t testing.TB) (address string, pid int) {
	t.Helper()
	port := freePorts(t, 1)[0]
	address = fmt.Sprintf("127.0.0.1:%d", port)
	cmd := exec.Command(os.Args[0], "-test.run", "^TestBenchBareStreams$", "-test.timeout", "20m")
	cmd.Env = append(os.Environ(), bareAddress+"_STREAMS="+address)
	background(t, port, cmd)
	return address, cmd.Process.Pid
}
