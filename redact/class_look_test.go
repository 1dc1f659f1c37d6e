package redact

import "testing"

// lookClassCases are examples of what a reader of the rules found missed, and the
// look-alikes of each that must pass. They belong to the house open/northpole.
var lookClassCases = []namedText{
	{"passwords and variables", "password=⟦secret|Bolivar.2024!x⟧\npassword=⟦secret|Nenc[7!kWx⟧\npassword=var.db_password\npassword=var.secrets.db\npassword=ENC[AES256,data:x]"},
	{"tickets with round numbers", "⟦ticket|TWH-8850⟧ and ⟦ticket|PLT-1200⟧ are open; the QX-9500 and an EX-4300 are devices"},
	{"characters in percent of two sorts", "by ⟦person|Ren%C3%A9%u0020Duarte⟧ there, mail ⟦email_address|ren%C3%A9%u0040x.example⟧"},
	{"dates without noughts", "call on 2026/3/14, reference 2026/3/14, phone: 2026-3-14, mobile: 2026/3/14"},
	{"numbers in a row", "It rose 10%, 25%, 50%, 100% of them.\n\n10:44:19.125 ERROR\n\n| 10 | 44 | 9 | 32 |\n\nworkers 10 → 20 → 40 → 80; at ⟦ip_address|<10> <61> <7> <33>⟧ and ⟦ip_address|[10] [62] [8] [34]⟧"},
	{"firms and people by what they do", "Our SMS vendor, ⟦person|Sunniva Brekke⟧, called; our client, ⟦person|Ottoline Fazakerley⟧, agreed."},
	{"numbers before brackets", "18400 (password resets), 4300 (login attempts), 1200 (token refreshes), 4711 (login), 5200 (passwords), and ⟦secret|4711⟧ (PIN) and ⟦secret|4712⟧ (new PIN)"},
	{"ids of ordinary words", "Batch 1200-1400 was retried, members 100-200, driver 535-545, batch 10000 and package 20000; batch ⟦identifier|B-20417⟧, member ⟦identifier|00417-22⟧, batch no. ⟦identifier|204177⟧, policy: ⟦identifier|881204⟧, driver #⟦identifier|440812⟧"},
	{"words of signs and digits", "Root cause: the proxy listens on IPv4+IPv6.\n\nThe login uses OAuth2+PKCE.\n\nAndroid14+ users could not sign in.\n\nthe login was ⟦secret|Hafen!Kran_22⟧, typed ⟦secret|Tall+7Ships⟧; the root account uses ⟦secret|Hafen!Kran_23⟧"},
	{"words that hold words of logging in", "The secretary moved C3po!Alpha to the administration; the catalog in R2d2!Beta is whole."},
	{"what ends how", "The API key window ends on 2026-11-30. Calls to the token endpoint ending in 503 rose. The key ends in ⟦secret|9f3k⟧, the phone number ending in ⟦identifier|0417⟧."},
	{"sentences with words of devices", "Enable secret scanning\n\nEnable Secret Scanning\n\nCustomers could not set password again\n\nUser forgot password twice\n\nUsername and password accepted\n\nPeer review of key changes"},
	{"settings of devices", "enable secret ⟦secret|vintersol⟧\n\nenable secret 0 ⟦secret|winter24⟧\n\nEnable password ⟦secret|Winter-Sun⟧\n\nset password ⟦secret|Lunde_fugl⟧\n\nusername ⟦person|bork⟧ password ⟦secret|vintersol⟧"},
	{"phrases behind passwords", "Reset password: users see blank page.\n\nPassword: customers get blank page.\n\nChange password: blank page follows.\n\nPassphrase: ⟦secret|gravel lantern otter piano⟧"},
}

func TestLookAlikesOfClassesPass(t *testing.T) {
	t.Parallel()
	checkClasses(t, lookClassCases)
}

// An everyday word may be a secret of a device: in a line that is no sentence it warns.
func TestAnEverydayWordInASettingOfADeviceWarns(t *testing.T) {
	t.Parallel()
	s := corpusScanner(t, "open/northpole")
	for text, want := range map[string]Severity{
		"enable secret winter":                     Warn,
		"fw# set password winter":                  Warn,
		"neighbor upstream authentication planned": Warn,
		"standby 1 authentication winter":          Warn,
		"enable secret winter7":                    Block,
		"snmp-server community winter":             Block,
	} {
		if finds := s.Scan(text); len(finds) != 1 || finds[0].Kind != Secret || finds[0].Severity != want {
			t.Errorf("%q: found %v, want one secret that says %s", text, finds, want)
		}
	}
}

// A name behind a word that a firm can be called by warns, a person's name blocks.
func TestANameThatMayBeAFirmsWarns(t *testing.T) {
	t.Parallel()
	s := corpusScanner(t, "open/northpole")
	for text, want := range map[string]Severity{
		"Our SMS vendor, Vonage, confirmed the fault":  Warn,
		"Our SMS vendor, Sunniva Brekke, confirmed it": Block,
		"The auditor, Achterberg, confirmed the fault": Block,
		"Our biggest customer, Ottoline, confirmed it": Block,
	} {
		if finds := s.Scan(text); len(finds) != 1 || finds[0].Severity != want {
			t.Errorf("%q: found %v, want one that says %s", text, finds, want)
		}
	}
}
