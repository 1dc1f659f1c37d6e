package redact

import "strings"

// What programs print about machines, people and secrets.

// addProgramsSaid adds the words that such a line is known by.
func (d *dictionary) addProgramsSaid() {
	for _, phrase := range []string{"on host", "connection to server at", "successfully assigned", "scheduled on node", "running on node", "switched to context", "server version on", "attached to node", "mounted on node", "leader is", "new leader", "new primary", "new master", "elected", "failover to", "fail over to", "failed over to", "switchover to", "promoted", "demoted", "fenced", "evicted", "lease held by",
		"lock held by", "held by", "acquired by", "owned by node", "connected from", "disconnected from", "blocked by", "replicating from", "streaming from", "pinned to", "moved to", "rescheduled to", "migrated to", "redirected to", "proxied to"} {
		d.add(phrase, func(l *looking, start, end int) { l.saidMachine(end) })
	}
	for _, phrase := range []string{"of user", "from user", "as user", "by user", "for user", "sudo:", "su:", "opened for user", "closed for user", "password for", "publickey for", "keyboard-interactive/pam for", "ruser=", "logname=", "usename=", "owner:", "granted to", "revoked from"} {
		d.add(phrase, func(l *looking, start, end int) { l.loggedIn(end) })
	}
	for _, phrase := range []string{"temporary failure in name resolution", "name or service not known", "nodename nor servname", "unknown host", "no such host", "host not found", "name does not resolve"} {
		d.add(phrase, func(l *looking, start, end int) { l.unresolved(start) })
	}
	d.add("cmd", func(l *looking, start, end int) { l.cronUser(start) })
	for _, command := range []string{"vault kv get -field", "vault read -field", "op read", "op item get", "pass show", "gopass show", "bw get password", "secretsmanager get-secret-value", "secrets versions access", "keyvault secret show", "lpass show", "keyring get", "security find-generic-password", "kubectl get secret", "kubectl -n", "docker secret inspect", "echo $", "printenv", "cat /run/secrets/", "doppler secrets get",
		"chamber read", "sops -d", "ansible-vault view", "gpg -d", "gh auth token", "gcloud auth print-access-token", "aws ecr get-login-password", "az account get-access-token", "kubectl create token", "oc whoami -t", "consul acl token create", "htpasswd -nb", "openssl rand", "pwgen", "mkpasswd", "wg genkey"} {
		d.add(command, func(l *looking, start, end int) { l.printedSecret(start, end) })
	}
}

// saidMachine judges the name behind such words, quoted or with a number.
func (l *looking) saidMachine(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 4 && strings.IndexByte(" \"'`(:", t[at]) >= 0 {
		at++
	}
	if at == end {
		return
	}
	w := hostAt(t, at)
	if n := strings.LastIndexByte(t[w.start:min(len(t), w.end+60)], ' '); byteAt(t, w.end) == '/' && n != 0 { // namespace/pod
		w = hostAt(t, w.end+1)
	}
	low := strings.ToLower(w.in(t))
	b := bits(low)
	quoted := strings.IndexByte("\"'`", t[at-1]) >= 0
	if len(low) < 4 || b&letters == 0 || b&under != 0 || notAHost(low) || byteAt(t, w.end) == '(' || byteAt(t, w.end) == '@' || isTicketLike(strings.ToUpper(low)) || numberUnit(low) || dateLike(low) {
		return
	}
	if quoted && machineLike(low, b) && b&(digit|dash) != 0 || b&digit != 0 && b&dash != 0 && !ordinaryParts(strings.TrimRight(low, "0123456789")) && !unitWords[low[:strings.IndexByte(low, '-')]] && !countedThings[low[:strings.IndexByte(low, '-')]] && classes[low[len(low)-1]]&digit != 0 {
		l.addNamedHost(w.start, l.portOrPrefix(w.end))
	}
}

// cronUser judges the name in brackets before a command of cron: (tvbruggen) CMD (…).
func (l *looking) cronUser(start int) {
	t := l.text
	if !strings.HasSuffix(t[:start], ") ") || !strings.HasPrefix(t[start:], "CMD") {
		return
	}
	n := strings.LastIndexByte(t[max(0, start-40):start], '(')
	if n < 0 {
		return
	}
	from := max(0, start-40) + n + 1
	if s := t[from : start-2]; handleLike(s) {
		l.addWeight(from, start-2, nameRule, Warn)
	}
}

// printedSecret judges the line below a command that prints a secret.
func (l *looking) printedSecret(start, end int) {
	t := l.text
	n := strings.IndexByte(t[end:min(len(t), end+240)], '\n')
	if n < 0 {
		return
	}
	line := t[end : end+n]
	if s := t[start:end]; (s == "kubectl -n" || s == "kubectl get secret") && !strings.Contains(line, "jsonpath") && !strings.Contains(line, "go-template") && !strings.Contains(line, "base64") || s == "kubectl -n" && !strings.Contains(line, "get secret") ||
		(s == "echo $" || s == "printenv") && !secretVariable(line) {
		return
	}
	at := end + n + 1
	for at < len(t) && strings.IndexByte(" >", t[at]) >= 0 {
		at++
	}
	v := valueAt(t, at, 0)
	if s := v.in(t); len(s) < 6 || len(s) > 200 || v.end < len(t) && t[v.end] != '\n' && t[v.end] != '\r' && !strings.HasPrefix(t[v.end:], "%") || placeholder(s) || ordinary(foldWord(s)) || strings.IndexByte("$#>", s[0]) >= 0 || strings.HasSuffix(s, ":") {
		return
	}
	l.add(v.start, v.end, passwordRule)
}

// secretVariable reports whether a line begins with the name of a variable for a secret.
func secretVariable(line string) bool {
	name := strings.ToLower(wordAt(line, len(line)-len(strings.TrimLeft(line, " {"))).in(line))
	for _, part := range []string{"token", "pass", "secret", "key", "pwd", "cred"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// unresolved judges the name before what a program says of one that it cannot resolve.
func (l *looking) unresolved(start int) {
	t := l.text
	end := start
	for end > 0 && start-end < 3 && strings.IndexByte(" :\"'", t[end-1]) >= 0 {
		end--
	}
	from := end
	for from > 0 && end-from < 64 && classes[t[from-1]]&(lower|upper|digit|dash|dot) != 0 {
		from--
	}
	low := strings.ToLower(t[from:end])
	if end == start || byteAt(t, end) != ':' || len(low) < 3 || notAHost(low) || ordinary(low) || bits(low)&letters == 0 || from > 0 && strings.IndexByte(" \"'/@", t[from-1]) < 0 {
		return
	}
	l.addNamedHost(from, end)
}
