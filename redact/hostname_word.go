package redact

import "strings"

// insideWords are what machines are named after; with a number they name one.
var insideWords = wordSet(`
	admin alert alertmanager api app apps auth backup balancer bastion batch billing bld bot broker build builder bus cache
	cdn celery ceph ci clickhouse cluster compute consul consumer control coord cron dash data db dbs deploy directory
	disk dns docker edge elastic elk email es esx esxi etcd events exchange feed file files fileserver firewall frontend
	backend front ftp fw gateway gitlab grafana graph gw haproxy hadoop hdfs host hv hypervisor idp imap influx ingest
	ingress jenkins jobs jump jumphost kafka kibana kube kubelet k8s kv ldap lb loadbalancer log logger logs logstash
	mail mailer mariadb master memcache memcached metrics minio mon mongo mongodb monitor monitoring mq mta mx mysql nas
	nat nats nfs nginx node nodes ns ntp oracle origin payments pg pgbouncer pod pop pool postgres primary prom prometheus
	proxy proxysql puppet queue rabbit rabbitmq radius rds redis registry relay replica repl repo rmq router rt runner salt
	san scheduler search secondary sentinel server session sftp shard slave smtp solr spark splunk sql squid srv ssh standby
	storage store stream svc svr sw switch syslog traefik unbound varnish vault vm vmhost vpn waf web webserver worker
	workers www zk zookeeper zabbix checkout orders inventory dc adfs fs ex ts pki notify notifier sync render ml gpu hsm kms`)

// machineWords name a machine even with a single digit: mx1, db2, gw1.
var machineWords = wordSet(`pbx plc rtu hmi nvr sbc wlc bng cmts olt hlr hss mme bastion db dbs fw gw haproxy hv jump jumphost kafka lb loadbalancer mailer mta mx mysql nas
	nfs ns pg postgres proxy rabbitmq redis relay rmq router runner sftp shard smtp srv svr esx esxi vmhost
	vpn worker zk web host mongo mongodb memcached etcd squid syslog radius ldap consul elastic webserver fileserver
	kube mail cache app node ntp sql switch backend frontend`)

// environments are where machines run.
var environments = wordSet(`prod prd production stage stg staging dev devel qa uat preprod test tst int sandbox sbx dr
	live perf canary blue green`)

// standing is what place a machine has among its like.
var standing = wordSet("primary secondary replica master slave standby main")

// sites are the short names of places where machines stand.
var sites = wordSet(`ams atl ber bom cdg cgn chi dal dc den dub dus ewr fra gru ham hel hkg iad icn jfk lax lga lhr lon
	mad mia mil muc nrt nyc ord osl ory par pdx phx prg sea sfo sin sjc sto syd tyo vie waw yyz zrh az us eu ap east west
	north south central rack dmz euw euc use usw apse use1 usw2 euw1 euc1 mgmt core colo hq`)

// toolNames are labels under which the inside runs its tools.
var toolNames = wordSet(`admin alertmanager argo argocd artifactory backoffice bamboo bitbucket build ci confluence
	console consul dashboard dashboards gerrit git gitea gitlab grafana graylog harbor intern internal intra intranet issues
	jaeger jenkins jira kb kibana kubernetes loki mattermost metrics monitor monitoring nagios netbox nexus
	oncall opsgenie pgadmin phabricator phpmyadmin portainer preprod preview prometheus qa rancher redmine registry
	rocketchat runbook runbooks rundeck sandbox sentry sharepoint sonar sonarqube spinnaker splunk staging stage stg
	superset teamcity tempo tickets tracker uat vault vpn wiki youtrack zabbix zipkin dev test corp chat prod thanos
	airflow backstage bugs bugzilla trac zendesk logs elk traces`)

// regionHeads and regionParts make up the names of public cloud regions.
var regionHeads = wordSet(`us eu ap ca sa me af il cn mx europe asia australia northamerica southamerica africa
	uk us-gov eastus westus northeurope westeurope`)

var regionParts = wordSet(`east west north south central northeast northwest southeast southwest gov iso isob region`)

// headsOfDrafts begin names of papers.
var headsOfDrafts = wordSet("draft rfc cve ietf bcp")

