package redact

import "strings"

var (
	idRule = &rule{Identifier, "id", Block, "[id]",
		"This identifies an account, a user or a request; with it somebody can look up whose data was touched."}
	uuidRule = &rule{Identifier, "uuid", Block, "[id]",
		"This is the unique id of something inside; outsiders cannot use it, insiders can trace it."}
	cardRule = &rule{Identifier, "card_number", Block, "[card number]",
		"This has the form and the check digit of a payment card number."}
	ibanRule = &rule{Identifier, "iban", Block, "[account number]",
		"This is a bank account number."}
	hexRule = &rule{Identifier, "hex_id", Block, "[id]",
		"This looks like the id of a request, a trace or a digest."}
)

// idKeys announce an id.
var idKeys = spread([]string{"account", "tenant", "user", "customer", "org", "organization", "organisation", "request",
	"trace", "span", "session", "correlation", "transaction", "order", "invoice", "device", "client", "subscription",
	"workspace", "member", "contract", "shop", "merchant", "payment", "message", "job", "run", "build", "project",
	"subscriber", "policy", "patient", "employee", "event", "conversation", "x-request", "x-correlation", "x-trace",
	"x-amzn-trace", "x-b3-trace", "cf-ray", "req", "acct", "uid", "traceparent", "crm", "installation"})

// moreNouns announce an id too; a bare number behind them has to be long.
var moreNouns = strings.Fields(`job run execution workflow player gamer guild clan lobby match wallet purchase receipt character avatar rider trip ride booking reservation passenger shipment parcel consignment delivery vehicle meter household citizen claim prescription sample specimen encounter
	visit pupil student donor pledge loan mortgage mandate transfer charge refund payout dispute cart basket listing seller buyer property lease ledger entitlement license subscription machine terminal store branch till reader locker badge ticketholder participant applicant candidate household borrower debtor creditor
	profile identity login device handset sim line circuit contract asset spieler jugador joueur`)

// spread is every noun with the words and marks that make a key of it.
func spread(nouns []string) (keys []string) {
	for _, n := range nouns {
		keys = append(keys, n, n+" id", n+"_id", n+"-id", n+"id", n+" number", n+" no.", n+" no", n+"_no", n+"number", n+"_number", n+"-number", n+"_ref", n+"ref", n+"nr")
	}
	return keys
}

// bareNouns are followed by a bare number when they mean one of many.
var bareNouns = wordSet(`account tenant user customer org organization organisation member shop merchant acct uid
	subscriber patient employee`)

// keyedID judges what follows a key that ends at end.
func (l *looking) keyedID(key string, start, end int) {
	at, marked := end, false
	named := strings.HasSuffix(key, "id") && len(key) > 2 || strings.Contains(key, " n") || strings.HasSuffix(key, "_no") || strings.HasSuffix(key, "number") || strings.HasSuffix(key, "ref") && key != "ref" ||
		key == "traceparent" || key == "cf-ray"
	at = overBreak(l.text, at)
	for begin := at; at < len(l.text) && at-begin < 6 && (strings.IndexByte(" \t:=\"'`#([", l.text[at]) >= 0 || l.text[at] == '>' && at == end || named && l.text[at] == ',' && at == end && strings.IndexByte(key, ' ') > 0); {
		marked = marked || l.text[at] != ' '
		at++
	}
	if at == end {
		return
	}
	w := idValue(l.text, at)
	if s := strings.ToLower(w.in(l.text)); named && !marked && (s == "is" || s == "was" || s == "of") {
		w = wordAfter(l.text, w.end)
		w = idValue(l.text, w.start)
	}
	s := w.in(l.text)
	seen := bits(s)
	if seen&digit == 0 || len(s) > 200 || dateLike(s) || coordinate(s) || len(s) < 9 && strings.HasPrefix(s, "S-1-") || strings.HasPrefix(key, "event") && all(s, digit) || wordBefore(l.text, start).in(l.text) == "per" {
		return
	}
	if key == "uid" && programUsers[s] {
		return
	}
	switch {
	case named && len(s) >= 3 && !placeholder(s):
	case all(s, digit) && bareNouns[key] && len(s) >= 3 && (len(s) != 4 || marked || s[:2] != "20" && s[:2] != "19") &&
		(len(s) >= 4 || byteAt(l.text, w.start-1) == '#') && !counting(l.text, w.end):
	case !all(s, digit) && len(s) >= 6 && seen&(dash|under) != 0 && seen&letters != 0 && randomTail(s) && key != "build" && key != "run":
	case key == "uid" && marked && len(s) >= 3:
	default:
		return
	}
	l.add(w.start-btoi(byteAt(l.text, w.start-1) == '#'), w.end, idRule)
}

