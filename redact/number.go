package redact

import "strings"

// number judges the digits that begin a token: a card, a telephone number.
func (l *looking) number(start, end int, seen uint8) {
	if classes[l.text[start]]&digit == 0 {
		if end-start == 11 {
			l.freightBox(start, end)
		}
		l.shippedCode(start, end)
		if end-start >= 15 {
			l.iban(start)
		} else if end-start == 4 && byteAt(l.text, end) == ' ' {
			l.iban(start)
		}
		return
	}
	if start < l.numberStop {
		return
	}
	if stop := jobOfBatch(l.text, start, end); stop > end {
		l.addWeight(start, stop, idRule, Warn)
		return
	}
	if all(l.text[start:end], digit) && (l.keyedDigits(start, end) || l.botToken(start, end)) || l.recoveryGroups(start, end) {
		return
	}
	if stop, ok := card(l.text, start); ok {
		l.add(start, stop, cardRule)
		l.numberStop = stop
		return
	}
	if socialSecurity(l.text[start:end]) && byteAt(l.text, start-1) != '-' {
		l.add(start, end, idRule)
		return
	}
	if s := l.text[start:end]; len(s) == 14 && s[3] == '.' && s[7] == '.' && s[11] == '-' && all(s[:3]+s[4:7]+s[8:11]+s[12:], digit) {
		l.add(start, end, idRule) // a Brazilian taxpayer
		return
	}
	if s := l.text[start:end]; len(s) >= 15 && len(s) <= 18 && all(s, digit) && !strings.HasSuffix(s, "0000") && s[:2] != "16" && s[:2] != "17" {
		l.addWeight(start, end, idRule, Warn) // as chats and shops count everything
		return
	}
	if s := l.text[start:end]; len(s) > 18 && len(s) < 33 && all(s, digit) && !strings.HasSuffix(s, "0000") && s != "18446744073709551615" && s != "9223372036854775807" && s != "9223372036854775808" {
		l.addWeight(start, end, idRule, Warn)
		return
	}
	if s := l.text[start:end]; len(s) > 6 && len(s) < 13 && all(s, digit) && strings.HasPrefix(s, "00") && strings.Trim(s, "0") != "" && !wordByte(l.text, start-1) && strings.IndexByte(".,:-+", byteAt(l.text, start-1)) < 0 && !counting(l.text, end) {
		l.addWeight(start, end, idRule, Warn) // nobody counts with noughts in front
	}
	l.longNumber(start, end)
	l.freightBox(start, end)
	if end-start == 18 {
		l.shippedCode(start, end)
	}
	l.spokenHost(start, end)
	l.decimalIPv4(start, end)
	l.markedIPv4(start, end)
	l.accountNumber(start, end)
	l.national(start)
}

// socialSecurity reports whether s has the form of a number of the United States'
// social security.
func socialSecurity(s string) bool {
	return len(s) == 11 && s[3] == '-' && s[6] == '-' && all(s[:3]+s[4:6]+s[7:], digit) && s[:3] != "000" && s[:3] != "666" && s[0] != '9' &&
		s[4:6] != "00" && s[7:] != "0000"
}

// accountNumber judges twelve digits beside the word account as a cloud account.
func (l *looking) accountNumber(start, end int) {
	s := l.text[start:end]
	if len(s) == 14 && s[4] == '-' && s[9] == '-' {
		s = strings.ReplaceAll(s, "-", "")
	}
	if len(s) != 12 || !all(s, digit) {
		return
	}
	near := strings.ToLower(l.text[max(0, start-32):min(len(l.text), end+16)])
	if strings.Contains(near, "account") || strings.Contains(near, "aws") {
		l.add(start, end, idRule)
	}
}

// card finds 13 to 19 digits, in groups or together, with the check digit of a
// payment card (ISO/IEC 7812).
func card(text string, start int) (end int, ok bool) {
	if wordByte(text, start-1) || strings.IndexByte("345 6", text[start]) < 0 {
		return 0, false
	}
	var digits [19]byte
	n, groups := 0, 1
	i := start
	for ; i < len(text); i++ {
		c := text[i]
		if isDigit(rune(c)) {
			if n == len(digits) {
				return 0, false
			}
			digits[n] = c - '0'
			n++
			continue
		}
		if c == '\n' && (n == 15 || n == 16) && luhn(digits[:n]) {
			break // the next line begins with a number of its own
		}
		if c == '-' && n > 0 && n%4 == 0 && byteAt(text, i+1) == ' ' && classAt(text, i+2)&digit != 0 && text[i-1] != c {
			groups++
			i++
			continue
		}
		if (c == ' ' || c == '-' || (c == '\n' || c == '.' || c == '_') && n%4 == 0) && n > 0 && n%2 == 0 && classAt(text, i+1)&digit != 0 && text[i-1] != c {
			groups++
			continue
		}
		break
	}
	if n < 13 || wordByte(text, i) || groups > 5 || groups > 1 && n < 15 || !luhn(digits[:n]) {
		return 0, false
	}
	if groups == 1 && n != 15 && n != 16 {
		return 0, false
	}
	return i, true
}

func luhn(digits []byte) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i])
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// iban judges a bank account number (ISO 13616) that begins at start.
func (l *looking) iban(start int) {
	t := l.text
	if classAt(t, start)&upper == 0 || classAt(t, start+1)&upper == 0 || classAt(t, start+2)&digit == 0 || classAt(t, start+3)&digit == 0 ||
		wordByte(t, start-1) {
		return
	}
	var plain []byte
	i := start
	for ; i < len(t) && len(plain) < 35; i++ {
		if classes[t[i]]&(upper|digit) != 0 {
			plain = append(plain, t[i])
		} else if t[i] != ' ' && t[i] != '-' && t[i] != '\n' || i > start+4 && t[i] != t[start+4] && t[i] != '\n' || len(plain)%4 != 0 || classAt(t, i+1)&(upper|digit) == 0 {
			break
		}
	}
	if len(plain) < 15 || len(plain) > 34 || wordByte(t, i) {
		return
	}
	rest := 0
	for _, c := range append(plain[4:len(plain):len(plain)], plain[:4]...) {
		if isDigit(rune(c)) {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	if rest == 1 {
		l.add(start, i, ibanRule)
	} else if ibanSizes[string(plain[:2])] == len(plain) && bits(t[start:i])&upper != 0 && plain[2]|plain[3] != '0' {
		l.addWeight(start, i, ibanRule, Warn) // a digit of it mistyped, or changed
	}
}

// ibanSizes are the sizes of the bank accounts of countries (ISO 13616).
var ibanSizes = map[string]int{"AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21,
	"LT": 20, "LU": 20, "LV": 21, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26, "AE": 23, "SA": 24, "IL": 23}
