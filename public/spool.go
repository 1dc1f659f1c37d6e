package public

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

const (
	spoolLimit = 4 << 20 // bytes: about 100,000 requests
	spoolEvery = 5 * time.Second
)

// spool keeps requests to leave on disk while the database is away: one token on
// each line, readable by this program's user alone.
type spool struct {
	path string
	mu   sync.Mutex
}

var errSpoolFull = errors.New("too many requests to leave wait for the database")

// add writes a token down and returns once it is safe.
func (s *spool) add(token string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return fmt.Errorf("keep request to leave: %w", err)
	}
	f, err := os.OpenFile(s.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("keep request to leave: %w", err)
	}
	info, err := f.Stat()
	if err == nil && info.Size() >= spoolLimit {
		err = errSpoolFull
	}
	if err == nil {
		// The first line end is for what a full disk cut short before.
		_, err = f.WriteString("\n" + token + "\n")
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// drain calls leave for every token. It stops at the first error and keeps
// everything for the next time: leaving twice does no harm, and so a crash in
// between does none either. Requests that come meanwhile wait in a new file.
func (s *spool) drain(leave func(token string) error) (done int, err error) {
	work := s.path + ".work"
	if err := s.take(work); err != nil {
		return 0, err
	}
	text, err := os.ReadFile(work)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	for token := range strings.Lines(string(text)) {
		token = strings.TrimSuffix(token, "\n")
		if !tokenShape.MatchString(token) {
			continue // empty, or cut short
		}
		if err := leave(token); err != nil {
			return done, err
		}
		done++
	}
	return done, os.Remove(work)
}

// take sets what waits aside as work, unless there is some already.
func (s *spool) take(work string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := os.Stat(work); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(s.path, work); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// runSpool brings what waits to the database as soon as it answers.
func (h *Handler) runSpool(ctx context.Context) {
	tick := time.NewTicker(spoolEvery)
	defer tick.Stop()
	for h.door != nil || h.cfg.Onward != nil {
		h.drainSpool(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (h *Handler) drainSpool(ctx context.Context) {
	done, err := h.spool.drain(func(token string) error {
		ctx, cancel := context.WithTimeout(ctx, doorLimit)
		defer cancel()
		if h.door == nil {
			return h.leaveOnward(ctx, token)
		}
		_, err := h.door.Leave(ctx, token)
		return err
	})
	if err == nil && done > 0 {
		h.cfg.Log.Info("requests to leave that waited for the database are done", "requests", done)
	}
}
