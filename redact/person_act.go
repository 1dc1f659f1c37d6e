package redact

import "strings"

// A word that no lexicon knows, with a capital, where only somebody who acts can stand: Oriel
// had already rolled back; "not again", said Ysolde; without Eldred.

// handVerbs are what needs a person, as it stands in reports of what was done.
var handVerbs = strings.Fields(`rolled reverted merged rang texted drove tried silenced muted promised insisted proposed unplugged pressed admitted argued hesitated shouted laughed walked flew cycled stayed sat signed told thanked warned helped swapped tasted lifted drew wiped taped plugged
	decided offered agreed disagreed escalated objected assured assumed hoped feared expected wanted needed preferred refused quit hurried ran looked came went left took found opened called pushed pulled fixed checked switched cut handed brought sent wrote read gave got made kept let put spent
	acknowledged approved confirmed rebooted restarted drained disabled deployed uploaded copied deleted edited corrected cancelled closed reopened answered picked dialled phoned emailed mailed posted pasted booked ordered measured counted repaired replaced cleaned closed locked unlocked`)

// firmVerbs are those of them that programs and firms are said to do too: these need a word
// like already before them.
var firmVerbs = wordSet("ran came went left took found opened called pushed pulled fixed checked switched cut handed brought sent read gave got made kept let put needed expected refused offered agreed acknowledged approved confirmed rebooted restarted drained disabled deployed uploaded copied deleted corrected cancelled closed reopened answered posted measured counted repaired replaced cleaned locked unlocked warned helped proposed promised swapped decided silenced merged reverted rolled signed quit wiped assumed escalated drew")

// betweenWords stand between a name and what its bearer did.
var betweenWords = wordSet("had has have already then also later immediately quickly finally simply briefly never once just soon again himself herself meanwhile first twice still only long since at once bereits schon dann")

// leadWords go on with who did something next.
var leadWords = wordSet("then when while until after before because that and but so dann danach als ensuite puis quand luego cuando poi quando daarna toen sedan potem")

// foreignDeeds are what people do, in other languages, in the past.
var foreignDeeds = strings.Fields(`startete stoppte schaltete rief fand sah nahm ging kam behob meldete prüfte bemerkte entdeckte relança redémarra trouva appela remarqua reinició encontró llamó notó avisó arregló revisó riavviò trovò chiamò notò controllò herstartte vond belde zag merkte controleerde startade hittade ringde såg märkte startet fant ringte så merket
	zrestartował zrestartowała znalazł znalazła zadzwonił zadzwoniła zauważył zauważyła sprawdził sprawdziła restartoval restartovala našel našla zavolal zavolala všiml všimla sanoi kertoi soitti huomasi käynnisti löysi tarkisti reiniciou encontrou ligou notou avisou verificou yeniden aradı buldu gördü söyledi újraindította megtalálta felhívta észrevette`)

// addActors adds these verbs, and the words that such a name follows.
func (d *dictionary) addActors() {
	for _, verb := range handVerbs {
		firm := firmVerbs[verb]
		d.add(verb, func(l *looking, start, end int) { l.actor(start, firm) })
	}
	for _, verb := range foreignDeeds {
		d.add(verb, func(l *looking, start, end int) { l.actor(start, false) })
	}
	for _, here := range []string{"here", "hier", "aquí", "aqui", "ici", "här", "tutaj", "tady"} {
		d.add(here, func(l *looking, start, end int) { l.presentHere(start, end) })
	}
	for _, said := range strings.Fields("said asked replied wrote answered added says asks writes sagte fragte schrieb meinte rief dit demanda répondit dijo preguntó escribió disse chiese scrisse zei vroeg schreef sade frågade skrev sa spurte powiedział powiedziała zapytał napisał řekl řekla zeptal napsal sanoi kysyi kirjoitti") {
		d.add(said, func(l *looking, start, end int) { l.saidBehind(start, end) })
	}
	for _, lead := range []string{", our", ", the", ", my", ", a", ", unser", ", unsere", ", notre", ", nuestro", ", nuestra", ", onze", ", vår"} {
		d.add(lead, func(l *looking, start, end int) { l.apposition(start, end) })
	}
	for _, words := range []string{"escalate to", "escalated to", "escalates to", "escalating to", "handover to", "hand over to", "handed over to", "handoff to", "hand-over to", "call", "signed:", "it took", "we owe", "thanks go to", "thanks goes to", "credit goes to", "waited for", "waiting for", "wait for", "nobody but", "no one but", "everybody but", "without", "wake up", "woke up", "relieve", "relieved", "let", "told", "tell", "asked", "it was", "it is", "here is", "it's", "met", "helped", "joined by", "along with", "together with", "sat with", "stayed with", "on behalf of", "instead of", "ahead of", "asked by", "told by", "known to", "called by", "woken by", "kept by", "taken by", "held by", "seen by", "heard by", "left by", "contact person", "contact persons", "key contact", "our contact"} {
		d.add(words, func(l *looking, start, end int) { l.actorBehind(words, end) })
	}
}

// soleName reports whether a word can be nobody's but a person's: no lexicon knows it, and it
// does not end as products do.
func (l *looking) soleName(w span) bool {
	t := l.text
	s := w.in(t)
	low := foldWord(strings.TrimSuffix(s, "'s"))
	if len(low) < 4 || len(low) > 16 || !isName(s) || innerCapital(s) || ordinary(low) || plainWords[low] || notNames[low] || gazetteer[low] || placeNames[low] || programs[low] || businessWords[low] || greetings[low] || closings[low] || groupWords[low] || l.ownWord(low) || bits(low)&(dash|under|digit) != 0 {
		return false
	}
	if givenNames[low] {
		return true
	}
	for _, ending := range productEndings {
		if strings.HasSuffix(low, ending) {
			return false
		}
	}
	prev := wordBefore(t, w.start)
	if b := prev.in(t); t[prev.end:w.start] == " " && (capitalised(b) && !(sentenceStart(t, prev.start) && ordinary(foldWord(b))) || stormWords[strings.ToLower(b)] || strings.ToLower(b) == "our" || strings.ToLower(b) == "their" || strings.ToLower(b) == "this" || strings.ToLower(b) == "that") {
		return false
	}
	return strings.IndexByte("-_/.@#$`\"", byteAt(t, w.start-1)) < 0 || w.start == 0
}

