package redact

import "strings"

// Secrets in the settings of routers, switches and access points, where a plain word may be
// one: the line says what it is, not its characters.

// deviceSecrets begin such lines, or stand in them right before a secret.
var deviceSecrets = []string{"snmp-server community", "snmp-agent community read", "snmp-agent community write", "snmp-agent community read cipher", "set snmp community", "set snmp community read", "snmp community", "rocommunity", "rwcommunity", "rocommunity6", "rwcommunity6", "snmp-server user",
	"enable secret", "enable password", "enable secret level 15", "key-string", "message-digest-key", "authentication-key", "tacacs-server key", "radius-server key", "tacacs server-private", "server-key", "crypto isakmp key", "pre-shared-key", "pre-shared-key local", "pre-shared-key remote",
	"pre-shared-secret", "wpa-psk", "wpa2-psk", "wpa-passphrase", "set psksecret", "set passwd", "set password", "ppp chap password", "ppp pap sent-username", "ntp authentication-key", "vrrp authentication", "ip ftp password", "ftp-server password", "ospf authentication simple",
	"simple-password", "plain-text-password", "authentication text", "authentication md5", "authentication pre-share", "set authentication-key", "set pre-shared-key", "set system login user"}

// proseSecrets are those that everyday sentences hold too: enable secret scanning.
var proseSecrets = map[string]bool{"enable secret": true, "enable password": true, "set password": true, "set passwd": true}

// deviceFillers stand between such words and the secret: how it is written down.
var deviceFillers = wordSet("md5 sha sha1 sha256 ascii hex text cipher simple clear plain plaintext encrypted key-string secret password level 15 0 5 6 7 8 9 read write ascii-text plain-text hash")

// deviceTails follow a secret that is a word.
var deviceTails = wordSet("ro rw authorization read-only read-write address host view acl role level privilege encrypted no-xauth timeout retransmit port auth priv ipv6")

// addDeviceSecrets adds these words.
func (d *dictionary) addDeviceSecrets() {
	for _, words := range deviceSecrets {
		prose := proseSecrets[words]
		d.add(words, func(l *looking, start, end int) { l.deviceSecret(start, end, prose) })
	}
	for _, word := range []string{"neighbor", "neighbour", "peer", "standby", "vrrp", "glbp", "username", "user", "tacacs-server host", "radius-server host", "tacacs-server", "radius-server"} {
		d.add(word, func(l *looking, start, end int) { l.deviceLine(start, end) })
	}
}

// deviceSecret judges the word behind such words, over a number and the names of codings.
func (l *looking) deviceSecret(start, end int, prose bool) {
	t := l.text
	if head := strings.TrimLeft(t[lineStart(t, start):start], " \t>*-`!+"); len(strings.Fields(head)) > 5 || strings.ContainsAny(head, ".,;:") || byteAt(t, end) != ' ' && byteAt(t, end) != '\t' {
		return
	}
	l.deviceValue(end, prose)
}

// deviceValue judges the first word from an offset on that is no coding. Where
// sentences have such words too, an everyday word warns, and passes in a line that
// begins as a sentence does.
func (l *looking) deviceValue(at int, prose bool) {
	t := l.text
	for range 4 {
		for byteAt(t, at) == ' ' || byteAt(t, at) == '\t' || byteAt(t, at) == '"' || byteAt(t, at) == '\'' {
			at++
		}
		v := valueAt(t, at, 0)
		s := v.in(t)
		if low := strings.ToLower(s); s != "" && (deviceFillers[low] || all(s, digit) && len(s) < 4) {
			at = v.end
			continue
		}
		if s == "" || placeholder(s) {
			return
		}
		next := strings.ToLower(wordAfter(t, v.end).in(t))
		sure := lineEnds(t, v.end) || byteAt(t, v.end) == '`' || deviceTails[next] || bits(s)&digit != 0
		switch {
		case len(s) < 4 || !sure || strings.Contains(s, "://"):
		case !prose || !everyday(s):
			l.add(v.start, v.end, passwordRule)
		case !capitalised(strings.TrimLeft(t[lineStart(t, v.start):], " \t>*-`!+")):
			l.addWeight(v.start, v.end, passwordRule, Warn)
		}
		return
	}
}

// everyday reports whether s is one word of the lexicon, of letters alone.
func everyday(s string) bool {
	return bits(s)&^letters == 0 && (ordinary(foldWord(s)) || plainWords[foldWord(s)])
}

// deviceLine judges a line that says who is meant before it says the secret: neighbor
// 10.20.30.40 password x, standby 1 authentication x.
func (l *looking) deviceLine(start, end int) {
	t := l.text
	if byteAt(t, end) != ' ' || strings.Trim(t[lineStart(t, start):start], " \t>`") != "" {
		return
	}
	line, _, _ := strings.Cut(t[end:min(len(t), end+120)], "\n")
	for _, word := range []string{" password ", " secret ", " authentication ", " key "} {
		if n := strings.Index(line, word); n > 0 && strings.Count(line[:n], " ") < 6 {
			l.deviceValue(end+n+len(word)-1, true)
			return
		}
	}
}
