package redact

import "strings"

// hostKeys are keys of settings and log fields whose value is a machine, in
// several languages; a lone word is believed behind those of the first list.
var (
	hostKeys = wordSet(`host hostname host_name nodename node_name node server server_name servername machine target_host dest_host src_host source_host
		db_host dbhost pghost mysql_host redis_host smtp_host mail_host computername computer vm_name vm vmname instance instance_name instancename pod
		pod_name podname rechner serveur servidor maschine kubernetes_node k8s_node node-name host-name syslog_host remote_host remotehost
		ansible_host inventory_hostname fqdn box bastion jumphost jump_host proxyjump hypervisor`)
	weakHostKeys = wordSet(`peer upstream primary replica standby leader master slave fallback backend bootstrap_servers bootstrap.servers brokers broker endpoint
		target remote source destination dst src seeds seed nodes hosts servers members from_host to_host addr address backends targets database db cache queue
		name device origin client router switch firewall gateway loadbalancer lb cluster container task runner executor worker agent`)
	hostWords = wordSet(`host server machine node box vm instance hypervisor router switch firewall appliance hosts servers machines nodes boxes vms instances
		rechner maschine maschinen knoten serveur serveurs nœud noeud servidor servidores máquina nodo serwer serwera knooppunt servern servrar
		replica primary pod pods container bastion gateway broker brokers jumphost loadbalancer blade rack controller executor runner worker`)
)

// commands take the name of a machine as their argument.
var commands = wordSet(`ssh scp sftp rsync mosh ping ping6 traceroute tracepath mtr dig nslookup telnet nc ncat ssh-copy-id ssh-keyscan drain cordon uncordon
	knife virsh ipmitool redis-cli mongosh mongo curl wget nmap openssl sshpass autossh`)

// beforeHosts stand before the name of a machine in a sentence, with the words above.
var beforeHosts = wordSet(`into to on from and at of auf sur en op na på rebooted reboot rebooting power-cycled reimaged reimage promoted drained cordoned
	decommissioned replaced isolated restarted restart`)

// addHostFields adds the keys, words and commands that the name of a machine follows.
func (d *dictionary) addHostFields() {
	for key := range hostKeys {
		d.add(key, func(l *looking, start, end int) { l.hostField(start, end, true) })
	}
	for key := range weakHostKeys {
		d.add(key, func(l *looking, start, end int) { l.hostField(start, end, false) })
	}
	for word := range commands {
		d.add(word, func(l *looking, start, end int) { l.hostArgument(start, end) })
	}
	for _, phrase := range []string{"unknownhostexception", "enotfound", "eai_again", "could not resolve host", "could not translate host name", "lookup", "dial tcp", "connecting to", "connect to host",
		"connect to", "connection to", "connected to", "unable to reach", "failed to connect to", "unreachable", "resolve", "no such host", "host name", "hostname", "timeout from", "timed out from", "heartbeat from", "joined by"} {
		d.add(phrase, func(l *looking, start, end int) { l.unreached(end) })
	}
	for _, word := range []string{"-h", "--host", "--hostname", "--limit", "--server", "--node", "--target"} {
		d.add(word, func(l *looking, start, end int) { l.hostOption(start, end) })
	}
}

// hostField judges the value of a key for machines.
func (l *looking) hostField(start, end int, strong bool) {
	t, at := l.text, end
	for at < len(t) && at-end < 8 && strings.IndexByte(" \t:=\"'`>*[", t[at]) >= 0 {
		at++
	}
	mark := t[end:at]
	if !strings.ContainsAny(mark, ":=") || classAt(t, start-1)&(letters|digit) != 0 {
		return
	}
	added := false
	for range 16 {
		w := hostAt(t, at)
		s := w.in(t)
		config := strings.ContainsAny(mark, "=\"'`") || lineEnds(t, w.end) || strings.IndexByte(":,]", byteAt(t, w.end)) >= 0
		if !config || byteAt(t, w.end) == '/' || byteAt(t, w.end) == '@' || byteAt(t, w.end) == '(' || len(s) < 3 {
			return
		}
		low := strings.ToLower(s)
		switch b := bits(s); {
		case b&letters == 0 || notAHost(low):
		case b&digit != 0 && b&(dash|dot) != 0 || strong && machineLike(low, b):
			l.addNamedHost(w.start, l.portOrPrefix(w.end))
			added = true
		}
		if !added {
			return
		}
		next := l.portOrPrefix(w.end)
		for next < len(t) && strings.IndexByte(" \"'`", t[next]) >= 0 && next-w.end < 10 {
			next++
		}
		if byteAt(t, next) != ',' {
			return
		}
		for at = next + 1; at < len(t) && strings.IndexByte(" \"'`", t[at]) >= 0; at++ {
		}
	}
}

