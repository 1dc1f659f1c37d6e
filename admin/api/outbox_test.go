package api_test

import (
	"testing"

	"vitrine/models"
	"vitrine/models/staff"
)

func TestTheOutboxIsAList(t *testing.T) {
	t.Parallel()
	h := open(t)
	same(t, "mails to subscribers", len(h.do(staff.Responder, "GET", "/outbox", nil).want(200).list("items")), 0)
	h.do(staff.Viewer, "GET", "/outbox", nil).want(403)
	h.do(staff.Responder, "GET", "/outbox?cursor=eHg", nil).want(422)
	queue := func(role staff.Role) {
		h.must(h.db.Tx(t.Context(), func(tx *models.Tx) error {
			_, _, err := h.staff.QueueMail(t.Context(), tx, h.users[role].ID, staff.AgendaMail, "2026-W47")
			return err
		}))
	}
	queue(staff.Responder)
	queue(staff.Admin)
	first := h.do(staff.Admin, "GET", "/outbox/staff?limit=1", nil).want(200)
	same(t, "whom the newest is for", first.text("items", 0, "to"), "Admin Person")
	second := h.do(staff.Admin, "GET", "/outbox/staff?limit=1&cursor="+first.text("next_cursor"), nil).want(200)
	same(t, "whom the other is for", second.text("items", 0, "to"), "Responder Person")
	same(t, "its state", second.text("items", 0, "state"), "pending")
	seen := h.do(staff.Responder, "GET", "/outbox/staff", nil).want(200)
	same(t, "somebody else's name for a responder", seen.text("items", 0, "to"), "")
	same(t, "one's own", seen.text("items", 1, "to"), "Responder Person")
}
