package redact

import "strings"

// How names with particles and hyphens are shortened: BvdB, B. v.d. Berg, M. de la Cruz, J-L Le Goff.

// particleForms are the shortened forms of a folded name whose family name has particles, or whose
// parts have hyphens.
func particleForms(names []string) (forms []string) {
	n := len(names)
	first, last, f := names[0], names[n-1], firstLetter(names[0])
	rest := strings.Join(names[1:], " ")
	heads := []string{first, f + ".", f}
	if a, b, ok := strings.Cut(first, "-"); ok && a != "" && b != "" && n > 2 {
		a, b = firstLetter(a), firstLetter(b)
		heads = append(heads, a+"-"+b, a+".-"+b+".", a+b, a+"."+b+".")
		for _, head := range heads[3:] {
			forms = append(forms, head+" "+rest)
		}
		forms = append(forms, a+b+strings.ReplaceAll(rest, " ", ""))
	}
	if a, b, ok := strings.Cut(last, "-"); ok && len(a) > 2 && len(b) > 2 && n > 2 { // of a double name the first alone
		between := strings.Join(names[1:n-1], " ")
		for _, head := range heads {
			forms = append(forms, head+" "+between+" "+a)
		}
	}
	if n > 2 && particles[names[1]] {
		tight, dotted, bare := "", "", ""
		for _, p := range names[1 : n-1] {
			tight, dotted, bare = tight+firstLetter(p)+".", dotted+firstLetter(p)+". ", bare+firstLetter(p)
		}
		for _, head := range heads {
			forms = append(forms, head+" "+tight+" "+last, head+" "+tight+last, head+" "+dotted+last)
			if len(bare) > 1 {
				forms = append(forms, head+" "+bare+" "+last)
			}
		}
		forms = append(forms, tight+" "+last, f+bare+last)
	}
	forms = append(forms, tightForms(names)...)
	if bare := strings.ReplaceAll(last, "'", ""); bare != last && n == 2 {
		forms = append(forms, f+bare, f+"."+bare, first+"."+bare, first+bare, f+". "+bare, first+" "+bare)
	}
	return forms
}

// tightForms are the forms of a name without its hyphens and particles apart: Soohyun, AlFaisal,
// vdMeer, AM Hughes.
func tightForms(names []string) (forms []string) {
	n := len(names)
	for _, part := range names {
		if tight := strings.ReplaceAll(part, "-", ""); tight != part && len(tight) > 5 && !ordinary(tight) && !plainWords[tight] {
			forms = append(forms, tight)
		}
	}
	if n > 2 && particles[names[1]] {
		bare := ""
		for _, p := range names[1 : n-1] {
			bare += firstLetter(p)
		}
		if short := bare + names[n-1]; len(short) > 5 && !ordinary(short) {
			forms = append(forms, short)
		}
	}
	a, b, ok := strings.Cut(names[0], "-")
	_, half, double := strings.Cut(names[n-1], "-")
	if ok && double && n == 2 && a != "" && b != "" && len(half) > 2 {
		a, b = firstLetter(a), firstLetter(b)
		if !ordinary(half) && !plainWords[half] {
			forms = append(forms, a+b+" "+half, a+".-"+b+". "+half, a+"-"+b+" "+half)
		}
		forms = append(forms, names[0]+" "+half)
	}
	return forms
}

// addMixedInitials adds initials with those of the particles in small letters: BvdB, ZvD.
func (d *dictionary) addMixedInitials(names []string, who *met) {
	n := len(names)
	if n < 3 || !particles[names[1]] || n > 5 {
		return
	}
	short := ""
	for i, p := range names {
		if classes[p[0]]&lower == 0 {
			return
		}
		if particles[p] && i > 0 && i < n-1 {
			short += p[:1]
		} else {
			short += strings.ToUpper(p[:1])
		}
	}
	d.add(short, func(l *looking, start, end int) {
		if l.text[start:end] == short && !wordByte(l.text, end) {
			l.meet(who)
			l.addWeight(start, end, personRule, Warn)
		}
	})
}

