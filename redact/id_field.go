package redact

import "strings"

// idWords announce the number of a customer, a contract or an account in several
// languages.
var idWords = []string{"kundennummer", "kunden-nr", "kunden-nr.", "kundennr", "kd-nr", "kd-nr.", "kdnr", "kd.-nr.", "kunden-id", "vertragsnummer", "vertrags-nr", "vertrags-nr.", "rechnungsnummer",
	"rechnungs-nr.", "bestellnummer", "auftragsnummer", "auftrags-nr.", "mandant", "mandantennummer", "aktenzeichen", "personalnummer", "zählernummer", "kontonummer", "konto-nr.",
	"steuernummer", "steuer-id", "ust-id", "vorgangsnummer", "ihr zeichen", "unser zeichen", "mitgliedsnummer", "versicherungsnummer", "geräte-id", "seriennummer",
	"numéro de client", "numéro client", "n° client", "n° de client", "no client", "référence client", "réf. client", "numéro de contrat", "n° de contrat", "numéro de compte", "n° de compte",
	"numéro de commande", "numéro de dossier", "n° de dossier", "numéro de facture", "code client", "klantnummer", "klantnr", "klantnr.", "ordernummer", "factuurnummer", "contractnummer", "rekeningnummer",
	"dossiernummer", "relatienummer", "número de cliente", "nº de cliente", "n.º de cliente", "núm. de cliente", "número de cuenta", "número de contrato", "número de pedido",
	"numero cliente", "codice cliente", "numero di conto", "codice fiscale", "numer klienta", "nr klienta", "numer umowy", "numer konta", "número do cliente", "número da conta",
	"kundnummer", "kundenummer", "avtalsnummer", "asiakasnumero", "müşteri no", "zákaznické číslo", "customer no", "customer no.", "customer number", "customer ref", "customer reference",
	"client no", "client no.", "client number", "client ref", "account no", "account no.", "account number", "account ref", "contract no", "contract no.", "contract number", "policy no", "policy number",
	"member no", "membership number", "membership no", "reference number", "our reference", "your reference", "ref", "reference", "ref no", "ref. no.", "order no", "order no.", "order number", "invoice no", "invoice no.", "invoice number",
	"national insurance number", "nino", "nhs number", "nhs no", "passport", "passport no", "passport number", "vin", "imei", "imsi", "iccid", "mrn", "patient no", "patient number", "serial number",
	"serial no", "s/n", "ssn", "tax id", "vat id", "vat", "vat no", "vat number", "company no", "company number", "registration number", "bsn", "dni", "nie", "nif", "cpf", "cnpj", "pesel", "nip", "meter no", "meter number", "meter id", "supply point", "mpan", "mprn", "device id", "badge no",
	"staff no", "employee no", "personnel number", "sort code", "iban", "bic", "purchase order", "po", "booking", "booking reference", "reservation", "tracking number", "tracking no", "shipment", "consignment", "waybill", "voucher", "rma", "buchungsnummer", "sendungsnummer",
	"référence", "dossier", "matricule", "n°", "acct", "acct.", "a/c", "case ref", "tenant", "tenant no", "workspace", "installation", "kunde nr", "kunde nr.", "kundenr", "kundenr.", "client n°", "client nº", "compte n°", "číslo zákazníka", "zákaznícke číslo", "číslo smlouvy",
	"číslo účtu", "ügyfélszám", "szerződésszám", "cod. cliente", "cód. cliente", "código de cliente", "código cliente", "cliente nº", "cliente n.º", "contratto n.", "numero contratto", "numer zamówienia",
	"număr client", "cod client", "müşteri numarası", "hesap no", "sözleşme no", "ordrenummer", "kontonr", "kontonr.", "avtalenummer", "tilausnumero", "sopimusnumero", "kliendinumber", "kliento numeris",
	"klienta numurs", "broj klijenta", "številka stranke", "αριθμός πελάτη", "номер клиента", "номер договора", "номер клієнта", "debiteurnummer", "debitorennummer", "debitor", "mandats-nr.", "vertrag nr.",
	"site id", "gateway id", "card", "ticket no", "ticket number"}

