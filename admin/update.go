package admin

import (
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) postUpdate(c *fiber.Ctx) error {
	i, err := h.Site.Incident(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f := decode[console.UpdateForm](c)
	order, err := h.updateOrder(c, i, f)
	switch {
	case step(c) == "edit":
		f.Key = models.NewID()
		return h.incidentPage(c, i, f, swappedIn(c))
	case err != nil:
		return h.incidentPage(c, i, f, err)
	case !deciding(c):
		return h.previewUpdate(c, i, f, order)
	case h.repeatsUpdate(c.UserContext(), i, order) && !alike(order.Translations, nil, i.Updates[0]):
		return nearTwin(c, "/incidents/"+i.PublicID)
	case h.repeatsUpdate(c.UserContext(), i, order):
		return sentBefore(c, "/incidents/"+i.PublicID)
	}
	return h.publish(c, "published", func(ctx context.Context) (string, error) {
		_, err := h.Site.PostUpdate(ctx, i.PublicID, order)
		return "/incidents/" + i.PublicID, err
	}, func(err error) error { return h.updateAgain(c, i, f, err) })
}

// updateAgain shows an update that was not posted. When somebody else posted one
// meanwhile it stands above the form, and sending again goes below it.
func (h *Handler) updateAgain(c *fiber.Ctx, i models.Incident, f console.UpdateForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		newer, err := h.Site.Incident(c.UserContext(), i.PublicID)
		if err != nil {
			return err
		}
		i, f.Version = newer, newer.Version
	}
	return h.incidentPage(c, i, f, wrong)
}

// updateOrder reads the form, or says which of its times do not exist.
func (h *Handler) updateOrder(c *fiber.Ctx, i models.Incident, f console.UpdateForm) (models.NewUpdate, error) {
	t := reading(h.zone(c.UserContext()))
	n := models.NewUpdate{
		State: models.IncidentState(f.State), Body: f.Body, Components: statusesOf(f.Statuses), Notify: mailing(c),
		NextUpdateAt: h.promise(t, f.Said), PostmortemExpectedBy: t.movedDay("postmortem_expected_by", f.PostmortemBy, i.PostmortemExpectedBy),
		Impact: pointer(models.Impact(f.Impact)), Version: f.Version, Translations: translations(f.InLanguages), Accept: acceptances(f.Accept, f.Because),
	}
	if f.Restore && n.State == models.Resolved {
		restored, err := h.restored(c.UserContext(), i, n.Components)
		if err != nil {
			return n, err
		}
		n.Components = append(n.Components, restored...)
	}
	return n, t.bad.Err()
}

// restored puts the components of a resolved incident back to operational, where
// a person did not choose otherwise.
func (h *Handler) restored(ctx context.Context, i models.Incident, chosen []models.ComponentChoice) ([]models.ComponentChoice, error) {
	components, err := h.Site.Components(ctx)
	var list []models.ComponentChoice
	for _, m := range components {
		picked := slices.ContainsFunc(chosen, func(c models.ComponentChoice) bool { return c.ID == m.PublicID })
		if slices.Contains(i.ComponentIDs(), m.ID) && !picked && m.Status != models.Operational {
			list = append(list, models.ComponentChoice{ID: m.PublicID, Status: models.Operational})
		}
	}
	return list, err
}

// spoken is an update with what it belongs to.
type spoken struct {
	update models.Update
	about  string
	back   string
	kind   audience.Kind
	thread string
}

// toldBy reports whether a notification of the same conversation is about this
// very update: the subjects of the other kinds are numbered on their own.
func (s spoken) toldBy(n audience.Notification) bool {
	return n.SubjectID == s.update.ID && n.Kind != audience.Postmortem && n.Kind != audience.Reminder
}

// spokenUpdate finds the update an address names, under the incident or the
// maintenance it belongs to.
func (h *Handler) spokenUpdate(c *fiber.Ctx) (spoken, error) {
	ctx, id := c.UserContext(), c.Params("id")
	if strings.HasPrefix(c.Path(), "/maintenances/") {
		m, err := h.Site.Maintenance(ctx, id)
		u, ok := updateIn(m.Updates, c.Params("update"))
		return spoken{u, m.Title, "/maintenances/" + id, audience.Maintenance, "mnt-" + id}, missing(err, ok)
	}
	i, err := h.Site.Incident(ctx, id)
	u, ok := updateIn(i.Updates, c.Params("update"))
	return spoken{u, i.Title, "/incidents/" + id, audience.Incident, "inc-" + id}, missing(err, ok)
}

func updateIn(updates []models.Update, publicID string) (models.Update, bool) {
	i := slices.IndexFunc(updates, func(u models.Update) bool { return u.PublicID == publicID })
	if i < 0 {
		return models.Update{}, false
	}
	return updates[i], true
}

func missing(err error, found bool) error {
	if err == nil && !found {
		return models.Fail(models.NotFound, "There is no such update.")
	}
	return err
}

func (h *Handler) editUpdate(c *fiber.Ctx) error {
	s, err := h.spokenUpdate(c)
	if err != nil {
		return err
	}
	return h.correction(c, s, console.CorrectionForm{Form: fresh(s.update.Version), Body: s.update.Body,
		Language: h.foreign(c.UserContext(), s.update.Language), InLanguages: filledLanguages(s.update)}, nil)
}

