package admin

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
)

// justNow is how long the same words count as the same click. The back button
// brings a text back in a form that was drawn anew, so that its key does not give
// the second click away; an hour later the same words are news again.
const justNow = 10 * time.Minute

// sentBefore shows the result of the first click.
func sentBefore(c *fiber.Ctx, path string) error {
	return c.Redirect(with(path, "but", "again"), fiber.StatusSeeOther)
}

// nearTwin leads to what was published just now with the same words, where
// something else in the form is different: there it is changed, not told twice.
func nearTwin(c *fiber.Ctx, path string) error {
	return c.Redirect(with(path, "but", "twin"), fiber.StatusSeeOther)
}

// echoes reports whether the last word was this one, only just now.
func (h *Handler) echoes(updates []models.Update, state, body string) bool {
	if len(updates) == 0 {
		return false
	}
	last := updates[0]
	return last.State == state && strings.TrimSpace(last.Body) == strings.TrimSpace(strings.ReplaceAll(body, "\r\n", "\n")) &&
		h.Site.Now().Sub(last.CreatedAt) < justNow
}

// repeats is echoes with nobody more to tell: words that went out without mail
// may follow with it.
func (h *Handler) repeats(updates []models.Update, state, body string, notify bool) bool {
	return h.echoes(updates, state, body) && (updates[0].Notify || !notify)
}

// repeatsUpdate is repeats for an incident, of which nothing else may change
// either.
func (h *Handler) repeatsUpdate(ctx context.Context, i models.Incident, n models.NewUpdate) bool {
	if !h.repeats(i.Updates, string(n.State), n.Body, n.Notify) || !sameImpact(i, *n.Impact) || n.PostmortemExpectedBy != nil ||
		!h.samePromise(i, n.NextUpdateAt) {
		return false
	}
	components, err := h.Site.Components(ctx)
	return err == nil && !slices.ContainsFunc(n.Components, func(chosen models.ComponentChoice) bool {
		return slices.ContainsFunc(components, func(m models.Component) bool { return m.PublicID == chosen.ID && m.Status != chosen.Status })
	})
}

// sameImpact reports whether an impact, or none to have it worked out, is the one
// that is set.
func sameImpact(i models.Incident, impact models.Impact) bool {
	if impact == "" {
		return !i.ImpactOverridden
	}
	return i.ImpactOverridden && i.Impact == impact
}

// samePromise reports whether a promise is the one that the last word made: the
// same moment, or the same while from then on.
func (h *Handler) samePromise(i models.Incident, at *time.Time) bool {
	if at == nil || i.NextUpdateAt == nil {
		return at == nil && i.NextUpdateAt == nil
	}
	away, was := at.Sub(h.Site.Now()), i.NextUpdateAt.Sub(i.Updates[0].CreatedAt)
	return at.Sub(*i.NextUpdateAt).Abs() < time.Minute || (away-was).Abs() < time.Minute
}

// openedBefore finds an open incident that began just now with the same title
// and words, and whether nothing else of the order differs either. Its id is
// empty when there is none.
func (h *Handler) openedBefore(ctx context.Context, n models.NewIncident) (id string, same bool) {
	open, err := h.Site.Incidents(ctx, models.IncidentQuery{Open: pointer(true)})
	if err != nil {
		return "", false
	}
	for _, i := range open {
		if i.Title == strings.TrimSpace(n.Title) && len(i.Updates) == 1 && h.echoes(i.Updates, string(n.State), n.Body) {
			same := (i.Updates[0].Notify || !n.Notify) && sameImpact(i, n.Impact) && i.Severity == n.Severity && h.samePromise(i, n.NextUpdateAt) && alike(n.Translations, i.Translations, i.Updates[0]) &&
				(n.StartedAt.IsZero() || n.StartedAt.Equal(i.StartedAt)) && sameTime(n.DetectedAt, i.DetectedAt) &&
				sameTime(n.PostmortemExpectedBy, i.PostmortemExpectedBy) && h.sameChoices(ctx, i.Updates[0].Components, n.Components)
			return i.PublicID, same
		}
	}
	return "", false
}

// alike reports whether all that an order says in other languages is said already:
// in titles, and by an update.
func alike(order []models.NewTranslation, titles []models.Translation, u models.Update) bool {
	said := func(list []models.Translation, language, text string) bool {
		return strings.TrimSpace(text) == "" || slices.ContainsFunc(list, func(t models.Translation) bool { return t.Language == language && t.Body == strings.TrimSpace(text) })
	}
	return !slices.ContainsFunc(order, func(n models.NewTranslation) bool {
		return !said(titles, n.Language, n.Title) || !said(u.Translations, n.Language, n.Body)
	})
}

func sameTime(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return a.Equal(*b)
}

// sameChoices reports whether an update set just these components to just these
// statuses.
func (h *Handler) sameChoices(ctx context.Context, said []models.UpdateComponent, chosen []models.ComponentChoice) bool {
	components, err := h.Site.Components(ctx)
	if err != nil || len(said) != len(chosen) {
		return false
	}
	set := map[int64]models.Status{}
	for _, s := range said {
		set[s.ComponentID] = s.NewStatus
	}
	return !slices.ContainsFunc(wouldTouch(components, chosen), func(w models.UpdateComponent) bool { return set[w.ComponentID] != w.NewStatus })
}

// plannedBefore is openedBefore for a maintenance that was planned for the same
// start.
func (h *Handler) plannedBefore(ctx context.Context, n models.NewMaintenance) (id string, same bool) {
	planned, err := h.Site.Maintenances(ctx, models.MaintenanceQuery{Over: pointer(false)})
	if err != nil {
		return "", false
	}
	for _, m := range planned {
		if m.Title == strings.TrimSpace(n.Title) && m.ScheduledFor.Equal(n.ScheduledFor) && len(m.Updates) == 1 && h.echoes(m.Updates, m.Updates[0].State, n.Body) {
			same := (m.Updates[0].Notify || !n.Notify) && m.ScheduledUntil.Equal(n.ScheduledUntil) && alike(n.Translations, m.Translations, m.Updates[0]) && m.AutoStart == n.AutoStart && m.AutoComplete == n.AutoComplete &&
				m.Remind == strings.Join(n.Remind, ",") && sameMembers(m.ComponentIDs, h.componentIDs(ctx, n.ComponentIDs))
			return m.PublicID, same
		}
	}
	return "", false
}

func sameMembers(a, b []int64) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
