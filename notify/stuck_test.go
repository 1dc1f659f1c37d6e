package notify

import (
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
)

func TestAJobThatHangsIsAnAlarmUntilItDoesNot(t *testing.T) {
	t.Parallel()
	r, _ := refuse(t)
	if err := MigrateRiver(t.Context(), r.DB); err != nil {
		t.Fatal(err)
	}
	jobs := batches(1, []audience.Range{{First: 1, Last: 2}}, 0)
	if err := r.DB.Tx(t.Context(), func(tx *models.Tx) error { return r.engine.add(t.Context(), tx, jobs) }); err != nil {
		t.Fatal(err)
	}
	look := func(state string, ago time.Duration) []audience.Alarm {
		at := models.Clock().Add(-ago)
		err := r.DB.Tx(t.Context(), func(tx *models.Tx) error {
			return tx.DB().Exec("UPDATE river_job SET state = ?, attempted_at = ?, scheduled_at = ?", state, at, at).Error
		})
		if err == nil {
			err = r.stuck(t.Context())
		}
		list, err2 := r.Audience.Alarms(t.Context())
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		return list
	}
	for _, c := range []struct {
		state string
		ago   time.Duration
		want  int
	}{{"running", time.Minute, 0}, {"running", 3 * time.Minute, 1}, {"running", time.Minute, 0}, {"available", 3 * time.Minute, 1}, {"scheduled", 3 * time.Minute, 0}} {
		if got := look(c.state, c.ago); len(got) != c.want || c.want == 1 && got[0].Kind != audience.WorkersAlarm {
			t.Errorf("%s for %s: %+v", c.state, c.ago, got)
		}
	}
}
