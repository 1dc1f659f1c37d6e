package redact

import "strings"

// Identifiers known by their form, or told of in other words.

// addMoreIDs adds the words that such an identifier follows.
func (d *dictionary) addMoreIDs() {
	for _, word := range []string{"delivery note", "lieferschein", "lieferschein-nr.", "pallet", "palette", "consignment", "booking", "file no", "file no.", "claim no", "claim no.", "claim number", "docket", "vertragskonto", "kundenkonto", "patient", "subscriber",
		"badge", "asset tag", "serial", "bon de livraison", "colis", "expediente", "factura", "facture", "rechnung", "bestellung", "auftrag", "sendung", "versichertennummer", "albarán", "pratica", "dossier", "zamówienie", "faktura", "gerät", "licence", "license", "sim", "lot no", "batch no", "installation no", "supplier no", "vendor no", "debtor", "creditor", "kreditor", "cust", "cust.", "vat", "hrb", "po", "acct", "acct.", "reservation", "tracking", "sales order", "purchase order", "loyalty card", "member card", "customer card", "kundenkarte", "chargen-nr.", "batch number", "lot number", "package number", "member number", "driver number", "asset number"} {
		d.add(word, func(l *looking, start, end int) { l.sentencedID(end) })
	}
	for _, word := range commonThings {
		d.add(word, func(l *looking, start, end int) { l.countedID(end) })
	}
	for _, word := range []string{"corr", "rid", "cid", "reqid", "xrid", "sess", "tx", "txid", "txnid", "jobid", "runid", "correlation", "x-request-id", "sid", "mid", "pnr", "orderid", "userid", "custid", "acctid"} {
		d.add(word, func(l *looking, start, end int) {
			if c := byteAt(l.text, end); c == '=' || c == ':' || c == '"' && byteAt(l.text, end+1) == ':' {
				l.nounID(true, end)
			}
		})
	}
	for _, word := range []string{"personnummer", "ahv", "ahv-nr.", "ahv-nummer", "nir", "sozialversicherungsnummer", "svnr", "rentenversicherungsnummer", "steuernr.", "fødselsnummer", "cpr", "cpr-nr.", "emšo", "oib", "rodné číslo", "cnp", "social insurance number", "national id", "id card", "ausweisnummer", "personalausweis",
		"reisepass", "carte d'identité", "numéro de sécurité sociale", "drivers licence", "driver's licence", "driver's license", "führerschein", "case file", "file number", "aktenzeichen", "matter"} {
		d.add(word, func(l *looking, start, end int) { l.announcedID(end) })
	}
	for _, word := range []string{"dob", "date of birth", "birth date", "birthdate", "born on", "born", "geboren am", "geboren", "geb.", "geburtsdatum", "geb. am", "né le", "née le", "date de naissance", "fecha de nacimiento", "nacido el", "nacida el", "data di nascita", "nato il", "nata il", "geboortedatum", "data urodzenia", "birthday", "date_of_birth"} {
		d.add(word, func(l *looking, start, end int) { l.birthDate(end) })
	}
	for _, word := range []string{"licence plate", "license plate", "number plate", "registration", "kennzeichen", "plate", "immatriculation", "kenteken", "matrícula", "targa", "nummernschild", "reg.", "rego", "plaka", "spz", "rendszám", "rekisterinumero", "registreringsnummer", "vehicle reg"} {
		d.add(word, func(l *looking, start, end int) { l.plate(end) })
	}
	for _, issuer := range []string{"auth0|", "google-oauth2|", "github|", "windowslive|", "samlp|", "oidc|", "waad|", "apple|", "facebook|"} {
		d.addLoose(issuer, func(l *looking, start, end int) {
			if w := idValue(l.text, end); !wordByte(l.text, start-1) && w.end-w.start > 5 && bits(w.in(l.text))&digit != 0 {
				l.add(start, w.end, idRule)
			}
		})
	}
}

// nounID judges the value behind one of the nouns, at length where nothing says that a
// number follows.
func (l *looking) nounID(sure bool, end int) {
	t := l.text
	at := overBreak(t, end)
	for begin := at; at < len(t) && at-begin < 6 && (strings.IndexByte(" \t:=\"'`#([", t[at]) >= 0 || sure && t[at] == '>' && at == end); {
		at++
	}
	for _, word := range []string{"is ", "was ", "ist "} {
		if sure && strings.HasPrefix(t[at:], word) {
			at += len(word)
		}
	}
	for sure && strings.IndexByte("`\"'", byteAt(t, at)) >= 0 && at < len(t) {
		at++
	}
	w := idValue(t, at)
	s := w.in(t)
	if at == end || bits(s)&digit == 0 || !numbered3(s) || counting(t, w.end) || dateLike(s) || yearOnly(s) || versionLike(s) && !all(s, digit) || numberUnit(s) && !all(s, digit) || isTicketLike(s) {
		return
	}
	if headcount(t, w) {
		return
	}
	if sure || all(s, digit) && len(s) > 4 || bits(s)&(dash|under) != 0 && randomTail(s) && len(s) > 5 && shapeOf(strings.ToLower(s)) == nil {
		l.addWeight(w.start, w.end, idRule, Warn)
	}
}

