package redact

import "strings"

// Words that announce the number of somebody or something, made as one likes: whatever ends
// in number, in code or in what stands for them.

// openNumbers are what the numbers of which everybody may know, or what is no noun at all.
var openNumbers = wordSet(`version versions versions- zeilen zeile line seiten seite page port haus house telefon telephone phone mobile mobil handy ruf fax cell fehler error zug train linien bus flight flug gleis track revisions revision build
	ausgabe issue release row step round season atomic random prime minimum maximum the a an any of this that its our their same total large small whole right wrong and or one in at on is by for to real exact high low big great certain sheer growing
	platform room seat gate hall floor route part model chapter section figure table bug rule week channel station street postal zip match lap race stage size magic odd even decimal binary version serial-
	raum zimmer platz modell kapitel teil artikel article item produkt product rfc iso din best best- case record notruf emergency hotline service support short lucky jersey squad process thread core cpu`)

// addNumbers adds the words.
func (d *dictionary) addNumbers() {
	for _, tail := range []string{"nummer", "-nr", "kennung", "nummern"} {
		d.addLoose(tail, func(l *looking, start, end int) {
			head := start
			for head > 0 && start-head < 30 && classes[l.text[head-1]]&(letters|dash|dot) != 0 {
				head--
			}
			if noun := strings.Trim(strings.ToLower(l.text[head:start]), "-."); !wordByte(l.text, end) && len(noun) > 1 && !openNumbers[noun] {
				l.announcedID(end)
			}
		})
	}
	for _, word := range []string{"number", "no.", "nr.", "num.", "numéro", "número", "numero", "numer", "n°", "nº"} {
		d.add(word, func(l *looking, start, end int) {
			if w := wordBefore(l.text, start); l.text[w.end:start] == " " && len(w.in(l.text)) > 2 && !openNumbers[strings.ToLower(w.in(l.text))] {
				l.spelledNumber(end)
			}
		})
	}
	for _, word := range strings.Split(`fallnummer|booking code|reservation code|confirmation code|record locator|buchungscode|case id|conference id|meeting id|conference|sécurité sociale|abonné|numéro fiscal|numéro d'abonné|utr|rrn|end-to-end id|endtoendid|end to end id|e2e id|uetr|mandate|mandat
accession|accession number|accession no|study uid|study|az.|geschäftszeichen|gz.|geschz.|bürger-id|citizen id|coupon|voucher code|gift card|donor|cost centre|cost center|kostenstelle|gl account|idoc|transport|sensor|evse|evse id|charging point|depot|matrikelnr|matr.-nr|wagon|wagen|tail number|staff no.|personal-nr|malo|melo|marktlokation|messlokation
zählpunkt|supply number|policyholder|insured|member|membership|library card|rechnung|bürger-id|numéro fiscal|last4|reader card|season ticket|abo|abo-nr|chip|chip id|tag id|rfid|nfc|badge id|locker|awb|work order|arbeitsauftrag|wo|service order
crm id|lead|opportunity|quote|offer|angebot|lieferung|palette|charge|los|schaden|schadenfall|vorgang|akte|verfahren|antrag|bescheid|steuerkonto|bankverbindung|depotnummer|wallet|uetr|terminal id|merchant id|acquirer id|rrn|arn ref|auth code|approval code|authorisation code|authorization code|imatrikel|registration number|reg. no.|plate no
upn|uln|uln no|pupil no|pupil number|candidate number|candidate no|enrolment number|enrollment number|roll number|roll no|subscriber no|subscriber number|registration id|membership id|loyalty no|loyalty number|meter serial|job number|works order|police no|claim no|claim number|loan no|loan number|plot no|title number|permit no|permit number|licence number|license number|licence no|driver number|household|household no|ward no|bed no|lab no|specimen|specimen no|prescription no`, "|") {
		for part := range strings.SplitSeq(word, "\n") {
			d.add(part, func(l *looking, start, end int) { l.spelledNumber(end) })
		}
	}
	for _, word := range []string{"policy", "claim", "invoice", "contract", "loan", "order", "police", "vertrag", "auftrag", "rechnung", "facture", "factura", "faktura", "delivery", "shipment", "lot", "batch", "permit", "case", "file", "circuit", "dossier", "matter", "docket", "warrant", "meter", "serial", "sample", "device", "tag", "herd", "member", "zähler", "contatore", "sayaç"} {
		d.add(word, func(l *looking, start, end int) { l.formalNumber(end) })
	}
	for _, word := range []string{"auftrag", "bestellung", "zamówienie", "commande", "pedido", "sendung"} {
		d.add(word, func(l *looking, start, end int) { l.spelledNumber(end) })
	}
	for _, word := range []string{"bic", "swift", "bic/swift", "swift code", "bic code", "bic:"} {
		d.add(word, func(l *looking, start, end int) { l.bankCode(end) })
	}
	for _, word := range []string{"pnr", "record locator", "booking reference", "booking ref", "booking ref.", "booking code", "reservation code", "buchungscode", "voucher", "voucher code", "gift card", "coupon", "locator", "reservation", "booking"} {
		d.add(word, func(l *looking, start, end int) {
			l.shortCode(strings.Contains(word, "pnr") || strings.Contains(word, "locator"), end)
		})
	}
	for _, word := range []string{"student", "user", "employee", "patient", "member", "citizen", "account", "login", "reader", "subscriber", "client", "customer", "racf user", "userid", "job", "batch job", "jes job", "jobname"} {
		d.add(word, func(l *looking, start, end int) { l.letteredNumber(end) })
	}
	for _, key := range []string{"transaction", "txn", "order", "request", "payment", "account", "customer", "session", "reference", "ref", "trace", "correlation", "invoice", "shipment", "parcel", "ticket code", "device", "terminal", "gateway", "transport", "job", "batch", "contract", "policy", "claim", "loan"} {
		d.add(key, func(l *looking, start, end int) { l.mixedCode(end) })
	}
	for noun := range bareNouns {
		d.add(noun+"s", func(l *looking, start, end int) { l.severalIDs(end) })
	}
	for _, noun := range []string{"booking", "reservation", "locator", "voucher", "herd", "loyalty", "folio", "circuit", "passenger", "pax"} {
		for _, tail := range []string{"ref", "_ref", "-ref", "reference", "_reference", "code", "_code", "no", "_no", "number", "_number", "id", "_id"} {
			d.add(noun+tail, func(l *looking, start, end int) { l.shortCode(true, end+btoi(byteAt(l.text, end) == '"')) })
		}
	}
	for _, key := range []string{"message-id", "message id", "msgid", "call-id", "call id", "thread id"} {
		d.add(key, func(l *looking, start, end int) { l.messageID(end) })
	}
}

