package redact

import "strings"

// Names of machines that have no number, or a word of their own in them.

// deviceWords are the heads of names of devices beside servers.
var deviceWords = wordSet(`prn printer drucker cam kamera camera ap ups usv plc sps hmi kvm pdu nas san bmc ilo idrac ipmi sensor probe kiosk pos kasse term terminal scan scanner etk lic tablet ws nb lt pc
	srv esx hv fw sw rt rtr vm vmhost db pg sql ora mx mta dc ldap filer backup bkp mon prom log elk kfk kafka redis rmq mq web app api cache cron job batch queue proxy lb gw edge router switch core dist acc wlc dns ntp vpn jump bastion node`)

// letteredHost reports whether parts are what a machine is for and a letter that tells
// it from its sisters: db-a, pg-standby-b.
func letteredHost(parts []string) bool {
	last := parts[len(parts)-1]
	if len(last) != 1 || last[0] < 'a' || last[0] > 'h' || len(parts) > 3 {
		return false
	}
	for _, p := range parts[:len(parts)-1] {
		if !machineWords[p] && !environments[p] && !standing[p] && !deviceWords[p] {
			return false
		}
	}
	return true
}

// placedHost reports whether parts are a device, a place or a name that is no ordinary
// word, and a number: cam-tor-3, prn-3og-12.
func placedHost(parts []string) bool {
	last := parts[len(parts)-1]
	if len(parts) < 3 || len(parts) > 4 || !deviceWords[parts[0]] || !all(last, digit) || len(last) > 4 || unitWords[parts[len(parts)-2]] || countedThings[parts[len(parts)-2]] {
		return false
	}
	for _, p := range parts[1 : len(parts)-1] {
		if !ordinary(p) && !all(p, digit) {
			return true
		}
	}
	return false
}

// namedDevices are told by name in a sentence.
var namedDevices = []string{"host", "server", "machine", "node", "box", "vm", "hypervisor", "router", "switch", "firewall", "appliance", "instance", "rechner", "maschine", "knoten", "serveur", "servidor", "printer", "drucker", "gateway", "controller", "container", "blade", "storage", "nas", "filer", "workstation",
	"laptop", "notebook", "desktop", "pc", "terminal", "bastion", "jumphost", "virtual machine", "database server", "mail server", "access point", "load balancer"}

// addNamedDevices adds the words and the commands that the name of a machine follows.
func (d *dictionary) addNamedDevices() {
	for _, noun := range namedDevices {
		for _, link := range []string{" called", " named", " is called", " is named", " was called", " namens", " heißt", " heisst", " nommé", " nommée", " appelé", " s'appelle", " llamado", " llamada", " genaamd", " with the name", " by the name of", " known as"} {
			d.add(noun+link, func(l *looking, start, end int) { l.calledHost(end) })
		}
	}
	for _, command := range []string{"kubectl exec", "kubectl logs", "kubectl delete pod", "kubectl describe pod", "kubectl describe node", "kubectl delete node", "kubectl get pod", "kubectl port-forward", "kubectl drain", "kubectl cordon", "docker exec", "docker logs", "docker restart", "docker stop",
		"docker inspect", "podman exec", "lxc exec", "pct enter", "virsh start", "virsh destroy", "virsh console", "qm start", "gcloud compute ssh", "vagrant ssh", "machinectl shell", "nomad alloc exec", "aws ssm start-session --target", "heroku ps:exec", "prlctl exec", "Enter-PSSession", "Test-NetConnection", "Invoke-Command -ComputerName", "-ComputerName",
		"wakeonlan", "ipmitool -H", "mosquitto_pub -h", "mosquitto_sub -h", "snmpwalk -v2c", "Resolve-DnsName", "net view", "mstsc /v:", "rdesktop", "xfreerdp /v:", "showmount -e", "smbclient //", "nmap -sV"} {
		d.add(command, func(l *looking, start, end int) { l.commandHost(end) })
	}
	for _, command := range []string{"kubectl", "oc"} {
		d.add(command, func(l *looking, start, end int) { l.podCommand(end) })
	}
}

// calledHost adds the word behind "the server called".
func (l *looking) calledHost(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 4 && strings.IndexByte(" `\"'*:", t[at]) >= 0 {
		at++
	}
	w := hostAt(t, at)
	low := strings.ToLower(w.in(t))
	if at == end || len(low) < 3 || bits(low)&letters == 0 || notAHost(low) || ordinary(low) && byteAt(t, at-1) == ' ' && !capitalised(w.in(t)) || sentenceStops[low] || byteAt(t, w.end) == '(' {
		return
	}
	l.addNamedHost(w.start, w.end)
}

