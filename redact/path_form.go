package redact

import "strings"

// Paths that begin with a variable, a drive or the name of a cloud's folder, and
// images and branches of ours.

// variableRoot is where the variable or the drive begins that a path at i goes on
// from: $HOME/x, ${DATA}/x, D:/x; or i.
func variableRoot(t string, i int) int {
	at := i
	switch c := byteAt(t, i-1); {
	case c == ':' && classAt(t, i-2)&(lower|upper) != 0 && !wordByte(t, i-3):
		return i - 2
	case c == '}':
		for at > 0 && i-at < 40 && t[at-1] != '{' {
			at--
		}
		if byteAt(t, at-2) == '$' {
			return at - 2
		}
		return i
	}
	for at > 0 && i-at < 40 && classes[t[at-1]]&(upper|under|digit) != 0 {
		at--
	}
	if at < i && byteAt(t, at-1) == '$' {
		return at - 1
	}
	return i
}

// rootedPath adds the path that begins at a variable or a drive.
func (l *looking) rootedPath(i int) int {
	start := variableRoot(l.text, i)
	if start == i {
		return i
	}
	end := pathEnd(l.text, i)
	if end-i < 3 || byteAt(l.text, i+1) == '/' {
		return i
	}
	l.add(start, end, pathRule)
	return end
}

// cloudFolders hold numbers and names of a cloud's customers.
var cloudFolders = wordSet("projects organizations folders billingaccounts resourcegroups accounts serviceaccounts")

// cloudPath reports whether a path without a root leads to something in a cloud:
// projects/np-prod-4471, organizations/448120331.
func cloudPath(s string) bool {
	head, rest, _ := strings.Cut(s, "/")
	first, more, _ := strings.Cut(rest, "/")
	if !cloudFolders[strings.ToLower(head)] || len(first) < 6 {
		return false
	}
	return all(first, digit) || strings.Contains(first, "-") && bits(first)&^(lower|digit|dash) == 0 && (bits(first)&digit != 0 || strings.Count(first, "-") > 1 || environments[first[strings.LastIndexByte(first, '-')+1:]]) && strings.Count(more, "/") < 8
}

// imageHosts serve the images of everybody's projects.
var imageHosts = wordSet("ghcr.io quay.io docker.io registry.gitlab.com public.ecr.aws index.docker.io hub.docker.com")

// imagePath reports whether a path names an image of ours.
func (l *looking) imagePath(s string) bool {
	host, rest, _ := strings.Cut(s, "/")
	owner, image, _ := strings.Cut(rest, "/")
	host = strings.ToLower(host)
	if imageHosts[host] {
		return image != "" && l.ourName(owner)
	}
	return (host == "gcr.io" || strings.HasSuffix(host, ".gcr.io") || strings.HasSuffix(host, "-docker.pkg.dev")) && len(owner) > 5 && owner != "google-containers" && owner != "distroless"
}

// branchPath reports whether a path names a branch or a change of ours.
func (l *looking) branchPath(s string) bool {
	if rest, ok := strings.CutPrefix(s, "refs/"); ok && !everybodysRef(s) {
		return strings.HasPrefix(rest, "heads/") || strings.HasPrefix(rest, "remotes/")
	}
	owner, repo, _ := strings.Cut(s, "/")
	return repo != "" && !versionLike(repo) && strings.IndexByte(repo, '/') < 0 && len(repo) > 2 && l.ourName(owner) && bits(owner)&dot == 0
}

// registryKey judges a key of the registry of Windows around the backslash at i.
func (l *looking) registryKey(i int) int {
	start := i
	for start > 0 && i-start < 24 && classes[l.text[start-1]]&(upper|under|lower) != 0 {
		start--
	}
	root := strings.ToUpper(l.text[start:i])
	switch {
	case root == "HKLM" || root == "HKCU" || root == "HKCR" || root == "HKU" || strings.HasPrefix(root, "HKEY_"):
	case byteAt(l.text, start-1) == '%' || byteAt(l.text, i-1) == '%':
		for start = i - 1; start > 0 && i-start < 32 && l.text[start-1] != '%'; start-- {
		}
		start--
	default:
		return i
	}
	end := i
	for end < len(l.text) && end-i < 400 && (classes[l.text[end]]&wordPart != 0 || strings.IndexByte(`\$~@+(){}`, l.text[end]) >= 0) {
		end++
	}
	if end = trimLink(l.text, i, end); end-i < 4 || start < 0 {
		return i
	}
	l.add(start, end, pathRule)
	return end
}

// accountName judges the name behind the domain of Windows before the backslash at i:
// NORTHPOLE\dana.
func (l *looking) accountName(i int) {
	start := i
	for start > 0 && i-start < 20 && classes[l.text[start-1]]&(upper|digit|dash) != 0 {
		start--
	}
	if i-start < 2 || wordByte(l.text, start-1) || strings.HasSuffix(l.text[:start], "/user:") && programAccount(l.text[start:i], strings.ToLower(wordAt(l.text, i+1).in(l.text))) || byteAt(l.text, start-1) == '\\' || classes[l.text[start]]&upper == 0 {
		return
	}
	w := wordAt(l.text, i+1)
	for byteAt(l.text, w.end) == '.' && wordByte(l.text, w.end+1) {
		w.end = wordAt(l.text, w.end+1).end
	}
	if s := strings.ToLower(w.in(l.text)); programAccount(l.text[start:i], s) && byteAt(l.text, w.end) != '\\' {
		l.addWeight(start, w.end+btoi(byteAt(l.text, w.end) == '$'), idRule, Warn)
	} else if byteAt(l.text, w.end) != '\\' && len(s) > 3 && handleLike(s) && !fileEndings[s[strings.LastIndexByte(s, '.')+1:]] {
		l.addWeight(start, w.end, nameRule, Warn)
	}
}

