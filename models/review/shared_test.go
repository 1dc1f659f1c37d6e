package review_test

import (
	"slices"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/review"
)

// shared are the rare words of one section, once every public text was looked
// through.
func (h *house) shared(t *testing.T, d review.Draft, r review.Review, section string) (sh review.Shared) {
	t.Helper()
	for range 20 { // each time one more word is looked for, however slow it is
		list := must(h.Shared(t.Context(), d, r))(t)
		if i := slices.IndexFunc(list, func(s review.Shared) bool { return s.Field == section }); i >= 0 {
			sh = list[i]
		} else {
			sh = review.Shared{}
		}
	}
	return sh
}

func TestRareWordsOfTheReviewAreTold(t *testing.T) {
	t.Parallel()
	h := open(t)
	must(h.lax.CreateComponent(as(t, author), models.NewComponent{Name: "Zeppelin uploads", Description: "Pictures and films."}))(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late exports",
		Overview: "The Flamingo cluster was late, since Flamingos wait for the Quokka. A zeppelin upload took 4 hours; the nightly job on hydra77 was stuck."}))(t)
	must(h.AddLearning(as(t, author), r.PublicID, "The wombat runs at noon on Tuesday."))(t)
	r = must(h.Review(t.Context(), r.PublicID))(t)
	for _, tc := range []struct {
		name, summary string
		want          []string
	}{
		{"each once, as the summary says it", "The flamingo waited for the QUOKKA and for other flamingos.", []string{"flamingo", "QUOKKA"}},
		{"ordinary words, days and numbers", "On Tuesday the nightly job was stuck for 4 hours on hydra77.", nil},
		{"the name of a component", "A Zeppelin upload took long.", nil},
		{"of a learning", "The wombat was late.", []string{"wombat"}},
		{"words of its own", "The capybara was late.", nil},
		{"nothing", "", nil},
	} {
		if got := h.shared(t, review.Draft{Summary: models.Summary{Summary: tc.summary}}, r, "summary").Rare; !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestAWordIsRareUntilItIsPublic(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late exports", Overview: "The flamingo met the wombat."}))(t)
	d := review.Draft{Summary: models.Summary{Cause: "Our flamingo and a wombat."}}
	if got := h.shared(t, d, r, "proximate_cause").Rare; !slices.Equal(got, []string{"flamingo", "wombat"}) {
		t.Errorf("before: %q", got)
	}
	must(h.lax.OpenIncident(as(t, author), models.NewIncident{Title: "Flamingo exports are late", State: models.Resolved, Body: "The wombats were slow."}))(t)
	if got := h.shared(t, d, r, "proximate_cause").Rare; got != nil {
		t.Errorf("after an incident said them: %q", got)
	}
}

func TestATranslationMakesAWordPublicWhileItHolds(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late exports", Overview: "The quokka slept."}))(t)
	d := review.Draft{Summary: models.Summary{Cause: "Our quokka."}}
	must(h.lax.EditSettings(as(t, author), models.SettingsEdit{Languages: &[]string{"de"}}))(t)
	i := must(h.lax.OpenIncident(as(t, author), models.NewIncident{Title: "Exports are late", State: models.Resolved, Body: "They wait.",
		Translations: []models.NewTranslation{{Language: "de", Origin: models.ByTeam, Body: "Das Quokka schläft."}}}))(t)
	if got := h.shared(t, d, r, "proximate_cause").Rare; got != nil {
		t.Errorf("said in German: %q", got)
	}
	h.Clock.Advance(time.Hour)
	must(h.lax.CorrectUpdate(as(t, author), i.Updates[0].PublicID, models.Correction{Body: "They waited."}))(t)
	if got := h.shared(t, d, r, "proximate_cause").Rare; !slices.Equal(got, []string{"quokka"}) {
		t.Errorf("in a translation that holds no more: %q", got)
	}
}

// sixtyMore copies the updates there are.
const sixtyMore = `INSERT INTO updates (public_id, incident_id, state, body, display_at, created_at, updated_at)
 SELECT public_id || n, incident_id, state, body, display_at, created_at, updated_at FROM updates
 CROSS JOIN (WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 60) SELECT n FROM k) AS numbers`

func TestAPublicWordIsFoundInAnyLettersAndBehindManyThatHoldIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	must(h.lax.OpenIncident(as(t, author), models.NewIncident{Title: "Exports are late", State: models.Resolved, Body: "Quaggaland is slow."}))(t)
	h.exec(t, sixtyMore)
	must(h.lax.CreateComponent(as(t, author), models.NewComponent{Name: "ÜBERTRAGUNG"}))(t)
	must(h.lax.CreateGroup(as(t, author), models.NewGroup{Name: "Echidna", Description: "With a quagga and its entités."}))(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late exports", Overview: "The übertragung met quaggas, echidnas, the entité and a wombat."}))(t)
	d := review.Draft{Summary: models.Summary{Summary: "Our Übertragung lost quaggas, an Echidna, an Entité and a wombat."}}
	if got := h.shared(t, d, r, "summary").Rare; !slices.Equal(got, []string{"wombat"}) {
		t.Errorf("said to be in nothing public: %q", got)
	}
}

func TestCopiedRunsAndRareWordsAreToldTogether(t *testing.T) {
	t.Parallel()
	h := open(t)
	const said = "nobody could log in since the wombat of hall 2 slept"
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late exports", Overview: "Sadly, " + said + "."}))(t)
	got := h.shared(t, review.Draft{Summary: models.Summary{Resolution: said}}, r, "resolution")
	if !slices.Equal(got.Copied, []string{said}) || !slices.Equal(got.Rare, []string{"wombat"}) {
		t.Errorf("copied %q, rare %q", got.Copied, got.Rare)
	}
}
