package redact

import (
	"net/netip"
	"strings"
)

var phoneRule = &rule{Phone, "phone", Block, "[phone number]", "This is a telephone number."}

// phone judges a number that begins with the + or ( at i, and returns where it ends.
func (l *looking) phone(i int) int {
	if wordByte(l.text, i-1) || strings.IndexByte("+/", byteAt(l.text, i-1)) >= 0 && i > 0 {
		return i + 1
	}
	end, digits, groups := phoneRun(l.text, i)
	plus := l.text[i] == '+'
	switch {
	case plus && digits >= 8 && digits <= 15 && (groups > 1 || digits >= 10):
	case !plus && digits == 10 && groups >= 2 && byteAt(l.text, i+4) == ')':
	case !plus && digits >= 9 && digits <= 13 && byteAt(l.text, i+1) == '0' && groups >= 2 && strings.IndexByte(l.text[i:end], ')') > 0:
	case !plus && strings.HasPrefix(l.text[i:], "(+") && digits >= 8 && digits <= 15:
	default:
		if stop := maskedNumber(l.text, i); stop > i {
			l.addWeight(i, stop, phoneRule, Warn)
			return stop
		}
		return i + 1
	}
	l.addPhone(i, end, "")
	return end
}

// maskedNumber is where a telephone number ends whose last digits are masked:
// +44 1632 960xxx; or i.
func maskedNumber(t string, i int) int {
	digits, hidden, end := 0, 0, i
	for j := i; j < len(t) && j-i < 28; j++ {
		switch c := t[j]; {
		case classes[c]&digit != 0:
			if hidden > 0 {
				return i
			}
			digits++
		case (c == 'x' || c == 'X' || c == '*' || c == '#' || c == '?' || c == '_') && digits > 5:
			hidden++
			end = j + 1
		case strings.IndexByte(" -.()/+", c) >= 0:
		default:
			j = len(t)
		}
	}
	if hidden < 2 || hidden > 7 || digits+hidden < 9 || digits+hidden > 15 || wordByte(t, end) {
		return i
	}
	return end
}

// addPhone adds a telephone number with the extension behind it: x417, ext. 417.
func (l *looking) addPhone(start, end int, weight Severity) {
	if strings.HasSuffix(l.text[:start], "tel:") && !wordByte(l.text, start-5) {
		start -= len("tel:")
	}
	if stop := maskedNumber(l.text, start); stop > end {
		l.addWeight(start, stop, phoneRule, weight)
		return
	}
	tail := strings.ToLower(l.text[end:min(len(l.text), end+20)])
	for _, word := range []string{" x", "x", " ext. ", " ext ", " ext.", " ext", ", ext. ", ";ext=", " extension ", ", extension ", "#", " #", ",,", "p", " (ext. ", " (ext ", " (x", " (durchwahl ", " (dw "} {
		rest, ok := strings.CutPrefix(tail, word)
		if n := len(rest) - len(strings.TrimLeft(rest, "0123456789")); ok && n > 0 && n < 7 && !wordByte(rest, n) {
			end += len(word) + n + btoi(strings.Contains(word, "(") && byteAt(rest, n) == ')')
			break
		}
	}
	l.addWeight(start, end, phoneRule, weight)
}

// phoneRun is the end of a run of digits with the marks people put between them,
// how many digits and how many groups it has.
func phoneRun(text string, i int) (end, digits, groups int) {
	end = i
	inGroup, lastDigits := false, 0
	longest := 32
	if strings.HasPrefix(text[i:], "+") || strings.HasPrefix(text[i:], "(+") {
		longest = 48 // +49 (0)30 – 5550 – 19 – 04
	}
	for j := i; j < len(text) && j-i < longest; j++ {
		switch c := text[j]; {
		case c >= '0' && c <= '9':
			if !inGroup {
				groups++
			}
			inGroup = true
			if digits++; digits > 15 {
				return end, lastDigits, groups - 1
			}
			if j+1 >= len(text) || classAt(text, j+1)&digit == 0 {
				end, lastDigits = j+1, digits
			}
		case c == '\n' && text[i] == '+' && digits > 1 && digits < 11:
			inGroup = false
			for j+1 < len(text) && j-i < 32 && strings.IndexByte(" >", text[j+1]) >= 0 {
				j++
			}
			if classAt(text, j+1)&digit == 0 {
				return end, digits, groups
			}
		case (c == '+' || c == '(' && digits >= 7) && j > i && text[j-1] != '(':
			return end, digits, groups
		case strings.IndexByte("+() .-/", c) >= 0 || c == '_' && text[i] == '+':
			if inGroup = false; j > i+1 && text[j-1] == c && c != ' ' {
				return end, digits, groups
			}
			if c == ')' && digits > 0 && strings.IndexByte(text[i:j], '(') >= 0 {
				end = max(end, j+1)
			}
		default:
			if classes[c]&letters != 0 && inGroup {
				return i, 0, 0
			}
			return end, digits, groups
		}
	}
	return end, digits, groups
}