func (h *Handler) correction(c *fiber.Ctx, s spoken, f console.CorrectionForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		return h.correctedBefore(c, s, f)
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.Correction, console.CorrectionPage{Frame: h.frame(c, section(s)), About: s.about, Back: s.back,
		Update: s.update, Form: f, Reach: h.correctionReach(c.UserContext(), s)})
}

// correctedBefore shows a correction beside one that somebody else made meanwhile.
// What stood in other languages when the form was filled does not come along: it
// translates neither of the two.
func (h *Handler) correctedBefore(c *fiber.Ctx, s spoken, f console.CorrectionForm) error {
	now, err := h.Site.Update(c.UserContext(), s.update.PublicID)
	if err != nil {
		return err
	}
	saved := console.CorrectionForm{Body: now.Body}
	f.Language, saved.Language = h.writtenBeside(c.UserContext(), f.Language, now.Language)
	page := console.StalePage{Noun: "update", Back: s.back, Version: now.Version, Step: step(c), Mail: h.correctionReach(c.UserContext(), s).Audience(),
		Pairs: append(console.Pairs(f, saved), f.Changed(filledLanguages(now))...)}
	if f.Unchanged() {
		page.Lead = "Nothing of yours was saved or lost. On the left is what you wrote, on the right what is saved now. Translations that you left as they were do not come along: their readers get the original until somebody translates it."
	}
	page.Rest = slices.DeleteFunc(carried(c, append(slices.Clone(own), "body", "language")...), inLanguage)
	return h.stalePage(c, page)
}

// inLanguage reports whether a field says something in another language.
func inLanguage(f console.Carried) bool {
	return slices.ContainsFunc([]string{"body_", "origin_", "right_", "was_"}, func(name string) bool { return strings.HasPrefix(f.Name, name) })
}

// correctionReach counts whom the mail about a correction would go to: those the
// text went to, and while that mail is on its way perhaps more.
func (h *Handler) correctionReach(ctx context.Context, s spoken) console.Reach {
	r := console.Reach{Kind: string(s.kind), Outbox: !h.Mail.Health(ctx).Configured,
		Count: h.expected(ctx, audience.Notification{Kind: audience.Correction, SubjectID: s.update.ID})}
	for _, n := range h.notificationsOf(ctx, s.thread) {
		r.AtLeast = r.AtLeast || s.toldBy(n) && n.Running()
	}
	return r
}

func section(s spoken) string {
	if s.kind == audience.Maintenance {
		return "maintenances"
	}
	return "incidents"
}

func (h *Handler) correctUpdate(c *fiber.Ctx) error {
	s, err := h.spokenUpdate(c)
	if err != nil {
		return err
	}
	f := decode[console.CorrectionForm](c)
	if put := swappedIn(c); put != nil {
		return h.correction(c, s, f, put)
	}
	if !deciding(c) {
		return h.correction(c, s, f, errUndecided)
	}
	n := models.Correction{Body: f.Body, Language: f.Language, Notify: mailing(c), Version: f.Version,
		Translations: corrected(f), Accept: acceptances(f.Accept, f.Because)}
	return h.publish(c, "corrected", func(ctx context.Context) (string, error) {
		_, err := h.Site.CorrectUpdate(ctx, s.update.PublicID, n)
		return s.back, err
	}, func(err error) error { return h.correction(c, s, f, err) })
}

func (h *Handler) askRemoval(c *fiber.Ctx) error {
	s, err := h.spokenUpdate(c)
	if err != nil {
		return err
	}
	return h.removal(c, s, console.RemovalForm{Form: fresh(0)}, nil)
}

func (h *Handler) removal(c *fiber.Ctx, s spoken, f console.RemovalForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	page := console.RemovalPage{Frame: h.frame(c, section(s)), About: s.about, Back: s.back, Update: s.update, Form: f}
	for _, n := range h.notificationsOf(c.UserContext(), s.thread) {
		if !s.toldBy(n) {
			continue
		}
		page.Mailed += console.Left(n)
		if n.Running() {
			page.Waits += n.Outcomes[audience.Awaiting]
		}
		if n.Undoable(h.Site.Now()) {
			page.Waits += h.expected(c.UserContext(), n)
		}
	}
	return views.Show(c, console.Removal, page)
}

// removeUpdate takes a text off the page at once, and stops the mail about it
// that has not left.
func (h *Handler) removeUpdate(c *fiber.Ctx) error {
	s, err := h.spokenUpdate(c)
	if err != nil {
		return err
	}
	f := decode[console.RemovalForm](c)
	return h.publish(c, "removed", func(ctx context.Context) (string, error) {
		if err := h.Site.RemoveUpdate(ctx, s.update.PublicID, f.Reason); err != nil {
			return "", err
		}
		h.stopMail(ctx, s)
		return s.back, nil
	}, func(err error) error { return h.removal(c, s, f, err) })
}

// stopMail cancels what still waits to be mailed about a removed update. The
// mailer itself refuses to send what is not public any more; this only says so
// at once.
func (h *Handler) stopMail(ctx context.Context, s spoken) {
	for _, n := range h.notificationsOf(ctx, s.thread) {
		if !s.toldBy(n) || !n.Running() {
			continue
		}
		if err := h.Audience.Cancel(ctx, n.PublicID); err != nil && models.KindOf(err) != models.Conflict {
			h.Log.ErrorContext(ctx, "mail of a removed update not cancelled", "notification", n.PublicID, "err", err)
		}
	}
}
