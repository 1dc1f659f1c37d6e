package audience_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

func TestWhoLeftOrNeverConfirmedComesBackAsThat(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, name := range []string{"active", "left", "pending"} {
		h.add(name+"@example.com", everything)
	}
	h.run("UPDATE subscribers SET state = 'left', left_at = ? WHERE email = 'left@example.com'", modelstest.At(time.May, 4, 12, 0))
	h.run("UPDATE subscribers SET state = 'pending', confirmed_at = NULL WHERE email = 'pending@example.com'")
	var out bytes.Buffer
	if err := h.store.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	h.run("DELETE FROM subscribers")
	r, err := h.store.Import(t.Context(), &out)
	if err != nil || r.Added != 1 || r.Suppressed != 1 || len(r.Problems) != 1 || r.Problems[0].Line != 4 {
		t.Fatalf("%+v, %v", r, err)
	}
	list, err := h.store.Subscribers(t.Context(), audience.SubscriberQuery{})
	if err != nil || len(list) != 2 || list[0].State != audience.Left || list[0].Email != "left@example.com" || list[1].State != audience.Active {
		t.Fatalf("%+v, %v", list, err)
	}
	if !list[0].LeftAt.Equal(modelstest.At(time.May, 4, 12, 0)) || list[0].ConfirmedAt != nil {
		t.Errorf("left at %v, confirmed at %v", list[0].LeftAt, list[0].ConfirmedAt)
	}
	r, err = h.store.Import(t.Context(), strings.NewReader("email,state\nleft@example.com,\nactive@example.com,left\nx@example.com,unsubscribed\ny@example.com,perhaps\n"))
	if err != nil || r.Added != 0 || r.Suppressed != 2 || r.Known != 1 || len(r.Problems) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestAnAnswerThatCannotBeReadIsNoYes(t *testing.T) {
	t.Parallel()
	h := open(t)
	r, err := h.store.Import(t.Context(), strings.NewReader("email,incidents,maintenance\na@example.com,n,\nb@example.com,,nein\nc@example.com,off,\n"+
		"d@example.com,No,TRUE\ne@example.com,,0\n"))
	if err != nil || r.Added != 2 || len(r.Problems) != 3 {
		t.Fatalf("%+v, %v", r, err)
	}
	list, err := h.store.Subscribers(t.Context(), audience.SubscriberQuery{})
	if err != nil || list[0].WantsMaintenance || !list[0].WantsIncidents || list[1].WantsIncidents || !list[1].WantsMaintenance {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestAnImportThatBreaksOffSaysHowFarItCame(t *testing.T) {
	t.Parallel()
	h := open(t)
	var csv strings.Builder
	csv.WriteString("email\n")
	for i := range 700 {
		fmt.Fprintf(&csv, "p%d@example.com\n", i)
	}
	broken := errors.New("the line broke")
	r, err := h.store.Import(t.Context(), io.MultiReader(strings.NewReader(csv.String()), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) || r.Added != 500 {
		t.Errorf("%d added, %v", r.Added, err)
	}
	var deeds []string
	for _, e := range h.audit.Entries() {
		deeds = append(deeds, fmt.Sprint(e.Deed, " ", e.After))
	}
	if got := strings.Join(deeds, "; "); got != "subscribers.imported map[added:500 known:0 problems:0 suppressed:0]" {
		t.Errorf("the trail says %s", got)
	}
	if counts, err := h.store.Counts(t.Context()); err != nil || counts.Active != 500 {
		t.Errorf("%+v, %v", counts, err)
	}
}
