package redact

import "strings"

// Machines that are called after the program that runs on them, and machines told with their place.

// clusterPrograms run on several machines at once, and are told with their version with a blank or
// a dot in it.
var clusterPrograms = wordSet("kafka zookeeper cassandra scylla redis valkey sentinel consul etcd nomad rabbit rabbitmq elastic elasticsearch opensearch mongo mongodb nats minio ceph solr haproxy memcached influx influxdb prometheus clickhouse couchbase couchdb pulsar activemq artemis galera patroni pgbouncer pgpool loki thanos cortex graylog logstash kibana airflow spark flink hadoop hdfs hbase namenode datanode tomcat jenkins gitlab harbor nexus vault keycloak freeradius bind unbound powerdns postfix dovecot exim asterisk freeswitch kamailio opensips coturn jitsi nginx apache varnish traefik envoy squid gluster drbd hazelcast ignite infinispan temporal mosquitto emqx vernemq")

// versionTold are words beside which a number behind a program is its version.
var versionTold = wordSet("version versions release released upgrade upgraded upgrades image images tag package module to since chart driver client library docs guide")

// clusterNode reports whether a name is a program and the small number of one of its machines:
// kafka-2.
func (l *looking) clusterNode(start, end int, name string) bool {
	t := l.text
	stem, count, ok := strings.Cut(name, "-")
	if !ok || !clusterPrograms[stem] || count == "" || len(count) > 2 || !all(count, digit) || strings.IndexByte("/.-_@:", byteAt(t, start-1)) >= 0 && start > 0 || t[start:end] != name || strings.IndexByte("-_=(", byteAt(t, end)) >= 0 && end < len(t) {
		return false
	}
	if byteAt(t, end) == '.' && wordByte(t, end+1) {
		return false
	}
	return !versionTold[strings.ToLower(wordBefore(t, start).in(t))] && !versionTold[strings.ToLower(wordAfter(t, end).in(t))]
}

// placesInText count the parts of a text or of a sheet.
var placesInText = wordSet("fig ch chap sec tab col row cell line eq ex app art par page vol ep track take scene")

// atSite reports whether a name with a number stands before a place of three letters and a number:
// nestdb2.lhr3, core-sw1.lon5.
func atSite(first, rest string) bool {
	place := strings.TrimRight(rest, "0123456789")
	if len(place) != 3 || len(rest)-3 > 2 || len(rest) == 3 || !all(place, lower) || fileEndings[place] || notHosts[rest] || versionLetters[place] || unitWords[place] || monthWords[place] || countedThings[place] {
		return false
	}
	stem := strings.TrimRight(first, "0123456789")
	if placesInText[stem] {
		return false
	}
	last := stem[strings.LastIndexByte(stem, '-')+1:]
	return len(stem) > 1 && len(first) > len(stem) && len(first)-len(stem) < 4 && bits(stem)&^(lower|dash|digit) == 0 && !unitWords[strings.Trim(last, "-")] && !countedThings[last] && !versionLetters[stem]
}

// addListedHosts adds the words for several machines that their names follow, and the words for one
// of a pair that its name follows in brackets.
func (d *dictionary) addListedHosts() {
	for _, noun := range []string{"servers", "hosts", "boxes", "machines", "nodes", "vms", "hypervisors", "bastions", "jump hosts", "database servers", "web servers", "mail servers", "brokers", "controllers", "rechner", "knoten", "serveurs"} {
		d.add(noun, func(l *looking, start, end int) { l.listedHosts(end) })
	}
	for _, noun := range []string{"primary", "secondary", "standby", "stand-by", "replica", "leader", "follower", "master", "writer", "reader", "witness", "arbiter", "spare", "failover node", "new primary", "old primary", "bastion", "jump host", "gateway", "router", "switch", "firewall", "load balancer", "balancer", "hypervisor", "relay", "broker", "controller", "appliance"} {
		d.add(noun, func(l *looking, start, end int) { l.hostInBrackets(end) })
	}
}

// listedHosts judges two names and more of small letters that no lexicon knows: servers thor, odin and
// freya.
func (l *looking) listedHosts(end int) {
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
		s := w.in(t)
		if len(s) < 3 || !all(s[:1], lower) || wordByte(t, w.end) || strings.IndexByte("-_./@(", byteAt(t, w.end)) >= 0 && w.end < len(t) && t[w.end] != '.' || ordinary(s) || plainWords[s] || programs[s] || notNames[s] || notHosts[s] || byteAt(t, w.end) == '.' && wordByte(t, w.end+1) {
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
	if len(found) > 1 {
		for _, w := range found {
			l.addNamedHost(w.start, w.end)
		}
	}
}

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
	if c := byteAt(t, w.end); c != ')' && c != ',' && c != '`' || len(s) < 5 || bits(s)&^(lower|digit|dash) != 0 || strings.IndexByte(s, '-') < 1 || !oddlyHyphened(s) || notAHost(s) || versionLike(s) {
		return
	}
	l.addNamedHost(w.start, w.end)
}

// oddlyHyphened reports whether a part between hyphens is no word of a sentence.
func oddlyHyphened(s string) bool {
	for part := range strings.SplitSeq(s, "-") {
		if bits(part)&digit != 0 || !ordinary(part) || len(part) < 3 && !prose[part] && !sentenceStops[part] {
			return true
		}
	}
	return false
}
