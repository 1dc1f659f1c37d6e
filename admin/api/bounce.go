package api

import (
	"context"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/staff"
)

// bounceEvent is what a mail provider says of one address.
type bounceEvent struct {
	key       string // names the event at the provider, so that it counts once
	email     string
	messageID string // of the mail, as we wrote it; empty where the provider does not tell
	kind      audience.BounceKind
	status    string // enhanced status code, empty without one
	detail    string
}

// believable checks that a call comes from the provider and returns what it says;
// no events are a call that says nothing about addresses. A call that nobody signed
// is Unknown.
type believable interface {
	events(ctx context.Context, c providerCall) ([]bounceEvent, error)
}

// providerCall is a call as it arrived.
type providerCall struct {
	header func(name string) string
	body   []byte
}

// BounceHooks are the mail providers that report to us, by name.
type BounceHooks map[string]believable

var (
	errStranger = models.Fail(models.Unknown, "Nobody whom we know signed this report.")
	errOddEvent = models.Fail(models.Invalid, "This is no report in the provider's form.")
)

// bounceProviders are the names of the providers that we understand.
var bounceProviders = []string{"postmark", "mailgun", "sendgrid", "ses"}

// ParseBounceHooks reads NAME:SECRET for each provider: postmark, mailgun,
// sendgrid or ses. Errors are Invalid and tell no secret.
func ParseBounceHooks(list []string) (BounceHooks, error) {
	hooks := BounceHooks{}
	for _, text := range list {
		name, secret, _ := strings.Cut(text, ":")
		if !slices.Contains(bounceProviders, name) { // it may be the secret itself
			return nil, models.Fail(models.Invalid, "A report begins with no provider that we know; write postmark:PASSWORD, mailgun:KEY, sendgrid:KEY or ses:TOPIC-ARN.")
		}
		if len(secret) < 8 {
			return nil, models.Fail(models.Invalid, "The secret of %s is missing or too short; write %s:SECRET.", name, name)
		}
		switch name {
		case "postmark":
			hooks[name] = postmark{secret}
		case "mailgun":
			hooks[name] = mailgun{key: secret, now: models.Clock}
		case "sendgrid":
			key, err := sendgridKey(secret)
			if err != nil {
				return nil, err
			}
			hooks[name] = sendgrid{key: key, now: models.Clock}
		case "ses":
			hooks[name] = newSES(secret)
		}
	}
	return hooks, nil
}

// AskSNS sets how a document of Amazon SNS is fetched: over HTTPS otherwise.
func (b BounceHooks) AskSNS(get func(ctx context.Context, address string) ([]byte, error)) {
	if s, ok := b["ses"].(*ses); ok {
		s.get = get
	}
}

// hearBounces takes a provider's call. It needs no token: the signature says who
// speaks. A mail of somebody else's that went through the same provider says
// nothing about our list.
func (a *API) hearBounces(c *fiber.Ctx) error {
	hook := a.Bounces[c.Params("provider")]
	if hook == nil {
		return a.failure(errStranger).send(c)
	}
	name := c.Params("provider")
	ctx := models.By(c.UserContext(), models.Actor{Name: "mail provider: " + name, From: a.Address(c)})
	events, err := hook.events(ctx, providerCall{header: func(name string) string { return c.Get(name) }, body: c.Body()})
	if err != nil {
		return a.failure(err).send(c)
	}
	heard := map[audience.BounceVerdict]int{}
	for _, e := range events {
		if !a.ourMail(e.messageID) {
			heard[audience.BounceUnknown]++
			continue
		}
		verdict, err := a.Audience.TakeBounce(ctx, audience.BounceReport{Recipient: e.email, Believed: true, Key: e.key,
			Kind: e.kind, Status: e.status, Detail: e.detail, Source: name})
		if err != nil {
			return a.failure(err).send(c) // the provider sends it again
		}
		heard[verdict]++
	}
	return c.JSON(fiber.Map{"suppressed": heard[audience.BounceSuppressed], "counted": heard[audience.BounceCounted],
		"repeated": heard[audience.BounceRepeated], "unknown": heard[audience.BounceUnknown]})
}

// ourMail reports whether a Message-ID is one of ours, or is not known.
func (a *API) ourMail(messageID string) bool {
	_, host, _ := strings.Cut(strings.Trim(messageID, "<> "), "@")
	return messageID == "" || strings.EqualFold(host, hostOf(a.PublicURL))
}

