package redact

import "testing"

// pairClassCases are examples of the families that the fifth and the sixth set aside
// showed, with their look-alikes. They belong to the house open/northpole.
var pairClassCases = []namedText{
	{"a user and a password side by side", "The login is ⟦secret|feeds / Kx7-22mm!q⟧ for both.\n\nFTP account: ⟦secret|partner-in : Reiher_44x⟧\n\nZugangsdaten ⟦secret|lager|Wint3r!Sun⟧\n\n`sftp ⟦secret|drop-7:Kx7_22mm-Hof@files.carrier.example⟧`\n\n⟦secret|feedbot:Wint3rSun9@drop.carrier.example:2222/in⟧"},
	{"no user and password", "login: see the page, account 12/14 was closed, user agents: curl/8.5.0, log in with GitHub/Google, the login and/or the app, user/password, user:pass, sign in on v2/v3, SIP/2.0, login at 10:44/11:02, accounts: 14/15 done, basic auth over TLS 1.2/1.3"},
	{"a password out of a connection string", "url: ⟦secret|postgres://app:pelican7Moth@db-main:5432/x⟧\n\nLater somebody tried ⟦secret|pelican7Moth⟧ by hand."},
	{"a login as mail programs send it", "AUTH PLAIN ⟦secret|AGZlZWRzAEt4Ny1Ib2YtMjI=⟧, and in a cluster pw: ⟦secret|UmVpaGVyX2FtX0JhY2hfODg=⟧"},
	{"names beside addresses", "    ⟦hostname|tusk-a1⟧   ⟦ip_address|10.20.3.41⟧\n    ⟦hostname|tusk-b1⟧   ⟦ip_address|10.20.3.42⟧\n\n⟦ip_address|10.20.3.43⟧  ⟦hostname|narwhal-x⟧\n\n⟦hostname|narwhal-y⟧ 300 IN A ⟦ip_address|10.20.3.44⟧"},
	{"cards and counts beside addresses", "ens3        ⟦ip_address|10.20.3.45⟧\neth0.100    ⟦ip_address|10.20.3.46⟧\nwell-known  ⟦ip_address|10.20.3.47⟧\ntcp4  12  ⟦ip_address|10.20.3.48⟧"},
	{"a name told twice", "on ⟦hostname|web prod three (web-prod-3)⟧ and on ⟦hostname|web-prod-4⟧ (⟦ip_address|10.20.3.4⟧)"},
	{"values of a query", "WHERE tenant_id NOT IN ('⟦identifier|kx-4410⟧', '⟦identifier|kx-4411⟧') AND host LIKE '⟦hostname|walrus7⟧' AND full_name <> '⟦person|Ottoline Fazakerley⟧'"},
	{"no values of a query", "state IN ('open', 'closed') AND size NOT IN (10, 20), one in (roughly) ten, colour LIKE 'blue%', version <> '2.4.1'"},
	{"ids of a few letters and many digits", "⟦identifier|kd-00871⟧ and ⟦identifier|hx-5500917⟧, which is tenant\n> ⟦identifier|hx-4410b⟧; iso-27001, rfc-91100, en-50600, page-10012, cve-20244"},
	{"a key that a shell continues", "export T=⟦secret|glpat-\\\nZk4Vb8Nd3sQm7xRt2Lw9⟧\ncurl -s \\\n  -o x https://status.northpole.example/\n"},
	{"a key in halves", "the token is ⟦secret|np_live_5hJ2 and kQ9sVd7XbN4mR⟧ without the and; the flag np_live_on and Kubernetes"},
	{"secrets read out", "The password is ⟦secret|Reiher, capital R, dash, seven seven, dash, Bach, capital B⟧.\n\nThe archive password: ⟦secret|\"Amsel\", exclamation mark, \"Nest\", minus, 1946⟧\n\nThe code word is ⟦secret|\"Drossel\", capital D, then nine-nine, then a hash⟧ - change it."},
	{"secrets of programs", "define('DB_PASSWORD', '⟦secret|Reiher7Bach⟧');\nproperties.setProperty(\"password\", \"⟦secret|Amsel88Nest⟧\");\npassword: >-\n    ⟦secret|Drossel77Ast⟧\n{\\\"password\\\":\\\"⟦secret|Zaun44Koenig⟧\\\"}\nDriver={x};⟦secret|Server=tcp:sql;Database=y;Uid=app;Pwd=Zeisig_88x;Encrypt=yes⟧\nAuthorization: ⟦secret|AWS4-HMAC-SHA256 Credential=AKIA4QZT7LXMPD2WKR9N/20261103/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024⟧\nbot ⟦secret|5501234567:AAHk3Zk4Vb8Nd3sQm7xRt2Lw9KpTy6Mx4Io⟧\n⟦secret|MTk4NjIyNDgzNDcxOTI1.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs⟧\ndisk ⟦secret|110341-220473-330594-440605-550726-660847-110968-221089⟧"},
	{"blocks of keys", "⟦secret|PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\nPublic-Lines: 1\nAAAAC3Nza\nPrivate-Lines: 1\nAAAAIHk3\nPrivate-MAC: 9f86d081⟧\n\n⟦secret|-----BEGIN OpenVPN Static key V1-----\n9f86d081884c7d65\n-----END OpenVPN Static key V1-----⟧\n\nthe key safe: ⟦secret|4471⟧, lockbox ⟦secret|2-2-1-9⟧"},
	{"no secrets of programs", "fields = [\"username\", \"password\", \"email\"], (\"token\", \"expires_at\"), password:\n    required: true\n\nsort=name;order=desc;page=2, Key=Value;Other=Thing; org.example.Service.Handler.process.next.step"},
	{"rules about secrets", "The password must have twelve characters, one capital letter and one digit. A password is two words with a dash between them. Password: minimum eight, one upper case, one number. The PIN is four digits. The token has three parts, two dots between."},
	{"devices and rows", "⟦hostname|tusk-a1⟧, ⟦hostname|prn-hub-3⟧, ⟦hostname|cam-7⟧, ⟦hostname|leaf-12⟧, ⟦hostname|zqx-core-2⟧ and ⟦hostname|brv-tor-b2⟧"},
	{"no devices", "plan-b2, din-a4, covid-19, debian-12, step-by-step-2, node-18, top-10, follow-up-3, round-2, wave-3, half-1, x86-64, day-2, http-2, tls-1, ipv-6, usb-3, el-9, rhel-9, python-3, gpt-4, mid-2019, pre-2, part-4, week-46"},
	{"paths of devices", "⟦path|/flash/core_RP_00⟧ and ⟦path|bootflash:images/x17.bin⟧; flash: a short notice, in a flash, /config of the page"},
	{"people by what they are", "Their driver is ⟦person|Ottoline⟧; the contact was ⟦person|Zsófia⟧, and ⟦person|Gudveig Haukdal⟧ wrote it down."},
	{"nobody by what they are", "The owner is Facilities. The contact is Support. The author was unknown. The manager is away. The lead is Friday. The reviewer was Jenkins. The operator is Kubernetes."},
	{"words of the directory in a chat", "[08:09] ⟦person|jalvarez⟧: ⟦person|Grace⟧ can you look? ⟦person|Will⟧ please wait\n\nThanks, ⟦person|Grace⟧\n\nGroet, ⟦person|Ottoline⟧\n\nPresent: ⟦person|Dana⟧, ⟦person|Grace⟧ (remote). Excused: ⟦person|Will Okafor⟧.\nMinutes: ⟦person|DW⟧ (= ⟦person|Dana Whitfield⟧)."},
	{"words that the directory has too", "⟦person|Will Okafor⟧ is here. Will you come? Will the cache last? Grace is a virtue. Grace periods end. ⟦person|Grace Lindqvist⟧ left. Grace for all was asked for."},
	{"numbers half in words", "ring ⟦phone|plus49 30 double5 01 triple7⟧, I know it"},
	{"secrets told apart", "the new one is ⟦secret|Reiher 2031 am Bach⟧, without the spaces. pass word is ⟦secret|capital-R eih 7 7 underscore b a c h⟧, and the password \"⟦secret|Amsel - two thousand nine - Nest⟧\" is gone"},
	{"no secrets told apart", "It works without the spaces. The list, no spaces, is here. The token says \"const limit = 5\" and the password \"must be changed\". Password \"not found\"."},
	{"terminals and sheets", "^[[32m⟦hostname|web-^[[1mprod^[[0m-03⟧ ready^[[0m, \\033[1m⟦person|Dana⟧\\033[0m said; =⟦phone|\"+49\"&\"35155501877\"⟧; ⟦person|JosÃ© Ãlvarez⟧ and ⟦person|LindqvistÂ⟧ by mail"},
	{"tables of pages", "<table><tr><th>Customer</th><th>Tenant</th><th>Node</th></tr><tr><td>x</td><td><b>⟦identifier|np0042lb7⟧</b></td><td>⟦hostname|walrus7⟧</td></tr></table>"},
	{"links to what is shared", "⟦internal_url|https://docs.share-vendor.example/document/d/1xQ9pLm4/edit⟧, ⟦internal_url|https://northpole-files.example/x/1⟧, ⟦internal_url|https://track.vendor.example/browse/KEY-4⟧; https://docs.vendor.example/browse/all and https://files.vendor.example/download"},
	{"numbers that nobody counts with", "first ⟦identifier|00934410⟧, then ⟦identifier|88120473⟧, and player ⟦identifier|55120⟧ and order no ⟦identifier|5512⟧; tn ⟦identifier|hx-0042-lb⟧; 2147483647 and 1099511627776 bytes, size=48213377, on 20261103, at 1762150000, 12000000 rows, match 3 of 5, player 12"},
	{"what programs print", "You are connected as user \"⟦person|tvbruggen⟧\" on host \"⟦hostname|pg-main-3⟧\".\n(⟦person|tvbruggen⟧) CMD (x)\nNew session 12 of user ⟦person|tvbruggen⟧.\n$ op read op://x/y\n⟦secret|Reiher7BachNest⟧\n$ echo $API_TOKEN\n⟦secret|kd82mQpLs72hsk⟧\n$ echo $HOME\nready"},
	{"codes of other trades", "ORU^R01 is a result, ADT^A08 a change, C09AA05 a drug, form ABC-1234, ⟦person|Whit^field^⟧"},
}

func TestPairClassesAreFound(t *testing.T) {
	t.Parallel()
	checkClasses(t, pairClassCases)
}
