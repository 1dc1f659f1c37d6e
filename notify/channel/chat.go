package channel

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"vitrine/views"
)

const jsonType = "application/json"

// Limits that the chats publish, in characters.
const (
	slackSection = 3000 // text of a section block
	slackHeader  = 150  // plain text of a header block
	slackField   = 2000 // one field of a section

	discordTitle  = 256
	discordText   = 4096
	discordField  = 1024
	discordEmbed  = 6000 // all texts of the embeds of a message
	googleText    = 4000 // a message holds 32,000 bytes
	teamsText     = 6000 // a message holds 28 KB
	mattermostAll = 7600 // attachments stay short of where they are folded
)

// foot says where a message comes from and how to be rid of it.
func (n News) foot() string {
	return n.Site + " · " + moment(n.Language, n.At)
}

// slack writes an attachment of blocks: a bar in the colour of the state, the
// state and the first sentence, the text, the facts, the way out.
// https://docs.slack.dev/reference/block-kit/blocks
func slack(to string, n News, l Links) Call {
	head := "*<" + slackAddress(n.URL) + "|" + slackText(strings.ReplaceAll(cut(n.Title, 200), "|", "¦")) + ">*\n"
	if state := n.stateLine(); state != "" {
		head += Glyph(n.Look) + " *" + slackText(state) + "*  "
	}
	blocks := []object{section(head + slackText(n.Sentence))}
	if body := plain(n.Body); body != "" {
		blocks = append(blocks, section(slackBody(body)))
	}
	var fields []object
	for _, f := range n.facts() {
		fields = append(fields, mrkdwn("*"+f.Name+"*\n"+slackText(cut(f.Value, slackField/2))))
	}
	if len(fields) > 0 {
		blocks = append(blocks, object{"type": "section", "fields": fields})
	}
	foot := slackText(n.foot())
	if l.Manage != "" {
		foot += " · <" + slackAddress(l.Manage) + "|" + slackText(n.change()) + ">"
	}
	blocks = append(blocks, object{"type": "context", "elements": []object{mrkdwn(foot)}})
	return post(to, jsonType, encoded(object{"text": slackText(cut(n.fallback(), 300)), "unfurl_links": false, "unfurl_media": false,
		"attachments": []object{{"color": fmt.Sprintf("#%06x", n.colour()), "fallback": cut(n.fallback(), 300), "blocks": blocks}}}))
}

// slackBody is a text that fits a section whatever its escapes make of it.
func slackBody(body string) string {
	for most := slackSection; ; most -= 200 {
		if text := slackText(cut(body, most)); units(text) <= slackSection {
			return text
		}
	}
}

func mrkdwn(text string) object { return object{"type": "mrkdwn", "text": text, "verbatim": true} }

func section(text string) object { return object{"type": "section", "text": mrkdwn(text)} }

// discord writes one embed. No mention in it calls anybody.
// https://discord.com/developers/docs/resources/message#embed-object-embed-limits
func discord(to string, n News, l Links) Call {
	var lead string
	if state := n.stateLine(); state != "" {
		lead = Glyph(n.Look) + " **" + markdownText(state) + "**  "
	}
	lead += markdownText(n.Sentence)
	var fields []object
	left := discordEmbed - 700 - units(lead)
	for _, f := range n.facts() {
		value := fitted(markdownText, f.Value, discordField)
		left -= units(f.Name + value)
		fields = append(fields, object{"name": f.Name, "value": value, "inline": f.Short})
	}
	if l.Manage != "" {
		fields = append(fields, object{"name": "\u200b", "value": "[" + n.change() + "](" + l.Manage + ")"})
	}
	text := lead
	if body := plain(n.Body); body != "" {
		text += "\n\n" + fitted(markdownText, body, max(200, min(discordText-units(lead)-2, left)))
	}
	embed := object{"title": cut(n.Title, discordTitle), "url": n.URL, "description": text, "color": n.colour(), "fields": fields,
		"footer": object{"text": cut(n.Site, 200)}, "timestamp": n.At.UTC().Format(time.RFC3339)}
	return post(to, jsonType, encoded(object{"embeds": []object{embed}, "allowed_mentions": object{"parse": []string{}}}))
}

// fitted escapes a text that is cut so that the escaped one has at most n units.
func fitted(escape func(string) string, text string, n int) string {
	for most := n; most > 0; most -= max(20, n/20) {
		if out := escape(cut(text, most)); units(out) <= n {
			return out
		}
	}
	return ""
}

