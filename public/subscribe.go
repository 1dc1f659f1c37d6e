package public

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/signup"
	"vitrine/views"
)

// doorLimit is how long a visitor waits for the database.
const doorLimit = 5 * time.Second

// subscribeForm is the form of /subscribe, of an incident's page and of one's own
// subscription (views/page and views/part).
type subscribeForm struct {
	Email       string   `form:"email"`
	Website     string   `form:"website"` // people leave it empty
	Proof       string   `form:"proof"`   // work of the browser's script
	Scope       string   `form:"scope"`
	Components  []string `form:"component"`
	Groups      []string `form:"group"`
	Incidents   string   `form:"incidents"`
	Maintenance string   `form:"maintenance"`
	Postmortems string   `form:"postmortems"`

	Countermeasures string `form:"countermeasures"`

	Least      string `form:"least_impact"`
	Digest     string `form:"digest"`
	QuietFrom  string `form:"quiet_from"`
	QuietUntil string `form:"quiet_until"`
	Zone       string `form:"zone"`
	Language   string `form:"language"`
	List       string `form:"list"`

	Incident   string `form:"incident"` // one incident alone
	Every      string `form:"every"`
	Postmortem string `form:"postmortem"`
}

func (f subscribeForm) choice() signup.Choice {
	c := signup.Choice{AllComponents: f.Scope != "some", Incidents: f.Incidents != "", Maintenance: f.Maintenance != "", Postmortems: f.Postmortems != "",
		Countermeasures: f.Countermeasures != "", LeastImpact: models.Impact(f.Least), Digest: models.Digest(f.Digest),
		Quiet: models.Quiet{From: short(f.QuietFrom), Until: short(f.QuietUntil)}, Zone: strings.TrimSpace(f.Zone), Language: f.Language, List: f.List != ""}
	if !c.AllComponents {
		c.ComponentIDs, c.GroupIDs = f.Components, f.Groups
	}
	return c
}

// spoken is a choice with a language: who wishes for none is written to in that of
// the page they asked on.
func (h *Handler) spoken(c *fiber.Ctx, choice signup.Choice) signup.Choice {
	if choice.Language == "" && len(h.press.Offered()) > 1 {
		choice.Language = h.language(c).Tag()
	}
	return choice
}

// short is a time of the day without the seconds that some browsers add.
func short(clock string) string {
	clock = strings.TrimSpace(clock)
	if len(clock) == len("22:00:00") && strings.HasSuffix(clock, ":00") {
		return clock[:len("22:00")]
	}
	return clock
}

func (f subscribeForm) follow() signup.Follow {
	return signup.Follow{IncidentID: f.Incident, Every: f.Every != "", Postmortem: f.Postmortem != ""}
}

// incidentShape is what the public id of an incident looks like.
var incidentShape = regexp.MustCompile(`^[a-z0-9]{12}$`)

// check refuses a form that nobody's sign-up could come of.
func (f subscribeForm) check() error {
	_, err := models.Address(f.Email)
	switch {
	case err != nil:
		return err
	case f.Incident == "":
		return f.choice().Check()
	case !incidentShape.MatchString(f.Incident):
		return models.Fail(models.NotFound, "There is no such incident.")
	}
	return nil
}

// showChallenge hands out work for the form's script.
func (h *Handler) showChallenge(c *fiber.Ctx) error {
	private(c)
	if h.door == nil {
		return fiber.ErrNotFound
	}
	return c.JSON(fiber.Map{"challenge": h.door.Challenge(), "bits": signup.ProofBits})
}

// createSubscription answers the sign-up form. Everybody whose form is right
// gets the same answer: a known address, a new one, a machine, one too many.
func (h *Handler) createSubscription(c *fiber.Ctx) error {
	private(c)
	var form subscribeForm
	if err := c.BodyParser(&form); err != nil {
		return models.Fail(models.Invalid, "This form could not be read. Please go back and try again.")
	}
	consent := views.Consent
	if form.Incident != "" {
		consent = views.ConsentOne
	}
	err := h.ask(c, form, h.speech(c).Say(consent))
	if e, ok := errors.AsType[*models.Error](err); ok && (e.Kind == models.Invalid || e.Kind == models.TooMany || e.Kind == models.Away) {
		return h.refuseSubscription(c, form, e)
	}
	if err != nil {
		return err
	}
	return views.Show(c, views.Asked, views.AskedPage{Frame: h.frame(c, ""), Email: form.Email})
}

// refuseSubscription shows the form again as it was filled in.
func (h *Handler) refuseSubscription(c *fiber.Ctx, form subscribeForm, e *models.Error) error {
	page := views.NewSubscribePage(h.frame(c, "/subscribe"), h.press.Services())
	page.Email, page.Choice, page.Follow, page.Fields = form.Email, form.choice(), form.follow(), e.Fields
	if len(e.Fields) == 0 {
		page.Refusal = e.Message
	}
	status, _ := views.Verdict(e, false)
	return views.Show(c.Status(status), views.Subscribe, page)
}

// ask knocks at the door for one visitor. Without the work of a script a network
// may ask less often.
func (h *Handler) ask(c *fiber.Ctx, form subscribeForm, consent string) error {
	if h.door == nil {
		return h.closed()
	}
	if err := form.check(); err != nil {
		return err
	}
	from, proven, welcome := h.admits(c, form)
	if !welcome {
		return nil
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), doorLimit)
	defer cancel()
	return h.away(h.door.Ask(ctx, signup.Request{Email: form.Email, Choice: h.spoken(c, form.choice()), Follow: form.follow(), From: from, Consent: consent, Proven: proven}))
}

// admits reports where a visitor comes from, whether a browser worked for the
// form, and whether it is taken: by a person, and not too often.
func (h *Handler) admits(c *fiber.Ctx, form subscribeForm) (from string, proven, welcome bool) {
	ip, now := h.visitor(c), h.cfg.Now()
	proven = form.Proof != "" && h.door.Proven(form.Proof)
	welcome = (proven || h.unproven.allow(network(ip), now)) && h.signups.allow(network(ip), now)
	if form.Website != "" || !welcome {
		h.cfg.Log.Info("a sign-up was passed over", "network", network(ip).String())
		return "", false, false
	}
	return ip.String(), proven, true
}

// closed says that there is no door. What was carried to another machine may have been
// heard there although no answer came.
func (h *Handler) closed() error {
	if h.cfg.Onward != nil {
		return errFar
	}
	return errClosed
}

// errClosed says that there is no door.
var errClosed = models.Fail(models.Away, "Signing up is not possible here right now. Nothing you typed was kept.")

// away turns a database that does not answer into a sentence a visitor can use.
// What the door itself says stays as it is.
func (h *Handler) away(err error) error {
	if err == nil || models.KindOf(err) != models.Internal {
		return err
	}
	return &models.Error{Kind: models.Away, Err: err,
		Message: "Our database does not answer right now, so nothing was changed. The status pages are not affected. Please try again in a few minutes."}
}
