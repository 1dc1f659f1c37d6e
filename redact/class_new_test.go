package redact

import "testing"

// newClassCases are examples of the families that the fourth set aside showed, with
// their look-alikes. They belong to the house open/northpole.
var newClassCases = []namedText{
	{"machines with a letter or a place", "The primary is ⟦hostname|db-a⟧, ⟦hostname|db-b⟧ was behind; the job moved from ⟦hostname|cron-b⟧ to ⟦hostname|cache-b⟧. ⟦hostname|cam-tor-3⟧ and ⟦hostname|prn-3og-12⟧ were dark, ⟦hostname|pg-standby-b⟧ not."},
	{"machines told by name", "The hypervisor is called ⟦hostname|falke⟧, a server named ⟦hostname|uhu⟧, der Rechner namens ⟦hostname|Amsel⟧."},
	{"machines of commands", "`kubectl exec -it ⟦hostname|api-gw-5c7d⟧ -- sh` and `docker restart ⟦hostname|shop-web-1⟧`\n\nMar  2 04:12:11 ⟦hostname|orion⟧ kernel: oom\n\n⟦internal_url|redis://cache-b:6379/0⟧, brokers ⟦hostname|kfk1:9092⟧,⟦hostname|kfk2:9092⟧, and the machine ⟦hostname|web prod 03⟧ as people say it"},
	{"no machines", "plan-b, vitamin-c, class-a, the all-in-one, phase-one, day-one, log-level-2, see line12:20, main.go:1204, it listens on localhost:8080, postgres://localhost/app, redis://redis:6379, amqp://<user>:<password>@<host>, mqtt://${HOST}, west europe 2, us east 1, a container called home, the server called back"},
	{"addresses apart", "at ⟦ip_address|10. 44. 9. 32⟧, at ⟦ip_address|10.44.*9.32⟧, ⟦ip_address|AC.1B.3D.0A⟧, ⟦ip_address|0254.033.075.012⟧, ⟦ip_address|172-27-61.10⟧, ⟦ip_address|10 <.> 44 <.> 9 <.> 32⟧, ⟦ip_address|10 · 44 · 9 · 32⟧, and in words fd ... no: ⟦ip_address|fd zero zero colon seven seven colon colon two⟧"},
	{"no addresses apart", "from 10.5 - 20.3 percent, 10.67% | 10.68, 10.0 / 255.0, 10.1, 10.2, 10.3 and 10.4, on 10.11. 12.30 was lunch, 172 of 1,024, 192 x 168 pixels, F0.9B.2A, de.ad.be.ef"},
	{"paths apart", "under ⟦path|/ home / deploy / apps / billing⟧ and ⟦path|slash home slash kwab slash dot history⟧, ⟦path|s3 : / / np-backup / pbx⟧, ⟦path|∕var∕lib∕dlms∕keys⸱db⟧"},
	{"no paths apart", "either / or, A / B / C tests, yes / no / maybe, he / she / they, in and / or out, 3 / 4 / 5"},
	{"secrets of commands", "snmpwalk -v2c -c ⟦secret|k0ntr0ll⟧ x\nldapsearch -x -w ⟦secret|Bind77x⟧ -b dc=x\nplink -pw ⟦secret|Fruehling24⟧ x\nmosquitto_sub -u gw -P ⟦secret|kuehlhaus9⟧ -t x\nopenssl enc -k ⟦secret|Zucker-und-Zimt-3⟧ -in x\n$p = ConvertTo-SecureString '⟦secret|Drossel#Rohr88⟧' -AsPlainText -Force\nredis.setPassword(\"⟦secret|Reiher77Bach⟧\")"},
	{"secrets told", "WLAN: SSID Lager, key ⟦secret|Palette-7788-Hof⟧\n\nOld password ⟦secret|Herbst24!⟧, new one ⟦secret|Winter24!⟧.\n\nrecovery codes: ⟦secret|8842-1190⟧, ⟦secret|7731-0042⟧\n\nKonferenz: Webex, Code ⟦secret|7741 9902⟧.\n\nthe API key ends in ⟦secret|9f3k⟧\n\n⟦secret|4711⟧ (PIN), `⟦secret|Kx7-22mm⟧` (root password)\n\npassphrase ⟦secret|seven-Terns-over-Texel⟧\n\nPassphrase: ⟦secret|gravel lantern otter piano⟧\n\nSomebody pasted \"⟦secret|Hafen!Kran_22⟧\" at the login.\n\nroot:⟦secret|$6$Zk4Vb8Nd$3sQm7xRt2Lw9KpTy6Mx4Io8Aq3fDz7kEg2Yj9⟧"},
	{"secrets in pieces", "the key ⟦secret|sk_live_kW7tJqjz + iOvbBUZc + RYZKZwTc⟧ and the token ⟦secret|eyJhbGci OiJIUzI1 NiJ9 . 2IX71v8LntPMuS5JrWxa qgcB-OBLn956HpWLDpZR . DY9afdV0O_SOP0TIB-RRG0⟧, then ⟦secret|p0stgres colon slash slash pbx colon Amsel-Nest-2 at db-pbx⟧"},
	{"no secrets told", "The password is checked against leaked lists. Password: at least twelve characters. verify(password), rand.New(pw), error code 404 in the meeting, QR code 123456, a key that ends in `LICENSE`, the file ends with `main2.go`, status code 200 for the call, issue C#8 and F#4, user:pass@host, postgres://user:password@localhost/db, the passphrase must be kept, ask for `scope=read` with a secret, curl -u user:password x"},
	{"more identifiers", "delivery note ⟦identifier|LS-2025-00417⟧, serial ⟦identifier|SN-77XK-00412⟧, patient ⟦identifier|P-2231-88⟧, badge ⟦identifier|B-4471⟧, our account, ⟦identifier|ZF-330-8127⟧; container ⟦identifier|MSKU 123456 5⟧, licence plate ⟦identifier|B-KX 4417⟧, born on ⟦identifier|1984-03-12⟧, card ⟦identifier|4111 11** **** 1111⟧, ⟦identifier|XXXX-XXXX-XXXX-4242⟧, \"sub\": \"⟦identifier|auth0|5f7c8ec7c33c6c004bbafe82⟧\"\n\nKundennr;Ort\n⟦identifier|K-1180-00417⟧;Rom\n⟦identifier|K-1180-00583⟧;Kiel\n\nagain ⟦identifier|K / 1180 / 00417⟧ and ⟦identifier|K118000583⟧"},
	{"no more identifiers", "serial number missing, a policy of 2025, born in 1984, plates of steel, Event ID: 4625, Security ID: S-1-0-0, client `com.x.core:databind:2.17.1`, order 66 of 70, a license of 2004, #### heading, xxxx xxxx, ****"},
	{"people by what they do", "The auditor, ⟦person|Berthold Achterberg⟧, lists them; our fitter ⟦person|Ludvík⟧ came. ⟦person|Will⟧ then restarted it. Ask ⟦person|Dana⟧ or ⟦person|Grace⟧ first.\n\n12:15 vendor, ⟦person|Sunniva⟧: hello"},
	{"known things by their bones", "Somebody wrote ⟦term|K.e.s.t.r.e.l⟧ and ⟦term|k3str3l⟧ too; ⟦person|Wh1tf1eld⟧; ⟦ticket|OPS-1234⟧ is ⟦ticket|OPS, number one-two-three-four⟧; ⟦hostname|web-prod-03⟧ is ⟦hostname|web dash prod dash zero three⟧ and ⟦hostname|web_prod_03⟧; the key ⟦secret|glpat-Zk4Vb8Nd3sQm7xRt2Lw9⟧ is \"⟦secret|glpat-Zk4\", \"Vb8Nd3sQm\", \"7xRt2Lw9⟧\"; ⟦phone|+1 415 555 0142⟧ is ⟦phone|(four one five) 555 oh-one-four-two⟧"},
	{"no bones", "Blue and heron, a con to so many, the tail spins, dan a lot, 4 all of us"},
	{"upside down", "he wrote ⟦person|plǝᴉɟʇᴉɥʍ ɐuɐp⟧ there, and a schwa ə and a turned ɹ in phonetics"},
}

func TestNewClassesAreFound(t *testing.T) {
	t.Parallel()
	checkClasses(t, newClassCases)
}