// phoneWords announce a number written without a country code, alone and with a
// number of any form behind them.
var (
	phoneWords = wordSet(`called calling bridge
	ring rang text durchwahl zentrale anrufen rufen appeler bellen llamar dzwonić numéro hausruf cellulare direct joignable reachable erreichbar bereikbaar disponible contactable
	available raggiungibile reperibile dostępny osiągalny contact switchboard extension desk number reach pager conference line bereitschaft rufbereitschaft astreinte pikett piket
	emergency notruf guardia dyżur t m f nummer rückruf`)
	surePhoneWords = wordSet(`call phone phones tel telephone mobile cell dial dialed dialled hotline fax sms whatsapp telefon telefoon tél téléphone teléfono móvil movil portable
	mobiel gsm tlf puh telefono rufnummer festnetz telefone celular telemóvel komórka mobil mobilfunk landline handy helpline ph mob cellphone msisdn bereitschaftshandy diensthandy
	notfallnummer handynummer telefonnummer telefoonnummer bereitschaftsnummer`)
)

// national judges a number without country code at the digits from start on:
// written in the North American way, with the zero of a trunk call, or announced.
func (l *looking) national(start int) {
	if strings.IndexByte(".-:/+(", byteAt(l.text, start-1)) >= 0 && start > 0 || wordByte(l.text, start-1) {
		return
	}
	if l.text[start] == '0' {
		if stop := maskedNumber(l.text, start); stop > start {
			l.addWeight(start, stop, phoneRule, Warn)
			return
		}
	}
	end, digits, groups := phoneRun(l.text, start)
	if digits < 7 || digits > 15 || groups < 2 {
		return
	}
	s := l.text[start:end]
	for field := range strings.FieldsSeq(s) {
		if _, err := netip.ParseAddr(field); err == nil {
			return
		}
	}
	sizes := groupSizes(s)
	if dateLike(s) || dayFirst(s, sizes) || len(sizes) == 2 && strings.IndexByte(s, '.') > 0 || counting(l.text, end) {
		return
	}
	american := len(s) == 12 && digits == 10 && s[3] == s[7] && (s[3] == '-' || s[3] == '.' || s[3] == ' ') && s[0] >= '2'
	long := (strings.HasPrefix(s, "1-") || strings.HasPrefix(s, "1 (")) && digits == 11 && groups == 4 || strings.HasPrefix(s, "00") && digits >= 10 && groups >= 3
	free := (strings.HasPrefix(s, "0800") || strings.HasPrefix(s, "0900") || strings.HasPrefix(s, "0845")) && digits >= 9 && digits <= 11
	sure, weak := l.announcedPhone(start)
	switch {
	case american && s[3] != ' ' || free || long || sure || weak && !thousands(s, sizes):
		l.addPhone(start, end, "")
	case trunkCall(s, digits, sizes):
		l.addPhone(start, end, Warn)
	}
}

// groupSizes are the sizes of the groups of digits in s.
func groupSizes(s string) (sizes []int) {
	run := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && classes[s[i]]&digit != 0 {
			run++
		} else if run > 0 {
			sizes, run = append(sizes, run), 0
		}
	}
	return sizes
}

// dayFirst reports whether digits begin with a date: 02.11.2026 14, 4/11/2025 16, 20251103-0007.
func dayFirst(s string, sizes []int) bool {
	if len(sizes) > 2 && sizes[0] < 3 && sizes[1] < 3 && sizes[2] == 4 {
		year := s[sizes[0]+sizes[1]+2:]
		return (s[sizes[0]] == '/' || s[sizes[0]] == '-' || s[sizes[0]] == '.') && s[sizes[0]+sizes[1]+1] == s[sizes[0]] && yearOnly(year[:4])
	}
	if sizes[0] == 8 && len(s) > 8 {
		return datedNumber(s[:8]) // the number of a file of a day
	}
	return len(sizes) > 2 && len(s) >= 10 && sizes[0] == 2 && sizes[1] == 2 && sizes[2] == 4 && (s[6:8] == "19" || s[6:8] == "20")
}

