package redact

import "strings"

// Codes that everybody may know: numbers of parts and of standards.

// partHeads stand before the number of a part that shops sell.
var partHeads = []string{"part no.", "part no", "part number", "part numbers", "part nos.", "part #", "spare part", "p/n", "model no.", "model number", "item no.", "article no.", "order code", "teile-nr.", "teilenummer", "artikel-nr.", "artikelnummer", "ersatzteil", "référence fabricant", "bearing", "bearings", "wälzlager", "kugellager"}

// partNumber reports whether such words stand before an offset.
func partNumber(t string, start int) bool {
	head := strings.ToLower(strings.TrimRight(t[max(0, start-28):start], " :`*\""))
	for _, words := range partHeads {
		if strings.HasSuffix(head, words) && (len(head) == len(words) || !wordByte(head, len(head)-len(words)-1)) {
			return true
		}
	}
	return false
}

// standardBodies publish the standards that are counted behind their names.
var standardBodies = wordSet("nist fips iso iec ieee rfc din en ansi astm etsi itu bsi cis owasp pci sae asme jedec ecma itu-t 3gpp csa ul vde dvgw nfpa asvs enisa anssi ncsc cisa bs is jis gost mil-std nerc hipaa sp tr ts")

// standardBody reports whether the name of such a body stands before an offset, in capitals.
func standardBody(t string, start int) bool {
	w := wordBefore(t, start)
	s := w.in(t)
	return s != "" && byteAt(t, w.end) == ' ' && w.end+1 == start && s == strings.ToUpper(s) && standardBodies[strings.ToLower(s)]
}

// ibmMessage reports whether a name in small letters is that of a message of IBM i: CPIAD09, CPF9E17.
func ibmMessage(name string) bool {
	return len(name) == 7 && name[:2] == "cp" && strings.IndexByte("acdefix", name[2]) >= 0 && isHexWord(name[3:]) && name[3:5] != "db"
}
