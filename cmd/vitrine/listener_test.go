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
	if _, err := ours.Read(make([]byte, 1)); !errors.As(err, &failed) || failed.Op != "read" || !failed.Timeout() || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("nothing came in time: %v", err)
	}
	if err := ours.SetWriteDeadline(time.Now().Add(-time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := ours.Write([]byte("?")); !errors.As(err, &failed) || failed.Op != "write" || !failed.Timeout() || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a write after the deadline: %v", err)
	}
	if err := errors.Join(ours.SetDeadline(time.Time{}), theirs.SetLinger(0), theirs.Close()); err != nil { // a reset
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
	if _, err := ours.Read(make([]byte, 1)); !errors.As(err, &failed) || failed.Op != "read" || !errors.Is(err, net.ErrClosed) {
		t.Errorf("a connection that was closed meanwhile: %v", err)
	}
	if _, err := ours.Write([]byte("?")); !errors.As(err, &failed) || failed.Op != "write" || !errors.Is(err, net.ErrClosed) {
		t.Errorf("a write to a connection that is closed: %v", err)
	}
}

// TestAResetConnectionLeavesNothingToTheNext: reads and writes take turns on what they
// keep their results in.
func TestAResetConnectionLeavesNothingToTheNext(t *testing.T) {
	t.Parallel()
	broken, gone := meeting(t)
	if err := errors.Join(gone.SetLinger(0), gone.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := broken.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
		t.Fatalf("the other end was reset: %v", err)
	}
	ours, theirs := meeting(t)
	go io.Copy(theirs, theirs)
	b := []byte("healthy")
	for range 500 {
		if n, err := broken.Write(b); n != 0 || !errors.Is(err, syscall.EPIPE) {
			t.Fatalf("%d bytes went to nobody: %v", n, err)
		}
		if n, err := ours.Write(b); n != len(b) || err != nil {
			t.Fatalf("a write after one that failed: %d, %v", n, err)
		}
		broken.Write(b)
		if n, err := io.ReadFull(ours, b); n != len(b) || err != nil || string(b) != "healthy" {
			t.Fatalf("a read after a write that failed: %d, %q, %v", n, b, err)
		}
	}
}

// TestAVisitorWhoIsStillSendingGetsTheAnswer: more than the machine keeps for a socket
// comes after the close, past a deadline that was put off.
func TestAVisitorWhoIsStillSendingGetsTheAnswer(t *testing.T) { // not parallel: we listen for two seconds
	ours, theirs := meeting(t)
	if err := errors.Join(ours.SetReadDeadline(time.Now().Add(50*time.Millisecond)), ours.SetReadDeadline(time.Now().Add(time.Minute))); err != nil {
		t.Fatal(err)
	}
	answer := bytes.Repeat([]byte("too large "), 3_000)
	if _, err := ours.Write(answer); err != nil {
		t.Fatal(err)
	}
	if err := ours.Close(); err != nil {
		t.Fatal(err)
	}
	if err := theirs.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if _, err := theirs.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Millisecond)
	}
	if got, err := io.ReadAll(theirs); err != nil || !bytes.Equal(got, answer) {
		t.Errorf("%d bytes of an answer of %d came: %v", len(got), len(answer), err)
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
