package redact

import "strings"

// Paths and names of files that a word before them tells.

// pathLeads stand before a path in a sentence, and commands before one in a shell.
var pathLeads = wordSet(`place location under in from into inside below mounted mount mounts folder folders directory directories path paths disk volume partition filesystem share unter in aus nach ordner verzeichnis dans sous dossier en carpeta cartella sotto map altında hakemisto kansio složka mappa katalog
	filled fills full cleaned emptied deleted removed moved copied wrote write writes writing spool dir outbox inbox archive ls cd cat tail less more head vi vim nano rm cp mv mkdir rmdir du df find chmod chown touch tar gzip gunzip rsync scp grep ln stat file mount umount source sh bash ksh tree zcat wc sort open edit`)

// fileLeads stand before the path of a file beside these.
var fileLeads = wordSet("beside alongside behind at to with of as see called named stored saved kept lies lives lie live sits opens open read reads edits and or via")

// toldPath reports whether a path of two parts and more, which might be one of a web interface
// too, stands behind a word that shows a file system.
func (l *looking) toldPath(i int, s string) bool {
	if i == 0 || strings.IndexByte(" `\"'(\n", l.text[i-1]) < 0 || strings.Count(s, "/") < 2 || len(s) < 6 || strings.ContainsAny(s, ":{}<>*%=") || everybodysPaths[strings.ToLower(strings.TrimRight(s, "/"))] {
		return false
	}
	first, _, _ := strings.Cut(strings.ToLower(s[1:]), "/")
	if webHeads[first] || first == "" || classes[first[0]]&lower == 0 || strings.HasPrefix(first, "v") && versionLike(first) {
		return false
	}
	prev := wordBefore(l.text, i)
	if low := strings.ToLower(wordBefore(l.text, i-1).in(l.text)); byteAt(l.text, i-1) == '(' && strings.HasSuffix(s, "/") && (low == "place" || low == "folder" || low == "directory" || low == "share" || low == "location") {
		return true // the usual place (/secure/drop/)
	}
	low := strings.ToLower(prev.in(l.text))
	if !pathLeads[low] {
		ending := strings.ToLower(s[strings.LastIndexByte(s, '.')+1:])
		return fileLeads[low] && strings.Contains(s[strings.LastIndexByte(s, '/'):], ".") && (sheetEndings[ending] && ending != "json" && ending != "xml" && ending != "txt" && ending != "zip" || ending == "md" || ending == "rst")
	}
	return roots[first] || low != "in" && low != "from" && low != "path" && low != "paths" && low != "en" && low != "file" && low != "head"
}

// spacedFolder reports whether the blank at i stands inside the name of a folder that Windows
// itself makes, or before a word that a backslash follows at once.
func spacedFolder(t string, i int) bool {
	rest := t[i+1 : min(len(t), i+24)]
	head := t[max(0, i-12):i]
	for _, f := range []struct{ head, tail string }{{"\\Program", "Files"}, {"Files", "(x86)\\"}, {"\\Documents", "and Settings\\"}, {"and", "Settings\\"}, {"\\Common", "Files\\"}, {"\\My", "Documents"}, {"\\Shared", "Documents"}} {
		if strings.HasSuffix(head, f.head) && strings.HasPrefix(rest, f.tail) {
			return true
		}
	}
	n := strings.IndexByte(rest, '\\')
	return (n > 1 || n == 1 && classes[rest[0]]&digit != 0) && all(rest[:n], lower|upper|digit|beyond) && strings.LastIndexByte(head, '\\') >= 0 && classes[rest[0]]&(upper|digit) != 0 && wordByte(t, i-1)
}

// addFileNouns adds the nouns that the name of a file without its folder follows.
func (d *dictionary) addFileNouns() {
	for _, noun := range strings.Fields("file files script scripts config configuration log logs logfile dump playbook template attachment export archive keytab spreadsheet sheet workbook notebook job skript datei anhang fichier archivo dosya tiedosto soubor fájl kernel coredump backup snapshot") {
		d.add(noun, func(l *looking, start, end int) { l.toldFile(end) })
	}
	for _, noun := range []string{"bucket", "buckets", "repo", "repos", "repository", "repositories", "s3", "bucket called", "bucket named", "repo called", "repository called", "repository named", "gcs", "blob container"} {
		d.add(noun, func(l *looking, start, end int) { l.toldStore(end) })
	}
	d.addLoose("ocid1.", func(l *looking, start, end int) {
		if stop := hostAt(l.text, end).end; stop-start > 24 && !wordByte(l.text, start-1) {
			l.add(start, stop, resourceRule)
		}
	})
}

