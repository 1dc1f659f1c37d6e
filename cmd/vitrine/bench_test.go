package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// figures skips a test that prints a figure, unless figures were asked for.
func figures(t *testing.T) {
	t.Helper()
	if os.Getenv("VITRINE_BENCH") == "" {
		t.Skip("a figure: make bench")
	}
}

// TestBenchIdleMemory prints the memory of an idle process with the demo's data.
// A figure, not a limit: make bench prints it beside the others.
func TestBenchIdleMemory(t *testing.T) {
	figures(t)
	s := prepare(t)
	s.args = []string{"demo"}
	s.start()
	s.await(s.admin+"/healthz", time.Minute)
	time.Sleep(5 * time.Second)
	fmt.Printf("memory of the idle process with the demo's data: %.1f MiB resident, %.1f MiB at most while starting (goal: under 80 MiB)\n",
		s.memory("VmRSS"), s.memory("VmHWM"))
}

// memory reads a line of /proc/PID/status in MiB.
func (s *server) memory(line string) float64 {
	s.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		s.t.Fatal(err)
	}
	for text := range strings.Lines(string(status)) {
		if name, value, _ := strings.Cut(text, ":"); name == line {
			kib, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
			if err != nil {
				s.t.Fatal(err)
			}
			return float64(kib) / 1024
		}
	}
	s.t.Fatalf("the system does not tell %s", line)
	return 0
}

// bareAddress is where the process that stands for a bare handler listens.
const bareAddress = "VITRINE_BENCH_BARE"

// TestBenchBareHandler is no figure: it is the other process of
// TestBenchHomePage, a handler that knows one answer.
func TestBenchBareHandler(t *testing.T) {
	address := os.Getenv(bareAddress)
	if address == "" {
		t.Skip("the other process of TestBenchHomePage")
	}
	body, err := os.ReadFile(os.Getenv(bareAddress + "_BODY"))
	if err != nil {
		t.Fatal(err)
	}
	kind := os.Getenv(bareAddress + "_TYPE")
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Get("/", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, kind)
		c.Set(fiber.HeaderContentEncoding, os.Getenv(bareAddress+"_ENCODING"))
		return c.Send(body)
	})
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Listener(l); err != nil {
		t.Fatal(err)
	}
}

// bare starts a process that answers "/" with body and nothing else.
func bare(t testing.TB, kind, encoding string, body []byte) (address string, pid int) {
	t.Helper()
	file := t.TempDir() + "/body"
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	port := freePorts(t, 1)[0]
	address = fmt.Sprintf("127.0.0.1:%d", port)
	cmd := exec.Command(os.Args[0], "-test.run", "^TestBenchBareHandler$", "-test.timeout", "10m")
	cmd.Env = append(os.Environ(), bareAddress+"="+address, bareAddress+"_BODY="+file, bareAddress+"_TYPE="+kind, bareAddress+"_ENCODING="+encoding)
	background(t, port, cmd)
	return address, cmd.Process.Pid
}

const (
	benchConnections = 48
	benchRound       = time.Second
	benchRounds      = 9
)

// rush is what a server did in one round.
type rush struct{ perSecond, microseconds float64 } // microseconds of its processors for one request

// TestBenchHomePage compares the home page of the real program with a bare
// handler that returns the same bytes, in alternating rounds.
func TestBenchHomePage(t *testing.T) {
	figures(t)
	s := prepare(t)
	s.args = []string{"demo"}
	s.start()
	s.await(s.admin+"/healthz", time.Minute)
	home := strings.TrimPrefix(s.public, "http://")
	kind, body := compressedHome(t, home)
	other, pid := bare(t, kind, "br", body)
	hurry(t, home, s.cmd.Process.Pid, body)
	hurry(t, other, pid, body)
	var speed, work []float64
	var ours, theirs rush
	for range benchRounds {
		ours, theirs = hurry(t, home, s.cmd.Process.Pid, body), hurry(t, other, pid, body)
		speed = append(speed, ours.perSecond/theirs.perSecond)
		work = append(work, theirs.microseconds/ours.microseconds)
	}
	slices.Sort(speed)
	slices.Sort(work)
	fmt.Printf("home page: %.2f of a bare handler's requests per second (goal: at least 0.85; rounds from %.2f to %.2f; last: %.0f against %.0f; processor time of the server: %.1f µs against %.1f µs, %.2f of bare)\n",
		speed[len(speed)/2], speed[0], speed[len(speed)-1], ours.perSecond, theirs.perSecond, ours.microseconds, theirs.microseconds, work[len(work)/2])
}

func ask(req *fasthttp.Request, address string) {
	req.SetRequestURI("http://" + address + "/")
	req.Header.Set("Accept-Encoding", "gzip, deflate, br")
}

// compressedHome is the home page as a browser gets it.
func compressedHome(t testing.TB, address string) (kind string, body []byte) {
	t.Helper()
	req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	ask(req, address)
	if err := fasthttp.Do(req, res); err != nil {
		t.Fatal(err)
	}
	if got := string(res.Header.ContentEncoding()); res.StatusCode() != 200 || got != "br" {
		t.Fatalf("the home page answered %d in %q", res.StatusCode(), got)
	}
	return string(res.Header.ContentType()), slices.Clone(res.Body())
}

// hurry asks for the home page from many kept connections for one round.
func hurry(t testing.TB, address string, pid int, want []byte) rush {
	t.Helper()
	client := &fasthttp.HostClient{Addr: address, MaxConns: benchConnections}
	defer client.CloseIdleConnections()
	var answers, wrong atomic.Int64
	var all sync.WaitGroup
	begin, spent := time.Now(), processorTime(t, pid)
	for range benchConnections {
		all.Go(func() {
			req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
			ask(req, address)
			for time.Since(begin) < benchRound {
				if err := client.Do(req, res); err != nil || len(res.Body()) != len(want) {
					wrong.Add(1)
					return
				}
				answers.Add(1)
			}
		})
	}
	all.Wait()
	took, used := time.Since(begin), processorTime(t, pid)-spent
	if wrong.Load() > 0 {
		t.Errorf("%d wrong answers from %s", wrong.Load(), address)
	}
	n := float64(max(1, answers.Load()))
	return rush{n / took.Seconds(), float64(used.Microseconds()) / n}
}

// processorTime is what a process used so far, in steps of a hundredth of a
// second (proc_pid_stat(5), utime and stime).
func processorTime(t testing.TB, pid int) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	var ticks int
	for _, f := range fields[11:13] {
		n, err := strconv.Atoi(f)
		if err != nil {
			t.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}
