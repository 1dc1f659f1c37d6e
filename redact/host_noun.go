package redact

import "strings"

// Names of machines behind a noun for one, in trades where machines are named in capitals
// or by words.

// bigIron are nouns for machines and parts of them whose names are capitals and digits.
var bigIron = []string{"lpar", "sysplex", "mainframe", "cics region", "ims region", "db2 subsystem", "subsystem", "queue manager", "qmgr", "rfc destination", "ae title", "aet", "sap system", "sap instance", "instanz", "listener", "netbios name", "computer name", "computername", "domain controller", "domain controllers", "dc", "workstation", "laptop", "notebook",
	"print server", "file server", "terminal server", "app server", "db server", "mail server", "mailbox server", "web server", "database server", "sql server", "server", "host", "node", "machine", "box", "vm", "switch", "router", "firewall", "appliance", "array", "kiosk", "rechner", "serveur", "servidor", "serwer"}

// namedNouns stand before the name of a machine, which may be words with hyphens between.
var namedNouns = []string{"jump host", "jumphost", "jump box", "jump server", "bastion", "bastion host", "nas", "filer", "pbx", "ups", "plc", "rtu", "hypervisor", "server", "host", "node", "machine", "box", "vm", "switch", "router", "firewall", "gateway", "broker", "replica", "primary", "standby", "access point", "printer", "camera", "appliance", "mail relay", "mailbox server",
	"tape library", "array", "controller", "load balancer", "balancer", "proxy", "cluster", "instance", "worker", "runner", "rechner", "knoten", "serveur", "servidor", "nœud", "serwer", "servern", "maskinen", "maschine", "palvelin", "tjener", "tjeneren"}

// addHostNouns adds them, and what is said before the name of a machine one logs in to.
func (d *dictionary) addHostNouns() {
	for _, noun := range bigIron {
		d.add(noun, func(l *looking, start, end int) { l.capitalHost(end) })
	}
	for _, noun := range namedNouns {
		d.add(noun, func(l *looking, start, end int) {
			l.hyphenedHost(start, end)
			l.fallenHost(start, end)
		})
	}
	for _, words := range []string{"log in to", "log into", "logged in to", "logged into", "login to", "ssh'd into", "ssh into", "ssh to", "sshed into", "rdp to", "rdp into", "remoted into", "jumped to", "hop to", "connect via", "via jump host"} {
		d.add(words, func(l *looking, start, end int) { l.loneHost(end, true) })
	}
	for _, noun := range []string{"server", "host", "box", "machine", "hypervisor", "vm", "bastion", "jump host", "rechner", "serveur", "servidor", "serwer"} {
		for _, lead := range []string{"our ", "the old ", "the new ", "old ", "new ", "unser ", "unserem ", "notre ", "nuestro ", "nasz "} {
			d.add(lead+noun, func(l *looking, start, end int) { l.loneHost(end, false) })
		}
	}
}

// capitalHost judges capitals and digits behind a noun for a machine: LPAR FJBP, host WS00417,
// with the instance of a database behind them.
func (l *looking) capitalHost(end int) {
	t := l.text
	at := end
	for at < len(t) && at-end < 4 && strings.IndexByte(" :=`\"'", t[at]) >= 0 {
		at++
	}
	w := hostAt(t, at)
	s := w.in(t)
	low := strings.ToLower(s)
	if at == end || len(s) < 4 || len(s) > 24 || bits(s)&(lower|dot) != 0 || bits(s)&upper == 0 || acronyms[low] || everybodysTitles[s] || notNames[low] || notHosts[low] || notAHost(low) && !isTicketLike(s) || notTrackers[strings.TrimRight(s, "0123456789-")] || isTicketLike(s) && l.s.ticks.own[s[:strings.IndexByte(s+"-", '-')]] {
		return
	}
	stop := w.end
	if byteAt(t, stop) == '\\' && classAt(t, stop+1)&upper != 0 {
		stop = wordAt(t, stop+1).end
	} else if b := bits(s); b&digit == 0 && (ordinary(low) || inLexicon(low) || len(s) < 4) || b&digit != 0 && len(strings.TrimRight(s, "0123456789")) < 2 && b&dash == 0 {
		return
	}
	l.addWeight(at, stop, hostNamed, Warn)
}

