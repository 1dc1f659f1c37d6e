package admin

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/models/staff"
	"vitrine/public/edition"
)

func TestPersonIsToldWhenThePageFollowsLater(t *testing.T) {
	t.Parallel()
	h := build(t)
	d, dir := h.Doors, filepath.Join(t.TempDir(), "site")
	d.Press = edition.New(edition.Config{Dir: dir, BaseURL: "https://status.example.org", Site: &h.Site.Site, Log: quiet()})
	if _, err := d.Press.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := serve(t, d).as(staff.Responder)
	b.get("/incidents/new")
	// the disk is away: a file stands where its directory was
	if err := errors.Join(os.Rename(dir, dir+".away"), os.WriteFile(dir, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	b.submit("/incidents", "quiet", map[string]string{"title": "Sign-in fails", "body": "Most sign-ins fail."}).
		wants(t, 200, "It is saved", "It will appear by itself", "Most sign-ins fail.")
	if err := errors.Join(os.Remove(dir), os.Rename(dir+".away", dir)); err != nil {
		t.Fatal(err)
	}
	b.get("/").wants(t, 200, "not rendered yet")
	if _, err := d.Press.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, ok := d.Press.File(b.get("/incidents").path); ok {
		t.Error("the console's own list is public")
	}
}

func TestHostileTextsStayTexts(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Admin)
	for _, text := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `{{.Frame.CSRF}} ${PATH} {%x%}`, `[x](javascript&colon;alert(1))`} {
		b.get("/incidents/new")
		for _, step := range []string{"preview", "quiet"} {
			got := b.submit("/incidents", step, map[string]string{"title": text, "body": text, "accept[x]": text})
			for _, bad := range []string{"<script>alert", "<img src=x", `href="javascript`} {
				if strings.Contains(got.body, bad) {
					t.Errorf("%s of %q shows %q as it is", step, text, bad)
				}
			}
			if strings.Contains(text, "{{") && !strings.Contains(got.words()+got.body, "{{.Frame.CSRF}}") {
				t.Errorf("%s of %q computed something", step, text)
			}
		}
	}
}