// overBreak is where the next line goes on, behind the marks of a quote at its head, from
// a line break at an offset; or the offset where no line goes on.
func overBreak(t string, at int) int {
	i := at
	for i < len(t) && i-at < 2 && (t[i] == ' ' || t[i] == '\r') {
		i++
	}
	if byteAt(t, i) != '\n' {
		return at
	}
	for i++; i < len(t) && strings.IndexByte(" \t>", t[i]) >= 0; i++ {
	}
	if i == len(t) || t[i] == '\n' || t[i] == '\r' {
		return at
	}
	return i
}

// coordinate reports whether s names a package with its version: com.x:y:2.17.1.
func coordinate(s string) bool {
	n := strings.LastIndexByte(s, ':')
	return n > 0 && versionLike(s[n+1:]) && strings.Contains(s[n+1:], ".")
}

// counting reports whether what follows a number says that it counts.
func counting(text string, end int) bool {
	switch byteAt(text, end) {
	case '%', ',':
		return wordByte(text, end+1) || byteAt(text, end) == '%'
	case '.':
		return classAt(text, end+1)&digit != 0
	}
	switch strings.ToLower(wordAfter(text, end).in(text)) {
	case "users", "requests", "times", "percent", "minutes", "seconds", "hours", "ms", "per", "of", "messages", "accounts", "days":
		return true
	}
	return false
}

// randomTail reports whether the last part of s mixes letters and digits or is long.
func randomTail(s string) bool {
	tail := s[strings.LastIndexAny(s, "-_")+1:]
	return bits(tail)&digit != 0 && (len(tail) >= 4 || bits(tail)&letters != 0 && len(tail) >= 3)
}

// idValue is the span of an id's value at an offset.
func idValue(text string, at int) span {
	end := at
	for end < len(text) && end-at < 256 && (classes[text[end]]&wordPart != 0 || text[end] == ':' && wordByte(text, end+1)) {
		end++
	}
	for end > at && classes[text[end-1]]&(letters|digit) == 0 {
		end--
	}
	return span{at, end}
}

// idPrefixes begin ids by themselves: acct_1Hq…, req-8f3a….
var idPrefixes = wordSet(`re dp tr iauth qt fee mer pax res bkg acct acc cus cust usr user req request org ten tenant txn tx sub inv ord order sess session trace
	evt event dev device cli client ws pay pi ch prd price si seti pm po ba card src tok in act wsp team proj project pol lead
	msg conv ticket job run corr rid tid uid cid oid sid mid aid account customer invoice member shop`)

// resourcePrefixes begin the ids of things in a cloud account.
var resourcePrefixes = wordSet(`i vpc sg subnet vol ami eni snap rtb igw nat acl vpce eipalloc tgw pcx lt fs fsap eipassoc asg
	r dopt cgw vgw`)

