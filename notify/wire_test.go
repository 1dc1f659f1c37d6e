package notify

import (
	"bufio"
	"bytes"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

// speak returns a connection to a server that gives the answers one after the
// other, whatever is said, and what the server hears until it is closed.
func speak(t *testing.T, answers string) (*line, func() string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	heard := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		c.Write([]byte("220 hello\r\n250-hello\r\n250 PIPELINING\r\n" + answers))
		var all strings.Builder
		for in := bufio.NewReader(c); ; {
			text, err := in.ReadString('\n')
			if all.WriteString(text); err != nil {
				heard <- all.String()
				return
			}
		}
	}()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	client, err := smtp.NewClient(c, "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	return &line{smtp: client}, func() string { client.Close(); return <-heard }
}

const greeted = "EHLO localhost\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n"

func TestAServerThatAsksForATextItRefusedGetsNone(t *testing.T) {
	t.Parallel()
	l, heard := speak(t, "250 ok\r\n550 5.1.1 unknown\r\n354 go on\r\n554 nobody\r\n250 reset\r\n")
	r, alive := l.hand(dispatch{from: "a@example.com", to: "b@example.com", raw: []byte("Subject: secret\r\n\r\nsecret\r\n")}, 5*time.Second)
	if !r.address() || !alive {
		t.Errorf("%+v, alive %v", r, alive)
	}
	if got := heard(); got != greeted+".\r\nRSET\r\n" {
		t.Errorf("the server heard %q", got)
	}
}

func TestEveryTextArrivesAsItWas(t *testing.T) {
	t.Parallel()
	for raw, wire := range map[string]string{
		"A: b\r\n\r\ntext\r\n":                "A: b\r\n\r\ntext\r\n",
		"A: b\r\n\r\nno end":                  "A: b\r\n\r\nno end\r\n",
		"A: b\r\n\r\n.\r\n..\r\nx.\r\n.y\r\n": "A: b\r\n\r\n..\r\n...\r\nx.\r\n..y\r\n",
		".\r\n":                               "..\r\n",
	} {
		before := bytes.Clone([]byte(raw))
		l, heard := speak(t, "250 ok\r\n250 ok\r\n354 go on\r\n250 taken\r\n")
		r, alive := l.hand(dispatch{from: "a@example.com", to: "b@example.com", raw: []byte(raw)}, 5*time.Second)
		if !r.taken() || !alive || !bytes.Equal(before, []byte(raw)) {
			t.Errorf("%q: %+v, alive %v", raw, r, alive)
		}
		if got := heard(); got != greeted+wire+".\r\n" {
			t.Errorf("%q went out as %q", raw, got)
		}
	}
}

func TestAnAddressCannotSayACommand(t *testing.T) {
	t.Parallel()
	l, heard := speak(t, "250 ok\r\n250 ok\r\n354 go on\r\n250 taken\r\n")
	r, alive := l.hand(dispatch{from: "a@example.com", to: "b@example.com>\r\nNOOP"}, 5*time.Second)
	if !r.ours() || !alive {
		t.Errorf("%+v, alive %v", r, alive)
	}
	if got := heard(); strings.Contains(got, "NOOP") {
		t.Errorf("the server heard %q", got)
	}
}
