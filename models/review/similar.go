package review

import (
	"context"
	"math"
	"slices"
	"strings"

	"vitrine/models"
)

// Similar is a review of something like what is going on now, with what helped
// then.
type Similar struct {
	Figures
	Components []int64  // row ids of those both touched
	Words      []string // that both share, the rarest first
	Helped     []Entry  // steps toward recovery, oldest first; at most three
	Learnings  []Learning
	score      float64
}

const (
	similarMost    = 3   // how many are shown
	similarWords   = 40  // of the incident that are looked at
	similarRare    = 12  // of those, that are looked for
	similarLeast   = 2   // words of its title to share, without a component in common
	similarService = 4   // what a component in common counts, beside the rarity of words
	similarRecent  = 300 // reviews of the same component that are compared
)

// SimilarTo finds reviews that resemble an incident: by the components it
// touched and by the rarer words of its title and updates. A review that covers
// the incident is not among them.
func (s *Store) SimilarTo(ctx context.Context, i models.Incident) ([]Similar, error) {
	rarity, err := s.rarity(ctx, incidentWords(i))
	if err != nil {
		return nil, err
	}
	close, err := s.sharing(ctx, rarity)
	if err != nil {
		return nil, err
	}
	if err := s.shareService(ctx, i, close); err != nil {
		return nil, err
	}
	var own []int64
	if err := s.query(ctx).Raw("SELECT review_id FROM review_incidents WHERE incident_id = ?", i.ID).Scan(&own).Error; err != nil {
		return nil, models.Fault(err, "review")
	}
	title := map[string]bool{}
	for _, t := range tokens(i.Title) {
		title[t.word] = true
	}
	var list []*Similar
	for id, c := range close {
		if !slices.Contains(own, id) && (len(c.Components) > 0 || c.shares(title) >= similarLeast) {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *Similar) int {
		if a.score != b.score {
			return int(math.Copysign(1, b.score-a.score))
		}
		return int(b.ReviewID - a.ReviewID)
	})
	return s.whatHelped(ctx, list[:min(len(list), similarMost)])
}

// shares counts the words of a title that both have.
func (c *Similar) shares(title map[string]bool) int {
	n := 0
	for _, w := range c.Words {
		if title[w] {
			n++
		}
	}
	return n
}

// incidentWords are the words of an incident, those of its title first.
func incidentWords(i models.Incident) []string {
	text := i.Title
	for _, u := range i.Updates {
		text += "\n" + u.Body
	}
	var list []string
	for _, t := range tokens(text) {
		if len(list) < similarWords && len(t.word) > 3 && !empty[t.word] && !saidAnyway[t.word] && !slices.Contains(list, t.word) {
			list = append(list, t.word)
		}
	}
	return list
}

// saidAnyway are words of updates about anything.
var saidAnyway = words(`again all among another between being longer anybody apologise apologize are aware been cause confirmed continue currently customer every everybody everyone
	expect experienced experiencing few fix fixed found going identified impact incident inform investigate investigating investigation issue know
	look looking more most next nobody now once operational problem report resolved share since some soon still team thank time today update user
	utc very while within work working`)

// rarity says of words how rare they are among the reviews, for the rarest that
// occur at all. A word that stands in every third review tells nothing.
func (s *Store) rarity(ctx context.Context, words []string) (map[string]float64, error) {
	if len(words) == 0 {
		return nil, nil
	}
	var all int64
	if err := s.query(ctx).Raw("SELECT COUNT(*) FROM review_figures").Scan(&all).Error; err != nil {
		return nil, models.Fault(err, "review")
	}
	var rows []struct {
		Word string
		N    int64
	}
	err := s.query(ctx).Raw("SELECT word, COUNT(*) AS n FROM review_words WHERE word IN ? GROUP BY word ORDER BY n, word", words).Scan(&rows).Error
	if err != nil {
		return nil, models.Fault(err, "review")
	}
	rare := map[string]float64{}
	for _, r := range rows {
		if len(rare) < similarRare && (r.N <= 4 || r.N*3 <= all) {
			rare[r.Word] = math.Log(1 + float64(all)/float64(r.N))
		}
	}
	return rare, nil
}