// notHosts are names with numbers that everybody uses.
var notHosts = wordSet(`nat64 nat-64 dns64 dns-64 464xlat wifi5 wifi-5 wifi6 wifi-6 wifi-6e wifi7 wifi-7 wi-fi-6 nfs41 nfs42 smb30 smb31 es256 es384 es512 rs256 rs384 rs512 hs256 hs384 hs512 ps256
	s3 ec2 k8s k3s h2 h5 mp3 mp4 m4a m4v ps1 py3 md5 sha1 sha2 sha256 sha512 sha3 utf8 utf16 ipv4 ipv6 oauth2 oauth1 oidc1
	x86 x64 x509 arm64 amd64 log4j neo4j es5 es6 es7 es2015 es2020 es2022 php5 php7 php8 java8 java11 java17 java21 python2
	python3 py2 py27 py37 http1 http2 http3 http11 gpt3 gpt4 covid19 base64 base32 base58 base85 p50 p90 p95 p99 p999 p0 p1
	p2 p3 p4 sev0 sev1 sev2 sev3 sev4 sev5 web1 web2 web3 web20 web30 node8 node10 node12 node14 node16 node18 node20 node22
	node24 sql92 sql99 bz2 lz4 gz2 7z e2e b2b b2c p2p i18n l10n a11y o11y m2m l2 l3 l4 l7 tls12 tls13 tls1 ssl2 ssl3 ext3
	ext4 ntfs3 raid0 raid1 raid5 raid6 raid10 usb2 usb3 log10 log2 d3 v8 vm2 nfs3 nfs4 nfsv3 nfsv4 smb2 smb3 snmp2 ntp4 q1
	q2 q3 q4 h1 h264 h265 mpeg4 win10 win11 win32 win64 utf32 ucs2 cp1252 latin1 eu1 us1 app2 sql2 sql2016 sql2019 sql2022
	mysql5 mysql8 postgres9 postgres10 postgres11 postgres12 postgres13 postgres14 postgres15 postgres16 postgres17
	redis5 redis6 redis7 kafka2 kafka3 pg9 pg10 pg11 pg12 pg13 pg14 pg15 pg16 pg17 oracle11 oracle12 oracle19 mongo4 mongo5
	mongodb4 mongodb5 mongodb6 mongodb7 rails4 rails5 rails6 rails7 vue2 vue3 angular2 bootstrap4 test1 test2 es8 elastic7
	elastic8 backup1 data1 ml2 ipsec2 ikev1 ikev2 tier1 tier2 tier3 level1 level2 level3 phase1 phase2 step1 step2
	smtp25 web-1-0 dev-1 node-18 node-20 node-22 node-16 node-14 node-24 postgres-14 postgres-15 postgres-16 postgres-17
	postgres-13 postgres-12 mysql-5 mysql-8 redis-6 redis-7 kafka-2 kafka-3 mongodb-6 mongodb-7 web-2 web-3 non-prod pre-prod
	test-1 test-2 test-3 api-1 api-2 api-3 int-32 int-64 oracle-19 oracle-12 data-2 log-2 live-2 int8 int16 int32 int64
	pool-1 pool-2 pool-3 pool-4 pool1 pool2 dev-2 dev1 dev2 pg18 pg-18 postgres18 postgres-18 eastus2 westus2 westus3 http-01 dns-01 tls-alpn-01 dns-account-01 device-attest-01 email-reply-00 tls-sni-01 soa axfr ixfr dnskey cname nsec nsec3`)

// unitWords before a number count or measure something else than machines.
var unitWords = wordSet(`opset step phase level stratum tier page version v day days hour hours minute minutes week month year part
	chapter section top rank round step stage q sev priority p draft rev revision iteration sprint class type grade
	test tests layer attempt try`)

// fileEndings end file names, and so no host names.
var fileEndings = wordSet(`
	go py rb js ts jsx tsx java kt scala c h cc cpp hpp cs rs php pl pm sh bash zsh ps1 bat sql yaml yml json toml ini cfg
	conf config cnf env xml html htm css scss md markdown rst txt log out csv tsv pdf doc docx xls xlsx ppt pptx png jpg jpeg
	gif svg webp ico bmp mp3 mp4 mov avi zip gz tgz tar bz2 xz zst 7z rar jar war ear class so dll dylib exe msi deb rpm
	apk dmg iso img bin dat db sqlite bak old orig tmp lock pid sock key pem crt cer csr p12 pfx jks tf tfvars tfstate hcl
	proto graphql gql lua swift m mm dart ex exs erl hs clj vue svelte ipynb r jl map mjs cjs gradle properties service
	timer target socket mount rules tmpl tpl j2 erb snap patch diff dump pcap har test spec mod sum`)

// counter reports whether a part counts machines: 1, 03, 17, 2a.
func counter(p string) bool {
	n := len(strings.TrimRight(p, "0123456789abc"))
	return n == 0 && len(p) <= 4 && classes[p[0]] == digit
}

// longCount reports whether a name ends in four digits and more of which the first is no nought, as
// codes of errors do and machines do not.
func longCount(name string) bool {
	n := countDigits(name)
	return n > 3 && digitsFrom(name, len(name)-n) == n && name[len(name)-n] != '0'
}