// severalIDs judges the ids that follow a word for several: tenants tn-4471 and tn-4472.
func (l *looking) severalIDs(end int) {
	t, at := l.text, codeAt(l.text, end)
	for range 12 {
		w := idValue(t, at)
		s := w.in(t)
		if at == end || len(s) < 4 || bits(s)&digit == 0 || bits(s)&letters == 0 || bits(s)&(dash|under) == 0 && turns(s) < 2 || !numbered3(s) || versionLike(s) {
			return
		}
		l.addWeight(w.start, w.end, idRule, Warn)
		next := w.end
		for _, joint := range []string{", and ", ", ", " and ", " & ", " und ", " et ", "/", " / "} {
			if strings.HasPrefix(t[w.end:], joint) {
				next = w.end + len(joint)
				break
			}
		}
		if next == w.end {
			return
		}
		at = next
	}
}

// codeAt is where the value behind a word for a number begins, or end where none does.
func codeAt(t string, end int) int {
	at := end
	for at < len(t) && at-end < 6 && strings.IndexByte(" :=\"'`#([*", t[at]) >= 0 {
		at++
	}
	for _, word := range []string{"is ", "was ", "ist ", "est ", "es ", "no. ", "nr. ", "number ", "n° "} {
		if at > end && strings.HasPrefix(t[at:], word) {
			at += len(word)
		}
	}
	return at
}

// spelledNumber judges the value behind a word that announces a number, of capitals and
// groups of digits too: LN 2026 004417.
func (l *looking) spelledNumber(end int) {
	t := l.text
	at := codeAt(t, end)
	if at == end {
		return
	}
	if l.capitalGroups(at) {
		return
	}
	l.letteredNumber(end)
	w := idValue(t, at)
	w.end = slashedEnd(t, w.end)
	s := w.in(t)
	if head, _, _ := strings.Cut(s, "-"); numbered3(s) && !notTrackers[head] && (bits(s)&upper != 0 || len(s) > 4 || byteAt(t, w.end) == ' ' || byteAt(t, w.end) == '/') && bits(s)&lower == 0 && !(versionLike(s) && strings.Contains(s, ".")) {
		l.announcedID(end)
	}
}

