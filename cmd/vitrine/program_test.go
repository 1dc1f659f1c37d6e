package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// built is the program under test, built once for all stories.
var built struct {
	once sync.Once
	dir  string
	path string
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if built.dir != "" {
		os.RemoveAll(built.dir)
	}
	os.Exit(code)
}

// program returns the path of the built program.
func program(t testing.TB) string {
	t.Helper()
	built.once.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "vitrine-program"); built.err != nil {
			return
		}
		built.path = filepath.Join(built.dir, "vitrine")
		cmd := exec.Command("go", "build", "-ldflags=-s", "-o", built.path, ".")
		if out, err := cmd.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return built.path
}

// server is one running program with its listeners on free ports of loopback.
type server struct {
	t             testing.TB
	env           []string
	args          []string
	public, admin string // addresses without a final slash
	setup         string // the one-time set-up link, when one was printed
	cmd           *exec.Cmd
	errors        io.Writer // where the program's log goes; nil: to log
	log           *logs
	ended         chan error
}

// logs gathers what a program prints, for the canary and for failures.
type logs struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// freePorts returns n ports nobody listens on.
func freePorts(t testing.TB, n int) []int {
	t.Helper()
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports
}

// prepare returns a server that is not started yet, with an empty data folder.
func prepare(t testing.TB, env ...string) *server {
	t.Helper()
	ports := freePorts(t, 2)
	s := &server{t: t, args: []string{"serve"}, log: &logs{},
		public: fmt.Sprintf("http://127.0.0.1:%d", ports[0]), admin: fmt.Sprintf("http://127.0.0.1:%d", ports[1])}
	s.env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(),
		"VITRINE_DATA_DIR=" + t.TempDir(),
		"VITRINE_PUBLIC_ADDR=" + strings.TrimPrefix(s.public, "http://"), "VITRINE_PUBLIC_URL=" + s.public,
		"VITRINE_ADMIN_ADDR=" + strings.TrimPrefix(s.admin, "http://"), "VITRINE_ADMIN_URL=" + s.admin,
		"VITRINE_SEND_DELAY=1s",
	}, env...)
	t.Cleanup(func() {
		s.stop()
		if t.Failed() {
			t.Logf("the program said:\n%s", tail(s.log.String(), 6000))
		}
	})
	return s
}

func tail(text string, n int) string { return text[max(0, len(text)-n):] }

var setupLink = regexp.MustCompile(`https?://\S+/setup/\S+`)

// start starts the program and waits until the public side can serve.
func (s *server) start() *server {
	s.t.Helper()
	s.spawn()
	s.await(s.public+"/readyz", 30*time.Second)
	return s
}

// spawn starts the program and returns at once.
func (s *server) spawn() {
	s.t.Helper()
	s.cmd = exec.Command(program(s.t), s.args...)
	s.cmd.Env = s.env
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if s.cmd.Stderr = s.log; s.errors != nil {
		s.cmd.Stderr = s.errors
	}
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	link := make(chan string, 1)
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			fmt.Fprintln(s.log, lines.Text())
			if m := setupLink.FindString(lines.Text()); m != "" {
				select {
				case link <- m:
				default:
				}
			}
		}
	}()
	ended := make(chan error, 1)
	s.ended = ended
	go func(cmd *exec.Cmd) { <-drained; ended <- cmd.Wait() }(s.cmd)
	if s.setup == "" && len(s.args) > 0 && s.args[0] == "serve" {
		select {
		case s.setup = <-link:
		case <-time.After(10 * time.Second):
		case <-drained:
		}
	}
}

// await waits until address answers 200.
func (s *server) await(address string, patience time.Duration) {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		res, err := http.Get(address)
		if err == nil {
			io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("%s did not answer 200 within %s: %v\n%s", address, patience, err, tail(s.log.String(), 4000))
		}
		time.Sleep(25 * time.Millisecond)
	}
}

// kill ends the program at once, as a crash would.
func (s *server) kill() {
	s.t.Helper()
	if s.cmd == nil {
		return
	}
	s.cmd.Process.Signal(syscall.SIGKILL)
	<-s.ended
	s.cmd = nil
}

// stop asks the program to end and returns how long it took.
func (s *server) stop() time.Duration {
	s.t.Helper()
	if s.cmd == nil {
		return 0
	}
	begin := time.Now()
	s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.ended:
	case <-time.After(30 * time.Second):
		s.t.Errorf("the program did not end within 30 s")
		s.cmd.Process.Kill()
		<-s.ended
	}
	s.cmd = nil
	return time.Since(begin)
}

// vitrine runs another command of the program with the server's environment.
func (s *server) vitrine(stdin string, args ...string) (stdout, stderr string, code int) {
	s.t.Helper()
	path := program(s.t) // building it does not count
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = s.env
	cmd.Stdin = strings.NewReader(stdin)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		s.t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// get fetches a path of the public side.
func (s *server) get(path string) (int, http.Header, string) {
	s.t.Helper()
	res, err := http.Get(s.public + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(body)
}

// eventually waits until check is content, and fails with its last word.
func eventually(t testing.TB, patience time.Duration, check func() error) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		err := check()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %v", patience, err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
