package redact

import "strings"

// Identifiers known by their form alone, whatever stands around them.

var macRule = &rule{Identifier, "hardware_address", Warn, "[device address]",
	"This is the address burnt into a device; it tells which one it is, and who made it."}

// shapedID judges a token with digits by its form.
func (l *looking) shapedID(start, end int, seen uint8) {
	s := l.text[start:end]
	if len(s) < 9 || wordByte(l.text, start-1) || byteAt(l.text, start-1) == '%' || strings.IndexByte("#/", byteAt(l.text, start-1)) >= 0 && start > 0 && !postNumber(s) {
		return
	}
	if seen&upper != 0 && (nationalID(s) || postNumber(s)) || len(s) > 40 && coinAddress(s) {
		l.addWeight(start, end, idRule, Warn)
		return
	}
	switch {
	case seen&dot != 0:
		if hardwareAddress(s, '.', 4) {
			l.add(start, end, macRule)
		} else if instanceNumber(s) {
			l.addWeight(start, end, idRule, Warn)
		}
	case seen&dash == 0:
		if classes[s[0]]&digit != 0 && datedCode(s) || enrolled(s) {
			l.addWeight(start, end, idRule, Warn)
		}
	case hardwareAddress(s, '-', 2):
		l.add(start, end, macRule)
	case strings.HasPrefix(s, "S-1-5-21-") && numbered3(s):
		l.add(start, end, idRule)
	case seen&^(digit|dash) == 0:
		l.groupedNumber(start, end)
	case codedGroups(s), noughted(s):
		l.addWeight(start, end, idRule, Warn)
	}
}

// hardwareAddress reports whether s is groups of hexadecimal digits with a mark between,
// six or eight bytes together.
func hardwareAddress(s string, mark byte, size int) bool {
	count := 0
	for g := range strings.SplitSeq(s, string(mark)) {
		if len(g) != size || !isHexWord(g) {
			return false
		}
		count += size / 2
	}
	b := bits(s)
	return (count == 6 || count == 8 && size == 2) && strings.Trim(s, "0-.:") != "" && strings.Trim(s, "fF-.:") != "" && b&digit != 0 && (b&(lower|upper) != 0 || mark == ':')
}

// hardwareColons adds six or eight bytes with colons between, from start to end.
func (l *looking) hardwareColons(start, end int) bool {
	if n := end - start; n != 17 && n != 23 || !hardwareAddress(l.text[start:end], ':', 2) {
		return false
	}
	l.add(start, end, macRule)
	return true
}

// instanceNumber reports whether s is a long number in dots of which one part counts single
// things, as images and messages of medicine have it.
func instanceNumber(s string) bool {
	groups, long := 0, false
	for g := range strings.SplitSeq(s, ".") {
		if g == "" || !all(g, digit) {
			return false
		}
		groups++
		long = long || len(g) > 7
	}
	return groups > 6 && long
}

