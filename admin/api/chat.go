package api

import (
	"context"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// chatLog is a pasted chat and what became of its messages.
type chatLog struct {
	ID        string        `json:"id" example:"c1h2a3t4l5og"`
	Format    string        `json:"format" doc:"What it was taken for." example:"copied text"`
	PastedBy  string        `json:"pasted_by" example:"Gary Olsen"`
	Count     int64         `json:"count" doc:"How many messages it has." example:"300"`
	Text      string        `json:"text,omitempty" doc:"As it was pasted; left out of lists."`
	Messages  []chatMessage `json:"messages,omitempty" doc:"Left out of lists."`
	CreatedAt time.Time     `json:"created_at"`
}

// chatMessage is one message of a chat.
type chatMessage struct {
	Number    int64      `json:"number" example:"1"`
	At        *time.Time `json:"at" nullable:"true" doc:"Null: it has no time of its own."`
	Who       string     `json:"who" example:"gary"`
	What      string     `json:"what" example:"support notices"`
	Suggested bool       `json:"suggested" doc:"It looks like it belongs on the timeline."`
	Kind      string     `json:"kind" example:"communication"`
	Phase     string     `json:"phase" example:"detection"`
	Guess     string     `json:"guess" doc:"The effect it looks like." example:"none"`
	Effect    string     `json:"effect" doc:"As chosen; empty: not to be kept." example:"none"`
	EntryID   string     `json:"entry_id" doc:"The entry made of it; empty: none."`
}

// chatChoice is what is decided of one message.
type chatChoice struct {
	Number int64   `json:"number" minimum:"1" example:"12"`
	Effect *string `json:"effect,omitempty" doc:"positive, negative or none; empty: not to be kept." example:"positive"`
	Kind   *string `json:"kind,omitempty" example:"task"`
	Phase  *string `json:"phase,omitempty" example:"remediation"`
}

// ByChat names a chat log of a review.
type ByChat struct {
	ID    string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	LogID string `path:"log_id" doc:"The log." example:"c1h2a3t4l5og"`
}

// chatChoices are decisions about messages.
type chatChoices struct {
	Messages []chatChoice `json:"messages" nullable:"false"`
}

func (a *API) chatRoutes() {
	at := call{path: "/reviews/{id}/chat-logs", tag: "Reviews"}
	handle(a, at.get("list-chat-logs", staff.Reviewer, "List the chat logs of a review", "Without their texts."), a.listChats)
	handle(a, at.post("paste-chat-log", staff.Reviewer, "Paste a chat log",
		"An export in JSON or copied text in a common form. It is kept whole; nothing comes onto the timeline by that."), a.pasteChat)
	at.path += "/{log_id}"
	handle(a, at.get("get-chat-log", staff.Reviewer, "Show a chat log", "With its messages and what became of them."), a.getChat)
	handle(a, at.delete("delete-chat-log", staff.Reviewer, "Delete a chat log", "Entries made of it stay."), a.deleteChat)
	at.path += "/choices"
	handle(a, at.deed("choose-chat-messages", staff.Reviewer, "Save what is decided of messages", "Nothing comes onto the timeline yet."), a.chooseMessages)
	at.path = "/reviews/{id}/chat-logs/{log_id}/keep"
	handle(a, at.deed("keep-chat-messages", staff.Reviewer, "Make entries of messages", "Of those with an effect, chosen now or before. The others stay in the log."), a.keepMessages)
}

func (a *API) listChats(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[chatLog], error) {
	if _, err := a.Review.Review(ctx, in.ID); err != nil {
		return nil, err
	}
	list, err := a.Review.ChatLogs(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, list, showChat)
}

func (a *API) pasteChat(ctx context.Context, in *struct {
	ByID
	Body timelineText
}) (*struct{ Body chatLog }, error) {
	zone, err := zoneOf(in.Body.Zone)
	if err != nil {
		return nil, err
	}
	l, err := a.Review.PasteChat(ctx, in.ID, reviews.NewChat{Text: in.Body.Text, Day: in.Body.Day, Zone: zone})
	return &struct{ Body chatLog }{showChat(l)}, err
}

func (a *API) getChat(ctx context.Context, in *ByChat) (*struct{ Body chatLog }, error) {
	l, err := a.Review.ChatLog(ctx, in.ID, in.LogID)
	return &struct{ Body chatLog }{showChat(l)}, err
}

func (a *API) deleteChat(ctx context.Context, in *ByChat) (*nothing, error) {
	return nil, a.Review.DeleteChat(ctx, in.ID, in.LogID)
}

func (a *API) chooseMessages(ctx context.Context, in *struct {
	ByChat
	Body chatChoices
}) (*struct{ Body chatLog }, error) {
	if err := a.Review.ChooseMessages(ctx, in.ID, in.LogID, in.Body.choices()); err != nil {
		return nil, err
	}
	return a.getChat(ctx, &in.ByChat)
}

func (a *API) keepMessages(ctx context.Context, in *struct {
	ByChat
	Body chatChoices
}) (*struct{ Body timelineLines }, error) {
	added, err := a.Review.KeepMessages(ctx, in.ID, in.LogID, in.Body.choices())
	return &struct{ Body timelineLines }{timelineLines{Items: each(added, showEntry)}}, err
}

func (c chatChoices) choices() []reviews.ChatChoice {
	return each(c.Messages, func(m chatChoice) reviews.ChatChoice {
		return reviews.ChatChoice{Number: m.Number, Effect: (*reviews.Effect)(m.Effect), Kind: (*reviews.EntryKind)(m.Kind), Phase: (*reviews.Phase)(m.Phase)}
	})
}

func showChat(l reviews.ChatLog) chatLog {
	return chatLog{ID: l.PublicID, Format: l.Format, PastedBy: l.PastedBy, Count: l.Lines, Text: l.Raw, CreatedAt: utc(l.CreatedAt),
		Messages: each(l.Messages, func(m reviews.ChatLine) chatMessage {
			return chatMessage{Number: m.Number, At: stamp(m.At), Who: m.Who, What: m.What, Suggested: m.Suggested, Kind: string(m.Kind), Phase: string(m.Phase),
				Guess: string(m.Guess), Effect: string(m.Effect), EntryID: m.Entry}
		})}
}
