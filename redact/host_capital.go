package redact

import "strings"

// Names of machines in capitals, of devices in the field, and what tools for many machines
// print about them.

// addHostReports adds the words that such tools print beside the name of a machine.
func (d *dictionary) addHostReports() {
	for _, word := range []string{"unreachable=", "changed=", "ok="} { // web1 : ok=12 changed=2
		d.add(word, func(l *looking, start, end int) { l.recapHost(start) })
	}
	for _, word := range []string{"ok: [", "changed: [", "fatal: [", "failed: [", "skipping: [", "unreachable: ["} {
		d.add(word, func(l *looking, start, end int) {
			if w := hostAt(l.text, end); w.end > w.start && strings.IndexByte("] ", byteAt(l.text, w.end)) >= 0 && bits(w.in(l.text))&letters != 0 && w.end < len(l.text) {
				l.addNamedHost(w.start, w.end)
			}
		})
	}
}

// recapHost judges the first word of a line of a summary: web1 : ok=12.
func (l *looking) recapHost(start int) {
	line := lineStart(l.text, start)
	w := hostAt(l.text, lineHead(l.text, line, start))
	between := l.text[w.end:max(w.end, start)]
	if n := strings.IndexByte(between, ':'); w.end > w.start && n >= 0 && strings.TrimSpace(between[:n]) == "" && bits(w.in(l.text))&letters != 0 {
		l.addNamedHost(w.start, w.end)
	}
}

// loudCodes begin words of capitals and digits that are no machines.
var loudCodes = wordSet("camt pacs pain mt sepa emv edi cad win sql rhel sles iso rfc din iec ieee ansi pci sox gdpr tls ssl sha md aes rsa utf ascii http https ipv dns php java jdk node ios android macos covid sars h264 mpeg hdmi usb raid ddr pcie sata nvme lto cat gps glonass iata icao notam metar taf " +
	"vlan port gate room hall belt level floor zone area row rack unit bay dock pier stand runway rwy stage step phase tier day week wk year fy kw cw rev release version build patch ticket case bug error err fault alarm code sev prio priority top eur usd gbp try inr chf sek nok dkk pln czk huf model type class form table annex art sec part vol no nr num post tel fax ext apt suite kw mw gw mhz ghz kb mb gb tb bst cest utc gmt est pst cet eet ist sr pr mr ms rs bs en us uk eu se no fi de fr it es pl cz hu tr ie abc xyz s r m x v q a b c")

// beforeLoud stand before the name of a machine in capitals, or in small letters; behind some of
// them a single figure is too little.
var beforeLoud = map[string]bool{"on": true, "from": true, "to": true, "via": true, "into": true, "auf": true, "von": true, "sur": true, "su": true, "of": false, "at": false, "and": false, "und": false}

// placedName judges a name behind a preposition: it ran on MVSP1, clients on juris-db.
func (l *looking) placedName(start, end int, seen uint8) {
	if seen&(dot|under|beyond) != 0 || seen&dash == 0 && seen&(lower|digit) != digit || seen&dash != 0 && seen&upper != 0 || start < 3 || strings.IndexByte(" `*", l.text[start-1]) < 0 {
		return
	}
	sure, known := beforeLoud[strings.ToLower(wordBefore(l.text, start).in(l.text))]
	switch {
	case !known || strings.IndexByte("(=/@", byteAt(l.text, end)) >= 0 && end < len(l.text):
	case seen&dash != 0:
		if sure && quietHost(l.text[start:end]) {
			l.addWeight(start, l.portOrPrefix(end), hostNamed, Warn)
		}
	default:
		l.loudHost(start, end, sure)
	}
}

// loudHost judges a word of capitals with a number behind a preposition.
func (l *looking) loudHost(start, end int, sure bool) {
	s := l.text[start:end]
	stem := strings.TrimRight(s, "0123456789")
	if len(s) < 5 || len(s) > 15 || bits(s) != upper|digit || classes[s[0]]&upper == 0 || len(stem) < 3 {
		return
	}
	head := strings.ToLower(stem)
	if loudCodes[head] || notHosts[strings.ToLower(s)] || countedProducts[head] || notTrackers[stem] || notNames[head] || ordinary(head) || l.s.ticks.own[stem] || programs[head] || recordPrefixes[stem] {
		return
	}
	if digits := len(s) - len(stem); digits > 4 || digits < 2-btoi(sure) && bits(stem)&digit == 0 {
		return
	}
	l.addWeight(start, end, hostNamed, Warn)
}

// fieldTails end names of devices in the field: belt7-plc, boiler2-hmi.
var fieldTails = wordSet("plc rtu hmi nvr dvr kvm bmc ilo idrac olt dslam bras agv ups pdu disp display kiosk panel scanner printer prn cam gw ap wlc hist historian scada filer nas san tape")

