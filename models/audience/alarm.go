package audience

import "time"

// AlarmKind is what is wrong with our own sending.
type AlarmKind string

// The alarms.
const (
	PolicyAlarm  AlarmKind = "policy"  // mails are refused for what they are or who sends them: mails to subscribers and to staff wait until staff say so
	CanaryAlarm  AlarmKind = "canary"  // the small mails that must come back do not
	WorkersAlarm AlarmKind = "workers" // nobody works the queues, or a job hangs
)

// AlarmKinds lists the alarms, the gravest first.
var AlarmKinds = []AlarmKind{PolicyAlarm, WorkersAlarm, CanaryAlarm}

// Words say what is wrong, and what to do.
func (k AlarmKind) Words() (what, then string) {
	switch k {
	case PolicyAlarm:
		return "Mails to subscribers are held back: they are refused for what they are or who sends them.",
			"Nobody is struck off; news that grows too old meanwhile is not sent. Mails to staff wait too; mails that confirm a sign-up and calls to other channels go on. Look at SPF, DKIM and DMARC (vitrine doctor) and at your mail provider, then let them leave in the console."
	case CanaryAlarm:
		return "The small mails that must come back do not come back.",
			"Mails to subscribers may not arrive either. Look at the mail server, at its queue, and at the way back."
	default:
		return "The workers that send mail do nothing.", "Subscribers are not told. Look at the process that sends, and at the database."
	}
}

// Alarm is one that is not over yet, or whose end is still to be told.
type Alarm struct {
	Kind   AlarmKind
	Since  time.Time
	Detail string     // in words, or in the mail server's; may be empty
	ToldAt *time.Time // when a channel that staff chose for alarms took it; nil: none has
	OverAt *time.Time // nil: it goes on
}

// Hushed is a mail server's words as they are logged and kept: one line of 300
// characters at most, no address.
func Hushed(words string) string { return hushed(words) }

// silence is how long the workers may give no sign of life.
const silence = 2 * time.Minute

// alarmAgain is how long after a channel took no alarm it is tried again, and how
// long one process has to tell it: longer than the slowest call.
const alarmAgain = 30 * time.Second

// canaryLife is how long the small mails that came back, or did not, are kept.
const canaryLife = 14 * 24 * time.Hour

// Canaries is how the small mails do that must come back.
type Canaries struct {
	SentAt     *time.Time // the last one; nil: none ever was
	ReturnedAt *time.Time // when one last came back
	Took       time.Duration
	Missing    int64 // in a row, each longer away than it may be
}

// When reports of refusals by policy stop the sending: so many within an hour,
// and so large a part of the mails they are about.
const (
	policyLeast  = 20
	policyPart   = 20 // one of so many
	policyWithin = time.Hour
)
