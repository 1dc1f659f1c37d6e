package redact

import (
	"strconv"
	"strings"
)

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

// majors are the first and the last version that some of these programs are told with today.
var majors = map[string][2]int{"tomcat": {6, 11}, "elasticsearch": {5, 9}, "elastic": {5, 9}, "kibana": {5, 9}, "logstash": {5, 9}, "redis": {5, 8}, "mongodb": {4, 8}, "mongo": {4, 8}, "solr": {6, 9}, "varnish": {4, 8}, "asterisk": {11, 23}, "gitlab": {12, 19}, "opensearch": {2, 3}, "activemq": {5, 6}, "haproxy": {2, 3}, "airflow": {2, 3}, "keycloak": {15, 26}, "jenkins": {2, 2}, "influxdb": {2, 3}, "pulsar": {3, 4}}

// majorTold reports whether a name is a program with the first number of its version: where the sentence
// says so behind it, or where nothing is done to it as to a machine.
func (l *looking) majorTold(start, end int, name string) bool {
	stem, count, _ := strings.Cut(name, "-")
	n, err := strconv.Atoi(count)
	if err != nil || len(count) > 2 || count[0] == '0' || !clusterPrograms[stem] {
		return false
	}
	for _, state := range []string{" is out of ", " is end of ", " is eol", " is EOL", " is unsupported", " is supported", " goes out of ", " is no longer supported", " reached its end", " came out", " brings ", " introduced "} {
		if strings.HasPrefix(l.text[end:], state) {
			return true
		}
	}
	between, ok := majors[stem]
	return ok && n >= between[0] && n <= between[1] && placedIn[strings.ToLower(wordBefore(l.text, start).in(l.text))]
}

// placedIn stand before a version as often as before a machine.
var placedIn = wordSet("in with from for under against per of between our run runs running use uses using need needs support supports")

// placesInText count the parts of a text or of a sheet.
var placesInText = wordSet("fig ch chap sec tab col row cell line eq ex app art par page vol ep track take scene")

// placesOnBoard are counted inside one machine: usb3.hub1.
var placesOnBoard = wordSet("hub bus dev pin cpu fan psu led eth dim lun vif nic gpu ssd hdd")

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
	if protocols[last] || placesOnBoard[place] {
		return false
	}
	return len(stem) > 1 && len(first) > len(stem) && len(first)-len(stem) < 4 && bits(stem)&^(lower|dash|digit) == 0 && !unitWords[strings.Trim(last, "-")] && !countedThings[last] && !versionLetters[stem]
}
