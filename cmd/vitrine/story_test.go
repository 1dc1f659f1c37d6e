package main

import "time"

// The case study, with details of our own: what happened, in the words of a real
// team, and what of it may be told.

// studyStart is when customers began to report that the login page fails. The
// guide tells of 16:00; ours began twenty minutes ago, so that it is over now.
func studyStart(now time.Time) time.Time {
	return now.UTC().Add(-20 * time.Minute).Truncate(time.Minute)
}

// studyWord is one public word of the case study.
type studyWord struct {
	state, body string
	status      string // of Sign-in; Reports follows
}

var studyWords = []studyWord{
	{"investigating", "The sign-in page answers with an error for most customers. We know and are looking for the reason. People who are signed in already are not affected.", "major_outage"},
	{"identified", "A process on our web servers uses nearly all processing power. We are stopping it now. Payments and the API work normally.", "major_outage"},
	{"monitoring", "The process is stopped, and the sign-in page answers again. We keep watching.", "degraded_performance"},
	{"resolved", "Sign-in works normally again. A postmortem will follow here by the next business day.", "operational"},
}

// studyEntry is one line of the review's timeline.
type studyEntry struct {
	minute                         int
	kind, phase, who, what, effect string
	public                         string
}

var studyTimeline = []studyEntry{
	{0, "discovery", "detection", "customers", "Customers report that the login page fails; Globex Corporation calls Marta directly", "none", "Customers report that the sign-in page fails."},
	{12, "detected", "detection", "Marta Oduya", "Support notices the pile of requests and asks in #support", "positive", "Support notices."},
	{13, "acknowledged", "triage", "Jonas Feldt", "Takes it, tells the page, opens OPS-4821", "positive", "First word on this page."},
	{14, "escalated", "triage", "Jonas Feldt", "Pages Wendela Brock, who knows the web tier", "positive", ""},
	{15, "task", "investigation", "Wendela Brock", "Restarts nginx on web-prod-3: no change", "none", ""},
	{16, "task", "investigation", "Wendela Brock", "Drains web-prod-2 by mistake, load on web-prod-3 rises", "negative", ""},
	{18, "discovery", "identification", "Wendela Brock", "Unknown process uses 92 % of a CPU on web-prod-3 (10.20.30.43)", "positive", "A process is found that uses nearly all processing power."},
	{20, "restored", "remediation", "Wendela Brock", "kill 4711 on web-prod-3; sign-in answers", "positive", "The process is stopped; sign-in works again."},
	{35, "communication", "remediation", "Marta Oduya", "50 support requests answered", "none", ""},
}

var studyLearnings = []string{
	"Customers noticed before we did.",
	"Nobody was on call for the web tier at that hour.",
	"Jonas did not have access to web-prod-3.",
	"There is no list of processes that belong on a web server.",
	"Support and engineering write in different channels.",
	"The page was told 13 minutes after the first report.",
	"The runbook for draining a server is wrong.",
	"Globex Corporation has Marta's private number.",
	"A caching process had been started by hand weeks ago.",
}

// studyAction is one action item; public is its wording as a countermeasure.
type studyAction struct {
	text, kind, owner, ticket, public string
	immediate                         bool
}

var studyActions = []studyAction{
	{"Alarm on CPU of web-prod-*", "know_sooner", "Wendela Brock", "OPS-4822", "Processor use on sign-in servers raises an alarm within one minute.", true},
	{"On-call rota with a second person", "recover_sooner", "Jonas Feldt", "OPS-4823", "One engineer is always on call, with a second behind them.", false},
	{"Give first responders access to the web tier", "recover_sooner", "Wendela Brock", "OPS-4824", "", false},
	{"Write down what may run on a web server", "prevent", "Wendela Brock", "OPS-4825", "", false},
	{"One channel for incidents", "recover_sooner", "Marta Oduya", "OPS-4826", "", false},
	{"Page told within 5 minutes: template and drill", "know_sooner", "Marta Oduya", "OPS-4827", "We tell this page within five minutes of the first report.", false},
	{"Correct the drain runbook", "recover_sooner", "Jonas Feldt", "OPS-4828", "", false},
	{"Give Globex Corporation the support hotline", "know_sooner", "Marta Oduya", "OPS-4829", "", false},
	{"Replace the caching process", "prevent", "Wendela Brock", "OPS-4830", "The process is replaced by one that cannot starve the others.", false},
}

const (
	studyOverview = "Customers could not log in for about 20 minutes because an unknown process on web-prod-3 used 92 % of a CPU. Globex Corporation called Marta Oduya before any alarm did."
	studyCause    = "memcached-warmer, started by hand on web-prod-3 by a former colleague, starved the sign-in workers. Wendela Brock found it with top. Tracked in OPS-4821."
)

// studySecrets are the words of the review that must not leave.
var studySecrets = []string{"web-prod-3", "web-prod-2", "Globex", "Marta", "Oduya", "Jonas", "Feldt", "Wendela", "Brock", "OPS-48", "10.20.30.43"}

// studyRulebook is the organisation's rulebook.
const studyRulebook = `people:
  - {name: "Marta Oduya", handles: ["marta"], emails: ["marta@northpole.example"]}
  - {name: "Jonas Feldt", handles: ["jfeldt"]}
  - {name: "Wendela Brock", handles: ["wbrock"]}
customers: ["Globex Corporation"]
terms:
  - {match: "web-prod-3", replace: "one of our web servers", kind: hostname}
  - {match: "memcached-warmer", replace: "a background process"}
ticket_prefixes: ["OPS"]
`
