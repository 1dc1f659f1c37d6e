package review

import (
	"regexp"
	"slices"
	"strings"
)

// kindWords, phaseWords and effectWords are what people write for them, beside
// the keys themselves, in small letters.
var kindWords = map[string]EntryKind{
	"detect": Detected, "alert": Detected, "alarm": Detected, "noticed": Detected,
	"ack": Acknowledged, "acked": Acknowledged, "ack'd": Acknowledged, "acknowledge": Acknowledged, "taken": Acknowledged,
	"escalate": Escalated, "escalation": Escalated, "paged": Escalated, "page": Escalated,
	"deployment": Deploy, "deployed": Deploy, "release": Deploy, "rollout": Deploy, "rollback": Deploy,
	"config": ConfigurationChange, "config change": ConfigurationChange, "configuration": ConfigurationChange, "configuration_change": ConfigurationChange,
	"discover": Discovery, "discovered": Discovery, "observation": Discovery, "observed": Discovery, "finding": Discovery, "found": Discovery, "insight": Discovery,
	"comm": Communication, "comms": Communication, "conversation": Communication, "talk": Communication, "call": Communication, "message": Communication, "information": Communication,
	"action": Task, "step": Task, "command": Task, "work": Task,
	"update": StatusUpdate, "status": StatusUpdate, "status page": StatusUpdate,
	"restore": Restored, "recovered": Restored, "recovery": Restored, "fixed": Restored, "resolved": Restored, "resolution": Restored,
}

var phaseWords = map[string]Phase{
	"detecting": Detection, "respond": Response, "responding": Response, "investigate": Investigation, "investigating": Investigation,
	"identify": Identification, "identifying": Identification, "identified": Identification, "diagnosis": Identification,
	"remediate": Remediation, "remediating": Remediation, "repair": Remediation, "fix": Remediation, "mitigation": Remediation, "mitigating": Remediation, "fixing": Remediation,
}

var effectWords = map[string]Effect{
	"+": Positive, "++": Positive, "+1": Positive, "up": Positive, "closer": Positive, "better": Positive, "helped": Positive, "helpful": Positive, "good": Positive, "pos": Positive,
	"brought us closer": Positive, "▲": Positive, "↑": Positive,
	"-": Negative, "--": Negative, "-1": Negative, "−": Negative, "–": Negative, "down": Negative, "worse": Negative, "hurt": Negative, "harmful": Negative, "bad": Negative, "neg": Negative,
	"back": Negative, "set us back": Negative, "setback": Negative, "▼": Negative, "↓": Negative,
	"0": NoEffect, "=": NoEffect, "~": NoEffect, "neutral": NoEffect, "no": NoEffect, "no effect": NoEffect, "no impact": NoEffect, "nothing": NoEffect, "no change": NoEffect,
	"made no difference": NoEffect, "■": NoEffect,
}

// lookUp finds what a word means, by the keys and by the words for them.
func lookUp[T ~string](word string, keys []T, words map[string]T) (T, bool) {
	word = strings.ToLower(strings.TrimSpace(word))
	key := T(strings.NewReplacer(" ", "_", "-", "_").Replace(word))
	if slices.Contains(keys, key) {
		return key, true
	}
	found, ok := words[word]
	return found, ok
}

// sign is what a text gives away of its kind and effect. Weight says how likely
// it is that the line belongs on a timeline.
type sign struct {
	words  *regexp.Regexp
	kind   EntryKind
	effect Effect
	phase  Phase
	weight int
}