// commandHost adds the first argument of a command that goes to one machine.
func (l *looking) commandHost(end int) {
	t, at := l.text, end
	for range 6 {
		for byteAt(t, at) == ' ' {
			at++
		}
		stop := at
		for stop < len(t) && !isSpace(t[stop]) && strings.IndexByte("`|;\"'", t[stop]) < 0 {
			stop++
		}
		if stop == at {
			return
		}
		if t[at] == '-' {
			value := t[at:stop] == "-n" || t[at:stop] == "--namespace" || t[at:stop] == "-c" || t[at:stop] == "--context" || t[at:stop] == "-u"
			if at = stop; value {
				for at++; at < len(t) && !isSpace(t[at]); at++ {
				}
			}
			continue
		}
		w := hostAt(t, at)
		low := strings.ToLower(w.in(t))
		if b := bits(low); w.end == stop && len(low) > 2 && b&letters != 0 && !notAHost(low) && b&(digit|dash) != 0 && !programs[low] && !manualNames[low] {
			l.addNamedHost(w.start, w.end)
		}
		return
	}
}

// portedHost judges a short name with a number and a port behind it: kfk1:9092.
func (l *looking) portedHost(start, end int, low string) {
	if byteAt(l.text, end) != ':' {
		return
	}
	stem := strings.TrimRight(low, "0123456789")
	port := digitsFrom(l.text, end+1)
	if port < 4 || port > 5 || wordByte(l.text, end+1+port) || len(stem) < 2 || len(low)-len(stem) > 3 || bits(stem)&^lower != 0 || stem == low ||
		unitWords[stem] || countedThings[stem] || notHosts[low] || ordinary(stem) && !insideWords[stem] && !knownPorts[l.text[end+1:end+1+port]] || wordByte(l.text, start-1) || strings.IndexByte("/.@=", byteAt(l.text, start-1)) >= 0 && start > 0 && l.text[start-1] != '=' {
		return
	}
	l.addWeight(start, end+1+port, hostGuess, Warn)
}

// spokenHost judges a number behind one or two words for what a machine does and where:
// web prod 03.
func (l *looking) spokenHost(start, end int) {
	t := l.text
	if end-start > 3 || !all(t[start:end], digit) || byteAt(t, start-1) != ' ' || wordByte(t, end) || strings.IndexByte(".,:%-/", byteAt(t, end)) >= 0 && classAt(t, end+1)&digit != 0 {
		return
	}
	from, inWords, places := start, 0, 0
	for range 3 {
		w := wordBefore(t, from)
		low := strings.ToLower(w.in(t))
		if t[w.end:from] != " " || !insideWords[low] && !environments[low] && !sites[low] || low == "live" && inWords == 0 {
			break
		}
		inWords += btoi(insideWords[low] && !environments[low])
		places += btoi(environments[low] || sites[low] && !insideWords[low])
		from = w.start
	}
	if inWords == 0 || places == 0 || t[start] != '0' && from != start && counting(t, end) {
		return
	}
	if next := strings.ToLower(wordAfter(t, end).in(t)); next == "times" || next == "minutes" || next == "hours" || next == "percent" || next == "of" || next == "servers" || next == "nodes" || next == "hosts" {
		return
	}
	l.addWeight(from, end, hostGuess, Warn)
}

// bareStores are schemes of services inside, where a host without a domain is one of ours.
var bareStores = wordSet("redis rediss postgres postgresql mysql mariadb mongodb mongodb+srv amqp amqps kafka nats ldap ldaps memcached tcp udp rtsp mqtt mqtts telnet vnc rdp sip sips influxdb clickhouse cassandra elasticsearch zookeeper zk ssh+git iscsi syslog coap opc.tcp modbus snmp bolt neo4j couchbase etcd consul jdbc")

// bareStore judges the host of a service without a domain: redis://cache-b:6379.
func (l *looking) bareStore(a address, start, end int) bool {
	host := a.host
	if c := byteAt(l.text, end); c == '<' || c == ':' || c == '{' || c == '$' || !bareStores[a.scheme] || host == "" || strings.Contains(host, ".") || host == "localhost" || placeholder(host) || insideWords[host] || environments[host] || ordinary(host) && bits(host)&(digit|dash) == 0 || hostWords[host] {
		return false
	}
	l.add(start, end, linkRule)
	return true
}

// knownPorts are ports that a service listens on, and no count of anything.
var knownPorts = wordSet("1433 1521 1883 2181 2375 2376 2379 3000 3100 3128 3268 3306 3389 4222 4317 5000 5044 5060 5061 5432 5601 5671 5672 5900 5985 5986 6379 6432 6443 7001 7077 7474 7687 8080 8081 8086 8088 8123 8443 8500 8529 8883 8888 9000 9042 9090 9091 9092 9093 9094 9100 9104 9115 9182 9187 9200 9300 9411 9443 10250 11211 15672 25565 26257 27017 50051")
