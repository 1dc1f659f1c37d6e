package signup_test

import (
	"crypto/sha256"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
	"vitrine/models/signup"
)

// TestEveryAddressTakesTheSameWay counts the statements instead of the time: on
// SQLite a request runs the same ones in the same order whoever asks, and on
// PostgreSQL it is one call of one function. In each case something is written,
// so that each waits for the disk.
func TestEveryAddressTakesTheSameWay(t *testing.T) {
	t.Parallel()
	v := open(t)
	v.active("known@example.com", everything)
	v.ask("waiting@example.com", everything)
	left := v.active("left@example.com", everything)
	if _, err := v.door.Leave(t.Context(), left); err != nil {
		t.Fatal(err)
	}
	v.run("INSERT INTO suppressions (email_mac, reason, created_at) VALUES (?, 'erased', ?)", v.key.AddressMAC("erased@example.com"), models.Clock())

	steps := watch(t, v.db)
	ways, asks := map[string]string{}, map[string]int64{}
	for _, email := range []string{"new@example.com", "known@example.com", "waiting@example.com", "left@example.com", "erased@example.com"} {
		before := v.count("signup_asks")
		*steps = nil
		v.ask(email, everything)
		for _, s := range *steps {
			ways[email] += s.query + "\n"
		}
		asks[email] = v.count("signup_asks") - before
	}
	for email, way := range ways {
		if way == "" || way != ways["new@example.com"] {
			t.Errorf("%s takes another way than a new address:\n%s\ninstead of\n%s", email, way, ways["new@example.com"])
		}
		if asks[email] != 1 {
			t.Errorf("%s: %d rows written", email, asks[email])
		}
	}
}

// step is a statement that ran.
type step struct {
	query string
	args  []any
}

// watch notes every statement that db runs.
func watch(t *testing.T, db *models.DB) *[]step {
	t.Helper()
	var steps []step
	note := func(tx *gorm.DB) {
		steps = append(steps, step{tx.Statement.SQL.String(), slices.Clone(tx.Statement.Vars)})
	}
	for _, h := range []*gorm.DB{db.Read(t.Context()), writing(t, db)} {
		name := "watch " + models.NewID()
		if err := h.Callback().Raw().After("gorm:raw").Register(name, note); err != nil {
			t.Fatal(err)
		}
		if err := h.Callback().Row().After("gorm:row").Register(name, note); err != nil {
			t.Fatal(err)
		}
		if err := h.Callback().Query().After("gorm:query").Register(name, note); err != nil {
			t.Fatal(err)
		}
	}
	return &steps
}

func writing(t *testing.T, db *models.DB) (handle *gorm.DB) {
	t.Helper()
	if err := db.Tx(t.Context(), func(tx *models.Tx) error { handle = tx.DB(); return nil }); err != nil {
		t.Fatal(err)
	}
	return handle
}

func (v *visit) count(table string) (n int64) {
	v.Helper()
	if err := v.db.Read(v.Context()).Raw("SELECT count(*) FROM " + table).Scan(&n).Error; err != nil {
		v.Fatal(err)
	}
	return n
}

func TestOneNetworkDoesNotFloodTheDoor(t *testing.T) {
	t.Parallel()
	v := open(t)
	for range signup.PerNetwork {
		v.run("INSERT INTO signup_asks (network, created_at) VALUES ('203.0.113.0/24', ?)", models.Clock())
	}
	v.ask("one-too-many@example.com", everything)
	if n := v.count("subscribers"); n != 0 {
		t.Errorf("%d subscribers beyond the limit", n)
	}
	if err := v.door.Ask(t.Context(), signup.Request{Email: "neighbour@example.com", Choice: everything, From: "198.51.100.7"}); err != nil || v.count("subscribers") != 1 {
		t.Errorf("another network suffers: %v", err)
	}
}

func TestAHalfCrowdedDoorIsOpenToWhoHasWorked(t *testing.T) {
	t.Parallel()
	v := open(t)
	v.ask("sam@example.com", everything)
	for range signup.PerMinute / 2 {
		v.run("INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at) SELECT id, 'confirm', '', 'sent', ?, ? FROM subscribers",
			models.Clock(), models.Clock())
	}
	r := signup.Request{Email: "new@example.com", Choice: everything}
	if err := v.door.Ask(t.Context(), r); models.KindOf(err) != models.TooMany {
		t.Errorf("without work: %v", err)
	}
	r.Proven = true
	if err := v.door.Ask(t.Context(), r); err != nil {
		t.Errorf("with work: %v", err)
	}
}

// solve does the work of a challenge.
func solve(challenge string) string {
	for n := 0; ; n++ {
		text := challenge + "." + strconv.Itoa(n)
		sum := sha256.Sum256([]byte(text))
		if bits.LeadingZeros16(uint16(sum[0])<<8|uint16(sum[1])) >= signup.ProofBits {
			return text
		}
	}
}

func TestAProofCountsOnceAndInItsTime(t *testing.T) {
	t.Parallel()
	v := open(t)
	now := models.Clock()
	v.door.Now = func() time.Time { return now }
	proof := solve(v.door.Challenge())
	if v.door.Proven(proof) {
		t.Error("a form is filled in faster than anybody can")
	}
	now = now.Add(3 * time.Second)
	spoilt := map[string]string{"no work": proof[:strings.LastIndexByte(proof, '.')] + ".x", "another time": "0" + proof, "nothing": "", "words": "a.b.c.d",
		"a long text": proof + strings.Repeat("0", 200)}
	for name, text := range spoilt {
		if v.door.Proven(text) {
			t.Errorf("%s is a proof: %s", name, text)
		}
	}
	if !v.door.Proven(proof) {
		t.Error("honest work does not count")
	}
	if v.door.Proven(proof) {
		t.Error("work counts twice")
	}
	late := solve(v.door.Challenge())
	now = now.Add(3 * time.Hour)
	if v.door.Proven(late) {
		t.Error("old work counts")
	}
	if one, other := fmt.Sprint(v.door.Challenge()), fmt.Sprint(v.door.Challenge()); one == other {
		t.Error("two challenges are the same")
	}
}
