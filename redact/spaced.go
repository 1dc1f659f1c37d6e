package redact

import "strings"

// spacedHeading reports whether letters set apart make a few ordinary words and numbers, as
// headings do: F i g u r e  1.
func spacedHeading(s string) bool {
	words := 0
	for part := range strings.SplitSeq(s, "  ") {
		word := foldWord(spacedMarks.Replace(part))
		if word == "" || all(word, digit) {
			continue
		}
		if len(word) < 3 && len(word) > 1 || !ordinary(word) && !plainWords[word] || bits(word)&digit != 0 {
			return false
		}
		words++
	}
	return words > 1 || words == 1 && strings.Contains(s, "  ")
}

// Links and paths with blanks around their marks.

// spacedLink joins the address around the colon at i that is written with blanks
// around its marks: https : // wiki . corp . example / x.
func spacedLink(b *viewBuilder, t string, i int) int {
	var out strings.Builder
	end := i
	for end < len(t) && end-i < 240 && t[end] != '\n' {
		c := t[end]
		if c != ' ' {
			if c < 0x21 || strings.IndexByte("<>\"`|", c) >= 0 {
				break
			}
			out.WriteByte(c)
			end++
			continue
		}
		if strings.IndexByte(":/@.?=&#", t[end-1]) < 0 && strings.IndexByte(":/@.?=&#", byteAt(t, end+1)) < 0 || byteAt(t, end+1) <= ' ' || t[end-1] == '.' && !wordByte(t, end+1) {
			break
		}
		end++
	}
	from := i - btoi(byteAt(t, i-1) == ' ')
	if from < b.at {
		return i + 1
	}
	b.replace(from, end, out.String())
	return end
}

// spacedPath joins the path that begins at i and is written with blanks around its
// marks: / home / deploy / apps.
func spacedPath(b *viewBuilder, t string, i int) int {
	if i < b.at {
		return i + 1
	}
	behind := classAt(strings.TrimRight(t[max(0, i-3):i], " "), len(strings.TrimRight(t[max(0, i-3):i], " "))-1)&(letters|digit) != 0
	var out strings.Builder
	end, slashes := i, 0
	for at := i; at < len(t) && at-i < 240; {
		if t[at] == '/' {
			slashes++
		}
		stop := at + 1
		for stop < len(t) && t[at] != '/' && t[at] != ' ' && (classes[t[stop]]&wordPart != 0 || strings.IndexByte("@+~$=", t[stop]) >= 0) {
			stop++
		}
		if t[at] == ' ' {
			if byteAt(t, at-1) != '/' && byteAt(t, at+1) != '/' {
				break
			}
		} else if classes[t[at]]&wordPart == 0 && t[at] != '/' && t[at] != '~' && t[at] != '$' {
			break
		} else {
			out.WriteString(t[at:stop])
			end = stop
		}
		at = stop
	}
	path := strings.TrimRight(out.String(), "./")
	first, _, more := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if slashes < 2+btoi(behind) || behind && byteAt(t, i-1) != ' ' || !more || !roots[strings.ToLower(first)] {
		return i + 1
	}
	for t[end-1] == '.' || t[end-1] == '/' {
		end--
	}
	b.replace(i, end, path)
	return end
}

// blankLink reports whether the host of a link stands behind a blank: http:// 10.66.2.7 :8081.
func blankLink(t string, i int) bool {
	w := hostAt(t, i+4)
	return strings.IndexByte(w.in(t), '.') > 0 && (byteAt(t, w.end) == '/' || byteAt(t, w.end) == ' ' && strings.IndexByte(":/", byteAt(t, w.end+1)) >= 0)
}

// spacedMarks leaves out what stands between letters set apart, spokenGaps between letters and
// digits that are said one by one; marksApart makes words of what marks join.
var (
	spacedMarks = strings.NewReplacer(" ", "", ":", "", ",", "", ".", "", "-", "")
	spokenGaps  = strings.NewReplacer("  ", " ", " ", "", ",", "", ".", "", "|", "", "*", "", "/", "", "~", "")
	marksApart  = strings.NewReplacer("-", " ", ".", " ", "_", " ")
)
