package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"vitrine/views"
)

// pointsAtDays goes along the bar of a service with a mouse: each day is told below it,
// in the words of the calendar, and one on which something happened opens it. Where
// one reads from the right, the days run from there.
func (r *readership) pointsAtDays(t *testing.T) {
	p := r.browser.person("a reader with a mouse")
	p.open(r.public + "/en")
	days, leading := p.alongTheBar()
	if kinds := slices.Compact(slices.Sorted(slices.Values(days))); len(kinds) != views.BarDays {
		t.Fatalf("%d days are told on a bar of %d: %q", len(kinds), views.BarDays, days)
	}
	if len(leading) == 0 {
		t.Fatalf("no day leads anywhere: %q", days)
	}
	p.open(r.public + "/ar")
	if _, mirrored := p.alongTheBar(); len(mirrored) != len(leading) || mirrored[0] != views.BarDays-1-leading[len(leading)-1] {
		t.Errorf("the days %v lead somewhere, and from the right %v", leading, mirrored)
	}
	p.open(r.public + "/en")
	x, y := p.dayOfBar(leading[0])
	p.do("press the day", chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y))
	eventually(t, patience, func() error {
		if told := p.told(); told != days[leading[0]] {
			return fmt.Errorf("the line below the bar says %q", told)
		}
		return nil
	})
	p.keys("\x1b")
	if told := p.told(); told != "" {
		t.Errorf("after Escape the day is still told: %q", told)
	}
	p.do("press the day", chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x+1, y), chromedp.MouseClickXY(x, y))
	eventually(t, patience, func() error {
		if at := evaluate[string](p, `location.pathname + location.hash`); !strings.Contains(at, "/incidents/") && !strings.Contains(at, "/maintenance/") && !strings.Contains(at, "#") {
			return fmt.Errorf("it led to %s", at)
		}
		return nil
	})
}

const troubledBar = `[...document.querySelectorAll('svg.bar')].find(b => b.checkVisibility() && b.querySelector('.major, .partial, .degraded'))`

// alongTheBar points at each day of the first bar with trouble, from the left. It
// returns what is told of each and which lead to what happened.
func (p *person) alongTheBar() (told []string, leading []int) {
	p.t.Helper()
	for n := range views.BarDays {
		x, y := p.dayOfBar(n)
		p.do("point at a day", chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y))
		eventually(p.t, patience, func() error {
			if now := p.told(); now == "" || len(told) > 0 && now == told[len(told)-1] {
				return fmt.Errorf("day %d is told as %q", n, now)
			}
			return nil
		})
		told = append(told, p.told())
		if evaluate[bool](p, troubledBar+`.matches('.leads')`) {
			leading = append(leading, n)
		}
	}
	return told, leading
}

// dayOfBar is where a day of that bar lies on the screen.
func (p *person) dayOfBar(n int) (x, y float64) {
	p.t.Helper()
	at := evaluate[[]float64](p, `(bar => { bar.scrollIntoView({ block: 'center' }); const b = bar.getBoundingClientRect(); return [b.left, b.width, b.top + b.height / 2] })(`+troubledBar+`)`)
	return at[0] + at[1]*(float64(n)+.4)/views.BarDays, at[2]
}

// told is what the line below that bar tells of a day.
func (p *person) told() string {
	p.t.Helper()
	return evaluate[string](p, `(s => s.matches('.telling') ? s.dataset.day : '')(`+troubledBar+`.nextElementSibling)`)
}
