package admin

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/review"
	"vitrine/models/review/coach"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) startDraft(c *fiber.Ctx) error {
	return h.save(c, "drafted", func(ctx context.Context) (string, error) {
		d, err := h.Review.StartDraft(ctx, c.Params("id"))
		return "/drafts/" + d.PublicID, err
	}, nowhere)
}

func (h *Handler) showDraft(c *fiber.Ctx) error { return h.workbench(c, nil, nil) }

// workbench shows a draft beside its review. f is nil for the saved text; wrong
// belongs to f when there is one, to another deed otherwise.
func (h *Handler) workbench(c *fiber.Ctx, f *console.DraftForm, wrong error) error {
	d, err := h.Review.Draft(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	page := console.DraftPage{Frame: h.frame(c, "reviews"), Draft: d, Form: filledDraft(d), Problem: fresh(0),
		Me: session(c).User.ID, Into: cmp.Or(c.Query("into"), c.FormValue("into"))}
	if f != nil {
		page.Form = *f
		h.refuse(c, &page.Form.Form, wrong)
	} else if wrong != nil {
		h.refuse(c, &page.Problem, wrong)
	}
	if wrong != nil {
		h.keepTyped(c, &page)
	}
	if err := h.fillWorkbench(c.UserContext(), &page); err != nil {
		return err
	}
	page.Deeds = h.draftDeeds(c, page)
	return views.Show(c, console.Draft, page)
}

// keepTyped puts a note back to where it stood. A complaint leads to the very
// control it is about.
func (h *Handler) keepTyped(c *fiber.Ctx, page *console.DraftPage) {
	place := path.Base(c.Path())
	page.Notes, page.FullBy = map[string]string{place: lines(c.FormValue("note"))}, c.FormValue("full_by")
	moved := map[string]string{}
	for field, complaint := range page.Problem.Errors {
		if before, ok := map[string]string{"note": "note-", "replacement": "with-", "reason": "why-"}[field]; ok {
			field = before + place
		}
		moved[field] = complaint
	}
	page.Problem.Errors = moved
}

// fillWorkbench adds what stands around the text.
func (h *Handler) fillWorkbench(ctx context.Context, page *console.DraftPage) (err error) {
	id := page.Draft.PublicID
	if page.Review, err = h.Review.Review(ctx, page.Draft.Review); err != nil {
		return err
	}
	if page.Findings, err = h.Review.Findings(ctx, id); err != nil {
		return err
	}
	if page.Unscanned, err = h.Review.Unscanned(ctx, page.Draft, page.Review); err != nil {
		h.Log.ErrorContext(ctx, "a draft is shown without a look at what its last scan did not see", "draft", id, "err", err)
		page.Unscanned = -1
	}
	typed := page.Draft
	for _, p := range console.Pairs(page.Form, page.Form) {
		typed.Say(p.Name, p.Yours)
	}
	if page.Shared, err = h.Review.Shared(ctx, typed, page.Review); err != nil {
		return err
	}
	if page.Origins, err = h.Review.Origins(ctx, id); err != nil {
		return err
	}
	if page.Steps, err = h.Review.Steps(ctx, id); err != nil {
		return err
	}
	if page.Typed, err = h.Review.Jottings(ctx, id); err != nil {
		return err
	}
	if page.Text, err = h.Review.Publishable(ctx, id); err != nil {
		return err
	}
	if page.Lacks, err = h.lacking(ctx, typed, page.Review.PublicID, len(page.Text.Countermeasures) > 0); err != nil {
		return err
	}
	page.Reach = h.reach(ctx, audience.Audience{Kind: audience.Postmortem, ComponentIDs: componentsOf(page.Review)})
	page.Wrote = h.wrote(ctx, page.Draft)
	return nil
}

// lacking is what the coach misses in a whole draft.
func (h *Handler) lacking(ctx context.Context, d review.Draft, about string, promised bool) ([]coach.Mark, error) {
	reader, err := h.Review.Coach(ctx, about)
	if err != nil {
		return nil, err
	}
	return reader.ReadWhole(d.WholeText(), promised), nil
}

// componentsOf are the components the incidents of a review touched.
func componentsOf(r review.Review) []int64 {
	var ids []int64
	for _, i := range r.Incidents {
		ids = append(ids, i.ComponentIDs()...)
	}
	return ids
}

// wrote says who had a hand in a draft.
func (h *Handler) wrote(ctx context.Context, d review.Draft) string {
	var names []string
	for _, id := range d.Authors {
		if u, err := h.Staff.User(ctx, id); err == nil {
			names = append(names, u.Name)
		}
	}
	s := ""
	if len(names) > 0 {
		s = "Written by " + strings.Join(names, ", ") + ". "
	}
	if u, err := h.Staff.User(ctx, d.ApprovedBy); err == nil && d.ApprovedBy != 0 {
		s += "Approved by " + u.Name + "."
	}
	return s
}

// filledDraft is the form filled with what is saved.
func filledDraft(d review.Draft) console.DraftForm {
	return console.DraftForm{Form: fresh(d.Version), Slug: d.Slug, Heading: d.Title, Apology: d.Apology, Summary: d.Summary.Summary, Services: d.Services,
		Duration: d.Duration, Severity: d.Severity, Impact: d.Impact, Cause: d.Cause, Resolution: d.Resolution, Countermeasures: d.Countermeasures}
}

// draftDeeds lists what can be done with a draft next, each with why it cannot
// be done now. The stores decide; this only says it before a click.
func (h *Handler) draftDeeds(c *fiber.Ctx, p console.DraftPage) []console.DraftDeed {
	return []console.DraftDeed{
		{Path: "submit", Name: "Submit for approval", Why: h.whyNotSubmit(p)},
		{Path: "approve", Name: "Approve this text", Why: h.whyNotApprove(c, p)},
		{Path: "return", Name: "Return it", Note: "What should change", Why: whyNotReturn(p)},
		{Path: "publish", Name: "Publish", Note: "What changed, for readers (of a revision)", Mails: true, Why: whyNotPublish(p)},
	}
}

func (h *Handler) whyNotSubmit(p console.DraftPage) string {
	switch {
	case !p.Frame.May.Review:
		return "Needs the role reviewer."
	case p.Draft.State != review.Drafting:
		return "It is " + string(p.Draft.State) + " already."
	case p.Open() > 0:
		return fmt.Sprintf("%d finds are not settled yet.", p.Open())
	}
	return ""
}

func (h *Handler) whyNotApprove(c *fiber.Ctx, p console.DraftPage) string {
	set, err := h.Desk.Settings(c.UserContext())
	me := session(c).User.ID
	switch {
	case !p.Frame.May.Approve:
		return "Needs the role approver."
	case p.Draft.State != review.Submitted:
		return "Only a submitted draft can be approved."
	case err == nil && !set.SecondPerson:
		return ""
	case p.Draft.SubmittedBy == me:
		return "Needs a second person: you submitted it."
	}
	for _, id := range p.Draft.Authors {
		if id == me {
			return "Needs a second person: you wrote in it."
		}
	}
	return ""
}

func whyNotReturn(p console.DraftPage) string {
	switch {
	case !p.Frame.May.Approve:
		return "Needs the role approver."
	case p.Draft.State != review.Submitted && p.Draft.State != review.Approved:
		return "It is with the writer."
	}
	return ""
}

func whyNotPublish(p console.DraftPage) string {
	switch {
	case !p.Frame.May.Approve:
		return "Needs the role approver."
	case p.Draft.State == review.Published:
		return "This text is published. Change it to publish a revision."
	case p.Draft.State != review.Approved:
		return "Needs an approval first."
	}
	return ""
}

// draftEdit is what the form would make of a draft.
func draftEdit(f console.DraftForm) review.DraftEdit {
	return review.DraftEdit{Title: &f.Heading, Apology: &f.Apology, Summary: &f.Summary, Services: &f.Services, Duration: &f.Duration, Severity: &f.Severity,
		Impact: &f.Impact, Cause: &f.Cause, Resolution: &f.Resolution, Countermeasures: &f.Countermeasures, Slug: &f.Slug, Version: f.Version}
}

func (h *Handler) saveDraft(c *fiber.Ctx) error {
	id, f := c.Params("id"), decode[console.DraftForm](c)
	was, err := h.Review.Findings(c.UserContext(), id)
	if err != nil {
		return err
	}
	h.jot(c, was, "")
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		if _, err := h.Review.EditDraft(ctx, id, draftEdit(f)); err != nil {
			return "", err
		}
		_, err := h.Review.ScanDraft(ctx, id)
		return "/drafts/" + id, err
	}, func(err error) error { return h.draftAgain(c, f, err) })
}

