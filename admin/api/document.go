package api

import (
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

// about is the first page of the OpenAPI document.
const about = `Everything staff can do in the console, as calls.

**Who asks.** Send an API token in ` + "`Authorization: Bearer TOKEN`" + `. A token acts as its user, with its own role; it cannot approve what that user wrote.

**Times** are RFC 3339; answers are in UTC. A day may be written as 2026-11-23.

**Edits.** An answer carries its version in ` + "`ETag`" + ` and as ` + "`version`" + `. Send it back in ` + "`If-Match`" + ` and an edit is made only if nobody was faster (412 otherwise); without it the last edit wins. Members left out of an edit stay as they are; null clears a time.

**Retries.** Send an ` + "`Idempotency-Key`" + ` with a POST: the same key with the same body is done once, and answered again with ` + "`Idempotency-Replayed: true`" + `.

**Lists** come in parts: ` + "`limit`" + ` (up to 200) and ` + "`cursor`" + `, which is ` + "`next_cursor`" + ` of the part before, or the ` + "`Link`" + ` header with rel=next.

**Problems** are RFC 9457 documents. A text that would give something away is stopped with ` + "`findings`" + `: change the words, or send the text again with ` + "`accept: [{key, reason}]`" + `.

**Bodies** are JSON of at most 1 MB (5 MB with the picture of a graph), without members that are not described here.`

// tags groups the calls of the document.
var tags = []*huma.Tag{
	{Name: "Components", Description: "Services as customers know them, and the groups they are shown in."},
	{Name: "Incidents", Description: "What is or was broken, told update by update."},
	{Name: "Maintenances", Description: "Planned interruptions."},
	{Name: "Templates", Description: "Texts prepared for incidents and maintenances."},
	{Name: "Reviews", Description: "The internal look at what happened. Nothing of it is public."},
	{Name: "Postmortems", Description: "The external summary: drafted from a review, scanned, settled, approved, published."},
	{Name: "Subscribers", Description: "Who wants to be told."},
	{Name: "Notifications", Description: "Who was told what, and with which outcome."},
	{Name: "Alerts", Description: "What monitoring says. It moves components and proposes incidents; its words stay inside."},
	{Name: "Settings", Description: "What the operator says about the whole page, and what this house calls things."},
	{Name: "Account", Description: "What the user of the token chose."},
	{Name: "Trail", Description: "Who did what, and the rules of the leak gate."},
}

// config is how huma runs: JSON alone, and no page of its own.
func (a *API) config() huma.Config {
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "Vitrine", Version: a.Version, Description: about,
				License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}},
			Servers: []*huma.Server{{URL: a.AdminURL, Description: "This console"}},
			Tags:    tags,
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{"bearer": {Type: "http", Scheme: "bearer",
					Description: "An API token. The names beside it are the lowest role that may call."}},
			},
		},
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{retell},
	}
}

// documentRoutes serves the OpenAPI document, which is no secret.
func (a *API) documentRoutes(app *fiber.App) {
	schemas := a.huma.OpenAPI().Components.Schemas.Map()
	delete(schemas, "ErrorModel") // problems are told as ours
	delete(schemas, "ErrorDetail")
	spec, err := json.Marshal(a.huma.OpenAPI())
	app.Get(Base+"/openapi.json", func(c *fiber.Ctx) error {
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, "application/openapi+json")
		return c.Send(spec)
	})
}

// methodsOf lists the operations of one path.
func methodsOf(item *huma.PathItem) []*huma.Operation {
	var found []*huma.Operation
	for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
		if op != nil {
			found = append(found, op)
		}
	}
	return found
}

// idempotencyKey documents the header that makes a POST safe to send again.
func idempotencyKey() *huma.Param {
	return &huma.Param{Name: "Idempotency-Key", In: "header", Example: "b6f0c1de-6a0b-4c1c-9d5e-2f1f3f1d9a10",
		Description: "Up to 255 visible ASCII characters of the caller's choice. The same key with the same body is done once and answered again; with another body it is 409.",
		Schema:      &huma.Schema{Type: huma.TypeString, MaxLength: new(255)}}
}
