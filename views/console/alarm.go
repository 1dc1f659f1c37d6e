package console

import (
	"time"

	"vitrine/models/audience"
)

// Alarm is what is wrong with our own sending, as every page shows it.
type Alarm struct {
	What, Then string // sentences: what is wrong, and what to do
	Since      time.Time
	Detail     string     // may be empty
	ToldAt     *time.Time // when a channel for alarms took it
	Resume     bool       // staff can end it with one button
}

// AlarmOf is an alarm in words.
func AlarmOf(a audience.Alarm) Alarm {
	what, then := a.Kind.Words()
	return Alarm{What: what, Then: then, Since: a.Since, Detail: a.Detail, ToldAt: a.ToldAt, Resume: a.Kind == audience.PolicyAlarm}
}

// alarmView is an alarm with the page it stands on.
type alarmView struct {
	Frame Frame
	Alarm Alarm
}

func alarming(f Frame, a Alarm) alarmView { return alarmView{f, a} }
