package redact

import "strings"

var (
	ticketRule = &rule{Ticket, "ticket", Block, "[ticket]",
		"This is a number in the internal tracker; outsiders cannot open it, and it invites guessing."}
	ticketGuess = &rule{Ticket, "ticket_shape", Warn, "[ticket]",
		"This looks like a number in an internal tracker."}
)

// prefixes are the ticket prefixes in use, in capitals.
type prefixes struct{ own map[string]bool }

func newPrefixes(list []string) *prefixes {
	p := &prefixes{own: map[string]bool{}}
	for _, name := range list {
		p.own[bareTicketPrefix(name)] = true
	}
	return p
}

// begins reports whether a word in full begins with one of the prefixes: PLATFORM for PLAT.
func (p *prefixes) begins(word string) bool {
	for n := 4; n < len(word); n++ {
		if p.own[word[:n]] {
			return true
		}
	}
	return false
}

// trackerPrefixes are prefixes that trackers commonly use.
var trackerPrefixes = wordSet(`OPS SRE INC INFRA PLAT PLATFORM ENG DEV DEVOPS BUG TASK SEC SUP SUPPORT HELP HD
	SD ITSM PROJ TICKET INCIDENT CHG PRB RITM REQ SCTASK JIRA OPSGENIE PAY BILL AUTH CORE DATA API WEB APP MAIL
	NET DB QA CORP CUST CRM SALES FIN HR LEGAL PROD REL CHANGE PROBLEM CASE ISSUE FEAT STORY EPIC PM RCA PIR COE`)

// recordPrefixes are those whose numbers follow without a hyphen.
var recordPrefixes = wordSet(`INC CHG PRB RITM REQ TASK SCTASK CTASK CS HRC KB PTASK`)

// notTrackers begin names of standards, versions, zones and products.
var notTrackers = wordSet(`RFC CVE CWE GHSA RHSA USN DSA MS ISO IEC IEEE RS UTC GMT UTF SHA AES RSA DES TLS SSL HTTP
	HTTPS EN DIN ANSI NIST FIPS ECMA ITU PEP JEP KIP KEP BIP EIP ERC FY CP GB MIL PSR PCI SOC COVID GPT CAP ARM MD
	X OAT AS BS ASTM TR SP XC USB DDR PCIE ASCII UCS BASE CRC FIP IPV TCP UDP IP SEV SEVERITY PRI LTE NVME SATA RAID
	ORA SQLSTATE ERR EVENT ERROR MSB NU TNS DFS BC CCC SQL HRESULT EAST WEST NORTH SOUTH NORTHEAST NORTHWEST SOUTHEAST SOUTHWEST CENTRAL AZ ED EC HMAC PBKDF SNI RTX GTX I
	WINDOWS VERSION RELEASE PHASE STEP LEVEL TIER LAYER CHAPTER SECTION TABLE FIGURE PAGE GDPR OWASP CIS STIG MISRA
	BOEING AIRBUS A B M F G WD LTO PS DO UN UL CB PUB DSM ICD GL ED ETSI TS ISBN ISSN DOI SMPTE UNI JIS KS Q H
	KB SUBSET PKCS ML SLH FN CI CD PY JSR JDK XEP OAUTH CAT QWERTY ES AB CHANNEL POST PRE NON SUB RE CO THREAD RUN TEST
	ABC XYZ FOO AAA XXX NNN ECC EAN GTIN UPC QR PDF GSM UMTS DAB HDMI HDCP VDE DVGW EEA EMV ITIL TOGAF COBIT FHIR HL DICOM IHE ICAO NACE SNOMED LOINC EDIFACT SWIFT CPU GPU NVIDIA
	EU US UK AP SA CA ME AF IAD FRA LHR SYD SIN DUB AMS CDG NRT HKG BOM GRU JFK LAX SJC SEA ATL DFW ORD YYZ`)

// productCodes begin names of devices whose numbers are round: EX-4300, QX-9500.
var productCodes = wordSet("DC EX MX QX PA SRX QFX ASR ISR NCS DGX HGX ASA ML DL FG GT XR SX SG")

