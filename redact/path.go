package redact

import "strings"

var (
	pathRule = &rule{Path, "file_path", Block, "[internal path]",
		"This is a path on your machines or in your source code; it shows how the inside is built."}
	commitRule = &rule{Path, "commit", Block, "[commit]",
		"This is the hash of a commit or an image; it points into your source code."}
	resourceRule = &rule{Path, "cloud_resource", Block, "[cloud resource]",
		"This names a resource in your cloud account."}
	imageRule = &rule{Path, "image", Block, "[internal path]",
		"This names an image in a registry of yours."}
	bucketRule = &rule{Path, "bucket", Block, "[internal path]",
		"This names a bucket or a repository of yours."}
)

// addResources adds the words that names of cloud resources begin with.
func (d *dictionary) addResources() {
	d.add("arn", func(l *looking, start, end int) {
		if stop := linkEnd(l.text, end); byteAt(l.text, end) == ':' && strings.Count(l.text[end:stop], ":") >= 4 {
			l.add(start, stop+btoi(byteAt(l.text, stop) == '*'), resourceRule)
		}
	})
	for _, command := range []string{"git -c", "make -c", "tar -c"} {
		d.add(command, func(l *looking, start, end int) { l.workFolder(end) })
	}
	for _, word := range []string{"bucket", "gcp project", "google cloud project", "project id", "project_id", "google_cloud_project", "resource group", "repository", "repo"} {
		d.add(word, func(l *looking, start, end int) { l.namedResource(end) })
	}
	for _, word := range []string{"commit", "sha", "revision", "hash", "changeset", "digest", "trace", "trace id", "trace-id", "trace_id", "traceid", "span", "request id", "session", "correlation id"} {
		d.add(word, func(l *looking, start, end int) { l.groupedCommit(end) })
	}
	for _, disk := range []string{"flash", "bootflash", "usbflash0", "nvram", "disk0", "disk1", "slot0", "harddisk", "bootdisk", "sup-bootdisk"} {
		d.add(disk, func(l *looking, start, end int) {
			if stop := pathEnd(l.text, end); byteAt(l.text, end) == ':' && stop > end+3 && bits(l.text[end:stop])&letters != 0 {
				l.add(start, stop, pathRule)
			}
		})
	}
	d.add("bucket", func(l *looking, start, end int) { l.namedBefore(start) })
	d.add("project", func(l *looking, start, end int) { l.cloudProject(end) })
}

// namedResource judges the quoted or hyphenated name after "bucket" and the like.
func (l *looking) namedResource(end int) {
	at := end
	for at < len(l.text) && at-end < 4 && strings.IndexByte(" \n:=`\"'", l.text[at]) >= 0 {
		at++
	}
	quoted := at > end && strings.IndexByte("`\"'", l.text[at-1]) >= 0
	stop := at
	for stop < len(l.text) && stop-at < 128 && (classes[l.text[stop]]&(wordPart&^(upper|beyond)) != 0 || l.text[stop] == '/') {
		stop++
	}
	for stop > at && classes[l.text[stop-1]]&(letters|digit) == 0 {
		stop--
	}
	if s := l.text[at:stop]; at > end && len(s) > 4 && !wordByte(l.text, stop) && (strings.Count(s, "-") > 1 || strings.Count(s, "-") == 1 && (quoted ||
		strings.ContainsAny(l.text[end:at], ":="))) {
		l.add(at, stop, bucketRule)
	}
}

// cloudProject judges the value of a key called project whose end is the number that
// the cloud puts behind it.
func (l *looking) cloudProject(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 40 && strings.IndexByte(" \t:=\"'", t[at]) >= 0 {
		at++
	}
	w := idValue(t, at)
	s := w.in(t)
	if n := strings.LastIndexByte(s, '-'); at > end && n > 3 && len(s)-n == 7 && all(s[n+1:], digit) && bits(s)&^(lower|digit|dash) == 0 {
		l.add(w.start, w.end, bucketRule)
	}
}

// roots are the directories in which file systems begin.
var roots = wordSet(`etc var home usr opt srv mnt tmp root proc sys dev boot bin sbin lib lib64 run users volumes library
	applications export oracle ora orabackup oradata01 sapmnt media install zones rpool nfs workspace workspaces builds nix snap private media data app apps code deploy backup backups
	secrets vault storage scratch vol vols volume1 tank efs shared www htdocs logs log repo repos src build project projects subscriptions
	flash bootflash nvram disk0 disk1 slot0 sdcard oradata pgdata ifs hana gpfs lustre cvmfs afs net nas san misc archive spool dump dumps cores crash jails
	wwwroot inetpub jenkins runner artifacts certs keys ssl pki docker config conf cfg cygdrive mnt2 persist firmware`)

