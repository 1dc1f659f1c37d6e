package redact

import (
	"strings"
)

var (
	hostRule = &rule{Hostname, "internal_host", Block, "an internal server",
		"This is the name of an internal machine; readers outside cannot reach it and should not know it."}
	hostShape = &rule{Hostname, "host_shape", Block, "an internal server",
		"This is shaped like the name of a machine."}
	hostGuess = &rule{Hostname, "host_guess", Warn, "an internal server",
		"This may be the name of a machine or a cluster."}
	linkRule = &rule{InternalURL, "internal_link", Block, "[internal link]",
		"This link leads to an internal place; outsiders cannot follow it, and it shows what you run."}
)

// insideSuffixes end names that only an inside network knows.
var insideSuffixes = []string{"internal", "local", "lan", "corp", "intra", "intranet", "localdomain", "home.arpa", "intern", "interno", "interne", "lokal", "dmz", "mgmt", "office",
	"svc", "cluster.local", "consul", "priv", "private", "ec2.internal", "compute.internal", "localnet", "ad", "infra",
	"rds.amazonaws.com", "cache.amazonaws.com", "elb.amazonaws.com", "compute.amazonaws.com",
	"dkr.ecr.amazonaws.com", "es.amazonaws.com", "database.windows.net", "blob.core.windows.net", "azurecr.io",
	"redis.cache.windows.net", "in-addr.arpa", "ip6.arpa", "ipv6-literal.net", "cloudfront.net", "run.app", "appspot.com", "cloudfunctions.net", "mongodb.net", "confluent.cloud",
	"snowflakecomputing.com", "aivencloud.com", "fly.dev", "onrender.com", "azure-api.net", "database.azure.com", "trafficmanager.net", "k8s.local", "rds.aliyuncs.com",
	"awsglobalaccelerator.com", "redislabs.com", "upstash.io", "neon.tech", "railway.app", "lambda-url.us-east-1.on.aws", "kafka.us-east-1.amazonaws.com", "docker.internal",
	"servicebus.windows.net", "vault.azure.net", "azurewebsites.net", "cloudapp.azure.com", "fritz.box",
	"firebaseio.com", "azurecontainerapps.io", "azurehdinsight.net", "ts.net", "beta.tailscale.net", "tail-scale.ts.net", "ngrok.io", "ngrok-free.app", "herokuapp.com", "nip.io"}

// hostname judges a token as the name of a machine.
func (l *looking) hostname(start, end int, seen uint8) {
	for start < end && l.text[start] == '_' {
		start++
	}
	name := strings.ToLower(l.text[start:end])
	if len(name) != end-start || l.text[start:end] == "Db2" {
		return // letters that are longer in lower case; no machine is called so
	}
	if byteAt(l.text, start-1) == '@' && seen&dot != 0 || wordByte(l.text, start-1) {
		return // an email address, judged where its @ is
	}
	if c := byteAt(l.text, end); c == '[' || c == '{' || c == '-' {
		l.hostRange(start, end+btoi(c == '-'))
	}
	if seen&dot != 0 {
		if seen&(lower|upper|beyond) != 0 {
			l.dottedName(start, end, name)
		}
		return
	}
	if seen&(lower|dot) == 0 && end-start < 6 && classAt(l.text, end-2)&digit == 0 {
		return // CI-2, DB-1: an abbreviation counted
	}
	if n := strings.IndexByte(name, '-'); seen&lower == 0 && n > 0 && end-start-n > 3 && all(name[n+1:], digit) && all(name[:n], lower) {
		return // ORA-00060
	}
	if seen&(lower|dash|dot|under) == 0 && (longCount(name) || ibmMessage(name)) {
		return // TS2345
	}
	if seen&(lower|dash) == 0 && codeWords[strings.ToLower(wordBefore(l.text, start).in(l.text))] {
		return // form EX160
	}
	if seen&digit != 0 {
		l.portedHost(start, end, name)
	}
	given := byteAt(l.text, end) == '=' && byteAt(l.text, start-1) != '=' // a setting, no verbatim text of Org
	if seen&dash != 0 && l.majorTold(start, end, name) {
		return
	}
	if r := shapeOf(name); r != nil && !given {
		l.addHost(start, end, r)
	} else if seen&digit != 0 && seen&dash != 0 && !given && (l.siblings(start, end, name) || l.clusterNode(start, end, name)) {
		l.add(start, end, hostGuess)
	} else if classes[name[0]]&digit != 0 && seen&dash != 0 {
		l.turnedHost(start, end, name)
	} else if (seen&(upper|beyond) == 0 || seen&(lower|beyond) == 0) && seen&digit != 0 && !given && (byteAt(l.text, end) != '(' || classAt(l.text, end+1)&digit != 0) {
		if r := strangeHost(name); r != nil && (seen&upper == 0 || loudDevice(name) || seen&lower == 0 && l.edited(start, end)) {
			l.addHost(start, end, r)
		}
		if seen&(lower|under) == 0 && seen&dash != 0 {
			if r := loudSite(name); r != nil {
				l.addHost(start, end, r)
			}
		}
	} else if seen&(digit|upper|beyond|under) == 0 && fieldTails[name[strings.LastIndexByte(name, '-')+1:]] && fieldHost(strings.Split(name, "-")) {
		l.addHost(start, end, hostGuess)
	}
}

