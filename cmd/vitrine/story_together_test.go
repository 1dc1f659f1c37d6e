package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// together is two people who write one review at once.
type together struct {
	t           *testing.T
	s           *server
	api         *client
	dana, priya *person
	id          string
}

// TestTwoWriteOneReviewAndNoWordIsLost lets two browsers write the same review;
// one loses its connection, the session of the other ends.
func TestTwoWriteOneReviewAndNoWordIsLost(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		s := prepare(t, env...).start()
		b := newBrowser(t)
		w := &together{t: t, s: s, api: s.user("dana@northpole.example", "Dana Whitfield", "admin"), dana: b.person("Dana"), priya: b.person("Priya")}
		s.user("priya@northpole.example", "Priya Raman", "reviewer")
		w.id = text(w.api.do("POST", "/reviews", object{"title": "Sign-in failed for 20 minutes", "overview": "Most sign-ins failed."}), "id")
		w.dana.signIn(s.admin, "dana@northpole.example", "correct horse staple admin")
		w.priya.signIn(s.admin, "priya@northpole.example", "correct horse staple reviewer")
		for _, p := range []*person{w.dana, w.priya} {
			p.do("look", chromedp.EmulateViewport(1440, 1000))
			p.hurries()
			p.open(w.at())
		}
		for _, chapter := range []struct {
			name string
			tell func()
		}{
			{"two sections at once", w.twoSections}, {"one section, taken over", w.takeOver}, {"a comment in between", w.comment},
			{"without a connection", w.loseConnection}, {"without a session", w.loseSession}, {"both save first", w.bothSave},
		} {
			begin := time.Now()
			chapter.tell()
			t.Logf("%-32s %.1f s", chapter.name, time.Since(begin).Seconds())
		}
	})
}

func (w *together) at() string { return w.s.admin + "/reviews/" + w.id }

// begins opens a section in its place on the page.
func (p *person) begins(section string) {
	p.t.Helper()
	p.do("write "+section, chromedp.Click(chromedp.JSPath(`[...document.querySelectorAll('[data-write]')].find(a => a.textContent.trim().endsWith(`+quoted(": "+section)+`))`)))
	eventually(p.t, patience, func() error {
		if !evaluate[bool](p, call(byLabel, section+": Text")+` !== null`) {
			return fmt.Errorf("%s has no field for %s", p.name, section)
		}
		return nil
	})
}

func quoted(text string) string { return fmt.Sprintf("%q", text) }

// closes presses the button of the section's form and waits for the text.
func (p *person) closes(section string) {
	p.t.Helper()
	p.do("close "+section, chromedp.Click(chromedp.JSPath(call(byLabel, section+": Text")+`.form.querySelector('.publish')`)))
	eventually(p.t, patience, func() error {
		if evaluate[bool](p, call(byLabel, section+": Text")+` !== null`) {
			return fmt.Errorf("%s still has the form of %s", p.name, section)
		}
		return nil
	})
}

// presses clicks a button that leads nowhere.
func (p *person) presses(words string) {
	p.t.Helper()
	p.do("press “"+words+"”", click("button", words))
}

// keeps waits until the server has every text in a field.
func (w *together) keeps(field string, texts ...string) {
	w.t.Helper()
	eventually(w.t, patience, func() error {
		got := text(w.api.do("GET", "/reviews/"+w.id, nil), field)
		for _, want := range texts {
			if !strings.Contains(got, want) {
				return fmt.Errorf("%s says %q, without %q", field, got, want)
			}
		}
		return nil
	})
}

func (w *together) twoSections() {
	w.t.Helper()
	w.dana.begins("Overview")
	w.dana.fill("Overview: Text", "Most sign-ins failed for twenty minutes.")
	w.priya.begins("What went well")
	w.priya.fill("What went well: Text", "Support spoke up early.")
	w.dana.comesToSee("Saved ")
	w.priya.comesToSee("Saved ")
	w.priya.comesToSee("Dana Whitfield is writing here")
	w.dana.comesToSee("Priya Raman is writing here")
	w.keep("writing")
	w.priya.closes("What went well")
	w.dana.comesToSee("Support spoke up early.")
	if got := w.dana.value("Overview: Text"); got != "Most sign-ins failed for twenty minutes." {
		w.t.Errorf("what Dana writes became %q when Priya saved", got)
	}
	w.keeps("overview", "Most sign-ins failed for twenty minutes.")
	w.keeps("went_well", "Support spoke up early.")
}

func (w *together) takeOver() {
	w.t.Helper()
	w.priya.begins("Overview")
	w.priya.comesToSee("Dana Whitfield is writing here since")
	if !evaluate[bool](w.priya, call(byLabel, "Overview: Text")+`.readOnly`) {
		w.t.Error("Priya may type while Dana writes")
	}
	w.dana.fill("Overview: Text", "Most sign-ins failed for twenty-one minutes.")
	w.priya.presses("Take over")
	w.dana.comesToSee("Priya Raman is writing here since")
	eventually(w.t, patience, func() error {
		if got := w.priya.value("Overview: Text"); !strings.Contains(got, "twenty-one") {
			return fmt.Errorf("Priya reads %q", got)
		}
		return nil
	})
	w.priya.fill("Overview: Text", "Most sign-ins failed for twenty-one minutes. Nobody lost data.")
	w.priya.comesToSee("Saved ")
	w.keeps("overview", "twenty-one minutes. Nobody lost data.")
	w.priya.closes("Overview")
	eventually(w.t, patience, func() error {
		if got := w.dana.value("Overview: Text"); !strings.Contains(got, "Nobody lost data.") || evaluate[bool](w.dana, call(byLabel, "Overview: Text")+`.readOnly`) {
			return fmt.Errorf("Dana reads %q", got)
		}
		return nil
	})
	w.dana.closes("Overview")
}

