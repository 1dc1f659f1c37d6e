package api

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// Window is the part of a list that is asked for.
type Window struct {
	Limit  int    `query:"limit" default:"50" minimum:"1" maximum:"200" doc:"How many items to answer with."`
	Cursor string `query:"cursor" doc:"Where to go on: next_cursor of the answer before."`
	after  string // what the cursor stands for
	link   url.URL
}

// Resolve implements huma.Resolver: it opens the cursor.
func (w *Window) Resolve(ctx huma.Context) []error {
	w.link = ctx.URL()
	after, err := base64.RawURLEncoding.DecodeString(w.Cursor)
	if err != nil || w.Cursor != "" && len(letters("", string(after))) > 0 {
		return []error{&huma.ErrorDetail{Location: "query.cursor", Message: "this is no cursor of ours; start again without one"}}
	}
	w.after = string(after)
	return nil
}

// number is the cursor of a list that is numbered, 0 at its start.
func (w *Window) number() (int64, error) {
	if w.after == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(w.after, 10, 64)
	if err != nil {
		return 0, strayCursor()
	}
	return n, nil
}

// strayCursor refuses a cursor that leads nowhere.
func strayCursor() *problem {
	p := newProblem(http.StatusUnprocessableEntity, "The cursor leads nowhere. Start again without one.")
	p.Errors = []flaw{{Location: "query.cursor", Message: p.Detail}}
	return p
}

// page is one part of a list.
type page[T any] struct {
	Items      []T    `json:"items" nullable:"false"`
	NextCursor string `json:"next_cursor,omitempty" doc:"Goes on after the last item; absent at the end."`
}

// paged is the answer with one part of a list.
type paged[T any] struct {
	Link string `header:"Link" doc:"The next part, rel=next (RFC 8288)."`
	Body page[T]
}

// turn makes the answer of items, of which there is one more than asked for when
// the list goes on. key names an item to the cursor.
func turn[T, V any](a *API, w Window, items []T, key func(T) string, show func(T) V) *paged[V] {
	out := &paged[V]{Body: page[V]{Items: []V{}}}
	if len(items) > w.Limit {
		items = items[:w.Limit]
		out.Body.NextCursor = base64.RawURLEncoding.EncodeToString([]byte(key(items[w.Limit-1])))
		out.Link = a.next(w.link, out.Body.NextCursor)
	}
	for _, item := range items {
		out.Body.Items = append(out.Body.Items, show(item))
	}
	return out
}

// whole makes the answer of a list that is read as a whole; its cursor counts.
func whole[T, V any](a *API, w Window, items []T, show func(T) V) (*paged[V], error) {
	start, err := w.number()
	if err != nil {
		return nil, err
	}
	start = min(max(start, 0), int64(len(items)))
	end := strconv.FormatInt(start+int64(w.Limit), 10)
	return turn(a, w, items[start:], func(T) string { return end }, show), nil
}

// next is the Link header to the next part, built from our own address.
func (a *API) next(at url.URL, cursor string) string {
	q := at.Query()
	q.Set("cursor", cursor)
	return "<" + a.AdminURL + at.Path + "?" + q.Encode() + `>; rel="next"`
}