// addIDFields adds the words and keys that an id follows.
func (d *dictionary) addIDFields() {
	for _, word := range idWords {
		d.add(word, func(l *looking, start, end int) {
			if !countedCell(l.text, start, end) {
				l.announcedID(end)
			}
		})
	}
	d.add("ein", func(l *looking, start, end int) { l.employerNumber(end) })
	for _, word := range []string{"account", "customer", "client", "tenant", "konto", "compte", "cuenta", "conto", "user", "shop", "workspace", "org", "organisation", "organization", "contract", "vertrag", "contrat"} {
		d.add(word, func(l *looking, start, end int) { l.sentencedID(end) })
	}
	for _, word := range []string{"user name", "username", "user-name", "user id", "login name", "login", "account name", "benutzername", "nutzername", "nom d'utilisateur", "gebruikersnaam", "nombre de usuario", "nome utente", "gamertag", "player name", "screen name", "nickname"} {
		d.add(word, func(l *looking, start, end int) { l.userTold(end) })
	}
	for _, word := range []string{"id", "uid", "guid", "uuid"} {
		d.add(word, func(l *looking, start, end int) { l.plainID(start, end) })
	}
	for _, word := range []string{"ending in", "ending with", "ending", "ends in", "ends with", "endet auf", "endend auf", "se terminant par", "terminada en", "eindigend op", "last four", "last four digits"} {
		d.add(word, func(l *looking, start, end int) { l.lastDigits(end) })
	}
	for _, word := range []string{"usr", "acct", "cust", "req", "inv", "ord", "tn", "ten", "acc", "tenant", "account", "customer", "user", "order", "invoice", "contract"} {
		d.add(word, func(l *looking, start, end int) { l.groupedID(start, end) })
	}
	d.addLoose("id", func(l *looking, start, end int) { l.idField(start, end) })
}

// employerNumber judges the number of an employer in America behind the short word for it, which is an
// article in German.
func (l *looking) employerNumber(end int) {
	w := idValue(l.text, codeAt(l.text, end))
	if s := w.in(l.text); w.start > end && len(s) == 10 && s[2] == '-' && all(s[:2]+s[3:], digit) || byteAt(l.text, end) == ':' && bits(s)&letters == 0 {
		l.announcedID(end)
	}
}

// announcedID judges what stands behind a word for a number of somebody.
func (l *looking) announcedID(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 12 && (strings.IndexByte(" \t:=\"'`#([*|.", t[at]) >= 0) {
		at++
	}
	for _, word := range []string{"is ", "was ", "lautet ", "ist ", "est ", "es ", "number ", "no. ", "nr. ", "n° ", "nº "} {
		if strings.HasPrefix(t[at:], word) {
			at += len(word)
			for at < len(t) && strings.IndexByte(" `\"'*", t[at]) >= 0 {
				at++
			}
		}
	}
	if line, _, _ := strings.Cut(t[at:min(len(t), at+40)], "\n"); strings.HasPrefix(line, "with ") || strings.HasPrefix(line, "for ") || strings.HasPrefix(line, "of ") || strings.HasPrefix(line, "at ") || strings.HasPrefix(line, "in ") {
		if n := strings.Index(line, " is "); n > 0 && strings.IndexByte(line[:n], ',') < 0 {
			at += n + 4
		}
	}
	if at == end {
		return
	}
	if stop := insuranceNumber(t, at); stop > at {
		l.add(at, stop, idRule)
		return
	}
	if l.capitalGroups(at) {
		return
	}
	if stop := longGroups(t, at); stop > at {
		l.add(at, stop, idRule)
		return
	}
	if stop, digits, groups := phoneRun(t, at); classAt(t, at)&digit != 0 && groups > 1 && digits > 6 && digits < 17 && !dateLike(t[at:stop]) && !wordByte(t, stop) && (groups > 3 || !thousands(t[at:stop], groupSizes(t[at:stop]))) {
		l.add(at, stop, idRule)
		return
	}
	if w := idValue(t, at); numbered3(t[at:slashedEnd(t, w.end)]) && !headcount(t, w) && w.end > at && !dateLike(w.in(t)) && (!isTicketLike(w.in(t)) || w.in(t)[1] == '-') && !strings.Contains(w.in(t), ":") && !counting(t, w.end) && !yearOnly(w.in(t)) {
		l.add(w.start, l.groupedEnd(slashedEnd(t, w.end)), idRule)
	}
}

