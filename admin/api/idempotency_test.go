package api_test

import (
	"strings"
	"sync"
	"testing"

	"vitrine/models/staff"
)

func TestARepeatedRequestIsDoneOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	asked := body{"title": "Sign-in fails", "body": "We are looking into it."}
	first := h.do(staff.Responder, "POST", "/incidents", asked, "Idempotency-Key", "k-1").want(201)
	again := h.do(staff.Responder, "POST", "/incidents", asked, "Idempotency-Key", "k-1").want(201)
	same(t, "the answer", again.raw, first.raw)
	same(t, "the place", again.header.Get("Location"), first.header.Get("Location"))
	same(t, "the version", again.header.Get("ETag"), first.header.Get("ETag"))
	same(t, "the version of the first", first.header.Get("ETag"), `"1"`)
	same(t, "the media type", again.header.Get("Content-Type"), first.header.Get("Content-Type"))
	same(t, "the mark of the first", first.header.Get("Idempotency-Replayed"), "")
	same(t, "the mark of the repeated", again.header.Get("Idempotency-Replayed"), "true")
	same(t, "incidents", len(h.do(staff.Viewer, "GET", "/incidents", nil).want(200).list("items")), 1)
}

func TestAKeyStandsForOneRequestOfOnePerson(t *testing.T) {
	t.Parallel()
	h := open(t)
	asked := body{"title": "Sign-in fails", "body": "We are looking into it."}
	first := h.do(staff.Responder, "POST", "/incidents", asked, "Idempotency-Key", "k-1").want(201)
	other := h.do(staff.Responder, "POST", "/incidents", body{"title": "Another", "body": "Text."}, "Idempotency-Key", "k-1").want(409)
	same(t, "the kind", other.text("kind"), "conflict")
	somebody := h.do(staff.Admin, "POST", "/incidents", asked, "Idempotency-Key", "k-1").want(201)
	if somebody.text("id") == first.text("id") {
		t.Error("somebody else was given the answer of the first")
	}
	h.do(staff.Responder, "POST", "/templates", body{"name": "Sign-in"}, "Idempotency-Key", "k-1").want(201)
	same(t, "incidents", len(h.do(staff.Viewer, "GET", "/incidents", nil).want(200).list("items")), 2)
}

func TestAFailedRequestMayBeTriedAgainUnderItsKey(t *testing.T) {
	t.Parallel()
	h := open(t)
	asked := body{"title": "Sign-in fails", "body": "We are looking into it.", "components": []body{{"id": "login", "status": "major_outage"}}}
	h.do(staff.Responder, "POST", "/incidents", asked, "Idempotency-Key", "k-1").want(422)
	h.component("Login")
	r := h.do(staff.Responder, "POST", "/incidents", asked, "Idempotency-Key", "k-1").want(201)
	same(t, "the mark", r.header.Get("Idempotency-Replayed"), "")
}

func TestAKeyMustBeReadable(t *testing.T) {
	t.Parallel()
	h := open(t)
	for name, key := range map[string]string{"too long": strings.Repeat("k", 256), "with a blank": "a b", "not ASCII": "schlüssel"} {
		r := h.do(staff.Responder, "POST", "/incidents", body{"title": "T", "body": "B"}, "Idempotency-Key", key)
		if r.status != 422 || r.text("errors", 0, "location") != "header.Idempotency-Key" {
			t.Errorf("a key %s answers %d: %s", name, r.status, r.raw)
		}
	}
}

// noReplies lets the database refuse to keep the answer of a request.
func (h *house) noReplies() (undo func()) {
	h.t.Helper()
	refuse, allow := "CREATE TRIGGER no_replies BEFORE UPDATE ON idempotency_keys BEGIN SELECT RAISE(ABORT, 'away'); END", "DROP TRIGGER no_replies"
	if h.db.Postgres() {
		refuse, allow = "ALTER TABLE idempotency_keys ADD CONSTRAINT no_replies CHECK (status = 0)", "ALTER TABLE idempotency_keys DROP CONSTRAINT no_replies"
	}
	raw, err := h.db.Writer()
	h.must(err)
	_, err = raw.Exec(refuse)
	h.must(err)
	return func() {
		_, err := raw.Exec(allow)
		h.must(err)
	}
}

func TestADeedAndItsAnswerAreKeptTogether(t *testing.T) {
	t.Parallel()
	h := open(t)
	asked := body{"title": "Sign-in fails", "body": "We are looking into it.", "notify": true}
	allow := h.noReplies()
	r := h.do(staff.Responder, "POST", "/incidents", asked, "Idempotency-Key", "k-1").problem(503, "away")
	same(t, "the place", r.header.Get("Location"), "")
	same(t, "the version", r.header.Get("ETag"), "")
	same(t, "incidents before the answer is kept", len(h.do(staff.Viewer, "GET", "/incidents", nil).want(200).list("items")), 0)
	same(t, "notifications before the answer is kept", len(h.do(staff.Viewer, "GET", "/notifications", nil).want(200).list("items")), 0)
	allow()
	h.do(staff.Responder, "POST", "/incidents", asked, "Idempotency-Key", "k-1").want(201)
	again := h.do(staff.Responder, "POST", "/incidents", asked, "Idempotency-Key", "k-1").want(201)
	same(t, "the mark", again.header.Get("Idempotency-Replayed"), "true")
	same(t, "incidents", len(h.do(staff.Viewer, "GET", "/incidents", nil).want(200).list("items")), 1)
	same(t, "notifications", len(h.do(staff.Viewer, "GET", "/notifications", nil).want(200).list("items")), 1)
	same(t, "the page in the edition", h.published("/incidents/"+again.text("id")), true)
}

func TestTheSameRequestTwiceAtOnceIsDoneOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	answers := make([]reply, 6)
	var wg sync.WaitGroup
	for n := range answers {
		wg.Go(func() {
			answers[n] = h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "body": "We are looking into it."}, "Idempotency-Key", "k-1")
		})
	}
	wg.Wait()
	for _, r := range answers {
		same(t, "an answer", r.raw, answers[0].want(201).raw)
	}
	same(t, "incidents", len(h.do(staff.Viewer, "GET", "/incidents", nil).want(200).list("items")), 1)
}
