package admin

import (
	"net/url"
	"strings"
)

// effects say what sending a form does, by the button that was pressed.
var effects = map[string]string{"mail": "Publish it now, with email", "quiet": "Publish it now, no email", "preview": "Go on to the preview",
	"edit": "Go on to the text", "template": "Go on to the form", "enter": "Go on to the form"}

// ends say it for forms with one button, by how their address ends.
var ends = []struct{ end, effect string }{
	{"/cancel", "Stop the emails"}, {"/send-now", "Send the emails now"}, {"/delete", "Delete it"}, {"/remove", "Remove it for good"},
	{"/submit", "Submit it for approval"}, {"/approve", "Approve this text"}, {"/return", "Return it"}, {"/withdraw", "Withdraw it now"},
	{"/complete", "Complete the review"}, {"/draft", "Draft the external summary"}, {"/scan", "Scan again"}, {"/end", "End that session"},
	{"/revoke", "Revoke the token"}, {"/disable", "Disable the account"}, {"/enable", "Let them sign in again"}, {"/status", "Set the status, no email"},
	{"/comments", "Add the comment"}, {"/answer", "Answer"}, {"/settle", "Settle the comment"}, {"/reopen", "Open the comment again"}, {"/sign", "Sign the review"},
	{"/chats", "Read the chat"}, {"/undo", "Undo it"},
	{"/try", "Scan the text"}, {"/tokens", "Make the token"},
}

// effectOf names what sending a form to an address does; step is its button.
func effectOf(address, step string) string {
	if effect, ok := effects[step]; ok {
		return effect
	}
	path := address
	if u, err := url.Parse(address); err == nil {
		path = u.Path
	}
	for _, e := range ends {
		if strings.HasSuffix(path, e.end) {
			return e.effect
		}
	}
	switch {
	case strings.Contains(path, "/findings/"):
		return "Settle the find"
	case strings.Contains(path, "/countermeasures/"), path == "/settings", strings.HasSuffix(path, "/edit") && !strings.HasPrefix(path, "/reviews/"),
		strings.HasPrefix(path, "/components"), strings.HasPrefix(path, "/groups"):
		return "Publish it now, no email"
	}
	return "Save it now"
}
