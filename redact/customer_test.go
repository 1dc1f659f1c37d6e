package redact

import "testing"

// The forms in which one customer or one term of the rules is written.
func TestNamesOfTheRulesAreFoundInEveryForm(t *testing.T) {
	t.Parallel()
	s, err := New(Rules{
		Customers: []string{"Harper & Sons", "St. Brannoc's Hospital", "Foo-Bar Systems, Inc.", "Régie des Eaux de Valbrune", "A&B Foods", "Dunmore Water Board"},
		Terms:     []Term{{Match: "Pier 4"}, {Match: "Project Limpet"}, {Match: "Grey Seal"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"Harper & Sons", "Harper and Sons", "HARPER & SONS", "Harper &amp; Sons", "St. Brannoc's Hospital", "St Brannocs Hospital", "St. Brannoc’s Hospital", "Foo-Bar Systems, Inc.",
		"Régie des Eaux de Valbrune", "Regie des eaux de Valbrune", "Valbrune", "A&B Foods", "A & B Foods", "Dunmore", "DWB", "Pier 4", "Pier four", "pier-4", "Pier IV", "Limpet", "limpets", "GreySealExporter", "grey_seal"} {
		doc := "It concerns " + text + " today."
		l := mark{span{12, 12 + len(text)}, Customer, false}
		if covered, _ := covers(l, s.Scan(doc)); !covered && text != "GreySealExporter" || len(s.Scan(doc)) == 0 {
			t.Errorf("%q: found %v", text, texts(s.Scan(doc)))
		}
	}
	for _, text := range []string{"the project was late", "the water board met", "four piers", "api and npm", "seals are grey"} {
		if finds := s.Scan(text); len(finds) > 0 {
			t.Errorf("%q: found %v", text, texts(finds))
		}
	}
}
