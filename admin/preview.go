package admin

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/review/coach"
	"vitrine/public/edition"
	"vitrine/views"
	"vitrine/views/console"
	"vitrine/views/mail"
)

// leaving is what a preview is made of.
type leaving struct {
	heading, verb string
	form          console.Form
	reach         console.Reach
	texts         []models.Text // for the gate to look at
	coached       []coach.Mark
	page          edition.Preview
	mail          func(mail.Frame) (mail.Rendered, error)
}

// preview shows page, feed entry and mail of something before it leaves. When
// they cannot be drawn the form comes back: publishing does not wait for them.
func (h *Handler) preview(c *fiber.Ctx, l leaving) error {
	ctx := c.UserContext()
	held, err := h.Gate.Scan(ctx, l.texts)
	if err != nil {
		return err
	}
	l.form.Held, l.form.Key = held, models.NewID()
	p := console.PreviewPage{Frame: h.frame(c, ""), Form: l.form, Heading: l.heading, Verb: l.verb, Action: c.Path(),
		Fields: slices.DeleteFunc(carried(c, own...), acceptance), Reach: l.reach, Mailing: true}
	p.Coached = console.Coaching{Frame: p.Frame, Marks: l.coached, In: true}
	p.Drafts, err = h.drafts(ctx, l)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, drawn)
	return views.Show(c, console.Preview, p)
}

// drafts draws everything that would leave.
func (h *Handler) drafts(ctx context.Context, l leaving) ([]console.Leaving, error) {
	set, err := h.Site.Settings(ctx)
	if err != nil {
		return nil, err
	}
	sender, err := h.Audience.Sender(ctx)
	if err != nil {
		return nil, err
	}
	frame := mail.Frame{Settings: set, Language: set.OwnLanguage(), BaseURL: h.PublicURL, ManageURL: h.PublicURL + "/subscribe", AllComponents: true, Replies: sender.ReplyTo != ""}
	letter, err := l.mail(frame)
	if err != nil {
		return nil, err
	}
	list := []console.Leaving{
		{Name: "Page", HTML: string(l.page.Page)},
		{Name: "Feed entry", Note: l.page.Title, HTML: l.page.Entry},
		{Name: "Email", Note: "Subject: " + letter.Subject + ". The links at the end, to choose and to leave, are each reader's own; here they lead to the sign-up page.", HTML: letter.HTML},
		{Name: "Email as plain text", Text: letter.Text},
	}
	for _, other := range l.page.In {
		frame.Language = other.Language
		letter, err := l.mail(frame)
		if err != nil {
			return nil, err
		}
		list = append(list, console.Leaving{Name: "Page in " + other.Language.InEnglish(), HTML: string(other.Page)},
			console.Leaving{Name: "Email in " + other.Language.InEnglish(), Note: "Subject: " + letter.Subject + ".", HTML: letter.HTML})
	}
	return list, nil
}

func (h *Handler) previewIncident(c *fiber.Ctx, f console.IncidentForm, n models.NewIncident) error {
	i, err := h.wouldBe(c.UserContext(), n)
	if err != nil {
		return h.incidentForm(c, f, err)
	}
	l := leaving{heading: n.Title, verb: "Publish", form: f.Form, texts: append(translatedTexts(n.Translations), models.Text{Field: "title", Body: n.Title}, models.Text{Field: "body", Body: n.Body}),
		reach: h.reach(c.UserContext(), wordOf(i)), mail: h.incidentMail(c.UserContext(), i, i.Updates[0])}
	l.coached = h.coachUpdate(c.UserContext(), "", n.Body, promises(f.Said) && n.State != models.Resolved, resolves(f.Said) || f.Past)
	if l.page, err = h.Press.PreviewIncident(i); err != nil {
		return h.incidentForm(c, f, err)
	}
	return h.preview(c, l)
}

// wouldBe is an incident as it would stand after it was opened.
func (h *Handler) wouldBe(ctx context.Context, n models.NewIncident) (models.Incident, error) {
	now := h.Site.Now()
	i := models.Incident{PublicID: "preview", Title: n.Title, State: n.State, Impact: n.Impact, Severity: n.Severity, StartedAt: n.StartedAt,
		DetectedAt: n.DetectedAt, ResolvedAt: n.ResolvedAt, NextUpdateAt: n.NextUpdateAt, PostmortemExpectedBy: n.PostmortemExpectedBy, CreatedAt: now, UpdatedAt: now}
	if i.StartedAt.IsZero() {
		i.StartedAt = now
	}
	u := models.Update{ID: 1, PublicID: "preview", State: string(n.State), Body: n.Body, Notify: n.Notify, DisplayAt: now, CreatedAt: now, UpdatedAt: now}
	if i.ResolvedAt != nil {
		u.DisplayAt = *i.ResolvedAt
	}
	components, err := h.Site.Components(ctx)
	u.Components = wouldTouch(components, n.Components)
	i.Translations, u.Translations = wouldTranslate(n.Translations)
	i.Updates = []models.Update{u}
	if i.Impact == "" {
		i.Impact = models.ImpactOf(i.Updates, components)
	}
	return i, err
}

// wouldTouch is what an update would say about components.
func wouldTouch(components []models.Component, chosen []models.ComponentChoice) []models.UpdateComponent {
	var list []models.UpdateComponent
	for _, c := range chosen {
		for _, m := range components {
			if m.PublicID == c.ID {
				list = append(list, models.UpdateComponent{ComponentID: m.ID, OldStatus: m.Status, NewStatus: c.Status})
			}
		}
	}
	return list
}

