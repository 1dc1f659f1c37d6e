package review

import (
	"context"
	"slices"
	"strings"

	"vitrine/models"
	"vitrine/redact"
)

// Bringing says which sentence of the review goes where.
type Bringing struct {
	Passage string // id of the sentence
	Into    string // the section; empty: the one it belongs to by itself
	Version int64  // of the draft that was read; 0 is any
}

// Bring puts a sentence of the review at the end of a section of its draft:
// internal terms in their public wording, and what was replaced in this draft
// before replaced by the same words again. It returns the draft, where the
// sentence went, and the finds after it. Undo takes it back.
func (s *Store) Bring(ctx context.Context, draftID string, b Bringing) (d Draft, into string, fs []Finding, err error) {
	err = s.deed(ctx, func(s *Store) error {
		var r Review
		if d, r, err = s.work(ctx, draftID); err != nil {
			return err
		}
		i := slices.IndexFunc(r.Passages(), func(p Passage) bool { return p.ID == b.Passage })
		if i < 0 {
			return models.Fail(models.Conflict, "The review does not say this any more. Read it again and choose.")
		}
		p := r.Passages()[i]
		if b.Into == "" {
			b.Into = p.Into
		}
		sec, ok := sectionOf(b.Into)
		if !ok || b.Into == "slug" {
			return &models.Error{Kind: models.Invalid, Message: "There is no such section to bring this into.",
				Fields: map[string]string{"into": "Choose one of the sections."}}
		}
		into = sec.field
		if err := s.bring(ctx, &d, r, p, sec, b.Version); err != nil {
			return err
		}
		if fs, err = s.scan(ctx, d, r); err != nil {
			return err
		}
		return s.record(ctx, "draft.brought", "draft", draftID, nil, map[string]any{"from": p.Source, "into": into, "text": fingerprint(p.Text)})
	})
	return d, into, fs, err
}

// bring writes the sentence into the section and keeps where it came from.
func (s *Store) bring(ctx context.Context, d *Draft, r Review, p Passage, sec section, version int64) error {
	text, err := s.inPublicWords(ctx, *d, r, p.Text)
	if err != nil {
		return err
	}
	before, whole := d.texts(r), appended(*sec.at(d), text, p.Item)
	c := newChanges()
	c.words(sec.column, sec.at(d), &whole)
	if err := d.check(); err != nil {
		return err
	}
	kept, did := d.sourcesOf(), stepChanges{}
	if !slices.ContainsFunc(kept[sec.field], func(o Origin) bool { return o.Key == p.Source }) {
		kept[sec.field], did.Origin = append(kept[sec.field], r.origin(p.Source)), p.Source
		d.Sources = sources(kept)
		c.set["sources"] = d.Sources
	}
	if err := s.rewrite(ctx, d, version, c); err != nil {
		return err
	}
	return s.keepStep(ctx, *d, Step{Deed: Brought, Found: text, Replacement: sec.field, Places: 1}, before, did)
}

// origin is one part of the review as it says it now.
func (r Review) origin(key string) Origin {
	for _, o := range r.origins() {
		if o.Key == key {
			return o
		}
	}
	return Origin{Key: key}
}

// inPublicWords words a text of the review as this draft has worded the same
// things before, and as the glossary does.
func (s *Store) inPublicWords(ctx context.Context, d Draft, r Review, text string) (string, error) {
	fs, err := s.findings(ctx, d.ID)
	if err != nil {
		return "", err
	}
	set, err := s.ruleset(ctx, r)
	if err != nil {
		return "", err
	}
	var repl []redact.Replacement
	for _, f := range set.find(text) {
		if with := chosen(fs, f.Text); with != "" {
			repl = append(repl, redact.Fitting(text, f.Start, f.End, with))
		}
	}
	house, err := s.gate.ruleset(s.query(ctx))
	if err != nil {
		return "", err
	}
	g, err := newGlossary(house)
	if err != nil {
		return "", err
	}
	return g.translate(redact.Apply(text, repl)), nil
}

// chosen is what the same words were last replaced by in a draft, empty when
// they were not.
func chosen(fs []Finding, found string) string {
	with, last := "", int64(0)
	for _, f := range fs {
		if f.Action == Replace && f.Field != "slug" && f.SettledAt != nil && strings.EqualFold(f.Found, found) && f.SettledAt.UnixMicro() >= last {
			with, last = f.Replacement, f.SettledAt.UnixMicro()
		}
	}
	return with
}

// appended is a text with one more sentence, or one more item of its list.
func appended(text, more string, item bool) string {
	text = strings.TrimRight(text, " \n")
	last := text[strings.LastIndex(text, "\n")+1:]
	inList := itemSign.MatchString(last) || strings.HasPrefix(last, "  ") && strings.Contains(text, "\n- ")
	if item {
		more = strings.ReplaceAll(more, "\n", "\n  ")
	}
	block := !item && strings.Contains(more, "\n")
	switch {
	case text == "" && item && !block:
		return "- " + more
	case text == "":
		return more
	case inList && !block:
		return text + "\n- " + more
	case block || strings.HasPrefix(strings.TrimSpace(last), "```"):
		return text + "\n\n" + more
	case item:
		return text + "\n\n- " + more
	}
	return text + " " + more
}
