package redact

import "strings"

// Machines in a list behind a word for several, and in brackets behind what one is for.

// addListedHosts adds the words for several machines that their names follow, and the words for one
// of a pair that its name follows in brackets.
func (d *dictionary) addListedHosts() {
	for _, noun := range []string{"servers", "hosts", "boxes", "machines", "nodes", "vms", "hypervisors", "bastions", "jump hosts", "database servers", "web servers", "mail servers", "brokers", "controllers"} {
		d.add(noun, func(l *looking, start, end int) { l.listedHosts(end, 2) })
	}
	for _, noun := range []string{"rechner", "knoten", "serveurs"} { // of one and of several, and verbs stand behind them
		d.add(noun, func(l *looking, start, end int) { l.listedHosts(end, 3) })
	}
	for _, noun := range []string{"primary", "secondary", "standby", "stand-by", "replica", "leader", "follower", "master", "arbiter", "failover node", "new primary", "old primary", "bastion", "jump host", "gateway", "router", "switch", "firewall", "load balancer", "balancer", "hypervisor", "relay", "broker", "controller", "appliance"} {
		d.add(noun, func(l *looking, start, end int) { l.hostInBrackets(end) })
	}
}

// listedHosts judges so many names and more of small letters that no lexicon knows: servers thor, odin
// and freya.
func (l *looking) listedHosts(end, least int) {
	t, at := l.text, end+1
	if byteAt(t, end) != ' ' {
		return
	}
	var found []span
	for range 8 {
		w := span{at, at}
		for w.end < len(t) && w.end-at < 24 && classes[t[w.end]]&(lower|digit) != 0 {
			w.end++
		}
		if !l.mayBeListed(w) {
			break
		}
		found = append(found, w)
		next := w.end
		for _, joint := range []string{", and ", ", ", " and ", " & ", "/", " + ", " und ", " et "} {
			if strings.HasPrefix(t[w.end:], joint) {
				next = w.end + len(joint)
				break
			}
		}
		if next == w.end {
			break
		}
		at = next
	}
	if len(found) >= least {
		for _, w := range found {
			l.addLikelyHost(w.start, w.end)
		}
	}
}

// mayBeListed reports whether a word in such a list is no verb, no program and no protocol.
func (l *looking) mayBeListed(w span) bool {
	t, s := l.text, w.in(l.text)
	if len(s) < 3 || !all(s[:1], lower) || wordByte(t, w.end) || strings.IndexByte("-_/@(", byteAt(t, w.end)) >= 0 && w.end < len(t) && t[w.end] != '/' || byteAt(t, w.end) == '.' && wordByte(t, w.end+1) {
		return false
	}
	if strings.HasSuffix(s, "ed") || strings.HasSuffix(s, "en") || strings.HasSuffix(s, "ing") {
		return false
	}
	return !ordinary(s) && !plainWords[s] && !programs[s] && !notNames[s] && !notHosts[s] && !protocols[strings.TrimRight(s, "0123456789")] && !clusterPrograms[s]
}

// protocols are what machines speak, and what they are put together with.
var protocols = wordSet("mqtt mqtts amqp amqps stomp coap modbus canbus opcua xmpp sip rtp rtsp ldap ldaps smtp smtps imap imaps pop http https http2 quic grpc tcp udp icmp bgp ospf vrrp lacp stp rstp vxlan ipsec wifi wlan sms oauth oidc saml ssh tls ssl dns dhcp ntp snmp ipmi pxe nfs smb cifs iscsi sata nvme sas scsi pcie pci usb hdmi ddr poe raid lora zigbee bluetooth ethernet fiber fibre raft paxos gossip jdbc odbc rest soap cat type gen nat vlan ipv")

// hostInBrackets judges a name with hyphens in the brackets behind what a machine is for: the standby
// (orders-pg-b).
func (l *looking) hostInBrackets(end int) {
	t := l.text
	if !strings.HasPrefix(t[end:], " (") {
		return
	}
	at := end + 2 + btoi(byteAt(t, end+2) == '`')
	w := hostAt(t, at)
	s := w.in(t)
	if c := byteAt(t, w.end); c != ')' && c != ',' && c != '`' || len(s) < 5 || bits(s)&^(lower|digit|dash) != 0 || !oddlyHyphened(s) || notAHost(s) || versionLike(s) {
		return
	}
	l.addLikelyHost(w.start, w.end)
}

// oddlyHyphened reports whether the last part between hyphens is a letter or has a number in it, and what
// stands before it is no word of a sentence, no program and no protocol.
func oddlyHyphened(s string) bool {
	parts := strings.Split(s, "-")
	n := len(parts) - 1
	if last := parts[n]; n == 0 || len(last) > 1 && bits(last)&digit == 0 || len(last) > 1 && last[0] == 'v' && all(last[1:], digit) {
		return false
	}
	odd := false
	for _, part := range parts[:n] {
		stem := strings.TrimRight(part, "0123456789")
		if protocols[stem] || notNames[stem] || programs[stem] || clusterPrograms[stem] || stem == "v" {
			return false
		}
		odd = odd || bits(part)&digit != 0 || !ordinary(part) || len(part) < 3 && !prose[part] && !sentenceStops[part]
	}
	return odd
}
