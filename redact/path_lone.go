package redact

import "strings"

// Names of files, branches and home folders that stand without the folder they lie in.

// scriptEndings end names of files that somebody runs.
var scriptEndings = wordSet("sh ksh bat ps1 cmd jcl vbs psm1 awk rexx clp rpgle cbl git sql py pl rb lua ipynb sas vb bas pas cob cpy clle sqlrpgle dtsx ktr kjb rdl groovy jmx")

// sheetEndings end names of files that offices and programs keep data in; everybody's page
// offers some of them too.
var sheetEndings = wordSet("xlsx xls xlsm xlsb docx dotx pptx ods odt csv tsv parquet dbf mdb accdb msg pst vsdx mpp dwg dmp bak dump ldf mdf ibd xml json yaml yml toml ini conf cfg cnf properties service timer env log txt tar tgz gz zip prproj psd blend")

// everybodysScripts are words that names of everybody's scripts are made of.
var everybodysScripts = wordSet("install uninstall installer setup build test tests run start stop restart deploy init update upgrade docker entrypoint pre post commit configure check get example my your script release bootstrap env local all dev prod rebase push receive merge msg prepare hook hooks common functions wait for it make clean lint format generate gen ci cd local publish download fetch quick quickstart demo sample main index app server client bash zsh profile completion completions pip poetry rustup nvm compose conftest settings manage package lock pg hba config conf application helper utils util web hello world")

// loneScript judges the name of a script, or of a repository, without its folder:
// purge_bags.sh, fids-render.git; and that of a sheet with a word that no lexicon knows.
func (l *looking) loneScript(start, end int) {
	s := l.text[start:end]
	n := strings.LastIndexByte(s, '.')
	if n < 5 || strings.IndexByte(s[:n], '.') >= 0 || strings.IndexAny(s[:n], "-_") < 1 || start > 0 && strings.IndexByte("/\\:@$%", l.text[start-1]) >= 0 && !loneStart(l.text, start) || strings.IndexByte("(/=@", byteAt(l.text, end)) >= 0 && end < len(l.text) || start < l.linkStop {
		return
	}
	ending := strings.ToLower(s[n+1:])
	if publicScript(s) {
		return
	}
	script := scriptEndings[ending]
	if !script && !sheetEndings[ending] {
		return
	}
	own, odd, counted := 0, 0, false
	for p := range strings.FieldsFuncSeq(strings.ToLower(s[:n]), func(r rune) bool { return r == '-' || r == '_' }) {
		counted = counted || bits(p)&digit != 0
		if everybodysScripts[p] || all(p, digit) || len(p) < 2 || len(p) == 2 && p[0] == 'v' {
			continue
		}
		own++
		odd += btoi(len(p) > 2 && bits(p)&digit == 0 && !ordinary(p) && !plainWords[p] && !notNames[p] && !programs[p] && !fileEndings[p])
	}
	if byteAt(l.text, start-1) == '/' {
		start -= 2 // ./
	}
	if script && own > 0 && (own > 1 || odd > 0 || counted || ending == "git") || own > 1 && odd > 0 || odd > 0 && counted {
		l.addWeight(start, end, pathRule, Warn)
	}
}

// branchHeads begin the names of branches.
var branchHeads = wordSet("feature features feat fix fixes bugfix hotfix release rel chore refactor spike wip topic user users task story epic revert experiment support backport")

// branchName reports whether a path is the name of a branch of ours: it has a word that no
// lexicon knows, or what is done with branches stands before it.
func (l *looking) branchName(start int, s string) bool {
	head, tail, ok := strings.Cut(s, "/")
	if !ok || !branchHeads[head] || len(tail) < 6 || !strings.ContainsAny(tail, "-_") || strings.Trim(tail, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/.") != "" {
		return false
	}
	near := strings.ToLower(l.text[max(0, start-32):start])
	if strings.Contains(near, "branch") || strings.Contains(near, "git ") || strings.Contains(near, "merge") || strings.Contains(near, "origin") || strings.Contains(near, "checkout") || strings.Contains(near, "rebase") {
		return !strings.ContainsAny(tail, "<>") && !strings.HasPrefix(tail, "my-") && !strings.HasPrefix(tail, "your-")
	}
	for p := range strings.FieldsFuncSeq(strings.ToLower(tail), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if len(p) > 3 && !ordinary(p) && !plainWords[p] && !notNames[p] && !programs[p] {
			return true
		}
	}
	return false
}

// homeOf judges the folder of somebody by its short name alone: ~limsadm.
func (l *looking) homeOf(i, end int) bool {
	s := l.text[i+1 : end]
	if len(s) < 4 || !all(s, lower|digit|under) || ordinary(s) || plainWords[s] || bits(s)&lower == 0 || classes[s[0]]&lower == 0 || i > 0 && strings.IndexByte(" `\"'(\n|", l.text[i-1]) < 0 || wordByte(l.text, end) || byteAt(l.text, end) == '~' {
		return false
	}
	l.addWeight(i, end, pathRule, Warn)
	return true
}

// volumePath adds a file as OpenVMS names it, around the colon at i that a bracket follows:
// DISK$USER2:[OPS.LOGS]RUN.LOG;17.
func (l *looking) volumePath(i int) int {
	t := l.text
	start := i
	for start > 0 && i-start < 32 && (classes[t[start-1]]&(upper|digit|under) != 0 || t[start-1] == '$') {
		start--
	}
	if i-start > 1 && start > 3 && t[start-1] == ':' && t[start-2] == ':' { // of another node
		for start -= 2; start > 0 && classes[t[start-1]]&(upper|digit|under) != 0; start-- {
		}
	}
	n := strings.IndexByte(t[i:min(len(t), i+120)], ']')
	if i-start < 2 || n < 3 || wordByte(t, start-1) || bits(t[start:i])&upper == 0 || strings.Trim(t[i+2:i+n], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$-.*") != "" || bits(t[i+2:i+n])&upper == 0 {
		return i
	}
	end := i + n + 1
	for end < len(t) && end-i < 240 && (classes[t[end]]&(upper|digit|under|dot|dash|lower) != 0 || strings.IndexByte("$*;", t[end]) >= 0) {
		end++
	}
	for strings.IndexByte(".;-", t[end-1]) >= 0 {
		end--
	}
	l.add(start, end, pathRule)
	return end
}

