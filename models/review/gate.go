package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
	"vitrine/redact"
)

// Gate is the leak gate of every way out. It knows the rulebook, the people who
// work here, and what was accepted for which text by whom. It is safe for
// concurrent use and implements models.Gate.
type Gate struct {
	Audit   models.Audit           // told of every find that somebody let through; nil: nobody
	Stopped func(fs []models.Held) // told of every find that stopped something; nil: nobody

	db    *models.DB
	hosts []string

	mu       sync.Mutex
	compiled ruleset            // the newest one; compiled again when its mark is old
	reviews  map[string]ruleset // those of a few reviews, by what they were made from
}

// maxReviews is how many rulesets of reviews are kept compiled.
const maxReviews = 2

// ruleset is compiled rules, and the mark of what they were made from.
type ruleset struct {
	mark    string
	rules   redact.Rules
	names   []string // names that are public: what lies within one of them passes
	scanner *redact.Scanner
}

// NewGate returns the gate over db. hosts are public host names of the operator
// that may stand in texts beside those of the rulebook and the site settings.
func NewGate(db *models.DB, hosts ...string) *Gate { return &Gate{db: db, hosts: hosts} }

// Acceptance is a find that somebody let through for exactly one text.
type Acceptance struct {
	ID         int64
	TextDigest string // SHA-256 of the text, hex
	FindingKey string
	Found      string
	Reason     string
	UserID     int64
	Actor      string
	CreatedAt  time.Time
}

// Check implements models.Gate: it stops texts with a blocking find that is not
// accepted, in accept or before for exactly the same text. What accept lets
// through is kept with its reason. Warnings stop nothing.
func (g *Gate) Check(ctx context.Context, tx *models.Tx, texts []models.Text, accept []models.Acceptance) error {
	db := tx.DB().WithContext(ctx)
	rules, err := g.ruleset(db)
	if err != nil {
		return err
	}
	reasons, err := reasonsOf(accept)
	if err != nil {
		return err
	}
	accepted, err := acceptedBefore(db, texts)
	if err != nil {
		return err
	}
	var stopped []models.Held
	var granted []Acceptance
	for _, t := range texts {
		for _, h := range rules.held(t) {
			switch reason, ok := reasons[h.Key]; {
			case h.Severity != redact.Block || accepted[digest(t.Body)+h.Key]:
			case ok:
				granted = append(granted, grant(ctx, t, h, reason))
			default:
				stopped = append(stopped, h)
			}
		}
	}
	if len(stopped) > 0 {
		return g.noted(refusal(stopped))
	}
	if err := keep(db, granted); err != nil {
		return err
	}
	return g.record(ctx, tx, granted)
}

// noted returns err, of whose finds Stopped was told.
func (g *Gate) noted(err error) error {
	if e, ok := errors.AsType[*models.Error](err); ok && g.Stopped != nil && len(e.Findings) > 0 {
		g.Stopped(e.Findings)
	}
	return err
}

// record tells the audit trail what was let through, by whom and why.
func (g *Gate) record(ctx context.Context, tx *models.Tx, granted []Acceptance) error {
	if g.Audit == nil {
		return nil
	}
	for _, a := range granted {
		after := map[string]string{"found": a.Found, "reason": a.Reason, "text_digest": a.TextDigest}
		if err := g.Audit.Record(ctx, tx, models.AuditEntry{Deed: "find.accepted", Noun: "find", Subject: a.FindingKey, After: after}); err != nil {
			return err
		}
	}
	return nil
}

// Scan returns every find in texts, warnings too, for a hint while somebody
// writes. It reads outside any transaction.
func (g *Gate) Scan(ctx context.Context, texts []models.Text) ([]models.Held, error) {
	rules, err := g.ruleset(g.db.Read(ctx))
	if err != nil {
		return nil, err
	}
	var all []models.Held
	for _, t := range texts {
		all = append(all, rules.held(t)...)
	}
	return all, nil
}

// ruleset returns the compiled rules for what the database holds now. Nothing is
// read while the lock is held, so that a full pool cannot lock itself out.
func (g *Gate) ruleset(db *gorm.DB) (ruleset, error) {
	mark, err := directoryMark(db)
	if err != nil {
		return ruleset{}, err
	}
	g.mu.Lock()
	now := g.compiled
	g.mu.Unlock()
	if now.scanner != nil && now.mark == mark {
		return now, nil
	}
	if now, err = directoryRules(db, g.hosts); err != nil {
		return ruleset{}, err
	}
	now.mark = mark
	if now.scanner, err = compile(now.rules); err != nil {
		return ruleset{}, err
	}
	g.mu.Lock()
	g.compiled = now
	g.mu.Unlock()
	return now, nil
}

