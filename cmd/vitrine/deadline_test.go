package main

import (
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/valyala/fasthttp"
)

// armed is a connection that counts how often its deadlines are set.
type armed struct {
	net.Conn
	read, write atomic.Int64
}

func (c *armed) SetReadDeadline(t time.Time) error {
	c.read.Add(1)
	return c.Conn.SetReadDeadline(t)
}

func (c *armed) SetWriteDeadline(t time.Time) error {
	c.write.Add(1)
	return c.Conn.SetWriteDeadline(t)
}

// throughAPipe runs test with a lazy connection, the one under it, and its other end, in a
// time of their own.
func throughAPipe(t *testing.T, test func(t *testing.T, l *lazy, under *armed, far net.Conn)) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		defer near.Close()
		defer far.Close()
		under := &armed{Conn: near}
		test(t, &lazy{Conn: under}, under, far)
	})
}

// TestADeadlineThatIsPutOffIsNotArmedAgain plays what the server does for thousands of
// requests within the first deadline.
func TestADeadlineThatIsPutOffIsNotArmedAgain(t *testing.T) {
	t.Parallel()
	throughAPipe(t, func(t *testing.T, l *lazy, under *armed, far net.Conn) {
		go io.Copy(far, far)
		b := make([]byte, 1)
		for range 9_000 {
			err := errors.Join(l.SetReadDeadline(time.Now().Add(time.Minute)), l.SetReadDeadline(time.Now().Add(10*time.Second)), l.SetWriteDeadline(time.Now().Add(30*time.Second)))
			if _, wrong := l.Write([]byte("?")); wrong != nil || err != nil {
				t.Fatal(err, wrong)
			}
			if _, err := l.Read(b); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Millisecond)
		}
		if r, w := under.read.Load(), under.write.Load(); r != 2 || w != 1 {
			t.Errorf("in nine seconds the deadline of reading was armed %d times, and that of writing %d times", r, w)
		}
	})
}

// TestALazyDeadlineEndsReadingWhenItShould asks for deadlines one after the other and
// looks when a read that gets nothing ends.
func TestALazyDeadlineEndsReadingWhenItShould(t *testing.T) {
	t.Parallel()
	const closing = time.Hour // of the other end
	for name, tc := range map[string]struct {
		deadlines []time.Duration // 0: none
		want      time.Duration
	}{
		"one":                        {[]time.Duration{10 * time.Second}, 10 * time.Second},
		"put off":                    {[]time.Duration{10 * time.Second, time.Minute}, time.Minute},
		"put off and off":            {[]time.Duration{10 * time.Second, time.Minute, 2 * time.Minute}, 2 * time.Minute},
		"put off and brought near":   {[]time.Duration{10 * time.Second, time.Minute, 20 * time.Second}, 20 * time.Second},
		"brought nearer than it was": {[]time.Duration{time.Minute, 10 * time.Second}, 10 * time.Second},
		"passed":                     {[]time.Duration{time.Minute, -time.Second}, 0},
		"taken away":                 {[]time.Duration{10 * time.Second, 0}, closing},
		"put off and taken away":     {[]time.Duration{10 * time.Second, time.Minute, 0}, closing},
		"taken away and set":         {[]time.Duration{10 * time.Second, 0, time.Minute}, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			throughAPipe(t, func(t *testing.T, l *lazy, _ *armed, far net.Conn) {
				begun := time.Now()
				time.AfterFunc(closing, func() { far.Close() })
				for _, after := range tc.deadlines {
					var at time.Time
					if after != 0 {
						at = begun.Add(after)
					}
					if err := l.SetDeadline(at); err != nil {
						t.Fatal(err)
					}
				}
				n, err := l.Read(make([]byte, 1))
				if took := time.Since(begun); n != 0 || took != tc.want || errors.Is(err, os.ErrDeadlineExceeded) != (tc.want != closing) {
					t.Errorf("the read ended after %s with %v, not after %s", took, err, tc.want)
				}
				if tc.want == closing {
					return
				}
				if _, err := l.Write([]byte("?")); !errors.Is(err, os.ErrDeadlineExceeded) {
					t.Errorf("a write after the deadline: %v", err)
				}
			})
		})
	}
}

// meanwhile is a connection on which something happens just after a deadline has passed.
type meanwhile struct {
	net.Conn
	passed func()
}

func (c *meanwhile) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if then := c.passed; then != nil && errors.Is(err, os.ErrDeadlineExceeded) {
		c.passed = nil
		then()
	}
	return n, err
}