// productEndings end names of programs and firms.
var productEndings = []string{"ium", "ify", "base", "ware", "soft", "net", "hub", "flow", "kit", "sql", "ux", "db", "gres", "stack", "cloud", "tech", "corp", "bank", "mail", "scale", "grid", "zon", "ology", "tion", "ness", "ment", "ings", "ies", "ics", "ism", "scope", "wire", "works", "link", "desk", "point", "craft", "kus", "vault", "shift", "server", "sync", "bot", "pay"}

// actor judges the word before a verb of deeds.
func (l *looking) actor(start int, firm bool) {
	t := l.text
	if byteAt(t, start-1) != ' ' {
		return
	}
	w := wordBefore(t, start)
	between := 0
	for between < 3 && t[w.end:min(len(t), w.end+1)] == " " && betweenWords[w.in(t)] {
		between++
		w = wordBefore(t, w.start)
	}
	if w.start == w.end || byteAt(t, w.end) != ' ' || firm && between == 0 && !leadWords[strings.ToLower(wordBefore(t, w.start).in(t))] || !l.soleName(w) {
		return
	}
	if l.nounsInCapitals(w.start) && !givenNames[foldWord(w.in(t))] && !sentenceStart(t, w.start) {
		return
	}
	l.addWeight(w.start, w.end, nameRule, Warn)
	if and := wordBefore(t, w.start); and.in(t) == "and" { // Lindiwe and Thabiso
		if other := wordBefore(t, and.start); t[other.end:and.start] == " " && l.soleName(other) {
			l.addWeight(other.start, other.end, nameRule, Warn)
		}
	}
}

// apposition judges the word before a comma and what somebody is: Torvild, our night engineer.
func (l *looking) apposition(start, end int) {
	t := l.text
	w := wordBefore(t, start)
	if w.end != start || w.start == w.end || !l.soleName(w) {
		return
	}
	at := end
	for range 4 {
		next := wordAfter(t, at)
		low := strings.ToLower(next.in(t))
		if next.end == next.start || strings.TrimSpace(t[at:next.start]) != "" {
			return
		}
		if jobs[low] && low != "staff" && low != "head" && low != "lead" && low != "principal" && low != "senior" {
			l.addWeight(w.start, w.end, nameRule, Warn)
			return
		}
		at = next.end
	}
}

// saidBehind judges the word behind a verb of telling that a quotation stands before.
func (l *looking) saidBehind(start, end int) {
	t := l.text
	head := strings.TrimRight(t[max(0, start-8):start], " ")
	if !strings.HasSuffix(head, "\"") && !strings.HasSuffix(head, "”") && !strings.HasSuffix(head, "»") && !strings.HasSuffix(head, "“") && !strings.HasSuffix(head, "\",") && !strings.HasSuffix(head, "”,") && !strings.HasSuffix(head, "»,") && !strings.HasSuffix(head, "“,") && !strings.HasSuffix(head, "',") && !strings.HasSuffix(head, "’") {
		return
	}
	if w := wordAfter(t, end); t[end:w.start] == " " && l.soleName(w) {
		l.addWeight(w.start, nameEnd(t, w), nameRule, Warn)
	}
}

// nameEnd is the end of the name that begins with a word.
func nameEnd(t string, w span) int {
	if n := nameAt(t, w.start); n.end > w.end {
		return n.end
	}
	return w.end
}

// actorBehind judges the word behind words that somebody follows.
func (l *looking) actorBehind(words string, end int) {
	t := l.text
	if classAt(t, end+1)&(upper|beyond) == 0 {
		return
	}
	w := wordAfter(t, end)
	if t[end:w.start] != " " || !l.soleName(w) || byteAt(t, w.end) == ' ' && classAt(t, w.end+1)&upper != 0 || l.nounsInCapitals(w.start) {
		return
	}
	next := strings.ToLower(wordAfter(t, w.end).in(t))
	switch words {
	case "it took":
		if numberWords[next] == "" && bits(next)&digit == 0 && next != "a" && next != "an" && next != "some" && next != "about" && next != "over" && next != "half" && next != "just" && next != "only" {
			return
		}
	case "it was", "it is", "here is", "it's":
		if next != "who" && next != "speaking" && next != "here" && next != "calling" {
			return
		}
	case "without", "instead of", "ahead of", "along with", "together with", "let", "waiting for", "wait for", "waited for":
		if next != "we" && next != "nobody" && next != "to" && next != "know" && next != "and" && next != "who" && !(words == "waited for" && next == "") {
			return
		}
	}
	l.addWeight(w.start, w.end, nameRule, Warn)
}

// answersWho reports whether a verb that stands for another ends what is said of somebody, as an answer
// does: who has it? Grace does. Will might, but he is away.
func answersWho(t string, end int, verb string) bool {
	switch verb {
	case "does", "did", "can", "could", "might", "will", "would", "has":
	default:
		return false
	}
	rest := t[end:min(len(t), end+5)]
	return rest == "" || strings.IndexByte(".,;!\n", rest[0]) >= 0 || rest == " but " || rest == " and "
}
