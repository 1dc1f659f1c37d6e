package redact

import "strings"

// peopleNouns are words for people that "is" and a name follow: their driver is Ottoline.
var peopleNouns = []string{"contact", "driver", "manager", "engineer", "lead", "colleague", "person", "facilitator", "scribe", "commander", "auditor", "consultant", "technician", "dispatcher", "courier", "caller", "reporter", "reviewer", "author", "boss", "deputy", "successor", "supervisor", "coordinator",
	"operator", "representative", "trainer", "speaker", "contact person", "point of contact", "contact there", "contact on site", "account manager", "site manager", "person in charge", "person on duty", "person on call", "incident lead", "team lead", "project lead", "owner", "buyer", "clerk", "secretary", "assistant", "receptionist", "caretaker",
	"fahrer", "fahrerin", "ansprechpartner", "ansprechpartnerin", "leiter", "leiterin", "chefin", "kollege", "kollegin", "kontakt", "interlocuteur", "interlocutrice", "responsable", "technicien", "chauffeur", "contacto", "encargado", "encargada", "referente", "contactpersoon", "monteur", "kierowca", "their side", "our side"}

// addPeopleTold adds these words.
func (d *dictionary) addPeopleTold() {
	for _, deed := range []string{"freigabe", "freigegeben", "genehmigt", "gemeldet", "geprüft", "bestätigt", "angelegt", "erstellt", "gefunden", "behoben", "durchgeführt", "validé", "signalé", "approuvé", "aprobado", "revisado", "zatwierdzone", "godkänt", "godkjent", "goedgekeurd"} {
		for _, by := range []string{" durch", " von", " par", " por", " przez", " av", " af", " door"} {
			d.add(deed+by, func(l *looking, start, end int) { l.nameBehind(end, maybeName) })
		}
	}
	for _, word := range strings.Fields("guest gast invité invitado remote vendor visitor extern externe external netz leitstelle betrieb technik vertrieb einkauf lager werkstatt instandhaltung entwicklung contractor consultant chair minutes scribe nurse driver teamleitung einsatzleitung réseau exploitation explotación") {
		d.add(word, func(l *looking, start, end int) { l.namedWithTeam(start, end) })
	}
	for team := range teams {
		d.add(team, func(l *looking, start, end int) { l.namedWithTeam(start, end) })
	}
	for _, noun := range peopleNouns {
		for _, link := range []string{" is", " was", " ist", " est", " es", " war", " called", " named"} {
			d.add(noun+link, func(l *looking, start, end int) { l.nameBehind(end, maybeName) })
		}
	}
}

// namedWithTeam judges the word before a team in brackets: Almqvist (IT).
func (l *looking) namedWithTeam(start, end int) {
	if byteAt(l.text, start-1) != '(' || byteAt(l.text, end) != ')' || byteAt(l.text, start-2) != ' ' {
		return
	}
	w := wordBefore(l.text, start-1)
	if low := foldWord(w.in(l.text)); w.end == start-2 && !ordinary(low) && !plainWords[low] && !gazetteer[low] && !notNames[low] && !programs[low] && !businessWords[low] {
		l.nameBefore(w.end)
	}
}

// capitalPair judges two words with a capital, neither of which any lexicon knows, as
// the name of a person: Gudveig Haukdal. A name of a product looks the same, so it warns.
func (l *looking) capitalPair(start, end int) {
	t := l.text
	if end-start < 3 || byteAt(t, end) != ' ' || classAt(t, end+1)&(upper|beyond) == 0 || start < l.pairedStop || start > 0 && strings.IndexByte("-_/.@#$'+", t[start-1]) >= 0 && !(t[start-1] == '\'' && start > 1 && strings.IndexByte(" (=N", t[start-2]) >= 0) {
		return
	}
	n := nameAt(t, start)
	l.pairedStop = n.end
	if n.words != 2 || n.unknown != 2 || n.initial > 0 || n.end-n.start > 40 {
		return
	}
	if c := byteAt(t, n.end); c == '-' || c == '_' || c == '/' || c == '(' || c == '@' || c == ' ' && classAt(t, n.end+1)&(upper|digit) != 0 {
		return
	}
	for w := range strings.FieldsSeq(n.in(t)) {
		low := foldWord(w)
		if len(w) < 3 || gazetteer[low] || notNames[low] || placeNames[low] || businessWords[low] || programs[low] || innerCapital(w) || l.ownWord(low) {
			return
		}
	}
	prev := wordBefore(t, start)
	if s := prev.in(t); t[prev.end:start] == " " && (s == "in" || s == "at" || s == "near" || s == "In" || s == "At") {
		return // a place
	}
	if s := prev.in(t); capitalised(s) && t[prev.end:start] == " " && !sentenceStart(t, prev.start) || l.nounsInCapitals(start) {
		return
	}
	l.add(n.start, n.end, nameGuess)
}

// ownWord reports whether a word is the name of a domain of ours, and so of the
// house or of a partner, or one of those that stand for everybody.
func (l *looking) ownWord(low string) bool { return nobodies[low] || l.s.zones.names[low] }

// nobodies stand in examples for a person.
var nobodies = map[string]bool{"jane doe": true, "john doe": true, "jane roe": true, "richard roe": true, "max mustermann": true, "erika mustermann": true, "jan kowalski": true, "anna kowalska": true, "juan perez": true, "mario rossi": true, "jean dupont": true, "marie dupont": true, "jan jansen": true, "ola nordmann": true, "kari nordmann": true,
	"joe bloggs": true, "alice": true, "test person": true, "test user": true, "foo bar": true, "john smith": true, "jane smith": true, "matti meikalainen": true, "medelsvensson": true}

// nounsInCapitals reports whether the line around an offset is of a language that gives
// every noun a capital, or a heading.
func (l *looking) nounsInCapitals(at int) bool {
	from := lineStart(l.text, at)
	line := l.text[from:min(len(l.text), at+120)]
	line, _, _ = strings.Cut(line, "\n")
	if strings.HasPrefix(strings.TrimLeft(line, " >"), "#") {
		return true
	}
	capitals, words := 0, 0
	for w := range strings.FieldsSeq(line) {
		words++
		capitals += btoi(classes[w[0]]&upper != 0)
		switch w {
		case "der", "die", "das", "und", "ist", "nicht", "wir", "den", "dem", "im", "mit", "von", "zu", "für", "auf", "ein", "eine", "es", "sich", "wurde", "haben", "bei":
			return true
		}
	}
	return capitals*2 > words && words > 4
}