// incidentMail is the mail about an update of an incident.
func (h *Handler) incidentMail(ctx context.Context, i models.Incident, u models.Update) func(mail.Frame) (mail.Rendered, error) {
	return func(f mail.Frame) (mail.Rendered, error) {
		components, err := h.Site.Components(ctx)
		if err != nil {
			return mail.Rendered{}, err
		}
		return mail.IncidentUpdate.Render(mail.IncidentUpdateMail{Frame: f, Incident: i, Update: u, Components: components})
	}
}

func (h *Handler) previewUpdate(c *fiber.Ctx, i models.Incident, f console.UpdateForm, n models.NewUpdate) error {
	now := h.Site.Now()
	u := models.Update{ID: -1, PublicID: "preview", IncidentID: &i.ID, State: string(n.State), Body: n.Body, Notify: n.Notify, DisplayAt: now, CreatedAt: now, UpdatedAt: now}
	components, err := h.Site.Components(c.UserContext())
	if err != nil {
		return err
	}
	u.Components = wouldTouch(components, n.Components)
	_, u.Translations = wouldTranslate(n.Translations)
	would := i
	would.State, would.NextUpdateAt, would.Updates = n.State, n.NextUpdateAt, append([]models.Update{u}, i.Updates...)
	if n.State == models.Resolved && would.ResolvedAt == nil {
		would.ResolvedAt = &now
	}
	if p := n.PostmortemExpectedBy; p != nil {
		would.PostmortemExpectedBy = p
		if p.IsZero() {
			would.PostmortemExpectedBy = nil
		}
	}
	would.Impact = *n.Impact
	if would.Impact == "" {
		would.Impact = models.ImpactOf(would.Updates, components)
	}
	l := leaving{heading: i.Title, verb: "Publish", form: f.Form, texts: append(translatedTexts(n.Translations), models.Text{Field: "body", Body: n.Body}),
		reach: h.reach(c.UserContext(), wordOf(would)), mail: h.incidentMail(c.UserContext(), would, u)}
	l.coached = h.coachUpdate(c.UserContext(), i.PublicID, n.Body, promises(f.Said), resolves(f.Said))
	if l.page, err = h.Press.PreviewIncident(would); err != nil {
		return h.incidentPage(c, i, f, err)
	}
	return h.preview(c, l)
}

func (h *Handler) previewMaintenance(c *fiber.Ctx, f console.MaintenanceForm, n models.NewMaintenance) error {
	now, ids := h.Site.Now(), h.componentIDs(c.UserContext(), n.ComponentIDs)
	u := models.Update{ID: -1, PublicID: "preview", State: string(models.Scheduled), Body: n.Body, DisplayAt: now, CreatedAt: now, UpdatedAt: now}
	titles, bodies := wouldTranslate(n.Translations)
	u.Translations = bodies
	m := models.Maintenance{Translations: titles, PublicID: "preview", Title: n.Title, State: models.Scheduled, ScheduledFor: n.ScheduledFor, ScheduledUntil: n.ScheduledUntil,
		CreatedAt: now, UpdatedAt: now, Updates: []models.Update{u}, ComponentIDs: ids}
	l := leaving{heading: n.Title, verb: "Announce", form: f.Form, texts: append(translatedTexts(n.Translations), models.Text{Field: "title", Body: n.Title}, models.Text{Field: "body", Body: n.Body}),
		reach: h.reach(c.UserContext(), audience.Audience{Kind: audience.Maintenance, ComponentIDs: ids}), mail: h.maintenanceMail(c.UserContext(), m, u)}
	var err error
	if l.page, err = h.Press.PreviewMaintenance(m); err != nil {
		return h.maintenanceForm(c, "", f, err)
	}
	return h.preview(c, l)
}

func (h *Handler) previewMaintenanceUpdate(c *fiber.Ctx, m models.Maintenance, f console.MaintenanceUpdateForm, n models.NewMaintenanceUpdate) error {
	now := h.Site.Now()
	u := models.Update{ID: -1, PublicID: "preview", MaintenanceID: &m.ID, State: string(n.State), Body: n.Body, DisplayAt: now, CreatedAt: now, UpdatedAt: now}
	_, u.Translations = wouldTranslate(n.Translations)
	would := m
	would.State, would.Updates = n.State, append([]models.Update{u}, m.Updates...)
	l := leaving{heading: m.Title, verb: "Publish", form: f.Form, texts: append(translatedTexts(n.Translations), models.Text{Field: "body", Body: n.Body}),
		reach: h.reach(c.UserContext(), audience.Audience{Kind: audience.Maintenance, ComponentIDs: m.ComponentIDs}), mail: h.maintenanceMail(c.UserContext(), would, u)}
	var err error
	if l.page, err = h.Press.PreviewMaintenance(would); err != nil {
		return h.maintenancePage(c, m, f, err)
	}
	return h.preview(c, l)
}

// maintenanceMail is the mail about an update of a maintenance.
func (h *Handler) maintenanceMail(ctx context.Context, m models.Maintenance, u models.Update) func(mail.Frame) (mail.Rendered, error) {
	return func(f mail.Frame) (mail.Rendered, error) {
		names, err := h.componentNames(ctx)
		if err != nil {
			return mail.Rendered{}, err
		}
		var services []string
		for _, id := range m.ComponentIDs {
			services = append(services, names[id])
		}
		return mail.MaintenanceUpdate.Render(mail.MaintenanceUpdateMail{Frame: f, Maintenance: m, Update: u, Services: services})
	}
}
