package main

import (
	"errors"
	"fmt"
	"os"

	"vitrine/models"
	"vitrine/public/edition"
)

type exportCommand struct {
	Dir string `arg:"" help:"Folder to write to; made when it does not exist."`
}

// Run writes the newest public site. It renders what the database holds; when
// the database is away it writes the last edition on disk. It changes neither:
// a server may be running on both.
func (c *exportCommand) Run(s *session) (err error) {
	if err := s.config.check(); err != nil {
		return err
	}
	if err := errors.Join(os.MkdirAll(c.Dir, 0o755), os.MkdirAll(s.config.DataDir, 0o700)); err != nil {
		return err
	}
	h, err := build(s.ctx, s.config, s.logger(), models.MustExist)
	if err != nil {
		return err
	}
	defer h.close()
	// Not in the system's folder for temporary files: an image may have none.
	work, err := os.MkdirTemp(s.config.DataDir, ".export-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	press, err := h.newest(s, work)
	if err != nil {
		return err
	}
	if err := press.Export(c.Dir); err != nil {
		return err
	}
	if s.config.closed() {
		s.printf("The site is private, and this copy is not: whoever gets it reads it without the password.\n")
	}
	s.printf("The public site is in %s; paths.txt lists every path.\n", c.Dir)
	return nil
}

// newest returns a press with the newest edition there is to be had: rendered in
// work, or else the last one on disk.
func (h *house) newest(s *session, work string) (*edition.Press, error) {
	fresh := h.pressOn(work)
	_, err := fresh.CatchUp(s.ctx)
	if err == nil {
		return fresh, nil
	}
	if lerr := h.press.Load(); lerr != nil {
		return nil, fmt.Errorf("the database cannot be read, and there is no edition on disk; nothing was exported. Look at VITRINE_DATABASE_URL, or run vitrine migrate: %w", err)
	}
	h.log.Warn("the database cannot be read; this is the last edition on disk", "made", h.press.Current().At, "err", err)
	return h.press, nil
}
