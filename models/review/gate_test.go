package review_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
)

// check sends one text through the gate in a transaction of its own.
func (h *house) check(ctx context.Context, body string, accept ...models.Acceptance) error {
	return h.DB.Tx(ctx, func(tx *models.Tx) error {
		return h.gate.Check(ctx, tx, []models.Text{{Field: "body", Body: body}}, accept)
	})
}

func TestGate(t *testing.T) {
	t.Parallel()
	h := open(t)
	modelstest.Component(t, h.lax, "Kestrel queue")
	h.exec(t, "UPDATE site_settings SET name = 'Osprey Web 3', home_url = 'https://kestrel.example/', support_email = 'cathy@northpole.example', version = version + 1")
	for _, tc := range []struct {
		name, body string
		stops      []string
	}{
		{name: "plain words pass", body: "The login page fails since 16:00 UTC."},
		{name: "a customer stops", body: "We told Contoso Bank.", stops: []string{"Contoso Bank"}},
		{name: "a person of the rulebook stops", body: "Cathy Brandt is on it.", stops: []string{"Cathy Brandt"}},
		{name: "a user of the console stops, by name and by handle", body: "Gary Olsen and @msorel are on it.", stops: []string{"Gary Olsen", "@msorel"}},
		{name: "a user's address stops", body: "Write to petra.vance@northpole.example.", stops: []string{"petra.vance@northpole.example"}},
		{name: "a machine stops", body: "web-prod-3 is down.", stops: []string{"web-prod-3"}},
		{name: "an address of a machine stops", body: "10.20.30.40 is down.", stops: []string{"10.20.30.40"}},
		{name: "a ticket stops", body: "See OPS-4821.", stops: []string{"OPS-4821"}},
		{name: "an internal word stops", body: "The kestrel is back.", stops: []string{"kestrel"}},
		{name: "the name of a component passes, though an internal word is in it", body: "The Kestrel Queue is back."},
		{name: "in another name it does not", body: "The Kestrel queue-manager is back.", stops: []string{"Kestrel"}},
		{name: "the site's own name passes", body: "Osprey Web 3 is back."},
		{name: "the site's own address and support address pass", body: "See https://kestrel.example/ or write to cathy@northpole.example."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			err := h.check(t.Context(), tc.body)
			if got := heldIn(err); !slices.Equal(got, tc.stops) {
				t.Errorf("stopped %q (%v), want %q", got, err, tc.stops)
			}
			if err != nil && models.KindOf(err) != models.Invalid {
				t.Errorf("kind %s", models.KindOf(err))
			}
		})
	}
}

func TestGateAcceptance(t *testing.T) {
	t.Parallel()
	h := open(t)
	const body = "We told Contoso Bank. OPS-4821 is not ours."
	err := h.check(as(t, author), body)
	e, ok := errors.AsType[*models.Error](err)
	if !ok || len(e.Findings) != 2 || e.Findings[0].Field != "body" || !strings.HasPrefix(e.Message, "2 finds stop this text.") {
		t.Fatalf("refusal: %v", err)
	}
	bank := models.Acceptance{Key: e.Findings[0].Key, Reason: "They asked"}
	ops := models.Acceptance{Key: e.Findings[1].Key, Reason: "-"}
	wantKind(t, h.check(as(t, author), body, bank), models.Invalid)
	wantKind(t, h.check(as(t, author), body, bank, models.Acceptance{Key: ops.Key, Reason: " "}), models.Invalid)
	wantKind(t, h.check(as(t, author), body), models.Invalid) // what was refused accepted nothing
	wantKind(t, h.check(as(t, author), body, bank, ops), "")
	wantKind(t, h.check(as(t, other), body), "") // for exactly this text it holds
	wantKind(t, h.check(as(t, author), body, bank, ops), "")
	wantKind(t, h.check(as(t, author), body+" Sorry."), models.Invalid)
	var rows []review.Acceptance
	if err := h.DB.Read(t.Context()).Order("id").Find(&rows).Error; err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0].Found != "Contoso Bank" || rows[0].Reason != "They asked" || rows[0].UserID != author || rows[0].Actor != "Gary Olsen" {
		t.Errorf("kept: %+v", rows)
	}
}

