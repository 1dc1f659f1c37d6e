package redact

import "strings"

// htmlTables judges the cells of tables in HTML by the headings above them.
func (l *looking) htmlTables() {
	t := l.text
	if !strings.Contains(t, "<t") {
		return
	}
	var heads []column
	var cells []span
	headed, open := false, -1
	for at := 0; ; {
		n := strings.IndexByte(t[at:], '<')
		if n < 0 {
			return
		}
		tag := at + n
		at = tag + 1
		switch name := tagName(t, at); name {
		case "table", "/table":
			heads = nil
		case "tr":
			cells, headed, open = cells[:0], false, -1
		case "td", "th":
			m := strings.IndexByte(t[at:min(len(t), at+256)], '>')
			if m < 0 || len(cells) > 64 {
				continue
			}
			at += m + 1
			open, headed = at, headed || name == "th"
		case "/td", "/th":
			if open >= 0 {
				cells = append(cells, span{open, tag})
			}
			open = -1
		case "/tr":
			if headed {
				heads = l.htmlHeads(cells)
				continue
			}
			for i, c := range cells {
				if i < len(heads) && heads[i].kind != "" {
					l.htmlCell(c, heads[i])
				}
			}
		}
	}
}

// tagName is the name of the tag at an offset, with the slash of one that closes.
func tagName(t string, at int) string {
	end := at
	for end < len(t) && end-at < 7 && (classes[t[end]]&(lower|upper) != 0 || t[end] == '/' && end == at) {
		end++
	}
	return t[at:end]
}

// htmlHeads are the columns of a row of headings.
func (l *looking) htmlHeads(cells []span) (heads []column) {
	for _, c := range cells {
		c = withoutTags(l.text, c)
		heads = append(heads, columnOf(c.in(l.text)))
	}
	return heads
}

// withoutTags is a cell without the tags at its head and at its end.
func withoutTags(t string, c span) span {
	for range 4 {
		for c.start < c.end && isSpace(t[c.start]) {
			c.start++
		}
		for c.end > c.start && isSpace(t[c.end-1]) {
			c.end--
		}
		if s := c.in(t); strings.HasPrefix(s, "<") {
			if n := strings.IndexByte(s, '>'); n > 0 {
				c.start += n + 1
			}
		}
		if s := c.in(t); strings.HasSuffix(s, ">") {
			if n := strings.LastIndexByte(s, '<'); n >= 0 {
				c.end = c.start + n
			}
		}
	}
	return c
}

func (l *looking) htmlCell(c span, head column) {
	c = withoutTags(l.text, c)
	if s := c.in(l.text); s != "" && len(s) < 200 && strings.IndexByte(s, '<') < 0 {
		l.cell(c.start, c.end, head)
	}
}