// sharing finds the reviews that share words, by row id.
func (s *Store) sharing(ctx context.Context, rarity map[string]float64) (map[int64]*Similar, error) {
	close := map[int64]*Similar{}
	if len(rarity) == 0 {
		return close, nil
	}
	words := make([]string, 0, len(rarity))
	for w := range rarity {
		words = append(words, w)
	}
	var rows []wordRow
	err := s.query(ctx).Raw("SELECT word, review_id, MAX(weight) AS weight FROM review_words WHERE word IN ? GROUP BY word, review_id ORDER BY word", words).Scan(&rows).Error
	if err != nil {
		return nil, models.Fault(err, "review")
	}
	for _, r := range rows {
		c := close[r.ReviewID]
		if c == nil {
			c = &Similar{Figures: Figures{ReviewID: r.ReviewID}}
			close[r.ReviewID] = c
		}
		c.Words = append(c.Words, r.Word)
		c.score += rarity[r.Word] * (1 + math.Log2(float64(max(1, r.Weight)))/4)
	}
	for _, c := range close {
		slices.SortStableFunc(c.Words, func(a, b string) int { return int(math.Copysign(1, rarity[b]-rarity[a])) })
	}
	return close, nil
}

// shareService adds the reviews whose incidents touched the same components, the
// newest of them.
func (s *Store) shareService(ctx context.Context, i models.Incident, close map[int64]*Similar) error {
	ids := i.ComponentIDs()
	if len(ids) == 0 {
		return nil
	}
	var where []string
	var args []any
	for _, id := range ids {
		where, args = append(where, "components LIKE ?"), append(args, "%,"+digits(id)+",%")
	}
	var fs []Figures
	err := s.query(ctx).Where(strings.Join(where, " OR "), args...).Order("at DESC").Limit(similarRecent).Find(&fs).Error
	if err != nil {
		return models.Fault(err, "review")
	}
	for _, f := range fs {
		c := close[f.ReviewID]
		if c == nil {
			c = &Similar{Figures: Figures{ReviewID: f.ReviewID}}
			close[f.ReviewID] = c
		}
		for _, id := range f.ComponentIDs() {
			if slices.Contains(ids, id) {
				c.Components = append(c.Components, id)
				c.score += similarService
			}
		}
	}
	return nil
}

// whatHelped completes the chosen reviews with what helped then.
func (s *Store) whatHelped(ctx context.Context, chosen []*Similar) ([]Similar, error) {
	if len(chosen) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(chosen))
	for n, c := range chosen {
		ids[n] = c.ReviewID
	}
	figures, err := s.figuresWhere(ctx, "review_id IN ?", ids)
	if err != nil {
		return nil, err
	}
	whole, err := s.readWhole(ctx, ids)
	if err != nil {
		return nil, err
	}
	var list []Similar
	for _, c := range chosen {
		f := slices.IndexFunc(figures, func(f Figures) bool { return f.ReviewID == c.ReviewID })
		r := slices.IndexFunc(whole, func(r Review) bool { return r.ID == c.ReviewID })
		if f < 0 || r < 0 {
			continue
		}
		c.Figures, c.Helped, c.Learnings = figures[f], helped(whole[r]), whole[r].Learnings
		c.Learnings = c.Learnings[:min(len(c.Learnings), 3)]
		list = append(list, *c)
	}
	return list, nil
}

// helped are the last steps toward recovery, those of the remediation before
// others.
func helped(r Review) []Entry {
	var remedy, other []Entry
	for _, e := range own(r.Timeline, false) {
		switch {
		case e.Effect != Positive || e.Kind == Detected || e.Kind == Acknowledged:
		case e.Phase == Remediation || e.Kind == Restored:
			remedy = append(remedy, e)
		default:
			other = append(other, e)
		}
	}
	if len(remedy) < 3 {
		n := min(len(other), 3-len(remedy))
		remedy = append(slices.Clone(other[len(other)-n:]), remedy...)
	}
	slices.SortStableFunc(remedy, func(a, b Entry) int { return a.At.Compare(b.At) })
	return remedy[max(0, len(remedy)-3):]
}
