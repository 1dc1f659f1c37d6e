package api

import (
	"context"
	"strconv"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// hit is one review that was found.
type hit struct {
	ID       string    `json:"id" doc:"Of the review." example:"r5t6y7u8i9o0"`
	Title    string    `json:"title" example:"Sign-in fails"`
	BeganAt  time.Time `json:"began_at"`
	Severity int64     `json:"severity" example:"2"`
	Snippets []snippet `json:"snippets" nullable:"false" doc:"Where it was found."`
}

// snippet is a piece of a text; what was looked for is marked.
type snippet struct {
	Name string `json:"name" doc:"Of the text." example:"Contributing factor"`
	Text string `json:"text" example:"Nobody watched the queue."`
	Hits []int  `json:"hits" nullable:"false" doc:"Start and end of each word that was looked for, in bytes of the text, one pair after the other."`
}

// similar is a review of something like an incident.
type similar struct {
	ID        string    `json:"id" doc:"Of the review." example:"r5t6y7u8i9o0"`
	Title     string    `json:"title" example:"Sign-in fails"`
	BeganAt   time.Time `json:"began_at"`
	Recover   *int64    `json:"time_to_recover_seconds" example:"1200"`
	Words     []string  `json:"shared_words" nullable:"false"`
	Services  []string  `json:"shared_components" nullable:"false" doc:"Their ids."`
	Helped    []string  `json:"what_helped" nullable:"false" doc:"The last steps toward recovery."`
	Learnings []string  `json:"learnings" nullable:"false"`
}

// SearchQuery says which reviews to find.
type SearchQuery struct {
	Words     string    `query:"q" doc:"Each of these words stands somewhere in the review." example:"queue timeout"`
	Factor    string    `query:"factor" doc:"Words of one of its contributing factors."`
	Person    string    `query:"person" doc:"A name."`
	Role      string    `query:"role" enum:"commander,first_responder,expert,support,management,facilitator,owner,who" doc:"Where that name stands."`
	Vendor    string    `query:"vendor" doc:"A vendor or other third party."`
	Component string    `query:"component" doc:"The id or the slug of a component that was touched." example:"sign-in"`
	Severity  int64     `query:"severity" minimum:"0" maximum:"5" doc:"Only this one; 0: any."`
	From      time.Time `query:"from" doc:"What began from then on."`
	Until     time.Time `query:"until" doc:"What began before."`
}

func (a *API) searchRoutes() {
	at := call{path: "/search", tag: "Reviews"}
	handle(a, at.get("search-reviews", staff.Viewer, "Search all reviews",
		"By words, factors, people in their roles, vendors, components and dates. Where the words count most comes first."), a.searchReviews)
	at.path = "/incidents/{id}/similar"
	handle(a, at.get("list-similar-incidents", staff.Viewer, "Show what resembled an incident before",
		"By the components it touched and the rarer words of its title and updates, with what helped then."), a.listSimilar)
	at.path = "/reviews/{id}/export"
	handle(a, at.get("export-review", staff.Viewer, "Export a whole review",
		"Every part of it. People go by their roles unless names are asked for."), a.exportReview)
	at.path = "/reviews/{id}/export.md"
	file := at.get("export-review-markdown", staff.Viewer, "Export a review as Markdown", "As the console does.")
	file.file = "text/markdown"
	handle(a, file, a.exportMarkdown)
}

func (a *API) searchReviews(ctx context.Context, in *struct {
	Window
	SearchQuery
}) (*paged[hit], error) {
	skip, err := in.number()
	if err != nil {
		return nil, err
	}
	q := reviews.Search{Words: in.Words, Factor: in.Factor, Person: in.Person, Role: in.Role, Vendor: in.Vendor, Severity: in.Severity,
		From: in.From, Until: in.Until, Limit: min(in.Limit, 99) + 1, Skip: int(max(0, skip))}
	if in.Component != "" {
		c, err := a.Site.Component(ctx, in.Component)
		if err != nil {
			return nil, err
		}
		q.Component = c.ID
	}
	found, err := a.Review.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	in.Limit = min(in.Limit, 99)
	end := strconv.Itoa(q.Skip + in.Limit)
	return turn(a, in.Window, found.Reviews, func(reviews.Hit) string { return end }, showHit), nil
}

func showHit(h reviews.Hit) hit {
	return hit{ID: h.PublicID, Title: h.Title, BeganAt: utc(h.At), Severity: h.Severity, Snippets: each(h.Snippets, showSnippet)}
}

func showSnippet(s reviews.Snippet) snippet {
	out := snippet{Name: s.Name, Hits: []int{}}
	for _, p := range s.Pieces {
		if p.Hit {
			out.Hits = append(out.Hits, len(out.Text), len(out.Text)+len(p.Text))
		}
		out.Text += p.Text
	}
	return out
}

func (a *API) listSimilar(ctx context.Context, in *ByID) (*struct{ Body page[similar] }, error) {
	i, err := a.Site.Incident(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	list, err := a.Review.SimilarTo(ctx, i)
	if err != nil {
		return nil, err
	}
	components, err := a.Site.Components(ctx)
	if err != nil {
		return nil, err
	}
	ids := map[int64]string{}
	for _, c := range components {
		ids[c.ID] = c.PublicID
	}
	return &struct{ Body page[similar] }{page[similar]{Items: each(list, func(s reviews.Similar) similar { return showSimilar(s, ids) })}}, nil
}

func showSimilar(s reviews.Similar, ids map[int64]string) similar {
	return similar{ID: s.PublicID, Title: s.Title, BeganAt: utc(s.At), Recover: s.Recover, Words: each(s.Words, func(w string) string { return w }),
		Services: each(s.Components, func(id int64) string { return ids[id] }), Helped: each(s.Helped, func(e reviews.Entry) string { return e.What }),
		Learnings: each(s.Learnings, func(l reviews.Learning) string { return l.Body })}
}

// ExportQuery says how to export.
type ExportQuery struct {
	ByID
	Names bool `query:"names" doc:"True: with the names of people, not what they were."`
}

func (a *API) exportReview(ctx context.Context, in *struct {
	ExportQuery
	Pictures bool `query:"pictures" doc:"True: with the pictures of graphs in it, base64."`
}) (*struct{ Body reviews.Export }, error) {
	e, err := a.Review.ExportReview(ctx, in.ID, in.Names)
	if err == nil && in.Pictures {
		err = a.Review.Carry(ctx, &e)
	}
	e.Under(a.AdminURL)
	return &struct{ Body reviews.Export }{e}, err
}

func (a *API) exportMarkdown(ctx context.Context, in *ExportQuery) (*fileOf, error) {
	e, err := a.Review.ExportReview(ctx, in.ID, in.Names)
	if err != nil {
		return nil, err
	}
	e.Under(a.AdminURL)
	return &fileOf{"text/markdown; charset=utf-8", `attachment; filename="review-` + e.ID + `.md"`, []byte(e.Markdown())}, nil
}
