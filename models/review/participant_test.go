package review_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

// who lists the people of a review: "role name".
func who(r review.Review) (list []string) {
	for _, p := range r.Participants {
		list = append(list, string(p.Role)+" "+p.Name)
	}
	return list
}

func TestPeopleAndTheOldFieldsAreOneThing(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late", Facilitator: "Ines Falk", Commander: "Cathy Brandt", Responders: "Ravi Menon (network), support\nMina Sorel"}))(t)
	if got := who(r); !slices.Equal(got, []string{"commander Cathy Brandt", "first_responder Ravi Menon (network)", "first_responder support", "first_responder Mina Sorel", "facilitator Ines Falk"}) {
		t.Fatalf("people: %q", got)
	}
	if m := r.Participants[3]; m.UserID != approver {
		t.Errorf("Mina is user %d", m.UserID)
	}
	gary := must(h.AddParticipant(as(t, author), r.PublicID, review.NewParticipant{Name: "@golsen", Role: review.Expert, BroughtInAt: ptr(at(16, 5))}))(t)
	if gary.UserID != author || gary.Name != "Gary Olsen" {
		t.Errorf("the handle led to %+v", gary)
	}
	r = must(h.Review(t.Context(), r.PublicID))(t)
	if r.Responders != "Ravi Menon (network), support, Mina Sorel, Gary Olsen" || r.Version != 2 || r.FactsVersion != 1 {
		t.Errorf("the old field says %q at version %d, facts %d", r.Responders, r.Version, r.FactsVersion)
	}
	r = must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Responders: ptr("Gary Olsen\nTom")}))(t)
	if got := who(r); r.Responders != "Gary Olsen\nTom" || !slices.Equal(got, []string{"commander Cathy Brandt", "first_responder Tom", "expert Gary Olsen", "facilitator Ines Falk"}) {
		t.Errorf("the old field %q led to %q", r.Responders, got)
	}
	if kept := r.Participants[2]; kept.PublicID != gary.PublicID || !kept.BroughtInAt.Equal(at(16, 5)) {
		t.Errorf("who stayed is another row now: %+v", kept)
	}
	must(h.EditParticipant(as(t, author), gary.PublicID, review.ParticipantEdit{Role: ptr(review.Support), Version: 1}))(t)
	if r = must(h.Review(t.Context(), r.PublicID))(t); r.Responders != "Tom" {
		t.Errorf("after a change of role the old field says %q", r.Responders)
	}
	_, err := h.EditParticipant(as(t, author), gary.PublicID, review.ParticipantEdit{Name: ptr("Nobody"), Version: 1})
	wantKind(t, err, models.Stale)
	if err := h.RemoveParticipant(as(t, author), r.Participants[0].PublicID, 0); err != nil {
		t.Fatal(err)
	}
	if r = must(h.Review(t.Context(), r.PublicID))(t); r.Commander != "" || len(r.Participants) != 3 {
		t.Errorf("after a removal: %q, %q", r.Commander, who(r))
	}
}

func TestParticipantsAreChecked(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late", Commander: "Gary Olsen"}))(t)
	for name, n := range map[string]review.NewParticipant{
		"no name": {Role: review.Owner}, "no role": {Name: "Tom"}, "another role": {Name: "Tom", Role: "hero"}, "two people": {Name: "Tom, Ann", Role: review.Owner},
		"twice in one role": {Name: "golsen", Role: review.IncidentCommander},
	} {
		if _, err := h.AddParticipant(as(t, author), r.PublicID, n); models.KindOf(err) != models.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(h.AddParticipant(as(t, author), r.PublicID, review.NewParticipant{Name: "Gary Olsen", Role: review.Owner}))(t)
	_, err := h.AddParticipant(as(t, author), "nosuchreview", review.NewParticipant{Name: "Tom", Role: review.Owner})
	wantKind(t, err, models.NotFound)
}

func TestAFacilitatorWhoRespondedIsSeen(t *testing.T) {
	t.Parallel()
	h := open(t)
	for name, tc := range map[string]struct {
		facilitator, commander, who string
		want                        int
	}{
		"from outside":                 {"Ines Falk", "Cathy Brandt", "Ravi", 0},
		"commanded":                    {"Cathy Brandt", "cathy brandt", "Ravi", 1},
		"acts in the timeline":         {"Ines Falk", "", "Ravi, ines", 1},
		"somebody with a like name":    {"Ines Falk", "", "Inesa", 0},
		"one of two, with a handle":    {"Ines Falk, Tom", "", "@tom", 1},
		"nobody facilitates the thing": {"", "Cathy Brandt", "Cathy", 0},
	} {
		r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late", Facilitator: tc.facilitator, Commander: tc.commander}))(t)
		must(h.AddEntry(as(t, author), r.PublicID, review.NewEntry{At: at(16, 0), Kind: review.Task, Who: tc.who, What: "Looks."}))(t)
		if got := must(h.Review(t.Context(), r.PublicID))(t).FacilitatorsWhoResponded(); len(got) != tc.want {
			t.Errorf("%s: %q, want %d", name, got, tc.want)
		}
	}
}

// TestTheOldFieldsMoveWithoutLoss runs the step of the schema that moves them.
func TestTheOldFieldsMoveWithoutLoss(t *testing.T) {
	t.Parallel()
	h := open(t)
	dialect := map[bool]string{false: "sqlite", true: "postgres"}[h.DB.Postgres()]
	step, err := os.ReadFile("../migrations/" + dialect + "/00008_people.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, move, _ := strings.Cut(string(step), "-- What the three text fields said")
	_, move, _ = strings.Cut(move, "\n")
	move, _, _ = strings.Cut(move, "-- One row per section")
	h.exec(t, `INSERT INTO reviews (public_id, title, state, facilitator, commander, responders, created_at, updated_at) VALUES ('oldreview001', 'Old', 'open', 'Ines Falk', ' mina sorel ', ?, ?, ?)`,
		"Ravi Menon (network), support;Ann\nJo and Sam, ,", models.Clock(), models.Clock())
	for statement := range strings.SplitSeq(strings.TrimSpace(move), ";\n") {
		h.exec(t, strings.TrimSuffix(statement, ";"))
	}
	r := must(h.Review(t.Context(), "oldreview001"))(t)
	want := "[commander mina sorel first_responder Ravi Menon (network) first_responder support first_responder Ann first_responder Jo and Sam facilitator Ines Falk]"
	if got := fmt.Sprint(who(r)); got != want || r.Participants[0].UserID != approver || r.Responders != "Ravi Menon (network), support;Ann\nJo and Sam, ," {
		t.Errorf("people: %s (user %d), the field %q", got, r.Participants[0].UserID, r.Responders)
	}
}
