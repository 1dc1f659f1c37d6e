package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// patience is how long a person waits for one page or one control.
const patience = 30 * time.Second

// browser is one headless Chromium. Every person in it has a profile of their
// own: no cookie, no storage is shared.
type browser struct {
	t   testing.TB
	ctx context.Context
}

func newBrowser(t testing.TB) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(tool(t, "chromium")), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WindowSize(1280, 900), chromedp.Env("LANG=en_GB.UTF-8", "TZ=UTC"), chromedp.Flag("lang", "en-GB"),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost")) // nobody else can be reached
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, quit := chromedp.NewContext(alloc)
	t.Cleanup(quit)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("chromium does not start: %v", err)
	}
	return &browser{t: t, ctx: ctx}
}

// person sits before one window of the browser.
type person struct {
	t    testing.TB
	name string
	ctx  context.Context
}

func (b *browser) person(name string) *person {
	b.t.Helper()
	ctx, leave := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	b.t.Cleanup(leave)
	p := &person{t: b.t, name: name, ctx: ctx}
	if err := chromedp.Do(ctx); err != nil {
		b.t.Fatalf("%s gets no window: %v", name, err)
	}
	p.prefers("light")
	return p
}

// do runs actions and fails with what the page shows then.
func (p *person) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatalf("%s cannot %s: %v\n%s", p.name, what, err, p.text())
	}
}

// load runs actions that lead to another page and returns its status.
func (p *person) load(what string, actions ...chromedp.Action[chromedp.Void]) int {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	res, err := chromedp.RunResponse(ctx, actions...)
	if err != nil {
		p.t.Fatalf("%s cannot %s: %v\n%s", p.name, what, err, p.text())
	}
	if res == nil {
		return 0
	}
	return int(res.Status)
}

// open types an address into the bar.
func (p *person) open(address string) int {
	p.t.Helper()
	return p.load("open "+address, chromedp.Navigate(address))
}

// reload asks for the page anew, past everything the browser has kept.
func (p *person) reload() {
	p.t.Helper()
	past := true
	p.load("reload", command(page.Reload, page.ReloadParams{IgnoreCache: &past}))
}

// back presses the browser's back button.
func (p *person) back() {
	p.t.Helper()
	p.do("go back", chromedp.NavigateBack())
}

// withoutScript turns JavaScript off for this person.
func (p *person) withoutScript() *person {
	p.t.Helper()
	p.do("turn scripts off", command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	return p
}

// hurries makes everything that the pages of this person wait for come five times
// as soon, in the same order: a test need not sit through a person's pauses.
func (p *person) hurries() {
	p.t.Helper()
	p.do("hurry", command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `for (const name of ['setTimeout', 'setInterval']) {
		const real = window[name];
		window[name] = (what, wait = 0, ...more) => real(what, wait / 5, ...more);
	}`}))
}

// prefers sets the colours the person's system asks for: "light" or "dark".
// Everybody here wants pages that do not move, which a click could miss.
func (p *person) prefers(scheme string) {
	p.t.Helper()
	p.do("prefer "+scheme, command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	}))
}

// command makes an action of a command of the protocol.
func command[P, R any](cmd cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, cmd, params)
		return err
	})
}

// The ways a person finds things: by the words on or beside them. Each is a
// JavaScript function of the words that returns the element or nothing.
const (
	byWords = `(words, kinds) => {
		const flat = e => e.textContent.replace(/\s+/g, ' ').trim();
		const all = [...document.querySelectorAll(kinds)].filter(e => e.checkVisibility() && !e.closest('[aria-hidden=true]'));
		return all.find(e => flat(e) === words) || all.find(e => flat(e).startsWith(words)) || null;
	}`
	byLabel = `(words) => {
		const flat = e => e.textContent.replace(/\s+/g, ' ').trim();
		const all = [...document.querySelectorAll('label')].filter(l => l.control && l.checkVisibility());
		const found = all.find(l => flat(l) === words || flat(l) === words + ' needed') || all.find(l => flat(l).startsWith(words));
		return found ? found.control : null;
	}`
)

// call writes a call of a JavaScript function with texts for arguments.
func call(function string, args ...string) string {
	quoted := make([]string, len(args))
	for i, a := range args {
		text, _ := json.Marshal(a) // a string always has a JSON form
		quoted[i] = string(text)
	}
	return "(" + function + ")(" + strings.Join(quoted, ", ") + ")"
}

// click finds something that can be pressed by its words.
func click(kinds, words string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(chromedp.JSPath(call(byWords, words, kinds)))
}