// everybodysPaths are on every machine and say nothing.
var everybodysPaths = wordSet(`/dev/null /dev/zero /dev/random /dev/urandom /etc/hosts /etc/resolv.conf /etc/passwd
	/etc/sysctl.conf /etc/init.d/network /etc/ssh/sshd_config /etc/os-release /etc/nginx/nginx.conf /etc/crontab /etc/profile /bin/sh /bin/bash /usr/bin/env /usr/bin /usr/local /usr/local/bin /usr/lib /var/log /var/lib /var/run /var/tmp
	/dev/shm /etc/ssl /etc/fstab /proc/meminfo /proc/cpuinfo /dev/stdout /dev/stderr /dev/stdin /app/health /data/api
	/apps/list /projects/list /users/me /users/login /users/search /users/list /data/export`)

// routeRoots are roots that the paths of web interfaces begin with too.
var routeRoots = wordSet(`users data app apps code projects project media library logs log shared storage run secrets build
	builds deploy subscriptions export workspaces workspace backup backups private repos repo applications vault volumes www archive net dump dumps artifacts keys certs config conf docker runner misc firmware crash ssl cores`)

// storeRoots are those of them under which data lies more often than pages.
var storeRoots = wordSet("data logs log backup backups storage volumes workspace builds")

// mountRoots are those of them under which other machines' disks and dumps lie.
var mountRoots = wordSet("export net volumes cores crash jails dumps dump misc archive vol")

// unixPath judges the path that begins with the / or ~ at i.
func (l *looking) unixPath(i int) int {
	prev := byteAt(l.text, i-1)
	if end := depotPath(l.text, i); end > i && prev != ':' && prev != '/' {
		l.add(i, end, pathRule)
		return end
	}
	if end := l.rootedPath(i); end > i {
		return end
	}
	if strings.HasPrefix(l.text[i:], "/static/") || strings.HasPrefix(l.text[i:], "/assets/") {
		l.pathStop = max(l.pathStop, pathEnd(l.text, i))
	}
	if wordByte(l.text, i-1) {
		l.relativePath(i)
		return i + 1
	}
	if prev == '/' || prev == '.' && byteAt(l.text, i-2) != '.' && wordByte(l.text, i-2) || prev == '<' || prev == ')' || prev == ']' || prev == '}' {
		return i + 1
	}
	end := pathEnd(l.text, i)
	s := l.text[i:end]
	if s[0] == '~' {
		if len(s) > 3 && strings.IndexByte(s, '/') >= 1 {
			l.add(i, end, pathRule)
			return end
		}
		l.homeOf(i, end)
		return i + 1
	}
	if from := climbed(l.text, i); from < i {
		l.add(from, end, pathRule)
		return end
	}
	if l.isFilePath(s) || l.toldPath(i, s) || l.typedPath(i, s) || l.shownPath(i, s) || prev == ':' && l.remoteFolder(i, s) || prev == ':' && len(s) > 3 && classAt(l.text, i-2)&digit != 0 && strings.LastIndexByte(l.text[max(0, i-20):i-1], '.') >= 0 && !all(s[1:2], digit) {
		start := i
		for start > 0 && l.text[start-1] == '.' && i-start < 2 {
			start--
		}
		l.add(start, end, pathRule)
		return max(i+1, end)
	}
	return i + 1
}

// depotPath is where everything below a folder of a depot ends: //depot/main/...; or i.
func depotPath(t string, i int) int {
	if !strings.HasPrefix(t[i:], "//") || !wordByte(t, i+2) {
		return i
	}
	if end := pathEnd(t, i); t[end-1] == '/' && strings.HasPrefix(t[end:], "...") {
		return end + 3
	}
	return i
}

// isFilePath tells a path in a file system from one of a web interface.
func (l *looking) isFilePath(s string) bool {
	trimmed := strings.TrimRight(s, "/")
	segments := strings.Split(trimmed[min(1, len(trimmed)):], "/")
	if len(segments) < 2 || len(segments[0]) == 0 || everybodysPaths[strings.ToLower(trimmed)] || systemProgram(trimmed) {
		return false
	}
	first := strings.ToLower(segments[0])
	last := segments[len(segments)-1]
	ending := fileEnding(last)
	if first == "qsys.lib" || first == "qopensys" || first == "qibm" || first == "qdls" {
		return true // of IBM i
	}
	if first == "api" || first == "v1" || first == "v2" || first == "v3" || first == "static" || first == "assets" {
		return false
	}
	if roots[first] {
		return !routeRoots[first] || shapeOf(strings.ToLower(last)) == hostShape || storeRoots[first] && len(segments) > 2 || capitalised(segments[0]) || sourceEndings[ending] || len(segments) > 2 && bits(s)&dot != 0 ||
			first == "subscriptions" && len(segments) > 3 || mountRoots[first] && len(segments) > 2 && len(last) > 1
	}
	return sourceEndings[ending] || len(segments) > 2 && (dataEndings[ending] || countedRoot(first))
}