// forReview returns the compiled rules of the house together with what one
// review alone knows.
func (g *Gate) forReview(db *gorm.DB, r Review) (ruleset, error) {
	set, err := g.ruleset(db)
	if err != nil {
		return ruleset{}, err
	}
	people, tickets := known(r)
	set.mark += digest(fmt.Sprint(people, tickets))
	g.mu.Lock()
	ready, ok := g.reviews[set.mark]
	g.mu.Unlock()
	if ok {
		return ready, nil
	}
	set.rules.People = slices.Concat(set.rules.People, people)
	set.rules.Terms = slices.Concat(set.rules.Terms, tickets)
	if set.scanner, err = compile(set.rules); err != nil {
		return ruleset{}, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.reviews == nil || len(g.reviews) >= maxReviews {
		g.reviews = map[string]ruleset{}
	}
	g.reviews[set.mark] = set
	return set, nil
}

// compile makes a scanner of rules. A glossary replacement that has come to name
// somebody (a new colleague called like a word in it) loses its wording rather
// than closing the gate for everything.
func compile(rules redact.Rules) (*redact.Scanner, error) {
	scanner, err := redact.New(rules)
	if err == nil {
		return scanner, nil
	}
	terms := make([]redact.Term, len(rules.Terms))
	for i, t := range rules.Terms {
		terms[i] = redact.Term{Match: t.Match, Kind: t.Kind}
	}
	rules.Terms = terms
	if scanner, again := redact.New(rules); again == nil {
		return scanner, nil
	}
	return nil, &models.Error{Kind: models.Conflict, Err: err,
		Message: "The rulebook cannot be used as it is, so nothing may leave. Correct the rulebook and try again."}
}

// find returns the finds in a text that lie in no public name: a component
// called “Kestrel queue” may be named although Kestrel may not.
func (r ruleset) find(text string) []redact.Finding {
	fs := r.scanner.Scan(text)
	if len(fs) == 0 {
		return nil
	}
	return slices.DeleteFunc(fs, func(f redact.Finding) bool {
		return f.Kind != redact.Hidden && slices.ContainsFunc(r.names, func(name string) bool { return within(text, name, f.Start, f.End) })
	})
}

// within reports whether a span of a text lies in the given name, written as a
// whole.
func within(text, name string, start, end int) bool {
	for from := max(0, end-len(name)); from <= start && from+len(name) <= len(text); from++ {
		if strings.EqualFold(text[from:from+len(name)], name) && !wordAt(text, from-1) && !wordAt(text, from+len(name)) {
			return true
		}
	}
	return false
}

// wordAt reports whether the byte at i belongs to a word or a name that goes on.
func wordAt(text string, i int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	c := text[i]
	return c == '-' || c == '_' || c == '@' || c >= 0x80 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// held are the finds in one text.
func (r ruleset) held(t models.Text) []models.Held {
	var hs []models.Held
	for _, f := range r.find(t.Body) {
		hs = append(hs, models.Held{Field: t.Field, Key: findingKey(f), Finding: f})
	}
	return hs
}

// findingKey names a find: the same thing found by the same rule has the same
// key wherever it stands.
func findingKey(f redact.Finding) string {
	sum := sha256.Sum256([]byte(f.Rule + "|" + f.Text))
	return hex.EncodeToString(sum[:8])
}

// reasonsOf are the reasons given, by finding key. None may be empty.
func reasonsOf(accept []models.Acceptance) (map[string]string, error) {
	reasons := map[string]string{}
	for _, a := range accept {
		reason := strings.TrimSpace(a.Reason)
		if reason == "" {
			return nil, &models.Error{Kind: models.Invalid, Message: "Say why this may be public; the reason is kept with your name.",
				Fields: map[string]string{"accept": "A reason is missing."}}
		}
		reasons[a.Key] = reason
	}
	return reasons, nil
}

// acceptedBefore are the digests and keys, joined, of what was accepted for
// exactly these texts.
func acceptedBefore(db *gorm.DB, texts []models.Text) (map[string]bool, error) {
	digests := make([]string, len(texts))
	for i, t := range texts {
		digests[i] = digest(t.Body)
	}
	var rows []Acceptance
	if err := db.Where("text_digest IN ?", digests).Find(&rows).Error; err != nil {
		return nil, models.Fault(err, "acceptance")
	}
	before := map[string]bool{}
	for _, a := range rows {
		before[a.TextDigest+a.FindingKey] = true
	}
	return before, nil
}

// grant is the row that lets one find pass in one text.
func grant(ctx context.Context, t models.Text, h models.Held, reason string) Acceptance {
	by := models.ActorOf(ctx)
	return Acceptance{TextDigest: digest(t.Body), FindingKey: h.Key, Found: h.Text, Reason: reason,
		UserID: by.ID, Actor: by.Name, CreatedAt: models.Clock()}
}

// keep stores acceptances; the first one for a text stays.
func keep(db *gorm.DB, granted []Acceptance) error {
	if len(granted) == 0 {
		return nil
	}
	return models.Fault(db.Clauses(clause.OnConflict{DoNothing: true}).Create(&granted).Error, "acceptance")
}

// refusal is the error that tells what stops a text and what to do.
func refusal(stopped []models.Held) error {
	message := "One find stops this text. Change the words, or accept it with a reason, and send again."
	if n := len(stopped); n > 1 {
		message = fmt.Sprintf("%d finds stop this text. Change the words, or accept each with a reason, and send again.", n)
	}
	return &models.Error{Kind: models.Invalid, Message: message, Findings: stopped}
}
