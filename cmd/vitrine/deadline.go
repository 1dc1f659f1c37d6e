package main

import (
	"errors"
	"net"
	"os"
	"sync"
	"time"
)

// lazy is a connection on which it costs next to nothing to put a deadline off, as the
// server does three times for every request. The earlier deadline stays armed; where it
// passes with nothing done, the one that is wanted is armed in its place and the call
// goes on. So nothing ends sooner or later than it would.
type lazy struct {
	net.Conn
	reading, writing deadline
}

// deadline is when reading, or writing, has to be done; zero is never.
type deadline struct {
	mu            sync.Mutex
	wanted, armed time.Time
}

// set wants t, and arms it unless an earlier one is armed.
func (d *deadline) set(t time.Time, arm func(time.Time) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.wanted = t
	if !d.armed.IsZero() && !t.Before(d.armed) {
		return nil
	}
	d.armed = t
	return arm(t)
}

// early reports whether err says that a deadline passed before the one that is wanted,
// and arms that. Which one is armed does not tell: another call may have armed it since.
func (d *deadline) early(err error, arm func(time.Time) error) bool {
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.wanted.IsZero() && !time.Now().Before(d.wanted) {
		return false
	}
	d.armed = d.wanted
	return arm(d.wanted) == nil
}

// SetDeadline implements net.Conn.
func (l *lazy) SetDeadline(t time.Time) error {
	return errors.Join(l.SetReadDeadline(t), l.SetWriteDeadline(t))
}

// SetReadDeadline implements net.Conn.
func (l *lazy) SetReadDeadline(t time.Time) error { return l.reading.set(t, l.Conn.SetReadDeadline) }

// SetWriteDeadline implements net.Conn.
func (l *lazy) SetWriteDeadline(t time.Time) error { return l.writing.set(t, l.Conn.SetWriteDeadline) }

// Read implements net.Conn.
func (l *lazy) Read(b []byte) (n int, err error) {
	for {
		n, err = l.Conn.Read(b)
		if n > 0 || err == nil || !l.reading.early(err, l.Conn.SetReadDeadline) {
			return n, err
		}
	}
}

// Write implements net.Conn.
func (l *lazy) Write(b []byte) (n int, err error) {
	for {
		var some int
		some, err = l.Conn.Write(b[n:])
		n += some
		if err == nil || !l.writing.early(err, l.Conn.SetWriteDeadline) {
			return n, err
		}
	}
}
