package redact

import "strings"

// thingWords are what devices are called; with a number one of them is meant.
var thingWords = wordSet(`prn printer drucker plotter cam kamera camera nvr dvr ap wap wlc ups usv plc sps hmi rtu kvm pdu ats nas san bmc ilo idrac ipmi sensor probe kiosk pos till kasse term terminal scan scanner etk lic tablet
	ws nb lt pc thin desk dist acc agg spine leaf tor border core hub modem ont olt dslam bras bng cgn sip pbx sbc voip phone locker reader panel display signage turnstile beacon robot agv cnc conveyor scale press freezer chiller fridge meter
	badge door lift pump valve relais relay siem ids ips hsm dpi tape library filer appliance bench bay cab cabinet cell hall depot shop store site rack`)

// countedProducts are told with their version in small letters.
var countedProducts = wordSet("rhel sles centos bookworm bullseye buster jammy focal noble junos nxos ios iosxe panos fortios eos asa esxi vsphere proxmox php mysql psql pgsql jdk jre openjdk graal log4j struts jquery webpack vite eslint uuid sha md aes rsa ecdh tls ssl http quic ipv smb nfs usb pcie ddr covid sars gpt llama mistral sdk ndk jvm cve wcag ecma es pep rfc api")

// countedCode reports whether a part is a few letters and a small number that nobody else
// counts so.
func countedCode(p string) bool {
	stem := strings.TrimRight(p, "0123456789")
	return len(stem) > 1 && len(stem) < 6 && len(p) > len(stem) && len(p)-len(stem) < 4 && all(stem, lower) && !versionLetters[stem] && !unitWords[stem] && !countedProducts[stem] && !notHosts[p] && !monthWords[stem]
}

// fieldDevices are devices that stand in no sentence with hyphens.
var fieldDevices = wordSet("plc rtu hmi prn nvr dvr kvm bmc ilo idrac olt dslam bras agv tvm pos kasse ups pdu ctx vdi dag ied dcs mtu ews")

// rackLetters count racks and routers.
var rackLetters = wordSet("r u p")

// cellLetters are letters that tell one of a row from another with a number behind: a1.
const cellLetters = "abcdefnsw"

// strangeHost judges a hyphenated name in small letters that ends in a number, or in a
// letter and a number, and is no word that anybody else counts: tdrum-a1, lkr-core-1,
// prn-hub-2.
func strangeHost(name string) *rule {
	if len(name) < 4 || len(name) > 40 || notHosts[name] || regionName(name) || strings.IndexByte(name, '_') >= 0 && strings.IndexByte(name, '-') >= 0 {
		return nil
	}
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) < 2 || len(parts) > 4 {
		return nil
	}
	last := parts[len(parts)-1]
	if fieldHost(parts) {
		return hostGuess
	}
	if head := parts[0]; coded(head) && !notHosts[head] && !programs[strings.TrimRight(head, "0123456789")] && (len(parts) == 2 && (insideWords[last] || fieldTails[last]) && !environments[last] && last != "api" && last != "app" && last != "build" && last != "server" && last != "client" || len(parts) > 2 && len(last) == 1 && last < "e") {
		return hostGuess // studio4-ingest, mcr2-playout-a
	}
	if head := parts[0]; len(parts) > 2 && all(last, digit) && len(last) < 4 && !notHosts[head] && coded(head) && !unitWords[parts[len(parts)-2]] && !countedThings[parts[len(parts)-2]] && bits(parts[1])&digit == 0 {
		return hostGuess // sol10-fuel-1
	}
	if head := parts[0]; len(parts) == 2 && coded(head) && !notHosts[head] && tailedWord(last) {
		return hostGuess // sts04-plcgw
	}
	if n := len(last); n > 2 && last[n-1] >= 'a' && last[n-1] <= 'd' && (last[0] == '0' || len(parts) > 2 && n == 3 && len(parts[0]) < 4 && len(parts[1]) < 4) && all(last[:n-1], digit) {
		last = last[:n-1] // dub1-ora-03a
	}
	if len(parts) > 2 && countedCode(last) && countedCode(parts[len(parts)-2]) {
		return hostGuess // cap-aud3-enc2
	}
	if fieldDevices[parts[0]] && len(parts) > 2 && all(last, digit) && len(last) < 4 {
		return hostGuess
	}
	count := strings.TrimLeft(last, cellLetters)
	if stem := strings.TrimRight(last, "0123456789"); len(stem) > 0 && len(stem) < 4 && !versionLetters[stem] && (deviceWords[stem] || thingWords[stem] || len(stem) > 1 && !inLexicon(stem) || rackLetters[stem]) && !countedProducts[stem] && !unitWords[stem] {
		count = last[len(stem):]
		last = count
	}
	if !all(count, digit) || len(count) > 4 || len(last)-len(count) > 1 || yearOnly(count) || last == "a3" || last == "a4" || last == "a5" {
		return nil
	}
	odd, things, short, coded := 0, 0, 0, false
	for _, p := range parts[:len(parts)-1] {
		switch {
		case bits(p)&digit != 0 && siteCode(p) && sites[strings.TrimRight(p, "0123456789")]:
			coded = true
		case thingWords[p]:
			things++
		case notNames[p] || programs[p] || countedProducts[p] || unitWords[p] || countedThings[p] || monthWords[p] || versionLetters[p] || notTrackers[strings.ToUpper(p)] || bits(p)&digit != 0 || len(p) < 2 || gazetteer[p]:
			return nil
		case insideWords[p] || environments[p] || sites[p]:
			things++
		case len(p) == 2 && !inLexicon(p):
			short++
		case !ordinary(p) && !plainWords[p]:
			odd++
		}
	}
	if odd > 0 || coded || things > 0 && things+short == len(parts)-1 {
		return hostGuess
	}
	return nil
}

// coded reports whether a part is a few letters and a number that no product is counted with.
func coded(p string) bool {
	stem := strings.TrimRight(p, "0123456789")
	return len(stem) > 1 && len(stem) < 7 && len(p) > len(stem) && len(p)-len(stem) < 3 && all(stem, lower) && !versionLetters[stem] && !countedProducts[stem] && !unitWords[stem] && !monthWords[stem]
}

// genericPair reports whether a pair like staging-server says no more than prose.
func genericPair(parts []string) bool {
	for _, p := range parts {
		switch p {
		case "server", "host", "node", "machine", "cluster", "instance", "non", "pre", "post", "app", "web", "like",
			"ready", "data", "env", "servers", "hosts", "nodes", "clusters", "build", "test", "tests":
			return true
		}
	}
	return false
}
