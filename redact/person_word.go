package redact

import "strings"

// personBefore announce a person right behind them.
var personBefore = wordSet(`paged pinged pinging paging asked cc cc'd cc: ccing thank thanked dm'd dmed woke texted phoned engineer developer
	colleague responder commander technician teammate coworker co-worker hi hey hello dear ping messaged admin
	operator analyst intern manager architect scribe sysadmin dba supervisor facilitator contractor`)

var titles = wordSet("mr mrs ms dr prof herr frau mx")

// linkWords join a name to what was done, pairs with what stands before.
var linkWords = wordSet("by to from with off")

var pairs = pairSet(`escalated to|handed to|handed over to|handed off to|assigned to|according to|reported to|spoke to|spoke with|talked
	to|talked with|credit to|kudos to|shout-out to|props to|paired with|pairing with|over to|off to|belongs to|reassigned to|delegated
	to|loop in|looped in|looping in|pulled in|brought in|call with|chat with|message from|email from|call from|dm from|ping from|note
	from|approval from|sign-off from|help from|checked with|confirmed with|synced with|reach out to|reached out to|thanks to`)

// doneBy are what people do: "approved by Dana".
var doneBy = wordSet(`reported spotted noticed approved reviewed written done run led merged raised opened authored committed pushed deployed
	acknowledged acked owned facilitated restarted reverted submitted prepared signed requested escalated handled found
	discovered investigated executed performed typed made caused drafted edited fixed introduced`)

// byLines stand before a colon and a name.
var byLines = wordSet(`author authors owner owners assignee reporter reviewer reviewers approver scribe lead attendees facilitator commander
	participants responders responder on-call oncall ic contact from to cc engineer dri prepared signed attending present
	investigator editor name secondary primary assigned manager`)

// teams are what people are from.
var teams = wordSet(`sre platform ops operations network networking database databases dba security support infra infrastructure devops
	engineering marketing sales finance legal hr it qa product frontend backend mobile payments billing data noc helpdesk
	facilities procurement success accounting identity messaging delivery reliability observability storage compute
	eng soc comms leadership management research accounts logistics integrations growth analytics`)

// jobs are what people are.
var jobs = wordSet(`engineer sre dba manager lead director developer intern architect cto ceo vp admin analyst ic commander scribe contractor
	staff senior principal head`)

// belongings are what people have: "Dana's laptop".
var belongings = wordSet(`laptop shift desk terminal phone workstation pr branch commit patch message shell credentials
	pull runbook notes on-call handover screen keyboard ssh tmux colleague pager desktop macbook inbox calendar opinion
	suggestion memory`)

// onlyPeople are verbs that no program does.
var onlyPeople = wordSet(`noticed thought believed remembered forgot typed wrote replied said asked suggested guessed assumed realised
	realized wondered joined volunteered woke mentioned explained apologised apologized hopped pinged paged messaged texted phoned
	ssh'd ssh-ed sshed misread mistyped recalled wanted felt knew spotted saw`)

// personVerbs are what people and programs both do.
var personVerbs = wordSet(`restarted deployed ran reverted rolled confirmed pushed merged acknowledged fixed opened posted started found took
	checked identified investigated called escalated triggered executed applied changed removed deleted added edited
	disabled enabled rebooted drained declared closed resolved stopped killed noted flagged logged committed approved reviewed
	handled worked managed reported proposed tried watched helped restored scaled tested verified tweaked updated upgraded bumped
	cleared copied created debugged drafted wiped unplugged muted silenced patched tracked traced launched kicked contacted
	configured corrected discovered examined finished inspected installed isolated moved promoted raised recovered replaced
	requested rerouted resumed retried rewrote switched toggled tuned unblocked`)

// groupWords behind a capitalised word show that it is no person.
var groupWords = wordSet(`team teams group department engineers engineer on-call oncall rotation service services cluster api server support
	alert alerts channel page dashboard console queue desk`)

// closings stand above a signature.
var closings = wordSet(`you wishes faithfully thanks thank regards best cheers sincerely yours ta thx`)

// placeNames are first names that are more often places or products.
var placeNames = wordSet(`sydney victoria virginia georgia florence charlotte austin jordan paris chelsea madison phoenix carolina jackson
	lincoln houston dallas israel kenya india asia china london brooklyn adelaide alexandria lourdes san santiago
	jackson montana dakota cairo devon camden lima milan`)

func pairSet(text string) map[string]bool {
	set := map[string]bool{}
	for entry := range strings.SplitSeq(text, "|") {
		set[strings.Join(strings.Fields(entry), " ")] = true
	}
	return set
}