// press clicks the button with these words and returns the next page's status.
func (p *person) press(words string) int {
	p.t.Helper()
	return p.load("press “"+words+"”", click("button", words))
}

// pressTwice sends the form as the button does, loses the answer, and presses
// the button again.
func (p *person) pressTwice(words string) int {
	p.t.Helper()
	status := evaluate[int](p, `(async button => {
		const body = new URLSearchParams(new FormData(button.form, button));
		return (await fetch(button.form.action, {method: 'POST', body})).status;
	})(`+call(byWords, words, "button")+`)`)
	if status != 200 {
		p.t.Fatalf("%s pressed “%s”, and it led to %d", p.name, words, status)
	}
	return p.press(words)
}

// follow clicks the link with these words.
func (p *person) follow(words string) int {
	p.t.Helper()
	return p.load("follow “"+words+"”", click("a", words))
}

// unfold opens what stands under a summary.
func (p *person) unfold(words string) {
	p.t.Helper()
	// A bar that stays at the foot of the window may lie over it.
	p.do("unfold “"+words+"”", chromedp.Evaluate[chromedp.Void]("("+call(byWords, words, "summary")+")?.scrollIntoView({block: 'center'})"), click("summary", words))
}

// fill types into the field with this label, in place of what was there.
func (p *person) fill(label, value string) {
	p.t.Helper()
	field := chromedp.JSPath(call(byLabel, label))
	p.do("fill “"+label+"”", chromedp.Click(field), chromedp.Focus(field), chromedp.Evaluate[chromedp.Void](`document.activeElement.select()`),
		command(input.InsertText, input.InsertTextParams{Text: value}))
	if got := p.value(label); got != value {
		p.t.Fatalf("%s typed %q into “%s”, and it holds %q", p.name, value, label, got)
	}
}

// value is what the field with this label holds.
func (p *person) value(label string) string {
	p.t.Helper()
	got, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](call(byLabel, label)+".value"))
	if err != nil {
		p.t.Fatalf("%s cannot read “%s”: %v", p.name, label, err)
	}
	return got
}

// set gives a value to a control whose own picker has no page of its own: a
// list, a day, a time.
func (p *person) set(label, value string) {
	p.t.Helper()
	p.do("set “"+label+"”", chromedp.Focus(chromedp.JSPath(call(byLabel, label))),
		chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(e => { e.value = %q; for (const n of ['input', 'change']) e.dispatchEvent(new Event(n, {bubbles: true})); })(%s)`,
			value, call(byLabel, label))))
	if got := p.value(label); got != value {
		p.t.Fatalf("%s set “%s” to %q, and it holds %q", p.name, label, value, got)
	}
}

// tick presses the box or the button with this label.
func (p *person) tick(label string) {
	p.t.Helper()
	p.do("tick “"+label+"”", chromedp.Click(chromedp.JSPath(call(byLabel, label))))
}

// text is what the page says.
func (p *person) text() string {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	said, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + '\n' + document.body.innerText`))
	if err != nil {
		return err.Error()
	}
	return said
}

// sees fails unless the page says all of it.
func (p *person) sees(words ...string) {
	p.t.Helper()
	said := strings.Join(strings.Fields(p.text()), " ")
	for _, w := range words {
		if !strings.Contains(said, w) {
			p.t.Fatalf("%s does not see “%s” on\n%s", p.name, w, p.text())
		}
	}
}

// comesToSee waits until the page says so by itself.
func (p *person) comesToSee(words string) {
	p.t.Helper()
	eventually(p.t, patience, func() error {
		if said := p.text(); !strings.Contains(said, words) {
			return fmt.Errorf("%s does not see “%s” on\n%s", p.name, words, said)
		}
		return nil
	})
}

// evaluate returns what a JavaScript expression is worth on the page.
func evaluate[T any](p *person, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %.80s: %v", p.name, expression, err)
	}
	return got
}

// where is the address of the page without its query.
func (p *person) where() string {
	p.t.Helper()
	return evaluate[string](p, `location.origin + location.pathname`)
}

// signIn opens the console's door.
func (p *person) signIn(admin, email, password string) {
	p.t.Helper()
	p.open(admin + "/sign-in")
	p.fill("Email", email)
	p.fill("Password", password)
	if status := p.press("Sign in"); status != 200 {
		p.t.Fatalf("signing in as %s led to %d\n%s", email, status, p.text())
	}
	p.sees("Sign out")
}

// picture takes the visible part of the page, or all of it.
func (p *person) picture(whole bool) []byte {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	shot, err := chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		res, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &whole})
		if err != nil {
			return nil, err
		}
		return res.Data, nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return shot
}
