package redact

import "strings"

// Names of projects, clusters and containers of a cloud behind the words and options for them.

// addProjects adds these words.
func (d *dictionary) addProjects() {
	for _, word := range []string{"project", "projects", "gcp project", "project:", "--project", "--project=", "config set project", "cluster", "--cluster", "--cluster-name", "--context", "--kube-context", "use-context", "kube context", "context", "--container-name", "--stack-name", "--table-name", "--function-name", "--db-instance-identifier", "--db-cluster-identifier", "--nodegroup-name", "--auto-scaling-group-name", "--account-name", "storage account", "--bucket", "--vault-name", "key vault",
		"resource group", "--resource-group", "subscription", "namespace", "--namespace", "workspace", "terraform workspace", "state file", "eks cluster", "gke cluster", "aks cluster", "log group", "stack", "function app", "datastore", "volume group", "data lake", "dataset", "container", "table", "dynamodb table", "job", "pipeline", "dag", "workflow", "lambda", "lambda function", "cloud function", "queue", "topic", "state machine", "gpo", "nodepool", "node pool", "deployment", "statefulset", "cronjob", "release"} {
		d.add(word, func(l *looking, start, end int) { l.projectName(word, start, end) })
	}
	d.add("az", func(l *looking, start, end int) { l.groupOption(end) })
	for _, words := range keptPaths {
		d.add(words, func(l *looking, start, end int) { l.keptPath(end) })
	}
	for _, word := range []string{"library", "lib", "source physical file", "outq", "jobq", "msgq"} {
		d.add(word, func(l *looking, start, end int) { l.libraryObject(end) })
	}
}

// weakProjects are nouns of prose, behind which a name has to say where it runs.
var weakProjects = wordSet("table job pipeline dag workflow lambda queue topic deployment statefulset cronjob release gpo project projects cluster context subscription namespace workspace stack container dataset")

// projectName judges the hyphenated name behind such a word.
func (l *looking) projectName(word string, start, end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 5 && strings.IndexByte(" :=`\"'*", t[at]) >= 0 {
		at++
	}
	w := hostAt(t, at)
	s := w.in(t)
	option := strings.HasPrefix(word, "-") || strings.HasPrefix(t[max(0, start-2):], "--")
	if at == end && !strings.HasSuffix(word, "=") || len(s) < 6 || bits(s)&(dot|beyond) != 0 || strings.IndexByte("/(@", byteAt(t, w.end)) >= 0 && w.end < len(t) || versionLike(s) || placeholder(s) || regionName(s) || isTicketLike(s) || notHosts[s] || buildJob(s) && !option {
		return
	}
	if !strings.Contains(s, "-") && !(option || word == "storage account") {
		return
	}
	envs, odd := 0, 0
	for p := range strings.SplitSeq(strings.ToLower(s), "-") {
		stem := strings.TrimRight(p, "0123456789")
		envs += btoi(environments[stem] || sites[stem] && stem != "core" && stem != "central" && stem != "east" && stem != "west")
		odd += btoi(len(p) > 1 && !ordinary(p) && !plainWords[p] && !notNames[p] || bits(p)&digit != 0 && len(p) > 3 || len(p) < 3 && bits(p)&digit == 0 && !inLexicon(p))
	}
	switch {
	case option && bits(s)&upper == 0 && (kindOptions[word] || envs > 0 || odd > 0 || strings.Count(s, "-") > 1), !weakProjects[word] && bits(s)&upper == 0 && (odd > 0 || envs > 0 || bits(s)&digit != 0), envs > 0 && odd > 0, odd > 0 && l.ourName(s), envs > 0 && strings.Count(s, "-") > 1:
		l.addWeight(w.start, w.end, bucketRule, Warn)
	}
}

// kindOptions are options whose value can be nothing but such a name.
var kindOptions = wordSet("--container-name --account-name --bucket --vault-name --resource-group --project --project= --cluster-name")

// libraryObject judges an object of a library of an AS/400: QGPL/BAGLIB.
func (l *looking) libraryObject(end int) {
	t := l.text
	w := wordAt(t, end+1)
	if byteAt(t, end) != ' ' || byteAt(t, w.end) != '/' || !all(w.in(t), upper|digit) || len(w.in(t)) < 3 {
		return
	}
	if tail := wordAt(t, w.end+1); len(tail.in(t)) > 2 && all(tail.in(t), upper|digit|under) {
		l.addWeight(w.start, tail.end, bucketRule, Warn)
	}
}

// mountedPath adds the folder of another machine together with it: files02:/vol/maps.
func (l *looking) mountedPath(start, end int) bool {
	t := l.text
	if byteAt(t, end) != ':' || byteAt(t, end+1) != '/' || !wordByte(t, end+2) || byteAt(t, start-1) == '/' || byteAt(t, start-1) == '@' && !wordByte(t, start-2) {
		return false
	}
	if stop := pathEnd(t, end+1); l.isFilePath(t[end+1 : stop]) {
		l.add(start, stop, pathRule)
		return true
	}
	return false
}

// keptPaths are commands whose first argument is where something of ours is kept.
var keptPaths = []string{"consul kv get", "consul kv put", "consul kv delete", "etcdctl get", "etcdctl put", "etcdctl del", "aws ssm get-parameter --name", "aws ssm put-parameter --name", "get-parameter --name", "aws logs tail", "logs tail", "vault kv get", "vault kv put", "vault read", "vault write", "--log-group-name", "--secret-id", "zkcli get", "zkcli.sh get", "gcloud secrets versions access"}

// keptPath judges that argument.
func (l *looking) keptPath(end int) {
	t := l.text
	at := end
	for byteAt(t, at) == ' ' || byteAt(t, at) == '"' || byteAt(t, at) == '\'' || byteAt(t, at) == '=' {
		at++
	}
	stop := pathEnd(t, at)
	if s := t[at:max(at, stop)]; at > end && len(s) > 5 && strings.Contains(s, "/") && s[0] != '-' && !strings.ContainsAny(s, "$<{") {
		l.addWeight(at, stop, pathRule, Warn)
	}
}

// scopedPackage adds a package of ours behind the @ at i: @northpole/charts.
func (l *looking) scopedPackage(i, end int) bool {
	if byteAt(l.text, end) != '/' || !wordByte(l.text, end+1) || !l.ourName(l.text[i+1:end]) {
		return false
	}
	stop := end + 1
	for classAt(l.text, stop)&(wordPart&^dot) != 0 {
		stop++
	}
	l.add(i, stop, repoRule)
	return true
}