// resource judges a token with hyphens or underscores as an id of its own.
func (l *looking) resource(start, end int) {
	s := l.text[start:end]
	n := strings.IndexAny(s, "-_")
	if n < 1 || n > 10 || wordByte(l.text, start-1) || classes[s[0]]&upper != 0 && standardBody(l.text, start) {
		return
	}
	prefix, tail := strings.ToLower(s[:n]), s[n+1:]
	switch {
	case resourcePrefixes[prefix] && s[n] == '-' && len(tail) >= 8 && len(tail) <= 17 && isHexWord(tail) && bits(tail)&digit != 0:
		l.add(start, end, resourceRule)
	case traceParent(s), len(s) == 35 && strings.HasPrefix(s, "1-") && s[10] == '-' && isHexWord(s[2:10]) && isHexWord(s[11:]): // W3C, X-Ray
		l.add(start, end, hexRule)
	case n < 5 && all(s[:n], lower) && !(s[n] == '_' && underPrefixes[prefix]) && len(tail) > 4 && len(tail) < 13 && all(tail, digit) && !notTrackers[strings.ToUpper(prefix)] && !unitWords[prefix] && byteAt(l.text, start-1) != '/' && byteAt(l.text, start-1) != '#':
		l.addWeight(start, end, idRule, Warn) // kd-00871
	case n < 5 && all(s[:n], lower) && codedTail(tail) && !notTrackers[strings.ToUpper(prefix)] && byteAt(l.text, start-1) != '/':
		l.addWeight(start, end, idRule, Warn) // tn-0042-lb
	case s[n] == '_' && n == 1 && all(tail, digit) && len(tail) > 4 && len(tail) < 13 && byteAt(l.text, start-1) != '/':
		l.addWeight(start, end, idRule, Warn) // u_00417
	case s[n] == '_' && n > 1 && n < 6 && underCode(s[:n], tail) && byteAt(l.text, start-1) != '/':
		l.addWeight(start, end, idRule, Warn) // mer_90217, tn_4c81e07b
	case idPrefixes[prefix] && s[n] == '_' && len(tail) >= 5 && bits(tail)&digit != 0 && (bits(tail)&dash == 0 || numbered3(tail) && bits(tail)&^(digit|dash|upper) == 0) &&
		(bits(tail)&(lower|upper) != 0 || len(tail) >= 4) && bits(tail[strings.LastIndexByte(tail, '_')+1:])&digit != 0:
		l.add(start, end, idRule)
	case idPrefixes[prefix] && s[n] == '-' && len(tail) >= 4 && bits(tail)&digit != 0 &&
		(all(tail, digit) && bareNouns[prefix] || len(tail) >= 6 && isHexWord(strings.ReplaceAll(tail, "-", "")) || mixed(tail)):
		l.add(start, end, idRule)
	}
}

// codedTail reports whether s is three figures or more, of which the first is a nought or
// that are five, and a few letters behind a mark.
func codedTail(s string) bool {
	figures, letters, ok := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	return ok && len(figures) > 2 && all(figures, digit) && (figures[0] == '0' || len(figures) > 4) && len(letters) > 0 && len(letters) < 5 && all(letters, lower|digit)
}

// mixed reports whether s mixes letters and digits so that it looks random.
func mixed(s string) bool {
	turns := 0
	for i := 1; i < len(s); i++ {
		if (classes[s[i]]&digit != 0) != (classes[s[i-1]]&digit != 0) {
			turns++
		}
	}
	return len(s) >= 6 && turns >= 3 && bits(s)&(dash|dot) == 0
}

// traceParent: version, trace, parent and flags (W3C Trace Context).
func traceParent(s string) bool {
	return len(s) == 55 && s[2] == '-' && s[35] == '-' && s[52] == '-' && isHexWord(strings.ReplaceAll(s, "-", ""))
}

func isHexWord(s string) bool {
	for i := range len(s) {
		if !isHex(s[i]) {
			return false
		}
	}
	return s != ""
}

// digest judges a token as a hash, a UUID or an id of random characters.
func (l *looking) digest(start, end int, seen uint8) {
	s := l.text[start:end]
	if wordByte(l.text, start-1) || byteAt(l.text, start-1) == '#' || start < l.openStop {
		return
	}
	if seen&dash != 0 && len(s) >= 36 {
		l.uuids(start, end)
		return
	}
	if n := strings.LastIndexByte(s, '@'); n >= 0 || seen&(under|dot|beyond) != 0 && seen&dash == 0 {
		if dots := strings.Split(s, ".."); len(dots) == 2 && isCommit(dots[0]) && isCommit(strings.TrimPrefix(dots[1], ".")) {
			l.add(start, end, commitRule)
		}
		return
	}
	if seen&dash != 0 {
		l.describedCommit(start, end)
		return
	}
	switch {
	case chatID(s):
		l.add(start, end, idRule)
	case isCommit(s):
		l.addCommit(start, end)
	case len(s) == 26 && isULID(s):
		l.add(start, end, uuidRule)
	}
}

