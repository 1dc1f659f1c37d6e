package redact

import "strings"

// What looks like a find is one: a code of the same mask, a cell among cells that were found.

var (
	shapeEcho = &rule{Identifier, "same_shape", Warn, "[id]",
		"Another place in this text holds an id or a name of the same shape."}
	columnEcho = &rule{Identifier, "same_column", Warn, "[removed]",
		"Most of the other cells of this column were found."}
)

// alike finds what looks like the hits of a text, sorted and apart.
func (s *Scanner) alike(text string, hits []hit) []hit {
	if len(hits) == 0 {
		return hits
	}
	l := &looking{s: s, view: &view{text: text}, text: text}
	l.sameShapes(hits)
	l.sameColumns(hits)
	if len(l.hits) == 0 {
		return hits
	}
	return merge(append(hits, l.hits...))
}

// shapeKinds are the kinds of which one shows the shape of others.
var shapeKinds = map[Kind]bool{Identifier: true, Hostname: true}

// sameShapes finds tokens of the mask of a find: letters and digits as many, marks the same.
func (l *looking) sameShapes(hits []hit) {
	shapes := map[string]*rule{}
	for _, h := range hits {
		if s := l.text[h.start:h.end]; shapeKinds[h.rule.kind] && len(s) > 5 && len(s) < 40 {
			if m := shapeOfCode(s); tellingMask(m) {
				shapes[m] = h.rule
			}
		}
	}
	if len(shapes) == 0 {
		return
	}
	t, next := l.text, 0
	for i := 0; i < len(t); {
		if !wordByte(t, i) || t[i] >= 0x80 {
			i++
			continue
		}
		start, seen := i, uint8(0)
		for i < len(t) && (classes[t[i]]&(lower|upper|digit) != 0 || (t[i] == '-' || t[i] == '_') && wordByte(t, i+1)) {
			seen |= classes[t[i]]
			i++
		}
		for next < len(hits) && hits[next].end <= start {
			next++
		}
		if i-start < 6 || i-start >= 40 || seen&digit == 0 || next < len(hits) && hits[next].start < i || !l.codePlace(start, i) {
			continue
		}
		s := t[start:i]
		if r := shapes[shapeOfCode(s)]; r != nil && !dateLike(s) && (!all(s, digit) || !datedNumber(s) && !publicBefore[strings.ToLower(wordBefore(t, start).in(t))]) && (all(s, digit) || seen&letters == 0 || !publicForm(s)) {
			l.addWeight(start, i, shapeEcho, Warn)
		}
	}
}

// codePlace reports whether a token stands where a code may: not in a link, a path, a version
// or a number with a fraction.
func (l *looking) codePlace(start, end int) bool {
	a, b := byteAt(l.text, start-1), byteAt(l.text, end)
	return (start == 0 || strings.IndexByte("/%.\\&+:$@", a) < 0) && (end == len(l.text) || strings.IndexByte("/%\\@+", b) < 0) && !(b == '.' && wordByte(l.text, end+1)) && !counting(l.text, end)
}

// maskOf is a token with letters and digits of one sort made one.
func maskOf(s string) string {
	var m [40]byte
	if len(s) > len(m) {
		return ""
	}
	for i := range len(s) {
		switch c := classes[s[i]]; {
		case c&lower != 0:
			m[i] = 'a'
		case c&upper != 0:
			m[i] = 'A'
		case c&digit != 0:
			m[i] = '0'
		case c&(dash|under) != 0:
			m[i] = s[i]
		default:
			return ""
		}
	}
	return string(m[:len(s)])
}

// shapeOfCode is the mask of a code; one of digits alone keeps its first two.
func shapeOfCode(s string) string {
	if m := maskOf(s); strings.Trim(m, "0") != "" || len(m) < 3 {
		return m
	}
	return s[:2] + maskOf(s)[2:]
}

// tellingMask reports whether a mask is one that ordinary words and numbers do not have.
func tellingMask(mask string) bool {
	digits := strings.Count(mask, "0")
	if digits == 0 || mask == "" {
		return false
	}
	if all(mask, digit) {
		return len(mask) > 6
	}
	turned := 0
	for i := 1; i < len(mask); i++ {
		turned += btoi(mask[i] != mask[i-1])
	}
	return digits > 2 || turned > 2
}

// tableCell is one cell of a table of one text.
type tableCell struct {
	span
	rule *rule // what was found in it
}

// sameColumns finds the rest of the cells of a column most of which hold finds.
func (l *looking) sameColumns(hits []hit) {
	t := l.text
	for _, sep := range []byte("|\t;,") {
		if strings.IndexByte(t, sep) < 0 {
			continue
		}
		var rows [][]tableCell
		for at := 0; at <= len(t); {
			end := len(t)
			if n := strings.IndexByte(t[at:], '\n'); n >= 0 {
				end = at + n
			}
			cells := cellsOf(t, at, end, sep)
			if len(cells) < 3 || len(rows) > 0 && len(cells) != len(rows[0]) {
				l.columnsOf(rows, hits)
				rows = nil
			}
			if len(cells) > 2 {
				rows = append(rows, cells)
			}
			at = end + 1
		}
		l.columnsOf(rows, hits)
	}
}