func TestGateFollowsTheHouse(t *testing.T) {
	t.Parallel()
	h := open(t)
	const body = "Osprey stopped; the Quist list is late."
	wantKind(t, h.check(t.Context(), body), "")
	h.exec(t, insertUser, 9, "lena@northpole.example", "Lena Quist", "", "viewer", models.Clock(), models.Clock())
	wantKind(t, h.check(t.Context(), body), models.Invalid)
	h.exec(t, "UPDATE users SET disabled_at = ?, updated_at = ? WHERE id = 9", models.Clock(), models.Clock())
	wantKind(t, h.check(t.Context(), body), models.Invalid) // who has left is not public either
	h.exec(t, "DELETE FROM users WHERE id = 9")
	wantKind(t, h.check(t.Context(), body), "")
	wantKind(t, h.check(t.Context(), "The Kestrel corner is back."), models.Invalid)
	g := must(h.lax.CreateGroup(t.Context(), models.NewGroup{Name: "Kestrel corner"}))(t)
	wantKind(t, h.check(t.Context(), "The Kestrel corner is back."), "")
	must(h.lax.EditGroup(t.Context(), g.PublicID, models.GroupEdit{Name: ptr("Corner")}))(t)
	wantKind(t, h.check(t.Context(), "The Kestrel corner is back."), models.Invalid)
	wantKind(t, h.SaveRulebook(as(t, author), "terms: [{match: Osprey}]", 1), "")
	wantKind(t, h.check(t.Context(), body), models.Invalid)
	hints := must(h.gate.Scan(t.Context(), []models.Text{{Field: "title", Body: "Osprey"}, {Field: "body", Body: "It is 192.0.2.1."}}))(t)
	if len(hints) != 2 || hints[0].Field != "title" || hints[1].Severity != "warn" {
		t.Errorf("hints: %+v", hints)
	}
	wantKind(t, h.check(t.Context(), "It is 192.0.2.1."), "") // a warning stops nothing
}

func TestTheGateKnowsEveryColleagueByTheirWholeName(t *testing.T) {
	t.Parallel()
	h := open(t)
	for n, name := range []string{"Dana A. Whitfield", "Larry Page", "Elihu Root", "María del Carmen García López", "Ulla Bot",
		"On Call", "Support Team", "Test User 2", "On-Call Network/EU"} {
		h.exec(t, insertUser, 20+n, fmt.Sprintf("u%d@northpole.example", n), name, "", "viewer", models.Clock(), models.Clock())
	}
	for body, stops := range map[string][]string{
		"Whitfield restarted it.":                         {"Whitfield"},
		"Thanks to Dana Whitfield.":                       {"Dana Whitfield"},
		"It was found by Page, Larry.":                    {"Page, Larry"},
		"Elihu Root was there.":                           {"Elihu Root"},
		"María García López was there.":                   {"María García López"},
		"Ulla Bot was there.":                             {"Ulla Bot"},
		"Ulla was there.":                                 {"Ulla"},
		"Every bot sees the login page.":                  nil,
		"The root cause is known.":                        nil,
		"The person on call and the support team test 2.": nil,
	} {
		err := h.check(t.Context(), body)
		if got := heldIn(err); !slices.Equal(got, stops) {
			t.Errorf("%q: stopped %q (%v), want %q", body, got, err, stops)
		}
	}
}

func TestTheGateReadsEveryTextOfTheSettings(t *testing.T) {
	t.Parallel()
	h := open(t)
	for field, edit := range map[string]models.SettingsEdit{
		"privacy":        {Privacy: ptr("Ask Cathy Brandt.")},
		"imprint":        {Imprint: ptr("Managing director: Cathy Brandt")},
		"postal_address": {PostalAddress: ptr("Northpole, c/o Cathy Brandt")},
		"home_url":       {HomeURL: ptr("https://wiki.corp.northpole.example/")},
		"support_url":    {SupportURL: ptr("https://desk.corp.northpole.example/")},
		"support_email":  {SupportEmail: ptr("cathy@northpole.example")},
	} {
		_, err := h.site.EditSettings(as(t, author), edit)
		e, ok := errors.AsType[*models.Error](err)
		if !ok || len(e.Findings) != 1 || e.Findings[0].Field != field {
			t.Errorf("%s: %v, want one find", field, err)
			continue
		}
		edit.Accept = []models.Acceptance{{Key: e.Findings[0].Key, Reason: "The law asks for it."}}
		must(h.site.EditSettings(as(t, author), edit))(t)
	}
	must(h.site.EditSettings(as(t, author), models.SettingsEdit{Accent: ptr("#1f4fa3")}))(t)
	wantKind(t, h.SaveRulebook(as(t, author), rules+"allow: [Falcon]\n", 1), "")
	must(h.site.EditSettings(as(t, author), models.SettingsEdit{Accent: ptr("#1f4fa4")}))(t) // what is out is not asked about again
}

