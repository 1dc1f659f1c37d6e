package redact

import "testing"

// namedText is a marked text and what it is of.
type namedText struct{ name, text string }

// classCases are examples of what each kind looks like out there, with look-alikes,
// as texts marked like the corpus. They belong to the house open/northpole.
var classCases = []namedText{
	{"an IPv4 address in many coats", "⟦ip_address|010.020.030.040⟧ ⟦ip_address|0x0a.0x14.0x1e.0x28⟧ ⟦ip_address|0x0A141E28⟧ http://⟦internal_url|169090600⟧"},
	{"an address with a mask or a range", "⟦ip_address|10.20.30.40/255.255.255.0⟧, ⟦ip_address|10.20.30.10-10.20.30.20⟧, ⟦ip_address|10.20.30.10-20⟧, ⟦ip_address|10.20.0.0/16⟧ and ⟦ip_address|172.16/12⟧"},
	{"an address with stars", "all of ⟦ip_address|10.20.30.*⟧ and ⟦ip_address|10.20.x.x⟧"},
	{"an address in a name", "⟦hostname|ip-10-20-30-40⟧ and ⟦hostname|40.30.20.10.in-addr.arpa⟧"},
	{"IPv6 addresses", "⟦ip_address|fd12:3456:789a::1⟧, ⟦ip_address|[fd12:3456:789a::1]:8443⟧, ⟦ip_address|fe80::1ff:fe23:4567:890a%eth0⟧, ⟦ip_address|::ffff:10.20.30.40⟧, ⟦ip_address|2a02:8070:a1c:1f00::/56⟧"},
	{"IPv6 defanged", "⟦ip_address|fd12[:]3456[:]789a[:][:]1⟧ and ⟦ip_address|2a02[:]8070::7⟧"},
	{"addresses stuck to words", "peer=⟦ip_address|10.20.30.40⟧ (⟦ip_address|10.20.30.41⟧) src:⟦ip_address|10.20.30.42⟧;dst:⟦ip_address|10.20.30.43⟧"},
	{"an address with commas or spaces for dots", "the box at ⟦ip_address|10 . 20 . 30 . 40⟧ or IP ⟦ip_address|10-20-30-40⟧"},
	{"addresses in words", "at ⟦ip_address|10 dot 20 dot 30 dot 40⟧ and ⟦ip_address|10 Punkt 20 Punkt 30 Punkt 40⟧"},
	{"no addresses", "version 1.2.3.4, section 4.3.2.1, build 10.4.2.118 of the SDK, OID 2.5.29.17, 127.0.0.1, 1.1.1.1, ::1, 12:30:45, std::vector"},

	{"customer numbers in several languages", "Kundennummer: ⟦identifier|884-201⟧; Kunden-Nr. ⟦identifier|KN-55012⟧; numéro de client : ⟦identifier|C0048812⟧; klantnummer ⟦identifier|7731-04⟧; número de cliente ⟦identifier|MX-22091⟧; numer klienta: ⟦identifier|PL8840213⟧; customer no. ⟦identifier|40-2281⟧"},
	{"contract and account numbers", "contract number ⟦identifier|V-2024-00817⟧, policy no. ⟦identifier|P7714420⟧"},
	{"ids as keys of settings and logs", `{"tenantId":"⟦identifier|tn_88fk2⟧","accountId": ⟦identifier|5512008⟧, "orgId": "⟦identifier|org-4471-kx⟧"} customer_id=⟦identifier|90871⟧ sub_id: ⟦identifier|77120⟧`},
	{"ids in a sentence", "tenant ⟦identifier|44120⟧ and account ⟦identifier|#90817⟧, user id ⟦identifier|u-3391⟧, order ⟦identifier|ORD-2025-118204⟧, my account is ⟦identifier|AX-00731⟧"},
	{"trace and request ids", "request ⟦identifier|req_7Hq2LmX9⟧, trace_id=⟦identifier|4bf92f3577b34da6a3ce929d0e0e4736⟧, span ⟦identifier|00f067aa0ba902b7⟧, X-Request-Id: ⟦identifier|Kx82-jjq1-0021⟧, Root=⟦identifier|1-67891233-abcdef012345678912345678⟧, cf-ray: ⟦identifier|8c1f2a3b4c5d6e7f-FRA⟧, traceparent: ⟦identifier|00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01⟧"},
	{"UUIDs in every dress", "⟦identifier|6f1c8b1e-8a5d-4f6e-9a3b-2c7d5e8f9a10⟧, {⟦identifier|6F1C8B1E-8A5D-4F6E-9A3B-2C7D5E8F9A11⟧}, urn:uuid:⟦identifier|6f1c8b1e-8a5d-4f6e-9a3b-2c7d5e8f9a12⟧"},
	{"card numbers", "⟦identifier|4242-4242-4242-4242⟧, ⟦identifier|4242 4242 4242 4242⟧, ⟦identifier|5555555555554444⟧, ⟦identifier|3782 822463 10005⟧, ⟦identifier|4242–4242–4242–4242⟧"},
	{"bank accounts", "⟦identifier|DE89 3704 0044 0532 0130 00⟧, ⟦identifier|GB29NWBK60161331926819⟧, ⟦identifier|FR14 2004 1010 0505 0001 3M02 606⟧, iban ⟦identifier|nl91abna0417164300⟧"},
	{"numbers of persons", "NINO ⟦identifier|QQ 12 34 56 C⟧, SSN ⟦identifier|536-90-4399⟧, CPF ⟦identifier|529.982.247-25⟧, IMEI ⟦identifier|356938035643809⟧, NHS number ⟦identifier|485 777 3456⟧"},
	{"no ids", "order 2 of 3, user 1 and user 2, account managers, tenant count 14, 1,204 requests, step_id: 4, customer since 2019, id: name, ISBN 978-3-16-148410-0, RFC 9110, session 3 of 5, event 12, client 2.4.1"},

	{"customers by a part of their name", "⟦customer|Fabrikam⟧ called, ⟦customer|CONTOSO⟧ too, ⟦customer|contoso⟧'s and ⟦customer|Fabrikams⟧ Leitung, the ⟦customer|Tailspin⟧-owned one, ⟦customer|contoso⟧_prod, ⟦customer|ContosoBank⟧, ⟦customer|fabrikam-logistics⟧"},
	{"no customers", "The bank was closed, logistics were slow, and a tailspinner came."},

	{"passwords told in several languages", "das Passwort lautet ⟦secret|Sommer2025!⟧\n\nle mot de passe est « ⟦secret|nOf1-eTj7-h9xB⟧ »\n\nla contraseña es ⟦secret|Lluvia#88x⟧\n\nhasło do panelu, nowe: ⟦secret|Zk4Vb8Nd⟧\n\nhet wachtwoord is nu ⟦secret|Fiets!2044⟧\n\nKennwort „⟦secret|gRü9-kk2P⟧“\n\na senha agora é ⟦secret|Chuva*2025⟧\n\nlösenordet är ⟦secret|Vinter#2024⟧"},
	{"passwords told in English", "the pw is ⟦secret|hunter22x⟧. Login with admin and pass ⟦secret|T4k-9mm!x⟧. Use `⟦secret|Xq7#mm2p⟧` as the password. The wifi key: ⟦secret|Blau-4477-Zug⟧. I set the new password to \"⟦secret|correct horse battery⟧\". creds: ⟦person|dana⟧ / ⟦secret|Wint3r!Sun⟧"},
	{"keys of settings", "db.password=⟦secret|x7GkPq2w⟧\nREDIS_AUTH: \"⟦secret|qk3TTz81⟧\"\n<password>⟦secret|h4x0rpw⟧</password>\n\"clientSecret\": \"⟦secret|A8f~mQ2.zz91kk⟧\"\n--token ⟦secret|9fKx2mQ8vv71⟧\nexport API_TOKEN='⟦secret|tok-88xkq2m⟧'\nspring.datasource.password = ⟦secret|Ora9cle#1⟧"},
	{"a value beside the name of its setting", "- name: DB_PASSWORD\n  value: ⟦secret|kkP2x9zQ⟧\n- name: LOG_LEVEL\n  value: debug1\n<add key=\"ApiKey\" value=\"⟦secret|Zq8xLm3Kt7Rw2Vb9⟧\"/>"},
	{"databases of tools", "machine ⟦hostname|repo.northpole.example⟧ login ci password ⟦secret|t0psecret9⟧\nCREATE USER app IDENTIFIED BY '⟦secret|s3cr3tpw⟧'; mysql -u root -p⟦secret|Pa55w0rdX⟧ app; PGPASSWORD=⟦secret|hh2KKx91⟧ psql; sshpass -p '⟦secret|Qw3rtz!9⟧' ssh x"},
	{"connection strings", "Server=tcp:x;Database=y;User Id=sa;Password=⟦secret|Str0ng!Pw⟧;\n⟦secret|app:9xKq2mLL@tcp(db.internal:3306)/app⟧ and ⟦secret|amqp://svc:Kq82mmX@mq:5672/v⟧ and ⟦secret|mongodb+srv://u:p4ssw0rd@c.mongodb.net/x⟧ and ⟦secret|https://u:tok99xk@git.northpole.example/r.git⟧"},
	{"seeds of one-time codes", "TOTP seed ⟦secret|JBSWY3DPEHPK3PXP⟧ and 2FA setup key: ⟦secret|JBSW Y3DP EHPK 3PXP JBSW Y3DP⟧; ⟦secret|otpauth://totp/x:dana?secret=JBSWY3DPEHPK3PXP&issuer=x⟧"},
	{"links that let in", "⟦secret|https://hooks.slack.com/services/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⟧ ⟦secret|https://x.blob.core.windows.net/a/b?sv=2022-11-02&sig=Zk4Vb8Nd3sQm7xRt2Lw9%3D⟧ ⟦secret|https://app.northpole.example/reset/Zk4Vb8Nd3sQm7xRt2Lw9Kp⟧ ⟦secret|https://x.northpole.example/a?token=Zk4Vb8Nd3sQm⟧"},
	{"headers and cookies", "Authorization: Bearer ⟦secret|Zk4Vb8Nd3sQm7xRt2Lw9⟧\nAuthorization: Basic ⟦secret|ZGFuYTpodW50ZXIyMg==⟧\nCookie: ⟦secret|session=Zk4Vb8Nd3sQm7xRt⟧\nX-Api-Key: ⟦secret|9f8e7d6c5b4a39281706⟧\ncurl -u ⟦secret|dana:Hunter22x⟧ x"},
	{"a token of no known family", "we pasted ⟦secret|q8Zk4Vb8Nd3sQm7xRt2Lw9KpTy6⟧ there"},
	{"no secrets", "password: required, the token expired, password reset link, secret: see vault, key: value, primary_key = account_ref, sha256-AbCdEf0123456789AbCdEf0123456789AbCdEf01234=, the password policy asks for 14 characters, PASSWORD_MIN_LENGTH=14, token_ttl=3600, passwords rotate every 90 days, the pin was bent, pass 3 of 5 tests, key findings"},

	{"internal links in every dress", "⟦internal_url|wiki.corp.northpole.example/pages/1⟧, ⟦internal_url|https://grafana.northpole.example/d/x⟧, ⟦internal_url|http://10.20.30.40:9000/x⟧, ⟦internal_url|https://northpole.slack.com/archives/C01ABCDEF/p1699⟧, ⟦internal_url|https://jira.northpole.example/browse/X⟧, ⟦internal_url|//intranet.northpole.example/x⟧, ⟦internal_url|slack://channel?team=T1&id=C1⟧, ⟦internal_url|https://web-prod-03:8443/status⟧, ⟦internal_url|go/oncall-runbook⟧"},
	{"public links", "https://status.northpole.example/, https://www.northpole.example/blog/x, https://github.com/golang/go/issues/1, https://docs.python.org/3/, http://localhost:8080/x, https://www.rfc-editor.org/rfc/rfc9110, https://grafana.com/docs/"},

	{"telephone numbers of the world", "⟦phone|+44 20 7946 0958⟧, ⟦phone|+1 (202) 555-0143⟧, ⟦phone|0049 30 901820⟧, Tel. ⟦phone|030 / 901 820 14⟧, call ⟦phone|(030) 90182014⟧, tél. ⟦phone|01 99 00 17 42⟧, mobile ⟦phone|07700 900 582⟧, ⟦phone|1-800-555-0199⟧, ⟦phone|202-555-0143⟧, Handy: ⟦phone|0171 5550 123⟧, ⟦phone|+91 98765 43210⟧, ⟦phone|+81-3-5555-0123⟧, tel:⟦phone|+15550142000⟧, ⟦phone|+33199001742⟧, telefoon ⟦phone|020-5550199⟧, teléfono ⟦phone|91 555 01 42⟧, phone ⟦phone|555-0142⟧, tel ⟦phone|+48 22 555 01 42⟧ ext. 7"},
	{"telephone numbers as settings", `{"phone": "⟦phone|5550142123⟧", "mobile":"⟦phone|07700900582⟧"}` + "\nphone: ⟦phone|0351 5550187⟧"},
	{"no telephone numbers", "from 2025-11-02 to 2025-11-04, 14:00-15:30, 1,204,331 requests, 10-20 percent, 555 users, pages 120-125, 3.14159265, 2.400.000 messages, ISO 8601, 100 000 000 rows, bytes 1048576-2097151"},

	{"strangers by their titles", "Frau ⟦person|Tischendorf⟧, Mme ⟦person|Okonjo⟧, Sr. ⟦person|Pascual⟧, Mr ⟦person|Brown⟧, pan ⟦person|Wiśniewski⟧, Dr. ⟦person|Ostrowska⟧, dhr. ⟦person|Verbruggen⟧, ⟦person|Tanaka⟧-san"},
	{"strangers in greetings and closings", "Hi ⟦person|Ottoline⟧,\n\nall well.\n\nViele Grüße\n⟦person|Swantje Petersen⟧\n\nBonjour ⟦person|Maëlys⟧,\n\noui.\n\nCordialement,\n⟦person|Thibault Garnier⟧\n\nBeste ⟦person|Joost⟧,\n\nja.\n\nMet vriendelijke groet,\n⟦person|Femke de Wit⟧"},
	{"strangers as values of keys", "Author: ⟦person|Ottoline Fazakerley⟧ <⟦email_address|ot@x.example⟧>\nowner: ⟦person|ofazakerley⟧\nassignee=⟦person|tvbruggen⟧\nReviewed-by: ⟦person|Zsófia Kálmán⟧ <⟦email_address|z@x.example⟧>\n\"full_name\": \"⟦person|Ottoline Fazakerley⟧\"\nVerantwortlich: ⟦person|Swantje⟧\nPresent: ⟦person|Ottoline⟧, ⟦person|Zsófia⟧ and ⟦person|Joost⟧"},
	{"strangers in chats", "**⟦person|Ottoline⟧** 09:12\nhello\n\n[09:13] ⟦person|Joost⟧: yes\n09:14 <⟦person|zsofi⟧> ok\n⟦person|Femke de Wit⟧ [09:15]\nright\n⟦person|Swantje Petersen⟧  9:16 AM\nfine"},
	{"strangers in tables", "| when | who | what |\n|---|---|---|\n| 09:12 | ⟦person|Ottoline⟧ | restarted it |\n| 09:14 | monitoring | alert |\n\nname,owner,phone\nx,⟦person|Zsófia Kálmán⟧,⟦phone|+36 1 555 0142⟧\n"},
	{"strangers in sentences", "We asked ⟦person|Ottoline⟧ from the network team. ⟦person|Zsófia⟧ said no. ⟦person|H. Marchetti⟧ called, and ⟦person|J.-P. Renard⟧ as well. It was approved by ⟦person|Ottoline Fazakerley⟧. My colleague ⟦person|Joost⟧ knows. Later ⟦person|Fazakerley⟧ agreed."},
	{"names of the directory bent", "⟦person|Whitfields⟧ Rechner, ⟦person|Danas⟧ Idee, ⟦person|Lindqvistin⟧ kone, ⟦person|WHITFIELD⟧, ⟦person|Okafor, Will⟧, ⟦person|D. Whitfield⟧, ⟦person|Jose Alvarez⟧, ⟦person|whitfield.dana⟧, ⟦person|Zhao⟧"},
	{"no persons", "Storm Grace passed; a rose bloomed; we will mark it; Jenkins and Cassandra, Grafana and Redis; Monday in May; Plan B. Restart it; Customer Support and Site Reliability; Amazon Web Services; the Grace Hopper conference; Python, Ruby and Julia; St. Petersburg; However, Fortunately"},

	{"hosts of house styles", "⟦hostname|web2.db-headless⟧, ⟦hostname|collector-03⟧, ⟦hostname|fra2-r14-u08⟧, ⟦hostname|ganymede02⟧, ⟦hostname|aks-pool1-3381-vmss000002⟧, ⟦hostname|frame-ingest-6c9d5b7f4-q8zlt⟧, ⟦hostname|db7.ams.corp.northpole.example⟧, ⟦hostname|x.y8q63aezxq.eu-west-1.rds.amazonaws.com⟧, ⟦hostname|DESKTOP-7H3K2Q1⟧, ⟦hostname|redis-master-0⟧"},
	{"hosts by what stands around them", "ssh ⟦hostname|ganymede⟧\n⟦person|petrak⟧@⟦hostname|callisto⟧:~$ ls\nOct 16 04:12:09 ⟦hostname|walrus⟧ sshd[88]: x\nhost=⟦hostname|narwhal⟧ level=info\n\"hostname\": \"⟦hostname|beluga⟧\"\nthe server ⟦hostname|orca7⟧ died\nscp x ⟦hostname|manatee⟧:/tmp/\nkubectl drain ⟦hostname|k8s-w-11⟧ and later ⟦hostname|ganymede⟧"},
	{"no hosts", "phase-02, step-03, report-04, utf-8, covid-19, node 3 of 5, server errors, on port-443, windows-10, log4j-2, release-2025, java-17, top-10, the firewall (nat-64), the router (wifi-6), section-09, host: the, http-2, x86-64, base-64, col-md-06, 4-day, q3-2025"},

	{"paths and resources", "⟦path|/srv/frames/spool⟧, ⟦path|C:\\Users\\dana\\x.txt⟧, ⟦path|\\\\nas-01\\share\\a\\b.xlsx⟧, ⟦path|s3://northpole-logs/x/⟧, ⟦path|arn:aws:s3:::northpole-logs⟧, ⟦path|i-0f3a9c4417be2d860⟧, ⟦path|gs://np-backup/x⟧, ⟦path|/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/resourceGroups/rg1⟧, ⟦path|projects/np-prod-221/zones/europe-west4-a⟧, ⟦path|v1.4.2-17-g4f2a91c⟧, ⟦path|~/deploy/run.sh⟧, ⟦path|sg-0a1b2c3d4e5f⟧"},
	{"tickets in every dress", "⟦ticket|OPS-1234⟧, ⟦ticket|ops-1234⟧, ⟦ticket|OPS–1234⟧, ⟦ticket|OPS 1234⟧, ⟦ticket|INC0012345⟧, ⟦ticket|OPS_1234⟧, ⟦ticket|OPS#1234⟧, [⟦ticket|OPS-77⟧], ticket ⟦ticket|#4821⟧"},
	{"addresses of mail in every dress", "⟦email_address|ines.duarte@x.example⟧, ⟦email_address|ines.duarte (at) x.example⟧, ⟦email_address|ines.duarte[at]x[dot]example⟧, ⟦email_address|ines.duarte AT x DOT example⟧, ⟦email_address|ines_duarte at x.example⟧, mailto:⟦email_address|ines%40x.example⟧, ⟦email_address|ines+x@x.example⟧"},
	{"hidden things", "a⟦hidden|<!-- note -->⟧b\n\n⟦hidden|<span style=\"display:none\">x</span>⟧ ⟦hidden|<div hidden>y</div>⟧ c\n\n⟦hidden|[//]: # (note)⟧\n\n⟦hidden|{/* note */}⟧\n\n⟦hidden|%% note %%⟧\n\n⟦hidden|[^9]: unused⟧\n\n<p⟦hidden| style=\"color:#fff\">white</p>⟧"},
}