// commonThings are words before which and behind which plain numbers stand more often
// than ids: batch 1200-1400, members 100-200.
var commonThings = []string{"parcel", "package", "claim", "policy", "member", "employee", "asset", "driver", "passenger", "student", "meter", "permit", "charge", "equipment", "supplier", "lot", "batch", "los"}

// countedID is sentencedID behind such a word, for what has capitals or a nought at its
// head, or a mark before it that says that a number follows.
func (l *looking) countedID(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 12 && (isSpace(t[at]) || classes[t[at]]&letters != 0 || strings.IndexByte(".:#=*`\"'(", t[at]) >= 0) && classes[t[at]]&upper == 0 {
		at++
	}
	said := strings.ToLower(t[end:at])
	w := idValue(t, at)
	s := w.in(t)
	if a, b, ok := strings.Cut(s, "-"); ok && len(a) == len(b) && all(a, digit) && all(b, digit) {
		return // from one to another
	}
	if bits(s)&upper != 0 || strings.HasPrefix(s, "0") || strings.ContainsAny(said, ":#=") || strings.HasPrefix(said, " no. ") || strings.HasPrefix(said, " nr. ") {
		if strings.HasPrefix(said, " no. ") || strings.HasPrefix(said, " nr. ") {
			end += 4
		}
		l.sentencedID(end)
	}
}

// shippedCode judges a token of a few capitals and many digits as the number of
// something sent or taxed: JJD000390007123456, 1Z999AA10123456784, ATU12345678.
func (l *looking) shippedCode(start, end int) {
	s := l.text[start:end]
	if len(s) < 10 || len(s) > 22 || bits(s)&^(upper|digit) != 0 || wordByte(l.text, start-1) {
		return
	}
	head := 0
	for head < len(s) && classes[s[head]]&upper != 0 {
		head++
	}
	digits := 0
	for i := range len(s) {
		digits += btoi(classes[s[i]]&digit != 0)
	}
	if head > 1 && head < 5 && head+digits == len(s) && digits > 7 && !notTrackers[s[:head]] && s[head:head+2] != "20" || len(s) == 18 && strings.HasPrefix(s, "1Z") && digits > 9 {
		l.addWeight(start, end, idRule, Warn)
	}
}

// birthDate judges the date behind the words for a birth.
func (l *looking) birthDate(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 6 && strings.IndexByte(" :=\"'*`", t[at]) >= 0 {
		at++
	}
	stop, digits := at, 0
	for stop < len(t) && stop-at < 12 && (classes[t[stop]]&digit != 0 || strings.IndexByte("-./", t[stop]) >= 0) {
		digits += btoi(classes[t[stop]]&digit != 0)
		stop++
	}
	for stop > at && classes[t[stop-1]]&digit == 0 {
		stop--
	}
	if at > end && digits >= 6 && digits <= 8 && len(groupSizes(t[at:stop])) == 3 && !wordByte(t, stop) {
		l.addWeight(at, stop, idRule, Warn)
	}
}

// plate judges what stands behind the words for the plate of a car.
func (l *looking) plate(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 5 && strings.IndexByte(" :\"'*`(", t[at]) >= 0 {
		at++
	}
	stop, caps, digits := at, 0, 0
	for stop < len(t) && stop-at < 12 && (classes[t[stop]]&(upper|digit) != 0 || (t[stop] == ' ' || t[stop] == '-') && classAt(t, stop+1)&(upper|digit) != 0) {
		caps += btoi(classes[t[stop]]&upper != 0)
		digits += btoi(classes[t[stop]]&digit != 0)
		stop++
	}
	if at > end && caps > 0 && caps < 6 && digits > 0 && digits < 8 && caps+digits > 4 && !wordByte(t, stop) {
		l.addWeight(at, stop, idRule, Warn)
	}
}