// cellsOf cuts a line at a mark, outside of quotes.
func cellsOf(t string, at, end int, sep byte) (cells []tableCell) {
	if end-at > 600 || strings.IndexByte(t[at:end], sep) < 0 {
		return nil
	}
	from, quoted := at, false
	for i := at; i <= end; i++ {
		if i < end && t[i] == '"' && sep != '|' {
			quoted = !quoted
		}
		if i == end || t[i] == sep && !quoted {
			c := span{from, i}
			for c.start < c.end && strings.IndexByte(" \t\"'`*", t[c.start]) >= 0 {
				c.start++
			}
			for c.end > c.start && strings.IndexByte(" \t\r\"'`*", t[c.end-1]) >= 0 {
				c.end--
			}
			if c.end-c.start > 48 && sep == ',' {
				return nil
			}
			cells = append(cells, tableCell{span: c})
			from = i + 1
		}
	}
	return cells
}

// columnsOf judges the rows of one table.
func (l *looking) columnsOf(rows [][]tableCell, hits []hit) {
	if len(rows) < 3 {
		return
	}
	for column := range rows[0] {
		filled, found, kinds := 0, 0, map[*rule]int{}
		for i := range rows {
			c := &rows[i][column]
			if c.end-c.start < 2 || strings.Trim(l.text[c.start:c.end], "-:= ") == "" {
				continue
			}
			filled++
			if r := fillsOf(c.span, hits); r != nil {
				found++
				c.rule = r
				kinds[r]++
			}
		}
		if found < 2 || found*3 < (filled-1)*2 {
			continue
		}
		for i := range rows {
			if c := rows[i][column]; i > 0 && c.rule == nil && c.end-c.start > 1 && l.mayBeCell(c.span) {
				l.addWeight(c.start, c.end, columnEcho, Warn)
			}
		}
	}
}

// fillsOf is the rule of a hit that fills the most of a span.
func fillsOf(s span, hits []hit) *rule {
	for _, h := range hits {
		if h.start >= s.end {
			break
		}
		if h.end > s.start && h.rule.kind != Hidden && 2*(min(h.end, s.end)-max(h.start, s.start)) > s.end-s.start {
			return h.rule
		}
	}
	return nil
}

// emptyCells say that a cell has nothing to say.
var emptyCells = wordSet("none n/a na null nil unknown unbekannt keine aucun ninguno nessuno geen tbd tba all any yes no open vacant nobody various - -- ? x other total sum default system root admin rota team bot system automation automatic cron pager alert alerts alertmanager monitoring pagerduty script")

// publicCells are files that every project has, and what programs and roles are called in tables.
var publicCells = wordSet("readme.md readme license licence makefile dockerfile changelog.md changelog contributing.md package.json package-lock.json go.mod go.sum cargo.toml cargo.lock pom.xml build.gradle requirements.txt pyproject.toml setup.py tsconfig.json yarn.lock gemfile gemfile.lock jenkinsfile .gitignore .gitlab-ci.yml docker-compose.yml codeowners security.md index.html main.go main.py app.py commander incident commander scribe facilitator dispatcher pager duty on-call oncall ci cd scheduler watchdog renovate dependabot codecov sonarqube copilot customer customers provider vendor carrier user users everybody everyone us we support")

// publicCell reports whether a cell names such a file, a role or a program that writes by itself.
func publicCell(low string) bool {
	return publicCells[low] || low == "incident commander" || low == "on call" || strings.HasSuffix(low, "bot") && len(low) < 20 || strings.HasSuffix(low, "[bot]")
}

// mayBeCell reports whether a cell says something that others of its column say.
func (l *looking) mayBeCell(c span) bool {
	s := l.text[c.start:c.end]
	low := strings.ToLower(s)
	if restOfAll(s) {
		return false
	}
	if emptyCells[low] || publicCell(low) || restOfCount(low) || amount(s) || strings.Trim(s, "-:=. ?") == "" || dateLike(s) || len(s) > 40 || strings.Count(s, " ") > 3 {
		return false
	}
	if placeholder(s) || loopback(s) || bits(plainMarks(s))&(letters|digit) == 0 || strings.HasPrefix(s, "0.0.0.0") || s == "::/0" || strings.Trim(l.text[lineStart(l.text, c.start):c.start], "| \t\"") == "" && !numbered3(s) {
		return false
	}
	for w := range strings.FieldsFuncSeq(low, func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '(' || r == ')' || r == ',' }) {
		if !ordinary(w) && !plainWords[w] {
			return true
		}
	}
	return numbered3(s)
}

// restOfAll reports whether a cell is all, or the rest, of the others: all others (2,135), other schools.
func restOfAll(s string) bool {
	first, rest, _ := strings.Cut(s, " ")
	switch strings.ToLower(first) {
	case "all", "others", "other", "total", "rest":
		return bits(rest)&(upper|beyond) == 0 || bits(rest)&digit != 0
	}
	return false
}

// loopback reports whether a cell names the machine itself.
func loopback(s string) bool { return strings.HasPrefix(s, "127.") || s == "::1" || s == "localhost" }

// datedNumber reports whether eight digits are a day.
func datedNumber(s string) bool {
	return len(s) == 8 && yearOnly(s[:4]) && s[4:6] <= "12" && s[6:] <= "31"
}

// publicForm reports whether a token with letters and digits is a name that everybody uses.
func publicForm(s string) bool {
	return notTrackers[strings.TrimRight(strings.ToUpper(headWord(s)), "0123456789")] || regionName(strings.ToLower(s)) || isTicketLike(s) || numberUnit(s) || ordinary(strings.ToLower(strings.TrimRight(s, "0123456789-_")))
}