func TestClassesAreFound(t *testing.T) {
	t.Parallel()
	checkClasses(t, classCases)
}

// checkClasses scans texts by the rules of one house.
func checkClasses(t *testing.T, cases []namedText) {
	t.Helper()
	s := corpusScanner(t, "open/northpole")
	for _, c := range cases {
		checkClass(t, s, c)
	}
}

// checkClass looks for what is labelled in one example, and for nothing else.
func checkClass(t *testing.T, s *Scanner, c namedText) {
	t.Helper()
	t.Run(c.name, func(t *testing.T) {
		t.Parallel()
		d, err := readLabelled(c.name, c.text)
		if err != nil {
			t.Fatal(err)
		}
		finds := s.Scan(d.text)
		for _, l := range d.labels {
			if covered, _ := covers(l, finds); !covered {
				t.Errorf("missed %s %q", l.kind, d.text[l.start:l.end])
			}
		}
		for _, m := range falseFinds(d, finds) {
			t.Error(m)
		}
	})
}

// checkHouse scans texts by rules, and returns the scanner that follows them.
func checkHouse(t *testing.T, r Rules, cases []namedText) *Scanner {
	t.Helper()
	s, err := New(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		checkClass(t, s, c)
	}
	return s
}

// falseFinds lists the finds that touch no label.
func falseFinds(d labelled, finds []Finding) []string {
	s := newScore()
	s.gradeFinds(d, finds)
	return s.misses
}
