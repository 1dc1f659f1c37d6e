package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// meeting is the two ends of a connection that our listener took.
func meeting(t *testing.T) (ours net.Conn, theirs *net.TCPConn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	far, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if ours, err = (polite{l}).Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { far.Close(); ours.Close() })
	return ours, far.(*net.TCPConn)
}

// TestWhatPassesOurConnectionsIsWhole sends megabytes both ways at once, far more than
// the machine keeps for a socket, to somebody who reads in small pieces.
func TestWhatPassesOurConnectionsIsWhole(t *testing.T) {
	t.Parallel()
	ours, theirs := meeting(t)
	out, in := make([]byte, 24<<20), make([]byte, 24<<20)
	rand.Read(out)
	rand.Read(in)
	var all sync.WaitGroup
	all.Go(func() {
		if n, err := ours.Write(out); n != len(out) || err != nil {
			t.Errorf("%d bytes were written: %v", n, err)
		}
	})
	all.Go(func() {
		if _, err := theirs.Write(in); err != nil {
			t.Error(err)
		}
		theirs.CloseWrite()
	})
	all.Go(func() {
		if got, err := io.ReadAll(ours); err != nil || !bytes.Equal(got, in) {
			t.Errorf("%d bytes came in: %v", len(got), err)
		}
	})
	got := make([]byte, len(out))
	for at := 0; at < len(got); {
		n, err := theirs.Read(got[at:min(at+3_000, len(got))])
		if err != nil {
			t.Fatal(err)
		}
		at += n
	}
	all.Wait()
	if !bytes.Equal(got, out) {
		t.Error("what came out is not what was written")
	}
}

// TestOurConnectionsFailAsOthersDo: the server tells what ended a connection by the error.
func TestOurConnectionsFailAsOthersDo(t *testing.T) {
	t.Parallel()
	ours, theirs := meeting(t)
	if n, err := ours.Read(nil); n != 0 || err != nil {
		t.Errorf("a read of nothing: %d, %v", n, err)
	}
	if err := ours.SetReadDeadline(time.Now().Add(10 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	var failed *net.OpError
	if _, err := ours.Read(make([]byte, 1)); !errors.As(err, &failed) || !failed.Timeout() || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("nothing came in time: %v", err)
	}
	if err := errors.Join(ours.SetReadDeadline(time.Time{}), theirs.SetLinger(0), theirs.Close()); err != nil { // a reset
		t.Fatal(err)
	}
	if _, err := ours.Read(make([]byte, 1)); !errors.As(err, &failed) || failed.Op != "read" || !errors.Is(err, syscall.ECONNRESET) || !strings.Contains(err.Error(), "reset by peer") {
		t.Errorf("the other end was reset: %v", err)
	}
	if _, err := ours.Write([]byte("?")); !errors.Is(err, syscall.EPIPE) {
		t.Errorf("a write to nobody: %v", err)
	}
	ours, _ = meeting(t)
	go func() { time.Sleep(50 * time.Millisecond); ours.(lingering).tcp.Close() }()
	if _, err := ours.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
		t.Errorf("a connection that was closed meanwhile: %v", err)
	}
}

// TestReadingAndWritingMakeNoGarbage: a request must cost nothing later.
func TestReadingAndWritingMakeNoGarbage(t *testing.T) { // not parallel: it counts what is allocated
	ours, theirs := meeting(t)
	go io.Copy(theirs, theirs)
	b := []byte("a request and its answer")
	if n := testing.AllocsPerRun(200, func() {
		err := errors.Join(ours.SetReadDeadline(time.Now().Add(time.Minute)), ours.SetWriteDeadline(time.Now().Add(time.Minute)))
		if _, wrong := ours.Write(b); wrong != nil || err != nil {
			t.Fatal(err, wrong)
		}
		if _, err := io.ReadFull(ours, b); err != nil {
			t.Fatal(err)
		}
	}); n >= 1 {
		t.Errorf("%.0f allocations for each request", n)
	}
}
