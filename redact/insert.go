package redact

import "strings"

// longestInsert bounds what is read as one INSERT of a database.
const longestInsert = 16 << 10

// addInserts adds the words that the columns and the values of a row follow.
func (d *dictionary) addInserts() {
	for _, word := range []string{"insert into", "replace into"} {
		d.add(word, func(l *looking, start, end int) { l.insert(end) })
	}
}

// insert judges the values of INSERT INTO t (a, b) VALUES (x, y) by the names of
// their columns.
func (l *looking) insert(end int) {
	if end < l.insertStop {
		return
	}
	t := l.text[:min(len(l.text), end+longestInsert)]
	open := strings.IndexByte(t[end:min(len(t), end+160)], '(')
	if open < 0 {
		return
	}
	cells, at := listOf(t, end+open)
	l.insertStop = at
	heads, known := make([]column, len(cells)), false
	for i, c := range cells {
		heads[i] = columnOf(strings.Trim(c.in(t), "[]"))
		known = known || heads[i].kind != ""
	}
	if known && len(cells) > 0 {
		namesApart(t[cells[0].start:cells[len(cells)-1].end], ',', heads)
	}
	at = skipBlank(t, at)
	if !known || len(t)-at < 6 || !strings.EqualFold(t[at:at+6], "values") {
		return
	}
	for at = skipBlank(t, at+6); byteAt(t, at) == '('; at = skipBlank(t, at) {
		cells, at = listOf(t, at)
		for i := range min(len(cells), len(heads)) {
			if heads[i].kind != "" {
				l.cell(cells[i].start, cells[i].end, heads[i])
			}
		}
		if at = skipBlank(t, at); byteAt(t, at) == ',' {
			at++
		}
		l.insertStop = at
	}
}

func skipBlank(t string, at int) int {
	for at < len(t) && isSpace(t[at]) {
		at++
	}
	return at
}

// listOf reads a list in parentheses: the spans of its cells, and where it ends.
func listOf(t string, at int) (cells []span, end int) {
	from, mark, deep := at+1, byte(0), 0
	for i := at; i < len(t); i++ {
		switch c := t[i]; {
		case mark != 0:
			if c == mark {
				mark = 0
			}
		case c == '\'' || c == '"' || c == '`':
			mark = c
		case c == '(':
			deep++
		case c == ',' && deep == 1:
			cells = append(cells, span{from, i})
			from = i + 1
		case c == ')':
			if deep--; deep == 0 {
				return append(cells, span{from, i}), i + 1
			}
		}
	}
	return nil, len(t)
}