// wordsToo are names that are words as well, though not of every day; in small letters they are
// believed where somebody talks alone.
var wordsToo = wordSet("sterling colt drake mace nick rod tuck warren blossom brandy bunny clementine dolly lyric magnolia marigold myrtle pansy peony poppy rowan scarlet sienna tawny viola zinnia temperance felicity serenity verity unity destiny vale gardener bliss sunshine dusty maverick onyx saber sonnet whistler dove dyer garland lamb nations norman parsons peacock stella orion juniper aster clover bramble hawthorn thistle heather maple cedar briar acacia camellia azalea")

// asCurrency reports whether a name is that of a currency in a sentence about money: in Sterling.
func (l *looking) asCurrency(start, end int) bool {
	t := l.text
	if foldWord(t[start:end]) != "sterling" {
		return false
	}
	prev := wordBefore(t, start)
	switch strings.ToLower(prev.in(t)) {
	case "pound", "pounds", "in", "to", "into", "against", "gbp", "of", "buy", "sell", "weak", "strong", "million", "billion", "m", "bn", "euro", "dollar", "euros", "dollars":
		return t[prev.end:start] == " "
	}
	if s := prev.in(t); s != "" && bits(s)&digit != 0 && t[prev.end:start] == " " {
		return true
	}
	switch strings.ToLower(wordAfter(t, end).in(t)) {
	case "account", "accounts", "payment", "payments", "area", "rate", "rates", "fell", "rose", "bonds", "corporate", "overnight", "equivalent", "amount", "amounts", "balance", "transfers", "transfer", "silver", "and":
		return byteAt(t, end) == ' '
	}
	return false
}

// addFirstTwo adds two letters of a first name with one of the family name, as they head the lines of
// minutes: FeS of Fatima El-Sayed.
func (d *dictionary) addFirstTwo(names []string, who *met) {
	n := len(names)
	if n < 2 || len(names[0]) < 3 || !all(names[0][:2], lower) || !all(names[n-1][:1], lower) {
		return
	}
	short := strings.ToUpper(names[0][:1]) + names[0][1:2] + strings.ToUpper(names[n-1][:1])
	_, tail, ok := strings.Cut(names[n-1], "-")
	forms := []string{short}
	if ok && tail != "" && all(tail[:1], lower) {
		forms = append(forms, short[:1]+names[n-1][:1]+strings.ToUpper(tail[:1]), short[:2]+strings.ToUpper(tail[:1]))
	}
	for _, form := range forms {
		d.add(form, func(l *looking, start, end int) {
			if l.text[start:end] == form && !wordByte(l.text, end) && l.shortTold(start, end) {
				l.meet(who)
				l.addWeight(start, end, personRule, Warn)
			}
		})
	}
}

// mixedShorts are abbreviations of everybody with a small letter in the middle.
var mixedShorts = wordSet("DoS IoT ToS PoE QoS PoC SoC DoH DoT DoQ VoD NaN NoC PhD CoC RoI SaS DoD DoJ DoE MoD MoU SoW BoM RoW LoS MoM YoY QoQ WoW PoP PoS LoC IaC SoA EoL EoS EoF EoD CoS AoE FoV BoD ToC ToF ToR SoT OoM LoB LoA BaU WiP RoT HoD GaN TtL VaR MaC MiB KiB GiB TiB PiB TeV MeV KeV GeV LaN WaN DaS NaS VoC PoV PoW RoU AoC AoR ReL ReD VeR PaC CaC SoL GoP LiR SiP FiB MuX DeX NiC")

// shortTold reports whether a name cut short heads a line, or stands in brackets, alone in a cell or
// behind by.
func (l *looking) shortTold(start, end int) bool {
	t := l.text
	head := strings.Trim(t[lineStart(t, start):start], " \t>*-_")
	if head == "" || clockAt(head, 0) > 0 && clockAt(head, 0) == len(head) {
		return byteAt(t, end) == ':' || strings.HasPrefix(t[end:], "**:")
	}
	if mixedShorts[t[start:end]] {
		return false
	}
	before, after := strings.TrimRight(t[max(0, start-4):start], " "), strings.TrimLeft(t[end:min(len(t), end+4)], " ")
	if strings.HasSuffix(before, "|") && strings.HasPrefix(after, "|") || strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")") {
		return true
	}
	return byteAt(t, start-1) == ' ' && byPeople[strings.ToLower(wordBefore(t, start).in(t))]
}