// maskedCard is where four groups of four end of which some are masked, as receipts
// have them: 4111 11** **** 1111; or start.
func maskedCard(t string, start int) int {
	digits, masked, at := 0, 0, start
	for group := range 4 {
		for range 4 {
			switch c := byteAt(t, at); {
			case classes[c]&digit != 0:
				digits++
			case c == '*' || c == 'x' || c == 'X':
				masked++
			default:
				return start
			}
			at++
		}
		if c := byteAt(t, at); group < 3 && (c == ' ' || c == '-') {
			at++
		} else if group < 3 {
			return start
		}
	}
	if digits < 2 || masked < 4 || wordByte(t, at) || byteAt(t, at) == '*' || wordByte(t, start-1) {
		return start
	}
	return at
}

// cardMasks judges masked cards in a line that has masks.
func (l *looking) cardMasks(start, end int) {
	for i := start; i+19 <= end; i++ {
		if c := l.text[i]; c != '*' && c != 'X' && c != 'x' && classes[c]&digit == 0 || i > start && !isSpace(l.text[i-1]) && strings.IndexByte("(\"'`|=:", l.text[i-1]) < 0 {
			continue
		}
		if stop := maskedCard(l.text, i); stop > i {
			l.addWeight(i, stop, cardRule, Warn)
			i = stop
		}
	}
}

// freightBox reports whether s and what follows it name a container of ships: MSKU 123456 5.
func (l *looking) freightBox(start, end int) {
	t := l.text
	s := t[start:end]
	if len(s) == 11 && s[3] == 'U' && all(s[:4], upper) && all(s[4:], digit) {
		l.addWeight(start, end, idRule, Warn)
	} else if len(s) == 6 && all(s, digit) && byteAt(t, start-1) == ' ' && start > 5 && t[start-2] == 'U' && all(t[start-5:start-1], upper) && !wordByte(t, start-6) {
		if (byteAt(t, end) == ' ' || byteAt(t, end) == '-') && classAt(t, end+1)&digit != 0 && !wordByte(t, end+2) {
			end += 2
		}
		l.addWeight(start-5, end, idRule, Warn)
	}
}

// userTold judges the name with a number and marks in it behind a word for what somebody logs in with:
// his user name is lukas.b-7b-0412.
func (l *looking) userTold(end int) {
	t, at := l.text, end
	for _, link := range []string{" is now ", " is ", " was ", " ist ", " est ", " es ", " lautet ", ": ", " "} {
		if strings.HasPrefix(t[end:], link) {
			at = end + len(link)
			break
		}
	}
	for at < len(t) && at-end < 16 && strings.IndexByte("`\"'*", t[at]) >= 0 {
		at++
	}
	stop := at
	for stop < len(t) && stop-at < 40 && classes[t[stop]]&(letters|digit|dot|dash|under) != 0 {
		stop++
	}
	for stop > at && classes[t[stop-1]]&(dot|dash|under) != 0 {
		stop--
	}
	s := t[at:stop]
	b := bits(s)
	if at == end || len(s) < 6 || b&digit == 0 || b&lower == 0 || b&(dot|dash|under) == 0 || versionLike(s) || dateLike(s) || knownForm(s) || byteAt(t, stop) == '(' || byteAt(t, stop) == '@' || byteAt(t, stop) == '/' || shapeOf(strings.ToLower(s)) != nil {
		return
	}
	if _, tail, ok := strings.Cut(s, "."); ok && fileEndings[strings.ToLower(tail)] {
		return
	}
	l.addWeight(at, stop, idRule, Warn)
}

// longGroups is where groups of digits end that are longer together than a telephone number: 8944 1100
// 6823 1234 567; or at.
func longGroups(t string, at int) int {
	stop, count := at, 0
	for stop < len(t) && stop-at < 32 && (classes[t[stop]]&digit != 0 || (t[stop] == ' ' || t[stop] == '-') && classAt(t, stop+1)&digit != 0 && count > 0) {
		count += btoi(classes[t[stop]]&digit != 0)
		stop++
	}
	if count < 17 || count > 22 || wordByte(t, stop) || all(t[at:stop], digit) {
		return at
	}
	return stop
}

// tenantSlug reports whether a word is the name of a tenant as systems have it: a word with the
// environment behind a hyphen, lakeview-prod-eu.
func tenantSlug(s string) bool {
	if len(s) < 8 || bits(s)&^(lower|digit|dash|under) != 0 {
		return false
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' })
	placed, odd := false, false
	for i, p := range parts {
		placed = placed || i > 0 && environments[p]
		odd = odd || i == 0 && !ordinary(p) && !plainWords[p] && !programs[p]
	}
	return placed && odd
}
