package staff_test

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/staff"
)

func TestAPITokens(t *testing.T) {
	t.Parallel()
	store, db, _ := open(t)
	ctx := t.Context()
	u := add(t, store, "dana", staff.Approver)
	clear, token, err := store.CreateToken(ctx, staff.NewToken{Name: "Deploys", UserID: u.ID, Role: staff.Reviewer})
	if err != nil || !strings.HasPrefix(clear, "vitrine_") {
		t.Fatal(clear, err)
	}
	if got, err := store.Bearer(ctx, clear); err != nil || got.ID != u.ID || got.Role != staff.Reviewer {
		t.Errorf("bearer = %+v, %v; want the token's role", got, err)
	}
	if _, err := store.EditUser(ctx, u.ID, staff.UserEdit{Role: to(staff.Viewer)}); err != nil {
		t.Fatal(err)
	}
	if got, err := store.Bearer(ctx, clear); err != nil || got.Role != staff.Viewer {
		t.Errorf("bearer = %+v, %v; want no more than its user", got, err)
	}
	_, _, err = store.CreateToken(ctx, staff.NewToken{Name: "", UserID: u.ID, Role: staff.Admin})
	if fields(err)["name"] == "" || fields(err)["role"] == "" {
		t.Errorf("a token above its user: %v", err)
	}
	var kept string
	if err := db.Read(ctx).Raw("SELECT token_hash FROM api_tokens").Scan(&kept).Error; err != nil || strings.Contains(clear, kept) {
		t.Errorf("kept %q, %v", kept, err)
	}
	if err := store.RevokeToken(ctx, token.ID); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{clear, "", "vitrine_x"} {
		if _, err := store.Bearer(ctx, wrong); kind(err) != models.Unknown {
			t.Errorf("bearer %q: %v, want unknown", wrong, err)
		}
	}
	if ts, err := store.Tokens(ctx); err != nil || len(ts) != 1 || ts[0].RevokedAt == nil || ts[0].LastUsedAt == nil || ts[0].Name != "Deploys" {
		t.Errorf("tokens = %+v, %v", ts, err)
	}
}