// dottedName judges a name with dots in it.
func (l *looking) dottedName(start, end int, name string) {
	if l.s.zones.isPublic(name) || name == "host.docker.internal" {
		return
	}
	if byteAt(l.text, end) == '/' && wordByte(l.text, end+1) && l.toolPage(start, end, name) {
		return
	}
	if l.s.zones.isInternal(name) || insideSuffix(name) && !codeName(l.text, start, end) {
		l.addHost(start, end, hostRule)
		return
	}
	first, rest, _ := strings.Cut(name, ".")
	top := name[strings.LastIndexByte(name, '.')+1:]
	r := shapeOf(first)
	switch {
	case fileEndings[top]:
		if r == hostShape && !pictureOf(first, top) && strings.IndexByte(rest, '.') < 0 {
			l.addHost(start, start+len(first), r)
		}
	case r == hostShape && (siteCode(rest) || isDomain(rest)):
		l.addHost(start, end, r)
	case l.s.zones.isOurs(name) && isDomain(rest):
		l.addHost(start, end, hostShape)
	case anyHostLabel(name) && isDomain(name):
		l.addHost(start, end, hostShape)
	case classAt(first, len(first)-1)&digit != 0 && bits(first)&letters != 0 && strings.IndexByte(rest, '.') < 0 && (strings.HasSuffix(rest, "-headless") || strings.HasSuffix(rest, "-internal") || strings.HasSuffix(rest, "-svc")):
		l.addHost(start, end, hostShape) // a member of a StatefulSet
	case toolSite(first, rest) && bits(l.text[start:end])&upper == 0:
		l.addHost(start, end, hostGuess)
	case (siteCode(rest) || sites[rest]) && (numbered(first) || r == hostGuess || countedCode(first) && countedCode(rest)) && bits(name)&(upper|under) == 0:
		l.addHost(start, end, hostGuess)
	case bits(name)&(upper|under) == 0 && atSite(first, rest):
		l.addHost(start, end, hostGuess)
	}
}

// anyHostLabel reports whether one of the labels below the last two names a machine.
func anyHostLabel(name string) bool {
	labels := strings.Split(name, ".")
	for _, label := range labels[:max(0, len(labels)-2)] {
		if shapeOf(label) == hostShape {
			return true
		}
	}
	return false
}

// addHost adds a host name with its port; with a path behind it, it is a link.
func (l *looking) addHost(start, end int, r *rule) {
	if l.mountedPath(start, end) {
		return
	}
	if strings.HasSuffix(l.text[:start], "*.") {
		start -= 2
	}
	stop := l.portOrPrefix(end)
	if byteAt(l.text, stop) == '/' && wordByte(l.text, stop+1) && r != hostGuess && (byteAt(l.text, start-1) != '/' || byteAt(l.text, start-2) == '/') {
		if strings.HasSuffix(l.text[:start], "//") {
			start -= 2
		}
		end = linkEnd(l.text, stop)
		l.add(start, end, addressRule(l.text[start:end]))
		return
	}
	if l.text[end:stop] == "" || byteAt(l.text, end) == ':' {
		end = stop
	}
	stop = sisterEnd(l.text, start, end)
	if stop == end {
		stop = zoneDot(l.text, start, end)
	}
	l.add(start, stop, r)
	if stop == end && classAt(l.text, end-1)&digit != 0 {
		l.dashedSisters(start, end, r)
	}
}