func (h *Handler) draftAgain(c *fiber.Ctx, f console.DraftForm, wrong error) error {
	if models.KindOf(wrong) != models.Stale {
		return h.workbench(c, &f, wrong)
	}
	d, err := h.Review.Draft(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	at := "/drafts/" + d.PublicID
	return h.stalePage(c, console.StalePage{Noun: "summary", Action: at, Back: at, Version: d.Version, Pairs: console.Pairs(f, filledDraft(d))})
}

// moveDraft does a deed with a draft and shows the workbench again.
func (h *Handler) moveDraft(c *fiber.Ctx, did string, do func(ctx context.Context, id string) error) error {
	id := c.Params("id")
	return h.save(c, did, func(ctx context.Context) (string, error) {
		return "/drafts/" + id, do(ctx, id)
	}, func(err error) error { return h.workbench(c, nil, err) })
}

// versionOf is the version of the thing when the form was drawn.
func versionOf(c *fiber.Ctx) int64 {
	n, _ := strconv.ParseInt(c.FormValue("version"), 10, 64) // what is no number is 0: any version
	return n
}

func (h *Handler) submitDraft(c *fiber.Ctx) error {
	return h.moveDraft(c, "submitted", func(ctx context.Context, id string) error {
		_, err := h.Review.Submit(ctx, id, versionOf(c))
		return err
	})
}

func (h *Handler) approveDraft(c *fiber.Ctx) error {
	return h.moveDraft(c, "approved", func(ctx context.Context, id string) error {
		_, err := h.Review.Approve(ctx, id, versionOf(c))
		return err
	})
}

func (h *Handler) returnDraft(c *fiber.Ctx) error {
	return h.moveDraft(c, "returned", func(ctx context.Context, id string) error {
		_, err := h.Review.Return(ctx, id, c.FormValue("note"))
		return err
	})
}

func (h *Handler) publishDraft(c *fiber.Ctx) error {
	if !deciding(c) {
		return h.workbench(c, nil, errUndecided)
	}
	t := reading(nil)
	order := review.PublishOrder{Notify: mailing(c), Note: c.FormValue("note"), FullBy: t.day("full_by", c.FormValue("full_by"))}
	if err := t.bad.Err(); err != nil {
		return h.workbench(c, nil, err)
	}
	return h.publish(c, "published", func(ctx context.Context) (string, error) {
		p, err := h.Review.Publish(ctx, c.Params("id"), order)
		return "/postmortems/" + p.Slug, err
	}, func(err error) error { return h.workbench(c, nil, err) })
}