// thousands reports whether groups of digits read as one large number, or as
// several of them.
func thousands(s string, sizes []int) bool {
	for _, n := range sizes[1:] {
		if n != 3 {
			return false
		}
	}
	return s[0] != '0' && sizes[0] < 4 && !strings.Contains(s, "(")
}

// trunkCall reports whether a number begins with the zero and the code of a place or a network.
func trunkCall(s string, digits int, sizes []int) bool {
	if s[0] != '0' || s[1] < '1' || s[1] > '9' || digits < 9 || digits > 12 || sizes[0] < 2 || sizes[0] > 5 || len(sizes) > 5 {
		return false
	}
	pairs := 0
	for _, n := range sizes {
		pairs += btoi(n == 2)
	}
	return pairs < len(sizes) || len(sizes) == 5 && strings.Trim(s, "0123456789"+s[2:3]) == ""
}

// announcedPhone reports whether a word close before says that a number is one to call.
func (l *looking) announcedPhone(start int) (sure, weak bool) {
	near := foldWord(l.text[max(0, start-28):start])
	if n := strings.LastIndexByte(near, '\n'); n >= 0 {
		near = near[n:]
	}
	for w := range strings.FieldsFuncSeq(near, func(r rune) bool { return !isLetter(r) }) {
		if len(w) == 1 && !strings.HasSuffix(near, w+": ") && !strings.HasSuffix(near, w+". ") {
			continue
		}
		sure = sure || surePhoneWords[w]
		weak = weak || phoneWords[w]
	}
	return sure, sure || weak
}

// addPhoneFields adds the keys of settings whose value is a telephone number.
func (d *dictionary) addPhoneFields() {
	for _, key := range []string{"phone", "mobile", "tel", "telephone", "phone_number", "phonenumber", "mobile_number", "cell", "fax", "telefon", "handy", "téléphone", "portable", "móvil", "teléfono",
		"telefoon", "mobiel", "msisdn", "sms", "pager", "hotline", "contact_phone", "work_phone", "phone_no", "telefonnummer", "caller", "callee"} {
		d.add(key, func(l *looking, start, end int) { l.phoneField(end) })
	}
	for _, word := range []string{"tel", "phone", "telephone", "mobile", "cell", "fax", "handy", "telefon", "telefoon", "téléphone", "teléfono", "gsm", "whatsapp", "hotline", "dial", "wa.me/", "call", "tlf"} {
		d.add(word, func(l *looking, start, end int) { l.bareNumber(end) })
	}
}

// bareNumber judges digits without marks behind a word for a telephone: tel 5550127.
func (l *looking) bareNumber(end int) {
	at := end
	for at < len(l.text) && at-end < 4 && strings.IndexByte(" .", l.text[at]) >= 0 {
		at++
	}
	stop := at
	for stop < len(l.text) && stop-at < 16 && classes[l.text[stop]]&digit != 0 {
		stop++
	}
	if n := stop - at; (at > end || byteAt(l.text, end-1) == '/') && n >= 7 && n <= 15 && !wordByte(l.text, stop) && !counting(l.text, stop) && !yearOnly(l.text[at:at+4]) {
		l.addPhone(at, stop, "")
	}
}

// phoneField judges the digits behind a key for a telephone number.
func (l *looking) phoneField(end int) {
	at := end
	for at < len(l.text) && at-end < 8 && strings.IndexByte(" \t:=\"'`*.", l.text[at]) >= 0 {
		at++
	}
	if at == end || classAt(l.text, at)&digit == 0 {
		return
	}
	if stop, digits, _ := phoneRun(l.text, at); digits >= 7 && digits <= 15 && strings.ContainsAny(l.text[end:at], ":=\"") && !dateLike(l.text[at:stop]) && !wordByte(l.text, stop) {
		l.addPhone(at, stop, "")
	}
}

// dateLike reports whether digits and marks read as a date.
func dateLike(s string) bool {
	return len(s) >= 8 && (s[:2] == "19" || s[:2] == "20") && (s[4] == '-' || s[4] == '/' || s[4] == '.') && (classes[s[7]]&digit == 0 || s[6] == s[4] && classAt(s, 9)&digit == 0 || s[5:7] == "19" || s[5:7] == "20")
}
