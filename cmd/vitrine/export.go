package main

import "os"

type exportCommand struct {
	Dir string `arg:"" help:"Folder to write to; made when it does not exist."`
}

// Run writes the newest public site. It renders what the database holds; when
// the database is away it writes the last edition on disk.
func (c *exportCommand) Run(s *session) error {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return err
	}
	return s.withHouse(func(h *house) error {
		if err := h.press.Load(); err != nil {
			return err
		}
		if _, err := h.press.CatchUp(s.ctx); err != nil {
			if h.press.Current() == nil {
				return err
			}
			h.log.Warn("the database does not answer; this is the last edition on disk", "err", err)
		}
		if err := h.press.Export(c.Dir); err != nil {
			return err
		}
		s.printf("The public site is in %s; paths.txt lists every path.\n", c.Dir)
		return nil
	})
}
