package api

import (
	"context"
	"net/http"

	"vitrine/models/staff"
)

// rulebook is what the organisation knows about itself and does not say.
type rulebook struct {
	YAML    string `json:"yaml" doc:"People, customers, terms, domains, ticket prefixes and what may always pass, in the format of vitrine scan --rules."`
	Version int64  `json:"version" doc:"0: none was saved yet." example:"3"`
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
}

func (a *API) showRulebook(ctx context.Context, _ *struct{}) (*answer[rulebook], error) {
	yaml, version, err := a.Review.Rulebook(ctx)
	return &answer[rulebook]{etag(version), rulebook{yaml, version}}, err
}

func (a *API) saveRulebook(ctx context.Context, in *struct {
	IfMatch
	Body newRulebook
}) (*answer[rulebook], error) {
	version := in.asked
	if version == 0 {
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