// fieldHost reports whether the parts of a name are those of a device at a place: what it is
// at the end or in the middle, and a place with a number or a word that nobody else has.
func fieldHost(parts []string) bool {
	n := len(parts)
	if n < 2 || n > 4 {
		return false
	}
	last := parts[n-1]
	coded, odd, things := 0, 0, 0
	for i, p := range parts {
		stem := strings.TrimRight(p, "0123456789")
		switch {
		case i == n-1 && n > 2 && all(p, digit) && len(p) < 5 && !yearOnly(p):
		case i == n-1 && n > 2 && len(p) == 1 && things > 0 && p < "e", i > 0 && i < n-1 && n > 3 && all(p, digit) && fieldTails[last]:
			coded++
		case fieldTails[stem] || fieldDevices[stem] || i > 0 && thingWords[stem]:
			things++
		case stem != p && len(stem) > 0 && len(stem) < 5 && all(stem, lower) && len(p)-len(stem) < 4 && !releaseLetters[stem] && !countedProducts[stem] && !notHosts[p] && !unitWords[stem], stem != p && len(stem) > 3 && all(stem, lower) && len(p)-len(stem) < 4 && !unitWords[stem] && !countedProducts[stem] && !programs[stem] && fieldTails[last]:
			coded++
		case all(p, digit) && len(p) < 4:
		case notNames[p] || programs[p] || unitWords[p] || p == "modbus" || p == "non" || p == "multi" || p == "self":
			return false
		case len(p) > 2 && !ordinary(p) && !plainWords[p]:
			odd++
		}
	}
	return things > 0 && (fieldTails[last] && (coded > 0 || odd > 0) || coded > 0 && (all(last, digit) || len(last) == 1))
}

// releaseLetters stand before the number of a version.
var releaseLetters = wordSet("v rc q beta alpha sp fy w kw cw pre post h p r")

// toolSite reports whether a name is a tool with a number at a place of three letters:
// nagios2.snn.
func toolSite(first, rest string) bool {
	stem := strings.TrimRight(first, "0123456789")
	return stem != first && len(first)-len(stem) < 3 && (insideWords[stem] || toolNames[stem] || deviceWords[stem] || thingWords[stem]) && !notHosts[first] &&
		(siteCode(rest) || len(rest) == 3 && all(rest, lower) && !openTops[rest] && !fileEndings[rest] && !ordinary(rest))
}

// openTops are ends of three letters that everybody's domains and programs have.
var openTops = wordSet("com net org edu gov mil int biz pro app dev xyz top fun art bio cat csv dll sys lib xml cmd get set put add len map key val ref err log min max sum avg run api raw end pos idx str num obj tar deb")

// loudDevice reports whether a name in capitals begins with what a device is called: PLC-T2-04.
func loudDevice(name string) bool {
	head, _, _ := strings.Cut(name, "-")
	head = strings.TrimRight(head, "0123456789")
	return len(head) > 1 && (fieldDevices[head] || fieldTails[head] || deviceWords[head] && head != "term" && head != "api" && head != "app" || head == "ctx" || head == "vdi" || head == "dag" || head == "rds" || head == "exch")
}

// dashedSisters adds the numbers of further machines of the same row behind one: web-prod-1,
// -2 and -3.
func (l *looking) dashedSisters(start, end int, r *rule) {
	t := l.text
	if n := strings.LastIndexByte(t[start:end], '-'); n < 1 || !all(t[start+n+1:end], digit) {
		return
	}
	for range 12 {
		next := end
		for _, joint := range []string{", and ", ", ", " and ", "/", " / ", " & ", " und ", " et ", " e ", " y ", ",", " or ", " + ", " to "} {
			if strings.HasPrefix(t[end:], joint) {
				next = end + len(joint)
				break
			}
		}
		n := digitsFrom(t, next+1)
		if next == end || byteAt(t, next) != '-' || n == 0 || n > 3 || wordByte(t, next+1+n) || classAt(t, next+1+n)&(dot|dash) != 0 && wordByte(t, next+2+n) {
			return
		}
		end = next + 1 + n
		l.addWeight(next, end, r, Warn)
	}
}

// loudSite judges a name in capitals of three parts and more, one of them a device and one a
// place or a plant: AP-LIB-2F-11, WTG-14-SCADA.
func loudSite(name string) *rule {
	parts := strings.Split(name, "-")
	if len(parts) < 3 || len(parts) > 5 || len(name) > 32 {
		return nil
	}
	devices, words, counts := 0, 0, 0
	for i, p := range parts {
		stem := strings.TrimRight(p, "0123456789")
		switch {
		case p == "" || len(p) > 9 || unitWords[p] || monthWords[p] || countedProducts[stem] && len(stem) > 2 || yearOnly(p):
			return nil
		case (i == 0 || i == len(parts)-1) && len(stem) > 1 && (fieldDevices[stem] || fieldTails[stem] || deviceWords[stem] || thingWords[stem] || plantDevices[stem]):
			devices++
			counts += btoi(stem != p)
		case bits(p)&digit != 0:
			counts++
		default:
			words++
		}
	}
	if devices > 0 && counts > 0 && devices+words > 1 {
		return hostGuess
	}
	return nil
}

// plantDevices are what stands in plants and on masts.
var plantDevices = wordSet("wtg rtu ied cpu io mcc vfd hvac bms ahu cctv pir anpr lpr tvm avl cad mdt ecu obu rsu bts enb gnb olt onu cmts sat vsat modem dtu ems bess inv pv mv lv sub feeder turbine crane pump mixer silo oven kiln loom press robot agv")