// googleChat writes a card, in the thread of its conversation.
// https://developers.google.com/workspace/chat/api/reference/rest/v1/cards
func googleChat(to string, n News, l Links) Call {
	lead := htmlText(n.Sentence)
	if state := n.stateLine(); state != "" {
		lead = Glyph(n.Look) + " <b>" + htmlText(state) + "</b><br>" + lead
	}
	widgets := []object{{"textParagraph": object{"text": lead}}}
	if body := plain(n.Body); body != "" {
		widgets = append(widgets, object{"textParagraph": object{"text": htmlText(cut(body, googleText))}})
	}
	for _, f := range n.facts() {
		widgets = append(widgets, object{"decoratedText": object{"topLabel": f.Name, "text": htmlText(cut(f.Value, 1000)), "wrapText": true}})
	}
	buttons := []object{button(n.reading(), n.URL)}
	if l.Manage != "" {
		buttons = append(buttons, button(n.change(), l.Manage))
	}
	widgets = append(widgets, object{"buttonList": object{"buttons": buttons}})
	card := object{"header": object{"title": cut(n.Title, 200), "subtitle": n.foot()}, "sections": []object{{"widgets": widgets}}}
	return post(threaded(to), jsonType, encoded(object{"fallbackText": cut(n.fallback(), 300), "thread": object{"threadKey": n.Thread},
		"cardsV2": []object{{"cardId": n.Thread, "card": card}}}))
}

// reading is what the way to the page is called.
func (n News) reading() string {
	if n.Subject.Kind == "subscription" {
		return n.Language.Say("Open the link")
	}
	return n.Language.Say("Read it online")
}

// change is what the way to a subscription is called.
func (n News) change() string { return n.Language.Say("Change or stop these messages") }

func button(text, to string) object {
	return object{"text": text, "onClick": object{"openLink": object{"url": to}}}
}

// threaded asks Google Chat to answer in the thread where there is one.
func threaded(to string) string {
	u, err := url.Parse(to)
	if err != nil {
		return to
	}
	q := u.Query()
	q.Set("messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD")
	u.RawQuery = q.Encode()
	return u.String()
}

// teams writes an adaptive card for a workflow that posts to a channel.
// https://adaptivecards.io/explorer, version 1.4
func teams(to string, n News, l Links) Call {
	body := []object{{"type": "TextBlock", "text": markdownText(cut(n.Title, 200)), "size": "Large", "weight": "Bolder", "wrap": true, "style": "heading"}}
	lead := markdownText(n.Sentence)
	if state := n.stateLine(); state != "" {
		lead = Glyph(n.Look) + " **" + markdownText(state) + "** " + lead
	}
	body = append(body, object{"type": "TextBlock", "text": lead, "wrap": true, "color": n.tone()})
	if text := plain(n.Body); text != "" {
		body = append(body, object{"type": "TextBlock", "text": strings.ReplaceAll(fitted(markdownText, text, teamsText), "\n", "\n\n"), "wrap": true})
	}
	var facts []object
	for _, f := range n.facts() {
		facts = append(facts, object{"title": f.Name, "value": strings.ReplaceAll(markdownText(cut(f.Value, 1000)), "\n", "\n\n")})
	}
	if len(facts) > 0 {
		body = append(body, object{"type": "FactSet", "facts": facts})
	}
	body = append(body, object{"type": "TextBlock", "text": markdownText(n.foot()), "isSubtle": true, "size": "Small", "wrap": true})
	actions := []object{{"type": "Action.OpenUrl", "title": n.reading(), "url": n.URL}}
	if l.Manage != "" {
		actions = append(actions, object{"type": "Action.OpenUrl", "title": n.change(), "url": l.Manage})
	}
	card := object{"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
		"fallbackText": cut(n.fallback(), 300), "msteams": object{"width": "Full"}, "body": body, "actions": actions}
	return post(to, jsonType, encoded(object{"type": "message", "attachments": []object{
		{"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": nil, "content": card}}}))
}

// tone is a colour that adaptive cards know.
func (n News) tone() string {
	switch Glyph(n.Look) {
	case "✓":
		return "Good"
	case "▲", "⊗":
		return "Attention"
	case "◐":
		return "Warning"
	default:
		return "Default"
	}
}

// mattermost writes an attachment in Markdown.
// https://developers.mattermost.com/integrate/reference/message-attachments
func mattermost(to string, n News, l Links) Call {
	text := markdownText(n.Sentence)
	if state := n.stateLine(); state != "" {
		text = Glyph(n.Look) + " **" + markdownText(state) + "** " + text
	}
	if body := plain(n.Body); body != "" {
		text += "\n\n" + fitted(markdownText, body, mattermostAll)
	}
	var fields []object
	for _, f := range n.facts() {
		fields = append(fields, object{"title": f.Name, "value": markdownText(cut(f.Value, 1000)), "short": f.Short})
	}
	if l.Manage != "" {
		fields = append(fields, object{"title": "", "value": "[" + n.change() + "](" + l.Manage + ")", "short": false})
	}
	return post(to, jsonType, encoded(object{"text": "", "attachments": []object{{
		"fallback": cut(views.PlainLine(n.fallback()), 300), "color": fmt.Sprintf("#%06x", n.colour()),
		"title": mention.ReplaceAllString(cut(n.Title, 200), "@\u2060$1"), "title_link": n.URL, "text": text, "fields": fields, "footer": n.foot()}}}))
}
