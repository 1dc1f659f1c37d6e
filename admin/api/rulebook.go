package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"vitrine/models"
	"vitrine/models/staff"
)

// rulebook is what the organisation knows about itself and does not say.
type rulebook struct {
	YAML    string `json:"yaml" doc:"People, customers, terms, domains, ticket prefixes and what may always pass, in the format of vitrine scan --rules."`
	Version int64  `json:"version" doc:"0: none was saved yet." example:"3"`
}

// RulebookMatch is IfMatch for the rulebook, which has the version 0 before one
// was saved.
type RulebookMatch struct {
	Header string `header:"If-Match" doc:"The version that was read, from the ETag header or the member version (\"7\" or 7; \"0\" before one was saved). With a newer one in place the answer is 412. Without the header the last edit wins." example:"\"7\""`
	asked  int64
	any    bool
}

// Resolve implements huma.Resolver: it reads the version.
func (m *RulebookMatch) Resolve(huma.Context) []error {
	var ok bool
	if m.asked, m.any, ok = version(m.Header); !ok || m.asked < 0 {
		return []error{noVersion{}}
	}
	return nil
}

// newRulebook replaces the rulebook.
type newRulebook struct {
	YAML string `json:"yaml" doc:"The whole rulebook." example:"customers: [\"Contoso Bank\"]\n"`
}

func (a *API) rulebookRoutes() {
	at := call{path: "/rulebook", tag: "Trail"}
	handle(a, at.get("get-rulebook", staff.Reviewer, "Show the rulebook",
		"The rules of the leak gate. Whoever works here is known to the gate without being named in it."), a.showRulebook)
	handle(a, at.as(http.MethodPut, "save-rulebook", staff.Admin, "Replace the rulebook",
		"The next text that leaves is judged by the new rules.").fails(http.StatusPreconditionFailed), a.saveRulebook)
	at.path += "/try"
	handle(a, at.deed("try-rulebook", staff.Reviewer, "Try a text against the rulebook",
		"What the gate finds in it, warnings too. Nothing is kept and nothing is published."), a.tryRulebook)
}

// tried is a text to try, scanned what the gate finds in it.
type (
	tried struct {
		Text string `json:"text" maxLength:"1000000" doc:"Markdown or plain text." example:"web-prod-3 was slow."`
	}
	scanned struct {
		Findings []finding `json:"findings" nullable:"false" doc:"By where they stand."`
	}
)

func (a *API) tryRulebook(ctx context.Context, in *struct{ Body tried }) (*struct{ Body scanned }, error) {
	found, err := a.Gate.Scan(ctx, []models.Text{{Field: "text", Body: in.Body.Text}})
	return &struct{ Body scanned }{scanned{append([]finding{}, held(found)...)}}, err
}

func (a *API) showRulebook(ctx context.Context, _ *struct{}) (*answer[rulebook], error) {
	yaml, version, err := a.Review.Rulebook(ctx)
	return &answer[rulebook]{etag(version), rulebook{yaml, version}}, err
}

func (a *API) saveRulebook(ctx context.Context, in *struct {
	RulebookMatch
	Body newRulebook
}) (*answer[rulebook], error) {
	version := in.asked
	if in.any {
		_, now, err := a.Review.Rulebook(ctx)
		if err != nil {
			return nil, err
		}
		version = now
	}
	if err := a.Review.SaveRulebook(ctx, in.Body.YAML, version); err != nil {
		return nil, err
	}
	return &answer[rulebook]{etag(version + 1), rulebook{in.Body.YAML, version + 1}}, nil
}
