package api

import (
	"net/http"
	"testing"

	"vitrine/models"
)

func TestMessagesOfTheSchemaCheckBecomeSentences(t *testing.T) {
	t.Parallel()
	for says, want := range map[string]string{
		"unexpected property":    "There is no field of this name here. Check the spelling.",
		"expected number <= 200": "Expected number <= 200.",
		"already one.":           "Already one.",
		"":                       "This is not possible.",
		"expected string to be RFC 3339 date-time": "This is no date and time that exists. Write it as 2026-11-20T16:00:00Z.",
	} {
		if got := plain(says); got != want {
			t.Errorf("%q becomes %q, want %q", says, got, want)
		}
	}
}

func TestAWaitIsToldToProgramsToo(t *testing.T) {
	t.Parallel()
	a := &API{}
	for message, want := range map[string]string{
		"Wait 30 seconds and try again.": "30",
		"Wait 2 minutes.":                "120",
		"Try again in 1 hour.":           "3600",
		"Try again later.":               "",
	} {
		p := a.failure(models.Fail(models.TooMany, "%s", message))
		if p.Status != http.StatusTooManyRequests || p.headers.Get("Retry-After") != want {
			t.Errorf("%q becomes %d with Retry-After %q, want %q", message, p.Status, p.headers.Get("Retry-After"), want)
		}
	}
	for kind, status := range map[models.Kind]int{models.Gone: 410, models.TooLarge: 413, models.Away: 503, models.Stale: 412, models.Denied: 403} {
		if p := a.failure(models.Fail(kind, "No.")); p.Status != status || p.Kind != string(kind) {
			t.Errorf("%s becomes %d %s", kind, p.Status, p.Kind)
		}
	}
}
