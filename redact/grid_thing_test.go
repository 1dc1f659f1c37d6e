package redact

import (
	"math/rand/v2"
	"strings"
)

// gridRules are those of an invented house that no document of the corpus knows.
var gridRules = Rules{
	People: []Person{
		{Name: "Sunniva Bratland", Handles: []string{"sbratland"}, Emails: []string{"sunniva.bratland@hollinworth.example"}},
		{Name: "Kwabena Oforiwaa", Handles: []string{"kofori"}, Emails: []string{"kwabena.oforiwaa@hollinworth.example"}},
		{Name: "Teresa Vasconcelos", Handles: []string{"tvasco"}}, {Name: "Noor van der Zwaan", Handles: []string{"nvdzwaan"}}, {Name: "Maja Łukasiewicz"},
	},
	Customers:       []string{"Pemberfield Dairy", "Quillon Freight GmbH", "Asterwick"},
	Terms:           []Term{{Match: "Marrowgate", Replace: "our ledger"}, {Match: "Blue Lantern", Replace: "our paging tool"}, {Match: "tallow-sync", Replace: "our copier"}},
	InternalDomains: []string{"int.hollinworth.example"}, PublicDomains: []string{"hollinworth.example"}, TicketPrefixes: []string{"HWX", "OPSQ"},
}

// gridThing is something that must be found; key is what it is called where it has a name,
// and shy says that nobody knows it without that name.
type gridThing struct {
	kind Kind
	text string
	key  string
	shy  bool
}

// gridKeys are what things of a kind are called.
var gridKeys = map[Kind]string{PersonName: "owner", EmailAddress: "email", Hostname: "host", IPAddress: "address", InternalURL: "url", Path: "file", Ticket: "ticket", Customer: "customer", TermUse: "service", Phone: "phone", Secret: "token", Identifier: "id"}

// gridPlain are the things that stand as they are, by kind.
var gridPlain = map[Kind]string{
	PersonName:   "Sunniva Bratland|Sunniva|Bratland|S. Bratland|Bratland, Sunniva|sbratland|Teresa Vasconcelos|Maja Łukasiewicz|Noor van der Zwaan|Oforiwaa",
	EmailAddress: "sunniva.bratland@hollinworth.example|kwabena+oncall@int.hollinworth.example|t.vasconcelos@mailbox.example",
	Hostname:     "vault03.int.hollinworth.example|pay-prod-04|lon2-db-11|k8s-worker-07|mq1.lon.corp.internal",
	IPAddress:    "10.44.18.7|172.22.9.140:8443|10.61.0.0/16|192.168.41.12|fd3c:91a2:77::42|fd3c:91a2:77::/48",
	Path:         `/srv/ledger/etc/app.conf|/home/sbratland/dump.sql|C:\Users\sbratland\dump.xlsx|D:\Ledger\conf\app.ini|\\fs02\finance\q3\plan.xlsx`,
	InternalURL:  "https://wiki.int.hollinworth.example/runbooks/failover|http://grafana.int.hollinworth.example:3000/d/abc|https://jenkins.int.hollinworth.example/job/deploy/412/",
	Ticket:       "HWX-4821|OPSQ-77", Customer: "Pemberfield Dairy|Pemberfield|Quillon Freight|Asterwick", TermUse: "Marrowgate|Blue Lantern|tallow-sync",
	Phone: "+44 20 7946 0812|+49 351 4429118|+1 415 555 0172",
}

// gridIDs are identifiers, with what they are called; a star marks those that are shy.
const gridIDs = `id 3f0c8b1e-8a5d-4f6e-9a3b-2c7d5e8f9a10|trace_id 01JD4K8ZQ6M2X7V9T3B5N0C1RY|trace_id 9c1d27e04b8f43a6b7c05e12f3a8d964|iban NL91ABNA0417164300|iban GB82 WEST 1234 5698 7654 32|
	card {l4929148377210635}|*vin WVWZZZ1KZ7P041288|*imei {l356938035643809}|mac a4:5e:60:c8:1d:07|sid S-1-5-21-3623811015-3361044348-30300820-1013|*account_id 412883907716|customer_id cus_QkT72mXw91Lp|
	*order ORD-2025-118204|*contract_no V-2024-00817|*customer_no KD-88120-4|*meter_no 1ESY1160552714|*policy_no P7714420|*booking K7QX2M|nino AB 48 21 93 C|ssn 536-90-4399|cpf 529.982.247-25|*pesel 84071502339|
	fiscal_code RSSMRA85T10A562S|*passport_no C4F7H2K91|*serial 5CG9142KXZ|container MSKU3070079|*tracking_no JJD014600003284471|*session_id sess-9dK2mQ8vv71L|*user_id 88120417`

// gridSecrets are patterns of secrets, with what they are called; a star marks those that
// are shy.
const gridSecrets = `key AKIA{A16}|token ghp_{36}|token glpat-{20}|token xoxb-{d12}-{d12}-{24}|key sk_live_{24}|key AIza{35}|token eyJ{30}.eyJ{40}.{43}|token npm_{36}|key SG.{22}.{43}|token hvs.{24}|token dop_v1_{x64}|
	hash $2b$12${53}|url postgres://svc:Hx7{8}@db7:5432/ledger|url https://bot:{20}@git.int.hollinworth.example/a.git|token pypi-AgEIcHlwaS5vcmc{60}|key AGE-SECRET-KEY-1{A58}|*api_key {x40}|*secret_key {38}/7|*secret {43}=|*password Harbour!Mist_27|
	*password tr0ub4dor&3|*password Xq7#mm2pLz|*password winter2025!|*password 9fKx2mQ8vv71|*passphrase gravel-otter-piano-47|*totp_seed JBSWY3DPEHPK3PXPJBSWY3DP|*password P@ssw0rd-Rota`

// gridThings are all of them, the same in every run.
func gridThings() (things []gridThing) {
	r := rand.New(rand.NewPCG(7, 11))
	for _, k := range Kinds() {
		for text := range strings.SplitSeq(gridPlain[k], "|") {
			if text != "" {
				things = append(things, gridThing{kind: k, text: text, key: gridKeys[k]})
			}
		}
	}
	for _, list := range []struct {
		kind Kind
		rows string
	}{{Identifier, gridIDs}, {Secret, gridSecrets}} {
		for row := range strings.SplitSeq(list.rows, "|") {
			key, text, _ := strings.Cut(strings.TrimSpace(row), " ")
			bare := strings.TrimPrefix(key, "*")
			if number, ok := strings.CutPrefix(text, "{l"); ok {
				text = checked(strings.TrimSuffix(number, "}"))
			}
			things = append(things, gridThing{kind: list.kind, text: fill(text, r), key: bare, shy: bare != key})
		}
	}
	return things
}

// checked is a number whose last digit is the one of a payment card (ISO/IEC 7812).
func checked(number string) string {
	digits := []byte(number)
	for i := range digits {
		digits[i] -= '0'
	}
	for d := range byte(10) {
		if digits[len(digits)-1] = d; luhn(digits) {
			return number[:len(number)-1] + string('0'+rune(d))
		}
	}
	return number
}
