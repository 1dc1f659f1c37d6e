package redact

import "strings"

// addConditions adds the marks that stand between a column and the values it is
// compared with in a query.
func (d *dictionary) addConditions() {
	for _, mark := range []string{" in (", " like '", " ilike '", " <> '", " != '", " is not distinct from '", " = any('{", " between '"} {
		d.addLoose(mark, func(l *looking, start, end int) { l.condition(start, end) })
	}
}

// condition judges the values behind the mark of a query by the name of the column
// before it: tenant_id NOT IN ('kd-0087', 'kd-0091').
func (l *looking) condition(start, end int) {
	t := l.text
	name := wordBefore(t, start)
	if w := strings.ToLower(name.in(t)); w == "not" {
		name = wordBefore(t, name.start)
	}
	s := name.in(t)
	if s == "" || strings.IndexByte("'\")", byteAt(t, name.end)) >= 0 && name.end < start-1 {
		return
	}
	c := columnOf(s)
	if c.kind == "" {
		if n := strings.LastIndexByte(s, '_'); n > 0 && strings.EqualFold(s[n+1:], "id") {
			c.kind = Identifier
		}
	}
	if c.kind == "" {
		return
	}
	if open := t[end-1]; open == '\'' {
		end--
	}
	for at, count := end, 0; at < len(t) && at-end < 600 && count < 64; count++ {
		for at < len(t) && strings.IndexByte(" \n\t,{", t[at]) >= 0 {
			at++
		}
		v := span{at, at}
		if c := byteAt(t, at); c == '\'' || c == '"' {
			v = valueAt(t, at+1, c)
		} else {
			v = valueAt(t, at, 0)
		}
		if v.start >= v.end {
			return
		}
		l.cell(v.start, v.end, c)
		at = v.end
		for at < len(t) && strings.IndexByte("'\" ", t[at]) >= 0 {
			at++
		}
		if byteAt(t, at) != ',' {
			return
		}
	}
}