func signs(kind EntryKind, effect Effect, phase Phase, weight int, words string) sign {
	return sign{regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:` + words + `)(?:$|[^\pL\pN])`), kind, effect, phase, weight}
}

// The signs, the strongest of a kind first; the first that matches decides kind
// and effect, all of them add up. They are guesses that a person confirms.
var chatSigns = []sign{
	signs(Task, Negative, "", 4, `made (?:it|things) worse|worse (?:now|than)|(?:got|gets|getting|went) worse|made no difference to the better|backfired|broke (?:it|more|the)|spiked again|back up to \d+ ?%|is down again|failing again|errors? (?:are )?(?:up|climbing|rising) again|took (?:it|the \w+) down|wrong (?:server|host|node|cluster|box)`),
	signs(Restored, Positive, Remediation, 5, `back to normal|all green|recovered|fully restored|service (?:is )?(?:restored|back)|(?:is|are|was|were|comes?|came) back(?: up| online)?|works? again|working again|resolved|all clear|looks? healthy|is healthy|confirmed fixed|no (?:more|new) errors|open(?:ed)? (?:\w+ )?for (?:all|everyone|everybody)|reopened|call(?:ing)? it (?:over|done|resolved)|incident (?:is )?(?:over|closed)`),
	signs(Task, NoEffect, "", 4, `no (?:effect|change|difference|improvement|luck|help|harm)|did(?:n't| not) help|does(?:n't| not) help|did nothing|still (?:failing|broken|down|erroring|seeing|the same)|unchanged`),
	signs(Deploy, Positive, Remediation, 5, `roll(?:s|ed|ing)? ?back|rollback|revert(?:ed|ing)?|hot ?fix(?:ed)?`),
	signs(Detected, Positive, Detection, 5, `(?:alert|alarm|monitor|check|probe)s? (?:\w+ )?(?:fired|firing|triggered|went off|says)|firing|\[?firing:\d+\]?|critical alert|pagerduty|opsgenie|alertmanager|(?:is|are|seems|goes|went) down|(?:seeing|getting|throwing|returning|serving) (?:lots of |a lot of |many |some |only )?(?:5\d\ds?|50x|errors?|timeouts?|failures)|(?:customers?|users?|clients?|people) (?:are )?(?:report(?:s|ing)?|complain(?:s|ing)?|can(?:'t|not)|call(?:s|ing)|saying)`),
	signs(Acknowledged, Positive, Triage, 4, `i'?m on (?:it|call)|on it|i'?ll take (?:it|this|incident|ic|command)|taking (?:it|this|command|ic|lead|over)|acknowledged|ack(?:'?ed)?|i'?ve got (?:it|this)|looking into (?:it|this|that)|i am (?:incident )?commander|i'?m (?:ic|incident commander)|declar(?:ed|ing) (?:an? )?(?:incident|sev ?\d)`),
	signs(Escalated, Positive, Triage, 4, `pag(?:ed|ing) [@\w]+|escalat(?:ed|ing|e)|(?:pull(?:ed|ing)?|bring(?:ing)?|brought|loop(?:ed|ing)?|call(?:ed|ing)?) (?:in |\w+ in\b|[@]\w+)|opened (?:a |an )?(?:ticket|case|support case) with|on the phone with|vendor (?:ticket|case|support)`),
	signs(Discovery, Positive, Identification, 5, `found (?:it|the|a|an|that|out|what)|root cause|the cause|caused by|culprit|turns out|it'?s the|because of|the reason|smoking gun|identified|traced (?:it|this|back)|correlat(?:es|ed)|lines up with|started (?:right )?(?:after|when|with)|that explains|narrowed (?:it )?down|pinned (?:it )?down|confirmed(?: that| it|:)`),
	signs(Discovery, NoEffect, Investigation, 4, `hypothes[ie]s|theory|suspect(?:s|ed|ing)?|my (?:guess|bet) is`),
	signs(Discovery, Positive, Identification, 4, `by (?:hand|mistake|accident)|manually`),
	signs(ConfigurationChange, Positive, Remediation, 4, `(?:feature )?flag (?:is )?(?:off|on|disabled|enabled)|turn(?:ed|ing) (?:off|on)|disabl(?:ed|ing)|enabl(?:ed|ing)|scal(?:ed|ing) (?:up|out|down|to)|(?:rais|increas|lower|reduc|bump|doubl)(?:ed|ing)|chang(?:ed|ing) (?:the )?\w+ (?:\w+ )?(?:to|from)|set (?:the )?\w+ to|config(?:uration)? (?:change|push|update)|patched|blocked|rate[- ]limit(?:ed|ing)?|whitelisted|updated (?:the )?(?:dns|record|config|firewall|rule)`),
	signs(Task, Positive, Remediation, 4, `restart(?:s|ed|ing)?|reboot(?:s|ed|ing)?|kill(?:s|ed|ing)?|fail(?:ed|ing)? over|failover|drain(?:ed|ing)?|purg(?:ed|ing)|flush(?:ed|ing)|clear(?:ed|ing) (?:the )?(?:cache|queue|disk|logs?)|promot(?:ed|ing)|reimag(?:ed|ing)|rotat(?:ed|ing)|resiz(?:ed|ing)|freed|replac(?:ed|ing)|mov(?:ed|ing) traffic|shift(?:ed|ing) traffic|took \S+ out of|stopp(?:ed|ing)|start(?:ed|ing) (?:the|up|a new)|re-?index(?:ed|ing)?|restor(?:ed|ing) (?:from|the)|appl(?:ied|ying)|deployed the fix|added (?:more |another |a |two |\d+ )?(?:node|server|instance|replica|disk|capacity|worker|index)s?`),
	signs(Deploy, NoEffect, "", 4, `deploy(?:ed|ing|ment|s)?|releas(?:ed|ing)|shipp(?:ed|ing)|rolled out|rolling out|merged|pushed (?:to|a|the)|canary`),
	signs(Discovery, Positive, Investigation, 4, `dropping|going down now|recovering|(?:latency|errors?|error rate|queue|load|cpu|disk|memory) (?:is |are |has |have )?(?:dropped|falling|down to|normal|fell|draining)|graphs? (?:look|show)|metrics show|improving`),
	signs(Discovery, Positive, Remediation, 4, `(?:locks?|errors?|alerts?|backlog|queue|lag|spike) (?:is |are |has |have )?(?:gone|cleared|drained|empty|zero|0)|down (?:from \S+ )?to (?:\d\S*|zero)`),
	signs(Discovery, Positive, Investigation, 4, `(?:error|failure|success|refusal)s?(?: rate| ratio)? (?:is |are |at |now |of )*\d+ ?%`),
	signs(Discovery, Positive, Investigation, 3, `\d+ ?%`),
	signs(Discovery, Positive, Investigation, 4, `i (?:can )?see|looks? like|(?:logs?|dashboards?|traces?|grafana|graphs?) (?:say|show|is|are|full)|out of (?:memory|disk|connections|space)|oom|disk (?:is )?full|maxed out|exhausted|saturated|expired|deadlock(?:s|ed)?|leak(?:ing)?|stack ?trace|connection (?:refused|reset|pool)`),
	signs(Communication, NoEffect, "", 4, `status ?page|posted (?:an? |the )?(?:update|notice)|told (?:the )?(?:customers?|support|everyone|them)|support (?:says|reports|notices|is getting|has|tells)|tickets? (?:so far|open|coming|in the queue|now)|\d+ (?:support )?(?:tickets|cases|requests|complaints)|\d+ (?:\w+ )?(?:calls|mails|reports) in (?:the last )?\d+|emailed|informed|call(?:ed|ing) (?:us|in)|bridge (?:is )?(?:open|up)|zoom|war ?room|hand(?:ing|ed)? over|next update`),
	signs(Task, NoEffect, Investigation, 3, `check(?:ed|ing)|trying|tried|testing|tested|running|ran|queried|compar(?:ed|ing)|bisect(?:ed|ing)|profil(?:ed|ing)|tailing|ssh(?:'?ed)?|ruled out|not (?:the|a) \w+ (?:problem|issue)`),
}

// chatter marks lines that say little by themselves.
var chatter = regexp.MustCompile(`(?i)^(?:\W*|:[\w+-]+:|(?:ok(?:ay)?|k|yes|yep|yeah|no|nope|thanks?(?: you)?|thx|ty|cool|great|nice|awesome|perfect|lol|haha+|hi|hey|hello|morning|good (?:morning|evening|job|work|night)|sure|same(?: here)?|agreed|right|done|got it|will do|brb|back|lgtm|\+1|sgtm|makes sense|sounds good|one (?:sec|moment|minute)|hm+|oh|ah|wow|ugh|np|welcome|cheers)(?:[ ,]+(?:@?[\w.-]+|all|everyone|folks|team)){0,2})[\s.!?:)(]*$`)

// joins marks what a chat program says by itself.
var joins = regexp.MustCompile(`(?i)(?:has )?(?:joined|left|quit|was added to|set the (?:channel|topic)|changed the topic|pinned a message|started a (?:call|huddle)|renamed)\b.{0,60}$`)

// asks marks what is a question without its sign, by how it begins; somebody may
// be called before it.
var asks = regexp.MustCompile(`(?i)^(?:(?:who|what|why|how|when|where|which|can|could|should|would|does|did|any|opinions)\b|(?:@?[\pL\pN._-]+[,:]? )?(?:(?:is|are|was) (?:it|that|this|there|we|you|any\w*|some\w*)|(?:can|could|should|do) (?:i|we|you)|what|how|who|why)\b)`)

// drafted marks words that are still to be said.
var drafted = regexp.MustCompile(`(?i)^\W*(?:draft|proposal|suggestion)\b`)
