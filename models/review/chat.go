package review

import (
	"strings"
	"time"
)

// ChatLog is a chat that was pasted into a review. It is kept whole, whatever
// becomes of its messages.
type ChatLog struct {
	ID        int64
	PublicID  string
	ReviewID  int64
	Raw       string // as it was pasted
	Format    string // what it was taken for, in words
	PastedBy  string
	Lines     int64 // how many messages it has
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time

	Messages []ChatLine `gorm:"-"`
}

// TableName names the table of chat logs.
func (ChatLog) TableName() string { return "chat_logs" }

// ChatLine is one message of a chat log and what became of it.
type ChatLine struct {
	LogID     int64
	Number    int64 // from 1
	At        *time.Time
	Who       string
	What      string
	Suggested bool // it looks like it belongs on the timeline
	Kind      EntryKind
	Phase     Phase
	Guess     Effect // the effect it looks like
	Effect    Effect // as a person chose; "" is not to be kept
	Entry     string // public id of the entry made of it
}

// TableName names the table of messages.
func (ChatLine) TableName() string { return "chat_lines" }

// NewChat is a chat log to paste.
type NewChat struct {
	Text string
	Day  string         // of the first message, where none has a day: "2026-11-19"; empty: that of the review
	Zone *time.Location // of times that name none; nil: UTC
}

// ChatChoice is what a person decided of one message. What is nil stays.
type ChatChoice struct {
	Number int64
	Effect *Effect // "" is not to be kept
	Kind   *EntryKind
	Phase  *Phase
}

// The most of a chat that one log takes.
const (
	maxChat     = 2_000_000 // characters
	maxMessages = 5_000
)

// ParseChat reads messages out of a chat, in whatever form it was copied. Lines
// that follow a message belong to it; what stands before the first is a message
// without a time. anchor is a moment near the first one, zero where none is known.
func ParseChat(n NewChat, anchor time.Time) (messages []ChatLine, format string) {
	cal := calendar{zone: zoneOr(n.Zone), last: anchor}
	if day, err := time.Parse(time.DateOnly, strings.TrimSpace(n.Day)); err == nil {
		cal.begin(day)
	}
	text := strings.ReplaceAll(strings.TrimPrefix(n.Text, "\ufeff"), "\r\n", "\n")
	if messages = exported(text); len(messages) > 0 {
		format = "an export in JSON"
	} else {
		messages, format = copied(text, &cal), "copied text"
	}
	for i := range messages {
		messages[i].Number = int64(i + 1)
	}
	suggest(messages)
	return messages, format
}

// suggest guesses which messages belong on the timeline, and as what. The phase
// moves forward with the story: nobody investigates before anybody knows.
func suggest(messages []ChatLine) {
	phase := Detection
	for i := range messages {
		m := &messages[i]
		g := guessed(m.What)
		m.Kind, m.Guess, m.Suggested = g.kind, g.effect, g.weight >= keepFrom && m.At != nil
		if g.weight == 0 {
			m.Phase = phase
			continue
		}
		phase = forward(phase, g)
		m.Phase = phase
	}
	leaveEchoes(messages)
}

// forward is the phase after a message that looks like something.
func forward(now Phase, g guess) Phase {
	next := g.phase
	if next == "" || next == Detection && now != Detection {
		return now
	}
	if next == Remediation && (now == Detection || g.weight < keepFrom) {
		return now
	}
	order := map[Phase]int{Detection: 0, Triage: 1, Investigation: 2, Identification: 3, Remediation: 4}
	if order[next] < order[now] && now != Remediation {
		return now
	}
	if now == Remediation {
		return now
	}
	return next
}

// guess is what a text looks like.
type guess struct {
	kind   EntryKind
	effect Effect
	phase  Phase
	weight int
}

// keepFrom is the weight from which a message is suggested.
const keepFrom = 4

// guessed says what a text looks like, by its words alone.
func guessed(text string) guess {
	g := guess{kind: Discovery, effect: NoEffect}
	plain := strings.TrimSpace(text)
	if plain == "" || chatter.MatchString(plain) || joins.MatchString(plain) {
		g.kind = Communication
		return g
	}
	for _, s := range chatSigns {
		if !s.words.MatchString(plain) {
			continue
		}
		if g.weight == 0 {
			g = guess{s.kind, s.effect, s.phase, s.weight}
		} else {
			g.weight++
		}
	}
	return g.doubted(plain)
}

// doubted takes weight from a text that asks, plans, or hardly says anything.
func (g guess) doubted(text string) guess {
	if g.weight == 0 {
		return g
	}
	low := strings.ToLower(text)
	if strings.HasSuffix(strings.TrimRight(low, " )!"), "?") || asks.MatchString(text) {
		g.weight -= 3
	}
	if drafted.MatchString(text) {
		g.weight -= 4
	}
	for _, plan := range []string{"should we", "could we", "can we", "can someone", "can you", "could you", "do we", "did we", "did anyone", "does anyone", "has anyone", "anyone ", "what if", "maybe ", "let's ", "i wonder",
		"shall i", "shall we", "wondering", "we should", "i think we", "want me to", "if that", "not sure", "postmortem", "the review", "tomorrow", "next week", "lunch", "coffee"} {
		if strings.HasPrefix(low, plan) || strings.Contains(low, " "+plan) {
			g.weight -= 2
			break
		}
	}
	if len(strings.Fields(text)) < 2 && g.weight < 5 {
		g.weight--
	}
	g.weight = max(g.weight, 1)
	return g
}
