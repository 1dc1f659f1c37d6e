package edition

import "testing"

// TestPagesOfEveryLanguageMayLeaveMemory wants the many pages of long ago counted as
// such under every address they have.
func TestPagesOfEveryLanguageMayLeaveMemory(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{"/": false, "/de": false, "/components/api": false, "/feed.rss": false, "/api/v2/summary.json": false, "/de/subscribe": false,
		"/incidents/x": true, "/de/incidents/x": true, "/ja/history/2026-11": true, "/fr/components/api": true, "/postmortems/x": true, "/postmortems/x/changes/1-2": true,
		"/api/postmortems/x.json": true} {
		if got := archival(path); got != want {
			t.Errorf("%s may leave memory: %t, want %t", path, got, want)
		}
	}
}
