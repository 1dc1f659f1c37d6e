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

// cacheTalk reports whether what a service of builds says of its cache stands before an offset in the
// line: Cache restored from key: linux-go-3f9a0c1e.
func cacheTalk(t string, start int) bool {
	near := strings.ToLower(t[max(lineStart(t, start), start-40):start])
	n := strings.Index(near, "cache ")
	if n < 0 || n > 0 && wordByte(near, n-1) {
		return false
	}
	for _, said := range []string{"restored", "saved", "hit", "miss", "not found", "key", "found", "created"} {
		if strings.Contains(near[n:], said) {
			return true
		}
	}
	return false
}

// buildSteps are what jobs of builds are called after.
var buildSteps = wordSet("build builds test tests lint deploy release publish package unit integration e2e smoke nightly check checks compile docs docker image images push pull setup install cache coverage security audit format style static analysis bench benchmark canary rollback verify validate notify cleanup prepare generate migrate scan sign upload download and or then to on all main pr fast slow staging production prod linux windows macos arm")

// buildJob reports whether a name is the one of a job made of such words alone: build-and-test.
func buildJob(s string) bool {
	for p := range strings.SplitSeq(s, "-") {
		if !buildSteps[p] {
			return false
		}
	}
	return true
}

// systemPrograms lie on every machine.
var systemPrograms = wordSet("systemctl env bash sh zsh dash python python3 perl ruby node npm npx docker podman git curl wget sudo su ssh scp rsync make gcc cc clang ld java javac go cargo rustc ls cat grep sed awk find xargs tar gzip unzip kill pkill ps top htop vim vi nano less tail head sort uniq wc cut tr tee date id whoami uname df du mount umount chmod chown cp mv rm mkdir ln touch stat file apt apt-get dpkg yum dnf rpm snap pip pip3 psql mysql redis-cli kubectl helm terraform ansible openssl gpg journalctl service crontab tmux screen strace lsof ss ip ping dig nc iptables nft sysctl reboot shutdown test true false sleep time timeout nohup watch jq echo printf passwd useradd usermod visudo")

// systemProgram reports whether a path leads to such a program where every machine has it.
func systemProgram(path string) bool {
	for _, folder := range []string{"/usr/bin/", "/usr/local/bin/", "/usr/sbin/", "/bin/", "/sbin/"} {
		if name, ok := strings.CutPrefix(path, folder); ok {
			return systemPrograms[name]
		}
	}
	return false
}

// everybodysRefs are branches that every repository has, as git writes them.
var everybodysRefs = wordSet("refs/heads refs/heads/ refs/heads/main refs/heads/master refs/heads/develop refs/remotes/origin refs/remotes/origin/ refs/remotes/origin/main refs/remotes/origin/master refs/remotes/origin/head")

// everybodysRef reports whether a path is such a branch, or all branches: +refs/heads/*:refs/remotes/origin/*.
func everybodysRef(s string) bool {
	for ref := range strings.SplitSeq(strings.ToLower(s), ":") {
		if !everybodysRefs[strings.TrimSuffix(ref, "*")] {
			return false
		}
	}
	return true
}
