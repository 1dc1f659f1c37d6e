package redact

import "strings"

// numberWords are numbers in words, in several languages, with their figures.
var numberWords = func() map[string]string {
	out := map[string]string{}
	for _, row := range []string{"0 zero oh nought null zéro cero nul", "1 one eins un uno een", "2 two zwei zwo deux dos twee", "3 three drei trois tres drie", "4 four vier quatre cuatro",
		"5 five fünf cinq cinco vijf", "6 six sechs seis zes", "7 seven sieben sept siete zeven", "8 eight acht huit ocho", "9 nine niner neun neuf nueve negen",
		"10 ten zehn dix diez tien", "11 eleven elf onze", "12 twelve zwölf douze", "13 thirteen", "14 fourteen", "15 fifteen", "16 sixteen", "17 seventeen", "18 eighteen", "19 nineteen",
		"20 twenty zwanzig vingt", "30 thirty dreißig trente", "40 forty vierzig quarante", "50 fifty fünfzig cinquante", "60 sixty soixante", "70 seventy", "80 eighty", "90 ninety", "100 hundred"} {
		words := strings.Fields(row)
		for _, w := range words[1:] {
			out[foldWord(w)] = words[0]
		}
	}
	return out
}()

// toldDots stand between the numbers of an address told in words.
var toldDots = wordSet("dot point punkt punto punt")

// addNumberWords adds the numbers in words, which make an address or a telephone
// number where several follow each other.
func (d *dictionary) addNumberWords() {
	for word := range numberWords {
		d.add(word, func(l *looking, start, end int) { l.told(start) })
	}
}

// told judges the numbers in words from an offset on.
func (l *looking) told(start int) {
	if start < l.toldStop {
		return
	}
	groups, value, end := []string{""}, 0, start
	count, dots := 0, 0
	for w := wordAt(l.text, start); w.end > w.start && count < 40; w = nextTold(l.text, w.end) {
		s := foldWord(w.in(l.text))
		if toldDots[s] {
			groups = append(groups, "")
			dots++
			value = 0
			continue
		}
		figures, ok := numberWords[s]
		if n := len(s); !ok && n < 4 && all(s, digit) {
			figures, ok = s, true
		}
		if !ok && s == "hundert" {
			figures, ok = "100", true
		}
		if !ok {
			break
		}
		last := &groups[len(groups)-1]
		*last, value = appendFigures(*last, figures, value)
		end = w.end
		count++
	}
	l.toldStop = end
	digits := strings.Join(groups, "")
	switch {
	case dots == 3 && len(groups) == 4:
		if ip, err := parseIPv4(strings.Join(groups, ".")); err == nil && !contains(wellKnown, ip) && !l.s.pass.address(ip) {
			l.add(start, end, ipv4Rule)
		}
	case dots == 0 && count >= 6 && len(digits) < 16 && (len(digits) >= 9 || len(digits) >= 7 && l.announcedPhone(start)):
		l.add(start, end, phoneRule)
	}
}

// appendFigures puts a number behind those told before: a ten takes the unit behind
// it, a hundred what is smaller.
func appendFigures(told, figures string, value int) (string, int) {
	switch {
	case figures == "100" && len(told) == 1:
		return told + "00", 100
	case value == 100 && len(figures) < 3 && len(told) == 3:
		return told[:3-len(figures)] + figures, 10 * btoi(len(figures) == 2 && figures[1] == '0')
	case value == 10 && len(figures) == 1 && figures != "0":
		return told[:len(told)-1] + figures, 0
	}
	return told + figures, 10 * btoi(len(figures) == 2 && figures[1] == '0' && figures != "10")
}

// nextTold is the next word of numbers told one after the other.
func nextTold(t string, end int) span {
	at := end
	for at < len(t) && at-end < 3 && strings.IndexByte(" ,-", t[at]) >= 0 {
		at++
	}
	if at == end {
		return span{at, at}
	}
	w := wordAt(t, at)
	if n := strings.IndexByte(w.in(t), '-'); n > 0 {
		w.end = w.start + n
	}
	return w
}
