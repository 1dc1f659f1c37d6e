package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"vitrine/importer"
	"vitrine/models"
	"vitrine/models/audience"
)

type importCommand struct {
	Statuspage importStatuspage `cmd:"" help:"From a page that speaks the API v2 of hosted status pages: its address, or saved JSON."`
	Cachet     importCachet     `cmd:"" help:"From Cachet 2 or 3: its address, or saved JSON of its API."`
	UptimeKuma importUptimeKuma `cmd:"" name:"uptime-kuma" help:"From Uptime Kuma: the address of a status page, its saved JSON, or a backup."`
	CState     importCState     `cmd:"" name:"cstate" help:"From the folder of a cState site."`
	RSS        importRSS        `cmd:"" name:"rss" help:"From a history feed, RSS or Atom: one incident for each entry."`
}

// importing is what every import may be told.
type importing struct {
	DryRun       bool   `help:"Say what would happen, and change nothing."`
	AcceptPublic string `help:"Let through what the leak gate stops, because it was public before; the reason is kept with each find." placeholder:"REASON"`
}

type importStatuspage struct {
	importing
	Key  string   `help:"Key of the management API, for every incident, postmortems and subscribers; @FILE reads it from a file." placeholder:"KEY"`
	API  string   `help:"Base of the management API." placeholder:"URL"`
	From []string `arg:"" help:"Address of the page, or saved files of its API and feeds, or folders of such files."`
}

// Run imports a hosted status page.
func (c *importStatuspage) Run(s *session) error {
	key := c.Key
	if path, file := strings.CutPrefix(key, "@"); file {
		text, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read the key: %w", err)
		}
		key = strings.TrimSpace(string(text))
	}
	return c.run(s, func(ctx context.Context) (importer.Read, error) {
		return importer.Statuspage(ctx, c.From, importer.Options{Key: key, API: c.API})
	})
}

type importCachet struct {
	importing
	Source string   `help:"Address of the page that files were saved from; needed with files." placeholder:"ADDRESS"`
	From   []string `arg:"" help:"Address of the page, or saved JSON of its API: components, groups, incidents, updates, schedules."`
}

// Run imports a Cachet.
func (c *importCachet) Run(s *session) error {
	return c.run(s, func(ctx context.Context) (importer.Read, error) {
		return importer.Cachet(ctx, c.From, importer.Options{Source: c.Source})
	})
}

type importUptimeKuma struct {
	importing
	Source string   `help:"Address of the status page that files are of (https://HOST/status/SLUG); needed with files." placeholder:"ADDRESS"`
	From   []string `arg:"" help:"Address of a status page (https://HOST/status/SLUG), its saved JSON, or a backup."`
}

// Run imports an Uptime Kuma.
func (c *importUptimeKuma) Run(s *session) error {
	return c.run(s, func(ctx context.Context) (importer.Read, error) {
		return importer.UptimeKuma(ctx, c.From, importer.Options{Source: c.Source})
	})
}

type importCState struct {
	importing
	Dir string `arg:"" help:"Folder of the site, with config.yml and content/issues."`
}

// Run imports a cState site.
func (c *importCState) Run(s *session) error {
	return c.run(s, func(context.Context) (importer.Read, error) { return importer.CState(c.Dir) })
}

type importRSS struct {
	importing
	From []string `arg:"" help:"Address of a feed, or saved feeds."`
}

// Run imports a feed.
func (c *importRSS) Run(s *session) error {
	return c.run(s, func(ctx context.Context) (importer.Read, error) { return importer.Feed(ctx, c.From) })
}

// run takes over what read returns and says what became of it. A running server
// shows it within seconds.
func (c *importing) run(s *session, read func(context.Context) (importer.Read, error)) error {
	in, err := read(s.ctx)
	if err != nil {
		return err
	}
	in.Reason = strings.TrimSpace(c.AcceptPublic)
	return s.withHouse(func(h *house) error {
		report, err := h.site.Import(s.deed(), in.Import, c.DryRun)
		if err != nil && len(report.Held)+len(report.Problems) == 0 {
			return err
		}
		s.tellImport(report)
		for _, note := range in.Notes {
			s.printf("Note: %s\n", note)
		}
		if err != nil {
			s.refuseImport(report)
			return errNotSo
		}
		return c.finish(s, h, in, report)
	})
}

// finish takes over the subscribers and sums up.
func (c *importing) finish(s *session, h *house, in importer.Read, report models.ImportReport) error {
	if report.Accepted > 0 {
		s.printf("Let through of what the leak gate stops: %d. Reason: %s\n", report.Accepted, in.Reason)
	}
	switch {
	case c.DryRun:
		if in.Subscribers != nil {
			s.printf("Subscribers were read too; the import adds those who can be written to, and mails nobody.\n")
		}
		s.printf("This was a dry run. Nothing was changed.\n")
		return nil
	case !report.Changes():
		s.printf("Everything was here already. Nothing was changed.\n")
	default:
		s.printf("Imported from %s. Nobody was mailed.\n", in.Source)
	}
	if in.Subscribers == nil {
		return nil
	}
	people, err := h.audience.Import(s.deed(), bytes.NewReader(in.Subscribers))
	s.tellPeople(people)
	return err
}

func (s *session) tellPeople(r audience.Report) {
	s.printf("Subscribers: %d added, %d here already, %d had left.\n", r.Added, r.Known, r.Suppressed)
	for _, p := range r.Problems {
		s.printf("  entry %d: %s\n", p.Line, p.Reason)
	}
}

// tellImport prints a table of what an import does.
func (s *session) tellImport(r models.ImportReport) {
	var known int
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "WHAT\tTHING\tBEGAN (UTC)\tUPDATES\tHERE\tTITLE")
	for _, l := range r.Lines {
		if l.Deed == models.ImportKnown {
			known++
			continue
		}
		began, updates := "", ""
		if !l.At.IsZero() {
			began = l.At.UTC().Format("2006-01-02 15:04")
		}
		if l.Updates > 0 {
			updates = fmt.Sprint(l.Updates)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", l.Deed, l.Noun, began, updates, l.Path, visible(l.Title))
	}
	if known < len(r.Lines) {
		if err := w.Flush(); err != nil {
			return
		}
	}
	if known > 0 {
		s.printf("Here already, as they are there: %d.\n", known)
	}
	for _, why := range []struct {
		deed     models.ImportDeed
		sentence string
	}{
		{models.ImportKept, "“Kept” were changed in both places; what stands here stays."},
		{models.ImportGone, "“Deleted” were deleted here since the last import and stay so."},
	} {
		if slices.ContainsFunc(r.Lines, func(l models.ImportLine) bool { return l.Deed == why.deed }) {
			s.printf("%s\n", why.sentence)
		}
	}
}

// refuseImport says what stands in the way.
func (s *session) refuseImport(r models.ImportReport) {
	for _, p := range r.Problems {
		s.printf("%s\n", visible(p))
	}
	for _, f := range r.Held {
		s.printf("%s: line %d, column %d: %q: %s (%s)\n", visible(f.Field), f.Line, f.Column, f.Text, f.Why, f.Kind)
	}
	if len(r.Held) > 0 {
		s.printf("The leak gate stops what is named above (%d). Nothing was imported.\nChange these texts where they stand and import again; or, since they were public there, run it with\n  --accept-public \"why they may be public\"\nwhich is kept with each of them.\n", len(r.Held))
	}
	if len(r.Problems) > 0 {
		s.printf("What is named above cannot be kept as it is (%d). Nothing was imported.\nSave the files, change them, and import the files.\n", len(r.Problems))
	}
}
