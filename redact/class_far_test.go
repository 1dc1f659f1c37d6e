package redact

import "testing"

// farClassCases are examples of the families that the eighth set aside showed, and of how
// far-off trades and languages write, with their look-alikes. They belong to the house
// open/northpole.
var farClassCases = []namedText{
	{"terms with their marks left out", "⟦term|blue_heron⟧, ⟦term|Blue.Heron⟧, ⟦term|Heron, Blue⟧ and ⟦hostname|mail prod 1⟧; a blue bird, the heron, and the mail"},
	{"names that are words", "⟦person|Grace⟧ from invoicing has the list. ⟦person|Grace (Lindqvist)⟧ agreed. Action for ⟦person|Will⟧: none. Thanks ⟦person|Grace⟧! ⟦person|Will⟧ was on the phone."},
	{"words that are names", "Will from now on be checked. Grace from 1 to 5 minutes, a grace period, where there is a will."},
	{"titles of more trades", "Judge ⟦person|Aldermoor⟧, Capt. ⟦person|Fogarty⟧, Cllr ⟦person|Duignan⟧, Sister ⟦person|Perpetua⟧, rouva ⟦person|Lehtovaara⟧, ing. ⟦person|Svoboda⟧; ⟦person|HAUGLAND/SIRI MRS⟧ boarded; sister company, a judge of character, captain of the team, Officer Training"},
	{"strangers told in more ways", "Shift lead: ⟦person|Brisela⟧\n\nAsk for ⟦person|Tamsworthy⟧ at the desk. When ⟦person|Brisela⟧ arrived, it ran. a mail from ⟦person|Quillfeather⟧ at noon\n\nPresent: ⟦person|Brisela⟧, ⟦person|Quillfeather⟧\n\nlast modified by ⟦person|brtamsw⟧; login ⟦person|brisela.tamsworthy⟧"},
	{"no strangers told", "Owner: Payments\n\nContact: support\n\nPresent: all\n\nask Support; login required; the pilot phase, the patient user, mail from Exchange, night shift Monday, tell Slack"},
	{"family names first", "signed: ⟦person|Szekeres Orsolya⟧\n\nsent to ⟦person|Lehtovaara, Pentti⟧.\n\nName;Vorname\n⟦person|Lehtovaara⟧;⟦person|Pentti⟧\n"},
	{"machines of small letters", "The clients on ⟦hostname|efile-web-b⟧ and on ⟦hostname|juris-db⟧ waited; ⟦hostname|tolls-db⟧ rebooted. Two boxes, `⟦hostname|thorin⟧` and `⟦hostname|balin⟧`, were patched; ⟦hostname|sol11-toll-3⟧, ⟦hostname|studio7-ingest⟧, ⟦hostname|mcr4-playout-a⟧ and ⟦hostname|vault-0.vault-internal⟧ were not"},
	{"no machines of small letters", "on dynamo-db, from well-known hosts, via front-end, on docker-compose, to sign-in, at check-in desks, oauth2-proxy, python3-api, es6-module, covid19-app, gate4-a, form EX160, on the server `restart` failed, it ran on open-source tools, log in to vCenter"},
	{"machines in capitals", "It ran on ⟦hostname|MVSQ2⟧ and moved to ⟦hostname|SQLOSL04⟧; ⟦hostname|PLC-N3-07⟧ and ⟦hostname|HMI-N3-01⟧ were dark, ⟦hostname|belt3-plc⟧, ⟦hostname|n3-kiosk-12⟧ and ⟦hostname|nagios3.trd⟧ too; ⟦hostname|web-prod-1⟧, ⟦hostname|-2⟧ and ⟦hostname|-4⟧ not"},
	{"no machines in capitals", "on RHEL8, to CAMT053, from SHA256, at GATE14, on IPV6, via HTTP2, on MT940, from ISO8859, modbus-rtu, draft-ietf-oauth-browser-05, python3.dll, multi-terminal, to COVID19"},
	{"what tools for many machines print", "⟦hostname|orchard⟧      : ok=12   changed=2    unreachable=0    failed=0\nfatal: [⟦hostname|orchard⟧]: FAILED!\n\nextra: [\"⟦hostname|hsm7⟧:⟦ip_address|10.20.30.40⟧\"]; ⟦ip_address|10.20.30.51⟧, ⟦ip_address|.52⟧ and ⟦ip_address|.53⟧; ⟦ip_address|10.20.30.61⟧ to ⟦ip_address|.69⟧"},
	{"settings of devices", "snmp-server community ⟦secret|trollfjord-RW⟧\nenable secret ⟦secret|Lunde-fugl.4⟧\nneighbor ⟦ip_address|10.20.30.40⟧ password ⟦secret|Havorn_peer⟧\nip ospf message-digest-key 1 md5 ⟦secret|Tareskog7⟧\nwpa-psk ascii 0 ⟦secret|brygge-guest-7⟧\nset snmp community ⟦secret|lundefugl⟧ authorization read-only\nsnmp-server community <string> RO\nneighbor upstream authentication is planned"},
	{"secrets of unknown words", "the password is in the safe; for the second one it\nis ⟦secret|fjell&lowbar;p&#52;ss!77⟧.\n\nThe password is ⟦secret|trollfjord-RW⟧ still. Das Passwort ist immer noch ⟦secret|Fjord7-Rein⟧. The password follows in words: ⟦secret|capital T, birch, dash, twenty-six, lantern⟧."},
	{"no secrets of unknown words", "The password is read-only. The password is well-known. The password was re-set by hand. The token is JSON-encoded."},
	{"telephones in figures and words", "call ⟦phone|+47 (two) 555 0142⟧, desk phone ⟦phone|x4417⟧, dahili ⟦phone|4418⟧, linka ⟦phone|4419⟧, ring ⟦phone|4420⟧, ⟦phone|zero otto sette cinque cinque cinque zero uno quattro quattro⟧; dial 112, ring 911, an x509 certificate, call it 4 times"},
	{"mail with a loud at", "owner;mail\nx;⟦email_address|owner AT silks.shop.example⟧\n\nwrite to ⟦email_address|ops_at_silks.example⟧ or ⟦email_address|ops @ silks . example⟧; look AT this, created_at_start"},
	{"projects and clusters", "`ls ⟦path|/export/tolls/queue⟧` and ⟦path|%2Fnet%2Fdumps%2F4417⟧; GCP project ⟦path|np-billing-prod⟧, `gcloud config set project ⟦path|np-maps-trd⟧`, kubectl --context=⟦path|np-prod-trd⟧ get pods, library ⟦path|QGPL/TOLLIB⟧, ⟦path|purge_tolls.sh⟧ and ⟦path|toll-render.git⟧; the project well-being, a project cross-checked, install.sh, docker-entrypoint.sh, pre-commit.sh, build-release.sh"},
	{"numbers of states and trades", "account ⟦identifier|KX&#45;4471&#45;2209&#45;03⟧, ⟦identifier|LNDGTT85C51H501X⟧, ⟦identifier|131052-308T⟧, ⟦identifier|12345678Z⟧, Aadhaar ⟦identifier|2345 6789 0124⟧, bag tag ⟦identifier|0117 441773⟧, case ⟦identifier|7 O 417/26⟧, sample ⟦identifier|26-N3-0417⟧, job ⟦identifier|884213/QUSER/TOLLS⟧, ⟦identifier|IE29-AIBK-9311-5212-3456-78⟧, ⟦identifier|user seven seven one two zero three⟧, service tag ⟦identifier|7HQ2L31⟧"},
	{"codes of few characters", "{\"bookingRef\":\"⟦identifier|QX7LM2⟧\",\"herdNo\":\"⟦identifier|D4417731⟧\"} <customerNumber>⟦identifier|4417731⟧</customerNumber>\n\n| Booking | Amount |\n|---|---|\n| ⟦identifier|R9TKX4⟧ | 80.00 |\n\nMeter: ⟦identifier|KAM 7731 0044⟧; his user id, ⟦identifier|44177⟧; ⟦identifier|mer_90217⟧ and ⟦identifier|tn_4c81e07b⟧; eSIM ⟦identifier|89353010000004417731⟧; plate ⟦identifier|12-D-44177⟧"},
	{"no codes of few characters", "| Booking | Amount |\n|---|---|\n| closed | 80.00 |\n\nimg_20261104, page_12345, utf8_general_ci, x86_64, 18446744073709551615 rows, the account, 12 of them"},
	{"places where things are kept", "a certificate for ⟦hostname|*.corp.northpole.example⟧; npm: ⟦path|@northpole/charts⟧; `consul kv get ⟦path|np/tolls/leader⟧`; mount ⟦path|files02:/vol/tolls⟧; DynamoDB table ⟦path|np-tolls-prod⟧; ⟦hostname|gw-trd⟧ (⟦ip_address|10.20.0.1⟧); the stand-by (⟦ip_address|10.20.0.2⟧), @angular/core, the table well-known"},
	{"paths that a word tells", "it lies under ⟦path|/backups/kvitter⟧, `cd ⟦path|/apps/kvitter/bin⟧`, ⟦path|C:\\Program Files\\Kvitter\\kv.exe⟧, the script ⟦path|reload_kvitter.py⟧, the log ⟦path|kvitter-2026-11-04.log⟧, bucket ⟦path|kvitter-raw⟧, repo `⟦path|kvitter-api⟧`, ⟦internal_url|https://kvitter-raw.s3.eu-west-1.amazonaws.com/x.csv⟧, ⟦internal_url|https://storage.googleapis.com/kvitter-raw/x⟧, ⟦path|projects/kvitter-prod⟧"},
	{"no paths that a word tells", "GET /users/list, the endpoint /data/export, requests to /projects/list, in /v1/orders/list, the file README.md, the config nginx.conf, the log level, a bucket well-known, the repo is open, https://s3.amazonaws.com/"},
	{"comments that share a name", "x\n\n⟦hidden|[//]: # (first)⟧\n\n⟦hidden|[//]: # \"second\"⟧\n\n⟦hidden|[comment]: <> (third)⟧\n\n⟦hidden|[comment]: <> (fourth)⟧\n\nsee [a] and [a]\n\n[a]: https://status.northpole.example/"},
	{"no numbers of states and trades", "5 Aralık Salı gecesi, Oíche Mháirt, 10.5 < 10.44, 12345678A, batch 26/27, lot 3/4, case 2 of 3, sample rate 44/48, a sample of 1200, tank 3, %ASA-4-106023, 1042/2204, ABCDE1234"},
	{"tickets of more trackers", "KB5036909, it reports FID-0031, bug ⟦ticket|44177⟧, change request ⟦ticket|30417⟧, TAC case ⟦ticket|SR 694417731⟧, incident ⟦ticket|I-2026-0417⟧, issue ⟦ticket|FIDS-417⟧; incident 2026-10, bug fixes, error HTTP-417"},
}

func TestClassesFromFarOffAreFound(t *testing.T) {
	t.Parallel()
	checkClasses(t, farClassCases)
}
