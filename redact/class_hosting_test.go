package redact

import "testing"

// hostingClassCases are examples of the families that the set of a hosting company showed, with
// their look-alikes. They belong to the house open/northpole.
var hostingClassCases = []namedText{
	{"people of a group in two words", "⟦person|Grace⟧ from Customer Care rang two customers; ⟦person|Will⟧ from Site Services knows."},
	{"names in haste", "\"thx!\", \"ask ⟦person|grace l⟧ about the bot\", \"thanks ⟦person|grace⟧\"\n\n> it works now, thanks ⟦person|grace⟧"},
	{"no names in haste", "grace l is a list, ask for grace, thanks will follow, thanks to grace notes, by the grace of it"},
	{"initials with dots, in cells and below quotations", "> \"We will not do this again.\" – ⟦person|W.O.⟧\n\n| nr | what | who |\n| --- | --- | --- |\n| 1 | test | ⟦person|DW⟧ |\n| 2 | move | ⟦person|WO⟧/⟦person|DW⟧ |"},
	{"no initials with dots", "at 4 a.m. in the U.S., e.g. A.B. of C.D., | what | size |\n| --- | --- |\n| DW | 12 |"},
	{"an order, a label and a song", "⟦person|Will Okafor⟧ wrote it. The report is due; May 18 is a holiday. The word \"Will\" is a label; \"Will\" in \"Free Will\" is a song."},
	{"people of books", "an idea of Thomas Bayes, Edsger Dijkstra and Sidney Dekker"},
	{"members of chats", "{\"created_by\": \"⟦identifier|U07KQ2M9TZB⟧\", \"text\": \"<⟦identifier|@U07KQ2M9TZB⟧> p99 is 14 s\"}"},
	{"public names with ports and keys", "connect to www.northpole.example:443: timed out; s=np2026 d=northpole.example signature ok; --resolve status.northpole.example:443:⟦ip_address|10.44.7.30⟧"},
	{"status in brackets", "Apr 21 05:00:02 ⟦hostname|relay-out-03⟧ postfix/smtp[2231]: status=deferred (connect to ⟦hostname|mx-int-02⟧: timed out)"},
	{"serial numbers of zones and noughts", "zone transfer, serial 2026040201; company no. 00000000; the serial number is ⟦identifier|SN2026040201⟧"},
	{"versions onward", "MariaDB 10.11.8.2 → 11.4.2, fw 7.10.2.1; ⟦ip_address|10.11.8.2⟧ answers"},
	{"ids of messages", "Message-ID: <⟦identifier|20260414055510.7F31@hub-1.corp.northpole.example⟧>\nFrom: <⟦email_address|hub@hub-1.corp.northpole.example⟧>"},
	{"ids at providers of payments", "psp_ref = '⟦identifier|pi_3NkXw9LmZ0tRb4Yp1VxNc3Hb⟧'; the key ⟦secret|sk_live_3NkXw9LmZ0tRb4Yp1VxNc3Hb⟧"},
	{"secrets in marks", "SNMP community `⟦secret|np-ro-Fuchsbau⟧` was in it; \"the password is ⟦secret|lampe.unter.wasser⟧\"; session cookie `⟦secret|npchat=Ks92LmQx71TzRvYb⟧`; WLAN key \"⟦secret|Kranich-am-See⟧\""},
	{"no secrets in marks", "password `Reset-Link`, the password is stored.in.vault, community `public`, password `DB_PASSWORD`, cookie `theme=dark`, password `user.name.field`"},
	{"folders and what cloud policies name", "git -C ⟦path|/etc⟧ log; \"⟦path|arn:aws:s3:::np-offsite-prod/*⟧\"; ⟦path|/backup/mbx09⟧; image: ⟦path|harbor.corp.northpole.example/mail/web@sha256:1f0e9c7b5a3d2e4f6081920a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e⟧ and ⟦path|harbor.corp.northpole.example/tos/core:8.14.2⟧"},
	{"no folders", "git -c core.editor=vi, make -C build, /backup/settings, /users/me"},
	{"heads of pages", "<meta name=\"generator\" content=\"MailBuilder 4.2\">\n<style>.f{color:#1a2b3c} @media print{.x{display:none}}</style>\n⟦hidden|<meta name=\"note\" content=\"ask first\">⟧"},
	{"names with their marks", "the spelling ⟦person|A&#769;lvarez⟧; ⟦person|Alvarez&#807;⟧"},
	{"terms as words", "A real kestrel nests on the roof, a blue heron stood in the pond, the kestrel on the mast has chicks.\n\n| word | meaning |\n| --- | --- |\n| kestrel | a small falcon that stands in the wind |"},
	{"terms as terms", "⟦term|kestrel⟧ is down; a ⟦term|kestrel⟧ worker died; restart the ⟦term|kestrel⟧ on call; a ⟦term|Kestrel⟧ is ours; `a ⟦term|kestrel⟧`; the ⟦term|kestrel⟧ queue"},
	{"people of an office, in roles and in talk", "⟦person|Grace⟧ in the Dublin office restarted it.\n\nIC: ⟦person|Will⟧ · Comms: ⟦person|Grace⟧\n\n⟦person|Will⟧ and ⟦person|Grace⟧ were both asleep.\n\n– ⟦person|Grace⟧, on behalf of the team\n\nWho will change it? ⟦person|Will⟧ will.\n\n⟦person|Will⟧: looking"},
	{"secrets without the word", "The usual one, ⟦secret|Wren-Kiln-4⟧, did not work. \"⟦secret|Walnut-Ferry-88⟧\" was refused by the login. Rotated: old ⟦secret|Plum_Gravel_8⟧, new ⟦secret|Plum_Gravel_9⟧. The safe word is \"⟦secret|heron lattice⟧\".\n\nRecovery words: ⟦secret|plover anvil kiln lantern gravel otter⟧\n\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIxkq8m1Jv0Rb2mZ ⟦person|kdoyle⟧@⟦hostname|wk-17⟧"},
	{"secrets that programs fall back on", "p = process.env.DB_PASSWORD || \"⟦secret|Wren-Kiln-4⟧\"; q = ENV['DB_PASS'] ?? '⟦secret|Wren-Kiln-5⟧'; r = getenv('API_TOKEN') ?: '⟦secret|Wren-Kiln-6⟧'; expect \"assword:\" { send \"⟦secret|Wren-Kiln-7⟧\\r\" }"},
	{"no secrets that programs fall back on", "p = process.env.DB_PASSWORD || \"\"; q = ENV['DB_PASS'] ?? 'changeme'; token || \"none\"; send \"hello\\r\"; send \"yes\""},
	{"no secrets without the word", "The plan for 2019 did not work. The old one, Blue-Room, was refused. Rotated: Table-Two-3, Room-Four-12. The safe word of the game. Code word: none.\n\nRecovery words: see below"},
	{"no people of an office", "Will in the office be heard? Grace in the period counts. Grace: 30 s\n\nWill it change? It will."},
	{"one letter below a closing", "the fix is out.\n\nCheers\n⟦person|D.⟧"},
	{"machines and what becomes of them", "host ⟦hostname|hydra⟧ rebooted twice; server ⟦hostname|ganymede⟧ was unreachable; reader ⟦hostname|rfr-rd-14b⟧; ⟦hostname|sts04-plcgw⟧ does not answer"},
	{"no machines of which it is told", "the host rebooted twice, server was unreachable, node pool died, the worker threads died; account `sftp_prod`, INDEX(i inv_ix3), $ psql -U app yard, channel #inc-pay-2026-04-22, #ops-2026-04-22, charset AL32UTF8, v1-2-3"},
	{"secrets of settings and consoles", "wpa_passphrase = ⟦secret|Stapelkraan block 14 oost⟧\nHOOK=⟦secret|https://hooks.chat.example/services/T7KQ2M/B04XW9/pR8vLz3NqYt6JcWb1⟧\n\nroot on the tile server: {{⟦secret|Kaapstander_3x⟧}}; IDENTIFIED BY \"⟦secret|Ankerlier#9⟧\" USING 'nowhere'"},
	{"numbers of nobody", "-rw-r----- 1 app app 88123904 Jun 12 01:55 x.bin; 00000000-0000-7000-8000-000000000000; XX123456789000; ip route 0.0.0.0 0.0.0.0 ⟦ip_address|10.61.40.1⟧; upstream issue #1182"},
	{"a path that climbs", "![the lanes](⟦path|../../internal/img/lanes-0422.png⟧), [guide](../guide/start.md)"},
	{"rows that explain", "| short | long |\n| --- | --- |\n| PLC | programmable logic controller |\n| quarry | where stone is cut |"},
	{"people with names of seasons and in talk", "\"It was me,\" said ⟦person|Will⟧. Mark Twain and Brendan Gregg wrote books; St. Patrick's Day; Sign-in (web), Sign-in (mobile); follow @northpole"},
	{"app passwords and numbers of firms", "the app password ⟦secret|qbcd efgh ijkl mnop⟧ is revoked; VAT ⟦identifier|GB 123 4567 89⟧, VAT GB 000 0000 00; the app password that they made is long"},
	{"sisters of a short name", "moved from ⟦hostname|mbx04⟧ to ⟦hostname|mbx11⟧"},
	{"what manuals show", "Connect to `db.example.com:5432`; 10.0.0.0/8 and 192.168.0.0/16 are private ranges\n\nour network is ⟦ip_address|10.0.0.0/8⟧\n\nSHA-256 of the file: 9b0c1e4f7a2d5386c1f0e9d8b7a695847362514f0e1d2c3b4a5968778695a4b3; relay=www.northpole.example[⟦ip_address|100.65.1.9⟧]:25"},
	{"days of a plan, conditions and what was followed", "Shift plan: Mon ⟦person|Will⟧, Tue ⟦person|Grace⟧\n\nBlame is not the point: ⟦person|Will⟧ followed the runbook. If ⟦person|Grace⟧ had not looked, nobody would know.\n\n[03:14] ⟦person|dwhit⟧: i can ask ⟦person|grace⟧"},
	{"no days of a plan", "If grace had a price; on Tue May 4, Wed Will-call"},
}

func TestClassesOfHostingAreFound(t *testing.T) {
	t.Parallel()
	checkClasses(t, hostingClassCases)
}