// ticket judges a token like OPS-1234 or INC0012345.
func (l *looking) ticket(start, end int) {
	t := l.text[start:end]
	name := 0
	for name < len(t) && (classes[t[name]]&(lower|upper) != 0 || name > 0 && t[name] == '_') {
		name++
	}
	if name < 2 || name > 14 || name == len(t) {
		return
	}
	prefix := strings.ToUpper(t[:name])
	digits := name
	if t[name] == '-' || t[name] == '_' {
		digits++
	}
	stop := digits
	for stop < len(t) && classes[t[stop]]&digit != 0 {
		stop++
	}
	count := stop - digits
	if count == 0 || stop < len(t) && classes[t[stop]]&(letters|under|digit) != 0 || wordByte(l.text, start-1) {
		return
	}
	r := l.judgeTicket(t, prefix, digits > name, count)
	if r != nil && !l.s.ticks.own[prefix] && (dated(t[digits:]) || !recordPrefixes[prefix] && l.saidCode(start, start+stop, t[digits:stop])) {
		return
	}
	if r != nil {
		l.add(start, start+stop, r)
		if r == ticketRule {
			l.moreTickets(start+stop, count)
		}
	}
}

func (l *looking) judgeTicket(t, prefix string, joined bool, count int) *rule {
	capitals := all(t[:len(prefix)], upper|under)
	own := l.s.ticks.own[strings.TrimRight(prefix, "_")] || joined && count > 2 && l.s.ticks.begins(prefix)
	switch {
	case own && (joined || recordPrefixes[prefix] && count >= 4 || count >= 3):
		return ticketRule
	case !joined:
		if recordPrefixes[prefix] && count >= 5 && (prefix != "KB" || t[len(prefix)] == '0') {
			return ticketRule
		}
	case capitals && trackerPrefixes[prefix] && count >= 2 && count <= 7:
		return ticketRule
	case capitals && count >= 3 && count <= 8 && !notTrackers[prefix] && !publicTrackers[prefix] && len(prefix) <= 8 && !(productCodes[prefix] && (strings.HasSuffix(t, "50") || strings.HasSuffix(t, "00"))):
		return ticketGuess
	}
	return nil
}

// ticketNouns stand before the bare number of a ticket.
var ticketNouns = wordSet(`ticket tickets case issue issues bug incident incidents request task pr change problem
	story epic defect card jira zendesk servicenow see closes fixes refs`)

// ticketNumber judges a number after the # at i.
func (l *looking) ticketNumber(i int) {
	end := i + 1
	for classAt(l.text, end)&digit != 0 {
		end++
	}
	count := end - i - 1
	before := strings.ToLower(wordBefore(l.text, i).in(l.text))
	if wordByte(l.text, i-1) && (before == "ticket" || before == "case") && count > 3 && count < 20 && !wordByte(l.text, end) { // Ticket#2026110310000417
		l.add(i-len(before), end, ticketRule)
		return
	}
	if count < 2 || count > 8 || classAt(l.text, end)&(letters|under) != 0 || wordByte(l.text, i-1) {
		return
	}
	if strings.ContainsRune("#&/\"'=", rune(byteAt(l.text, i-1))) && byteAt(l.text, i-1) != 0 {
		return
	}
	if line := strings.ToLower(l.text[max(lineStart(l.text, i), i-80):i]); strings.Contains(line, "upstream") || strings.Contains(line, "project's own") || strings.Contains(line, "public tracker") || strings.Contains(line, "their tracker") {
		return
	}
	noun := ticketNouns[before]
	if countedNouns[before] {
		return
	}
	if !noun && (count < 4 || (count == 6 || count == 8) && l.isColour(i)) {
		return
	}
	if noun || count >= 4 {
		l.add(i, end, ticketRule)
		return
	}
	l.add(i, end, ticketGuess)
}

// isColour reports whether the # at i stands where a style sheet puts a colour.
func (l *looking) isColour(i int) bool {
	if c := byteAt(l.text, i-1); c == ':' || c == '`' {
		return true
	}
	near := strings.ToLower(l.text[max(0, i-24):i])
	return strings.Contains(near, "colo") || strings.Contains(near, "background") || strings.HasSuffix(near, ": ") &&
		(strings.Contains(near, "fill") || strings.Contains(near, "border"))
}

// addNumbered adds the nouns that a bare number follows: "ticket 48213".
func (d *dictionary) addNumbered() {
	for _, noun := range []string{"ticket", "case", "incident", "zendesk", "servicenow", "jira", "freshdesk", "bug", "change request", "service request", "support request", "tac case", "vendor case", "vorfall", "störung", "redmine", "fogbugz", "remedy", "bugzilla", "work order", "fault report", "trouble ticket", "segnalazione", "talep", "požadavek", "hibajegy", "tiketti", "ärende"} {
		d.add(noun, func(l *looking, start, end int) { l.bareTicket(end) })
	}
	for _, noun := range moreNouns {
		for _, tail := range []string{"", " id", " no", " no.", " number", " ref", " code"} {
			d.add(noun+tail, func(l *looking, start, end int) { l.nounID(tail != "", end) })
		}
	}
	for _, key := range idKeys {
		d.add(key, func(l *looking, start, end int) { l.keyedID(key, start, end) })
	}
}

