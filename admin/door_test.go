package admin

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"vitrine/models/staff"
)

// askVia asks an app over a real connection with a forwarding header.
func askVia(t *testing.T, app *fiber.App, forwarded string) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go app.Listener(ln)
	t.Cleanup(func() { app.Shutdown() })
	req, _ := http.NewRequest("GET", "http://"+ln.Addr().String()+"/", nil)
	req.Header.Set("X-Forwarded-For", forwarded)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return string(body)
}

func TestSetupWorksOnceAndIsGoneForEver(t *testing.T) {
	t.Parallel()
	h := build(t)
	token, needed, err := h.Staff.SetupToken(t.Context())
	if err != nil || !needed {
		t.Fatal(token, needed, err)
	}
	b := h.visitor()
	b.get("/setup/wrong").wants(t, 404)
	b.get("/setup/"+token).wants(t, 200, "Make the first account")
	b.submit("/setup/"+token, "", map[string]string{"name": "Dana Whitfield", "email": "dana@example.org", "password": "short"}).wants(t, 422, "Dana Whitfield")
	b.submit("/setup/"+token, "", map[string]string{"password": password}).wants(t, 200, "First steps")
	again := h.visitor()
	again.get("/setup/"+token).wants(t, 404)
	again.post("/setup/"+token, url.Values{"name": {"Eve"}, "email": {"eve@example.org"}, "password": {password}}).wants(t, 404)
	if users, err := h.Staff.Users(t.Context()); err != nil || len(users) != 1 || users[0].Role != staff.Admin {
		t.Errorf("users: %v, %v", users, err)
	}
}

func TestFormOutlivesItsSession(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.named("Dana Whitfield", staff.Responder)
	b.get("/incidents/new")
	form := fieldsOf(formFor(b, "/incidents"))
	form.Set("title", "Sign-in fails")
	form.Set("body", "Typed at three in the morning.\n\nTwo paragraphs.")
	form.Set("step", "quiet")
	users, err := h.Staff.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Staff.EndSessions(t.Context(), users[0].ID); err != nil {
		t.Fatal(err)
	}
	b.post("/incidents", form).wants(t, 401, "Nothing you wrote is lost", "Typed at three in the morning.")
	b.submit("/sign-in", "", map[string]string{"email": users[0].Email, "password": "wrong"}).wants(t, 401, "Typed at three in the morning.")
	b.submit("/sign-in", "", map[string]string{"email": users[0].Email, "password": password}).wants(t, 200, "It was not carried out", "Typed at three in the morning.")
	if !strings.Contains(b.page.body, "Publish it now, no email") {
		t.Error("the button does not say what it does")
	}
	b.submit("/incidents", "", nil).wants(t, 200, "Published", "Two paragraphs.")
}

func TestSigningInLeadsToPagesOfTheConsoleAlone(t *testing.T) {
	t.Parallel()
	for next, want := range map[string]string{
		"/incidents?x=1": "/incidents?x=1", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/", "": "/", "/a\r\nb": "/",
	} {
		if got := local(next); got != want {
			t.Errorf("local(%q) is %q", next, got)
		}
	}
}

func TestTooLargeAFormGetsAnAnswer(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	form := fieldsOf(formFor(b, "/incidents"))
	form.Set("body", strings.Repeat("x", 5<<20))
	b.post("/incidents", form).wants(t, 413, "more than 4 MB", "what you typed is still in the form")
}

func TestSignOutEndsTheSession(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Viewer)
	b.get("/account").wants(t, 200, "this one")
	b.submit("/sign-out", "", nil)
	b.get("/").wants(t, 401, "Sign in")
}

func TestPasswordChangeEndsTheOtherSessions(t *testing.T) {
	t.Parallel()
	h := build(t)
	here := h.named("Dana", staff.Viewer)
	users, err := h.Staff.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	there := h.visitor()
	there.post("/sign-in", url.Values{"email": {users[0].Email}, "password": {password}})
	here.get("/account")
	here.submit("/account/password", "", map[string]string{"present_password": "wrong", "password": password + " new"}).wants(t, 403, "not your present password")
	here.submit("/account/password", "", map[string]string{"present_password": password, "password": password + " new"}).wants(t, 200, "The password was changed")
	there.get("/").wants(t, 401)
}

func TestAFormOfAnotherSessionComesBackWithItsText(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	form := fieldsOf(formFor(b, "/incidents"))
	form.Set("title", "Sign-in fails")
	form.Set("body", "Typed in the other window.")
	form.Set("step", "quiet")
	form.Set("csrf", "of the session before")
	b.post("/incidents", form).wants(t, 403, "This form does not belong to your session", "Typed in the other window.", "Publish it now, no email")
	b.submit("/incidents", "", nil).wants(t, 200, "Published.", "Typed in the other window.")
}

func TestNoPasswordIsShownOrCarried(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.visitor()
	user := url.Values{"name": {"Tom Berger"}, "email": {"tom@example.org"}, "password": {"four words nobody knows"}}
	change := url.Values{"present_password": {password}, "password": {"four words nobody knows"}}
	dana, err := h.Staff.AddUser(t.Context(), staff.NewUser{Email: "dana@example.org", Name: "Dana", Role: staff.Admin, Password: password})
	if err != nil {
		t.Fatal(err)
	}
	for path, fields := range map[string]url.Values{"/users": user, "/account/password": change} {
		b.post(path, fields).wants(t, 401, "Your session had ended")
		first := b.page
		b.submit("/sign-in", "", map[string]string{"email": dana.Email, "password": password})
		if strings.Contains(first.body+b.page.body, "nobody knows") || strings.Contains(first.body, password) {
			t.Errorf("%s: a page holds the password", path)
		}
		if path == "/users" {
			b.page.wants(t, 200, "Tom Berger", "The password you typed was not kept", "Save it now")
		} else if b.page.path != "/account" {
			t.Errorf("after %s the sign-in leads to %s", path, b.page.path)
		}
		b = h.visitor()
	}
}

func TestSigningOutNeedsNoSession(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.visitor()
	if got := b.post("/sign-out", nil); got.status != 200 || got.path != "/sign-in" || strings.Contains(got.body, "Nothing you wrote") {
		t.Errorf("signing out led to %s (%d)", got.path, got.status)
	}
}

func TestTheResumedButtonSaysWhatItDoes(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/notifications/x/cancel": "Stop the emails", "/reviews/x/factors/y/delete": "Delete it", "/incidents/x/edit": "Publish it now, no email", "/reviews/x/edit": "Save it now",
		"/drafts/x/findings/y": "Settle the find", "/drafts/x/approve?a=b": "Approve this text", "/users/3": "Save it now", "/components/x/status": "Set the status, no email",
	} {
		if got := effectOf(path, ""); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if got := effectOf("/incidents", "mail"); got != "Publish it now, with email" {
		t.Errorf("with mail: %q", got)
	}
}
