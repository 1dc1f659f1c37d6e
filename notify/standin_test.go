package notify_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"

	"vitrine/models"
)

// The stand-ins below answer as the chats do and refuse what their published
// protocols refuse. Each returns what is wrong with a call, and the texts that a
// reader would see.

// thing is a decoded JSON object.
type thing = map[string]any

func at(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(thing)
			v = m[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

func text(v any, path ...any) string {
	s, _ := at(v, path...).(string)
	return s
}

func list(v any, path ...any) []any {
	l, _ := at(v, path...).([]any)
	return l
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// standIn judges one chat's message.
type standIn struct {
	channel models.Channel
	check   func(body thing, c call) (wrong []string, shown string)
	answer  func(w http.ResponseWriter)
}

var standIns = []standIn{
	{models.BySlack, checkSlack, func(w http.ResponseWriter) { fmt.Fprint(w, "ok") }},
	{models.ByDiscord, checkDiscord, func(w http.ResponseWriter) { w.WriteHeader(http.StatusNoContent) }},
	{models.ByTeams, checkTeams, func(w http.ResponseWriter) { w.WriteHeader(http.StatusAccepted) }},
	{models.ByGoogleChat, checkGoogleChat, func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"name":"spaces/AAA/messages/BBB"}`)
	}},
	{models.ByMattermost, checkMattermost, func(w http.ResponseWriter) { fmt.Fprint(w, "ok") }},
}

// complaintsOf collects.
type complaintsOf []string

func (c *complaintsOf) want(ok bool, format string, args ...any) {
	if !ok {
		*c = append(*c, fmt.Sprintf(format, args...))
	}
}

// Slack: https://docs.slack.dev/reference/block-kit/blocks/ and
// https://docs.slack.dev/messaging/formatting-message-text#escaping
func checkSlack(body thing, _ call) ([]string, string) {
	var bad complaintsOf
	var shown string
	bad.want(text(body, "text") != "", "no text for notifications")
	blocks := list(body, "attachments", 0, "blocks")
	bad.want(len(blocks) > 0 && len(blocks) <= 50, "%d blocks", len(blocks))
	bad.want(regexp.MustCompile(`^#[0-9a-f]{6}$`).MatchString(text(body, "attachments", 0, "color")), "colour %q", text(body, "attachments", 0, "color"))
	one := func(v any, most int) {
		bad.want(text(v, "type") == "mrkdwn", "a text of type %q", text(v, "type"))
		t := text(v, "text")
		bad.want(t != "" && len([]rune(t)) <= most, "a text of %d characters, %d allowed", len([]rune(t)), most)
		bad = append(bad, slackMarkup(t)...)
		shown += t + "\n"
	}
	for _, b := range blocks {
		switch kind := text(b, "type"); kind {
		case "section":
			bad.want(at(b, "text") != nil || len(list(b, "fields")) > 0, "an empty section")
			if at(b, "text") != nil {
				one(at(b, "text"), 3000)
			}
			bad.want(len(list(b, "fields")) <= 10, "too many fields")
			for _, f := range list(b, "fields") {
				one(f, 2000)
			}
		case "context":
			bad.want(len(list(b, "elements")) <= 10, "too many elements")
			for _, e := range list(b, "elements") {
				one(e, 3000)
			}
		default:
			bad.want(false, "a block of type %q", kind)
		}
	}
	return bad, shown
}

// slackMarkup reads mrkdwn: the only things in <…> may be links of ours.
func slackMarkup(t string) (bad []string) {
	rest := regexp.MustCompile(`<(https?://[^<>|]+)(\|[^<>|]+)?>`).ReplaceAllString(t, "")
	if strings.ContainsAny(rest, "<>") {
		bad = append(bad, "an open < or >: "+rest)
	}
	if amp := regexp.MustCompile(`&(amp|lt|gt);`).ReplaceAllString(rest, ""); strings.Contains(amp, "&") {
		bad = append(bad, "an open &: "+rest)
	}
	return bad
}

// Discord: https://discord.com/developers/docs/resources/message#embed-object-embed-limits
func checkDiscord(body thing, _ call) ([]string, string) {
	var bad complaintsOf
	embeds := list(body, "embeds")
	bad.want(len(embeds) == 1, "%d embeds", len(embeds))
	parse, there := at(body, "allowed_mentions", "parse").([]any)
	bad.want(there && len(parse) == 0, "mentions are allowed: %v", at(body, "allowed_mentions"))
	e := at(body, "embeds", 0)
	title, description := text(e, "title"), text(e, "description")
	bad.want(title != "" && units(title) <= 256, "title of %d", units(title))
	bad.want(description != "" && units(description) <= 4096, "description of %d", units(description))
	bad.want(strings.HasPrefix(text(e, "url"), "https://"), "url %q", text(e, "url"))
	colour, _ := at(e, "color").(float64)
	bad.want(colour > 0 && colour <= 0xffffff, "colour %v", colour)
	sum := units(title) + units(description) + units(text(e, "footer", "text"))
	bad.want(len(list(e, "fields")) <= 25, "too many fields")
	shown := title + "\n" + description
	for _, f := range list(e, "fields") {
		name, value := text(f, "name"), text(f, "value")
		bad.want(name != "" && units(name) <= 256 && value != "" && units(value) <= 1024, "field %q of %d", name, units(value))
		sum += units(name) + units(value)
		shown += "\n" + value
	}
	bad.want(sum <= 6000, "an embed of %d characters", sum)
	bad.want(regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`).MatchString(text(e, "timestamp")), "timestamp %q", text(e, "timestamp"))
	return append(bad, markdown(description)...), shown
}

// markdown reads text in which somebody's signs must stand for themselves: what
// is left after escapes, our own bold state and addresses must have no sign.
func markdown(t string) (bad []string) {
	rest := regexp.MustCompile(`https?://\S+`).ReplaceAllString(t, "")
	rest = regexp.MustCompile("\\\\[\\\\`*_{}\\[\\]()<>#+!|~-]").ReplaceAllString(rest, "")
	rest = regexp.MustCompile(`\*\*\p{Lu}[\p{L} ():’]*\*\*`).ReplaceAllString(rest, "") // the state
	if strings.ContainsAny(rest, "\\*_`[]<>#|~") {
		bad = append(bad, "an open sign: "+rest)
	}
	return bad
}

// Teams takes an adaptive card from a workflow:
// https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
func checkTeams(body thing, c call) ([]string, string) {
	var bad complaintsOf
	bad.want(len(c.body) <= 28<<10, "a message of %d bytes", len(c.body))
	bad.want(text(body, "type") == "message" && len(list(body, "attachments")) == 1, "type %q", text(body, "type"))
	a := at(body, "attachments", 0)
	bad.want(text(a, "contentType") == "application/vnd.microsoft.card.adaptive", "content type %q", text(a, "contentType"))
	card := at(a, "content")
	bad.want(text(card, "type") == "AdaptiveCard" && text(card, "version") == "1.4" && text(card, "$schema") != "", "card %v", card)
	shown := ""
	for _, b := range list(card, "body") {
		switch kind := text(b, "type"); kind {
		case "TextBlock":
			bad.want(text(b, "text") != "" && at(b, "wrap") == true, "text block %v", b)
			bad.want(slices.Contains([]string{"", "Default", "Good", "Warning", "Attention"}, text(b, "color")), "colour %q", text(b, "color"))
			bad = append(bad, markdown(text(b, "text"))...)
			shown += text(b, "text") + "\n"
		case "FactSet":
			for _, f := range list(b, "facts") {
				bad.want(text(f, "title") != "" && text(f, "value") != "", "fact %v", f)
				shown += text(f, "value") + "\n"
			}
		default:
			bad.want(false, "an element of type %q", kind)
		}
	}
	for _, action := range list(card, "actions") {
		bad.want(text(action, "type") == "Action.OpenUrl" && strings.HasPrefix(text(action, "url"), "https://") && text(action, "title") != "", "action %v", action)
	}
	bad.want(len(list(card, "actions")) >= 1, "no link")
	return bad, shown
}

// Google Chat: https://developers.google.com/workspace/chat/api/reference/rest/v1/cards
func checkGoogleChat(body thing, c call) ([]string, string) {
	var bad complaintsOf
	u, err := url.Parse(c.path)
	bad.want(err == nil && u.Query().Get("messageReplyOption") == "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD" && u.Query().Get("key") == "k&1", "query %q", c.path)
	bad.want(len(c.body) <= 32000, "a message of %d bytes", len(c.body))
	thread := text(body, "thread", "threadKey")
	bad.want(strings.HasPrefix(thread, "inc-") || thread == "subscription", "thread %q", text(body, "thread", "threadKey"))
	card := at(body, "cardsV2", 0, "card")
	bad.want(text(card, "header", "title") != "" && text(body, "cardsV2", 0, "cardId") != "", "card %v", card)
	shown, links := "", 0
	allowed := regexp.MustCompile(`</?b>|<br>|<a href="https?://[^"<>]+">|</a>`)
	for _, w := range list(card, "sections", 0, "widgets") {
		var t string
		switch {
		case at(w, "textParagraph") != nil:
			t = text(w, "textParagraph", "text")
		case at(w, "decoratedText") != nil:
			t = text(w, "decoratedText", "text")
			bad.want(text(w, "decoratedText", "topLabel") != "", "no label")
		case at(w, "buttonList") != nil:
			for _, b := range list(w, "buttonList", "buttons") {
				bad.want(text(b, "text") != "" && strings.HasPrefix(text(b, "onClick", "openLink", "url"), "https://"), "button %v", b)
				links++
			}
			continue
		}
		bad.want(t != "" && !strings.ContainsAny(allowed.ReplaceAllString(t, ""), "<>"), "a tag nobody knows: %q", t)
		shown += t + "\n"
	}
	bad.want(links == 2 || links == 1 && thread == "subscription", "%d links", links)
	return bad, shown
}

// Mattermost: https://developers.mattermost.com/integrate/reference/message-attachments/
func checkMattermost(body thing, _ call) ([]string, string) {
	var bad complaintsOf
	a := at(body, "attachments", 0)
	bad.want(text(a, "fallback") != "" && text(a, "title") != "" && strings.HasPrefix(text(a, "title_link"), "https://"), "attachment %v", a)
	t := text(a, "text")
	bad.want(t != "" && len([]rune(t)) <= 8000, "text of %d", len([]rune(t)))
	bad.want(!regexp.MustCompile(`@\w`).MatchString(text(body, "text")+t+text(a, "title")), "somebody is called: %q", t)
	for _, f := range list(a, "fields") {
		_, short := at(f, "short").(bool)
		bad.want(text(f, "value") != "" && short, "field %v", f)
		t += "\n" + text(f, "value")
	}
	return append(bad, markdown(text(a, "text"))...), t
}

// twilio answers as https://www.twilio.com/docs/messaging/api/message-resource says.
func twilio(account, token string) func(int, call, http.ResponseWriter) {
	fail := func(w http.ResponseWriter, status, code int, words string) {
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(thing{"code": code, "message": words, "status": status})
	}
	return func(_ int, c call, w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		form, err := url.ParseQuery(c.body)
		switch {
		case c.header.Get("Authorization") != "Basic "+base64.StdEncoding.EncodeToString([]byte(account+":"+token)):
			fail(w, http.StatusUnauthorized, 20003, "Authenticate")
		case err != nil || c.header.Get("Content-Type") != "application/x-www-form-urlencoded" || c.path != "/2010-04-01/Accounts/"+account+"/Messages.json":
			fail(w, http.StatusNotFound, 20404, "not found")
		case form.Get("From") == "" || form.Get("Body") == "" || len(form) != 3:
			fail(w, http.StatusBadRequest, 21603, "A 'From' phone number is required")
		case form.Get("To") == "+15005550009":
			fail(w, http.StatusBadRequest, 21610, "Attempt to send to unsubscribed recipient")
		default:
			w.WriteHeader(http.StatusCreated)
			json.NewEncoder(w).Encode(thing{"sid": "SM0123", "status": "queued", "to": form.Get("To")})
		}
	}
}