// describedCommit finds the hash that ends a name like v1.4.2-17-g4f2a91c.
func (l *looking) describedCommit(start, end int) {
	tail := l.text[start:end]
	n := strings.LastIndexByte(tail, '-')
	if tail = tail[n+1:]; len(tail) >= 8 && tail[0] == 'g' && isCommit(tail[1:]) {
		l.add(start, end, commitRule)
	} else if len(tail) >= 7 && len(tail) != 8 && len(tail) <= 40 && isCommit(tail) && strings.Count(l.text[start:end], "-") == 1 {
		l.add(start+n+1, end, commitRule)
	}
}

// chatID reports whether s is the id of a user, a channel or a team of a chat: C01ABCDEF.
func chatID(s string) bool {
	return len(s) > 8 && len(s) < 13 && strings.IndexByte("CUGDTWB", s[0]) >= 0 && s[1] == '0' && bits(s)&^(upper|digit) == 0 && bits(s[2:])&upper != 0 && bits(s[2:])&(upper|digit) != 0
}

// isCommit reports whether s is a hexadecimal hash of a usual length with letters
// and digits in it.
func isCommit(s string) bool {
	if len(s) < 7 || len(s) > 128 || s == "ed25519" || !isHexWord(s) {
		return false
	}
	b := bits(s)
	if b&digit == 0 || b&(lower|upper) == 0 || b&(lower|upper) == lower|upper {
		return false
	}
	if len(s) < 16 && b&upper != 0 {
		return false // ATC codes; programs write short hashes in small letters
	}
	return len(s) > 12 || strings.Trim(s[:len(s)-1], "0123456789") != "" // 1234567b is a size
}

// addCommit names a hash by its length and by what announces it.
func (l *looking) addCommit(start, end int) {
	before := strings.ToLower(l.text[max(0, start-24):start])
	switch n := end - start; {
	case strings.Contains(before, "trace") || strings.Contains(before, "request") || strings.Contains(before, "session") ||
		strings.Contains(before, "span") || strings.Contains(before, "correlation") || strings.Contains(before, "tenant"):
		l.add(start, end, hexRule)
	case n == 32 || n == 16 && !strings.Contains(before, "commit"):
		l.add(start, end, hexRule)
	default:
		if strings.HasSuffix(before, "sha256:") {
			start -= len("sha256:")
		}
		l.add(start, end, commitRule)
	}
}

// uuids finds UUIDs inside a token.
func (l *looking) uuids(start, end int) {
	for i := start; i+36 <= end; i++ {
		s := l.text[i : i+36]
		if s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-' && isHexWord(strings.ReplaceAll(s, "-", "")) &&
			len(strings.ReplaceAll(s, "-", "")) == 32 && strings.Trim(s, "0-") != "" {
			braces := btoi(byteAt(l.text, i-1) == '{' && byteAt(l.text, i+36) == '}' && l.edited(i-1, i))
			l.add(i-braces, i+36+braces, uuidRule)
			i += 35
		}
	}
	if s := l.text[start:end]; traceParent(s) {
		l.add(start, end, hexRule)
	}
}

// isULID: 26 characters of Crockford's base 32, the first of them below 8.
func isULID(s string) bool {
	if s[0] < '0' || s[0] > '7' {
		return false
	}
	for i := range len(s) {
		if !(s[i] >= '0' && s[i] <= '9' || s[i] >= 'A' && s[i] <= 'Z' && strings.IndexByte("ILOU", s[i]) < 0) {
			return false
		}
	}
	return bits(s)&upper != 0
}
