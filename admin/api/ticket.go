package api

import (
	"context"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// ticketSource is a tracker that reports how far tickets are.
type ticketSource struct {
	ID        string     `json:"id" example:"t1i2c3k4e5ts"`
	Name      string     `json:"name" doc:"The last part of the address it reports to." example:"main-tracker"`
	Kind      string     `json:"kind" enum:"generic,github,jira" example:"github"`
	Address   string     `json:"address" doc:"Where it reports to." example:"https://console.example.org/api/v1/tickets/main-tracker"`
	Secret    string     `json:"secret,omitempty" doc:"What it signs with; told once, when it is added."`
	LastAt    *time.Time `json:"last_at" nullable:"true" doc:"When it last reported something that was believed."`
	LastWord  string     `json:"last_word" doc:"What became of that."`
	CreatedAt time.Time  `json:"created_at"`
}

// newTicketSource is a tracker to add.
type newTicketSource struct {
	Name   string `json:"name" example:"main-tracker"`
	Kind   string `json:"kind" enum:"generic,github,jira" example:"github"`
	Secret string `json:"secret,omitempty" doc:"At least 16 characters; made anew when missing." example:"correct horse battery staple"`
}

func (a *API) ticketSourceRoutes() {
	at := call{path: "/ticket-sources", tag: "Reviews"}
	handle(a, at.get("list-ticket-sources", staff.Admin, "List the trackers that report",
		"Their secrets are not told again."), a.listTicketSources)
	handle(a, at.post("add-ticket-source", staff.Admin, "Add a tracker that reports",
		"It reports to POST /api/v1/tickets/NAME, signed by HMAC-SHA-256 of the body: X-Hub-Signature-256 (github), X-Hub-Signature (jira) or X-Signature-256 (generic), each sha256= and hex. "+
			"A generic report is {ticket, url, state, at}."), a.addTicketSource)
	at.path += "/{id}"
	handle(a, at.delete("remove-ticket-source", staff.Admin, "Remove a tracker",
		"Its reports are refused from then on."), a.removeTicketSource)
}

func (a *API) listTicketSources(ctx context.Context, in *struct{ Window }) (*paged[ticketSource], error) {
	ts, err := a.Review.TicketSources(ctx)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, ts, func(t reviews.TicketSource) ticketSource { return a.showTicketSource(t, "") })
}

func (a *API) addTicketSource(ctx context.Context, in *struct{ Body newTicketSource }) (*struct{ Body ticketSource }, error) {
	t, secret, err := a.Review.AddTicketSource(ctx, in.Body.Name, reviews.TicketShape(in.Body.Kind), in.Body.Secret)
	return &struct{ Body ticketSource }{a.showTicketSource(t, secret)}, err
}

func (a *API) removeTicketSource(ctx context.Context, in *ByID) (*nothing, error) {
	return nil, a.Review.RemoveTicketSource(ctx, in.ID)
}

func (a *API) showTicketSource(t reviews.TicketSource, secret string) ticketSource {
	return ticketSource{ID: t.PublicID, Name: t.Name, Kind: string(t.Kind), Address: a.AdminURL + Base + "/tickets/" + t.Name, Secret: secret,
		LastAt: stamp(t.LastAt), LastWord: t.LastWord, CreatedAt: utc(t.CreatedAt)}
}

// hearTicket takes a tracker's report. It needs no token: the signature over the
// body says who speaks. What changes in public is rendered before the answer.
func (a *API) hearTicket(c *fiber.Ctx) error {
	ctx := models.By(c.UserContext(), models.Actor{Name: "tickets", From: a.Address(c)})
	out, err := a.Review.HearTicket(ctx, c.Params("source"), func(header string) string { return c.Get(header) }, c.Body())
	if err != nil {
		return a.failure(err).send(c)
	}
	status := http.StatusOK
	switch out.Result {
	case "moved":
		a.publish(ctx)
	case "held", "unknown_ticket", "ignored":
		status = http.StatusAccepted
	}
	actions := append([]string{}, out.Actions...)
	return c.Status(status).JSON(fiber.Map{"result": out.Result, "detail": out.Detail, "actions": actions})
}
