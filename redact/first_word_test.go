package redact

import "testing"

func TestFirstWordsKnowWhatTheDictionaryBeginsWith(t *testing.T) {
	d := builtIn()
	for _, e := range d.entries {
		if e.loose || !inWord[e.word[0]] {
			continue
		}
		for _, behind := range []string{"", " ", ".", "s", "es", "'s"} {
			text := []byte(e.word + behind)
			if behind != "" && inWord[behind[0]] && !inWord[text[len(e.word)-1]] {
				continue
			}
			if _, known := d.starts.word(text, 0); !known {
				t.Fatalf("%q is not seen to begin with a word of the dictionary", text)
			}
		}
	}
	unknown := 0
	for _, w := range []string{"qzxv", "wwrtp", "hjkq", "vvbbn", "xqjz", "plmokn", "zzyx", "gfdqw"} {
		end, known := d.starts.word([]byte(w+" and"), 0)
		if end != len(w) {
			t.Errorf("%q ends at %d", w, end)
		}
		unknown += btoi(!known)
	}
	if unknown < 6 {
		t.Errorf("only %d of 8 strange words are refused at once", unknown)
	}
}

func TestNextDigitAndNextBeyond(t *testing.T) {
	for c := range 256 {
		for at := range 20 {
			text := []byte("abcdefghijklmnopqrstuvwx")
			text[at] = byte(c)
			digitAt, beyondAt := len(text), len(text)
			if c >= '0' && c <= '9' {
				digitAt = at
			}
			if c >= 0x80 {
				beyondAt = at
			}
			if got := nextDigit(string(text), 0); got != digitAt {
				t.Fatalf("next digit of %q is at %d, not %d", text, got, digitAt)
			}
			if got := nextBeyond(string(text), 0); got != beyondAt {
				t.Fatalf("next byte beyond ASCII of %q is at %d, not %d", text, got, beyondAt)
			}
		}
	}
	text := "\xb0\xb1\xff\x80\x7f:/ 3é"
	if got := nextDigit(text, 0); got != 8 {
		t.Errorf("beside strange bytes the digit is at %d", got)
	}
}
