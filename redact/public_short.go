package redact

import "strings"

// What everybody knows by a name that could be one of ours: abbreviations that are names too,
// trackers and scripts of public projects, the two sides of a difference.

// publicShort are abbreviations of the trade that are first names or initials as well.
var publicShort = wordSet("sms mms rcs nfc gps gsm lte usb csv pdf sql dhl ups lan wan man nat pam sam mac pat ram rom sid max cam nan tim sol ada eda vim ali lin del ops")

// publicTrackers are the prefixes under which well-known public projects keep what was reported.
var publicTrackers = wordSet("KAFKA FLINK SPARK HDFS HADOOP YARN MAPREDUCE HBASE ZOOKEEPER CASSANDRA LUCENE SOLR NIFI AVRO THRIFT MDEV HHH WFLY QTBUG JENKINS GEODE CALCITE IMPALA KUDU OOZIE CURATOR ROCKETMQ CAMEL GROOVY MNG SUREFIRE GRADLE SPR JRASERVER CONFSERVER ZBX IDEA DRILL SAMZA ACCUMULO AMBARI PARQUET ICEBERG PULSAR MESOS HIVE DJANGO")

// publicScripts are the names of scripts that come with public products; what ends with a mark begins
// such names.
var publicScripts = []string{"kafka-acls", "kafka-broker-api-versions", "kafka-configs", "kafka-console-", "kafka-consumer-", "kafka-delegation-", "kafka-delete-", "kafka-dump-log", "kafka-features", "kafka-get-offsets", "kafka-leader-election", "kafka-log-dirs", "kafka-metadata-", "kafka-mirror-maker", "kafka-preferred-", "kafka-producer-", "kafka-reassign-", "kafka-replica-", "kafka-run-class", "kafka-server-start", "kafka-server-stop", "kafka-storage", "kafka-streams-", "kafka-topics", "kafka-transactions", "kafka-verifiable-", "connect-distributed", "connect-standalone", "connect-mirror-", "zookeeper-shell", "zookeeper-server-", "zookeeper-security-", "start-dfs", "stop-dfs", "start-yarn", "stop-yarn", "start-all", "spark-submit", "spark-shell", "start-slave", "start-slaves", "start-worker", "start-workers", "stop-worker", "stop-master", "stop-all", "start-master", "elasticsearch-plugin", "elasticsearch-certutil", "elasticsearch-reset-", "jboss-cli", "add-user", "pg_upgrade", "rabbitmq-server", "redis-trib", "wait-for-it", "docker-entrypoint", "mysql_secure_", "mysql_install_", "nodetool-", "sonar-scanner"}

// publicScript reports whether a file is a script of a public product.
func publicScript(name string) bool {
	low := strings.ToLower(name)
	stem, sh := strings.CutSuffix(low, ".sh")
	stem, bat := strings.CutSuffix(stem, ".bat")
	if !sh && !bat {
		return false
	}
	for _, known := range publicScripts {
		if stem == known || classAt(known, len(known)-1)&(dash|under) != 0 && strings.HasPrefix(stem, known) && strings.Count(stem, "-") < 5 {
			return true
		}
	}
	return false
}

// sideOfDiff reports whether a path is one side of a difference between two versions of a file that
// lies in no folder: --- a/key.go.
func sideOfDiff(t string, start int, s string) bool {
	if len(s) < 4 || s[0] != 'a' && s[0] != 'b' || s[1] != '/' || strings.IndexByte(s[2:], '/') >= 0 {
		return false
	}
	head := strings.TrimLeft(t[lineStart(t, start):start], " >\t")
	return head == "--- " || head == "+++ " || strings.HasPrefix(head, "diff --git ")
}