// machineLike reports whether a word behind a sure key may be a machine's own name.
func machineLike(low string, b uint8) bool {
	if b&(digit|dash|dot) != 0 {
		return !versionLike(low)
	}
	return b&(under|upper) == 0 && !ordinary(low) && !notNames[low] && !insideWords[low] && !environments[low]
}

func versionLike(s string) bool { return strings.Trim(s, "v0123456789.-") == "" }

// machineTalk reports whether words end by speaking of what machines do or have.
func machineTalk(before string) bool {
	n := strings.LastIndexAny(before, ".;:!?\n")
	for w := range strings.FieldsSeq(before[n+1:]) {
		switch strings.ToLower(strings.Trim(w, ",()`*")) {
		case "failover", "disk", "disks", "traffic", "alert", "alerts", "cpu", "memory", "load", "swap", "moved", "migrated", "running", "restarted", "deployed", "failed", "logged", "installed", "mounted", "ran":
			return true
		}
	}
	return false
}

// notAHost reports whether a word is a place, a state or a product rather than one
// machine.
func notAHost(low string) bool {
	return strings.HasPrefix(low, "cve-") || messageCode(low) || low == "host.docker.internal" || strings.HasSuffix(low, "-cli") || strings.HasSuffix(low, "ctl") && strings.IndexByte(low, '-') < 0 || regionName(low) || notHosts[low] || versionLike(low) || fileEndings[low[strings.LastIndexByte(low, '.')+1:]] && strings.Contains(low, ".") ||
		low == "localhost" || strings.HasPrefix(low, "localhost") || placeholder(low) || isTicketLike(strings.ToUpper(low))
}

// messageCode reports whether s is the code of a message of IBM's: SQL1224N, CPF4131E.
func messageCode(s string) bool {
	n := len(s)
	return n > 6 && n < 10 && classes[s[n-1]]&lower != 0 && all(s[n-5:n-1], digit) && all(s[:n-5], lower)
}

// hostBeside judges a word with digits behind "server" and the like in a sentence.
func (l *looking) hostBeside(start int) {
	if c := byteAt(l.text, start-1); isSpace(c) || strings.IndexByte("`\"*", c) >= 0 || c >= 0x80 {
		at := start
		for at > 0 && start-at < 4 && l.text[at-1] >= 0x80 {
			at-- // a quotation mark outside ASCII
		}
		prev := wordBefore(l.text, at)
		low := strings.ToLower(prev.in(l.text))
		name := hostAt(l.text, start).in(l.text)
		if hostActs(l.text, start+len(name)) && (strings.Contains(name, "-") && !isTicketLike(name) && !unitWords[strings.ToLower(name[:max(0, strings.IndexByte(name, '-'))])] || len(name) > 4 && strings.ToLower(name) == name && !notHosts[name]) {
			l.hostBehind(start - 1)
		}
		if hostWords[low] || beforeHosts[low] && (strings.Contains(name, "-") || padded(strings.ToLower(name)) || len(name) > 4 && (len(low) > 6 || machineTalk(l.text[max(0, prev.start-40):prev.start]))) {
			l.hostBehind(prev.end)
		}
	}
}

