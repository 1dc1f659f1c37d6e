package audience_test

import (
	"fmt"
	"slices"
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

func TestTheOutboxComesInParts(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, name := range []string{"ann", "ben", "cat"} {
		h.add(name+"@example.com", everything)
		h.run("INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at) SELECT id, 'manage', 'x', 'pending', ?, ? FROM subscribers WHERE email = ?", models.Clock(), models.Clock(), name+"@example.com")
	}
	i, err := h.site.Incident(t.Context(), modelstest.Incident(t, h.site, "Sign-in fails").PublicID)
	if err != nil {
		t.Fatal(err)
	}
	h.fan(h.announce(models.UpdatePublished{UpdateID: i.Updates[0].ID}, h.store.Now()).ID)
	var got, want []string
	for _, of := range []string{"manage", "incident"} {
		for _, name := range []string{"cat", "ben", "ann"} {
			want = append(want, of+" "+name+"@example.com")
		}
	}
	after, parts := audience.OutboxMail{}, 0
	for ; parts < 10; parts++ {
		part, err := h.store.Outbox(t.Context(), after, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(part) == 0 {
			break
		}
		for _, m := range part {
			got = append(got, m.Kind+" "+m.Email)
		}
		after = part[len(part)-1]
	}
	if parts != 3 || !slices.Equal(got, want) {
		t.Errorf("%d parts: %s", parts, fmt.Sprint(got))
	}
}
