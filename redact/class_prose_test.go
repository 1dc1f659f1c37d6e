package redact

import "testing"

// proseHouse is a house whose names, terms and customers are short, and look like what public sentences
// are made of.
var proseHouse = Rules{People: []Person{{Name: "Dora Stone"}, {Name: "Iona Tate"}, {Name: "Tobias Stern"}, {Name: "Drew Callister"}, {Name: "Will Harper"}, {Name: "Hope Adeyinka"}, {Name: "Alma-Mary North-Field"}, {Name: "Paulo Ribas"}, {Name: "Gwen Petra Sand"}, {Name: "Sara Maria Solberg"}, {Name: "Tessa Lindqvist-Sorg"}},
	Customers: []string{"Arden & Byrne", "Tamsin & Moorcroft", "Sable & Strand", "Total Enervik", "All Hallowmere School"}, Terms: []Term{{Match: "Beacon", Replace: "our paging"}, {Match: "Tier1", Replace: "our first desk"}, {Match: "top10", Replace: "our board"}, {Match: "Bärlauch2", Replace: "our cache"}},
	InternalDomains: []string{"int.thornby.example"}, PublicDomains: []string{"thornby.example"}, TicketPrefixes: []string{"OPS"}}

// proseClassCases are sentences of public texts that hold nothing, with what they look like.
var proseClassCases = []namedText{
	{"an article of German", "Es gab ein 503-Problem. Es ist ein A100-System, ein 1000-fach höheres und ein 2026er Modell. Ein 50004-Fehler traf einen 5000er-Cluster, dann ein 5000er-Cluster. Ein 404-Fehler kam, und ein 4711-Ticket. EIN: ⟦identifier|84-2209117⟧, ein ⟦identifier|84-2209118⟧"},
	{"verbs behind machines", "Die Rechner starten und laufen wieder; some nodes flapped and desynced. We run brokers mqtt and amqp, controllers sata and nvme. The hosts rebooten und synchronisieren. Les serveurs tombent et redémarrent; nodes grpc and quic. Rechner ⟦hostname|thor⟧, ⟦hostname|odin⟧ und ⟦hostname|freya⟧ lagen still."},
	{"adjectives in brackets", "the switch (48-port), the leader (raft-based), the gateway (sms-only), the load balancer (l7-only), the controller (ingress-nginx), the broker (mqtt-v5), gateway (oauth2-proxy), the switch (top-of-rack), the leader (re-elected), the master (multi-az), the card reader (chip-and-pin), a reader (contactless-only)"},
	{"more adjectives in brackets", "the firewall (state-only), the router (layer-3), the gateway (ipv4-only), the replica (postgres-16), the relay (smtp-in); the standby (⟦hostname|orders-pg-b⟧), the new primary (⟦hostname|billing-my-2⟧)"},
	{"mixed abbreviations", "The attack (DoS) stopped. Devices (IoT) and our terms (ToS) changed; power (PoE) by PoC.\n\n| QoS |\n| --- |\n| DoS |\n\n⟦person|DoS⟧: I agree.\n\n10:02 ⟦person|IoT⟧: so do I. Checked by ⟦person|DrC⟧."},
	{"a second of two things", "We failed over to the second DC. The primary DC, which lost power, is back. The backup DC. A third DC, and the first DC on the list. The lead DC and the secondary DC. Scribe: ⟦person|DC⟧. Backup, ⟦person|DC⟧. The deputy ⟦person|DC⟧ on call."},
	{"sent by a channel", "Alerts went out by SMS, then by GPS; ask SMS senders, told by SMS and by mail. Backup PR and primary AZ; the second AZ, a third PR."},
	{"names that begin a row of a log", "10:05 Will back out the change.\n10:05 Will back up the database first.\n10:12 Hope too much was lost.\n10:13 Will online users notice?\n10:14 Hope here is thin.\n10:20 ⟦person|Will⟧ back.\n10:21 ⟦person|Hope⟧ here, reading\n10:22 ⟦person|Will⟧ too\n"},
	{"codes of errors", "The error code was wrong. It is 1045 now.\nThe status code changed; it is 5031 since Monday.\nPostal code? It is 90210.\nThe code grew; it is 120000 in total.\nWe fixed the code. It was 48000 and is now 12.\nThe exit code. It is 1370 now. The source code, it is 48210 today.\nThe area code? It is 01612.\n\nThe code? It is ⟦secret|884201⟧ tonight.\n\nAsk for the door code. It is ⟦secret|4471#⟧."},
	{"methods in quotation marks", "logged in with 'OAuth2', sign in with 'FIDO2' keys, logged in with \"Office365\", log in with 'SAML2', signed in with 'Windows11'. They logged in with '⟦secret|hunter2⟧' and logged in with '⟦secret|Curlew.31⟧'."},
	{"laptops on a network", "guest wifi: Windows11 laptops could not join\n\nwifi: iPhone15 users waited\n\nwlan: Firmware22\n\nwifi: Enterprise2024 was slow\n\nguest wifi: ⟦secret|WexGuest2026⟧\n\nwlan: ⟦secret|TeaRoom4471⟧. Ask again."},
	{"commands explained", "The command config set token Returns an error. config set ssh-key Documentation explains it; config set token Base64 text, secrets set api-token Prints nothing."},
	{"secrets in quotation marks", "sshpass -p '⟦secret|Curlew.31 Heron⟧' ssh x\n\nsshpass -p \"'⟦secret|Curlew.31⟧'\" ssh x\n\nconfig set token '⟦secret|Plover 88 Anvil⟧'\n\nconfig set token ⟦secret|kT9wPq2xLm4v⟧"},
	{"sentences behind a seed", "Seed: most users cannot load their status pages because their caches expired early\n\nrecovery phrase: users must write down twelve words and then keep these words safe\n\nSeed words: people should copy them out and then store that paper where nobody looks\n\nmnemonic: ⟦secret|heron lattice plover anvil kiln otter marsh ferry walnut copper saddle orchid⟧\n\nseed: ⟦secret|walnut copper saddle orchid heron lattice plover anvil kiln otter marsh ferry⟧"},
	{"words with a number", "The tier-1 support, tier 1 customers and tier_1; the top 10 errors, a top-10 list. But ⟦term|Tier1⟧ and ⟦term|top10⟧ are ours; ⟦term|bärlauch-2⟧ and ⟦term|Bärlauch 2⟧ too."},
	{"two letters for a test", "Our A&B test, a T&M contract and the S&S of it; an A&B split."},
	{"what a vendor sends", "Firmware from the vendor fixed it. A Firmware from our vendor failed. Telemetry from the carrier stopped; The Changelog from our supplier. 10:26 ⟦person|Benediktina⟧ from the second provider adds it."},
	{"firms in brackets", "The contractor (Siemens) left. The developer (Xcode) tools, an auditor (Deloitte), an admin (Fortinet). The customer's admin (⟦person|Vasilisa⟧) called."},
	{"hours and other short halves", "At 10 am field engineers arrived; by 9 am field tests ran, am field. ⟦person|Alma-Mary Field⟧ and ⟦person|Alma-Mary North-Field⟧ agreed."},
	{"settings that look short", "The ext. -15 setting, an ext -20 option. Ring ext. ⟦phone|-15⟧.\n\nHousehold: 12000 were without power; household 48000 remained dark. Household no. ⟦identifier|HH-44712⟧."},
	{"versions behind a hyphen", "tomcat-9 is out of support. A bug in elasticsearch-8, patched for redis-7; solr-9 reached its end, kibana-8 is out of support. usb3.hub1 is loose, and pcie2.bus0. ⟦hostname|kafka-2⟧ and ⟦hostname|cassandra-3⟧ restarted."},
	{"parts at the end of a sentence", "We restarted ⟦term|beacon-worker⟧. ⟦term|Beacon-worker⟧ failed, then ⟦term|beacon-api-gateway⟧! See ⟦term|beacon⟧-worker.yaml and https://thornby.example/#⟦term|beacon⟧."},
	{"letters before a family name", "press ⟦person|B. Smith⟧ for an answer. Answer ⟦person|C. Weber⟧ soon. Press and hold ⟦person|A. Marchetti⟧; Select ⟦person|M. Duval⟧. Press C. Lines are 3 px. Choose B. Pages turn."},
	{"rows of a table", "| day | customer | cause |\n| --- | --- | --- |\n| Monday | ⟦customer|Total Enervik⟧ | late |\n| Monday | ⟦customer|All Hallowmere School⟧ | late |\n| Monday | ⟦customer|Arden & Byrne⟧ | late |\n| Monday | ⟦customer|Tamsin & Moorcroft⟧ | late |\n| Monday | ⟦customer|Sable & Strand⟧ | late |\n| Monday | ⟦customer|Other Kestrovane⟧ | late |\n| Monday | all others (2,135) | late |\n\n| day | customer | cause |\n| --- | --- | --- |\n| Monday | ⟦customer|Total Enervik⟧ | late |\n| Monday | ⟦customer|All Hallowmere School⟧ | late |\n| Monday | ⟦customer|Arden & Byrne⟧ | late |\n| Monday | ⟦customer|Tamsin & Moorcroft⟧ | late |\n| Monday | ⟦customer|Sable & Strand⟧ | late |\n| Monday | ⟦customer|Rest Hallowick⟧ | late |\n| Monday | other schools | late |\n"},
	{"routes with pages of text", "GET /docs/guides/setup.md and /docs/guides/setup.adoc; the guide is /docs/handbook/key.asc"},
}

func TestPublicSentencesPass(t *testing.T) {
	t.Parallel()
	checkHouse(t, proseHouse, proseClassCases)
}
