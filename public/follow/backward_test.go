package follow

import (
	"testing"
	"time"

	"vitrine/public/edition"
)

func TestAnOlderEditionIsTakenWhenTheFirstGoesOnSayingSo(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)
	sure := func(n int64) edition.Offer { return edition.Offer{Edition: n, Sure: true} }
	for name, c := range map[string]struct {
		said  []edition.Offer // one each five seconds
		taken int             // which is the first to be taken; -1: none
	}{
		"a newer one at once":                    {[]edition.Offer{sure(121)}, 0},
		"the same one at once":                   {[]edition.Offer{{Edition: 120}}, 0},
		"a restored backup after a while":        {[]edition.Offer{sure(100), sure(100), sure(101), sure(102)}, 3},
		"never what was not compared":            {[]edition.Offer{{Edition: 100}, {Edition: 100}, {Edition: 100}, {Edition: 100}, {Edition: 100}}, -1},
		"not while it wavers":                    {[]edition.Offer{sure(100), {Edition: 100}, sure(100), {Edition: 100}, sure(100)}, -1},
		"not what goes back further meanwhile":   {[]edition.Offer{sure(100), sure(100), sure(90), sure(90)}, -1},
		"after that, when it stays where it was": {[]edition.Offer{sure(100), sure(90), sure(90), sure(90), sure(91)}, 4},
	} {
		b, taken := backward{}, -1
		for n, o := range c.said {
			if b.allows(120, o, begin.Add(time.Duration(n)*5*time.Second), 15*time.Second) == nil {
				taken = n
				break
			}
		}
		if taken != c.taken {
			t.Errorf("%s: number %d was taken, want %d", name, taken, c.taken)
		}
	}
}

func TestAClockThatIsSetBackLetsNothingOldIn(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)
	o, b := edition.Offer{Edition: 100, Sure: true}, backward{}
	for _, after := range []time.Duration{0, -2 * time.Hour, -2*time.Hour + 10*time.Second} {
		if b.allows(120, o, begin.Add(after), 15*time.Second) == nil {
			t.Errorf("an older edition was taken at %s", after)
		}
	}
	if err := b.allows(120, o, begin.Add(-2*time.Hour+16*time.Second), 15*time.Second); err != nil {
		t.Error(err)
	}
}