func (w *together) comment() {
	w.t.Helper()
	w.dana.begins("What happened")
	w.dana.fill("What happened: Text", "A process used nearly all of a processor.")
	w.priya.do("open the comment", chromedp.Evaluate[chromedp.Void](`document.querySelector('#talk-overview details.say').open = true`))
	w.priya.do("write the comment", chromedp.Evaluate[chromedp.Void](`document.getElementById('say-overview').value = '@Dana, in all regions?'`),
		chromedp.Click(chromedp.JSPath(`document.querySelector('#talk-overview details.say button')`)))
	w.dana.comesToSee("in all regions?")
	w.keep("comment")
	w.dana.do("settle", chromedp.Click(chromedp.JSPath(`[...document.querySelectorAll('#talk-overview button')].find(b => b.textContent.startsWith('Settle'))`)))
	w.dana.comesToSee("Settled by Dana Whitfield")
	if got := w.dana.value("What happened: Text"); got != "A process used nearly all of a processor." {
		w.t.Errorf("settling took Dana's words away: %q", got)
	}
	w.dana.closes("What happened")
	w.keeps("description", "A process used nearly all of a processor.")
}

// connected takes the network from a person's browser, or gives it back.
func (p *person) connected(there bool) {
	p.t.Helper()
	set := cdp.Command[network.OverrideNetworkStateParams, cdp.Empty]{Method: "Network.emulateNetworkConditions"}
	p.do("set the network", command(set, network.OverrideNetworkStateParams{Offline: !there, DownloadThroughput: -1, UploadThroughput: -1}))
}

func (w *together) loseConnection() {
	w.t.Helper()
	w.dana.begins("Where we were lucky or unlucky")
	w.dana.connected(false)
	w.dana.fill("Where we were lucky or unlucky: Text", "It was a quiet afternoon.")
	w.dana.comesToSee("No connection.")
	w.api.do("PATCH", "/reviews/"+w.id, object{"luck": "A spare machine stood ready."})
	w.dana.connected(true)
	w.dana.comesToSee("saved this section while you wrote")
	w.dana.sees("A spare machine stood ready.")
	w.keep("both")
	w.dana.presses("Put both together")
	w.keeps("luck", "It was a quiet afternoon.", "A spare machine stood ready.")
	w.dana.comesToSee("Saved ")
	w.dana.closes("Where we were lucky or unlucky")
}

func (w *together) loseSession() {
	w.t.Helper()
	const field = "Friction: Text"
	w.priya.begins("Friction")
	w.priya.fill(field, "Only one person could read the logs.")
	w.priya.comesToSee("Saved ")
	evaluate[bool](w.priya, `fetch('/sign-out', {method: 'POST', body: new URLSearchParams({csrf: document.querySelector('input[name=csrf]').value})}).then(r => r.ok)`)
	w.priya.fill(field, "Only one person could read the logs. The runbook named another host.")
	w.priya.comesToSee("Your session has ended")
	w.priya.follow("Sign in again")
	w.priya.fill("Email", "priya@northpole.example")
	w.priya.fill("Password", "correct horse staple reviewer")
	w.priya.press("Sign in")
	w.priya.comesToSee("This browser kept words of yours")
	w.priya.presses("Put them back")
	w.keeps("friction", "Only one person could read the logs. The runbook named another host.")
	w.priya.comesToSee("Saved ")
	w.priya.load("save", click("button", "Save"))
	w.priya.comesToSee("The runbook named another host.")
}

// bothSave is the same without a script: the second page shows both texts.
func (w *together) bothSave() {
	w.t.Helper()
	plain := (&browser{t: w.t, ctx: w.priya.ctx}).person("Priya without scripts").withoutScript()
	plain.signIn(w.s.admin, "priya@northpole.example", "correct horse staple reviewer")
	plain.open(w.at())
	plain.follow("Write: How do we know sooner?")
	plain.fill("How do we know sooner?: Text", "An alarm on failing sign-ins.")
	w.api.do("PATCH", "/reviews/"+w.id, object{"know_sooner": "A check from outside."})
	plain.press("Save")
	plain.sees("Somebody else saved this section first", "A check from outside.")
	plain.fill("Text, yours", "A check from outside. An alarm on failing sign-ins.")
	plain.press("Save mine over it")
	plain.sees("An alarm on failing sign-ins.")
	w.keeps("know_sooner", "A check from outside.", "An alarm on failing sign-ins.")
}

// keep takes pictures of what Dana sees when pictures are asked for: light, dark
// and on a phone.
func (w *together) keep(name string) {
	w.t.Helper()
	dir := os.Getenv("VITRINE_TOGETHER")
	if dir == "" {
		return
	}
	for _, look := range []struct {
		scheme string
		width  int64
	}{{"dark", 1440}, {"light", 390}, {"light", 1440}} {
		w.dana.prefers(look.scheme)
		w.dana.do("look", chromedp.EmulateViewport(look.width, 1000))
		if err := os.WriteFile(fmt.Sprintf("%s/%s-%s-%d.png", dir, name, look.scheme, look.width), w.dana.picture(true), 0o644); err != nil {
			w.t.Fatal(err)
		}
	}
}