// dataEndings end files of data, which web interfaces serve too.
var dataEndings = wordSet("csv tsv parquet tgz tar gz zip zst bz2 xz avro orc dmp hprof pcapng json jsonl xml txt out err pcap xlsx docx pdf bin img qcow2 vmdk raw wal gpg age enc pgp sha256 sig ndjson tfstate")

// countedRoot reports whether the root of a path is a disk: /u01/app, /disk2/x, /tank/x.
func countedRoot(first string) bool {
	stem := strings.TrimRight(first, "0123456789")
	return stem != first && len(stem) < 7 && all(stem, lower) && stem != "v" && stem != "page" || first == "tank" || first == "zfs" || first == "spool" || first == "scratch" || first == "pool"
}

// pathEnd is where a path that begins at i ends.
func pathEnd(text string, i int) int {
	end := i + 1
	for end < len(text) && end-i < 1024 {
		c := text[end]
		if n := choice(text, end); (c == '{' || c == '[') && n > 0 {
			end += n
			continue
		}
		if classes[c]&wordPart == 0 && strings.IndexByte("/+@%=~:$", c) < 0 {
			break
		}
		end++
	}
	for end > i+1 && strings.IndexByte(".:,-=", text[end-1]) >= 0 {
		end--
	}
	return end
}

// choice is the size of the names in braces at an offset of which a shell takes each: {a,b}; or 0.
func choice(text string, at int) int {
	if text[at] == '[' {
		return oneOf(text, at)
	}
	if text[at] != '{' || !wordByte(text, at+1) {
		return 0
	}
	n := strings.IndexByte(text[at:min(len(text), at+40)], '}')
	if n < 0 || strings.IndexByte(text[at:at+n], ',') < 0 || strings.ContainsAny(text[at:at+n], " \"'\n") {
		return 0
	}
	return n + 1
}

// fileEnding is what follows the last dot of a file's name, without a line number.
func fileEnding(name string) string {
	name, _, _ = strings.Cut(name, ":")
	return strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
}

// sourceEndings end files of source code and configuration.
var sourceEndings = wordSet(`go py rb js ts jsx tsx java kt scala c h cc cpp hpp cs rs php pl sh bash ps1 sql yaml yml
	toml ini cfg conf cnf env log tf tfvars hcl proto lua swift ex exs erl clj vue properties service timer pem key crt lock
	j2 erb tmpl patch db sqlite bak dump socket sock pid`)

// relativePath judges a path like src/mail/router.go around the / at i.
func (l *looking) relativePath(i int) {
	if i < l.linkStop || i < l.pathStop {
		return
	}
	start := i
	for start > 0 && i-start < 128 && classes[l.text[start-1]]&wordPart != 0 {
		start--
	}
	end := pathEnd(l.text, i)
	l.pathStop = end
	s := l.text[start:end]
	if byteAt(l.text, start-1) == '@' || strings.Contains(s, "//") {
		return
	}
	if sideOfDiff(l.text, start, s) {
		return
	}
	last := s[strings.LastIndexByte(s, '/')+1:]
	name, _, _ := strings.Cut(last, ":")
	if dotAt := strings.LastIndexByte(name, '.'); dotAt > 0 && sourceEndings[fileEnding(last)] && !twoTools(s) && !plainSource(s) || len(name) > 3 && name[0] == '.' && classAt(name, 1)&lower != 0 {
		l.add(start, end, pathRule)
		return
	}
	if name, ok := strings.CutPrefix(s, "go/"); ok && len(name) > 2 && bits(name)&^(lower|dash|digit) == 0 && !strings.HasPrefix(name, "no-") && start == i-2 {
		l.add(start, end, linkRule) // a short link of the house
		return
	}
	if n := digitsFrom(l.text, end+1); byteAt(l.text, end) == '!' && n > 0 && !wordByte(l.text, end+1+n) {
		l.add(start, end+1+n, bucketRule) // a change in a forge
		return
	}
	if head, tail, _ := strings.Cut(s, "/"); clusterKinds[head] && shapeOf(tail) == hostShape {
		l.addNamedHost(end-len(tail), end)
		return
	}
	if l.repository(s) || l.imagePath(s) || l.branchPath(s) || dataPath(s) {
		if byteAt(l.text, end) == '#' && classAt(l.text, end+1)&digit != 0 {
			for end++; classAt(l.text, end)&digit != 0; end++ {
			}
		}
		l.add(start, end, bucketRule)
		return
	}
	if storePath(s) || l.branchName(start, s) || l.ownRepository(start, s) || l.optionFile(start, s) || l.savedPath(start, s) || l.mergedInto(end, s) || attachedPicture(s) {
		l.addWeight(fromRoot(l.text, start), end, bucketRule, Warn)
		return
	}
	if cloudPath(s) || strings.HasPrefix(s, "projects/") && strings.Count(s, "/") >= 2 && l.googleProject(s) {
		l.add(start, end, resourceRule)
	}
	if word := strings.ToLower(wordBefore(l.text, start).in(l.text)); strings.Count(s, "/") == 1 &&
		(word == "repo" || word == "repository" || word == "branch" || word == "bucket" || word == "fork") {
		l.add(start, end, bucketRule)
	} else if next := strings.ToLower(wordAfter(l.text, end).in(l.text)); strings.Count(s, "/") == 1 && len(s) > 6 &&
		(next == "repo" || next == "repository" || next == "bucket") && bits(s)&upper == 0 {
		l.add(start, end, bucketRule)
	}
}