// toldFile judges the name of a file behind such a noun, where a part of it is ours alone.
func (l *looking) toldFile(end int) {
	t := l.text
	at := end
	for at < len(t) && at-end < 5 && strings.IndexByte(" :`\"'*", t[at]) >= 0 {
		at++
	}
	w := hostAt(t, at)
	s := w.in(t)
	n := strings.LastIndexByte(s, '.')
	if at == end || n < 4 || len(s)-n > 7 || !fileEndings[strings.ToLower(s[n+1:])] && !all(s[n+1:], digit) || versionLike(s) || strings.IndexByte("/(@\\", byteAt(t, w.end)) >= 0 && w.end < len(t) || byteAt(t, at-1) == '/' {
		return
	}
	odd, parts := 0, 0
	for p := range strings.FieldsFuncSeq(strings.ToLower(s[:n]), func(r rune) bool { return r == '-' || r == '_' || r == '.' || isDigit(r) }) {
		if programs[p] || notNames[p] || fileEndings[p] {
			return
		}
		parts++
		odd += btoi(len(p) > 2 && !ordinary(p) && !plainWords[p])
	}
	if odd > 0 || bits(s[:n])&digit != 0 && parts > 0 && bits(s)&(dash|under) != 0 {
		l.addWeight(w.start, w.end, pathRule, Warn)
	}
}

// toldStore judges the name behind the word for a bucket or a repository: one in quotation
// marks, or with a hyphen and a part that no lexicon knows.
func (l *looking) toldStore(end int) {
	t := l.text
	at := end
	for at < len(t) && at-end < 4 && strings.IndexByte(" :=`\"'", t[at]) >= 0 {
		at++
	}
	w := hostAt(t, at)
	s := w.in(t)
	if at == end || len(s) < 4 || bits(s)&^(lower|digit|dash|under|dot) != 0 || bits(s)&lower == 0 || placeholder(s) || wordByte(t, w.end) || strings.IndexByte("(=@:", byteAt(t, w.end)) >= 0 && w.end < len(t) || versionLike(s) || fileEndings[s[strings.LastIndexByte(s, '.')+1:]] && strings.Contains(s, ".") {
		return
	}
	c := t[at-1]
	quoted := (c == '`' || c == '"' || c == '\'') && byteAt(t, w.end) == c
	hyphened := strings.ContainsAny(s, "-_")
	if quoted && (hyphened || !ordinary(s) && !programs[s]) || hyphened && (oddPart(strings.ReplaceAll(s, "_", "-")) || l.ourName(s)) {
		l.addWeight(w.start, w.end, bucketRule, Warn)
	}
}

// typedPath reports whether a path of two parts and more stands in a command at a prompt, behind a
// blank or a mark that leads to a file.
func (l *looking) typedPath(i int, s string) bool {
	t := l.text
	if len(s) < 6 || strings.Count(strings.Trim(s, "/"), "/") < 1 || strings.Contains(s, "//") || everybodysPaths[strings.ToLower(strings.TrimRight(s, "/"))] || i == 0 || strings.IndexByte(" ><=\"',;|\t", t[i-1]) < 0 || strings.HasPrefix(s, "/api/") || strings.HasPrefix(s, "/v1/") {
		return false
	}
	line := strings.TrimLeft(t[lineStart(t, i):i], " \t`>*-")
	if strings.Count(s, "/") > 2 && inCell(t, i, i+len(s)) && t[i-1] != '"' && t[i-1] != '\'' && t[i-1] != '\n' {
		return true
	}
	if diff := t[lineStart(t, i):i]; diff == "--- " || diff == "+++ " {
		return true
	}
	if !strings.HasPrefix(line, "$ ") && !strings.HasPrefix(line, "# ") && !strings.HasPrefix(line, "% ") && !strings.Contains(line, "$ ") {
		return false
	}
	for _, web := range []string{"curl", "http", "GET ", "POST ", "wget"} {
		if strings.Contains(line, web) {
			return false
		}
	}
	return strings.Contains(line, "| ") || shellVerbs[wordAt(line, max(0, strings.LastIndex(line, "$ ")+2)).in(line)]
}

// shellVerbs are commands that take files.
var shellVerbs = wordSet("cd ls cat less more head tail cp mv rm ln chmod chown touch mkdir rmdir find grep zgrep awk sed vi vim nano tar gzip gunzip zip unzip du df stat file mount umount rsync scp sudo sh bash source diff wc sort uniq tee xxd hexdump strings dd md5sum sha256sum ll pushd echo printf base64 python perl java node jq openssl sqlplus mysql psql dir type")

// workFolder judges the folder that a command works in: git -C /etc log.
func (l *looking) workFolder(end int) {
	t := l.text
	if byteAt(t, end-1) != 'C' || byteAt(t, end) != ' ' || byteAt(t, end+1) != '/' && byteAt(t, end+1) != '~' || !wordByte(t, end+2) && byteAt(t, end+2) != '/' {
		return
	}
	if stop := pathEnd(t, end+1); !everybodysPaths[t[end+1:stop]] {
		l.add(end+1, stop, pathRule)
	}
}

// climbed is where a path begins that climbs to a folder for nobody outside, of which the / at i is
// the first: ../../internal/img/queue.png; or i.
func climbed(t string, i int) int {
	if i < 2 || t[i-2:i] != ".." || i > 2 && strings.IndexByte("./", t[i-3]) >= 0 {
		return i
	}
	s := strings.ToLower(t[i:pathEnd(t, i)])
	for _, folder := range []string{"/internal/", "/private/", "/confidential/", "/drafts/", "/secret/", "/secrets/", "/intern/"} {
		if strings.Contains(s, folder) {
			return i - 2
		}
	}
	return i
}
