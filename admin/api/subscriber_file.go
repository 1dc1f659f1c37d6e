package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"vitrine/models/audience"
	"vitrine/models/staff"
)

// csvType is the media type of files of subscribers.
const csvType = "text/csv"

// importReport says what became of an import.
type importReport struct {
	Added      int          `json:"added" doc:"New on the list." example:"1200"`
	Known      int          `json:"known" doc:"On the list already; nothing changed." example:"3"`
	Suppressed int          `json:"suppressed" doc:"Left or removed for good; nobody writes to them." example:"1"`
	Problems   []importFlaw `json:"problems" nullable:"false" doc:"Lines that were not taken over."`
}

// importFlaw is a line that was not taken over.
type importFlaw struct {
	Line   int    `json:"line" example:"17"`
	Reason string `json:"reason" example:"This is no email address."`
}

func (a *API) subscriberFileRoutes() {
	at := call{path: "/subscribers/import", tag: "Subscribers"}
	handle(a, at.deed("import-subscribers", staff.Admin, "Import subscribers",
		"A CSV file of up to 4 MB with a header line. The column email is needed; components (slugs), incidents, maintenance, postmortems (yes or no), countermeasures, groups, least_impact, digest, quiet_from, quiet_until, zone, language, list, consent, confirmed_at, state and left_at are read where they are there, so an export comes back as it was: who had left stays so, and who never confirmed is not taken over. Nobody gets a mail, and nobody who left comes back. The list of subscribers of Statuspage is taken over too, as CSV or as its API's JSON: when somebody subscribed there is kept as their consent, and what is no mailbox or could not be reached is named line by line."), a.importSubscribers)
	at.path = "/subscribers/export"
	export := at.get("export-subscribers", staff.Admin, "Export subscribers", "Everybody, as CSV, in the columns that import reads.")
	export.file = csvType
	handle(a, export, a.exportSubscribers)
}

func (a *API) importSubscribers(ctx context.Context, in *struct {
	RawBody []byte `contentType:"text/csv"`
}) (*struct{ Body importReport }, error) {
	if len(in.RawBody) == 0 {
		return nil, newProblem(http.StatusUnprocessableEntity, "The file is empty. Send CSV with a header line.")
	}
	r, err := a.Audience.Import(ctx, bytes.NewReader(in.RawBody))
	if err != nil {
		return nil, a.brokenOff(ctx, r, err)
	}
	out := importReport{Added: r.Added, Known: r.Known, Suppressed: r.Suppressed,
		Problems: each(r.Problems, func(p audience.Problem) importFlaw { return importFlaw{p.Line, p.Reason} })}
	return &struct{ Body importReport }{out}, nil
}

// brokenOff says how far an import came that failed. With an Idempotency-Key
// nothing of it stays.
func (a *API) brokenOff(ctx context.Context, r audience.Report, err error) error {
	if afterwardsOf(ctx) != nil || r.Added+r.Known+r.Suppressed+len(r.Problems) == 0 {
		return err
	}
	p := a.failure(err)
	p.Detail = fmt.Sprintf("The import broke off. Until then %d were added, %d known, %d had left, and %d lines had a problem. Send the file again: who is on the list is passed over.",
		r.Added, r.Known, r.Suppressed, len(r.Problems))
	return p
}

func (a *API) exportSubscribers(ctx context.Context, _ *struct{}) (*struct {
	ContentType string `header:"Content-Type" hidden:"true"`
	Disposition string `header:"Content-Disposition" doc:"A name for the file."`
	Body        []byte
}, error) {
	var file bytes.Buffer
	if err := a.Audience.Export(ctx, &file); err != nil {
		return nil, err
	}
	return &struct {
		ContentType string `header:"Content-Type" hidden:"true"`
		Disposition string `header:"Content-Disposition" doc:"A name for the file."`
		Body        []byte
	}{csvType + "; charset=utf-8", `attachment; filename="subscribers.csv"`, file.Bytes()}, nil
}

// fileAnswer documents an answer that is a file.
func fileAnswer(mediaType string) *huma.Response {
	return &huma.Response{Description: http.StatusText(http.StatusOK),
		Content: map[string]*huma.MediaType{mediaType: {Schema: &huma.Schema{Type: huma.TypeString}}}}
}