// hostOf is the host name in an address.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// suppression is why an address is not written to.
type suppression struct {
	Suppressed bool   `json:"suppressed" doc:"Nobody writes to this address."`
	Reason     string `json:"reason,omitempty" enum:"removed,hard,soft,complaint" doc:"removed: staff erased the person. hard, soft: mail came back. complaint: the person called a mail spam." example:"hard"`
	Status     string `json:"status,omitempty" doc:"The enhanced status code of the last report." example:"5.1.1"`
	Detail     string `json:"detail,omitempty" doc:"The reporter's words, without addresses."`
	Since      string `json:"since,omitempty" format:"date-time"`
	Returns    bool   `json:"returns" doc:"The person comes back by signing up again and confirming; nobody else can lift it."`
}

// suppressionCounts are how many addresses are not written to.
type suppressionCounts struct {
	Total    int64            `json:"total" example:"12"`
	ByReason map[string]int64 `json:"by_reason"`
	Policy   int64            `json:"policy_last_day" doc:"Mails of the last 24 hours that were refused for what they are: look at the sender, not at persons."`
}

func (a *API) suppressionRoutes() {
	at := call{path: "/suppressions", tag: "Subscribers"}
	handle(a, at.get("count-suppressions", staff.Responder, "Count who is not written to",
		"By reason. The list itself holds no addresses, only keyed hashes of them."), a.countSuppressions)
	at.path += "/look-up"
	handle(a, at.get("look-up-suppression", staff.Responder, "Ask why an address is not written to",
		"For one address that you know. A suppression by a bounce or a complaint is lifted by a new sign-up that is confirmed, and by nothing else."), a.lookUpSuppression)
	a.describeBounces()
}

func (a *API) countSuppressions(ctx context.Context, _ *struct{}) (*struct{ Body suppressionCounts }, error) {
	c, err := a.Audience.Suppressions(ctx)
	if c.ByReason == nil {
		c.ByReason = map[string]int64{}
	}
	return &struct{ Body suppressionCounts }{suppressionCounts{Total: c.Total(), ByReason: c.ByReason, Policy: c.Policy}}, err
}

// ByEmail names an address.
type ByEmail struct {
	Email string `query:"email" required:"true" doc:"The address." example:"robin@example.org"`
}

func (a *API) lookUpSuppression(ctx context.Context, in *ByEmail) (*struct{ Body suppression }, error) {
	s, err := a.Audience.SuppressionOf(ctx, in.Email)
	out := suppression{}
	if s != nil {
		out = suppression{Suppressed: true, Reason: s.Reason, Status: s.Status, Detail: s.Detail, Since: utc(s.CreatedAt).Format("2006-01-02T15:04:05Z07:00"), Returns: s.Returns}
	}
	return &struct{ Body suppression }{out}, err
}

// describeBounces tells the document of the calls of mail providers, which have
// shapes and signatures of their own.
func (a *API) describeBounces() {
	a.huma.OpenAPI().Components.SecuritySchemes["provider"] = &huma.SecurityScheme{Type: "apiKey", In: "header", Name: "X-Twilio-Email-Event-Webhook-Signature",
		Description: "SendGrid signs here. Postmark sends a password as basic authentication; Mailgun and SNS sign in the body."}
	number := &huma.Schema{Type: huma.TypeInteger}
	answer := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{"suppressed": number, "counted": number, "repeated": number, "unknown": number}}
	op := &huma.Operation{OperationID: "report-bounces", Method: http.MethodPost, Path: Base + "/bounces/{provider}", Tags: []string{"Subscribers"},
		Summary: "Report mails that came back",
		Description: "The webhook of a mail provider, in its own form and with its own signature: Postmark (basic authentication), Mailgun (HMAC in the body), " +
			"SendGrid (signed event webhook) or Amazon SES through SNS (signed by SNS, of the configured topic). The same report twice changes nothing.",
		Security: []map[string][]string{{"provider": {}}},
		Parameters: []*huma.Param{{Name: "provider", In: "path", Required: true, Description: "Who reports.", Example: "postmark",
			Schema: &huma.Schema{Type: huma.TypeString, Enum: []any{"postmark", "mailgun", "sendgrid", "ses"}}}},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{Description: "What the provider sends."}}}},
		Responses:   map[string]*huma.Response{"200": {Description: "Heard.", Content: map[string]*huma.MediaType{"application/json": {Schema: answer}}}}}
	problems := a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[problem](), true, "Problem")
	for _, status := range []int{http.StatusUnauthorized, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusInternalServerError} {
		op.Responses[strconv.Itoa(status)] = &huma.Response{Description: http.StatusText(status), Content: map[string]*huma.MediaType{problemType: {Schema: problems}}}
	}
	a.huma.OpenAPI().AddOperation(op)
}
