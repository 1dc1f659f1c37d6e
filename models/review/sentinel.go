package review

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
	"vitrine/redact"
)

// Sentinel is the second look at what leaves, at the finished bytes and not at
// the texts they were made from. It shares no rule with the gate: it knows a
// short list of words that must not stand in any public file, and the shapes of
// secrets. What the gate let through with a reason, it lets through as well, and
// what stood in public before anybody wanted it hidden: old pages are not held
// back for a word that was settled since. It is safe for concurrent use.
type Sentinel struct {
	db *models.DB

	mu   sync.Mutex
	mark string
	list *denied // the newest one; nil before the first reading
}

// NewSentinel returns a sentinel over what db knows.
func NewSentinel(db *models.DB) *Sentinel { return &Sentinel{db: db} }

// sentinelPatience is how long an edition waits for a database that is silent.
// What was known before counts then.
const sentinelPatience = 2 * time.Second

// Watch returns the check for one edition: given the address, media type and
// bytes of a file, it fails when something stands there that must not leave.
func (s *Sentinel) Watch(ctx context.Context) func(path, mime string, body []byte) error {
	ctx, cancel := context.WithTimeout(ctx, sentinelPatience)
	defer cancel()
	list, err := s.refresh(s.db.Read(ctx))
	if err != nil {
		s.mu.Lock()
		list = s.list
		s.mu.Unlock()
	}
	if list == nil {
		list = deny(nil, nil)
	}
	known := s.knownBefore(list)
	return func(_, mime string, body []byte) error {
		if !readable(mime) {
			return nil
		}
		if what := list.find(body, known); what != "" {
			return fmt.Errorf("“%s” stands in it and must not leave the house", what)
		}
		return nil
	}
}

// readable reports whether a file of this type has words in it.
func readable(mime string) bool {
	return !strings.HasPrefix(mime, "image/") || strings.HasPrefix(mime, "image/svg")
}

// sentinelMark names in one line what the list is made from.
const sentinelMark = `SELECT
 (SELECT CAST(COUNT(*) AS TEXT) || ',' || COALESCE(CAST(MAX(settled_at) AS TEXT), '') FROM findings WHERE settled_at IS NOT NULL) || '/' ||
 (SELECT CAST(COALESCE(MAX(id), 0) AS TEXT) FROM acceptances) || '/' ||
 (SELECT CAST(COUNT(*) AS TEXT) || ',' || COALESCE(CAST(MAX(updated_at) AS TEXT), '') FROM component_groups) || '/'`

func (s *Sentinel) refresh(db *gorm.DB) (*denied, error) {
	house, err := directoryMark(db)
	if err != nil {
		return nil, err
	}
	var mark string
	if err := db.Raw(sentinelMark).Scan(&mark).Error; err != nil {
		return nil, models.Fault(err, "find")
	}
	mark += house
	s.mu.Lock()
	list, known := s.list, s.mark
	s.mu.Unlock()
	if list != nil && known == mark {
		return list, nil
	}
	if list, err = readDenied(db); err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.mark, s.list = mark, list
	s.mu.Unlock()
	return list, nil
}

// readDenied reads what must not leave, and what may.
func readDenied(db *gorm.DB) (*denied, error) {
	never, err := readNever(db)
	if err != nil {
		return nil, err
	}
	rules, err := storedRules(db)
	if err != nil {
		return nil, err
	}
	since, err := rulebookSince(db)
	if err != nil {
		return nil, err
	}
	for _, name := range personNames(rules) {
		never = append(never, phrase{name, since[plain(name)]})
	}
	var fine []string
	err = db.Raw(`SELECT found FROM acceptances UNION SELECT found FROM findings WHERE action = 'accept'
 UNION SELECT name FROM components UNION SELECT name FROM component_groups
 UNION SELECT name FROM site_settings UNION SELECT home_url FROM site_settings UNION SELECT support_url FROM site_settings
 UNION SELECT support_email FROM site_settings`).Scan(&fine).Error
	return deny(never, append(fine, rules.Allow...)), models.Fault(err, "find")
}

// readNever reads who works here and what was taken out of a text, each with
// the time from which that is known.
func readNever(db *gorm.DB) ([]phrase, error) {
	var users []struct {
		Name, Email string
		CreatedAt   time.Time
	}
	if err := db.Raw("SELECT name, email, created_at FROM users").Scan(&users).Error; err != nil {
		return nil, models.Fault(err, "user")
	}
	var settled []Finding
	err := db.Select("found", "settled_at").
		Where("severity = 'block' AND action IN ('remove', 'replace') AND (kind <> 'person' OR found LIKE '% %')").Find(&settled).Error
	if err != nil {
		return nil, models.Fault(err, "find")
	}
	var never []phrase
	for _, u := range users {
		if never = append(never, phrase{u.Email, u.CreatedAt}); strings.Contains(u.Name, " ") {
			never = append(never, phrase{u.Name, u.CreatedAt})
		}
	}
	for _, f := range settled {
		p := phrase{text: redact.Owner(f.Found)}
		if f.SettledAt != nil {
			p.since = *f.SettledAt
		}
		never = append(never, p)
	}
	return never, nil
}

// personNames are the addresses and the full names of the people of a rulebook:
// a bare first name is a word as well.
func personNames(rules redact.Rules) []string {
	var names []string
	for _, p := range rules.People {
		if names = append(names, p.Emails...); strings.Contains(p.Name, " ") {
			names = append(names, p.Name)
		}
	}
	return names
}
