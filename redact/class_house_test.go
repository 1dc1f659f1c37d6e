package redact

import "testing"

// houseClassCases are examples of the families that the sets of a messaging company and of
// software for clinics showed, with their look-alikes. They belong to the house open/northpole.
var houseClassCases = []namedText{
	{"initials of the directory", "- [ ] ⟦person|WO⟧: write it up\n\n⟦person|WO⟧ writes the text. It is fine, says ⟦person|DW⟧. ⟦person|DW⟧ and ⟦person|WO⟧ were in two calls. ⟦person|DW⟧'s note is lost.\n\n|2026-04-16|⟦person|WO⟧|review|\n\nPresent: ⟦person|WO⟧, the chair"},
	{"no initials", "- [ ] TLS: renew\n\nDW/2, the DW index, WO_1, DW and TLS, |WO|2026|, says the log, Present: 12 of 14"},
	{"hands over", "# Handover, week 23, from ⟦person|Grace⟧ to ⟦person|Will⟧\n\n11:00 quiet. ⟦person|Will⟧ to bed."},
	{"hands nothing over", "by the grace of a handover, the will to sleep, hope to bed it in"},
	{"handles of a wiki", "reviewer [~⟦person|gdannert⟧], a contractor; [~1], [x~y], [~12 rows]"},
	{"names in brackets", "**09:40** NOC (⟦person|Koh Wei Ming⟧): please send a trace"},
	{"titles of machines", "echoscu -aet ECHOSCU -aec ⟦hostname|NP_PACS_A⟧ ⟦ip_address|10.84.31.21⟧ 11112\n\nC-ECHO from ⟦hostname|BERGEN_CT1⟧ to ⟦hostname|NP_PACS_A⟧ takes 14 s. {\"DicomAet\": \"⟦hostname|NP_PACS_B⟧\"}, \"ct\": [\"⟦hostname|BERGEN_DX⟧\", \"⟦ip_address|172.29.14.8⟧\", 104]\n\n| Device | AE title |\n| --- | --- |\n| CT | ⟦hostname|BERGEN_GW⟧ |"},
	{"no titles of machines", "Set MY_AE and your AE title; -aet STORESCU; echoscu -aec SANDBOX; MAX_RETRIES=3, ERR_TIMEOUT, HTTP_PROXY, the C-STORE status 0xA700, LOG_LEVEL"},
	{"machines with one odd part", "the old cron on ⟦hostname|tby-legacy-b⟧ sends twice; the new host is ⟦hostname|smsc-gwx-tls⟧"},
	{"no machines with odd parts", "the job on built-in-tests failed, it runs on copy-on-write, a service on day-to-day duty"},
	{"codes heard", "bridge open, PIN ⟦secret|481 920 77⟧. A PIN that nobody knows (it is ⟦secret|5520 17⟧, please change). Hi ⟦person|Elsie⟧, your code is ⟦secret|663 018⟧\n\nDoor: ⟦secret|4482*7⟧. PIN of the SIM ⟦secret|0417⟧."},
	{"no codes heard", "your code is 400 lines long, your code is reviewed, Door: 4482, a code for it (it is 2026), PIN of the year 2026"},
	{"logins of protocols", "C: AUTH PLAIN ⟦secret|cmVsYXktaWFkOkR1bmxpbi5XaGltYnJlbC4wNg==⟧\n\n\"app\" \"SCRAM-SHA-256$4096:⟦secret|kP1n8Qx0vTzR5yLw2mBsHA==$Jt7uXn3cVq9oLrEz4WbYdK0fMhS6gAi2PpUxTe1RvN8=:bQ5wZs8YkHc2fLm7Tn0RxVd4JgPu1EaOi9BvKqX3Wy6=⟧\"\n\n`snmpd.conf`: `rocommunity ⟦secret|np-ro-Birke⟧`"},
	{"no logins of protocols", "250-AUTH PLAIN LOGIN, we allow AUTH PLAIN over TLS, SCRAM-SHA-256 is used, SCRAM-SHA-256-PLUS"},
	{"secrets in settings", "\"RegisteredUsers\": { \"svc\": \"⟦secret|Graddtarta_812⟧\" }, \"Peers\": [\"⟦internal_url|https://np-hel.corp.northpole.example/peer/⟧\", \"sync\", \"⟦secret|Kanelbulle%kl3⟧\"]"},
	{"no secrets in settings", "\"users\": { \"total\": \"12 of 40\", \"page\": \"first\" }, [\"https://www.northpole.example/\", \"home\", \"Start page\"]"},
	{"secrets told in clauses", "Move the password ({{⟦secret|Otter\\-Dam\\-3318⟧}}) to the vault; password of the archive ⟦secret|Obwarzanek_07⟧. It is there, password ⟦secret|Connemara&Claddagh⟧, in plain; log on as `.\\npadmin` with ⟦secret|Surstromming:1907⟧"},
	{"no secrets told in clauses", "password (optional), password (see page 12), password of the archive is lost, the password for the admin page, password Reset+Login form, log in as admin with two steps, log in as a guest with Chrome 120"},
	{"paths that are shown", "0 bytes free in ⟦path|/pacs/cache/incoming⟧; the trace is on your SFTP at ⟦path|/incoming/np/0519/bind2.pcapng⟧; \"StorageDirectory\": \"⟦path|/pacs/store⟧\"\n$ ssh ⟦hostname|np-store-1⟧ 'df -h ⟦path|/pacs/cache⟧ | tail -1'\n./load.sh --file ⟦path|archive/PL_20260608.csv.gz⟧ --force\n\nthe backup is ⟦path|pgbackrest/stanza-x/20260402-010003F⟧; (⟦path|results/res-router⟧, merge request); ⟦path|certs\\sign\\np-bridge-2025.pfx⟧"},
	{"no paths shown", "\"path\": \"/pets/list\", 12% /off/ the price, free in and out, \"href\": \"/pets/cats/12\", read/write/12, docs/guide, pull request; on and/or off"},
	{"records of clinics and networks", "clinic ODS ⟦identifier|Y04417⟧; the passport number such as ⟦identifier|826 045 000417 P⟧; thumbprint ⟦identifier|7C:41:0B:D9:1E:55:A2:30:F8:6D:12:9A:C4:07:EB:63:58:2F:91:0D⟧; wwn ⟦identifier|0x5000c500a1b27f44⟧; session ⟦identifier|66103fa1.3b7c⟧; the print is ⟦identifier|SHA256:q8VtYk2mXr0LwPz5NcJ7HfDs3GbTe9UaKo1iQvBxRyE⟧\n\n(0018,1000) LO [⟦identifier|104917⟧]  #   6, 1 DeviceSerialNumber\n\nOBR|1|⟦identifier|ORD552017⟧|⟦identifier|26L0428-1177⟧|58410-2"},
	{"no records", "ODS codes, a number such as 12 000 or 15 000, session 1.2, thumbprint 7C:41, SHA256: see below, OBR segment, ORC|NW, wwn unknown"},
	{"addresses that hold another", "MAIL FROM:<⟦email_address|bounces+elsie.marlow=wickmail.example@mail.northpole.example⟧>"},
	{"long numbers that a sheet rounds", "it made ⟦phone|4.47700900544E+11⟧ of a number, and 1.2E+5 of 120000, 6.02214076E+23"},
	{"single characters in code", "on 21 May ⟦person|Da=6Ea Whit=66ield⟧ wrote; see size=61, a=2D10, x=41, ⟦ticket|OPS=2D2312⟧"},
	{"letters set apart", "⟦person|Zs_ó_fia⟧ rotates it; snake_é_case"},
}

func TestClassesOfFurtherHousesAreFound(t *testing.T) {
	t.Parallel()
	checkClasses(t, houseClassCases)
}
