package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/models/review"
	"vitrine/models/staff"
	"vitrine/redact"
)

// demoStaff are the people who can sign in to the demo.
var demoStaff = []staff.NewUser{
	{Email: "dana@northpole.example", Name: "Dana Whitfield", Handle: "dana", Role: staff.Admin},
	{Email: "priya@northpole.example", Name: "Priya Raman", Handle: "priya", Role: staff.Reviewer},
	{Email: "ingrid@northpole.example", Name: "Ingrid Nyberg", Handle: "ingrid", Role: staff.Approver},
}

// tellDesk fills what staff keep ready: templates and the rulebook.
func (t *teller) tellDesk(ctx context.Context) error {
	for n, tpl := range t.story.Templates {
		_, err := t.house.desk.SaveTemplate(ctx, desk.Template{
			Name: tpl.Name, Title: tpl.Title, State: tpl.State, Impact: tpl.Impact, Body: tpl.Body, Position: int64(n + 1),
		})
		if err != nil {
			return err
		}
	}
	book, err := yaml.Marshal(t.rulebook())
	if err != nil {
		return fmt.Errorf("write the demo's rulebook: %w", err)
	}
	return t.house.review.SaveRulebook(ctx, string(book), 0)
}

// rulebook is the story's directory in the words of a rules file.
func (t *teller) rulebook() map[string]any {
	d := t.story.Directory
	var people, terms []map[string]any
	for _, p := range d.People {
		handles := make([]string, len(p.Handles))
		for i, h := range p.Handles {
			handles[i] = strings.TrimPrefix(h, "@")
		}
		people = append(people, map[string]any{"name": p.Name, "handles": handles, "emails": p.Emails})
	}
	for _, m := range d.Terms {
		terms = append(terms, map[string]any{"match": m.Match, "replace": m.Replace})
	}
	return map[string]any{
		"people": people, "customers": d.Customers, "terms": terms, "internal_domains": d.InternalDomains,
		"public_domains": d.PublicDomains, "ticket_prefixes": d.TicketPrefixes,
	}
}

// planReviews plans every review after its incident, and the postmortems.
func (t *teller) planReviews() error {
	byKey := map[string]storyIncident{}
	for _, i := range t.story.Incidents {
		byKey[i.Key] = i
	}
	for _, r := range t.story.Reviews {
		start, err := byKey[r.Incident].starts(t.now)
		if err != nil {
			return err
		}
		// The day after, in the morning; the newest one a few hours ago.
		at := start.Truncate(24 * time.Hour).Add(33 * time.Hour)
		if !at.Before(t.now) {
			at = t.now.Add(-3 * time.Hour)
		}
		var id string
		t.on(at, "review of "+r.Incident, func(ctx context.Context) error {
			id, err = t.tellReview(ctx, r, start)
			return err
		})
		if r.Postmortem != nil {
			published := start.Truncate(24*time.Hour).AddDate(0, 0, r.Postmortem.PublishedDaysAfter).Add(15 * time.Hour)
			t.on(published, "postmortem of "+r.Incident, func(ctx context.Context) error { return t.tellPostmortem(ctx, r, id) })
			t.planRevision(r, start, &id)
		}
	}
	return nil
}

// tellReview writes one review with all its parts and returns its public id.
func (t *teller) tellReview(ctx context.Context, r storyReview, start time.Time) (string, error) {
	reviews := t.house.review
	made, err := reviews.StartReview(ctx, review.NewReview{
		Title: r.Title, IncidentIDs: []string{t.incidents[r.Incident]}, Severity: r.Severity, Priority: review.Priority(r.Priority),
		Environment: r.Environment, DetectionSource: review.Source(r.DetectionSource), Facilitator: r.Facilitator, Commander: r.Commander,
		Responders: strings.Join(r.Responders, ", "), SupportCases: r.SupportCases, SLAEffect: r.SLAEffect, Toll: r.Toll.toll(), Vendor: r.Vendor, OutsideNumbers: r.OutsideNumbers, Overview: r.Overview, Description: r.Description,
	})
	if err != nil {
		return "", err
	}
	well, luck := bullets(r.WentWell), bullets(r.Lucky)
	edit := review.ReviewEdit{WentWell: &well, Luck: &luck, KnowSooner: &r.KnowSooner, RecoverSooner: &r.RecoverSooner}
	if _, err := reviews.EditReview(ctx, made.PublicID, edit); err != nil {
		return "", err
	}
	for _, text := range r.Factors {
		if _, err := reviews.AddFactor(ctx, made.PublicID, text); err != nil {
			return "", err
		}
	}
	for _, text := range r.Helped {
		if _, err := reviews.WriteFactor(ctx, made.PublicID, review.NewFactor{Body: text, ContributedTo: review.ToRecovery, Influence: review.Helpful}); err != nil {
			return "", err
		}
	}
	for _, text := range r.Learnings {
		if _, err := reviews.AddLearning(ctx, made.PublicID, text); err != nil {
			return "", err
		}
	}
	if err := t.tellTimeline(ctx, r, made.PublicID, start); err != nil {
		return "", err
	}
	if err := t.tellImpact(ctx, r, made.PublicID, start); err != nil {
		return "", err
	}
	if err := t.tellGraphs(ctx, r, made.PublicID, start); err != nil {
		return "", err
	}
	if err := t.tellActions(ctx, r, made.PublicID, start); err != nil {
		return "", err
	}
	return made.PublicID, t.tellPeople(ctx, r, made.PublicID, start)
}