// programAccount reports whether a name in a domain of Windows is that of a program's account:
// CORP\svc_print03.
func programAccount(domain, s string) bool {
	if len(s) < 5 || strings.HasPrefix(domain, "HK") || fileEndings[s[strings.LastIndexByte(s, '.')+1:]] || bits(s)&^(lower|digit|dash|under|dot) != 0 {
		return false
	}
	head, _, ok := strings.Cut(strings.NewReplacer("-", "_", ".", "_").Replace(s), "_")
	return ok && (accountHeads[head] || bits(s)&digit != 0) || accountHeads[strings.TrimRight(s, "0123456789")] && bits(s)&digit != 0
}

// accountHeads begin the names of such accounts.
var accountHeads = wordSet("svc srv sa app adm admin sql sys batch task job iis web print backup bkp scan gmsa dsa ldap sync service robot rpa")

// sourceTree judges a path of files with backslashes around the one at i: Sync\Sync.cs.
func (l *looking) sourceTree(i int) int {
	if i < l.treeStop {
		return i
	}
	start := i
	for start > 0 && i-start < 64 && classes[l.text[start-1]]&wordPart != 0 {
		start--
	}
	end := i
	for end < len(l.text) && end-i < 400 && (end == i || classes[l.text[end]]&wordPart != 0 || l.text[end] == '\\' && l.text[end-1] != '\\') {
		end++
	}
	l.treeStop = end
	end = trimLink(l.text, i, end)
	s := l.text[start:end]
	last := s[strings.LastIndexByte(s, '\\')+1:]
	if n := strings.LastIndexByte(last, '.'); start == i || n < 1 || !sourceEndings[strings.ToLower(last[n+1:])] && !keyStores[strings.ToLower(last[n+1:])] || byteAt(l.text, start-1) == '\\' || byteAt(l.text, start-1) == ':' {
		return i
	}
	l.add(start, end, pathRule)
	return end
}

// namedBefore judges the hyphenated name before the word bucket.
func (l *looking) namedBefore(start int) {
	at := start
	for at > 0 && start-at < 3 && strings.IndexByte(" `\"'*", l.text[at-1]) >= 0 {
		at--
	}
	from := at
	for from > 0 && at-from < 64 && classes[l.text[from-1]]&(lower|digit|dash|dot) != 0 {
		from--
	}
	if s := strings.Trim(l.text[from:at], ".-"); at < start && len(s) > 6 && !wordByte(l.text, from-1) && from+len(s) == at && (strings.Count(s, "-") > 1 || strings.Contains(s, "-") && byteAt(l.text, at) == '`') {
		l.addWeight(from, at, bucketRule, Warn)
	}
}

// groupedCommit judges a hash whose digits stand in groups behind a word for it.
func (l *looking) groupedCommit(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 4 && strings.IndexByte(" :=`", t[at]) >= 0 {
		at++
	}
	stop, size, groups, seen := at, 0, 0, uint8(0)
	for groups < 12 {
		next := stop + btoi(groups > 0)
		from := next
		for next < len(t) && isHex(t[next]) && next-from < 9 {
			seen |= classes[t[next]]
			next++
		}
		if next == from || wordByte(t, next) {
			break
		}
		size, stop, groups = size+next-from, next, groups+1
		if c := byteAt(t, stop); c != ' ' && c != '-' {
			break
		}
	}
	if at > end && groups > 1 && size > 6 && size < 65 && seen&digit != 0 && seen&(lower|upper) != 0 {
		l.addWeight(at, stop, commitRule, Warn)
	}
}

// addressRule is the rule of an address without a scheme.
func addressRule(s string) *rule {
	if imageReference(s) {
		return imageRule
	}
	return linkRule
}

// imageReference reports whether an address without a scheme is that of an image with its tag or
// digest: registry.example.com/tos/core:8.14.2.
func imageReference(s string) bool {
	last := s[strings.LastIndexByte(s, '/')+1:]
	if strings.Contains(last, "@sha256:") {
		return true
	}
	name, tag, ok := strings.Cut(last, ":")
	return ok && name != "" && tag != "" && (strings.IndexByte(tag, '.') > 0 && bits(tag)&digit != 0 || tag == "latest" || tag[0] == 'v') && strings.IndexByte(tag, '=') < 0
}

// plainSource reports whether a path is a folder and a file of source code whose words everybody uses:
// queue/batch.go, examples/deploy.sh.
func plainSource(s string) bool {
	folder, file, _ := strings.Cut(s, "/")
	file, _, _ = strings.Cut(file, ":")
	name, ending, ok := strings.Cut(file, ".")
	if !ok || strings.Contains(ending, "/") || !plainEndings[ending] || bits(folder+name)&^(lower|under|dash) != 0 {
		return false
	}
	for w := range strings.FieldsFuncSeq(folder+"_"+name, func(r rune) bool { return r == '-' || r == '_' }) {
		if !ordinary(w) && !plainWords[w] && !sourceWords[w] {
			return false
		}
	}
	return folder != "" && name != ""
}

// plainEndings end files of source code; settings and logs say more.
var plainEndings = wordSet("go py rb js ts jsx tsx java kt scala c h cc cpp hpp cs rs php sh yaml yml toml proto")

// sourceWords are what folders and files of programs are called.
var sourceWords = wordSet("cmd pkg src lib util utils config conf init main index test tests spec examples docs api app http db sql auth middleware config configs deploy values util helpers handler handlers router routes server client models views lease agent retry runner parser lexer mutex watcher poller uploader downloader worker queue batch job jobs store")
