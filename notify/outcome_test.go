package notify_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"vitrine/models"
	"vitrine/models/audience"
)

// script says how a scripted server answers each command; what it does not name
// goes well. An empty answer drops the connection.
type script map[string]string

// hang is the answer that never comes.
const hang = "hang"

// hangs reports whether the server falls silent somewhere.
func (s script) hangs() bool {
	for _, answer := range s {
		if answer == hang {
			return true
		}
	}
	return false
}

// dot names the answer after the final dot.
const dot = "."

// play serves the script and counts the mails that came whole.
func play(t *testing.T, s script) (url string, whole *atomic.Int64) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	whole = &atomic.Int64{}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go s.talk(c, whole)
		}
	}()
	return "smtp://" + l.Addr().String() + "?tls=none", whole
}

func (s script) talk(c net.Conn, whole *atomic.Int64) {
	defer c.Close()
	in, usual := bufio.NewReader(c), map[string]string{"greeting": "220 hello", "EHLO": "250-hello\r\n250 ENHANCEDSTATUSCODES",
		"DATA": "354 go on", dot: "250 2.0.0 taken"}
	if refused := s["MAIL"] + s["RCPT"]; refused != "" && s["DATA"] == "" {
		usual["DATA"] = "503 5.5.1 no valid recipients" // who sends all commands at once gets here
	}
	say := func(stage string) bool {
		answer, scripted := s[stage]
		if !scripted {
			if answer = usual[stage]; answer == "" {
				answer = "250 fine"
			}
		}
		if answer == hang {
			_, _ = io.Copy(io.Discard, in) // until the other side gives up
		}
		if answer == "" || answer == hang {
			return false
		}
		_, err := c.Write([]byte(answer + "\r\n"))
		return err == nil
	}
	if !say("greeting") {
		return
	}
	for body := false; ; {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		stage := strings.ToUpper(strings.Fields(line + " -")[0])
		switch {
		case body && line == ".\r\n":
			stage, body = dot, false
			whole.Add(1)
		case body:
			continue
		case stage == "DATA":
			body = s["DATA"] == "" && usual["DATA"][0] == '3' || strings.HasPrefix(s["DATA"], "354")
		}
		if !say(stage) {
			return
		}
	}
}

// outcomes is what a mail server may do, and what is written down about it.
var outcomes = []struct {
	name  string
	s     script
	state audience.Outcome
	code  int64
	retry bool
	whole int64
}{
	{"taken", script{}, audience.Accepted, 250, false, 1},
	{"taken, then the line drops", script{"QUIT": ""}, audience.Accepted, 250, false, 1},
	{"taken, then nonsense", script{"QUIT": "599 what"}, audience.Accepted, 250, false, 1},
	{"the line drops after the final dot", script{dot: ""}, audience.Uncertain, 0, true, 1},
	{"a local error after the final dot", script{dot: "451 4.3.0 try later"}, audience.Awaiting, 451, true, 1},
	{"policy after the final dot", script{dot: "554 5.7.1 spam"}, audience.Awaiting, 554, true, 1},
	{"greylisting", script{"RCPT": "451 4.7.1 greylisted"}, audience.Awaiting, 451, true, 0},
	{"a full mailbox", script{"RCPT": "452 4.2.2 full"}, audience.Awaiting, 452, true, 0},
	{"no such person", script{"RCPT": "550 5.1.1 unknown"}, audience.Failed, 550, false, 0},
	{"no such person, then the line drops", script{"RCPT": "550 5.1.1 unknown", "RSET": ""}, audience.Failed, 550, false, 0},
	{"a disabled mailbox", script{"RCPT": "550 5.2.1 disabled"}, audience.Failed, 550, false, 0},
	{"policy at the recipient", script{"RCPT": "550 5.7.1 blocked"}, audience.Awaiting, 550, true, 0},
	{"no such person, in plain words", script{"RCPT": "550 no such user"}, audience.Failed, 550, false, 0},
	{"the sender is refused", script{"MAIL": "550 5.7.1 not you"}, audience.Awaiting, 550, true, 0},
	{"service not available", script{"MAIL": "421 4.3.2 closing"}, audience.Awaiting, 421, true, 0},
	{"the line drops at the sender", script{"MAIL": ""}, audience.Awaiting, 0, true, 0},
	{"the line drops at the recipient", script{"RCPT": ""}, audience.Awaiting, 0, true, 0},
	{"silence after the final dot", script{dot: hang}, audience.Uncertain, 0, true, 1},
	{"taken, then silence", script{"QUIT": hang}, audience.Accepted, 250, false, 1},
	{"silence at the sender", script{"MAIL": hang}, audience.Awaiting, 0, true, 0},
	{"silence at the recipient", script{"RCPT": hang}, audience.Awaiting, 0, true, 0},
	{"silence at the data", script{"DATA": hang}, audience.Awaiting, 0, true, 0},
	{"data is refused", script{"DATA": "451 4.3.1 no room"}, audience.Awaiting, 451, true, 0},
}