// tellImpact writes the stretches in which something was felt, and the chat that
// somebody pasted and nobody has gone through yet.
func (t *teller) tellImpact(ctx context.Context, r storyReview, id string, start time.Time) error {
	for _, f := range r.Felt {
		until := start.Add(time.Duration(f.UntilMin) * time.Minute)
		n := review.NewInterval{StartsAt: start.Add(time.Duration(f.FromMin) * time.Minute), EndsAt: &until, Counted: true, Note: f.Note}
		if _, err := t.house.review.AddInterval(ctx, id, n); err != nil {
			return err
		}
	}
	if r.Chat == "" {
		return nil
	}
	_, err := t.house.review.PasteChat(ctx, id, review.NewChat{Text: r.Chat, Day: start.Format(time.DateOnly)})
	return err
}

func bullets(items []string) string {
	var b strings.Builder
	for _, item := range items {
		fmt.Fprintf(&b, "- %s\n", item)
	}
	return b.String()
}

// tellTimeline writes the entries; what the postmortem tells of the same minute
// becomes the entry's public wording.
func (t *teller) tellTimeline(ctx context.Context, r storyReview, id string, start time.Time) error {
	public := map[int]string{}
	if r.Postmortem != nil {
		for _, p := range r.Postmortem.Timeline {
			public[p.AtMin] = p.Text
		}
	}
	for _, e := range r.Timeline {
		_, err := t.house.review.AddEntry(ctx, id, review.NewEntry{
			At: start.Add(time.Duration(e.AtMin) * time.Minute), Kind: review.EntryKind(e.Kind), Phase: review.Phase(e.Phase),
			Who: e.Who, What: e.What, Effect: review.Effect(e.Effect), PublicText: public[e.AtMin],
		})
		if err != nil {
			return err
		}
		delete(public, e.AtMin)
	}
	if len(public) > 0 { // words on the page are merged in by themselves
		return fmt.Errorf("public_timeline of %s tells of minutes that its timeline does not: %v", r.Incident, public)
	}
	return nil
}

func (t *teller) tellActions(ctx context.Context, r storyReview, id string, start time.Time) error {
	for _, a := range r.Actions {
		due := start.AddDate(0, 0, a.DueInDays).Truncate(24 * time.Hour)
		in := review.NewAction{
			Body: a.Text, Kind: review.ActionKind(a.Kind), Owner: a.Owner, Priority: review.Weight(a.Priority), Immediate: a.Immediate,
			DueOn: &due, Ticket: a.Ticket, State: review.ActionState(a.State), PublicText: a.Public,
		}
		if in.State == "dropped" {
			in.Reason = "Covered by another item."
		}
		if _, err := t.house.review.AddAction(ctx, id, in); err != nil {
			return fmt.Errorf("action %q: %w", a.Text, err)
		}
	}
	return nil
}

// tellPostmortem writes, settles, approves and publishes an external summary.
func (t *teller) tellPostmortem(ctx context.Context, r storyReview, id string) error {
	d, err := t.house.review.StartDraft(ctx, id)
	if err != nil {
		return err
	}
	p := r.Postmortem
	_, err = t.house.review.EditDraft(ctx, d.PublicID, review.DraftEdit{
		Slug: &p.Slug, Title: &p.Title, Apology: &p.Apology, Summary: &p.Summary, Services: &p.Services, Duration: &p.Duration,
		Severity: &p.Severity, Impact: &p.Impact, Cause: &p.Cause, Resolution: &p.Resolution, Countermeasures: &p.Countermeasures,
	})
	if err != nil {
		return err
	}
	if err := t.publish(ctx, d.PublicID, ""); err != nil {
		return err
	}
	_, err = t.house.review.CompleteReview(ctx, id, "What had to be done at once was done before the review met.", 0)
	return err
}

// planRevision plans the second revision, where the story has one.
func (t *teller) planRevision(r storyReview, start time.Time, id *string) {
	second := r.Postmortem.Revision2
	if second == nil {
		return
	}
	at := start.Truncate(24*time.Hour).AddDate(0, 0, second.PublishedDaysAfter).Add(14 * time.Hour)
	t.on(at, "second revision of "+r.Incident, func(ctx context.Context) error {
		whole, err := t.house.review.Review(ctx, *id)
		if err != nil {
			return err
		}
		edit := review.DraftEdit{}
		for section, text := range second.Changes {
			switch section {
			case "summary":
				edit.Summary = &text
			case "customer_impact":
				edit.Impact = &text
			default:
				return fmt.Errorf("the story changes %q, which the demo cannot", section)
			}
		}
		if _, err := t.house.review.EditDraft(ctx, whole.Draft.PublicID, edit); err != nil {
			return err
		}
		return t.publish(ctx, whole.Draft.PublicID, second.Note)
	})
}

// publish takes a draft through scan, settlement, approval and publication, each
// by the person whose part it is.
func (t *teller) publish(ctx context.Context, draft, note string) error {
	users, err := t.house.staff.Users(ctx)
	if err != nil {
		return err
	}
	writer, approver := models.By(ctx, users[1].Actor("vitrine demo")), models.By(ctx, users[2].Actor("vitrine demo"))
	found, err := t.house.review.ScanDraft(writer, draft)
	if err != nil {
		return err
	}
	for _, f := range found {
		if f.Severity == redact.Block && f.SettledAt == nil {
			how := review.Settlement{Action: review.Accept, Reason: cmp.Or(f.Why, "Public wording."), All: true}
			if _, err := t.house.review.Settle(writer, f.PublicID, how); err != nil {
				return fmt.Errorf("settle %q: %w", f.Found, err)
			}
		}
	}
	if _, err := t.house.review.Submit(writer, draft, 0); err != nil {
		return err
	}
	if _, err := t.house.review.Approve(approver, draft, 0); err != nil {
		return err
	}
	_, err = t.house.review.Publish(approver, draft, review.PublishOrder{Note: note})
	return err
}
