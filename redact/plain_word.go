package redact

// plainWords are names that are ordinary words too; alone they mean nobody.
var plainWords = wordSet(`
	joke piers miles loan will may grace mark bill rose dawn art drew jack june april august hope faith joy ivy amber amy's guy max ray jay dean dale dan's gene
	frank grant chase hunter page stone brown white king cook young long hill wood woods green black gray grey bell rice fox wolf price cross
	banks bank field fields marsh day park post case key root rock moon lock best good short strong sharp little small hand head ball ford
	miller smith baker cooper mason carter taylor turner parker porter potter fisher gardner love bond berry branch bush church cloud
	duke earl early power powers major pope pool reed rich rivers stack sparks steel summers summer winter waters water west wise wells north
	south east sue pat bob rob chip cliff clay forest heath lane reef dock crystal ruby pearl jade jasmine daisy lily violet iris olive ginger
	holly heather hazel penny sandy sunny robin wren jordan charity harmony melody carol star skye sky storm rain river brook
	autumn trinity justice honor mercy patience prudence constance victor norm herb barb dot dash basil sage saffron cherry candy
	angel angels christian roman german french england london paris sydney austin dallas phoenix florence charlotte virginia georgia
	carolina chelsea victoria madison lincoln jackson washington san israel kim's an so do le in on to no ho he my by be we
	or of at as is it if up us go bo li lu su ng ma chan ha ko yo em ed al ty jo pi vi ai ki don don't case flint gates glass gold golden
	silver bishop knight noble prince queen abbot dean's price wright carpenter mills mill bridge bridges ridge valley meadow meadows lake lakes
	shore shores snow frost hail burns burn cash coin french fry gore grey hall halls house houses hook hooks law laws lord love loving low
	lows man mann map mapping marks march may's monday friday moody more moss new newton nice noon nail north norris oaks page's pages paige
	paul's pike place places plant plants pond pound pounds pratt press rush russell's salt save seal sell sellers shell sherlock shield
	shields ship shipping silva simple singer skinner slack small spring springs square stark starr stern steward stock stocks strange street
	sweet swift tag temple thorn tide tower towers town tree trees tripp troy tucker van vance vault wade wall walls ward ware warner watch web webb
	weeks week welch wheeler wild wilder wilkins winds window windows wing wire wolfe wong world worth yates zone service server system data test
	build builder deploy release major minor host node kube port trace track tracker train trainer buck buckets bucket bolt boot booth
	boss bowl box boxer brand bright broad brush bull butler camp canon card cards chambers chance change charge charm check chase clear close
	coach cole cook's core corner cotton couch counts count court cove craft crane creek crow crown current curry cut cycle dale's dark
	darling dash deal dear deep dell draw drive driver drum duck dusk dust eagle easy edge elder ember ends english fair falcon fall farm
	farmer fast feather fell finch fine fire first fish fleet flower flowers flynn force foreman foster free freed freeman friend
	full fuller game garden gate gentle gift giant glad glory goal grain grand grass grave graves gray's green's ground grove guest hale hammer
	hardy hart harvest haven hawk hay head's heart hedge helm hero high hills hobbs holder hole holiday holland homer honey hood hopes horn horne
	hunt hurley hurt ice ide jet jewel job jobs judge key's keys kind kite land landing lark last law's leaf left light
	lights line lines link links lion live load locke lodge loft lot lots lucky luck lynch's magic main manor marble mark's market marine master
	masters match maple mast metcalf mild mint miracle mist monk mount mountain nation night oak ocean open orange order osprey otter
	outlaw owl pace pack painter pair palm parish park's pass path patch peak pearl's pepper piper pilot pine plain plum point pole port's
	prime pride print prize proud purple quick quill rabbit rainbow ranger raven read reader ready real rest ridge's ring road rose's rowe royal
	sailor salmon sand sands savage scholar school sea secret shade shadow shepherd short's sierra silk sin slate slater smart smoke
	sole song son sons spark spear spence spice spike stable staff stage stand standard starling state states steam steel's step steps stewart's
	stick still stream strike stuart's summit sun sure surge tanner tate teller tempest tempo term thrift tile tiller tim's time times toll tom's
	tool top torch trail trap travel trust truth twin union unit upton use usher vine viper wagon wake walker wander warm wave way wax wells'
	wheat wheel wilde willow wind wine winner winters wisdom worker works writer yard year yard's york art's dev ops admin support sales team
	jasper hugo alexa siri ada julia elixir scala pascal oscar travis salt claude jerry's jersey denis' luna aurora athena apollo atlas hermes
	chen's min sky's ash bay birch cedar coral dee fern flora gem gale glen lake's lance laurel mica miles misty opal rusty shay terra per
	rita's tal gil avi art's asia china india kenya`)

