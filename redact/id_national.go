package redact

import "strings"

// Numbers that states give to people, known by their form and, where they have one, by their
// check letter.

// nationalID reports whether a token is one: a codice fiscale, a DNI or NIE, a NINO, a PAN of
// India, a henkilötunnus.
func nationalID(s string) bool {
	switch len(s) {
	case 16: // Italy
		return all(s[:6]+s[8:9]+s[11:12]+s[15:], upper) && all(s[6:8]+s[9:11]+s[12:15], digit) && strings.IndexByte("ABCDEHLMPRST", s[8]) >= 0
	case 11: // Finland
		return all(s[:6]+s[7:10], digit) && strings.IndexByte("-+A", s[6]) >= 0 && classes[s[10]]&upper != 0 && s[:2] < "32" && s[2:4] < "13"
	case 10: // India
		return all(s[:5]+s[9:], upper) && all(s[5:9], digit) && strings.IndexByte("PCHFATBLJG", s[3]) >= 0
	case 9:
		if all(s[:2]+s[8:], upper) && all(s[2:8], digit) && s[8] < 'E' { // the United Kingdom
			return true
		}
		return spanishID(s)
	}
	return false
}

// spanishID reports whether eight digits, of which the first may be X, Y or Z, and a letter
// belong together.
func spanishID(s string) bool {
	if classes[s[8]]&upper == 0 || !all(s[1:8], digit) {
		return false
	}
	first := strings.IndexByte("XYZ", s[0])
	if first < 0 {
		if classes[s[0]]&digit == 0 {
			return false
		}
		first = int(s[0] - '0')
	}
	n := first
	for _, c := range []byte(s[1:8]) {
		n = n*10 + int(c-'0')
	}
	return "TRWAGMYFPDXBNJZSQVHLCKE"[n%23] == s[8]
}

// jobOfBatch is where the name of a job of an AS/400 that begins with six digits ends:
// 884213/QUSER/BAGFEED; or end.
func jobOfBatch(t string, start, end int) int {
	if end-start != 6 || !all(t[start:end], digit) || wordByte(t, start-1) {
		return end
	}
	stop := end
	for range 2 {
		if byteAt(t, stop) != '/' || classAt(t, stop+1)&upper == 0 {
			return end
		}
		for stop++; stop < len(t) && classes[t[stop]]&(upper|digit|under) != 0; stop++ {
		}
	}
	return stop
}

// docketNumber adds the number of a case as courts write it behind a word for one: 7 O 417/26.
func (l *looking) docketNumber(end int) {
	t := l.text
	at := codeAt(t, end)
	n := digitsFrom(t, at)
	if stop := slashedCase(t, at); at > end && stop > at {
		l.add(at, stop, idRule)
		return
	}
	w := wordAt(t, at+n+1)
	if at == end || n == 0 || n > 4 || byteAt(t, at+n) != ' ' || w.end-w.start > 5 || classAt(t, w.start)&upper == 0 || byteAt(t, w.end) != ' ' {
		return
	}
	first := digitsFrom(t, w.end+1)
	second := digitsFrom(t, w.end+1+first+1)
	stop := w.end + 1 + first + 1 + second
	if first == 0 || second != 2 && second != 4 || byteAt(t, w.end+1+first) != '/' || wordByte(t, stop) {
		return
	}
	l.add(at, stop, idRule)
}

// addNationalIDs adds words that such numbers follow, and those of trades.
func (d *dictionary) addNationalIDs() {
	for _, word := range strings.Split("aadhaar|aadhaar no|aadhar|uidai|pan no|pan number|pan card|taj|taj szám|adóazonosító|személyi szám|t.c. kimlik no|tc kimlik|kimlik no|vergi no|partita iva|p. iva|p.iva|codice fiscale|rodné č.|rč|ičo|dič|pps|pps no|pps number|ppsn|eircode|hetu|henkilötunnus|y-tunnus|organisationsnummer|org.nr|orgnr|cédula|curp|rfc no|"+
		"bag tag|bag tag no|bag tag number|baggage tag|tag no|tag number|e-ticket|e-ticket no|barcode|ear tag|herd|herd no|circuit id|cell id|folio no|crn|urn|key card|order ref|lsp|site code|imo|mmsi|callsign|hull no|chassis no|engine no|frame no|rma no|sku ref|voyage|bl no|b/l|manifest|frequent flyer|frequent flyer no|ff no|service tag|asset no|asset number|asset id|equipment no|tail no|airframe|licence no|license no|permit no|certificate no|warrant|docket no|case no|case number|roll no|folio|parcel no|plot no|claim ref|policy ref|quote ref|job ref|batch ref|"+
		"pratica n.|sinistro n.|polizza n.|fattura n.|ordine n.|protocollo n.|bolla n.|spis. zn.|č.j.|čj.|objednávka č.|faktura č.|smlouva č.|iktatószám|ügyszám|rendelésszám|számlaszám|dosya no|sipariş no|fatura no|poliçe no|seri no|diaarinumero|dnro|laskunumero|tilausnumero|asiakasnro|ärendenummer|dnr|fakturanummer|ordernr", "|") {
		d.add(word, func(l *looking, start, end int) { l.announcedID(end) })
	}
	for _, word := range []string{"sample", "lot", "batch", "charge", "specimen", "pallet", "crate", "keg", "cask", "tank", "well", "probe", "partita", "šarže", "parti", "erä", "tétel"} {
		d.add(word, func(l *looking, start, end int) { l.markedCode(end) })
	}
	for _, word := range []string{"case", "az", "az.", "aktenzeichen", "geschäftszeichen", "docket", "file", "record no", "sp. zn.", "ügyszám"} {
		d.add(word, func(l *looking, start, end int) { l.docketNumber(end) })
	}
}
