package locale

import (
	"testing"
	"time"
)

func TestDaysAreWrittenAsEachLanguageWritesThem(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, time.March, 1, 16, 5, 0, 0, time.UTC)
	for tag, want := range map[string][4]string{
		"en": {"1 March 2026", "Sun 1 Mar", "March 2026", "Sun 1 Mar, 16:05"},
		"de": {"1. März 2026", "So., 1. März", "März 2026", "So., 1. März, 16:05"},
		"fr": {"1er mars 2026", "dim. 1er mars", "mars 2026", "dim. 1er mars, 16:05"},
		"es": {"1 de marzo de 2026", "dom, 1 mar", "marzo de 2026", "dom, 1 mar, 16:05"},
		"pt": {"1 de março de 2026", "dom., 1 mar.", "março de 2026", "dom., 1 mar., 16:05"},
		"ja": {"2026年3月1日", "3月1日(日)", "2026年3月", "3月1日(日) 16:05"},
		"ar": {"1 مارس 2026", "الأحد، 1 مارس", "مارس 2026", "الأحد، 1 مارس، 16:05"},
	} {
		l, ok := Find(tag)
		if got := [4]string{l.Date(day), l.Day(day), l.Month(day), l.At(l.Day(day), day)}; !ok || got != want {
			t.Errorf("%s: %q", tag, got)
		}
	}
}

func TestListsAndNumbersAreJoinedAsInSpeech(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{"en": "A, B and C 99.5", "de": "A, B und C 99,5", "ja": "A、B、C 99.5", "ar": "A وB وC 99.5"} {
		if l, _ := Find(tag); l.List([]string{"A", "B", "C"})+" "+l.Decimal(99.5, 1) != want {
			t.Errorf("%s: %s %s", tag, l.List([]string{"A", "B", "C"}), l.Decimal(99.5, 1))
		}
	}
	if es, _ := Find("es"); es.List([]string{"Pagos", "Informes"}) != "Pagos e Informes" || es.List([]string{"A", "B"}) != "A y B" {
		t.Error("Spanish joins two otherwise")
	}
}

func TestCountsTakeTheFormOfTheirLanguage(t *testing.T) {
	t.Parallel()
	ar, _ := Find("ar")
	for n, want := range map[int]string{0: "لا حوادث", 1: "حادث واحد", 2: "حادثان", 3: "3 حوادث", 11: "11 حادثًا", 100: "100 حادث", 103: "103 حوادث"} {
		if got := ar.Many(n, "{0} incidents"); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	for n, want := range map[int]string{0: "no incidents", 1: "1 incident", 12: "12 incidents"} {
		if got := English.Many(n, "{0} incidents"); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

func TestAReaderGetsTheBestOfWhatIsOffered(t *testing.T) {
	t.Parallel()
	de, _ := Find("de")
	ja, _ := Find("ja")
	offered := []Language{English, de, ja}
	for accept, want := range map[string]Language{
		"":                             English,
		"de-AT,de;q=0.9,en;q=0.8":      de,
		"nl, ja;q=0.4, de;q=0.7":       de,
		"fr":                           English,
		"de;q=0, ja":                   ja,
		"not a language at all; q=???": English,
		"en-GB,de":                     English,
	} {
		if got := Match(accept, offered); got != want {
			t.Errorf("%q is answered in %s", accept, got.Name())
		}
	}
}

func TestWhatIsPutInIsNotReadAgain(t *testing.T) {
	t.Parallel()
	if got := English.Say("{0}: {1}", "{1}", "{0|x}"); got != "{1}: {0|x}" {
		t.Error(got)
	}
	if got := English.Say("Planned // countermeasure"); got != "Planned" {
		t.Error(got)
	}
}

func TestASentenceEndsWithOneFullStop(t *testing.T) {
	put := func(text string) func(int, string) string { return func(int, string) string { return text } }
	for text, want := range map[string]string{"Fr., 27. Nov.": "By Fr., 27. Nov.", `<time datetime="x">27. Nov.</time>`: `By <time datetime="x">27. Nov.</time>`, "Thu 19 Nov": "By Thu 19 Nov.",
		"<b>now</b>": "By <b>now</b>.", "a > b": "By a > b.", "x>": "By x>."} {
		if got := Fill("By {0}.", put(text)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := Fill("{0}… {0}. {0}.5", put("Nov.")); got != "Nov.… Nov. Nov..5" {
		t.Errorf("%q", got)
	}
}
