package admin

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/models/review"
	"vitrine/models/staff"
)

// shot is the file of a picture, of one grey.
func shot(t *testing.T, grey uint8) []byte {
	t.Helper()
	p := image.NewGray(image.Rect(0, 0, 30, 20))
	p.SetGray(1, 1, color.Gray{Y: grey})
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return append(b.Bytes(), "staff.csv"...)
}

// submitFile submits the shown form that goes to action, with a file in the field
// called name; nil: none.
func (b *browser) submitFile(action, name string, file []byte, fill map[string]string) page {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	fields := fieldsOf(formFor(b, action))
	fields.Del(name)
	for field, value := range fill {
		fields.Set(field, value)
	}
	for field, values := range fields {
		w.WriteField(field, values[0])
	}
	if file != nil {
		part, err := w.CreateFormFile(name, "rack 4 of web-prod-3.png")
		if err != nil {
			b.t.Fatal(err)
		}
		part.Write(file)
	}
	w.Close()
	req, err := http.NewRequest(http.MethodPost, b.url+action, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(req)
}

func TestAGraphIsAddedOnThePageOfTheReviewAndServedToThoseInside(t *testing.T) {
	t.Parallel()
	h := build(t)
	w, reader := h.as(staff.Reviewer), h.as(staff.Viewer)
	r, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "Sign-in turned people away"})
	if err != nil {
		t.Fatal(err)
	}
	path := "/reviews/" + r.PublicID
	at := path + "/graphs"
	w.get(path)
	w.submitFile(at, "picture", nil, map[string]string{"caption": "Errors <rise>.", "seen_at": "2026-03-04T20:18"}).wants(t, 422, "No picture arrived", "Choose it once more")
	if got := fieldsOf(formFor(w, at)); strings.TrimSpace(got.Get("caption")) != "Errors <rise>." || got.Get("seen_at") != "2026-03-04T20:18" {
		t.Errorf("a refused graph lost what was typed: %v", got)
	}
	if find(w.page.document, func(n *html.Node) bool { return attr(n, "id") == "picture" && attr(n, "aria-invalid") == "true" }) == nil {
		t.Error("the field that is wrong does not say so")
	}
	w.submitFile(at, "picture", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), nil).wants(t, 422, "export it as PNG", "Errors &lt;rise&gt;.")
	w.submitFile(at, "picture", shot(t, 9), map[string]string{"alt": "A line goes up."}).wants(t, 200, "Added.", "Errors &lt;rise&gt;.", `alt="A line goes up."`, "Graph: Errors")
	if r, err = h.Review.Review(t.Context(), r.PublicID); err != nil || len(r.Graphs) != 1 {
		t.Fatalf("%v: %+v", err, r.Graphs)
	}
	picture := r.Graphs[0].Path(r.PublicID)
	got := reader.get(picture)
	if _, err := png.Decode(strings.NewReader(got.body)); got.status != 200 || err != nil || strings.Contains(got.body, "staff.csv") {
		t.Errorf("the picture: %d, %v", got.status, err)
	}
	for name, want := range map[string]string{"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"} {
		if got.header.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.header.Get(name), want)
		}
	}
	if policy := got.header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "sandbox") {
		t.Errorf("the policy of the picture is %q", policy)
	}
	if name := got.header.Get("Content-Disposition"); strings.Contains(name, "rack") || !strings.HasPrefix(name, "inline") {
		t.Errorf("the picture is called %q", name)
	}
	if out := h.visitor().get(picture); out.status != 401 || strings.Contains(out.body, "PNG") {
		t.Errorf("a stranger is answered %d", out.status)
	}
	reader.get(path+"/graphs/"+r.Graphs[0].PublicID).wants(t, 403)
	reader.get(path).wants(t, 200, picture)
	if strings.Contains(reader.page.body, `enctype="multipart/form-data"`) {
		t.Error("a viewer is offered to add a graph")
	}
	reader.get(path+"/export").wants(t, 200, picture, "A line goes up.")
	reader.get(path+"/export.md").wants(t, 200, "![A line goes up.]("+h.AdminURL+picture+")")
	reader.get(path+"/export.json?pictures=yes").wants(t, 200, `"data": "`)
}

func TestAGraphIsRewordedAndRemovedByItsPage(t *testing.T) {
	t.Parallel()
	h := build(t)
	w, other := h.as(staff.Reviewer), h.as(staff.Reviewer)
	r, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "Late"})
	if err != nil {
		t.Fatal(err)
	}
	path := "/reviews/" + r.PublicID
	w.get(path)
	fields := fieldsOf(formFor(w, path+"/graphs"))
	w.submitFile(path+"/graphs", "picture", shot(t, 9), map[string]string{"caption": "Errors rise."}).wants(t, 200, "Added.")
	w.get(path)
	again := map[string]string{"caption": "Errors rise.", "key": fields.Get("key")}
	w.submitFile(path+"/graphs", "picture", shot(t, 9), again).wants(t, 200)
	w.get(path)
	w.submitFile(path+"/graphs", "picture", shot(t, 200), again).wants(t, 409, "You sent this form before with something else in it")
	if r, err = h.Review.Review(t.Context(), r.PublicID); err != nil || len(r.Graphs) != 1 {
		t.Fatalf("%v: the same form twice made %d graphs", err, len(r.Graphs))
	}
	one := path + "/graphs/" + r.Graphs[0].PublicID
	other.get(one)
	w.get(one)
	w.submit(one, "", map[string]string{"caption": "Errors fall.", "seen_at": "2026-03-04T20:18"}).wants(t, 200, "Saved.", "Errors fall.")
	other.submit(one, "", map[string]string{"caption": "Mine."}).wants(t, 409, "Mine.", "Errors fall.")
	w.get(one)
	w.submit(one, "", map[string]string{"seen_at": "last night"}).wants(t, 422, "no date and time")
	w.get(one)
	w.submit(one+"/delete", "", nil).wants(t, 200, "Deleted.")
	w.get(one).wants(t, 404)
	w.get(one+"/picture").wants(t, 404)
}

func TestTheTollIsTypedAsPeopleWriteNumbers(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.as(staff.Reviewer)
	w.get("/reviews/new")
	w.submit("/reviews", "", map[string]string{"title": "Late", "users_affected": "1,204", "failed_share": "12,5 %", "sla_minutes": "0"}).
		wants(t, 200, "Added.", "<dt>Users affected</dt><dd>1,204</dd>", "12.5 %", "0 minutes count")
	if strings.Contains(w.page.body, "Requests failed") {
		t.Error("what is not known is told as a figure")
	}
	path := w.page.path
	w.get(path+"/edit").wants(t, 200, `value="1204"`, `value="12.5"`)
	w.submit(path+"/edit", "", map[string]string{"users_affected": "some", "worst_case": "One waited for an hour.", "sla_broken": "yes"}).wants(t, 422, "is not a whole number", `value="some"`, "One waited for an hour.")
	w.submit(path+"/edit", "", map[string]string{"users_affected": "", "failed_share": "100.1"}).wants(t, 422, "no percentage")
	w.submit(path+"/edit", "", map[string]string{"failed_share": "", "sla_minutes": "41"}).wants(t, 200, "41 minutes count, the promise was broken", "One waited for an hour.")
	if strings.Contains(w.page.body, "<dt>Users affected</dt>") {
		t.Error("a figure that was taken away is still told")
	}
	w.get("/insights").wants(t, 200, "What it cost customers", "<dt>SLA promises broken</dt><dd>1 of 1 (100 %)</dd>")
}
