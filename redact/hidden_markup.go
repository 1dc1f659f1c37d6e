package redact

import (
	"regexp"
	"strings"
)

// code is where a text is code, and so shown as written.
type code struct {
	text   string
	fences []span
}

// codeOf finds the fenced blocks of a Markdown text.
func codeOf(text string) *code {
	c := &code{text: text}
	open, mark := -1, ""
	for at := 0; at < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		line := strings.TrimLeft(text[at:end], " >")
		switch {
		case open < 0 && (strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~")):
			open, mark = at, line[:3]
		case open >= 0 && strings.HasPrefix(line, mark):
			c.fences = append(c.fences, span{open, end})
			open = -1
		}
		at = end
	}
	if open >= 0 {
		c.fences = append(c.fences, span{open, len(text)})
	}
	return c
}

// at reports whether an offset lies in code, asked in rising order or not.
func (c *code) at(i int) bool {
	low, high := 0, len(c.fences)
	for low < high {
		mid := (low + high) / 2
		if c.fences[mid].end <= i {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(c.fences) && c.fences[low].start <= i {
		return true
	}
	return strings.Count(c.text[lineStart(c.text, i):i], "`")%2 == 1
}

// sourceComments are comments of the languages that pages are written in.
var sourceComments = []struct{ open, closing string }{{"{/*", "*/}"}, {"%%", "%%"}, {"{#", "#}"}, {"{{!", "}}"}, {"{{/*", "*/}}"}, {"<%#", "%>"}, {"<%--", "--%>"}, {"<?", "?>"}, {"{% comment %}", "{% endcomment %}"}, {"{%- comment -%}", "{%- endcomment -%}"}, {"\n////\n", "\n////"}, {"#+BEGIN_COMMENT", "#+END_COMMENT"}, {"#+begin_comment", "#+end_comment"}, {"{::comment}", "{:/comment}"}, {"{{!--", "--}}"}, {"<comment>", "</comment>"},
	{"{color:white}", "{color}"}, {"{color:#fff}", "{color}"}, {"{color:#ffffff}", "{color}"}, {"{color:transparent}", "{color}"}, {"[color=white]", "[/color]"},
	{"[color=#ffffff]", "[/color]"}, {"[hide]", "[/hide]"}, {"[hidden]", "[/hidden]"}, {"[comment]", "[/comment]"}, {"\\begin{comment}", "\\end{comment}"}, {"\\phantom{", "}"}, {"\\textcolor{white}{", "}"}, {"\\color{white}{", "}"}, {"@@@", "@@@"}, {"{>>", "<<}"},
	{"{{< comment >}}", "{{< /comment >}}"}, {"{{% comment %}}", "{{% /comment %}}"}, {"\\iffalse", "\\fi"}, {"{\\v ", "}"}, {"{\\v1 ", "}"}, {"\\v ", "\\v0"}, {"{\\comment ", "}"}, {"{\\*\\comment ", "}"}, {"{\\*\\annotation ", "}"}, {"::: hidden", ":::"}, {":::hidden", ":::"}, {"::: {.hidden", ":::"}, {"<annotation", "</annotation>"}, {"<w:delText", "</w:delText>"}, {"<w:comment ", "</w:comment>"}, {"#|", "|#"}, {"<#--", "-->"}, {"[[!--", "--]]"}, {"{$comment}", "{/comment}"}, {"{literal}{*", "*}{/literal}"}}

// commentHeads are the bytes that these comments begin with.
var commentHeads = func() (table [256]bool) {
	for _, m := range sourceComments {
		table[m.open[0]] = true
	}
	return table
}()

// sourceComment finds the comments between two marks, from an offset on.
func sourceComment(text string, at int, open, closing string, c *code, add func(int, int, *rule)) {
	for {
		n := strings.Index(text[at:], open)
		if n < 0 {
			return
		}
		start := at + n
		end := strings.Index(text[start+len(open):], closing)
		if end < 0 {
			return
		}
		if end += start + len(open) + len(closing); end-start < 4096 && end-start > len(open)+len(closing)+1 && !c.at(start) && (open != "%%" || !strings.Contains(text[start:end], "\n\n") && text[start+2] == ' ') {
			add(start, end, commentRule)
		}
		at = end
	}
}

// firstMarks are the offsets of the first mark that opens each sort of comment, or -1.
func firstMarks(text string) []int {
	first := make([]int, len(sourceComments))
	for i := range first {
		first[i] = -1
	}
	for i := range len(text) {
		if !commentHeads[text[i]] || text[i] == '\n' && byteAt(text, i+1) != '/' {
			continue
		}
		for k, m := range sourceComments {
			if first[k] < 0 && m.open[0] == text[i] && strings.HasPrefix(text[i:], m.open) {
				first[k] = i
			}
		}
	}
	return first
}

// comments finds HTML comments; one that is not closed runs to the end.
func comments(text string, c *code, add func(int, int, *rule)) {
	for k, at := range firstMarks(text) {
		if m := sourceComments[k]; at >= 0 {
			sourceComment(text, at, m.open, m.closing, c, add)
		}
	}
	for at := 0; ; {
		n := strings.Index(text[at:], "<!--")
		if n < 0 {
			return
		}
		start := at + n
		if c.at(start) {
			at = start + 4
			continue
		}
		end := len(text)
		if n := strings.Index(text[start+2:], "-->"); n >= 0 {
			end = start + 2 + n + 3
		}
		add(start, end, commentRule)
		at = end
	}
}

var hiding = regexp.MustCompile(`(?i)[\s"']hidden\b|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:\.0+)?(?:[a-z]{1,5}|%)?\s*(?:[;"'!}]|$)|` +
	`opacity\s*:\s*0(?:[;"'\s]|\.0)|aria-hidden\s*=\s*["']?true|type\s*=\s*["']?hidden|color\s*:\s*(?:white|transparent|#fff)|` +
	`(?:left|top|text-indent)\s*:\s*-\d{3}|(?:height|width)\s*:\s*0(?:px)?[;"']|class\s*=\s*["'][^"']*(?:sr-only|visually-hidden|d-none|invisible|is-hidden|screen-reader|offscreen|\bhide\b|\bhidden\b)|visibility\s*:\s*collapse|clip\s*:\s*rect|font-size\s*:\s*1px|` +
	`color\s*[:=]\s*["']?(?:white|transparent|#fff|rgba?\(\s*255\s*,\s*255\s*,\s*255|rgba\([^)]*,\s*0?\.?0\s*\))|(?:height|width)\s*:\s*1px\s*;\s*overflow|max-height\s*:\s*0|mso-hide|[^-\w]filter\s*:\s*(?:blur\(|(?:brightness|contrast|opacity)\(\s*0(?:\.0+)?%?\s*\))|text-fill-color\s*:\s*transparent|background(?:-color)?\s*:\s*currentcolor|class\s*=\s*["'][^"']*\b(?:redacted|blackout|blacked-out|censored|blurred)\b|opacity\s*:\s*0?\.0|clip-path\s*:|transform\s*:\s*scale[xy]?\(\s*0|content-visibility\s*:\s*hidden|font\s*:\s*0|class\s*=\s*["'][^"']*(?:internal-only|staff-only|editors?-only|noprint-note)`)

// unseenElements show nothing of what they hold.
var unseenElements = wordSet("script style template noscript meta object embed iframe")

// hidingElement is the name and the length of the opening tag at the head of s,
// when its element is not shown.
func hidingElement(s string) (name string, size int) {
	n := strings.IndexAny(s[1:], "<>") + 1
	if n < 2 || s[n] != '>' {
		return "", 0
	}
	name = wordAt(s, 1).in(s)
	if unseenElements[strings.ToLower(name)] || hiding.MatchString(s[:n]) || sameColours(s[:n], s[n+1:]) {
		return name, n + 1
	}
	return "", 0
}

// elements finds elements that the page does not show.
func elements(text string, c *code, add func(int, int, *rule)) {
	for at := 0; ; {
		n := strings.IndexByte(text[at:], '<')
		if n < 0 || at+n+1 >= len(text) {
			return
		}
		start := at + n
		at = start + 1
		if classes[text[at]]&(lower|upper) == 0 {
			continue
		}
		head := text[start:min(len(text), start+1024)]
		name, size := hidingElement(head)
		if size == 0 || c.at(start) || plainHead(name, head[:size], text[start+size:min(len(text), start+4096)]) {
			continue
		}
		end := start + size
		rest := text[end:min(len(text), end+8192)]
		if strings.HasPrefix(rest, "</"+name+">") && strings.Contains(head[:size], " src=") && strings.EqualFold(name, "script") {
			continue // a program from elsewhere; nothing is hidden here
		}
		end += closingTag(rest, name)
		add(start, end, elementRule)
		at = end
	}
}

// plainHead reports whether an element is one that every page has in its head and that says nothing:
// the program it was made with, the size of a screen, rules of style without words.
func plainHead(name, tag, rest string) bool {
	switch strings.ToLower(name) {
	case "meta":
		low := strings.ToLower(tag)
		for _, said := range []string{"name=\"generator\"", "name=\"viewport\"", "charset=", "name=\"robots\"", "name=\"theme-color\"", "name=\"color-scheme\"", "name=\"format-detection\"", "http-equiv="} {
			if strings.Contains(low, said) {
				return true
			}
		}
	case "style":
		css := rest[:max(0, strings.Index(rest, "</"))]
		return css != "" && !strings.Contains(css, "/*") && !strings.Contains(css, "content") && !strings.Contains(css, "url(")
	}
	return false
}

// closingTag is where the closing tag of a name ends in a text, or 0.
func closingTag(text, name string) int {
	for at := 0; ; {
		n := strings.Index(text[at:], "</")
		if n < 0 {
			return 0
		}
		at += n + 2
		if len(text)-at > len(name) && strings.EqualFold(text[at:at+len(name)], name) {
			if n := strings.IndexByte(text[at:], '>'); n >= 0 {
				return at + n + 1
			}
			return 0
		}
	}
}

var definition = regexp.MustCompile(`(?m)^[ >]{0,6}\[([^\]\n]{1,200})\]:[ \t]*\S[^\n]*`)

// definitions finds link definitions and footnotes that nothing uses, which is
// how comments are written in Markdown.
func definitions(text string, c *code, add func(int, int, *rule)) {
	if !strings.Contains(text, "]:") {
		return
	}
	found := definition.FindAllStringSubmatchIndex(text, -1)
	if len(found) == 0 {
		return
	}
	uses := labels(text)
	for _, m := range found { // a definition is no use, nor are two of the same name
		uses[label(text[m[2]:m[3]])]--
	}
	for _, m := range found {
		label := label(text[m[2]:m[3]])
		if uses[label] < 1 && !c.at(m[2]) {
			start := m[2] - 1
			add(start, m[1], definitionRule)
		}
	}
}

// labels counts the bracketed texts that may refer to a definition.
func labels(text string) map[string]int {
	counts := map[string]int{}
	open := -1
	for i := range len(text) {
		switch text[i] {
		case '[':
			open = i
		case ']':
			if open >= 0 && i-open < 220 {
				counts[label(text[open+1:i])]++
			}
			open = -1
		}
	}
	return counts
}

// label is a link label as CommonMark compares them.
func label(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

var dataURI = regexp.MustCompile(`^data:[a-zA-Z0-9.+/\-]{0,80}(?:;[a-zA-Z0-9=\-]{1,40}){0,4},[A-Za-z0-9+/=%_.\-]{1,}`)

// dataURIs finds files packed into an address.
func dataURIs(text string, add func(int, int, *rule)) {
	for at := 0; ; {
		n := strings.Index(text[at:], "data:")
		if n < 0 {
			return
		}
		start := at + n
		at = start + 5
		if wordByte(text, start-1) {
			continue
		}
		if m := dataURI.FindString(text[start:]); m != "" && (strings.Contains(m, ";base64") || strings.Contains(m[:strings.IndexByte(m, ',')], "/")) {
			add(start, start+len(m), dataRule)
			at = start + len(m)
		}
	}
}

var attribute = regexp.MustCompile(`!\[([^\]\n]+)|\]\([^()\s]*\s+(?:"([^"\n]+)"|'([^'\n]+)'|\(([^()\n]+)\))\s*\)|` +
	`\bimage::?[^\s\[]+\[([^\]\n]+)\]|\|\s*(?:alt|caption)=([^|\]"\n]+)[|\]]|\]:[ \t]*\S+[ \t]+(?:"([^"\n]+)"|'([^'\n]+)'|\(([^()\n]+)\))|` +
	`\b(?i:alt|title|aria-label|aria-description|summary|placeholder|data-[a-z-]+)\s*=\s*"([^"\n]+)"|\b(?i:alt|title|aria-label|aria-description|summary|placeholder|data-[a-z-]+)\s*=\s*'([^'\n]+)'`)

// insideTalk reports whether a text that few readers see speaks of what is done or
// kept inside.
func insideTalk(s string) bool {
	for w := range strings.FieldsFuncSeq(ourWords.Replace(strings.ToLower(s)), func(r rune) bool { return !isLetter(r) }) {
		if insideTalkWords[w] {
			return true
		}
	}
	return false
}

// ourWords leaves out what the rules themselves put in the place of finds.
var ourWords = strings.NewReplacer("an engineer", "", "an internal server", "", "an internal system", "", "internal address", "", "internal link", "", "internal path", "", "a customer", "", "[ticket]", "")

var insideTalkWords = wordSet(`wiki runbook vault internal internally intern intranet confidential vertraulich secret password ticket tracker merged reviewed drafted asked draft todo fixme private queue
	credentials oncall prod staging colleague screenshot taken drawn prepared don't hide hidden unpublished embargo nda customer owner escalation blame drive channel names numbers`)

// attributes finds alternative texts and titles that carry one of the hits.
func attributes(text string, hits []hit) (out []hit) {
	if !strings.Contains(text, "](") && !strings.Contains(text, "]:") && !strings.Contains(text, "![") && !strings.Contains(text, "=") && !strings.Contains(text, "image:") {
		return nil
	}
	sorted := merge(hits)
	at := 0
	for _, m := range attribute.FindAllStringSubmatchIndex(text, -1) {
		for g := 2; g+1 < len(m); g += 2 {
			if m[g] < 0 {
				continue
			}
			if g > 12 && g < 20 && !strings.HasPrefix(strings.TrimLeft(text[lineStart(text, m[0]):m[0]+1], " >"), "[") {
				continue // no definition
			}
			if said := text[m[g]:m[g+1]]; insideTalk(said) || g > 2 && g < 20 && g != 10 && g != 12 && writerTalk(said) || g >= 20 && (noteAttribute(text[m[0]:m[g]]) || strings.HasPrefix(text[m[0]:], "title") && writerTalk(said)) {
				out = append(out, hit{start: m[g], end: m[g+1], rule: attributeRule, weight: Warn})
				continue
			}
			for at < len(sorted) && sorted[at].end <= m[g] {
				at++
			}
			for i := at; i < len(sorted) && sorted[i].start < m[g+1]; i++ {
				if sorted[i].rule.kind != Hidden && sorted[i].start >= m[g] && sorted[i].end <= m[g+1] {
					out = append(out, hit{start: m[g], end: m[g+1], rule: attributeRule})
					break
				}
			}
		}
	}
	return out
}