// TestADeadlineChangedWhileAnEarlierOnePasses: the read ends by the last that was wanted.
func TestADeadlineChangedWhileAnEarlierOnePasses(t *testing.T) {
	t.Parallel()
	const closing = time.Hour // of the other end
	for name, tc := range map[string]struct {
		deadlines []time.Duration // 0: none
		want      time.Duration
		armings   int64
	}{
		"taken away":         {[]time.Duration{0}, closing, 3},
		"taken away and set": {[]time.Duration{0, 2 * time.Minute}, 2 * time.Minute, 4},
		"put off":            {[]time.Duration{2 * time.Minute}, 2 * time.Minute, 2},
		"brought near":       {[]time.Duration{10 * time.Second}, 10 * time.Second, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			throughAPipe(t, func(t *testing.T, l *lazy, under *armed, far net.Conn) {
				begun := time.Now()
				time.AfterFunc(closing, func() { far.Close() })
				l.Conn = &meanwhile{under, func() {
					for _, after := range tc.deadlines {
						var at time.Time
						if after != 0 {
							at = begun.Add(after)
						}
						if err := l.SetReadDeadline(at); err != nil {
							t.Error(err)
						}
					}
				}}
				if err := errors.Join(l.SetReadDeadline(begun.Add(10*time.Second)), l.SetReadDeadline(begun.Add(time.Minute))); err != nil {
					t.Fatal(err)
				}
				_, err := l.Read(make([]byte, 1))
				if took := time.Since(begun); took != tc.want || errors.Is(err, os.ErrDeadlineExceeded) != (tc.want != closing) {
					t.Errorf("the read ended after %s with %v, not after %s", took, err, tc.want)
				}
				if n := under.read.Load(); n != tc.armings {
					t.Errorf("a deadline was armed %d times, not %d", n, tc.armings)
				}
			})
		})
	}
}

// TestADeadlineBroughtNearInterruptsAReadThatWaits: so a server stops.
func TestADeadlineBroughtNearInterruptsAReadThatWaits(t *testing.T) {
	t.Parallel()
	throughAPipe(t, func(t *testing.T, l *lazy, _ *armed, _ net.Conn) {
		begun := time.Now()
		if err := errors.Join(l.SetReadDeadline(begun.Add(10*time.Second)), l.SetReadDeadline(begun.Add(time.Minute))); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(15*time.Second, func() { // the first deadline has passed, the second is armed
			if err := l.SetReadDeadline(time.Now()); err != nil {
				t.Error(err)
			}
		})
		if _, err := l.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(begun) != 15*time.Second {
			t.Errorf("the read ended after %s: %v", time.Since(begun), err)
		}
	})
}

// TestAWriteGoesOnWhereTheEarlierDeadlineFoundIt: the reader at the other end takes a
// byte each second, past the deadline that is armed, and gets each once.
func TestAWriteGoesOnWhereTheEarlierDeadlineFoundIt(t *testing.T) {
	t.Parallel()
	throughAPipe(t, func(t *testing.T, l *lazy, under *armed, far net.Conn) {
		const said = "a page for a slow reader"
		got := make(chan string)
		go func() {
			var all []byte
			for b := make([]byte, 1); len(all) < len(said); all = append(all, b...) {
				time.Sleep(time.Second)
				if _, err := io.ReadFull(far, b); err != nil {
					t.Error(err)
					break
				}
			}
			got <- string(all)
		}()
		if err := errors.Join(l.SetWriteDeadline(time.Now().Add(5500*time.Millisecond)), l.SetWriteDeadline(time.Now().Add(time.Minute))); err != nil {
			t.Fatal(err)
		}
		if n, err := l.Write([]byte(said)); n != len(said) || err != nil {
			t.Fatalf("%d bytes were written: %v", n, err)
		}
		if all := <-got; all != said || under.write.Load() != 2 {
			t.Errorf("the reader got %q; deadlines were armed %d times", all, under.write.Load())
		}
	})
}

// TestTheServerKeepsItsTimesOnLazyConnections: a kept connection outlives the time that a
// request may take; a request that does not end does not, and neither does a connection
// on which nobody asks any more.
func TestTheServerKeepsItsTimesOnLazyConnections(t *testing.T) {
	t.Parallel()
	const request, idle = 10 * time.Second, time.Minute
	new(fasthttp.ResponseHeader).Header() // the first starts a clock of dates, which goes on after the test
	const asked = "GET / HTTP/1.1\r\nHost: status.example.org\r\n\r\n"
	for name, tc := range map[string]struct {
		last string
		ends time.Duration
	}{
		"nobody asks":            {"", idle},
		"a request does not end": {asked[:20], request},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			throughAPipe(t, func(t *testing.T, l *lazy, _ *armed, far net.Conn) {
				server := &fasthttp.Server{ReadTimeout: request, IdleTimeout: idle, WriteTimeout: request, Handler: func(ctx *fasthttp.RequestCtx) { ctx.SetBodyString("answer") }}
				go server.ServeConn(l)
				for range 5 {
					io.WriteString(far, asked)
					b := make([]byte, 500)
					if n, err := far.Read(b); err != nil || !strings.HasSuffix(string(b[:n]), "answer") {
						t.Fatalf("%q, %v", b[:n], err)
					}
					time.Sleep(idle - time.Second)
				}
				begun := time.Now()
				io.WriteString(far, tc.last)
				rest, err := io.ReadAll(far)
				if tc.last == "" {
					begun = begun.Add(time.Second - idle) // the last answer
				}
				if took := time.Since(begun); err != nil || len(rest) > 0 || took != tc.ends {
					t.Errorf("the connection ended after %s with %q, %v", took, rest, err)
				}
			})
		})
	}
}
