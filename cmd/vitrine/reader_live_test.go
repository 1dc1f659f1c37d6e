package main

import (
	"slices"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// comesBack cuts the stream of a page that is open: the page comes back later each
// time, after five minutes or so at the most, and at a moment left to chance, so that
// many readers do not come back at once (F16); soon again once it was heard.
func (r *readership) comesBack(t *testing.T) {
	p := r.browser.person("a reader who was cut off")
	p.do("hold the stream", command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `window.EventSource = class extends EventTarget { constructor() { super(); window.stream = this } close() {} }`,
	}))
	p.open(r.public + "/")
	seconds := evaluate[[]float64](p, `(() => {
		const waits = [], chances = [0, .25, .75], real = setTimeout;
		for (let n = 0; n < 9; n++) {
			if (n === 8) stream.dispatchEvent(new MessageEvent('hello', {lastEventId: '1'}));
			const cut = stream;
			let again;
			Math.random = () => chances[n % 3];
			window.setTimeout = (what, wait) => { again = what; waits.push(wait / 1000) };
			cut.onerror();
			window.setTimeout = real;
			again();
			if (stream === cut) waits.push(-1);
		}
		return waits;
	})()`)
	want := []float64{5 * .5, 10 * .75, 20 * 1.25, 40 * .5, 80 * .75, 160 * 1.25, 300 * .5, 300 * .75, 5 * 1.25}
	if !slices.Equal(seconds, want) {
		t.Errorf("a reader who is cut off comes back after %v s, want %v", seconds, want)
	}
}
