package review

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"vitrine/models"
)

// Shared tells of each section of a draft, in the words it has in this copy, what
// it has in common with the review: runs of words, and rare words that the world
// has not read yet. Sections that share nothing are left out. Where the public
// texts are so many that looking through them takes long, some rare words are
// told the next time only.
func (s *Store) Shared(ctx context.Context, d Draft, r Review) ([]Shared, error) {
	inside, public := r.texts()
	known, told := wordsOf(inside), wordsOf(public)
	rare := map[string][]rareWord{}
	var ask []rareWord
	for _, at := range sections[1:] { // the slug has no words of its own
		for _, w := range rareIn(*at.at(&d), known) {
			if !told[w.word] {
				rare[at.field], ask = append(rare[at.field], w), append(ask, w)
			}
		}
	}
	hidden, err := s.unread(ctx, ask)
	if err != nil {
		return nil, err
	}
	var list []Shared
	for _, at := range sections[1:] {
		sh := Shared{Field: at.field, Copied: Copied(*at.at(&d), inside, public)}
		for _, w := range rare[at.field] {
			if hidden[w.word] {
				sh.Rare = append(sh.Rare, w.said)
			}
		}
		if len(sh.Copied)+len(sh.Rare) > 0 {
			list = append(list, sh)
		}
	}
	return list, nil
}

// read remembers which words stand in public texts, for one edition.
type read struct {
	mu      sync.Mutex
	edition int64
	known   map[string]bool // false: it stands in none
}

// recall returns whether a word stands in a public text, if that is known.
func (m *read) recall(edition int64, word string) (public, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || m.edition != edition || len(m.known) > mostRemembered {
		m.edition, m.known = edition, map[string]bool{}
	}
	public, known = m.known[word]
	return public, known
}

func (m *read) remember(edition int64, word string, public bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.edition == edition {
		m.known[word] = public
	}
}

const (
	mostRemembered = 10_000
	lookingTakes   = 120 * time.Millisecond // then the next word has to wait for the next time
)

// unread tells which words stand in no public text. At least one word that is not
// known yet is looked for each time.
func (s *Store) unread(ctx context.Context, words []rareWord) (map[string]bool, error) {
	if len(words) == 0 {
		return nil, nil
	}
	edition, err := s.site.Edition(ctx)
	if err != nil {
		return nil, err
	}
	hidden, began := map[string]bool{}, time.Now()
	for _, w := range words {
		public, known := s.read.recall(edition, w.word)
		if !known && time.Since(began) < lookingTakes {
			if public, err = s.isPublic(ctx, w); err != nil {
				return nil, err
			}
			s.read.remember(edition, w.word, public)
			known = true
		}
		hidden[w.word] = known && !public
	}
	return hidden, nil
}

// publicTexts are the texts that anybody may read and that may hold @like.
const publicTexts = `SELECT t FROM (
 SELECT body AS t FROM updates
 UNION ALL SELECT body FROM translations
 UNION ALL SELECT title FROM incidents
 UNION ALL SELECT title FROM maintenances
 UNION ALL SELECT name || ' . ' || description FROM components
 UNION ALL SELECT name || ' . ' || description FROM component_groups
 UNION ALL SELECT name || ' . ' || intro || ' . ' || privacy || ' . ' || imprint || ' . ' || postal_address || ' . ' || logo_alt || ' . ' || noun_singular || ' . ' || noun_plural || ' . ' || severities FROM site_settings
 UNION ALL SELECT body || ' . ' || reason FROM countermeasures
 UNION ALL SELECT withdrawn_note FROM postmortems
 UNION ALL SELECT title || ' . ' || apology || ' . ' || summary || ' . ' || services || ' . ' || duration || ' . ' || severity || ' . ' || impact || ' . ' || cause || ' . ' ||
   resolution || ' . ' || countermeasures || ' . ' || timeline || ' . ' || note FROM postmortem_revisions WHERE withdrawn_at IS NULL
) texts WHERE LOWER(t) LIKE @like`

// isPublic reports whether a word stands in a public text, as a word of its own,
// in the singular or the plural.
func (s *Store) isPublic(ctx context.Context, w rareWord) (found bool, err error) {
	rows, err := s.query(ctx).Raw(publicTexts, map[string]any{"like": like(w.said)}).Rows()
	if err != nil {
		return false, models.Fault(err, "review")
	}
	defer func() { err = models.Fault(cmp.Or(err, rows.Err(), rows.Close()), "review") }()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return false, err
		}
		if slices.ContainsFunc(tokens(text), func(t token) bool { return t.word == w.word }) {
			return true, nil
		}
	}
	return false, nil
}

// like is a pattern that texts hold which say a word: without the endings that
// make a plural, and with anything where a letter is not ASCII, of which the
// databases do not know the small one.
func like(said string) string {
	small := strings.ToLower(said)
	stem := strings.TrimRight(small, "eisy")
	if len(stem) < 2 {
		stem = small[:2]
	}
	var b strings.Builder
	for _, c := range "%" + stem + "%" {
		if c >= utf8.RuneSelf {
			c = '%'
		}
		b.WriteRune(c)
	}
	return b.String()
}
