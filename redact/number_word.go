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

// foreignNumbers are numbers of further languages, believed behind one that is told already.
var foreignNumbers = func() map[string]string {
	out := map[string]string{}
	for _, row := range []string{"0 sıfır noll nolla nula nulla", "1 uno bir jeden jedna yksi egy ett um", "2 due iki dwa dva kaksi kettő två dois", "3 tre üç trzy tři kolme három três", "4 quattro dört cztery čtyři neljä négy fyra quatro",
		"5 cinque beş pięć pět viisi öt fem", "6 sei altı sześć šest kuusi hat sex seis", "7 sette yedi siedem sedm seitsemän hét sju sete", "8 otto sekiz osiem osm kahdeksan nyolc åtta oito", "9 nove dokuz dziewięć devět yhdeksän kilenc nio"} {
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
	for _, word := range []string{"sıfır", "noll", "nolla", "nula", "nulla"} {
		d.add(word, func(l *looking, start, end int) { l.told(start) })
	}
}

// told judges the numbers in words from an offset on.
func (l *looking) told(start int) {
	if start < l.toldStop {
		return
	}
	groups, value, end := []string{""}, 0, start
	count, dots, times := 0, 0, 1
	for w := beforeHyphen(l.text, wordAt(l.text, start)); w.end > w.start && count < 40; w = nextTold(l.text, w.end) {
		s := foldWord(w.in(l.text))
		if toldDots[s] {
			groups = append(groups, "")
			dots++
			value = 0
			continue
		}
		if n := toldTimes[s]; n > 0 {
			times = n
			continue
		}
		figures, ok := toldFigures(s, dots)
		if !ok {
			break
		}
		last := &groups[len(groups)-1]
		*last, value = appendFigures(*last, strings.Repeat(figures, times), value)
		end, times = w.end, 1
		count++
		if byteAt(l.text, end) == '.' && classAt(l.text, end+1)&letters != 0 && dots < 3 { // ten.thirty-one.four.twelve
			groups = append(groups, "")
			dots++
			value = 0
		}
	}
	l.toldStop = end
	digits := strings.Join(groups, "")
	switch {
	case dots == 3 && len(groups) == 4:
		if ip, err := parseIPv4(strings.Join(groups, ".")); err == nil && !contains(wellKnown, ip) && !l.s.pass.address(ip) {
			l.add(start, l.toldPrefix(end), ipv4Rule)
		}
	case dots == 0 && count > 1:
		from, before := figuresBefore(l.text, start)
		if n := before + len(digits); n < 16 && n >= 9 && (before > 2 || count >= 6 || count > 2 && len(digits) > count) || n >= 7 && n < 9 && count >= 6 && l.announced(start) {
			l.add(from, end, phoneRule)
		}
	}
}

// toldPrefix is the end of an address in words with the length of its prefix behind it:
// slash twenty-four.
func (l *looking) toldPrefix(end int) int {
	rest := l.text[end:min(len(l.text), end+40)]
	for _, word := range []string{" slash ", " schrägstrich ", " barre ", ", slash ", " / "} {
		if tail, ok := strings.CutPrefix(strings.ToLower(rest), word); ok {
			at := end + len(rest) - len(tail)
			stop := at
			for range 2 {
				w := wordAt(l.text, stop+btoi(stop > at && byteAt(l.text, stop) == ' '))
				for part := range strings.SplitSeq(foldWord(w.in(l.text)), "-") {
					if _, ok := numberWords[part]; !ok && !all(part, digit) {
						return max(end, stop)
					}
				}
				stop = w.end
			}
			return stop
		}
	}
	return end
}

// toldTimes say how often the number behind them is meant.
var toldTimes = map[string]int{"double": 2, "triple": 3, "treble": 3, "doppel": 2}

// toldFigures are the figures of one word, of more digits where no dots were told.
func toldFigures(s string, dots int) (string, bool) {
	if figures, ok := numberWords[s]; ok {
		return figures, true
	}
	if figures, ok := foreignNumbers[s]; ok {
		return figures, true
	}
	if s == "hundert" {
		return "100", true
	}
	return s, len(s) < 4+5*btoi(dots == 0) && all(s, digit)
}

// figuresBefore is where the digits begin that lead to a number told in words, the
// word plus included, and how many they are.
func figuresBefore(t string, start int) (from, count int) {
	at := start
	for at > 0 && start-at < 24 && (classes[t[at-1]]&digit != 0 || strings.IndexByte(" +()-", t[at-1]) >= 0) {
		at--
		count += btoi(classes[t[at]]&digit != 0)
	}
	if count == 0 {
		return start, 0
	}
	for at < start && t[at] == ' ' {
		at++
	}
	if w := wordBefore(t, at); strings.EqualFold(w.in(t), "plus") && t[w.end:at] == " " {
		at = w.start
	}
	return at, count
}

// announced reports whether a word close before announces a telephone number.
func (l *looking) announced(start int) bool {
	_, weak := l.announcedPhone(start)
	return weak
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
	for at < len(t) && at-end < 3 && strings.IndexByte(" ,-.", t[at]) >= 0 && (t[at] != '.' || classAt(t, at+1)&letters != 0 && at == end) {
		at++
	}
	if at == end {
		return span{at, at}
	}
	return beforeHyphen(t, wordAt(t, at))
}

// beforeHyphen is the first part of a word with hyphens: fifty of fifty-eight.
func beforeHyphen(t string, w span) span {
	if n := strings.IndexByte(w.in(t), '-'); n > 0 {
		w.end = w.start + n
	}
	return w
}
