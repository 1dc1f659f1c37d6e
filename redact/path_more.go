package redact

import "strings"

// Paths and names of things that lie in stores, vaults, queues and directories.

// storeHeads begin paths in vaults and in the source code of those who run machines.
var storeHeads = wordSet(`rpool zpool secret secrets kv kv1 kv2 cubbyhole pki transit ansible roles playbooks charts helm terraform manifests k8s kustomize libs lib pkg packages modules services cmd jobs dags pipelines puppet salt
	inventories inventory group_vars host_vars overlays infra infrastructure deploy deployments migrations scripts`)

// sourceHeads are those of them that two parts are enough behind: kubectl says deploy/x.
var sourceHeads = wordSet("rpool zpool ansible roles playbooks charts terraform libs lib pkg packages kv secret secrets group_vars host_vars overlays")

// webHeads begin paths of pages, types of media and the like, which everybody may see.
var webHeads = wordSet("api v1 v2 v3 v4 docs doc www static assets img images css js fonts application text image audio video multipart font model message http https blog news en de fr es it nl pl products product help support guides guide oauth oauth2 webhooks rest graphql")

// publicForges begin the names of packages that everybody uses.
var publicForges = wordSet("github.com gitlab.com bitbucket.org codeberg.org gitea.com golang.org google.golang.org cloud.google.com gopkg.in k8s.io sigs.k8s.io go.uber.org go.opentelemetry.io go.etcd.io gorm.io honnef.co raw.githubusercontent.com pkg.go.dev node_modules site-packages dist-packages")

// storePath reports whether a path without a root leads through a vault, a source tree or a
// queue: secret/data/shop/prod, ansible/roles/shop-web.
func storePath(s string) bool {
	if bits(strings.ReplaceAll(s, "/", ""))&^(lower|digit|dash|under|dot) != 0 || strings.Contains(s, "//") {
		return false
	}
	parts := strings.Split(strings.Trim(s, "/"), "/")
	if webHeads[parts[0]] || publicForges[parts[0]] || len(parts) < 2 {
		return false
	}
	telling := 0
	for _, p := range parts {
		if p == "" || bits(p)&lower == 0 || strings.HasPrefix(p, "v") && versionLike(p) {
			return false
		}
		telling += btoi(environments[p] || bits(p)&(digit|dash|under) != 0 || !ordinary(p))
	}
	if storeHeads[parts[0]] {
		return len(parts) > 2 && telling > 0 || len(parts) == 2 && strings.ContainsAny(parts[1], "-_") && sourceHeads[parts[0]]
	}
	return len(parts) > 3 && telling > 1
}

// dataSet adds the name of a file of a mainframe: capitals in short parts with dots between,
// and the member in brackets behind.
func (l *looking) dataSet(start, end int) {
	s := l.text[start:end]
	parts, long := 0, 0
	for p := range strings.SplitSeq(s, ".") {
		if len(p) == 0 || len(p) > 8 || classes[p[0]]&upper == 0 || !all(p, upper|digit) {
			return
		}
		parts++
		long += btoi(len(p) > 2)
	}
	if parts < 3 && !(parts == 2 && long == 2 && byteAt(l.text, end) == '(' && strings.IndexByte("'=", byteAt(l.text, start-1)) >= 0) || long < 2 || len(s) < 12-3*btoi(parts == 2) || byteAt(l.text, start-1) == '/' || byteAt(l.text, end) == '/' {
		return
	}
	if n := strings.IndexByte(l.text[end:min(len(l.text), end+10)], ')'); byteAt(l.text, end) == '(' && n > 1 && all(l.text[end+1:end+n], upper|digit) {
		end += n + 1
	}
	l.addWeight(start, end, pathRule, Warn)
}

// addStores adds the nouns that the name of something in a store follows.
func (d *dictionary) addStores() {
	for _, noun := range []string{"topic", "topics", "queue", "queues", "exchange", "stream", "dataset", "table", "keyspace", "consumer group", "group id", "dlq", "subject", "channel", "bigquery table", "warehouse", "schema"} {
		d.add(noun, func(l *looking, start, end int) { l.dottedStore(end) })
	}
	for _, noun := range []string{"submodule", "module", "folder", "directory", "package", "branch", "chart", "playbook", "role", "ordner", "verzeichnis", "dossier", "vault path", "vault kv get", "vault read", "in the vault under", "under"} {
		d.add(noun, func(l *looking, start, end int) { l.relativeStore(end) })
	}
	for _, word := range []string{"cn", "ou", "uid", "dc"} {
		d.add(word, func(l *looking, start, end int) {
			l.directoryEntry(start, end)
			l.userOfID(end)
		})
	}
}

// dottedStore judges a name with dots behind a noun for a queue or a table.
func (l *looking) dottedStore(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 4 && strings.IndexByte(" :=`\"'", t[at]) >= 0 {
		at++
	}
	w := hostAt(t, at)
	s := w.in(t)
	if at == end || strings.Count(s, ".") < 2 || bits(s)&(upper|beyond) != 0 || bits(s)&lower == 0 || versionLike(s) || l.s.zones.isPublic(s) || fileEndings[s[strings.LastIndexByte(s, '.')+1:]] || byteAt(t, w.end) == '(' {
		return
	}
	l.addWeight(w.start, w.end, bucketRule, Warn)
}

// relativeStore judges a path of two parts, one of which has a hyphen, behind a noun for
// where code and settings lie.
func (l *looking) relativeStore(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 3 && strings.IndexByte(" `\"", t[at]) >= 0 {
		at++
	}
	if at == end || classAt(t, at)&lower == 0 {
		return
	}
	stop := pathEnd(t, at)
	s := t[at:stop]
	head, tail, ok := strings.Cut(s, "/")
	if !ok || tail == "" || webHeads[head] || bits(s)&^(lower|digit|dash|under|dot) != 0 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-_./") != "" || versionLike(tail) || !strings.ContainsAny(tail, "-_0123456789") && strings.Count(s, "/") < 2 {
		return
	}
	l.addWeight(at, stop, bucketRule, Warn)
}

// directoryEntry adds the full name of an entry of a directory: CN=x,OU=y,DC=z,DC=local.
func (l *looking) directoryEntry(start, end int) {
	t := l.text
	if byteAt(t, end) != '=' || start > 0 && strings.IndexByte(",;", t[start-1]) >= 0 {
		return
	}
	line := t[start:min(len(t), start+240)]
	if n := strings.IndexAny(line, "\n\"<>`"); n >= 0 {
		line = line[:n]
	}
	n := strings.LastIndex(strings.ToLower(line), ",dc=")
	if n < 0 {
		return
	}
	l.add(start, wordAt(t, start+n+4).end, pathRule)
}

// cloudInstance adds the name of a database of a cloud around the region behind the colon at
// i: shop-prod:europe-west4:main.
func (l *looking) cloudInstance(i int) {
	t := l.text
	region := hostAt(t, i+1)
	if byteAt(t, region.end) != ':' || region.end-region.start < 7 || !regionName(region.in(t)) {
		return
	}
	start := i
	for start > 0 && i-start < 40 && classes[t[start-1]]&(lower|digit|dash) != 0 {
		start--
	}
	if last := hostAt(t, region.end+1); i-start > 4 && last.end > last.start && byteAt(t, start-1) != ':' {
		l.add(start, last.end, resourceRule)
	}
}