func TestALinkOfThePageMakesNoInternalHostPublic(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.exec(t, "UPDATE site_settings SET home_url = 'https://wiki.corp.northpole.example/', support_url = 'https://intranet.helios.example/', version = version + 1")
	wantKind(t, h.check(t.Context(), "See https://wiki.corp.northpole.example/runbook for more."), models.Invalid)
	wantKind(t, h.check(t.Context(), "See pages.wiki.corp.northpole.example for more."), models.Invalid)
	h.exec(t, "UPDATE site_settings SET home_url = 'https://help.northpole.example/', version = version + 1")
	wantKind(t, h.check(t.Context(), "Write to support@help.northpole.example."), "")
}

func TestTheGateTakesItsOwnAddressAsAHostOrALink(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, own := range []string{"status.northpole.example", "https://status.northpole.example", "https://Status.northpole.example:8443/", "status.northpole.example:8443"} {
		gate := review.NewGate(h.DB, own)
		finds := must(gate.Scan(t.Context(), []models.Text{{Field: "body", Body: "Write to support@status.northpole.example."}}))(t)
		if len(finds) != 0 {
			t.Errorf("%q: found %+v", own, finds)
		}
	}
	if finds := must(h.gate.Scan(t.Context(), []models.Text{{Field: "body", Body: "Write to support@status.northpole.example."}}))(t); len(finds) != 1 {
		t.Errorf("without an address of its own: found %+v, want one", finds)
	}
}

func TestGateSurvivesOddColleagues(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.exec(t, insertUser, 7, "admin", "Admin", "admin", "admin", models.Clock(), models.Clock())
	h.exec(t, insertUser, 8, "scheduler@northpole.example", "Job Scheduler", "scheduler", "admin", models.Clock(), models.Clock())
	wantKind(t, h.check(t.Context(), "The admin page works, support answers."), "")
	wantKind(t, h.check(t.Context(), "Kestrel is back."), models.Invalid)
}

func TestRulebook(t *testing.T) {
	t.Parallel()
	h := open(t)
	yaml, version, err := h.Rulebook(t.Context())
	if err != nil || yaml != rules || version != 1 {
		t.Fatalf("rulebook %q, version %d, %v", yaml, version, err)
	}
	for _, tc := range []struct {
		name, yaml string
		version    int64
		want       models.Kind
		says       string
	}{
		{name: "somebody else saved first", yaml: "", version: 0, want: models.Stale},
		{name: "no YAML", yaml: "people: [", version: 1, want: models.Invalid, says: "line 1"},
		{name: "an unknown key", yaml: "poeple: []", version: 1, want: models.Invalid, says: "people"},
		{name: "a replacement that leaks", yaml: "terms: [{match: Kestrel, replace: web-prod-3}]", version: 1, want: models.Invalid, says: "web-prod-3"},
		{name: "too large", yaml: strings.Repeat("# comment\n", 300_000), version: 1, want: models.TooLarge},
	} {
		err := h.SaveRulebook(as(t, author), tc.yaml, tc.version)
		if models.KindOf(err) != tc.want || !strings.Contains(models.MessageOf(err), tc.says) {
			t.Errorf("%s: %v, want %s with %q", tc.name, err, tc.want, tc.says)
		}
	}
	wantKind(t, h.SaveRulebook(as(t, author), "", 1), "")
	if e := h.Audit.Entries(); strings.Contains(e[len(e)-1].Before.(string), "Kestrel") {
		t.Error("the trail tells the rulebook")
	}
}
