package redact

import (
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
		return i + 1
	}
	l.add(i, end, phoneRule)
	return end
}

// phoneRun is the end of a run of digits with the marks people put between them,
// how many digits and how many groups it has.
func phoneRun(text string, i int) (end, digits, groups int) {
	end = i
	inGroup, lastDigits := false, 0
	for j := i; j < len(text) && j-i < 32; j++ {
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
		case (c == '+' || c == '(' && digits >= 7) && j > i && text[j-1] != '(':
			return end, digits, groups
		case strings.IndexByte("+() .-/", c) >= 0:
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

// phoneWords announce a number written without a country code.
var phoneWords = wordSet(`call called calling phone phones tel telephone mobile cell dial dialed dialled hotline bridge
	ring rang fax sms text whatsapp telefon telefoon telephone tel tél teléfono móvil movil portable mobiel gsm tlf puh telefono rufnummer durchwahl festnetz
	zentrale anrufen rufen appeler bellen llamar dzwonić telefone celular telemóvel komórka numéro hausruf mobil mobilfunk cellulare direct joignable reachable erreichbar bereikbaar disponible contactable available raggiungibile reperibile dostępny osiągalny contact switchboard extension landline handy desk number reach pager conference helpline`)

// national judges a number without country code at the digits from start on:
// written in the North American way, or announced by a word.
func (l *looking) national(start int) {
	if strings.IndexByte(".-:/+(", byteAt(l.text, start-1)) >= 0 && start > 0 || wordByte(l.text, start-1) {
		return
	}
	end, digits, groups := phoneRun(l.text, start)
	if digits < 7 || digits > 15 || groups < 2 {
		return
	}
	s := l.text[start:end]
	american := len(s) == 12 && digits == 10 && s[3] == s[7] && (s[3] == '-' || s[3] == '.' || s[3] == ' ') && s[0] >= '2'
	long := strings.HasPrefix(s, "1-") && digits == 11 && groups == 4 || strings.HasPrefix(s, "00") && digits >= 10 && groups >= 3
	free := (strings.HasPrefix(s, "0800") || strings.HasPrefix(s, "0900") || strings.HasPrefix(s, "0845")) && groups > 1 && digits >= 9 && digits <= 11
	if (american && s[3] != ' ') || free || long || (digits >= 9 || american || s[0] == '5' && len(s) == 8) && l.announcedPhone(start) && !dateLike(s) {
		l.add(start, end, phoneRule)
	}
}

// announcedPhone reports whether a word close before says that a number is one to call.
func (l *looking) announcedPhone(start int) bool {
	near := foldWord(l.text[max(0, start-28):start])
	if n := strings.LastIndexByte(near, '\n'); n >= 0 {
		near = near[n:]
	}
	for w := range strings.FieldsFuncSeq(near, func(r rune) bool { return !isLetter(r) }) {
		if phoneWords[w] {
			return true
		}
	}
	return false
}

// addPhoneFields adds the keys of settings whose value is a telephone number.
func (d *dictionary) addPhoneFields() {
	for _, key := range []string{"phone", "mobile", "tel", "telephone", "phone_number", "phonenumber", "mobile_number", "cell", "fax", "telefon", "handy", "téléphone", "portable", "móvil", "teléfono",
		"telefoon", "mobiel", "msisdn", "sms", "pager", "hotline", "contact_phone", "work_phone", "phone_no", "telefonnummer", "caller", "callee"} {
		d.add(key, func(l *looking, start, end int) { l.phoneField(end) })
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
		l.add(at, stop, phoneRule)
	}
}

// dateLike reports whether digits and marks read as a date.
func dateLike(s string) bool {
	return len(s) >= 8 && (s[:2] == "19" || s[:2] == "20") && (s[4] == '-' || s[4] == '/' || s[4] == '.')
}
