package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// askReady asks what runs on this machine: the public listener; where there is
// none, the console's; where there is neither, whether a process that only sends
// mail is alive.
func (s *session) askReady() error {
	err := s.ask(s.config.PublicAddr, "/readyz")
	if errors.Is(err, syscall.ECONNREFUSED) {
		if err2 := s.ask(s.config.AdminAddr, "/healthz"); !errors.Is(err2, syscall.ECONNREFUSED) {
			err = err2
		} else if working(s.config.DataDir) {
			return nil
		}
	}
	if err != nil {
		s.printf("not ready: %v\n", err)
		return errNotSo
	}
	return nil
}

// ask wants a 200 from a listener of this machine.
func (s *session) ask(addr, path string) error {
	ctx, cancel := context.WithTimeout(s.ctx, 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+near(addr)+path, nil)
	if err != nil {
		return err
	}
	res, err := (&http.Client{Transport: &http.Transport{}}).Do(req) // by no proxy
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", addr, res.Status)
	}
	return nil
}

// near is where this machine reaches its own listener: the configured host,
// unless that stands for every address there is.
func near(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	ip, err := netip.ParseAddr(host)
	switch {
	case host == "" || err == nil && ip.Unmap() == netip.IPv4Unspecified():
		host = "127.0.0.1"
	case err == nil && ip.IsUnspecified():
		host = "::1"
	}
	return net.JoinHostPort(host, port)
}

// A process that only sends mail listens nowhere. It holds its share of a lock on
// a file as long as it lives.
func workerLock(dir string) string { return filepath.Join(dir, "worker.lock") }

// markAlive takes a share of the lock; it lasts until the file is closed.
func markAlive(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(workerLock(dir), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	for { // who looks holds it for a moment
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_SH)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, syscall.EINTR) {
			return nil, errors.Join(err, f.Close())
		}
	}
}

// working reports whether somebody holds a share of the lock.
func working(dir string) bool {
	f, err := os.Open(workerLock(dir))
	if err != nil {
		return false
	}
	defer f.Close()
	return errors.Is(syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB), syscall.EWOULDBLOCK)
}
