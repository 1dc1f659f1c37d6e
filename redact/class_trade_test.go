package redact

import "testing"

// tradeClassCases are examples of how other trades name what is theirs, and of families that
// the seventh set aside showed, with their look-alikes. They belong to the house
// open/northpole.
var tradeClassCases = []namedText{
	{"numbers in groups", "| when | account |\n|---|---|\n| 09:12 | ⟦identifier|40417-331-2206⟧ |\n\nINSERT of '⟦identifier|40417-335-9081⟧', and somebody wrote 40417 first; ⟦identifier|0077-31945⟧ was the other"},
	{"no numbers in groups", "from 2026-11-03 to 2026-11-05, 100-200-300, pages 1200-1450, IEC 60870-5-104, ISBN 978-3-16-148410-0, on 03-11-2026 at 09-12, 3-2-1, 10-20-30 percent"},
	{"numbers of many nouns", "Schadennummer ⟦identifier|26-418-00733⟧; Matr.-Nr. ⟦identifier|3310482⟧; Personal-Nr. ⟦identifier|007731⟧; loan no. ⟦identifier|LX 2026 007733⟧; staff number ⟦identifier|00-7731⟧; Kundennummer ⟦identifier|R 773 104⟧; numéro fiscal : ⟦identifier|31 44 218 700 512⟧; Akten-Nr. ⟦identifier|FX/26/00733⟧; Zählernummer ⟦identifier|7 QMH00 7731 2204⟧"},
	{"codes of bookings and banks", "PNR ⟦identifier|W8RK3D⟧, booking code ⟦identifier|R4TX9P⟧, voucher ⟦identifier|ZELT-8RK3⟧, BIC ⟦identifier|NOLADE22XXX⟧, transaction ⟦identifier|9RX33017KM⟧, UTR ⟦identifier|KBNXN26110377312⟧, end-to-end id ⟦identifier|E2E-20261104-0733⟧"},
	{"codes by their form", "sample ⟦identifier|ZLB-26-07731⟧ was swapped with ⟦identifier|ZLB-26-07738⟧; ⟦identifier|RX-2026-10773⟧ stays; accession ⟦identifier|26MR007731⟧; ⟦identifier|NP-GX-0B1C2D⟧; ⟦identifier|S-1-5-21-3623811015-3361044348-30300820-1105⟧; image ⟦identifier|1.2.840.113619.2.55.3.7731045733⟧"},
	{"addresses of devices", "MAC ⟦identifier|00:1B:44:22:7A:B7⟧, ⟦identifier|001b.4422.7ab7⟧, ⟦identifier|00-1B-44-22-7A-B7⟧ and DevEUI ⟦identifier|70-B3-D5-7E-D0-07-7F-31⟧"},
	{"the next of a row", "tenant ⟦identifier|qx-7731⟧ failed first, then ⟦identifier|qx-7738⟧; student ⟦identifier|s3310482⟧ saw the marks of ⟦identifier|s3310497⟧; tenants ⟦identifier|hb-2208⟧ and ⟦identifier|hb-2211⟧"},
	{"no codes", "Version number 12, the number 2026, room number 2204, error number 10773, number of rows 10773, flight number NP 2204, CVE number CVE-2026-10773, page no. 1204; advisory NPSA-2026-03, form RX-2026, ISO-8859-15, transaction volume 2026, session 12, 00:00:00:00:00:00, 1.3.6.1.4.1.311.21.7, account HTTP2, request GET200"},
	{"tickets in lists and chats", "⟦ticket|OPS-1234⟧, ⟦ticket|1235⟧ and ⟦ticket|1236⟧; ⟦ticket|OPS-1240⟧/⟦ticket|1241⟧; it is under ⟦ticket|ops 771⟧. See ⟦ticket|ops#1299⟧ and ⟦ticket|O.P.S-1234⟧; MR ⟦ticket|!4412⟧; ⟦ticket|Ticket#2026110410000733⟧"},
	{"codes of errors and goods", "The error our app showed was \"ROOM-503 Please try again\"; errors PAY-1207 and ROOM-2201; SKU list: ROOM-1000, ROOM-5000; see https://docs.vendor.example/errors#QX-1207 and NPSA-2026-017; OPS 10 people, hooray!"},
	{"machines of other trades", "the LPAR ⟦hostname|NPPROD2⟧ was full, CICS region ⟦hostname|CICSNP2⟧, workstation ⟦hostname|WS00773⟧, SQL Server ⟦hostname|HELSQL02\\NPINST⟧; the jump host ⟦hostname|hel-jmp-a⟧, the NAS ⟦hostname|qnap-hel⟧, PBX ⟦hostname|pbx-trd⟧; ⟦hostname|trd-pe2⟧, ⟦hostname|plc-belt-22⟧, ⟦hostname|lb02-vip⟧; our server ⟦hostname|brynhild⟧ died"},
	{"prompts and ranges of machines", "⟦hostname|trd-pe1⟧#show ip route\n⟦hostname|trd-pe1⟧(config-if)# no shutdown\n\n<134>1 2026-11-03T02:14:07Z ⟦hostname|asa-trd⟧ - - - denied\n\n⟦hostname|hel-app-[07-09]⟧ and ⟦hostname|hel-web-{1,2}⟧ and ⟦hostname|web-prod-07/08⟧ restarted"},
	{"no machines of other trades", "the server side, a host key-exchange, node exporter, switch statement, our server was down, the server config, box office, LPAR support, the host OS, domain controller GPO, log in to GitHub, log in to continue, see issue#412, step#3, arr[0-9], regex web[0-9], the router firmware"},
	{"machines spelled or struck", "on ⟦hostname|bastion zero three dot gru1⟧; ⟦hostname|web{-}prod{-}3⟧; ⟦hostname|web-_prod_-3⟧; ⟦hostname|web—prod—07⟧; ⟦hostname|web-pr<img src=\"x.png\">od-07⟧; ⟦hostname|\\0077 \\0065 \\0062-prod-07⟧"},
	{"files of mainframes, vaults and queues", "data set ⟦path|NP.PROD.BILLING.LOAD(BIL0417)⟧ and ⟦path|NPP.BATCH.JCL.CNTL⟧; it lies in ⟦path|secret/data/np/prod/cache⟧; topic ⟦path|prod.billing.paid.v2⟧; ⟦path|np-billing-prod:europe-north1:main⟧; group ⟦path|CN=NP-Admins,OU=Groups,DC=np,DC=local⟧; submodule ⟦path|libs/tariff-engine⟧; ⟦path|np/prod/cell22/telemetry⟧"},
	{"no files of mainframes", "U.S.A., A.B.C.D, READ.ME, application/vnd.api+json, client/server, read/write/execute, he/she/they, docs/guides/first-steps/one, the table below, under and/or over, queue length 12.4.1, en/help/billing/faq"},
	{"a folder of a file", "⟦path|/srv/audit/2026-10-21/run.log⟧ lies under ⟦path|/srv/audit⟧"},
	{"links told, broken and nested", "⟦internal_url|wiki dot corp dot northpole dot example slash x slash mail⟧\n\n⟦internal_url|https://wiki.corp.\nnorthpole.example/x/1⟧\n\n<a href=\"⟦internal_url|https://www.northpole.example/?to=https%3A%2F%2Fwiki.corp.northpole.example%2Fx⟧\">x</a> and https://www.northpole.example/?to=https%3A%2F%2Fstatus.northpole.example%2Fx"},
	{"strangers with titles and teams", "le docteur ⟦person|Benoudiz⟧, doktor ⟦person|Zawistowski⟧; ⟦person|Almqvist⟧ (IT) agreed; Freigabe durch ⟦person|Almqvist⟧; enligt ⟦person|Torstensson⟧"},
	{"numbers to call inside", "DECT ⟦phone|4417⟧, pager ⟦phone|31417⟧, <a href=\"⟦phone|tel:%2B48225550142⟧\">call</a>, ⟦phone|=2B48 22 555 01 61⟧"},
	{"passwords behind users and what they open", "I still have ⟦secret|feed-in:Vinter!2031⟧\nnet use Z: ⟦path|\\\\np-fs-02\\plan$⟧ /user:NP\\⟦person|dwhit⟧ ⟦secret|Reiher!4⟧\n\nthe password of the web page {{⟦secret|R31her-am-77⟧}}, VPN pre-shared key: ⟦secret|Nebel-am-Bach-26⟧, [Convert]::FromBase64String(\"⟦secret|UgBBAEIAQgBJAFQAXwBQAEEAUwBTAD0AbwBvAHMAdABlAHIAOQBTAGMAaABlAGwAcAA=⟧\")"},
	{"no passwords behind users", "at 10:44, ratio 3:2!, see Table:B4, note:Great! and a code for the {{name}}, the password for the \"portal\" page, MAC:Address"},
	{"names under signs, escapes and what nobody sees", "⟦term|K€strel⟧, ⟦term|Kes\\xadtrel⟧, ⟦term|Kes<span style=\"display:none\">xyz</span>trel⟧, ⟦term|<i>K</i><i>e</i><i>s</i><i>t</i><i>r</i><i>e</i><i>l</i>⟧, ⟦term|_K_estrel⟧, ⟦term|Kes[trel](#)⟧, ⟦term|[Kes](https://www.example.com/)trel⟧, ⟦term|Kes||trel||⟧, {\"msg\":\"paged\\n⟦person|Whitfield⟧ again\"}, ⟦phone|+48 fifty-eight 555 01 99⟧"},
	{"machines with two codes, people of a desk", "⟦hostname|qap-aud3-enc2⟧ stopped; ⟦hostname|kx-edi-<br>08⟧; ⟦person|Grace⟧ from the planning desk rang; ⟦person|Kowalczyk⟧ (Netz) agreed; invoice ⟦identifier|NPX/26/7731⟧, policy ⟦identifier|HH 7731 4471⟧, ⟦phone|4417⟧ (DECT)"},
	{"words in codes without their marks", "first ⟦term|S2VzdHJlbA⟧, then ⟦term|4b65 7374 7265 6c21⟧, then ⟦term|K as in Kilo, E as in Echo, S as in Sierra, T as in Tango, R as in Romeo, E as in Echo, L as in Lima⟧; camelCase, JavaScript, 4539 6362 1486, face cafe beef"},
	{"a word with something invisible", "Our ⟦hidden|te\u200dam⟧ and our ⟦hidden|part&#8203;ners⟧ thank you 👩\u200d💻"},
}

func TestClassesOfOtherTradesAreFound(t *testing.T) {
	t.Parallel()
	checkClasses(t, tradeClassCases)
}
