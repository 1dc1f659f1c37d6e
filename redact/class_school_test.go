package redact

import "testing"

// freightHouse is a forwarder, some of whose people have names that are words.
var freightHouse = Rules{People: []Person{{Name: "Rowan Achebe"}, {Name: "Joy Petrosyan"}, {Name: "Drew Callister"}, {Name: "Penny Strand"}, {Name: "Dale Whitcombe"}, {Name: "Violet Anand"}, {Name: "Dominik Nowotny"},
	{Name: "Guillaume de Saint-Aubin"}, {Name: "Mary-Kate O'Brannigan"}, {Name: "Fatou Diop"},
	{Name: "Sara Maria Solberg"}, {Name: "Dina Noor Stahl"}, {Name: "Carla Tove Olsen"}, {Name: "Quentin Abara"}}, Customers: []string{"Copper Kettle Cafés"}, Terms: []Term{{Match: "Lantern", Replace: "our alerting"}, {Match: "Operation Teacup", Replace: "our move"}},
	InternalDomains: []string{"int.wexmoor.example"}, PublicDomains: []string{"wexmoor.example"}, TicketPrefixes: []string{"OPS"}}

// schoolClassCases are examples of the families that the sets of a bank and of a platform for schools
// showed, told by another trade, with their look-alikes.
var schoolClassCases = []namedText{
	{"machines with their place", "the replica ⟦hostname|wxdb2.ams3⟧ lags; ⟦hostname|pgsql-r3.par4⟧ was promoted, ⟦hostname|core-sw1.lon5⟧ and ⟦hostname|tor-14.sin2⟧ flapped. See page3.pdf, log4j2.xml and v2.rc1."},
	{"machines called after a program", "We restarted ⟦hostname|kafka-2⟧ and ⟦hostname|cassandra-3⟧; ERROR ⟦hostname|zookeeper-1⟧ is down. postgres-16, python-3 and kafka-3.7 are versions, image redis-7."},
	{"who answers", "who knows the flag tool? ⟦person|Joy⟧ does. ⟦person|Dale⟧ might. ⟦person|Drew⟧ does but he is on a plane. Does joy help? A little joy does."},
	{"people of other firms", "10:26 ⟦person|Benediktina⟧ from the second provider adds it. \"Who is ⟦person|Zephania⟧ from audit?\" Traffic from the provider, invoices from the carrier, feedback from our vendor. Credit from the bank came."},
	{"initials in more forms", "Compiled by ⟦person|V. Anand⟧, checked by ⟦person|MKO⟧, seen by ⟦person|FD⟧ and ⟦person|GDS⟧; deputy ⟦person|DN⟧ on leave.\n\n> ⟦person|FaD⟧: the minutes say so.\n\n> ⟦person|ViA⟧: they do not.\n\nUsed by SMS and by DNS; deputy CTO, ask QA."},
	{"names as tags", "The move is ⟦term|#OperationTeacup⟧ in the chat, ⟦term|#operation-teacup⟧ in mails; ⟦term|#lantern⟧ is noisy. https://wexmoor.example/page#top"},
	{"names cut by emphasis", "shown as ⟦person|V\\*iolet⟧ and ⟦person|Vio\\_let⟧; a*b*c, 2*pen, m*n"},
	{"accounts of programs", "the account ⟦identifier|WXM\\svc_backup01⟧ and ⟦identifier|WXM\\svc-sql$⟧; NT AUTHORITY\\SYSTEM, BUILTIN\\Administrators"},
	{"short numbers in signatures", "-- ⟦person|Dominik⟧\n⟦email_address|dominik.nowotny@wexmoor.example⟧ | ⟦phone|x4417⟧\n\nthe model is | x4417"},
	{"numbers told in part", "in the footer: ⟦phone|0161 4nine6 0311⟧, ⟦phone|07700 9zero0 561⟧; 4nine of 6, 0 to 7one"},
	{"numbers told a sentence later", "Ask for the bridge PIN. It is ⟦secret|884 201⟧ this quarter. Door code? It's ⟦secret|4471#⟧. The PIN pad. It is 2026 now; the code. It is 1204 lines."},
	{"accounts before a secret", "she says: flags-admin / ⟦secret|Oriel-Bittern-88⟧ (again); client-admin / user-admin"},
	{"settings written backwards", "read from the right: ⟦secret|deZ-1744-kcolwoR-tennaG=terces_tneilc⟧; ⟦secret|31-hsraM-yelsraP=drowssap⟧; a yek, terces"},
	{"what somebody logs in with", "pupil UPN ⟦identifier|A801200001001⟧; his user name is ⟦identifier|lukas.b-7b-0412⟧; the login page-2, a user name of 12 letters, username v2.1"},
	{"paths behind options", "`pg_ctl -D ⟦path|/pg/16/main⟧`, ⟦path|wx-exports/2026/02/refunds.csv.gpg⟧; curl -o /v1/users/list, press -f /"},
	{"ranges of everybody", "no rule for 192.168.x.x, 10.x.x.x or 172.16.x.x; all of ⟦ip_address|10.20.30.x⟧ and ⟦ip_address|192.168.4.x⟧"},
	{"letters of keys", "Press C. Lines are 3 px. Choose B. Pages turn. ⟦person|C. Marchetti⟧ called."},
	{"names that are rare words", "a rowan by the gate, rowan berries. ⟦person|Rowan⟧ called, thanks ⟦person|rowan⟧!"},
	{"rests of columns", "| school | tenant |\n| --- | --- |\n| ⟦customer|Copper Kettle Cafés⟧ | ⟦identifier|tenant-00417⟧ |\n| a second | ⟦identifier|tenant-00092⟧ |\n| all others (2,135) | – |\n"},
}

func TestClassesOfBanksAndSchoolsAreFound(t *testing.T) {
	t.Parallel()
	checkHouse(t, freightHouse, schoolClassCases)
}