// countedCell reports whether a word ends a cell that tells what is counted: | Rows in booking | 1204331 |.
func countedCell(t string, start, end int) bool {
	if !strings.HasPrefix(strings.TrimLeft(t[end:min(len(t), end+8)], " "), "|") || byteAt(t, start-1) != ' ' {
		return false
	}
	switch strings.ToLower(wordBefore(t, start).in(t)) {
	case "on", "in", "per", "by", "into", "from", "over", "pro", "par", "je":
		return true
	}
	return false
}

// headcount reports whether a number is how many there were: Household: 12000 were without power.
func headcount(t string, w span) bool {
	next := wordAfter(t, w.end)
	if !all(w.in(t), digit) || t[w.end:next.start] != " " {
		return false
	}
	return pluralVerbs[next.in(t)] || strings.HasSuffix(w.in(t), "000") && pastVerbs[next.in(t)]
}

// pluralVerbs stand behind a number of many, and pastVerbs behind that of one as well.
var (
	pluralVerbs = wordSet("were are have customers homes people households")
	pastVerbs   = wordSet("had lost remained remain without affected still stayed")
)

// insuranceNumber is where a British insurance number in groups ends: QQ 12 34 56 C.
func insuranceNumber(t string, at int) int {
	if at+13 > len(t) || !all(t[at:at+2], upper) || t[at+2] != ' ' || !all(t[at+3:at+5]+t[at+6:at+8]+t[at+9:at+11], digit) || !all(t[at+12:at+13], upper) {
		return at
	}
	return at + 13
}

// insuredGroups judges two capitals, three pairs of digits and a last letter, as nothing else is
// written.
func (l *looking) insuredGroups(start int) {
	t := l.text
	if stop := insuranceNumber(t, start); stop > start && !wordByte(t, start-1) && !wordByte(t, stop) && t[start+12] < 'E' {
		l.addWeight(start, stop, idRule, Warn)
	}
}

// slashedEnd is the end of an id that goes on behind slashes: NP/2025/0042.
func slashedEnd(t string, end int) int {
	for byteAt(t, end) == '/' && classAt(t, end+1)&(upper|digit) != 0 {
		for end++; classAt(t, end)&(upper|digit|dash) != 0; end++ {
		}
	}
	return end
}

// groupedEnd is the end of an id whose digits stand in groups: 485 777 3456.
func (l *looking) groupedEnd(end int) int {
	for byteAt(l.text, end) == ' ' && classAt(l.text, end+1)&digit != 0 && classAt(l.text, end-1)&(digit|upper) != 0 {
		stop := end + 1
		for stop < len(l.text) && classes[l.text[stop]]&digit != 0 {
			stop++
		}
		if stop-end < 3 || stop-end > 5 || wordByte(l.text, stop) && classAt(l.text, stop)&upper == 0 {
			break
		}
		end = stop
	}
	return end
}

// numbered3 reports whether s holds three digits or more, as ids do.
func numbered3(s string) bool {
	count := 0
	for i := range len(s) {
		count += btoi(classes[s[i]]&digit != 0)
	}
	return count >= 3 && !strings.Contains(s, "..") && !(strings.Contains(s, ".") && versionLike(s)) || count >= 4 && all(s, digit)
}

func yearOnly(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }

// sentencedID judges "my account is HH-00417-B": capitals and digits in groups.
func (l *looking) sentencedID(end int) {
	t, at := l.text, end
	for _, word := range []string{" is ", " was ", " ist ", " est ", " es ", " lautet ", ", ", ": ", " "} {
		if strings.HasPrefix(t[end:], word) {
			at = end + len(word)
			break
		}
	}
	for at < len(t) && at-end < 8 && strings.IndexByte(" :=`*\"'(#", t[at]) >= 0 {
		at++
	}
	for _, word := range []string{"no. ", "nr. ", "no ", "nr ", "number ", "n° "} {
		if len(t)-at > len(word) && strings.EqualFold(t[at:at+len(word)], word) {
			at += len(word)
			break
		}
	}
	w := idValue(t, at)
	s := w.in(t)
	if at > end && tenantSlug(s) && byteAt(t, w.end) != '(' && byteAt(t, w.end) != '/' {
		l.addWeight(w.start, w.end, idRule, Warn)
		return
	}
	if at == end || len(s) < 5 || bits(s)&(lower|dot) != 0 || !numbered3(s) || counting(t, w.end) {
		return
	}
	if b := bits(s); b&upper != 0 && b&(dash|under) != 0 || b&upper != 0 && turns(s) > 0 && len(s) > 5 || all(s, digit) && len(s) > 4 || b&^(digit|dash) == 0 && numbered3(s) && len(s) > 5 && strings.Count(s, "-") > 0 && (len(s) > 6 || strings.Count(s, "-") == 1 && len(s)-strings.IndexByte(s, '-') != 3) && !dateLike(s) && !yearOnly(s[:4]) || b&^(digit|dash) == 0 && len(s) > 8 && strings.Count(s, "-") > 0 && !dateLike(s) {
		l.add(w.start, w.end, idRule)
	}
}