// addPrefixes adds the prefixes in use, for "OPS 1234" and "OPS no. 1234", and written
// backwards.
func (d *dictionary) addPrefixes(list []string) {
	for _, p := range list {
		name := bareTicketPrefix(p)
		if len(name) > 1 && len(name) < 6 { // O.P.S-1234
			d.add(strings.Join(strings.Split(strings.ToLower(name), ""), "."), func(l *looking, start, end int) { l.ownTicket(name, start, end) })
		}
		d.add(name, func(l *looking, start, end int) { l.ownTicket(name, start, end) })
		if len(name) > 2 {
			d.add(backwards(name), func(l *looking, start, end int) {
				from := start - 1
				for from > 0 && classes[l.text[from-1]]&digit != 0 {
					from--
				}
				if start-from > 3 && classAt(l.text, start-1)&(dash|under) != 0 && strings.EqualFold(l.text[start:end], backwards(name)) && !wordByte(l.text, end) {
					l.add(from, end, ticketRule)
				}
			})
		}
	}
}

// ownTicket judges the number behind a prefix in use, over marks and words between.
func (l *looking) ownTicket(name string, start, end int) {
	t := l.text
	capitals := t[start:end] == name
	if !capitals && (ordinary(foldWord(name)) && strings.IndexByte("-#", byteAt(t, end)) < 0 && !l.edited(start, end) && !l.toldTicket(start, end) || len(name) < 3) || wordByte(t, end) && classAt(t, end)&digit == 0 || wordByte(t, start-1) {
		return
	}
	at := end
	for at < len(t) && at-end < 6 && strings.IndexByte(" -_#:/.~=|*+'\"`()[]", t[at]) >= 0 {
		at++
	}
	at = fillersEnd(t, at)
	stop, digits := at, 0
	for stop < len(t) && digits < 9 {
		if classes[t[stop]]&digit != 0 {
			digits++
		} else if (t[stop] != ' ' && t[stop] != '-' && t[stop] != '.') || digits == 0 || classAt(t, stop+1)&digit == 0 || !capitals && t[at-1] == ' ' || digits > 4 {
			break
		}
		stop++
	}
	if rest := t[stop:min(len(t), stop+4)]; strings.HasPrefix(rest, " %") || byteAt(t, at-1) == '+' && stop > at || strings.HasPrefix(t[at:stop], "99.") || strings.HasPrefix(t[at:stop], "100.") {
		return // DNS 99.999 %, NOC: +45 70
	}
	if digits < 3 || at == end && !capitals || wordByte(t, stop) || strings.HasPrefix(t[at:stop], "20") && digits == 4 && t[at-1] == ' ' || counting(t, stop) {
		return
	}
	l.add(start, stop, ticketRule)
}

// fillersEnd is where the words end that say no more than that a number follows:
// OPS, number 1234.
func fillersEnd(t string, at int) int {
	from := at
	if strings.HasPrefix(t[at:], ", ") {
		from += 2
	}
	for _, word := range []string{"no. ", "no ", "nr. ", "nr ", "number ", "ticket ", "n° ", "nummer ", "num ", "number: ", "ticket: ", "ticket number ", "issue ", "case ", "id ", "numéro ", "número ", "numero ", "dash ", "hash ", "# "} {
		if len(t)-from > len(word) && strings.EqualFold(t[from:from+len(word)], word) {
			return from + len(word)
		}
	}
	return at
}

// bareTicket judges the number after a noun that ends at an offset.
func (l *looking) bareTicket(end int) {
	w := wordAfter(l.text, end)
	if s := strings.ToLower(w.in(l.text)); s == "number" || s == "no" || s == "id" || s == "nr" {
		at := w.end
		if byteAt(l.text, at) == '.' {
			at++
		}
		w = wordAfter(l.text, at)
	}
	if s := w.in(l.text); (s == "SR" || s == "CR" || s == "WO" || s == "PR") && byteAt(l.text, w.end) == ' ' && classAt(l.text, w.end+1)&digit != 0 {
		w = span{w.start, idValue(l.text, w.end+1).end} // case SR 3-4417731
		if tail := w.in(l.text)[3:]; strings.Trim(tail, "0123456789-") == "" && len(tail) > 5 {
			l.add(w.start, w.end, ticketRule)
		}
		return
	}
	if v := idValue(l.text, w.start); l.recordCode(v) {
		return
	}
	s := w.in(l.text)
	if !all(s, digit) || len(s) < 4 || len(s) > 10 || len(s) == 4 && (s[:2] == "19" || s[:2] == "20") {
		return
	}
	l.add(w.start, w.end, ticketRule)
}
