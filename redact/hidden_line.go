package redact

import "strings"

// lineComments finds the lines that a source of AsciiDoc, Org, reStructuredText or TeX
// keeps for its writer, where the text is one.
func lineComments(text string, c *code, add func(int, int, *rule)) {
	marks := commentMarks(text)
	if len(marks) == 0 {
		return
	}
	for at := 0; at < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		line := strings.TrimRight(text[at:end], " \r")
		for _, m := range marks {
			if rest, ok := strings.CutPrefix(line, m); ok && len(rest) > 3 && rest[0] != '/' && rest[0] != '=' && !c.at(at) && !directive(m, rest) {
				add(at, at+len(line), commentRule)
				break
			}
		}
		at = end + 1
	}
}

// commentMarks are the heads of such lines in the languages that a text shows.
func commentMarks(text string) (marks []string) {
	if strings.Contains(text, "\n== ") && (strings.Contains(text, "link:") || strings.Contains(text, "::") || strings.Contains(text, "\n:")) || strings.HasPrefix(text, ":author:") {
		marks = append(marks, "// ", "//")
	}
	if strings.Contains(text, ":PROPERTIES:") || strings.Contains(text, "#+TITLE") || strings.Contains(text, "#+title") || strings.Contains(text, "#+BEGIN_") || strings.Contains(text, "#+begin_") {
		marks = append(marks, "# ")
	}
	if strings.Contains(text, ".. ") && (strings.Contains(text, "\n.. _") || strings.Contains(text, "::\n") || strings.Contains(text, ">`_") || strings.Contains(text, "`_") || strings.Contains(text, ".. |")) {
		marks = append(marks, ".. ")
	}
	if strings.Contains(text, "\\begin{") || strings.Contains(text, "\\section{") || strings.Contains(text, "\\textbf{") || strings.Contains(text, "\\item ") {
		marks = append(marks, "% ", "%% ")
	}
	return marks
}

// directive reports whether what stands behind the mark of reStructuredText is shown.
func directive(mark, rest string) bool {
	return mark == ".. " && (strings.Contains(rest, "::") || rest[0] == '_' || rest[0] == '|' || rest[0] == '[')
}
