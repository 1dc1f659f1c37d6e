package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// stop is where Tab led.
type stop struct {
	Index int    // among what can be reached, in the order of the page; -1: it is none of them
	Name  string // what it is called
	Ring  bool   // it shows that it has the focus
	Seen  bool   // it stands in the window
}

// watchTabs lists what Tab has to reach, in the order of the page, and keeps a
// record of where it leads.
const watchTabs = `(() => {
	const flat = e => (e.labels?.[0] ?? e).textContent.replace(/\s+/g, ' ').trim();
	const named = e => flat(e) || e.getAttribute('aria-label') || e.querySelector('img')?.alt || e.name || '';
	const grouped = e => e.type === 'radio' && !e.checked && document.querySelector('input[type=radio]:checked[name="' + e.name + '"]');
	const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
		.filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && !grouped(e) && e.checkVisibility({visibilityProperty: true}));
	window.stops = [];
	document.addEventListener('focusin', ({target: e}) => {
		const style = getComputedStyle(e), box = e.getBoundingClientRect();
		stops.push({Index: all.indexOf(e), Name: named(e), Ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
			Seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight});
	});
	return all.map(named);
})()`

// byKeys walks over front page and sign-up with Tab alone: every control is reached
// in the order of the page, each shows that it has the focus and stands in the
// window. The first leads past the head of the page.
func (r *readership) byKeys(t *testing.T) {
	p := r.browser.person("a reader without a mouse")
	for _, path := range []string{"/", "/subscribe", "/ar"} {
		p.open(r.public + path)
		evaluate[int](p, `(all => { for (const e of all) e.open = true; return all.length })([...document.querySelectorAll('details')])`)
		want := evaluate[[]string](p, watchTabs)
		presses := strings.Repeat(kb.Tab, len(want)+8) // some controls hold several fields
		p.do("press Tab", chromedp.KeyEvent(presses))
		got := evaluate[[]stop](p, `stops`)
		next := 0
		for _, s := range got {
			if next == len(want) {
				break
			}
			if s.Index == next-1 {
				continue // within one control
			}
			if s.Index != next {
				t.Errorf("%s: after %d stops Tab leads to %q, want %q", path, next, s.Name, want[next])
				break
			}
			if !s.Ring || !s.Seen {
				t.Errorf("%s: %q has the focus, and shows it: %t, in the window: %t", path, s.Name, s.Ring, s.Seen)
			}
			next++
		}
		if next < len(want) || len(want) < 15 {
			t.Errorf("%s: Tab reached %d of %d controls", path, next, len(want))
		}
		if path != "/ar" && want[0] != "Skip to the content" {
			t.Errorf("%s: the first stop is %q", path, want[0])
		}
	}
	p.open(r.public)
	p.keys(kb.Tab + kb.Enter + kb.Tab)
	if !evaluate[bool](p, `location.hash === '#main' && document.activeElement === document.querySelector('main a')`) {
		t.Errorf("past the head of the page the focus is on %q", p.focused())
	}
}
