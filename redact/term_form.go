package redact

import "strings"

// apartForms are the other ways to write a term that has marks in it, or several words:
// settle bridge, settle_bridge and SettleBridge for settle-bridge.
func apartForms(match string) (forms []string) {
	folded := foldWord(match)
	if stem := strings.TrimRight(folded, "0123456789"); len(stem) > 2 && all(stem, lower) && len(stem) < len(folded) && len(folded)-len(stem) < 4 { // HLR-2 of HLR2
		if ordinary(stem) || plainWords[stem] {
			return nil // tier 1
		}
		count := folded[len(stem):]
		return []string{stem + "-" + count, stem + "_" + count, stem + " " + count, stem + "0" + count, stem + "-0" + count}
	}
	words := strings.FieldsFunc(folded, func(r rune) bool { return strings.ContainsRune(" -_./", r) })
	if len(words) < 2 || len(words) > 4 || len(strings.Join(words, "")) < 6 {
		return nil
	}
	for _, mark := range []string{" ", "-", "_", ".", ""} {
		if form := strings.Join(words, mark); form != folded && (strings.ContainsAny(folded, "-_./") || mark == ".") {
			forms = append(forms, form)
		}
	}
	if len(words) == 2 && !strings.ContainsAny(folded, "-_./") && !sortWords[words[0]] {
		forms = append(forms, words[1]+", "+words[0], words[0]+" / "+words[1])
	}
	if sortWords[words[0]] && len(words) == 2 && len(words[0]) > 5 {
		forms = append(forms, words[0][:4]+". "+words[1], words[0][:4]+" "+words[1], words[0][:1]+". "+words[1])
	}
	return forms
}

// apartTerm adds such a form: where it is two words of a sentence it warns.
func (l *looking) apartTerm(start, end int, r *rule) {
	stop := withPlural(l.text, end)
	if strings.IndexByte(l.text[start:end], ' ') > 0 && l.text[start:end] == strings.ToLower(l.text[start:end]) {
		l.addWeight(start, stop, r, Warn)
		return
	}
	if strings.Contains(l.text[start:end], ", ") && !l.headsCapital(start, end) {
		return
	}
	l.add(start, stop, r)
}
