package review_test

import (
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/review"
)

// beside is a second process on the same database and clock.
func (h *house) beside() *review.Store {
	return review.NewStore(h.DB, h.site, h.Audit, h.gate)
}

func TestOneWritesInASectionUntilTheyFadeOrAnotherTakesOver(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	processes := map[int64]*review.Store{author: h.Store, approver: h.beside(), other: h.Store}
	defer h.site.Follow(h.Store)
	beat := func(user int64, b review.Beat) review.Room {
		t.Helper()
		h.Clock.Advance(2 * time.Second)
		return must(processes[user].Beat(as(t, user), r.PublicID, b))(t)
	}
	writes := func(room review.Room, want int64) {
		t.Helper()
		if p := room.Writer(review.LuckSection); (p == nil) != (want == 0) || p != nil && p.UserID != want {
			t.Fatalf("%+v writes, want %d", p, want)
		}
	}
	in, taking := review.Beat{Section: review.LuckSection}, review.Beat{Section: review.LuckSection, Take: true}
	writes(beat(author, in), author)
	writes(beat(approver, in), author)
	writes(beat(other, review.Beat{}), author)
	if room := beat(other, review.Beat{}); len(room.Present) != 2 || room.Present[0].Section != "" || room.Present[0].Name != "Petra Vance" {
		t.Errorf("present: %+v", room.Present)
	}
	writes(beat(approver, taking), approver)
	h.Clock.Advance(10 * time.Second)
	writes(beat(author, in), approver)
	for range 5 {
		h.Clock.Advance(7 * time.Second)
		writes(beat(approver, in), approver)
	}
	h.Clock.Advance(review.FadesAfter)
	writes(beat(other, review.Beat{}), 0)
	writes(beat(author, in), author)
	writes(beat(author, review.Beat{Section: review.LuckSection, Leave: true}), 0)
	writes(beat(approver, in), approver)
	_, err := h.Beat(as(t, author), r.PublicID, review.Beat{Section: "nowhere"})
	wantKind(t, err, models.NotFound)
}

func TestPresenceDoesNotHammerTheDatabase(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	seen := func() (at time.Time) {
		t.Helper()
		if err := h.DB.Read(t.Context()).Raw("SELECT seen_at FROM review_presences").Row().Scan(&at); err != nil {
			t.Fatal(err)
		}
		return at
	}
	must(h.Beat(as(t, author), r.PublicID, review.Beat{Section: review.LuckSection}))(t)
	first := seen()
	for range 3 {
		h.Clock.Advance(3 * time.Second)
		must(h.Beat(as(t, author), r.PublicID, review.Beat{Section: review.LuckSection}))(t)
	}
	if now := seen(); !now.Equal(first) {
		t.Errorf("four beats within ten seconds wrote at %s and %s", first, now)
	}
	h.Clock.Advance(2 * time.Second)
	must(h.Beat(as(t, author), r.PublicID, review.Beat{Section: review.LuckSection}))(t)
	if now := seen(); now.Equal(first) {
		t.Error("after ten seconds nothing was written")
	}
	before := len(h.Audit.Entries())
	must(h.WriteSection(as(t, author), r.PublicID, review.LuckSection, review.SectionEdit{Text: "x"}))(t)
	if room := must(h.Room(t.Context(), r.PublicID))(t); room.Versions[review.LuckSection] != 0 {
		t.Error("the same second read the room twice")
	}
	h.Clock.Advance(time.Second)
	if room := must(h.Room(t.Context(), r.PublicID))(t); room.Versions[review.LuckSection] != 2 {
		t.Errorf("a second later: %+v", room)
	}
	if got := len(h.Audit.Entries()) - before; got != 1 {
		t.Errorf("the trail heard %d deeds, want the text alone", got)
	}
}
