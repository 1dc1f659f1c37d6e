package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// longChat is a chat of 300 messages with those of them that belong on the
// timeline, in the words of a test beside the rules that guess them.
type longChat struct {
	text  string
	signs map[string]string // message to the sign of its effect
}

func readLongChat(t testing.TB, name string) longChat {
	t.Helper()
	read := func(end string) string {
		text, err := os.ReadFile("../../models/review/testdata/" + name + end)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	c := longChat{read(".txt"), map[string]string{}}
	for line := range strings.Lines(read(".kept")) {
		sign, what, _ := strings.Cut(strings.TrimSpace(line), "\t")
		c.signs[what] = sign
	}
	return c
}

// most is how many keys and clicks a chat of 300 lines may cost.
const most = 60

// counted is a person whose keys and clicks are counted.
type counted struct {
	*person
	chat    longChat
	pressed int
	begun   time.Time
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
	c.do("paste", chromedp.Click(chromedp.JSPath(call(byLabel, "The chat"))), command(input.InsertText, input.InsertTextParams{Text: c.chat.text}))
	c.click("Read the chat")
	c.sees("300 messages")
}

// message is the message the keys are at.
func (c *counted) message() string {
	return evaluate[string](c.person, `document.activeElement.querySelector('.what')?.textContent ?? ''`)
}

// checkKept compares the review with what belongs on its timeline.
func (st *study) checkKept(chat longChat) {
	st.t.Helper()
	effect := map[string]string{"+": "positive", "-": "negative", "0": "none"}
	found := 0
	for _, e := range list(st.writer.do("GET", "/reviews/"+st.reviewID+"/timeline?limit=200", nil), "items") {
		if sign, ok := chat.signs[text(e, "what")]; ok && text(e, "effect") == effect[sign] {
			found++
		}
	}
	logs := list(st.writer.do("GET", "/reviews/"+st.reviewID+"/chat-logs", nil), "items")
	if found != len(chat.signs) || len(logs) != 1 {
		st.t.Fatalf("%d of %d messages are on the timeline with their effect; %d logs are kept", found, len(chat.signs), len(logs))
	}
	log := st.writer.do("GET", "/reviews/"+st.reviewID+"/chat-logs/"+text(logs[0], "id"), nil)
	if text(log, "text") != strings.TrimSpace(chat.text) && text(log, "text") != chat.text || len(list(log, "messages")) != 300 {
		st.t.Errorf("the log is not as it was pasted: %d characters, %d messages", len(text(log, "text")), len(list(log, "messages")))
	}
}

// TestAChatOf300LinesTakesSixtyKeys makes a timeline of a chat by keys, loses the
// page in between, and once more by clicks on messages alone. A second chat was
// written by somebody who did not know what is suggested.
func TestAChatOf300LinesTakesSixtyKeys(t *testing.T) {
	t.Parallel()
	st := newStudy(t, prepare(t).start())
	jonas := newBrowser(t).person("Jonas")
	jonas.signIn(st.s.admin, "jonas@northpole.example", "correct horse staple admin")
	for _, name := range []string{"chat", "chat2"} {
		chat := readLongChat(t, name)
		st.byKeys(&counted{person: jonas, chat: chat}, name == "chat")
	}
	st.byClicks(&counted{person: jonas.withoutScript(), chat: readLongChat(t, "chat")})
}

// aboutTheChat starts the review that a chat is pasted into.
func (st *study) aboutTheChat(c *counted) {
	st.t.Helper()
	c.begun = time.Now()
	st.reviewID = text(st.writer.do("POST", "/reviews", object{"title": "Sign-in failed"}), "id")
	st.writer.do("PATCH", "/reviews/"+st.reviewID, object{"started_at": "2026-03-04T16:00:00Z"})
	c.open(st.s.admin + "/reviews/" + st.reviewID)
	c.pasteChat()
}

// byKeys goes through what is suggested with the keys of the signs, and clicks on
// the sign of a message that is not. The page may be lost on the way.
func (st *study) byKeys(c *counted, lost bool) {
	st.t.Helper()
	st.aboutTheChat(c)
	for n := 0; n < 100; n++ {
		if n == 10 && lost { // the page is; what was decided is not
			c.comesToSee("Choices saved.")
			c.reload()
			c.sees("300 messages")
			c.key("n")
		}
		before := c.message()
		sign, belongs := c.chat.signs[before]
		if !belongs {
			sign = "x"
		}
		c.key(sign)
		if !evaluate[bool](c.person, `document.activeElement.matches('.suggested')`) || c.message() == before {
			break
		}
	}
	kept := evaluate[map[string]bool](c.person, `Object.fromEntries([...document.querySelectorAll('.said')].filter(r => r.querySelector('input:checked').value !== 'drop').map(r => [r.querySelector('.what').textContent, true]))`)
	for what, sign := range c.chat.signs {
		if !kept[what] {
			c.choose(what, sign)
		}
	}
	if os.Getenv("VITRINE_PICTURES") != "" {
		c.do("look", chromedp.EmulateViewport(1280, 900))
		_ = os.WriteFile(os.Getenv("VITRINE_PICTURES")+"/chat.png", c.picture(false), 0o644)
	}
	st.keepChosen(c)
}

// choose clicks on the sign of a message.
func (c *counted) choose(what, sign string) {
	c.t.Helper()
	c.pressed++
	value := map[string]string{"+": "positive", "-": "negative", "0": "none"}[sign]
	at := fmt.Sprintf(`[...document.querySelectorAll('.said')].find(r => r.querySelector('.what').textContent === %q).querySelector('input[value=%s]').parentElement`, what, value)
	// In the middle of the window: at its foot the bar with the buttons lies above the messages.
	c.do("choose "+what, chromedp.Evaluate[chromedp.Void](at+`.scrollIntoView({block: 'center'})`), chromedp.Click(chromedp.JSPath(at)))
}

// keepChosen makes entries of what was chosen: all that belongs there, and at
// most sixty keys and clicks in all.
func (st *study) keepChosen(c *counted) {
	st.t.Helper()
	c.click("Add to the timeline")
	for what := range c.chat.signs {
		c.sees(strings.Join(strings.Fields(what), " "))
	}
	st.checkKept(c.chat)
	st.t.Logf("%d keys and clicks, %d allowed, %.1f s", c.pressed, most, time.Since(c.begun).Seconds())
	if c.pressed > most {
		st.t.Errorf("%d keys and clicks, %d allowed", c.pressed, most)
	}
}

// byClicks keeps the same messages with one click on each, without scripts.
func (st *study) byClicks(c *counted) {
	st.t.Helper()
	st.aboutTheChat(c)
	for what, sign := range c.chat.signs {
		c.choose(what, sign)
	}
	st.keepChosen(c)
}
