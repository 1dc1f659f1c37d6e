package redact

import "testing"

// printHouse is a printer's, some of whose people have names that are words, or begin with a letter that is
// written as two.
var printHouse = Rules{People: []Person{{Name: "Chase Holloway"}, {Name: "Grace Lim"}, {Name: "Drew Callister"}, {Name: "Mark Sterling"}, {Name: "Þóra Hjaltalín"}, {Name: "Ægir Lundqvist"}, {Name: "Tomasz Grześkowiak"}, {Name: "Orsolya Vadász"}},
	Customers: []string{"Copper Kettle Cafés"}, InternalDomains: []string{"int.wexmoor.example"}, PublicDomains: []string{"wexmoor.example"}, TicketPrefixes: []string{"OPS"}}

// ferryClassCases are examples of the families that a set of hotels and ferries showed, told by
// another trade, with their look-alikes.
var ferryClassCases = []namedText{
	{"groups in a short option", "az vm list -g ⟦path|rg-wex-press-prod⟧ -o table; az webapp restart -n x -g ⟦path|wexpress-core⟧. ls -g means by group; grep az -g '*.go'."},
	{"things of a cloud behind options", "aws cloudformation deploy --stack-name ⟦path|wex-press-prod⟧; --table-name $TABLE, --function-name <name>"},
	{"accounts for storage", "storage_account_name = \"⟦path|stwexpressfiles⟧\"\n\nstorageAccount: \"⟦path|wexbackups02⟧\"\n\nstorage_account_name = \"yourstorageaccount\""},
	{"secrets with quotation marks within", "export SMTP_PASSWORD=⟦secret|pL9\"rw\"Kq'7z'Tn4⟧\nPGPASSWORD=⟦secret|x7Kq'Wz'3mRt⟧ psql\n\nenv: '-e TOKEN=$TOKEN'"},
	{"passphrases in quotation marks", "The pass phrase is \"⟦secret|seven-grey-otters-swim⟧\", the passphrase \"⟦secret|amber-anvil-over-lake⟧\". The password \"reset-link\" page, a password \"sent-by-mail-only\"."},
	{"credentials cut in two", "| key | ⟦secret|ghp_tWx7Rk2mQp9LbNc4WsYd Vb8Nd3sQm7xRt2Lw⟧ |\n> ⟦secret|glpat-x9Kd82mQpL\n> s72hsk29xK⟧\n\nghp_ tokens have 36 signs"},
	{"names in queries", "\"GET /find?q=⟦person|Grze%C5%9Bkowiak%2C+Tomasz⟧\"; ?tags=red%2C+blue"},
	{"names put together in SQL", "SELECT '⟦person|Orsolya' || ' ' || U&'Vad\\00E1sz⟧'; U&'\\0041 b' is nobody"},
	{"names with a digit within", "tell ⟦person|gr4ce⟧ and ⟦person|dr3w⟧; a m4rk2 chip, c4se, p4ge"},
	{"first letters written as two", "⟦person|Þ. Hjaltalín⟧ and ⟦person|Æ. Lundqvist⟧ agreed, ⟦person|Th. Hjaltalín⟧ too"},
	{"names over two lines", "You reach us all day at the desk, or ask my colleague ⟦person|Bernhardine\n> Oosterwijk⟧, who knows.\n\nAfter the long talk of this morning it was approved by ⟦person|Bernhardine⟧\nTuesday was calm."},
	{"requests on a connection", "failed (req ⟦identifier|0HMVQ8F1J2K3L:0000000A⟧), at 12:00000004"},
	{"bytes told", "sha: ⟦path|9c 0b 4e d1⟧ of the build; | serial | ⟦identifier|4a 7f 00 c2 9e⟧ |; magic 89 50 4e 47, bytes be ef ca fe"},
	{"pictures below a root", "![rack](⟦path|/attachments/shelf-rtm-03.jpg⟧), ![logo](/images/logo.png), /uploads/logo-blue-14.png, /files/photo-of-team-2.jpg"},
	{"placeholders of manuals", "- `Authorization: Bearer <token>` replaces the old header of 2019.\n- <password> is chosen by you in 2 steps.\n<password>⟦secret|Curlew-31-moor⟧</password>"},
	{"marks of wikis", "user @press@ and password {color:#663399}⟦secret|Heron-Gate-77⟧{color}; a style color:#663399"},
	{"tongues by their names", "**Magyar, 21:15.** Nem működik. **Suomi, 7.7. 21:15.** Ei toimi.\n\n**Gaeilge, 22:00.** Níl sé ag obair.\n\n**Čeština, 22:00.** Nefunguje to."},
	{"rules of tables", "| a | b | c | d |\n| --- | --- | --- | --- |\n| - | - | - | - |\n"},
	{"numbers of parts", "part no. 7205-2RS was replaced; bearing 6306-2Z, model number 3RT2015-1AP01"},
	{"standards", "It follows NIST 800-171B, BSI TR-03116-4, ETSI TS-103701 and ENISA 2021-04B."},
	{"messages of IBM i", "QSYSOPR: CPIAF02 job ended, CPF9E17 before; press CPU99"},
	{"errors are no tickets", "PRN-204 is not an error. What does KIO-17 mean? KIO-18 means that the paper is out."},
	{"what was done with a login", "The admin login used for it was closed; a login shared by two; the login kept in a drawer."},
	{"radio", "Press Wi-Fi is slow. Hall Wi-Fi Gutenberg, restarted. Hi-Fi Music plays."},
	{"counted cells", "| Rows in booking | 1204331 |\n| Calls per account | 883120 |\n| booking | ⟦identifier|4417093⟧ |"},
	{"headwords of glossaries", "# Words we use\n\n**Chase**: to ask again. **Mark**: a line on the sheet.\n\n- **Grace**: the days after the due date.\n\n| Chase | to ask again |\n"},
	{"people at the head of lines", "# War room\n\n⟦person|Chase⟧: I am on it\n⟦person|Grace⟧: same here\n"},
	{"a currency", "We bill in Sterling, 40 Sterling each, to a Sterling account."},
	{"no currency", "⟦person|Sterling⟧ restarted it; ask ⟦person|Sterling⟧."},
}

func TestClassesOfFerriesAndHotelsAreFound(t *testing.T) {
	t.Parallel()
	checkHouse(t, printHouse, ferryClassCases)
}