// insideSuffix reports whether a name lies under a suffix of inside networks.
func insideSuffix(name string) bool {
	for _, suffix := range insideSuffixes {
		if head, ok := strings.CutSuffix(name, "."+suffix); ok && head != "" {
			switch suffix {
			case "ad", "infra", "priv", "private", "svc", "intra":
				return shapeOf(name[:strings.IndexByte(name, '.')]) != nil || strings.Count(name, ".") > 1 ||
					suffix == "svc" || suffix == "intra"
			}
			return true
		}
	}
	return strings.Contains(name, ".svc.cluster.") || strings.Contains(name, ".dkr.ecr.") ||
		cloudEndpoint(name)
}

// codeName reports whether a name reads as a part of a program or a file: a call
// follows, or it begins like a package or a variable.
func codeName(text string, start, end int) bool {
	if byteAt(text, end) == '(' || byteAt(text, start-1) == '$' || byteAt(text, start-1) == '.' {
		return true
	}
	first, _, _ := strings.Cut(text[start:end], ".")
	if last := text[strings.LastIndexByte(text[:end], '.')+1 : end]; capitalised(last) && bits(first)&upper == 0 {
		return true
	}
	switch strings.ToLower(first) {
	case "self", "this", "com", "org", "io", "net", "github", "config", "settings", "application", "docker-compose",
		"env", "appsettings", "package", "var", "vars", "rc", "values":
		return true
	}
	return bits(first)&upper != 0 && bits(first)&lower != 0 && bits(first)&(digit|dash) == 0 && !capitalised(first)
}

// isDomain reports whether a name ends like a domain in the public name system.
func isDomain(name string) bool {
	top := name[strings.LastIndexByte(name, '.')+1:]
	return len(top) >= 2 && all(top, lower|beyond) && !fileEndings[top]
}

// siteCode reports whether a label names a site, a zone or a region: fra2, dc1, eu-west-1.
func siteCode(s string) bool {
	if fileEndings[s] || len(s) > 24 || strings.Contains(s, ".") {
		return false
	}
	if regionName(s) || sites[s] {
		return true
	}
	n := len(strings.TrimRight(s, "0123456789"))
	return n >= 2 && n <= 5 && len(s)-n >= 1 && len(s)-n <= 2 && all(s[:n], lower) && !notHosts[s]
}

// shapeOf says whether one label is shaped like a machine's name, and how surely.
func shapeOf(name string) *rule {
	if len(name) < 3 || len(name) > 63 || notHosts[name] || regionName(name) || threadName(name) {
		return nil
	}
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) > 2 && headsOfDrafts[parts[0]] {
		return nil
	}
	if octets(parts) || officeMachine(name) || padded(name) || rackCode(parts) {
		return hostShape
	}
	if len(parts) == 0 {
		return nil
	}
	if len(parts) == 1 {
		if numbered(parts[0]) { // without marks at its ends, which would lead back here
			return hostShape
		}
		return nil
	}
	return shapeOfParts(parts)
}

// officeMachine reports whether a name is one that an operating system gives: DESKTOP-7H3K2Q1.
func officeMachine(name string) bool {
	head, tail, ok := strings.Cut(name, "-")
	switch head {
	case "desktop", "laptop", "win", "macbook", "thinkpad", "pc", "ws", "nb", "workstation":
		return ok && len(tail) >= 4 && bits(tail)&digit != 0 && (bits(tail)&letters != 0 || len(tail) > 3) && bits(tail)&dash == 0
	}
	return false
}

// padded reports whether a name ends in a number with a zero in front, the way
// machines are counted: collector-03, ganymede02, vmss000001.
func padded(name string) bool {
	stem := strings.TrimRight(name, "0123456789")
	count := name[len(stem):]
	if len(count) < 2 || len(count) > 6 || count[0] != '0' || strings.Trim(count, "0") == "" || strings.Contains(name, "_") && strings.Count(name, "-") == 0 {
		return false
	}
	stem = strings.TrimRight(stem, "-")
	last := stem[strings.LastIndexByte(stem, '-')+1:]
	return len(stem) > 2 && bits(stem)&(lower|upper) != 0 && !unitWords[last] && !unitWords[stem] && !countedThings[last] && bits(last)&digit == 0 && !monthWords[last]
}

// countedThings are counted with a zero in front without being machines.
var countedThings = wordSet(`port ports vlan slot lane platform channel window img image photo pic picture file doc document slide video clip track audio scan figure fig exercise lesson module unit
	example sample draft copy item entry line row col column field question answer option appendix annex lot batch issue note notes episode season book
	volume vol act scene player user team group room seat gate floor house route bus car bike flight order invoice
	report summary agenda minutes review release sprint milestone task ticket case patch migration schema seed fixture snapshot md lg sm xs xl covid
	rfc cve iso din camt pacs pain utf sha md5 base color colour grey gray blue red green black white icon logo avatar banner test tests testcase`)