// hostActs reports whether what machines do follows at an offset: mango-3 rebooted.
func hostActs(t string, at int) bool {
	if byteAt(t, at) != ' ' {
		return false
	}
	w := wordAt(t, at+1)
	verb := strings.ToLower(w.in(t))
	if hostVerbs[verb] {
		return true
	}
	if n := digitsFrom(t, w.end+1); byteAt(t, w.end) == '[' && n > 0 && strings.HasPrefix(t[w.end+1+n:], "]:") {
		return true // sshd[812]:
	}
	next := strings.ToLower(wordAfter(t, w.end).in(t))
	if next == "out" && (verb == "is" || verb == "was") {
		return strings.EqualFold(wordAfter(t, wordAfter(t, w.end).end).in(t), "of")
	}
	switch verb {
	case "is", "was", "went", "came", "stays", "stayed", "are", "were", "comes", "goes":
		return next == "down" || next == "back" || next == "up" || next == "offline" || next == "online" || next == "unreachable" || next == "dead" || next == "rebooting" || next == "overloaded" || next == "swapping" || next == "full"
	case "ran", "runs", "run":
		return next == "out" || next == "hot" || next == "full"
	case "did", "does":
		return next == "not"
	case "stopped", "took", "failed", "lost":
		return next == "answering" || next == "responding" || next == "over" || next == "power" || next == "network" || next == "contact"
	}
	return false
}

// hostVerbs are what machines do and little else.
var hostVerbs = wordSet("rebooted reboots crashed crashes hung hangs froze freezes rejoined rejoins powered booted boots swapped panicked unreachable offline oomed died")

// hostBehind judges the word behind an offset.
func (l *looking) hostBehind(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 8 && strings.IndexByte(" *`\"\n", t[at]) >= 0 || strings.HasPrefix(t[at:], "\u00a0") && at > end {
		at += 1 + btoi(t[at] >= 0x80)
	}
	if at == end {
		return
	}
	w := hostAt(t, at)
	b := bits(w.in(t))
	if b&digit == 0 {
		return
	}
	low := strings.ToLower(w.in(t))
	quoted := byteAt(t, at-1) == '`'
	if len(low) < 4 || b&letters == 0 || b&under != 0 && !quoted || notAHost(low) && !(w.in(t) == low && isTicketLike(strings.ToUpper(low)) && !notHosts[low] && !regionName(low) && !notTrackers[strings.ToUpper(low[:strings.IndexByte(low, '-')])]) || byteAt(t, w.end) == '/' || byteAt(t, w.end) == '(' || byteAt(t, w.end) == '@' || byteAt(t, w.end) == '=' {
		return
	}
	stem := strings.TrimRight(low, "0123456789")
	if b&dot == 0 && b&digit != 0 && stem != low && (!ordinaryParts(stem) || countedServer(stem, low)) && !unitWords[strings.Trim(stem, "-")] && !countedThings[strings.Trim(stem, "-")] &&
		(strings.Contains(low, "-") || len(stem) > 3 && b&upper == 0) && !numberUnit(low) && bits(stem)&digit == 0 && !isHexWord(low) {
		l.addNamedHost(w.start, l.portOrPrefix(w.end))
	}
}

// ordinaryParts reports whether a stem is a product with its version: postgres-15, node20.
func ordinaryParts(stem string) bool {
	stem = strings.Trim(stem, "-")
	return notNames[stem] || sourceEndings[stem] || programs[stem]
}

// versioned are programs whose version stands right behind the name: python3, node20.
var versioned = wordSet("python node java php postgres postgresql mysql mariadb perl ruby go golang lua gcc clang angular vue react http ipv log jdk openjdk dotnet net windows debian ubuntu rhel centos fedora oracle sql websphere tomcat jboss wildfly spring struts qt gtk webpack bootstrap jquery sqlite boost llvm kubernetes docker terraform ansible vagrant chef puppet typescript javascript swift rust")

// countedServer reports whether a word is a program that runs on several machines and the number of
// one of these: kafka3, redis02.
func countedServer(stem, low string) bool {
	return (programs[stem] || notNames[stem]) && !versioned[stem] && !countedProducts[stem] && len(stem) > 3 && len(low)-len(stem) < 3
}

