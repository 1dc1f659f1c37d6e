package redact

import "strings"

// Numbers that trades give to people and things, behind the words for these.

// tradeNouns are such words.
var tradeNouns = []string{"voter", "episode", "resident", "donor", "pupil", "candidate", "inmate", "applicant", "cardholder", "licensee", "guest", "volunteer", "player", "licence", "license", "lease", "deed", "plot", "permit", "credit note", "debit note", "gift card", "gift cards", "loyalty", "loyalty card", "loyalty no", "reader no", "reader no.", "card no", "card no.",
	"orcid", "lei", "eic", "eic code", "train set", "trainset", "loco", "locomotive", "wagon", "coach no", "container", "trailer", "vessel", "ear tag", "collar", "specimen", "cassette", "work order", "job card", "job no", "job no.", "delivery note", "pick list", "pallet", "cask", "keg", "lot", "batch", "season ticket", "ticket no", "ticket no.", "e-ticket", "prescription",
	"admission", "encounter", "accession", "sample", "enrolment", "enrollment", "transcript", "matter", "docket", "file no", "file no.", "case file", "claimant", "debtor", "creditor", "taxpayer", "household", "premises", "property", "installation no", "connection point", "asset", "asset no", "inventory no", "barcode", "consignment note", "seal", "seal no", "chassis", "engine no", "mitglied", "ausweis", "aktenzeichen", "az.", "vorgang", "vorgangsnummer", "auftrag", "auftragsnummer", "lieferschein", "dossier n°", "n° de dossier", "commande", "expediente", "pedido", "pratica", "zaak", "zaaknummer", "sprawa", "zamówienie", "ärende", "sak"}

// addTradeIDs adds these words.
func (d *dictionary) addTradeIDs() {
	for _, noun := range tradeNouns {
		d.add(noun, func(l *looking, start, end int) { l.tradeID(end) })
	}
}

// tradeID judges the code behind such a word: figures with capitals or marks between, or many
// in groups.
func (l *looking) tradeID(end int) {
	t := l.text
	if c := classAt(t, end+1); c&(upper|digit) == 0 && c&lower != 0 {
		return // a sentence goes on
	}
	at := codeAt(t, end)
	if at == end || at > end && t[end] != ' ' && t[end] != ':' && t[end] != '=' && t[end] != '"' {
		return
	}
	stop, digits, capitals, marks := at, 0, 0, 0
	for stop < len(t) && stop-at < 32 {
		c := t[stop]
		switch k := classes[c]; {
		case k&digit != 0:
			digits++
		case k&upper != 0:
			capitals++
		case (c == '-' || c == '/' || c == '.' || c == '_') && wordByte(t, stop+1) && wordByte(t, stop-1):
			marks++
		case c == ' ' && classAt(t, stop-1)&digit != 0 && classAt(t, stop+1)&digit != 0:
			marks++
		default:
			c = 0
		}
		if c == 0 || classes[c]&(lower|beyond) != 0 {
			break
		}
		stop++
	}
	s := t[at:stop]
	if wordByte(t, stop) || digits < 4 || counting(t, stop) || dateLike(s) || versionLike(s) || len(s) > 5 && yearOnly(s[:4]) && digits < 9 && capitals == 0 {
		return
	}
	switch {
	case strings.IndexByte(s, ' ') >= 0 && capitals == 0 && digits < 11:
		return
	case capitals == 0 && marks == 0, capitals == 0 && digits < 7, marks == 0 && capitals > 0 && turns(s) < 1:
		return
	}
	if head, _, _ := strings.Cut(s, "-"); notTrackers[strings.TrimRight(head, "0123456789")] {
		return
	}
	l.addWeight(at, stop, idRule, Warn)
}

// boxNumber adds the number of a container (ISO 6346), from its four capitals on.
func (l *looking) boxNumber(start, end int) {
	t := l.text
	if strings.IndexByte("UJZ", t[end-1]) < 0 || byteAt(t, end) != ' ' || wordByte(t, start-1) || digitsFrom(t, end+1) != 6 && digitsFrom(t, end+1) != 7 {
		return
	}
	stop := end + 1 + digitsFrom(t, end+1)
	if stop-end == 7 {
		if c := byteAt(t, stop); c != '-' && c != ' ' || digitsFrom(t, stop+1) != 1 {
			return
		}
		stop += 2
	}
	if !wordByte(t, stop) {
		l.addWeight(start, stop, idRule, Warn)
	}
}

// enrolled reports whether s is the login of somebody who was numbered: one to three letters, a
// year, two letters and a number, lh19nq0412.
func enrolled(s string) bool {
	if len(s) < 9 || len(s) > 14 || bits(s)&^(lower|digit) != 0 || isHexWord(s) {
		return false
	}
	var runs [4]int
	run := 0
	for i := range len(s) {
		if i > 0 && classes[s[i]] != classes[s[i-1]] {
			if run++; run > 3 {
				return false
			}
		}
		runs[run]++
	}
	return classes[s[0]]&lower != 0 && run == 3 && runs[0] < 4 && runs[1] == 2 && runs[2] > 0 && runs[2] < 4 && runs[3] > 2 && runs[3] < 6
}
