package api

import (
	"context"
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
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
	a.describeTickets()
}

// describeTickets tells the document of the call of trackers. It is no call of
// ours to register: its body has a shape of each tracker's, and a signature over
// its bytes stands in the place of a token.
func (a *API) describeTickets() {
	a.huma.OpenAPI().Components.SecuritySchemes["signature"] = &huma.SecurityScheme{Type: "apiKey", In: "header", Name: reviews.GenericTickets.SignatureHeader(),
		Description: "sha256= and the HMAC-SHA-256 of the body under the secret of the source, in hex. GitHub sends it as X-Hub-Signature-256, Jira as X-Hub-Signature."}
	text := func(about string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Description: about} }
	generic := &huma.Schema{Type: huma.TypeObject, Title: "generic", Required: []string{"state", "at"}, Properties: map[string]*huma.Schema{
		"ticket": text("Its id, as in the action item. It or url is needed."), "url": text("Its address, as in the action item."),
		"state": {Type: huma.TypeString, Enum: []any{"open", "in_progress", "done", "dropped"}},
		"at":    {Type: huma.TypeString, Format: "date-time", Description: "When the ticket changed: what is older than what is known changes nothing."}}}
	foreign := func(title, about string) *huma.Schema {
		return &huma.Schema{Type: huma.TypeObject, Title: title, Description: about}
	}
	answer := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{
		"result":  {Type: huma.TypeString, Enum: []any{"moved", "unchanged", "old", "held", "unknown_ticket", "ignored"}},
		"detail":  text("What became of it, in a sentence."),
		"actions": {Type: huma.TypeArray, Items: text("The id of an action item that moved.")}}}
	as := func(media, about string, schema *huma.Schema) *huma.Response {
		return &huma.Response{Description: about, Content: map[string]*huma.MediaType{media: {Schema: schema}}}
	}
	op := &huma.Operation{OperationID: "report-ticket", Method: http.MethodPost, Path: Base + "/tickets/{source}", Tags: []string{"Reviews"},
		Summary: "Report how far a ticket is",
		Description: "The webhook of a tracker. The action item of the ticket moves with it; what was promised in public moves there at once, and is never dropped by a tracker. " +
			"The same report twice changes nothing. It needs no token: the signature says who speaks.",
		Security:   []map[string][]string{{"signature": {}}},
		Parameters: []*huma.Param{{Name: "source", In: "path", Required: true, Description: "The name of the source.", Schema: &huma.Schema{Type: huma.TypeString}, Example: "main-tracker"}},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{OneOf: []*huma.Schema{generic,
			foreign("github", "GitHub's event “issues”."), foreign("jira", "Jira's event of an issue.")}}}}},
		Responses: map[string]*huma.Response{"200": as("application/json", "Heard, and something moved or stood there already.", answer),
			"202": as("application/json", "Heard; nothing was changed.", answer)}}
	problems := a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[problem](), true, "Problem")
	for _, status := range []int{http.StatusUnauthorized, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusInternalServerError} {
		op.Responses[strconv.Itoa(status)] = as(problemType, http.StatusText(status), problems)
	}
	a.huma.OpenAPI().AddOperation(op)
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