// quotedFile judges the name of a file with blanks in it, in quotation marks, that ends at end:
// "Turnout by ward (final) v3.xlsx".
func (l *looking) quotedFile(start, end int) {
	t := l.text
	mark := byteAt(t, end)
	n := strings.LastIndexByte(t[start:end], '.')
	if mark != '"' && mark != '\'' && mark != '`' || n < 1 || !officeEndings[strings.ToLower(t[start+n+1:end])] {
		return
	}
	from := start
	for from > 0 && start-from < 80 && t[from-1] != mark && t[from-1] != '\n' {
		from--
	}
	if byteAt(t, from-1) != mark || from == start || wordByte(t, from-2) || strings.IndexByte(t[from:end], ' ') < 0 || strings.ContainsAny(t[from:end], "<>=\"|:") {
		return
	}
	l.addWeight(from, end, pathRule, Warn)
}

// officeEndings end names of files that an office keeps for itself.
var officeEndings = wordSet("xlsx xls xlsm xlsb docx doc dotx pptx ods odt csv msg pst vsdx mpp accdb mdb")

// loneStart reports whether a name behind a mark stands in no folder but the one that somebody
// is in, or is given to a program: ./rebuild_index.sh, @fix_wards.sql.
func loneStart(t string, start int) bool {
	switch t[start-1] {
	case '/':
		return byteAt(t, start-2) == '.' && (start == 2 || strings.IndexByte(" `\"'(\n", t[start-3]) >= 0)
	case '@':
		return start == 1 || strings.IndexByte(" `\"'(\n", t[start-2]) >= 0
	}
	return false
}

// spacedFile is the end of the name of a file with blanks in it behind the blank at i, where a
// folder stands before it: E:\\Data\\list of members.xlsx. It is i where there is none.
func spacedFile(t string, i int) int {
	head := t[max(0, i-60):i]
	if n := strings.LastIndexByte(head, '\\'); n < 0 || strings.ContainsAny(head[n:], "\n\"") {
		return i
	}
	at := i
	for range 6 {
		if byteAt(t, at) != ' ' {
			return i
		}
		w := span{at + 1, at + 1}
		for w.end < len(t) && w.end-w.start < 40 && (classes[t[w.end]]&wordPart != 0 || t[w.end] == '(' || t[w.end] == ')') {
			w.end++
		}
		s := strings.TrimRight(w.in(t), ".")
		if s == "" || s == "and" || s == "or" || s == "to" || s == "with" || s == "und" || s == "et" || s == "is" || s == "was" {
			return i
		}
		if n := strings.LastIndexByte(s, '.'); n > 0 {
			if fileEndings[strings.ToLower(s[n+1:])] {
				return w.start + len(s)
			}
			return i
		}
		at = w.end
	}
	return i
}

// remoteFolder reports whether a path stands behind the colon of a login elsewhere:
// backup@nas-03:/volume2/wards.
func (l *looking) remoteFolder(i int, s string) bool {
	from := i - 1
	for from > 0 && i-from < 64 && (classes[l.text[from-1]]&wordPart != 0 || l.text[from-1] == '@') {
		from--
	}
	return len(s) > 3 && strings.IndexByte(l.text[from:i], '@') > 0
}

// ownRepository reports whether a path of two parts holds a word of the glossary, or stands
// where one speaks of commits: mainframe/bagsplit-cobol.
func (l *looking) ownRepository(start int, s string) bool {
	if strings.Count(s, "/") != 1 || bits(strings.ReplaceAll(s, "/", ""))&^(lower|digit|dash|under|dot) != 0 {
		return false
	}
	owner, repo, _ := strings.Cut(s, "/")
	if len(owner) < 2 || len(repo) < 4 || webHeads[owner] || uploadHeads[owner] && pictureEndings[fileEnding(repo)] || branchHeads[owner] || versionLike(repo) {
		return false
	}
	for p := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune("-_./", r) }) {
		if l.s.own[p] {
			return true
		}
	}
	if !strings.ContainsAny(repo, "-_") || strings.ContainsAny(owner, "-_.") {
		return false
	}
	for p := range strings.FieldsFuncSeq(repo, func(r rune) bool { return r < 'a' || r > 'z' }) {
		if len(p) > 3 && !ordinary(p) && !plainWords[p] && !notNames[p] && !programs[p] {
			return true
		}
	}
	near := strings.ToLower(l.text[max(lineStart(l.text, start), start-48):start])
	for _, word := range [...]string{"commit", "pushed", "merge", "pipeline", "clone", "revert", "repo", "bumped", "tagged", "job ", "fix is in", "change in", "forked", "jenkins"} {
		if strings.Contains(near, word) {
			return true
		}
	}
	return false
}

// ownWords are the single words of the glossary, folded.
func ownWords(r Rules) map[string]bool {
	own := make(map[string]bool, len(r.Terms))
	for _, t := range r.Terms {
		for w := range strings.FieldsFuncSeq(foldWord(t.Match), func(r rune) bool { return strings.ContainsRune(" -_./", r) }) {
			if len(w) > 4 && !ordinary(w) && bits(w)&digit == 0 {
				own[w] = true
			}
		}
	}
	return own
}
