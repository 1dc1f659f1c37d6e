package redact

import "strings"

// Names of machines in small letters without a number, believed where a sentence or its marks
// speak of a machine.

// quietTails are what machines are for, short as in names: juris-db.
var quietTails = wordSet("db sql gw web app srv svr fs nas dc mx fw lb sw rt pbx plc rtu hmi nvr ap vm esx ldap ns dns ntp proxy mq backup bkp mon log elk jump vpn mail mta files filer print cron batch etl api cache queue node host box pg ora rac san kvm hv ci git repo lims pms ris pacs dms erp crm scada mes wms pos tms")

// storeNames are the first halves of names of everybody's databases: dynamo-db.
var storeNames = wordSet("dynamo rocks maria duck influx scylla cosmos timescale couch wired vector foundation cockroach yugabyte ti surreal open docker compose code")

// quietHost reports whether a hyphenated name of small letters has a word that no lexicon knows
// and one for what a machine is for.
func quietHost(s string) bool {
	if bits(s)&^(lower|dash|digit) != 0 || len(s) < 6 || len(s) > 40 || notHosts[s] || regionName(s) || strings.HasSuffix(s, "ctl") {
		return false
	}
	odd, tails := 0, 0
	parts := strings.Split(s, "-")
	for i, p := range parts {
		stem := strings.TrimRight(p, "0123456789")
		switch {
		case p == "" || notNames[stem] && len(stem) > 3 || programs[stem] && !quietTails[stem] || storeNames[stem] || countedProducts[stem] || unitWords[stem]:
			return false
		case quietTails[stem]:
			tails++
		case sites[stem] || environments[stem], len(p) > 2 && !ordinary(stem) && !plainWords[stem] && !gazetteer[stem], coded(p) && i == 0:
			odd++
		}
	}
	return len(parts) > 1 && len(parts) < 5 && odd > 0 && tails > 0
}

// actingHost judges a hyphenated name before what machines do: juris-db rebooted.
func (l *looking) actingHost(start, end int) {
	if s := l.text[start:end]; quietHost(s) && hostActs(l.text, end) && strings.IndexByte("/.@=", byteAt(l.text, start-1)) < 0 {
		l.addWeight(start, end, hostNamed, Warn)
	}
}

// addQuotedHosts adds nouns for machines that names in code spans follow.
func (d *dictionary) addQuotedHosts() {
	d.addListedHosts()
	d.addCloudNouns()
	for _, noun := range strings.Split("server|servers|host|hosts|box|boxes|machine|machines|node|nodes|vm|vms|hypervisor|router|switch|firewall|filer|nas|printer|workstation|appliance|instance|instances|jump host|bastion|gateway|rechner|knoten|serveur|serveurs|servidor|palvelin|sunucu|macchina|server di posta|szerver", "|") {
		d.add(noun, func(l *looking, start, end int) { l.quotedHosts(end) })
	}
}

// quotedHosts judges the words in code spans behind such a noun: boxes, `gandalf` and `frodo`.
func (l *looking) quotedHosts(end int) {
	t, at := l.text, end
	for range 8 {
		for at < len(t) && at-end < 3 && strings.IndexByte(" ,:(", t[at]) >= 0 {
			at++
		}
		if at == end || byteAt(t, at) != '`' {
			return
		}
		w := hostAt(t, at+1)
		low := w.in(t)
		if byteAt(t, w.end) != '`' || len(low) < 4 || bits(low)&^(lower|digit|dash) != 0 || notAHost(low) || !machineLike(low, bits(low)) || programs[low] || environments[low] {
			return
		}
		l.addWeight(w.start, w.end, hostNamed, Warn)
		at = w.end + 1
		next := at
		for _, joint := range []string{", and ", " and ", ", ", " und ", " et ", " e ", "/", " & ", " or "} {
			if strings.HasPrefix(t[at:], joint) {
				next = at + len(joint)
				break
			}
		}
		if next == at {
			return
		}
		end, at = next-1, next
	}
}

// tailedWord reports whether a stem ends in what machines are called and begins with a word of
// its own: lockgw, railplc.
func tailedWord(stem string) bool {
	for _, tail := range [...]string{"gw", "srv", "sql", "plc", "esx", "rtu", "hmi"} {
		if head, ok := strings.CutSuffix(stem, tail); ok && len(head) > 2 && all(head, lower) {
			return head != "my" && head != "post" && head != "no" && head != "gre"
		}
	}
	return false
}

// oddPart reports whether a part of a name with hyphens is a place or in no lexicon.
func oddPart(s string) bool {
	for p := range strings.SplitSeq(s, "-") {
		if stem := strings.TrimRight(p, "0123456789"); sites[stem] || len(stem) > 1 && !ordinary(stem) && !plainWords[stem] {
			return true
		}
	}
	return false
}
