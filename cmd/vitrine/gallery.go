package main

import (
	"vitrine/views"
)

type galleryCommand struct {
	Dir string `arg:"" help:"Folder to write to."`
}

// Run writes every public page with invented data, for those who work on them.
func (c *galleryCommand) Run(s *session) error {
	if err := views.WriteGallery(c.Dir); err != nil {
		return err
	}
	s.printf("Open %s/index.html.\n", c.Dir)
	return nil
}
