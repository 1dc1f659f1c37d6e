package redact

import "strings"

// Numbers and codes in the records of clinics and networks, and prints of keys.

// addRecordIDs adds the words that such a number stands behind.
func (d *dictionary) addRecordIDs() {
	for _, word := range []string{"ods", "ods code", "practice code", "clinic code"} {
		d.add(word, func(l *looking, start, end int) { l.practiceCode(end) })
	}
	for _, word := range []string{"such as", "for example", "e.g.", "namely", "wie"} {
		d.add(word, func(l *looking, start, end int) { l.exampleID(start, end) })
	}
	for _, word := range []string{"thumbprint", "fingerprint", "serial", "certificate", "sha-1", "sha1", "sha-256", "fingerabdruck", "empreinte"} {
		d.add(word, func(l *looking, start, end int) { l.longPrint(end) })
	}
	for _, word := range []string{"wwn", "wwpn", "wwnn", "lun", "naa"} {
		d.add(word, func(l *looking, start, end int) { l.diskName(end) })
	}
	d.add("session", func(l *looking, start, end int) { l.backendSession(end) })
	d.add("system id", func(l *looking, start, end int) { l.runnerToken(start) })
	for _, name := range []string{"deviceserialnumber", "patientid", "accessionnumber", "otherpatientids", "studyid", "requestedprocedureid", "issuerofpatientid", "admissionid"} {
		d.add(name, func(l *looking, start, end int) { l.dumpedTag(start) })
	}
	for _, segment := range []string{"obr", "orc"} {
		d.add(segment, func(l *looking, start, end int) { l.orderFields(start, end) })
	}
	d.addLoose("sha256:", func(l *looking, start, end int) { l.keyPrint(start, end) })
}

// practiceCode judges a letter and five digits behind what clinics are counted with.
func (l *looking) practiceCode(end int) {
	t := l.text
	at := end
	for at < len(t) && at-end < 4 && strings.IndexByte(" :`=", t[at]) >= 0 {
		at++
	}
	if w := wordAt(t, at); at > end && len(w.in(t)) == 6 && all(t[at:at+1], upper) && all(t[at+1:w.end], digit) {
		l.add(w.start, w.end, idRule)
	}
}

// exampleID judges digits in groups and a last letter, where a number of somebody is spoken of:
// the passport number such as 826 045 000417 P.
func (l *looking) exampleID(start, end int) {
	t := l.text
	if near := strings.ToLower(t[max(lineStart(t, start), start-24):start]); !strings.Contains(near, "number ") && !strings.Contains(near, "nummer ") {
		return
	}
	stop, digits, groups := phoneRun(t, end+1)
	if byteAt(t, end) != ' ' || groups < 2 || digits < 8 || digits > 16 || dateLike(t[end+1:stop]) {
		return
	}
	if byteAt(t, stop) == ' ' && classAt(t, stop+1)&upper != 0 && !wordByte(t, stop+2) {
		l.add(end+1, stop+2, idRule)
	}
}

// longPrint judges the print of a certificate in pairs with colons between, sixteen or more.
func (l *looking) longPrint(end int) {
	t := l.text
	at := end
	for at < len(t) && at-end < 10 && (strings.IndexByte(" :=`(#\n", t[at]) >= 0 || strings.HasPrefix(t[at:], "is ")) {
		at += 1 + 2*btoi(t[at] == 'i')
	}
	stop, pairs := at, 0
	for stop+2 <= len(t) && isHexWord(t[stop:stop+2]) {
		pairs++
		if stop += 2; byteAt(t, stop) != ':' {
			break
		}
		stop++
	}
	if at > end && pairs > 15 && pairs < 65 && !wordByte(t, stop) {
		l.addWeight(at, stop, idRule, Warn)
	}
}

// diskName judges sixteen digits in hexadecimal, as disks and their ports are named.
func (l *looking) diskName(end int) {
	t := l.text
	at := end
	for at < len(t) && at-end < 16 && strings.IndexByte(" :=.\t`", t[at]) >= 0 {
		at++
	}
	w := wordAt(t, at)
	s := strings.TrimPrefix(strings.ToLower(w.in(t)), "0x")
	if at > end && (len(s) == 16 || len(s) == 32) && isHexWord(s) && bits(s)&digit != 0 {
		l.add(w.start, w.end, idRule)
	}
}

// backendSession judges the session of a database, two numbers in hexadecimal: 66103fa1.3b7c.
func (l *looking) backendSession(end int) {
	t := l.text
	at := end
	for at < len(t) && at-end < 6 && strings.IndexByte(" :=[`", t[at]) >= 0 {
		at++
	}
	w := hostAt(t, at)
	if head, tail, ok := strings.Cut(w.in(t), "."); ok && at > end && len(head) == 8 && isHexWord(head) && len(tail) > 1 && len(tail) < 8 && isHexWord(tail) {
		l.add(w.start, w.end, idRule)
	}
}

// runnerToken judges the short code of a runner before its system: tQ7xLz2K, system ID: …
func (l *looking) runnerToken(start int) {
	t := l.text
	if !strings.HasSuffix(t[:start], ", ") || byteAt(t, start+len("system id")) != ':' {
		return
	}
	if w := wordBefore(t, start-2); w.end == start-2 && w.end-w.start > 7 && w.end-w.start < 24 && turns(w.in(t)) > 1 && bits(w.in(t))&upper != 0 {
		l.add(w.start, w.end, idRule)
	}
}

// dumpedTag judges the value in brackets of a tag of a picture that names a patient, an order or a
// device: LO [104917]  #  6, 1 DeviceSerialNumber.
func (l *looking) dumpedTag(start int) {
	t := l.text
	line := t[lineStart(t, start):start]
	open := strings.IndexByte(line, '[')
	if open < 0 || strings.IndexByte(line, '#') < open || !strings.HasPrefix(strings.TrimSpace(line), "(") {
		return
	}
	if n := strings.IndexByte(line[open:], ']'); n > 3 && bits(line[open+1:open+n])&digit != 0 {
		from := start - len(line) + open + 1
		l.add(from, from+n-1, idRule)
	}
}

// orderFields judges the second field and the third of an order in a message of a clinic.
func (l *looking) orderFields(start, end int) {
	t := l.text
	if byteAt(t, end) != '|' || strings.Trim(t[lineStart(t, start):start], " >`\t") != "" && byteAt(t, start-1) != '\r' {
		return
	}
	at := end + 1
	for field := 1; field < 4; field++ {
		stop := at
		for stop < len(t) && stop-at < 48 && strings.IndexByte("|\n\r^`", t[stop]) < 0 {
			stop++
		}
		if s := t[at:stop]; field > 1 && len(s) > 5 && bits(s)&digit != 0 && bits(s)&^(letters|digit|dash|under) == 0 && !placeholder(s) {
			l.add(at, stop, idRule)
		}
		n := strings.IndexByte(t[stop:min(len(t), stop+64)], '|')
		if n < 0 || strings.IndexByte(t[stop:stop+n], '\n') >= 0 {
			return
		}
		at = stop + n + 1
	}
}

// keyPrint judges the print of a key as OpenSSH writes it: SHA256 and 43 characters of base64.
func (l *looking) keyPrint(start, end int) {
	t := l.text
	stop := end
	for stop < len(t) && stop-end < 50 && payloadBytes[t[stop]] != 0 {
		stop++
	}
	if s := t[end:stop]; len(s) == 43 && bits(s)&upper != 0 && bits(s)&lower != 0 && !wordByte(t, start-1) {
		l.addWeight(start, stop, idRule, Warn)
	}
}