// hostArgument judges the arguments of a command that goes to a machine.
func (l *looking) hostArgument(start, end int) {
	t := l.text
	if byteAt(t, end) != ' ' {
		return
	}
	if at := strings.Index(t[end:min(len(t), end+160)], " -h "); t[start:end] == "redis-cli" {
		if rest := t[end : end+max(0, at)]; at < 0 || strings.ContainsAny(rest, "`\n|;") {
			return // what follows is what the program is told to do
		}
		w := argumentAt(t, end+at+4)
		l.argument(w.start, w.end, true)
		return
	}
	line := t[lineStart(t, start):start]
	shell := strings.HasSuffix(line, "`") || strings.HasSuffix(strings.TrimRight(line, " "), "$") || strings.TrimSpace(line) == "" || strings.HasSuffix(strings.TrimRight(line, " "), "#") ||
		strings.HasSuffix(strings.TrimRight(line, " "), "|") || strings.HasSuffix(strings.TrimRight(line, " "), "&&") || strings.HasSuffix(line, "sudo ")
	at := end
	for range 12 {
		for byteAt(t, at) == ' ' {
			at++
		}
		stop := at
		for stop < len(t) && !isSpace(t[stop]) && t[stop] != '`' && t[stop] != '"' && t[stop] != '|' && t[stop] != ';' {
			stop++
		}
		if stop == at || stop == len(t) && at == len(t) {
			return
		}
		word := t[at:stop]
		if word[0] == '-' {
			if at = stop; takesValue[word] {
				for at++; at < len(t) && !isSpace(t[at]); at++ {
				}
			}
			continue
		}
		l.argument(at, stop, shell)
		if at = stop; byteAt(t, at) != ' ' || !shell {
			return
		}
	}
}

var takesValue = wordSet("-p -i -l -o -L -R -D -F -c -P -n -e -X -H -d -m -w -W -t -k -s -b -U --port -f")

// argument judges one argument of a command as [user@]machine[:path].
func (l *looking) argument(at, stop int, shell bool) {
	t := l.text
	from := at
	if n := strings.IndexByte(t[at:stop], '@'); n > 0 {
		if user := t[at : at+n]; handleLike(user) {
			l.add(at, at+n, nameRule)
		}
		from = at + n + 1
	}
	w := hostAt(t, from)
	low := strings.ToLower(w.in(t))
	b := bits(low)
	if hostWords[low] || months[low] && capitalised(w.in(t)) {
		return // user@host; a date that a program prints
	}
	if len(low) < 3 || b&letters == 0 || b&under != 0 || notAHost(low) || w.end < stop && t[w.end] != ':' && strings.IndexByte(".,)!?'*", t[w.end]) < 0 || strings.HasPrefix(t[w.end:stop], "://") {
		return
	}
	if from > at || b&digit != 0 && b&(dash|lower) != 0 && !numberUnit(low) || shell && w.end < stop && t[w.end] == ':' || shell && machineLike(low, b) && b&dot == 0 {
		l.addNamedHost(w.start, w.end)
	}
}

// unreached judges the machine that a message of an error names.
func (l *looking) unreached(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 5 && strings.IndexByte(" :\"'`=([", t[at]) >= 0 {
		at++
	}
	w := hostAt(t, at)
	low := strings.ToLower(w.in(t))
	b := bits(low)
	quoted := at > end && strings.IndexByte("\"'`", t[at-1]) >= 0
	port := byteAt(t, w.end) == ':' && classAt(t, w.end+1)&digit != 0
	if at == end || len(low) < 4 || b&letters == 0 || notAHost(low) || byteAt(t, w.end) == '/' || byteAt(t, w.end) == '@' || byteAt(t, w.end) == '(' {
		return
	}
	if port || quoted && machineLike(low, b) || b&(dash|dot) != 0 && (strings.Contains(t[end:at], ":") || b&digit != 0) && !ordinaryParts(strings.TrimRight(low, "0123456789.")) {
		l.addNamedHost(w.start, l.portOrPrefix(w.end))
	}
}

// hostOption judges the value of an option for a machine.
func (l *looking) hostOption(start, end int) {
	c := byteAt(l.text, end)
	if c != ' ' && c != '=' || byteAt(l.text, start-1) != ' ' {
		return
	}
	stop := end + 1
	for stop < len(l.text) && !isSpace(l.text[stop]) && strings.IndexByte("`\"',;|", l.text[stop]) < 0 {
		stop++
	}
	if stop > end+2 {
		l.argument(end+1, stop, true)
	}
}