var monthWords = wordSet("jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september october november december")

// rackCode reports whether a name is made of short codes with numbers, for site,
// row, rack and unit: fra2-r14-u08.
func rackCode(parts []string) bool {
	coded := 0
	for _, p := range parts {
		stem := strings.TrimRight(p, "0123456789")
		if len(stem) == len(p) {
			if !sites[p] && !environments[p] && !insideWords[p] {
				return false
			}
			continue
		}
		if len(stem) == 0 || len(stem) > 5 || !all(stem, lower) || notHosts[p] || versionLetters[stem] && len(parts) < 3 {
			return false
		}
		coded++
	}
	return coded > 1 && len(parts) > 1
}

var versionLetters = wordSet("v rc q h b beta alpha sp p fy w kw cw m t x y z s l n pre post dev r")

// shapeOfParts judges a hyphenated label.
func shapeOfParts(parts []string) *rule {
	words, inWords, envs := 0, 0, 0
	for _, p := range parts {
		stem := strings.TrimRight(p, "0123456789")
		switch {
		case environments[stem]:
			envs++
			words++
		case insideWords[stem]:
			inWords++
			words++
		case sites[stem] || regionHeads[stem]:
			words++
		}
	}
	last := parts[len(parts)-1]
	if all(last, digit) && all(parts[len(parts)-2], digit) {
		return nil // a version or a date
	}
	counted := counter(last) || numbered(last)
	switch {
	case counted && inWords+envs > 0 && !unitWords[parts[len(parts)-2]]:
		return hostShape
	case counted && len(parts) >= 3 && words > 1:
		return hostShape
	case len(parts) >= 2 && numbered(parts[0]) && (words > 1 || len(parts) > 2 || sites[last] || machineTails[last]):
		return hostShape
	case podSuffix(parts) && words+len(parts) > 2 || daemonPod(parts):
		return hostShape
	case len(parts) == 2 && standing[last] && insideWords[parts[0]] && !standing[parts[0]]:
		return hostGuess
	case envs > 0 && inWords > 0 && !genericPair(parts), letteredHost(parts), placedHost(parts):
		return hostGuess
	}
	return nil
}

// machineTails tell one side or one card of a machine from another.
var machineTails = wordSet("vip mgmt ilo idrac bmc drac ipmi int ext pub priv nic hba ha oob san bkp fe be")

// podSuffix reports whether the parts end like the name of a pod: a hash of the
// replica set and five random characters.
func podSuffix(parts []string) bool {
	if len(parts) < 3 {
		return false
	}
	set, pod := parts[len(parts)-2], parts[len(parts)-1]
	return len(pod) == 5 && len(set) >= 7 && len(set) <= 10 && bits(set)&digit != 0 && bits(set)&lower != 0 &&
		bits(pod)&lower != 0 && (bits(pod)&digit != 0 || strings.Trim(pod, "bcdfghjklmnpqrstvwxz") == "")
}

// octets reports whether the parts hold an address: ip-10-0-3-4.
func octets(parts []string) bool {
	run := 0
	for i, p := range parts {
		if len(p) > 3 || !all(p, digit) {
			run = 0
			continue
		}
		if run++; run == 4 {
			first := parts[i-3]
			return len(parts) > 4 && i >= 4 || first == "10" || first == "192" || first == "172"
		}
	}
	return false
}

// numbered reports whether a label is a word for a machine with a number: db03, mx1, fra2-db03.
func numbered(label string) bool {
	stem := strings.TrimRight(label, "0123456789")
	count := len(label) - len(stem)
	if count == 0 || count > 4 || stem == "" || notHosts[label] {
		return false
	}
	if strings.Contains(stem, "-") {
		return shapeOf(label) == hostShape
	}
	if machineWords[stem] {
		return true
	}
	if !insideWords[stem] {
		return (compound(stem) || tailedWord(stem)) && count >= 1
	}
	return count >= 2
}

// compound reports whether a stem is made of two words for machines: proddb, webfra.
func compound(stem string) bool {
	for i := 2; i <= len(stem)-2; i++ {
		a, b := stem[:i], stem[i:]
		if insideWords[a] && (insideWords[b] || sites[b] || environments[b]) || (environments[a] || sites[a]) && insideWords[b] {
			return true
		}
	}
	return false
}