// capitalGroups adds a few capitals, or one digit, with groups of digits behind them:
// K 884 201, 1 EMH00 4471 2209.
func (l *looking) capitalGroups(at int) bool {
	t := l.text
	w := idValue(t, at)
	if s := w.in(t); len(s) == 0 || len(s) > 4 || !all(s, upper) && (len(s) > 2 || !all(s, digit)) {
		return false
	}
	stop, digits, capitals := w.end, 0, all(w.in(t), upper)
	for byteAt(t, stop) == ' ' && classAt(t, stop+1)&(digit|upper) != 0 {
		g := idValue(t, stop+1)
		if n := g.end - g.start; n > 8 || bits(g.in(t))&digit == 0 || bits(g.in(t))&^(digit|upper|dash) != 0 {
			break
		}
		digits += g.end - g.start
		stop = g.end
	}
	if digits < 5+3*btoi(!capitals) || counting(t, stop) {
		return false
	}
	l.add(at, stop, idRule)
	return true
}

// formalNumber judges capitals with groups of digits or with slashes behind a word for a
// paper: policy HH 7731 4471, invoice NPX/26/7731.
func (l *looking) formalNumber(end int) {
	t := l.text
	at := codeAt(t, end)
	w := idValue(t, at)
	if at == end || classAt(t, at)&upper == 0 || notTrackers[w.in(t)] {
		return
	}
	if stop := slashedEnd(t, w.end); stop > w.end && numbered3(t[at:stop]) && bits(w.in(t))&lower == 0 {
		l.addWeight(at, stop, idRule, Warn)
		return
	}
	if all(w.in(t), upper) {
		l.capitalGroups(at)
	}
}

// bankCode judges the code of a bank behind the word for it (ISO 9362).
func (l *looking) bankCode(end int) {
	w := idValue(l.text, codeAt(l.text, end))
	if s := w.in(l.text); w.start > end && (len(s) == 8 || len(s) == 11) && bits(s)&^(upper|digit) == 0 && all(s[:6], upper) {
		l.add(w.start, w.end, idRule)
	}
}

// shortCode judges the few capitals and digits by which a booking is found again.
func (l *looking) shortCode(sure bool, end int) {
	w := idValue(l.text, codeAt(l.text, end))
	s := w.in(l.text)
	if b := bits(s); w.start == end || len(s) < 5 || len(s) > 16 || b&^(upper|digit|dash) != 0 || b&upper == 0 || b&dash == 0 && len(s) > 10 {
		return
	} else if b&digit != 0 && (turns(s) > 1 || len(s) > 5) || sure && len(s) == 6 {
		l.addWeight(w.start, w.end, idRule, Warn)
	}
}

// letteredNumber judges one or two letters and many digits behind a word for somebody:
// student s2041177.
func (l *looking) letteredNumber(end int) {
	w := idValue(l.text, codeAt(l.text, end))
	s := w.in(l.text)
	tail := strings.TrimLeft(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz")
	if head := len(s) - len(tail); w.start > end && head > 0 && head < 4 && len(tail) > 3+btoi(head > 1) && all(tail, digit) && !notTrackers[strings.ToUpper(s[:head])] && !counting(l.text, w.end) {
		l.addWeight(w.start, w.end, idRule, Warn)
	}
}

// mixedCode judges a word of letters and digits in turns behind a word for a thing that has
// a number: transaction 8XK22019LM, request 7f3a9c2e-11.
func (l *looking) mixedCode(end int) {
	w := idValue(l.text, codeAt(l.text, end))
	s := w.in(l.text)
	b := bits(s)
	if w.start == end || len(s) < 7 || len(s) > 40 || b&(dot|beyond) != 0 || b&digit == 0 || b&letters == 0 || b&lower != 0 && b&upper != 0 {
		return
	}
	digits := 0
	for i := range len(s) {
		digits += btoi(classes[s[i]]&digit != 0)
	}
	if b&upper != 0 && digits > 3 && !isTicketLike(s) || b&lower != 0 && digits > 3 && turns(s) > 2 && shapeOf(s) == nil {
		l.addWeight(w.start, w.end, idRule, Warn)
	}
}

// messageID judges the id of a mail or a call up to its bracket.
func (l *looking) messageID(end int) {
	t := l.text
	at := end
	for at < len(t) && at-end < 4 && strings.IndexByte(" :=\"<", t[at]) >= 0 {
		at++
	}
	stop := at
	for stop < len(t) && stop-at < 200 && !isSpace(t[stop]) && strings.IndexByte(">\"'`,;)", t[stop]) < 0 {
		stop++
	}
	if s := t[at:stop]; at > end && len(s) > 6 && bits(s)&digit != 0 && strings.IndexByte(s, '@') > 0 {
		l.addWeight(at, stop, idRule, Warn)
	}
}
