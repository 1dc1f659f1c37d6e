package review

import (
	"context"
	"strings"
	"sync"

	"gorm.io/gorm"

	"vitrine/models"
)

// knownBefore tells of phrases of list whether the world read them before they
// were denied. It asks the database at the first need; while that is silent
// nothing counts as known.
func (s *Sentinel) knownBefore(list *denied) func(phrase string) bool {
	var mu sync.Mutex
	asked := map[string]bool{}
	return func(phrase string) bool {
		mu.Lock()
		defer mu.Unlock()
		if known, ok := asked[phrase]; ok {
			return known
		}
		ctx, cancel := context.WithTimeout(context.Background(), sentinelPatience)
		defer cancel()
		known, err := list.stoodBefore(s.db.Read(ctx), phrase)
		asked[phrase] = known && err == nil
		return asked[phrase]
	}
}

// stoodBefore reports whether a phrase stands in a text that was published before
// the phrase was denied and is still public. Each of those texts went through the
// gate of its time; one that was written later did not become harmless by it.
func (d *denied) stoodBefore(db *gorm.DB, phrase string) (bool, error) {
	since := d.since[phrase]
	if since.IsZero() {
		return false, nil
	}
	like := "%"
	if first := headOf(phrase); strings.Trim(first, "abcdefghijklmnopqrstuvwxyz0123456789") == "" {
		like = "%" + first + "%"
	}
	var texts []string
	if err := db.Raw(publicBefore, map[string]any{"since": since, "like": like}).Scan(&texts).Error; err != nil {
		return false, models.Fault(err, "update")
	}
	one := &denied{by: map[string][]string{}}
	one.add(phrase)
	never := func(string) bool { return false }
	r := readings.Get().(*reading)
	defer r.done()
	for _, text := range texts {
		if one.phrase(r.plain(r.shown([]byte(emphasis.Replace(text)))), never) != "" {
			return true, nil
		}
	}
	return false, nil
}

// emphasis is what Markdown may put within a name.
var emphasis = strings.NewReplacer("*", "", "`", "", `\`, "")

// publicBefore are the public texts older than @since that may hold @like.
const publicBefore = `SELECT t FROM (
 SELECT body AS t FROM updates WHERE COALESCE(corrected_at, created_at) < @since
 UNION ALL SELECT body FROM translations WHERE updated_at < @since
 UNION ALL SELECT title FROM incidents WHERE created_at < @since
 UNION ALL SELECT title FROM maintenances WHERE created_at < @since
 UNION ALL SELECT body FROM countermeasures WHERE created_at < @since
 UNION ALL SELECT title || ' . ' || apology || ' . ' || summary || ' . ' || services || ' . ' || impact || ' . ' || cause || ' . ' ||
   resolution || ' . ' || countermeasures || ' . ' || timeline FROM postmortem_revisions WHERE published_at < @since AND withdrawn_at IS NULL
) texts WHERE LOWER(t) LIKE @like`
