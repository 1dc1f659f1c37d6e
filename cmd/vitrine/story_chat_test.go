package main

import (
	_ "embed"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/chat.txt
var longChat string

//go:embed testdata/chat.kept
var longChatKept string

// most is how many keys and clicks a chat of 300 lines may cost.
const most = 60

// counted is a person whose keys and clicks are counted.
type counted struct {
	*person
	pressed int
}

func (c *counted) key(keys string) {
	c.t.Helper()
	c.pressed += len([]rune(keys))
	c.keys(keys)
}

func (c *counted) click(words string) {
	c.t.Helper()
	c.pressed++
	if strings.HasPrefix(words, "Paste") {
		c.follow(words)
		return
	}
	c.press(words)
}

// pasteChat goes from the review to the messages of a pasted chat.
func (c *counted) pasteChat() {
	c.t.Helper()
	c.click("Paste a chat log")
	c.pressed += 3 // into the box, Ctrl and V
	c.do("paste", chromedp.Click(chromedp.JSPath(call(byLabel, "The chat"))), command(input.InsertText, input.InsertTextParams{Text: longChat}))
	c.click("Read the chat")
	c.sees("300 messages")
}

// message is the message the keys are at.
func (c *counted) message() string {
	return evaluate[string](c.person, `document.activeElement.querySelector('.what')?.textContent ?? ''`)
}

// signsOf are the effects of the messages that belong on the timeline.
func signsOf() map[string]string {
	signs := map[string]string{}
	for line := range strings.Lines(longChatKept) {
		sign, what, _ := strings.Cut(strings.TrimSpace(line), "\t")
		signs[what] = sign
	}
	return signs
}

// checkKept compares the review with what belongs on its timeline.
func (st *study) checkKept(kept map[string]string) {
	st.t.Helper()
	effect := map[string]string{"+": "positive", "-": "negative", "0": "none"}
	found := 0
	for _, e := range list(st.writer.do("GET", "/reviews/"+st.reviewID+"/timeline?limit=200", nil), "items") {
		if sign, ok := kept[text(e, "what")]; ok && text(e, "effect") == effect[sign] {
			found++
		}
	}
	logs := list(st.writer.do("GET", "/reviews/"+st.reviewID+"/chat-logs", nil), "items")
	if found != len(kept) || len(logs) != 1 {
		st.t.Fatalf("%d of %d messages are on the timeline with their effect; %d logs are kept", found, len(kept), len(logs))
	}
	log := st.writer.do("GET", "/reviews/"+st.reviewID+"/chat-logs/"+text(logs[0], "id"), nil)
	if text(log, "text") != strings.TrimSpace(longChat) && text(log, "text") != longChat || len(list(log, "messages")) != 300 {
		st.t.Errorf("the log is not as it was pasted: %d characters, %d messages", len(text(log, "text")), len(list(log, "messages")))
	}
}

// TestAChatOf300LinesTakesSixtyKeys makes a timeline of a chat by keys, loses the
// page in between, and once more by clicks on messages alone.
func TestAChatOf300LinesTakesSixtyKeys(t *testing.T) {
	t.Parallel()
	st := newStudy(t, prepare(t).start())
	st.reviewID = text(st.writer.do("POST", "/reviews", object{"title": "Sign-in failed"}), "id")
	st.writer.do("PATCH", "/reviews/"+st.reviewID, object{"started_at": "2026-03-04T16:00:00Z"})
	jonas := newBrowser(t).person("Jonas")
	jonas.signIn(st.s.admin, "jonas@northpole.example", "correct horse staple admin")
	jonas.open(st.s.admin + "/reviews/" + st.reviewID)
	c, signs := &counted{person: jonas}, signsOf()
	c.pasteChat()
	for n := 0; n < 100; n++ {
		before := c.message()
		sign, belongs := signs[before]
		switch {
		case !belongs:
			sign = "x"
		}
		if n == 10 { // the page is lost; what was decided is not
			c.comesToSee("Choices saved.")
			jonas.reload()
			c.sees("300 messages")
			c.key("n")
			before = c.message()
			sign = signs[before]
		}
		c.key(sign)
		if evaluate[bool](jonas, `!document.querySelector('.suggested:not(.made) input[value=drop]:checked')`) || c.message() == before {
			break
		}
	}
	if kept := evaluate[string](jonas, `document.querySelector('[data-kept]').textContent`); kept != "25" {
		t.Fatalf("%s messages are to be kept, want 25, at %q", kept, c.message())
	}
	if os.Getenv("VITRINE_PICTURES") != "" {
		jonas.do("look", chromedp.EmulateViewport(1280, 900))
		_ = os.WriteFile(os.Getenv("VITRINE_PICTURES")+"/chat.png", jonas.picture(false), 0o644)
	}
	c.click("Add to the timeline")
	c.sees("found the cause")
	st.checkKept(signs)
	t.Logf("%d keys and clicks, %d allowed", c.pressed, most)
	if c.pressed > most {
		t.Errorf("%d keys and clicks, %d allowed", c.pressed, most)
	}
	st.byClicks(jonas)
}

// byClicks keeps the same messages with one click on each, without scripts.
func (st *study) byClicks(jonas *person) {
	st.t.Helper()
	st.reviewID = text(st.writer.do("POST", "/reviews", object{"title": "Sign-in failed again"}), "id")
	st.writer.do("PATCH", "/reviews/"+st.reviewID, object{"started_at": "2026-03-04T16:00:00Z"})
	jonas.withoutScript()
	jonas.open(st.s.admin + "/reviews/" + st.reviewID)
	c, signs := &counted{person: jonas}, signsOf()
	c.pasteChat()
	value := map[string]string{"+": "positive", "-": "negative", "0": "none"}
	for what, sign := range signs {
		c.pressed++
		at := fmt.Sprintf(`[...document.querySelectorAll('.said')].find(r => r.querySelector('.what').textContent === %q).querySelector('input[value=%s]').parentElement`, what, value[sign])
		// In the middle of the window: at its foot the bar with the buttons lies above the messages.
		jonas.do("choose "+what, chromedp.Evaluate[chromedp.Void](at+`.scrollIntoView({block: 'center'})`), chromedp.Click(chromedp.JSPath(at)))
	}
	c.click("Add to the timeline")
	c.sees("found the cause")
	st.checkKept(signs)
	if c.pressed > most {
		st.t.Errorf("%d clicks, %d allowed", c.pressed, most)
	}
}
