package api_test

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/staff"
)

// someBody is a body for calls that need one; it is never right.
func someBody(op operation) string {
	if op.method == "GET" || op.method == "DELETE" {
		return ""
	}
	return `{"nothing_of_this_name": 1}`
}

func TestEveryCallAsksWhoIsThere(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, op := range h.operations() {
		path := part.ReplaceAllString(op.path, "unknownxxxxx")
		for what, token := range map[string]string{"no token": "", "a token of nobody": "vitrine_made-up"} {
			r := h.send(token, op.method, path, someBody(op))
			if r.status != 401 || !strings.HasPrefix(r.header.Get("WWW-Authenticate"), "Bearer ") {
				t.Errorf("%s %s with %s answers %d", op.method, op.path, what, r.status)
				continue
			}
			same(t, "the kind", r.text("kind"), "unknown")
			same(t, "the media type", r.header.Get("Content-Type"), "application/problem+json")
		}
	}
}

func TestEveryCallAsksForItsRole(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, op := range h.operations() {
		path := part.ReplaceAllString(op.path, "unknownxxxxx")
		for _, role := range staff.Roles {
			r := h.send(h.tokens[role], op.method, path, someBody(op))
			if may := role.AtLeast(staff.Role(op.role)); may == (r.status == 403) || r.status == 401 || r.status >= 500 {
				t.Errorf("%s %s as %s answers %d; it asks for %s: %s", op.method, op.path, role, r.status, op.role, r.raw)
			}
		}
	}
}

func TestWhatNeedsWhichRole(t *testing.T) {
	t.Parallel()
	h := open(t)
	roles := map[string]string{}
	for _, op := range h.operations() {
		roles[op.spec["operationId"].(string)] = op.role
	}
	for id, role := range map[string]staff.Role{
		"list-incidents": staff.Viewer, "open-incident": staff.Responder, "post-update": staff.Responder, "remove-update": staff.Responder,
		"start-review": staff.Reviewer, "settle-finding": staff.Reviewer, "submit-postmortem": staff.Reviewer,
		"approve-postmortem": staff.Approver, "publish-postmortem": staff.Approver, "withdraw-postmortem": staff.Approver,
		"list-subscribers": staff.Responder, "import-subscribers": staff.Admin, "export-subscribers": staff.Admin, "list-audit": staff.Admin, "save-rulebook": staff.Admin,
	} {
		same(t, id, roles[id], string(role))
	}
}

func TestAViewerLearnsHowManyWereToldAndNotWho(t *testing.T) {
	t.Parallel()
	h := open(t)
	person := h.do(staff.Admin, "POST", "/subscribers", body{"email": "robin@example.org"}).want(201).text("id")
	h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "body": "We look into it.", "notify": true}).want(201)
	n := h.do(staff.Viewer, "GET", "/notifications", nil).want(200).text("items", 0, "id")
	h.must(h.audience.SendNow(t.Context(), n))
	due, err := h.audience.Due(t.Context(), false)
	h.must(err)
	_, err = h.audience.FanOut(t.Context(), due[0], "status.example.com", func(*models.Tx, []audience.Range) error { return nil })
	h.must(err)
	for _, role := range staff.Roles {
		r := h.do(role, "GET", "/notifications/"+n, nil).want(200)
		same(t, "the count for a "+string(role), r.at("notification", "outcomes", "pending").(float64), 1)
		names := strings.Contains(r.raw, "robin@example.org") && strings.Contains(r.raw, person)
		if may := role.AtLeast(staff.Responder); names != may || len(r.list("deliveries")) == 1 != may {
			t.Errorf("a %s reads %s", role, r.raw)
		}
	}
	if r := h.do(staff.Viewer, "GET", "/notifications/"+n+"?outcome=pending", nil).want(200); strings.Contains(r.raw, person) {
		t.Errorf("a viewer reads %s", r.raw)
	}
}

func TestATokenIsGoodForItsOwnRoleAlone(t *testing.T) {
	t.Parallel()
	h := open(t)
	clear, token, err := h.staff.CreateToken(t.Context(), staff.NewToken{Name: "dashboard", UserID: h.users[staff.Admin].ID, Role: staff.Viewer})
	h.must(err)
	h.send(clear, "GET", "/api/v1/incidents", "").want(200)
	refused := h.send(clear, "GET", "/api/v1/audit", "").want(403)
	same(t, "the challenge", refused.header.Get("WWW-Authenticate"), `Bearer realm="Vitrine", error="insufficient_scope"`)
	h.must(h.staff.RevokeToken(t.Context(), token.ID))
	h.send(clear, "GET", "/api/v1/incidents", "").want(401)
}

func TestOnlyTheAuthorizationHeaderOpensTheDoor(t *testing.T) {
	t.Parallel()
	h := open(t)
	token := h.tokens[staff.Admin]
	for name, headers := range map[string][]string{
		"a cookie":       {"Cookie", "vitrine=" + token},
		"basic":          {"Authorization", "Basic " + token},
		"no scheme":      {"Authorization", token},
		"another header": {"X-Api-Key", token},
	} {
		if r := h.send("", "GET", "/api/v1/incidents", "", headers...); r.status != 401 {
			t.Errorf("%s answers %d", name, r.status)
		}
	}
	h.send("", "GET", "/api/v1/incidents", "", "Authorization", "bearer "+token).want(200)
	h.send("", "GET", "/api/v1/incidents?access_token="+token, "").want(401)
}
