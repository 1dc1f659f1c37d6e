package redact

import "strings"

// Paths that what stands around them shows, where their roots are nobody else's.

// directoryKeys end the names of settings that hold a folder.
var directoryKeys = []string{"directory", "dir", "folder", "path", "root", "location"}

// shownPath reports whether a path of two parts and more stands as the value of a setting for a
// folder, behind how full a disk is, in a command in quotation marks, or where files are left.
func (l *looking) shownPath(i int, s string) bool {
	t := l.text
	first, rest, _ := strings.Cut(strings.ToLower(strings.Trim(s, "/")), "/")
	if rest == "" || len(s) < 6 || webHeads[first] || strings.ContainsAny(s, ":{}<>*%=") || everybodysPaths[strings.ToLower(strings.TrimRight(s, "/"))] || versionLike(first) {
		return false
	}
	if strings.Count(s, "/") > 2 && l.edited(i, i+len(s)) && bits(strings.ReplaceAll(s, "/", ""))&^(lower|digit|dash|under) == 0 && !strings.HasPrefix(first, "api") {
		return true // somebody wrote it so that a search would miss it
	}
	line := t[lineStart(t, i):i]
	low := strings.ToLower(line)
	if head, ok := strings.CutSuffix(low, `": "`); ok {
		key := head[strings.LastIndexByte(head, '"')+1:]
		for _, k := range directoryKeys {
			if strings.HasSuffix(key, k) && key != "path" && !strings.HasSuffix(key, "url_path") {
				return true
			}
		}
		return false
	}
	if optionBefore(low) {
		return strings.Count(s, "/") > 1
	}
	for _, lead := range []string{"% ", " free in ", " free on ", " left on ", " left in ", "sftp at ", "ftp at ", "sftp under ", " space in ", " space on "} {
		if strings.HasSuffix(low, lead) {
			return lead != "% " || len(line) > 2 && classAt(line, len(line)-3)&digit != 0
		}
	}
	if n := strings.LastIndexAny(line, "'\""); n > 0 && n < len(line)-1 && strings.HasSuffix(line, " ") && strings.Contains(line[:n], "ssh ") {
		return shellVerbs[wordAt(line, n+1).in(line)]
	}
	return false
}

// optionBefore reports whether a line ends with an option of a command for a folder or a file, and a
// blank: pg_ctl -D.
func optionBefore(line string) bool {
	for _, option := range []string{" -d", " -c", " -f", " -o", " -i", " -l", " --data-dir", " --datadir", " --directory", " --dir", " --file", " --config", " --output", " --input", " --log", " --socket", " --path", " --target", " --source", " --prefix", " --root", " --home", " --workdir", " --cwd"} {
		if head, ok := strings.CutSuffix(line, option+" "); ok && !strings.Contains(head, "curl") && !strings.Contains(head, "http") {
			return true
		}
	}
	return false
}

// optionFile reports whether a relative path to a file of data stands behind an option of a command:
// --file archive/PL_2026.csv.gz.
func (l *looking) optionFile(start int, s string) bool {
	t := l.text
	name := s[strings.LastIndexByte(s, '/')+1:]
	if n := strings.LastIndexByte(name, '.'); n < 1 || !dataEndings[fileEnding(name)] || byteAt(t, start-1) != ' ' && byteAt(t, start-1) != '=' {
		return false
	}
	word := t[max(lineStart(t, start), start-24) : start-1]
	word = word[strings.LastIndexByte(word, ' ')+1:]
	return strings.HasPrefix(word, "--") && len(word) > 3
}

// savedPath reports whether a relative path with a number in it stands where one speaks of backups:
// the backup was pgbackrest/stanza-x/20260402.
func (l *looking) savedPath(start int, s string) bool {
	if strings.Count(s, "/") < 2 || bits(s)&digit == 0 || bits(s)&lower == 0 || strings.Contains(s, "//") {
		return false
	}
	near := strings.ToLower(l.text[max(lineStart(l.text, start), start-60):start])
	last := s[strings.LastIndexByte(s, '/')+1:]
	return (strings.Contains(near, "backup") || strings.Contains(near, "snapshot") || strings.Contains(near, "dump")) && len(last) > 7 && bits(last)&digit != 0 && bits(last)&dot == 0
}

// mergedInto reports whether what is done in a forge stands right behind a path of two parts:
// results/res-router, merge request by …
func (l *looking) mergedInto(end int, s string) bool {
	if strings.Count(s, "/") != 1 || bits(strings.ReplaceAll(s, "/", ""))&^(lower|digit|dash|under) != 0 || len(s) < 8 || !strings.ContainsAny(s, "-_") {
		return false
	}
	rest := strings.ToLower(l.text[end:min(len(l.text), end+20)])
	for _, tail := range []string{", merge request", " merge request", ", pull request", " pull request", ", mr ", ", commit ", " (pr ", " (mr ", " (pr)", " (mr)", " (!", " (pull request", " (merge request"} {
		if owner, _, _ := strings.Cut(s, "/"); strings.HasPrefix(rest, tail) && (tail[1] != '(' || strings.Contains(owner, "-") || !ordinary(owner)) {
			return true
		}
	}
	return false
}

// keyStores end files of keys, which lie on the disks of Windows too.
var keyStores = wordSet("pfx p12 jks cer crt keystore truststore kdbx ppk")