// hyphenedHost judges words with hyphens behind a noun for a machine, one of which is no
// ordinary word: the jump host sto-jmp-a.
func (l *looking) hyphenedHost(start, end int) {
	t := l.text
	at := end
	for at < len(t) && at-end < 4 && strings.IndexByte(" `\"'*\n", t[at]) >= 0 {
		at++
	}
	w := hostAt(t, at)
	s := w.in(t)
	if at == end || len(s) < 5 || strings.IndexByte(s, '-') < 1 || bits(s)&(upper|dot) != 0 || notAHost(s) || wordByte(t, w.end) || strings.IndexByte("/(=@", byteAt(t, w.end)) >= 0 && w.end < len(t) || classAt(t, start-1)&(dash|under|dot) != 0 {
		return
	}
	odd := 0
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '-' || r == '_' }) {
		stem := strings.TrimRight(part, "0123456789")
		if len(stem) > 2 && notNames[stem] || programs[stem] && !insideWords[stem] || fileEndings[part] && !insideWords[part] {
			return
		}
		odd += btoi(sites[stem] || len(stem) > 1 && !ordinary(stem) && !plainWords[stem] && !insideWords[stem] || len(part) < 3 && bits(part)&digit == 0 && part != "a" && part != "in" && part != "up" && part != "on" && part != "to" && part != "of" && part != "by" && part != "at")
	}
	if odd > 0 && strings.Count(s, "-") < 5 {
		l.addWeight(w.start, l.portOrPrefix(w.end), hostNamed, Warn)
	}
}

// loneHost judges a word that no lexicon knows where a machine is named: our server gandalf.
func (l *looking) loneHost(end int, verb bool) {
	t := l.text
	at := end
	for at < len(t) && at-end < 4 && strings.IndexByte(" `\"'*", t[at]) >= 0 {
		at++
	}
	w := hostAt(t, at)
	low := strings.ToLower(w.in(t))
	if at == end || len(low) < 4 || bits(low)&^lower != 0 || w.in(t) != low && !verb || ordinary(low) || plainWords[low] || notNames[low] || programs[low] || insideWords[low] || environments[low] || placeholder(low) || strings.HasSuffix(low, "s") && inLexicon(low[:len(low)-1]) || strings.IndexByte("/(=@.", byteAt(t, w.end)) >= 0 && classAt(t, w.end+1)&letters != 0 {
		return
	}
	if verb && (capitalised(w.in(t)) || innerCapital(w.in(t))) {
		return // a product
	}
	l.addWeight(w.start, w.end, hostNamed, Warn)
}

// devicePrompt judges the prompt of a device of a network at the head of a line:
// osl-pe1#show ip route, osl-pe1(config-if)# no shutdown.
func (l *looking) devicePrompt(start, end int) {
	t := l.text
	w := hostAt(t, start)
	s := w.in(t)
	if len(s) < 3 || w.end >= end || bits(s)&(digit|dash) == 0 || bits(s)&(lower|upper) == 0 || bits(s)&dot != 0 {
		return
	}
	at := w.end
	if t[at] == '(' {
		n := strings.IndexByte(t[at:min(end, at+24)], ')')
		if n < 0 || !strings.HasPrefix(t[at:], "(conf") && !strings.HasPrefix(t[at:], "(cfg") {
			return
		}
		at += n + 1
	}
	if c := byteAt(t, at); c != '#' && c != '>' || at == w.end && classAt(t, at+1)&digit != 0 {
		return
	}
	verb := strings.ToLower(wordAt(t, at+1+btoi(byteAt(t, at+1) == ' ')).in(t))
	if deviceVerbs[verb] {
		l.add(w.start, w.end, hostNamed)
	}
}

// deviceVerbs begin what one types to such a device.
var deviceVerbs = wordSet("show sh no conf configure config ping trace traceroute reload copy write wr clear debug undebug enable en exit end do interface int ip router ssh telnet dir more display disp undo system commit request monitor term terminal set delete rollback run")

// hostRange adds machines told in one: osl-app-[07-09], osl-app-{1,2}, osl-app-07/08.
func (l *looking) hostRange(start, end int) {
	t := l.text
	open := byteAt(t, end)
	if open != '[' && open != '{' || end-start < 4 && !machineWords[strings.ToLower(strings.TrimRight(t[start:end], "-"))] || classAt(t, end-1)&(dash|letters|digit) == 0 || classAt(t, end-1)&digit != 0 && strings.IndexByte(t[start:end], '-') < 0 {
		return
	}
	n := strings.IndexAny(t[end:min(len(t), end+24)], "]}")
	if n < 2 {
		return
	}
	inner := t[end+1 : end+n]
	if bits(inner)&digit == 0 || strings.Trim(inner, "0123456789abcdef-.,| ") != "" || all(inner, digit) && t[end-1] != '-' {
		return
	}
	first := strings.ToLower(t[start:end]) + strings.TrimRight(inner[:max(1, strings.IndexAny(inner+",", "-.,| "))], " ")
	stop := end + n + 1
	if r := shapeOf(first); r != nil {
		l.add(start, stop, r)
	} else if r := strangeHost(first); r != nil {
		l.add(start, stop, r)
	}
}

// sisterEnd is the end of the numbers of further machines behind one: osl-app-07/08.
func sisterEnd(t string, start, end int) int {
	size := 0
	for end-size > start && classes[t[end-size-1]]&digit != 0 {
		size++
	}
	for range 6 {
		c := byteAt(t, end)
		n := digitsFrom(t, end+1)
		if size == 0 || c != '/' && c != '+' && c != '|' || n != size || wordByte(t, end+1+n) || byteAt(t, end+1+n) == '/' {
			return end
		}
		end += 1 + n
	}
	return end
}
