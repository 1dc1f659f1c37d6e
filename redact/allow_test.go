package redact

import "testing"

func TestAPartOfAnAllowedPhrasePassesInsideItAlone(t *testing.T) {
	t.Parallel()
	s, err := New(Rules{People: []Person{{Name: "Frank Ouellet"}}, Allow: []string{"Frank & Söhne AG"}})
	if err != nil {
		t.Fatal(err)
	}
	if finds := s.Scan("The numbers went to our auditors Frank & Söhne AG in the end."); len(finds) > 0 {
		t.Errorf("inside the phrase: found %v", texts(finds))
	}
	if finds := s.Scan("We asked Frank and Ouellet of Söhne AG."); len(finds) == 0 {
		t.Error("outside the phrase: found nothing")
	}
}

func TestANameStandsInTheCasesOfASlavicLanguage(t *testing.T) {
	t.Parallel()
	s, err := New(Rules{People: []Person{{Name: "Agnieszka Żurawska"}}})
	if err != nil {
		t.Fatal(err)
	}
	if finds := s.Scan("Po polsku od Żurawskiej dzisiaj."); len(finds) != 1 || finds[0].Text != "Żurawskiej" {
		t.Errorf("found %v", texts(finds))
	}
}
