package redact

import "testing"

// handClassCases are examples of the families that the last three sets of strangers showed, an
// insurer's, a post's and a university's, and of how trades not seen yet write theirs, with
// their look-alikes. They belong to the house open/northpole.
var handClassCases = []namedText{
	{"files and branches without a folder", "`⟦path|recon_nightly.sql⟧` failed, ⟦path|settle_v2.py⟧ too; run ⟦path|./rebuild_marks.sh⟧ and sqlplus @⟦path|fix_wards.sql⟧; \"⟦path|Turnout by ward final v3.xlsx⟧\" was mailed; merged ⟦path|fix/tapwater-dosing⟧, then ⟦path|feature/yeastlab-v3⟧; look at ⟦path|~brewops⟧; `⟦path|D:\\Brew Data\\Silo 7\\weights 2026.xlsx⟧` is open"},
	{"no files and branches", "docker-compose.yml, package-lock.json, setup.py, pg_hba.conf, pre-commit.sh, my-script.py, `git checkout -b feature/my-change`, ~half of them, ~~struck~~, \"read me.md\", release/1.2"},
	{"files of other systems", "`⟦path|DISK$USER2:[BREWOPS.LOGS]FERMENT.LOG;17⟧`, ⟦path|VOLMER::DKA100:[SYS0.SYSMGR]*.DAT;*⟧, ⟦path|/QSYS.LIB/PAYLIB.LIB/PAYRUN.PGM⟧, DSN=⟦path|PROD.PAYR(MEMBER1)⟧, scp x backup@⟦hostname|nas-03⟧:⟦path|/volume2/wards⟧; MATH.SQRT(X), arr[ALL], note:[SEE BELOW]"},
	{"things of a cloud in settings", "resource_group = \"⟦path|rg-wards-weu⟧\"\nkey_vault: \"⟦path|kv-wards-live⟧\"\naz storage blob list --container-name ⟦path|outbound-tif⟧\n\nIt lies in ⟦path|np-storm-raw⟧ (bucket); the namespace is: kube-system"},
	{"repositories by what is done with them", "The fix is in ⟦path|brewing/tap-rates⟧, commit ⟦path|4e1f2a9⟧; ⟦path|rail/seatmap-api⟧ and ⟦path|ops/kestrel-charts⟧ followed. check-in/check-out, client/server-side, and/or, front-end/back-end"},
	{"people who act", "⟦person|Oriel⟧ had already rolled back. Then ⟦person|Tamsel⟧ called the carrier. \"Not again\", said ⟦person|Ysolde⟧. Without ⟦person|Eldred⟧ we would still wait; it took ⟦person|Corvina⟧ four minutes. ⟦person|Lindiwe⟧ and ⟦person|Thabiso⟧ were on the bridge. ⟦person|Sixten⟧ startade om."},
	{"strangers told by the way", "Ms ⟦person|Ó Conaill⟧ and Mme ⟦person|Le Goff⟧ came. The contact person ⟦person|Thibaudeau⟧ is away; ⟦person|Quist, B.⟧; ⟦person|Rantanen, T.⟧, the code is known to ⟦person|Haldorsen⟧ alone. ⟦email_address|quist@⟧ and ⟦email_address|oyelaran@⟧ are away.\n\nx = 1 // FIXME ⟦person|Eskelund⟧: move it"},
	{"no strangers told by the way", "Ansible, B. and C., see annex Kubernetes, A. The contact person is away; known to Kubernetes users. We meet @ noon, write to support@, root@ and noc@ exist. TODO Kubernetes upgrade."},
	{"programs that act", "Keycloak had already restarted when Quarkus answered. Telemetry had stopped. Debezium then restarted. Operators had opened the valve. \"Not again\", said everybody. Without Kubernetes we would still wait."},
	{"people with tasks and roles", "- [ ] ⟦person|Halloran⟧: order a valve\n- [x] ⟦person|Szymborska⟧ to tell the lab\n\nAction: ⟦person|Ojukwu⟧ to order another. IC ⟦person|Quintrell⟧, comms ⟦person|Etxeberria⟧. Only ⟦person|Wrona⟧ has access; ring ⟦person|Tuvalie⟧. It is in ⟦person|Thessaly⟧'s head.\n\n- [ ] Kubernetes: upgrade\n- [x] Backups to test\n\nAction: support to answer."},
	{"people in listings and messages", "drwxr-x--- 2 ⟦person|ymarr⟧ staff 4096 Mar  1 02:14 out\n\n<⟦person|brewmaster_jo⟧> valve 7 is stuck\n\nuid=⟦identifier|1042⟧(⟦person|qashw⟧) gid=100(users)\n\nPID|1||⟦person|Marrot^Ysolde^B⟧||; ⟦person|@ann.weirman:chat.example⟧ wrote\n\n-rw-r--r-- 1 root root 4096 Mar  1 02:14 out and more of it\n\n<tbody> is an element, x^2 and 2^Y"},
	{"names in tables", "student_no,name,login\n⟦identifier|LH-2020-11830⟧,\"⟦person|Đặng, Thu Trang⟧\",⟦identifier|lh20td1830⟧\n\n⟦person|Thu Trang Đặng⟧ rang. INSERT INTO person (given, family) VALUES ('⟦person|Torsten⟧', '⟦person|Ekdahl⟧');"},
	{"passwords as everybody makes them", "we changed it from ⟦secret|Summer2025!⟧ to ⟦secret|Autumn2025!⟧. It takes \"⟦secret|letmein88⟧\" as password. PIN of the weighbridge: ⟦secret|0733⟧. Code of the cabinet door: ⟦secret|K4471X⟧. The safe opens with ⟦secret|17-33-08⟧; see you in June 2026! Summer 2025, code of conduct: 2026, the PIN of the card: four digits"},
	{"secrets of clients", "sqlplus ⟦secret|hr_app/Grape#88@orahr:1521/HRP⟧\n\nftp> user winery ⟦secret|Riesling.9⟧\n\n⟦secret|db:5432:wine:winery:Riesling.9⟧\n\nCONNECT TO WINE USER winery USING '⟦secret|TRESTER7⟧';\n\nStoragePass=⟦secret|mUnge-Kaka-5520⟧\n\nset cookie lh_sso=⟦secret|s%3AqT9vXo2Jd81LmZkRw4.yB6cH0uPqEe7⟧; Path=/\n\nhash ⟦secret|aad3b435b51404eeaad3b435b51404ee:31d6cfe0d16ae931b73c59d7e0c089c0⟧\n\nthe old password, \"⟦secret|Obalka dash 7788 dash Modra⟧\", is burnt; connect to the server, code=49, Argon2id (m=19456, t=2)"},
	{"numbers of parcels and trades", "⟦identifier|RR473124585PT⟧ and ⟦identifier|RR 473 124 585 PT⟧; contract account ⟦identifier|8840-221907⟧ of ours; login ⟦identifier|lh19nq0412⟧; wagon ⟦identifier|31 80 665 0 286-1⟧; container ⟦identifier|TGHU 759933-0⟧; lease ⟦identifier|L/2026/0417⟧; owner ⟦identifier|u_00417⟧; lot 2026/27, batch 12, sample 44/48, accounts 1200-1400, page u_4"},
	{"notes that travel", "---\ntitle: Update\n⟦hidden|internal_note: seal from lot 7, do not say⟧\n---\nx\n"},
	{"notes of mail and pages", "⟦hidden|X-Review-Comment: legal wants this shorter⟧\nSubject: Update\n\n<span style=\"⟦hidden|background:#000;color:#000⟧\">seven</span> [more](https://status.northpole.example/ \"⟦hidden|remove this line⟧\") [less](https://status.northpole.example/ \"All incidents\") {⟦hidden|\\v lot 7 was bad⟧} ⟦hidden|\u202eton yna\u202c⟧ <p data-note=\"⟦hidden|known since May⟧\">x</p>"},
	{"signs for letters", "⟦term|-.- . ... - .-. . .-..⟧ and ⟦person|⠺⠓⠊⠞⠋⠊⠑⠇⠙⟧ and ⟦person|<~6t'tA+BN5jFCo5uCh*~>⟧; ... --- ... means SOS, - one - two, dots . . . and dashes - - -, <~x~>"},
	{"links in pieces", "see ⟦internal_url|https://wiki.corp.northpole.example/decl/search?sender=kow\n> %20nasiona&from=2026-09-07⟧, ⟦internal_url|http:// 10.66.2.7 :8081/ hmi/trend ?line=3⟧ and ⟦internal_url|notion.so/northpole/Brew-4417⟧; notion.so is a tool"},
	{"machines in pieces", "⟦hostname|lockgw22.waw1⟧ fell, ⟦hostname|AP-LIB-2F-11⟧ and ⟦hostname|WTG-14-SCADA⟧ too; targets: ⟦hostname|tap3:9100⟧; ⟦hostname|brew'''wort'''-srv-04⟧; Db2 for i, SQL1224N, CVE-2024-3094, USB-C-3, step3:120"},
	{"names in other charsets", "Von: ⟦person|=?iso-8859-2?Q?=A3ukasz_Brzozowski?=⟧ <x>, ⟦person|Sk9TRSDDgUxWQVJFWg==⟧"},
}

func TestClassesOfStrangersHandsAreFound(t *testing.T) {
	t.Parallel()
	checkClasses(t, handClassCases)
}
