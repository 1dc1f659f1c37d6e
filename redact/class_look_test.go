package redact

import "testing"

// lookClassCases are examples of what a reader of the rules found missed, and the
// look-alikes of each that must pass. They belong to the house open/northpole.
var lookClassCases = []namedText{
	{"passwords and variables", "password=⟦secret|Bolivar.2024!x⟧\npassword=⟦secret|Nenc[7!kWx⟧\npassword=var.db_password\npassword=var.secrets.db\npassword=ENC[AES256,data:x]"},
	{"tickets with round numbers", "⟦ticket|TWH-8850⟧ and ⟦ticket|PLT-1200⟧ are open; the QX-9500 and an EX-4300 are devices"},
	{"characters in percent of two sorts", "by ⟦person|Ren%C3%A9%u0020Duarte⟧ there, mail ⟦email_address|ren%C3%A9%u0040x.example⟧"},
	{"dates without noughts", "call on 2026/3/14, reference 2026/3/14, phone: 2026-3-14, mobile: 2026/3/14"},
}

func TestLookAlikesOfClassesPass(t *testing.T) {
	t.Parallel()
	checkClasses(t, lookClassCases)
}
