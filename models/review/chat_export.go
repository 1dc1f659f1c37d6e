package review

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// exported reads messages out of JSON: an export of Slack (a list of messages, or
// the answer of its interface), of Discord, of Teams, or any list of objects with
// a time, a name and a text; one object per line too. It returns nothing for what
// is no such JSON.
func exported(text string) []ChatLine {
	list := objects(strings.TrimSpace(text))
	names := map[string]string{}
	for _, o := range list {
		if id := o.text("user"); id != "" {
			names[id] = cmp.Or(names[id], o.name())
		}
	}
	var messages []ChatLine
	for _, o := range list {
		if m, ok := o.message(names); ok {
			messages = append(messages, m)
		}
	}
	slices.SortStableFunc(messages, func(a, b ChatLine) int {
		if a.At == nil || b.At == nil {
			return 0
		}
		return a.At.Compare(*b.At)
	})
	return messages
}

// object is a message in JSON.
type object map[string]any

// objects finds the list of messages in a text.
func objects(text string) []object {
	var list []object
	if json.Unmarshal([]byte(text), &list) == nil {
		return list
	}
	var whole map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &whole) == nil {
		for _, key := range []string{"messages", "value", "items"} {
			if json.Unmarshal(whole[key], &list) == nil && len(list) > 0 {
				return list
			}
		}
		return nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		var o object
		if json.Unmarshal([]byte(line), &o) != nil {
			return nil
		}
		list = append(list, o)
	}
	return list
}

// text is the first member that holds a text.
func (o object) text(keys ...string) string {
	for _, key := range keys {
		if s, ok := o[key].(string); ok && strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// in is a member that is an object itself.
func (o object) in(keys ...string) object {
	var at = o
	for _, key := range keys {
		inner, ok := at[key].(map[string]any)
		if !ok {
			return nil
		}
		at = inner
	}
	return at
}

// message is the object as a message; ok is false for one without a text.
func (o object) message(names map[string]string) (m ChatLine, ok bool) {
	m = ChatLine{Who: cutTo(cmp.Or(o.name(), names[o.text("user")], o.text("user", "author", "from", "sender", "who", "nick")), 100), What: o.words(names)}
	if at, known := o.time(); known {
		m.At = &at
	}
	return m, strings.TrimSpace(m.What) != ""
}

// name is who speaks, where the object says it itself.
func (o object) name() string {
	profile, bot, author, from := o.in("user_profile"), o.in("bot_profile"), o.in("author"), o.in("from", "user")
	return cmp.Or(profile.text("display_name", "real_name", "name"), bot.text("name"), author.text("nickname", "name", "username", "display_name"),
		from.text("displayName"), o.in("from", "application").text("displayName"), o.text("username", "real_name", "author_name", "display_name"))
}

// time is when it was said.
func (o object) time() (time.Time, bool) {
	for _, key := range []string{"ts", "timestamp", "time", "date", "created_at", "createdDateTime", "at"} {
		switch v := o[key].(type) {
		case float64:
			return unix(v)
		case string:
			if t, err := time.Parse(time.RFC3339Nano, v); err == nil {
				return t.UTC().Truncate(time.Microsecond), true
			}
			if seconds, err := strconv.ParseFloat(v, 64); err == nil {
				return unix(seconds)
			}
			c := calendar{zone: time.UTC}
			if s, _, ok := readStamp(v); ok {
				if t, ok := c.at(s); ok {
					return t, true
				}
			}
		}
	}
	return time.Time{}, false
}

// unix reads seconds or milliseconds since 1970.
func unix(n float64) (time.Time, bool) {
	if n > 1e11 {
		n /= 1000
	}
	if n < 1e8 || n > 1e11 {
		return time.Time{}, false
	}
	return time.UnixMicro(int64(n * 1e6)).UTC(), true
}

// words is the text of the message, with its attachments and files.
func (o object) words(names map[string]string) string {
	parts := []string{unmarked(cmp.Or(o.text("text", "content", "message", "msg"), o.in("body").text("content")), names)}
	attached, _ := o["attachments"].([]any)
	for _, a := range attached {
		if at, ok := a.(map[string]any); ok {
			parts = append(parts, unmarked(object(at).text("fallback", "text", "title", "name", "fileName"), names))
		}
	}
	files, _ := o["files"].([]any)
	for _, f := range files {
		if at, ok := f.(map[string]any); ok {
			parts = append(parts, fmt.Sprintf("[file: %s]", object(at).text("title", "name")))
		}
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return strings.TrimSpace(p) == "" })
	return strings.Join(parts, "\n")
}

var (
	slackMark = regexp.MustCompile(`<([@#!]?)([^<>|\s]+)(?:\|([^<>]*))?>`)
	htmlTag   = regexp.MustCompile(`(?i)</?(?:p|div|br|b|i|em|strong|span|a|at|ul|ol|li|pre|code|blockquote|emoji|attachment)\b[^<>]*>`)
)

// unmarked undoes the marking of chat programs: names, links and entities.
func unmarked(text string, names map[string]string) string {
	text = slackMark.ReplaceAllStringFunc(text, func(mark string) string {
		m := slackMark.FindStringSubmatch(mark)
		switch {
		case htmlTag.MatchString(mark):
			return mark
		case m[1] == "@":
			return "@" + cmp.Or(m[3], names[m[2]], m[2])
		case m[1] == "#":
			return "#" + cmp.Or(m[3], m[2])
		case m[1] == "!":
			return "@" + cmp.Or(m[3], m[2])
		case m[3] != "" && m[3] != m[2]:
			return m[3] + " (" + m[2] + ")"
		case strings.Contains(m[2], ":"):
			return m[2]
		}
		return mark
	})
	text = htmlTag.ReplaceAllStringFunc(text, func(tag string) string {
		if low := strings.ToLower(tag); strings.HasPrefix(low, "<br") || strings.HasPrefix(low, "</p") || strings.HasPrefix(low, "</div") || strings.HasPrefix(low, "</li") {
			return "\n"
		}
		return ""
	})
	return strings.TrimSpace(html.UnescapeString(text))
}
