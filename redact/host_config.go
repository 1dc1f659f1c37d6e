package redact

import "strings"

// Names of machines in files of settings that write no mark between a key and its value.

// addHostSettings adds the words of such files.
func (d *dictionary) addHostSettings() {
	for _, key := range []string{"hostname", "proxyjump", "nodename"} {
		d.add(key, func(l *looking, start, end int) { l.settingHosts(start, end, true) })
	}
	d.add("host", func(l *looking, start, end int) { l.settingHosts(start, end, l.hostBlock(end)) })
	d.add("server", func(l *looking, start, end int) { l.serverSetting(start, end) })
	for _, key := range []string{"ansible_host", "ansible_user", "ansible_port", "ansible_connection", "ansible_ssh_host", "ansible_ssh_user"} {
		d.add(key, func(l *looking, start, end int) { l.inventoryHost(start) })
	}
}

// hostBlock reports whether the line behind a Host line is one of a client of ssh.
func (l *looking) hostBlock(end int) bool {
	rest := l.text[end:min(len(l.text), end+200)]
	n := strings.IndexByte(rest, '\n')
	if n < 0 {
		return false
	}
	line := strings.TrimLeft(rest[n+1:], " \t>")
	for _, key := range []string{"HostName", "Hostname", "hostname", "User", "Port", "IdentityFile", "ProxyJump", "ProxyCommand", "ForwardAgent", "LocalForward", "StrictHostKeyChecking", "IdentitiesOnly", "AddKeysToAgent"} {
		if strings.HasPrefix(line, key+" ") {
			return true
		}
	}
	return false
}

// settingHosts judges the words behind a key at the head of a line.
func (l *looking) settingHosts(start, end int, sure bool) {
	t := l.text
	if !sure || byteAt(t, end) != ' ' && byteAt(t, end) != '\t' || classAt(t, start)&upper == 0 || strings.Trim(t[lineStart(t, start):start], " \t>`#") != "" {
		return
	}
	at := end
	for range 8 {
		for byteAt(t, at) == ' ' || byteAt(t, at) == '\t' || byteAt(t, at) == ',' {
			at++
		}
		w := hostAt(t, at)
		if w.end == at {
			return
		}
		low := strings.ToLower(w.in(t))
		next := byteAt(t, w.end)
		if next != 0 && next != '\n' && next != '\r' && next != ' ' && next != ',' && next != ':' && next != '`' {
			return
		}
		if !notAHost(low) && machineLike(low, bits(low)) {
			l.addNamedHost(w.start, l.portOrPrefix(w.end))
		}
		at = l.portOrPrefix(w.end)
	}
}

// serverSetting judges the name between the word server and an address, as balancers
// have it: server app-a 10.20.3.41:8080 check.
func (l *looking) serverSetting(start, end int) {
	t := l.text
	if byteAt(t, end) != ' ' || strings.Trim(t[lineStart(t, start):start], " \t>`") != "" {
		return
	}
	w := hostAt(t, end+1)
	low := strings.ToLower(w.in(t))
	address := hostAt(t, w.end+1)
	if byteAt(t, w.end) != ' ' || len(low) < 3 || bits(low)&letters == 0 || bits(address.in(t))&dot == 0 || byteAt(t, address.end) != ':' {
		return
	}
	l.addNamedHost(w.start, w.end)
}

// inventoryHost judges the first word of a line of an inventory.
func (l *looking) inventoryHost(start int) {
	line := lineStart(l.text, start)
	w := hostAt(l.text, lineHead(l.text, line, start))
	if w.end > w.start && w.end < start && byteAt(l.text, w.end) == ' ' && bits(w.in(l.text))&letters != 0 && !placeholder(w.in(l.text)) {
		l.addNamedHost(w.start, w.end)
	}
}

// podAlphabet is what the random ends of the names of pods are made of.
const podAlphabet = "bcdfghjklmnpqrstvwxz2456789"

// daemonPod reports whether parts end like the name of a pod that runs on every
// machine: kube-proxy-x8k2p.
func daemonPod(parts []string) bool {
	last := parts[len(parts)-1]
	return len(last) == 5 && len(parts) > 1 && strings.Trim(last, podAlphabet) == "" && bits(last) == lower|digit && (turns(last) > 1 || len(parts) > 2) && bits(parts[0])&lower != 0
}