// clusterKinds stand before the name of one of them: pod/webmail-7c9d8b6f4-x2k9z.
var clusterKinds = wordSet("pod pods po node nodes no host vm machine instance")

// dataPath reports whether a path of some depth leads to a file of data.
func dataPath(s string) bool {
	first, _, _ := strings.Cut(strings.ToLower(s), "/")
	return strings.Count(s, "/") > 1 && first != "api" && first != "static" && first != "assets" && first != "docs" && first != "v1" && first != "v2" && first != "www" && !strings.Contains(first, ".") && dataEndings[fileEnding(s[strings.LastIndexByte(s, '/')+1:])] && strings.IndexByte(s[strings.LastIndexByte(s, '/'):], '.') > 1
}

// twoTools reports whether s is two names with a slash between, as in Node.js/Vue.js.
func twoTools(s string) bool {
	return strings.Count(s, "/") == 1 && strings.Count(s, ".js") == 2
}

// repository reports whether a path without scheme names a repository on a host of ours.
func (l *looking) repository(s string) bool {
	host, rest, _ := strings.Cut(s, "/")
	switch strings.ToLower(host) {
	case "github.com", "gitlab.com", "bitbucket.org":
		owner, repo, _ := strings.Cut(rest, "/")
		return repo != "" && l.ourName(owner)
	}
	return false
}

// ourName reports whether a name is the first label of a domain of ours.
func (l *looking) ourName(name string) bool {
	for _, list := range [][]string{l.s.zones.internal, l.s.zones.public} {
		for _, d := range list {
			labels := strings.Split(d, ".")
			if own := labels[max(0, len(labels)-2)]; len(labels) > 1 && len(own) > 3 && (strings.EqualFold(name, own) || strings.HasPrefix(strings.ToLower(name), own+"-")) {
				return true
			}
		}
	}
	return false
}

func (l *looking) googleProject(s string) bool {
	parts := strings.Split(s, "/")
	for _, p := range parts[2:] {
		switch p {
		case "zones", "regions", "locations", "topics", "subscriptions", "instances", "secrets", "global", "databases", "buckets",
			"serviceAccounts", "datasets":
			return true
		}
	}
	return false
}

// windowsPath judges what stands around the backslash at i: C:\… or \\server\share.
func (l *looking) windowsPath(i int) int {
	start := i
	switch {
	case i >= 2 && l.text[i-1] == ':' && classAt(l.text, i-2)&(lower|upper) != 0 && !wordByte(l.text, i-3):
		start = i - 2
		if strings.HasSuffix(l.text[:start], `\\?\`) {
			start -= len(`\\?\`)
		}
	case byteAt(l.text, i+1) == '\\' && wordByte(l.text, i+2) && !wordByte(l.text, i-1) && byteAt(l.text, i-1) != '\\':
	case strings.HasPrefix(l.text[i:], `\\\\`) && wordByte(l.text, i+4) && !wordByte(l.text, i-1) && byteAt(l.text, i-1) != '\\':
	default:
		l.accountName(i)
		return max(i+1, l.registryKey(i), l.sourceTree(i))
	}
	end := i
	for end < len(l.text) && end-i < 1024 && (classes[l.text[end]]&wordPart != 0 || strings.IndexByte(`\$~@+(){}`, l.text[end]) >= 0 || l.text[end] == ' ' && spacedFolder(l.text, end)) {
		end++
	}
	if byteAt(l.text, end) == ' ' && start < i {
		end = spacedFile(l.text, end)
	}
	end = trimLink(l.text, start, end)
	if start == i && strings.Count(l.text[i:end], `\`) < 3 || end-start < 5 {
		return i + 1
	}
	l.add(start, end, pathRule)
	return end
}