// groupedID judges digits in groups behind a short word for whose they are: usr 5512 0983.
func (l *looking) groupedID(start, end int) {
	if c := byteAt(l.text, end); c != ' ' && c != '-' && c != '_' && c != '.' && c != '/' {
		return
	}
	stop, digits, groups := phoneRun(l.text, end+1)
	sizes := groupSizes(l.text[end+1 : max(end+1, stop)])
	if s := l.text[end+1 : max(end+1, stop)]; len(s) == 7 && yearOnly(s[:4]) && s[5] < '2' {
		return
	}
	if groups < 2 || digits < 6 || digits > 16 || stop <= end || wordByte(l.text, stop) || counting(l.text, stop) || thousands(l.text[end+1:stop], sizes) || dateLike(l.text[end+1:stop]) {
		return
	}
	l.addWeight(start, stop, idRule, Warn)
}

// plainID judges the value behind the bare word id.
func (l *looking) plainID(start, end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 6 && strings.IndexByte(" :=\"'`#(", t[at]) >= 0 {
		at++
	}
	if at == end || classAt(t, start-1)&(letters|digit|under|dash) != 0 {
		return
	}
	w := idValue(t, at)
	if s := w.in(t); len(s) > 4 && !programUsers[s] && !strings.HasPrefix(s, "S-1-0") && !(len(s) == 7 && s[4] == '-' && yearOnly(s[:4])) && (numbered3(s) && (all(s, digit) || bits(s)&(dash|under) != 0 || turns(s) > 0)) && !strings.Contains(s, ".") && !counting(t, w.end) && !yearOnly(s) {
		l.add(w.start, w.end, idRule)
	}
}

// lastDigits judges the last digits of a card: ending in 4242.
func (l *looking) lastDigits(end int) {
	if end >= len(l.text) {
		return
	}
	w := wordAt(l.text, end+1)
	near := strings.ToLower(l.text[max(0, end-60):end])
	if s := w.in(l.text); byteAt(l.text, end) == ' ' && len(s) == 4 && all(s, digit) && (strings.Contains(near, "card") || strings.Contains(near, "account") || strings.Contains(near, "kart") || strings.Contains(near, "cart") || strings.Contains(near, "konto") || strings.Contains(near, "iban") || strings.Contains(near, "visa") || strings.Contains(near, "tarjeta")) {
		l.addWeight(w.start, w.end, idRule, Warn)
	}
}

// openIDs are keys that end in id and name nothing of anybody's.
var openIDs = wordSet("process thread p t g u line exit signal row column rule check plugin template chart region schema type status level error message event step stage build run version release channel topic partition pipeline job")

// idField judges the value of any key that ends in _id, -id or Id.
func (l *looking) idField(start, end int) {
	t := l.text
	if wordByte(t, end) && classAt(t, end)&upper == 0 || start == 0 {
		return
	}
	c := t[start-1]
	if !(c == '_' || c == '-' || classes[c]&(lower|digit) != 0 && t[start] == 'I') {
		return
	}
	from := start - 1
	for from > 0 && classes[t[from-1]]&letters != 0 {
		from--
	}
	key := strings.ToLower(strings.Trim(t[from:start], "_-"))
	at := end
	for at < len(t) && at-end < 8 && strings.IndexByte(" \t:=\"'`>(", t[at]) >= 0 {
		at++
	}
	if mark := t[end:at]; !strings.ContainsAny(mark, ":=>") || key == "" {
		return
	}
	w := idValue(t, at)
	s := w.in(t)
	if len(s) < 4 || bits(s)&digit == 0 || placeholder(s) || versionLike(s) && !all(s, digit) || openIDs[key] && (all(s, digit) || len(s) < 12) || yearOnly(s) {
		return
	}
	l.add(w.start, w.end, idRule)
}