// datedCode reports whether s is a year, a few capitals and a number: 26CH004417.
func datedCode(s string) bool {
	tail := strings.TrimLeft(s, "0123456789")
	head := len(s) - len(tail)
	number := strings.TrimLeft(tail, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	letters := len(tail) - len(number)
	return head > 1 && head < 5 && letters > 0 && letters < 5 && len(number) > 4 && all(number, digit)
}

// codedGroups reports whether s is capitals and numbers in groups, the last of which counts:
// LAB-26-04418, FJ-GW-0A1B2C.
func codedGroups(s string) bool {
	parts := strings.Split(s, "-")
	last := parts[len(parts)-1]
	if len(parts) < 3 || len(parts) > 5 || bits(s)&^(upper|digit|dash) != 0 || len(parts[0]) > 5 || notTrackers[strings.TrimRight(parts[0], "0123456789")] || advisory(s, parts[0]) || !all(parts[0][:1], upper) {
		return false
	}
	digits := 0
	for _, p := range parts[1:] {
		for i := range len(p) {
			digits += btoi(classes[p[i]]&digit != 0)
		}
	}
	if all(last, digit) && digits > 7 && len(parts) > 3 && len(last) > 1 && !yearOnly(parts[1]) {
		return true // KD-4471-2209-03
	}
	if all(last, digit) {
		advisory := strings.HasSuffix(parts[0], "SA") && yearOnly(parts[1])
		return len(last) > 3 && (digits > 5 || digits > 4 && idPrefixes[strings.ToLower(parts[1])]) && !yearOnly(last) && !advisory
	}
	if all(last, upper) {
		return len(last) < 4 && digits > 8 && len(parts) > 3
	}
	return len(last) > 5 && turns(last) > 1 && digits > 2
}

// noughted reports whether s is a few capitals and a long number with a nought in front.
func noughted(s string) bool {
	head, tail, _ := strings.Cut(s, "-")
	return len(head) > 1 && len(head) < 5 && all(head, upper) && len(tail) > 5 && tail[0] == '0' && all(tail, digit)
}

// groupedNumber judges digits in three groups and more, or in two of which the first begins
// with a nought: nobody counts or dates so.
func (l *looking) groupedNumber(start, end int) {
	t, s := l.text, l.text[start:end]
	sizes := groupSizes(s)
	digits, long := 0, 0
	for _, n := range sizes {
		digits, long = digits+n, max(long, n)
	}
	if digits < 8-btoi(len(sizes) == 2) || digits > 20 || long < 3 || strings.Contains(s, "--") || yearOnly(s[:4]) && s[4] == '-' && sizes[1] < 3 || dayFirst(s, sizes) || dateLike(s) {
		return
	}
	if len(sizes) == 2 && (s[0] != '0' || long < 4) && !(digits > 8 && sizes[0] != sizes[1] && min(sizes[0], sizes[1]) > 2 && l.numberNoun(start)) || len(sizes) < 2 || digits == 8 && len(sizes) < 4 && sizes[len(sizes)-1] < 3 || strings.HasPrefix(s, "978-") || strings.HasPrefix(s, "979-") || len(s) == 9 && s[4] == '-' && s[0] != '0' {
		return
	}
	if strings.IndexByte(".,+-/:(", byteAt(t, start-1)) >= 0 && start > 0 && t[start-1] != ':' && t[start-1] != '(' || byteAt(t, end) == ':' && classAt(t, end+1)&digit != 0 || counting(t, end) && !l.numberNoun(start) {
		return
	}
	if notTrackers[strings.ToUpper(wordBefore(t, start).in(t))] || strings.Count(s, "00-")+btoi(strings.HasSuffix(s, "00")) == len(sizes) {
		return // a standard, a range
	}
	american := len(s) == 12 && sizes[0] == 3 && sizes[1] == 3
	if _, weak := l.announcedPhone(start); american || weak && !l.numberNoun(start) || trunkCall(s, digits, sizes) {
		return // a telephone
	}
	l.addWeight(start, end, idRule, Warn)
}

// coinAddress reports whether s is where somebody's coins lie: 0x and forty figures, bc1q….
func coinAddress(s string) bool {
	if len(s) == 42 && s[:2] == "0x" {
		return isHexWord(s[2:]) && turns(s[2:]) > 4
	}
	return len(s) > 40 && len(s) < 64 && strings.HasPrefix(s, "bc1") && bits(s)&^(lower|digit) == 0 && turns(s) > 5
}

// markedCode judges figures and capitals in groups with marks behind a word for what is made or
// taken in rows: sample 26-W3-0417, lot 26/4417-B.
func (l *looking) markedCode(end int) {
	t := l.text
	at := codeAt(t, end)
	stop, digits, marks := at, 0, 0
	for stop < len(t) && stop-at < 30 && (classes[t[stop]]&(upper|digit) != 0 || (t[stop] == '-' || t[stop] == '/') && classAt(t, stop+1)&(upper|digit) != 0) {
		digits += btoi(classes[t[stop]]&digit != 0)
		marks += btoi(classes[t[stop]]&(upper|digit) == 0)
		stop++
	}
	if s := t[at:stop]; at > end && marks > 0 && digits > 4 && bits(s)&upper != 0 && !wordByte(t, stop) && !dateLike(s) && !isTicketLike(s) && !notTrackers[s[:strings.IndexAny(s, "-/")]] {
		l.addWeight(at, stop, idRule, Warn)
	}
}

// underPrefixes stand before an underscore and a number without naming anybody.
var underPrefixes = wordSet("img pic scan doc file utf int uint rev ver build page line col row step test tmp temp log logs dump mig win lib sha md crc day date year week month port vlan step part vol fig tab ch sec x y z v u i t h p q s n rc sp err error e http rfc iso cve ms us ns px em min max num nr no cnt count size len idx pos off mac ios osx arm amd gcc llvm py go rb js java php net db tbl t1 t2 step msg batch epoch run seed fold")

// underCode reports whether a few letters and what stands behind an underscore are the id of
// something: mer_90217, tn_4c81e07b.
func underCode(head, tail string) bool {
	if !all(head, lower) || underPrefixes[head] || len(tail) < 5 || len(tail) > 24 {
		return false
	}
	if all(tail, digit) {
		return len(tail) < 11 && !(len(tail) == 8 && yearOnly(tail[:4])) && (len(tail) != 6 || tail[:2] != "20")
	}
	return len(tail) > 6 && bits(tail)&^(lower|digit) == 0 && turns(tail) > 1 && classes[tail[0]]&digit != 0
}

// providerPrefixes begin the ids of things at providers of payments.
var providerPrefixes = wordSet("pi ch cus in sub evt prod price acct txn po re seti card ba src si il py pm req dp tr fee plink promo ii cn du file link payout trx ord")

// providerID reports whether s is the id of a thing at a provider of payments, and not the key to
// it: pi_3NkXw9LmZ0tRb4Yp1VxNc3Hb.
func providerID(s string) bool {
	head, tail, ok := strings.Cut(s, "_")
	return ok && providerPrefixes[head] && len(tail) > 11 && all(tail, lower|upper|digit)
}