// notNames are capitalised words that are no names of persons: products, vendors,
// teams, days, and how sentences begin.
var notNames = wordSet(`
	sign-in sign-up sign-on log-in log-out sign-out opt-out opt-in check-in check-out webhook webhooks checkout dashboard sent taken drawn written seen known built made kept telefon telefonnummer nummer adresse bereitschaft leitung kunde kundin kunden rechner dienst stelle frage antwort danke bitte
	comms scribe mon tue tues wed weds thu thur thurs fri sat sun feb apr jul sep sept oct nov dec
	unicode ascii utf posix ieee ietf openssl openssh curl sqlite wireguard tailscale cilium calico kyverno ceph minio keycloak okta auth0 bitwarden lastpass figma miro
	the a an and or but if when while as at on in to of for from with by we they it he she i you our your their his her its my this that these those
	there here all any both each every no not none some many most one two three four five six seven eight nine ten first second third
	monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
	today tomorrow yesterday tonight now then later after before during since until because so however also again still just only even once
	who what where why how which whether support engineering engineer engineers customers customer users user people everyone everybody somebody
	someone nobody staff management leadership security platform infrastructure operations ops database databases network networking data
	backend frontend product marketing sales finance legal billing payments identity messaging delivery monitoring alerting on-call oncall
	incident incidents commander response team teams group services service status page update updates impact root cause timeline summary
	investigating identified resolved monitoring scheduled degraded production staging development test tests deploy deployment release
	rollback primary secondary replica cluster node server servers host api cdn dns tls http https smtp imap sql
	kubernetes docker postgres postgresql mysql mariadb redis kafka cassandra mongo mongodb elastic elasticsearch kibana logstash grafana prometheus loki
	jenkins github gitlab bitbucket slack pagerduty opsgenie datadog sentry splunk nagios zabbix cloudflare fastly akamai aws amazon azure google microsoft
	gcp apple oracle ibm hetzner ovh linode digitalocean equinix stripe twilio sendgrid mailgun postmark heroku vercel netlify shopify zendesk
	jira confluence atlassian trello asana notion linear zoom teams webex terraform ansible puppet chef salt consul vault nomad etcd nginx
	apache haproxy envoy istio linkerd traefik rabbitmq celery airflow spark hadoop hive presto trino flink zookeeper memcached
	linux windows ubuntu debian centos fedora alpine android ios macos chrome firefox safari edge java python ruby golang rust node javascript
	typescript php perl scala kotlin swift react angular vue rails django flask spring laravel express next nuxt gatsby hugo jekyll
	helm argo argocd flux harbor quay artifactory nexus sonarqube circleci travis buildkite statuspage vitrine markdown json yaml xml html css
	utc gmt cet cest est edt pst pdt bst european europe american america asian asia north south east west central united states kingdom germany
	france spain italy ireland netherlands london paris berlin frankfurt amsterdam dublin virginia oregon ohio california tokyo singapore sydney
	mumbai india japan china brazil canada australia bank corp inc ltd gmbh llc internal external public private please thanks thank regards best
	yes ok okay hello hi hey dear note notes action actions item items error errors warning alert alerts critical high low medium major minor severity
	level priority new old open closed start end stop started ended total average maximum minimum lessons learned what's next steps step
	background overview detection mitigation recovery resolution remediation prevention appendix contributing factors follow-up follow-ups
	google's amazon's kibana's maybe perhaps finally meanwhile unfortunately shortly approximately around about above below under over between within
	without through against because therefore thus hence more less other another same such own very too so-called etc permission restart restarted
	restarting running failover fail failed failing failure failures queue queues job jobs worker workers mail email login logins password passwords
	token tokens certificate certificates cert certs dashboard dashboards runbook runbooks ticket tickets issue issues change changes request requests
	sre sres dba dbas noc soc qa it hr pm ceo cto cfo vp eu us uk emea apac latam let lets us can could should would might must do does did done
	is are was were be been being has have had get got gets getting go going went gone see saw seen make made making take took taken
	command cronjob cron systemd kernel memory disk cpu gpu lambda function functions region regions zone zones availability load balancer balancers
	vendor vendors partner partners provider providers contractor contractors manager managers analyst analysts responder responders scribe
	hadoop's redis's siri alexa cortana copilot claude gemini bing yahoo meta facebook twitter instagram linkedin whatsapp telegram discord signal
	varnish squid pulsar nats temporal cadence clickhouse druid superset airbyte dbt snowflake databricks dynatrace instana honeycomb jaeger tempo mimir cortex thanos teleport packer vagrant rancher podman buildah launchdarkly unleash optimizely amplitude mixpanel intercom freshdesk hubspot salesforce servicenow workday debezium bunny
	paypal visa mastercard swift sepa iban adyen braintree klarna square worldpay cisco juniper arista dell hp lenovo intel amd nvidia vmware citrix
	wi-fi hi-fi li-fi íslenska islenska hrvatski suomi svenska dansk norsk bokmål nynorsk nederlands vlaams polski čeština cestina slovenčina slovencina slovenščina slovenscina magyar română türkçe turkce português portugues español espanol castellano français francais italiano deutsch english bosanski srpski shqip eesti latviešu latviesu lietuvių lietuviu lietuviškai català catala euskara galego cymraeg gaeilge gàidhlig malti føroyskt filipino tagalog bahasa indonesia melayu kiswahili afrikaans azərbaycanca українська русский български ελληνικά македонски српски
	broadcom qualcomm samsung sony verizon vodafone telekom comcast cogent lumen level3 zayo ntt telia colt gitea gerrit`)