func TestOutcomes(t *testing.T) {
	t.Parallel()
	all := outcomes
	for _, c := range outcomes { // the same where all commands go at once (RFC 2920)
		c.name, c.s = c.name+", pipelined", maps.Clone(c.s)
		c.s["EHLO"] = "250-hello\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES"
		all = append(all, c)
	}
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := create(t, 0)
			w.subscribe("sam@customer.example")
			w.open("Elevated API errors")
			url, whole := play(t, c.s)
			config := w.config()
			config.SMTPURL, config.Retry = url, []time.Duration{time.Hour}
			if c.s.hangs() {
				config.Conversation = 2 * time.Second
			}
			w.start(config)
			var d audience.Delivery
			w.until("the mail was tried", func() bool {
				rows := w.deliveries(w.notification().PublicID)
				if len(rows) == 1 {
					d = rows[0]
				}
				return d.Attempts == 1 && d.State != audience.Sending
			})
			if d.State != c.state || d.Code != c.code || (d.NextTryAt != nil) != c.retry {
				t.Errorf("recorded %s, code %d, next try %v (%s)", d.State, d.Code, d.NextTryAt, d.Detail)
			}
			if got := whole.Load(); got != c.whole {
				t.Errorf("%d mails came whole, want %d", got, c.whole)
			}
		})
	}
}

func TestALostAnswerIsRetriedWithTheSameMessageID(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.subscribe("sam@customer.example")
	var seen atomic.Int64
	w.server.behave(nil, func(string) error {
		if seen.Add(1) == 1 {
			return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
		}
		return nil
	})
	w.open("Elevated API errors")
	w.start(w.config())
	n := w.finished(w.notification().PublicID)
	d := w.deliveries(n.PublicID)[0]
	if d.State != audience.Accepted || d.Attempts != 2 || w.server.all()[0].Header.Get("Message-ID") != d.MessageID {
		t.Errorf("%+v", d)
	}
}

