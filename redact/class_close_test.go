package redact

import "testing"

// carrierHouse is a carrier whose people have short names, names with particles and names of products.
var carrierHouse = Rules{People: []Person{{Name: "Abdul Rahman al-Faisal"}, {Name: "Cassandra D'Angelo"}, {Name: "Joy Petrosyan"}, {Name: "Penny Strand"}, {Name: "Dale Whitcombe"}, {Name: "Drew Callister"},
	{Name: "Nils van der Meer"}, {Name: "Anne-Marie Brontë-Hughes"}, {Name: "Kim Soo-hyun"}, {Name: "Pia Dora Falk"}, {Name: "Tom Lars Sund"}}, Customers: []string{"Kestrel & Finch LLP", "Root & Dale"}, Terms: []Term{{Match: "Beacon", Replace: "our paging"}, {Match: "HLR2", Replace: "our subscriber database", Kind: Hostname}},
	InternalDomains: []string{"core.fernhollow.example"}, PublicDomains: []string{"fernhollow.example"}}

// closeClassCases are names cut short and run together, names alone at the end of a letter, and machines
// in lists and brackets, with their look-alikes.
var closeClassCases = []namedText{
	{"names run together", "⟦person|alFaisal⟧ joined, ⟦person|vdMeer⟧ left, ⟦person|AM Hughes⟧ and ⟦person|Soohyun⟧ agreed. A meerkat is no colleague."},
	{"names that are products", "⟦person|Cassandra⟧ was told that Cassandra 4.1 lost a node."},
	{"ends of letters", "Dear ⟦person|Joy⟧,\n\nyour list is fine.\n\n⟦person|Penny⟧\n"},
	{"no ends of letters", "A list of coins:\n\nPenny\n\nThe smallest of them."},
	{"lines of a log", "10:06 ⟦person|Dale⟧ → all: the fan is dead\n10:12 ⟦person|Penny⟧ here\n10:14 ⟦person|Drew⟧ back\n10:15 Dale roads are closed\n10:16 Joy of use is low"},
	{"who was not there", "Not there: ⟦person|Penny⟧. Sponsor: ⟦person|Joy⟧. It was sent on behalf of ⟦person|Cressida⟧; she forwarded it to ⟦person|Cuthbert⟧."},
	{"passed on to programs", "We forwarded it to Kafka, sent on behalf of customers, forwarded to the vendor."},
	{"firms by two letters", "⟦customer|K&F⟧ called. R&D, Q&A and ?k&f=1 are something else."},
	{"parts of a system", "⟦term|beacon-worker⟧ and ⟦term|beacon-api⟧ restarted; ⟦hostname|HLR-2⟧ and ⟦hostname|hlr 2⟧ lagged."},
	{"machines in lists", "Servers ⟦hostname|thor⟧, ⟦hostname|odin⟧ and ⟦hostname|freya⟧ were patched. Servers that failed, hosts and nodes; boxes of paper, machines or people."},
	{"machines in brackets", "the primary (⟦hostname|orders-pg-a⟧) and the standby (⟦hostname|orders-pg-b⟧); the router (read-only), the switch (on-call), the primary (eu-west-1)"},
	{"ranges of machines", "we drained ⟦hostname|web-[1-7]⟧ and ⟦hostname|worker-[01-12]⟧; the step-[1-3], a [1-7] range"},
	{"addresses with a sign for the rest", "GRANT ALL ON a.* TO 'a'@'⟦ip_address|10.4.2.%⟧'; 10.4 % of 2.5"},
	{"long numbers in groups", "ICCID ⟦identifier|8944 1100 6823 1234 567⟧, 1 204 331 requests in 12 345 678 901 bytes"},
	{"networks for guests", "guest wifi: ⟦secret|WexGuest2026⟧\n\nwifi: available in 12 rooms, wlan: off"},
	{"what somebody logged in with", "we logged in with '⟦secret|hunter2⟧'; logged in with 'single sign-on', logs in with \"SAML\""},
	{"secrets that commands set", "aws configure set aws_secret_access_key ⟦secret|wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzWEXMOORK⟧; sshpass -p ⟦secret|Curlew.31⟧ ssh x; npm config set token $TOKEN, git config set user.name Someone, configure set region eu-west-1"},
	{"tenants by name", "Their tenant is ⟦identifier|lakeside-prod-eu⟧; the tenant is in-prod, tenant read-only, workspace test-prod"},
	{"initials behind a role", "Chair: ⟦person|Joy⟧. Scribe: ⟦person|DC⟧. Present: ⟦person|DC⟧, ⟦person|JP⟧. Format: PDF. Notes: TLS."},
	{"threads of programs", "1 --- [nio-8080-exec-4] and [http-nio-8443-exec-12]"},
	{"shifts told in a row", "IC: ⟦person|Joy⟧ until 10:00. Shadow: ⟦person|Drew⟧.\n\nMon ⟦person|Joy⟧ / Tue ⟦person|Dale⟧ / Wed ⟦person|Penny⟧\n\nJoy until dawn; Mon joy / Tue"},
	{"people in brackets", "The customer's admin (⟦person|Vasilisa⟧) called; the operator (Kubernetes), the manager (Windows), an engineer (remote)"},
	{"things of a cloud", "the queue ⟦path|wx-orders-dlq⟧, table `⟦path|kvitter_sessions_prod⟧`; target group ⟦path|wx-web-tg⟧; the queue high-priority, table pre-prod, a topic read-only, the stack test-prod"},
	{"keys of disks", "The recovery key is ⟦secret|447188-120033-992155-107744-331902⟧; the recovery key is 12-34"},
	{"words of a wallet", "seed: ⟦secret|abandon ability able about above absent absorb abstract absurd abuse access accident⟧\n\nseed: random per run"},
}

func TestNamesCutShortAndMachinesInListsAreFound(t *testing.T) {
	t.Parallel()
	checkHouse(t, carrierHouse, closeClassCases)
}