// holdPort takes a port of loopback at which connections are refused until open
// is called; nobody else can take it meanwhile.
func holdPort(t *testing.T) (address string, open func() net.Listener) {
	t.Helper()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	file := os.NewFile(uintptr(fd), "port")
	t.Cleanup(func() { file.Close() })
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	bound, err := syscall.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	address = fmt.Sprintf("127.0.0.1:%d", bound.(*syscall.SockaddrInet4).Port)
	return address, func() net.Listener {
		t.Helper()
		if err := syscall.Listen(fd, 128); err != nil {
			t.Fatal(err)
		}
		l, err := net.FileListener(file)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
}

func TestAMailServerThatIsAwayCostsNobodyATry(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.crowd(30)
	address, open := holdPort(t)
	w.open("Elevated API errors")
	config := w.config()
	config.SMTPURL = "smtp://" + address + "?tls=none"
	n, _ := w.start(config)
	w.until("the console hears of it", func() bool { return n.Health(t.Context()).DownSince != nil })
	if h := n.Health(t.Context()); h.Waiting != 30 || !h.Configured || h.Detail == "" {
		t.Errorf("health %+v", h)
	}

	back := smtp.NewServer(w.server)
	go back.Serve(open())
	t.Cleanup(func() { back.Close() })
	for _, d := range w.deliveries(w.finished(w.notification().PublicID).PublicID) {
		if d.State != audience.Accepted || d.Attempts != 1 {
			t.Errorf("%s after %d tries", d.State, d.Attempts)
		}
	}
	if h := n.Health(t.Context()); h.DownSince != nil || h.LastSuccess == nil || h.Waiting != 0 {
		t.Errorf("health afterwards %+v", h)
	}
}

func TestAMailServerThatSaysNothingIsAway(t *testing.T) {
	t.Parallel()
	for _, s := range []script{{"greeting": hang}, {"EHLO": hang, "HELO": hang}} {
		w := create(t, 0)
		w.subscribe("sam@customer.example")
		w.open("Elevated API errors")
		url, _ := play(t, s)
		config := w.config()
		config.SMTPURL, config.Conversation = url, 500*time.Millisecond
		n, stop := w.start(config)
		w.until("the console hears of it", func() bool { return n.Health(t.Context()).DownSince != nil })
		stop()
		for _, d := range w.deliveries(w.notification().PublicID) {
			if d.State != audience.Awaiting || d.Attempts != 0 {
				t.Errorf("%v: %s after %d tries", s, d.State, d.Attempts)
			}
		}
		w.run("UPDATE river_job SET scheduled_at = ?", models.Clock())
		w.start(w.config()) // it speaks again
		if done := w.finished(w.notification().PublicID); done.Outcomes[audience.Accepted] != 1 {
			t.Errorf("%v: outcomes %v", s, done.Outcomes)
		}
	}
}

func TestARefusalOfEverybodyIsNobodysFault(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.crowd(100)
	refused := atomic.Int64{}
	w.server.behave(func(string) error {
		refused.Add(1)
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "unknown"}
	}, nil)
	w.open("Elevated API errors")
	config := w.config()
	config.Workers = 4
	n, _ := w.start(config)
	w.until("sending pauses", func() bool { return n.Health(t.Context()).DownSince != nil })
	if got := refused.Load(); got > 40 {
		t.Errorf("%d people were tried", got)
	}
	w.server.behave(nil, nil)
	done := w.finished(w.notification().PublicID)
	if done.Outcomes[audience.Accepted] != 100 {
		t.Errorf("outcomes %v", done.Outcomes)
	}
}

func TestAListOfDeadAddressesComesToAnEnd(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.crowd(30)
	w.server.behave(func(string) error {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "unknown"}
	}, nil)
	w.open("Elevated API errors")
	w.start(w.config())
	n := w.finished(w.notification().PublicID)
	if n.Outcomes[audience.Failed] != 30 {
		t.Errorf("outcomes %v", n.Outcomes)
	}
	again := 0
	for _, d := range w.deliveries(n.PublicID) {
		if d.Attempts > 3 {
			t.Errorf("an address was tried %d times", d.Attempts)
		}
		if d.Attempts > 1 {
			again++
		}
	}
	if again < 20 {
		t.Errorf("the server was believed at once about all but %d", again)
	}
}

func TestOneWrongAddressDoesNotDelayTheOthers(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.crowd(50)
	w.server.behave(func(to string) error {
		if strings.HasPrefix(to, "person7@") {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "unknown"}
		}
		return nil
	}, nil)
	w.open("Elevated API errors")
	w.start(w.config())
	n := w.finished(w.notification().PublicID)
	if n.Outcomes[audience.Accepted] != 49 || n.Outcomes[audience.Failed] != 1 {
		t.Errorf("outcomes %v", n.Outcomes)
	}
}

func TestHangingUpEveryTenMailsLosesNothing(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.crowd(100)
	count := atomic.Int64{}
	w.server.behave(func(string) error {
		if count.Add(1)%10 == 0 {
			return &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "enough for now"}
		}
		return nil
	}, nil)
	w.open("Elevated API errors")
	w.start(w.config())
	n := w.finished(w.notification().PublicID)
	if n.Outcomes[audience.Accepted] != 100 || len(w.server.all()) != 100 {
		t.Errorf("outcomes %v, %d mails", n.Outcomes, len(w.server.all()))
	}
}

func TestTLSIsNeverGivenUp(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.subscribe("sam@customer.example")
	w.open("Elevated API errors")
	config := w.config()
	config.SMTPURL = strings.TrimSuffix(w.server.URL, "?tls=none") // which does not offer STARTTLS
	n, _ := w.start(config)
	w.until("the console hears of it", func() bool { return n.Health(t.Context()).DownSince != nil })
	if len(w.server.all()) != 0 {
		t.Error(errors.New("the mail went in clear"))
	}
}
