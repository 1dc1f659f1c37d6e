package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/models/staff"
)

// translation is what one text says in another language of the site.
type translation struct {
	Language  string    `json:"language" doc:"Its tag." example:"de"`
	Origin    string    `json:"origin" enum:"team,machine" doc:"Who translated it: a person, or a program." example:"team"`
	Body      string    `json:"body" doc:"Markdown; of a title one line." example:"Ein Teil der Anmeldungen schlägt fehl. Wir suchen die Ursache."`
	UpdateID  string    `json:"update_id,omitempty" doc:"The update it is of; absent: it is the title." example:"w8r2t6y1u5io"`
	Outdated  bool      `json:"outdated" doc:"Readers get the original. The translation is shown again when it is put again: after the original was corrected, nothing else brings it back. Where the site is not offered in its language, it also comes back with that, unless the leak gate stops it by now."`
	Version   int64     `json:"version" example:"1"`
	UpdatedAt time.Time `json:"updated_at"`
}

// newTranslation is what a new incident or maintenance says in another language.
type newTranslation struct {
	Language string `json:"language" doc:"One that the site is offered in, other than the one the text is written in: that is the site's own where the text is new." example:"de"`
	Origin   string `json:"origin" enum:"team,machine" doc:"Who translated it: a person, or a program. Readers are told." example:"team"`
	Title    string `json:"title,omitempty" example:"Anmeldung gestört"`
	Body     string `json:"body,omitempty" doc:"Of the first update, Markdown." example:"Ein Teil der Anmeldungen schlägt fehl. Wir suchen die Ursache."`
}

// updateTranslation is what an update says in another language.
type updateTranslation struct {
	Language string `json:"language" doc:"One that the site is offered in, other than the one the text is written in: that is the site's own where the text is new." example:"de"`
	Origin   string `json:"origin" enum:"team,machine" doc:"Who translated it: a person, or a program. Readers are told." example:"machine"`
	Body     string `json:"body" doc:"Markdown." example:"Ein Prozess belegte einen Prozessor ganz. Er wurde angehalten."`
}

// translationEdit writes one translation.
type translationEdit struct {
	Origin  string       `json:"origin" enum:"team,machine" doc:"Who translated it: a person, or a program. Readers are told." example:"team"`
	Body    string       `json:"body" doc:"Markdown; of a title one line." example:"Ein Prozess belegte einen Prozessor ganz. Er wurde angehalten."`
	Wording string       `json:"wording,omitempty" doc:"What was translated: the member wording of the update, or title_wording of the incident or maintenance, as it was read. With other words in place by now the answer is 412. When missing, it is taken for a translation of those of now." example:"9f86d081884c7d659a2feaa0c55ad015"`
	Accept  []acceptance `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

// ByTongue names a language.
type ByTongue struct {
	Language string `path:"language" doc:"The tag of the language." example:"de"`
}

// spokenTitle is the title of an incident or a maintenance in one language.
type spokenTitle struct {
	ByID
	ByTongue
	IfMatch
}

// spokenUpdate is an update in one language.
type spokenUpdate struct {
	ByUpdate
	ByTongue
	IfMatch
}

// writtenTitle and writtenUpdate bring the words.
type writtenTitle struct {
	ByID
	ByTongue
	IfMatch
	IfNoneMatch
	Body translationEdit
}

type writtenUpdate struct {
	ByUpdate
	ByTongue
	IfMatch
	IfNoneMatch
	Body translationEdit
}

// had is what a call says of the translation that it writes over.
type had struct {
	match IfMatch
	none  IfNoneMatch
}

// version is that of the translation as the store takes it.
func (h had) version() int64 {
	if strings.TrimSpace(h.none.Absent) == "*" {
		return models.NoTranslation
	}
	return h.match.asked
}

func (a *API) translationRoutes() {
	a.translationsOf("incident", "incidents", "Incidents", "an incident")
	a.translationsOf("maintenance", "maintenances", "Maintenances", "a maintenance")
}

// translationsOf are the calls for one kind of thing.
func (a *API) translationsOf(noun, path, tag, one string) {
	of := translating{a, noun}
	const how = "It passes the leak gate like every text, and holds for the original as it is worded now: say with wording which words were translated. Nobody is mailed again."
	at := call{path: "/" + path + "/{id}/translations", tag: tag}
	handle(a, at.get("list-"+noun+"-translations", staff.Viewer, "List the translations of "+one,
		"Of its title and its updates, outdated ones too."), of.list)
	at.path += "/{language}"
	handle(a, at.as(http.MethodPut, "put-"+noun+"-translation", staff.Responder, "Translate the title of "+one, how).
		public().fails(http.StatusPreconditionFailed), of.putTitle)
	handle(a, at.delete("remove-"+noun+"-translation", staff.Responder, "Remove the translation of a title",
		"Readers get the original.").public().fails(http.StatusPreconditionFailed), of.removeTitle)
	at.path = "/" + path + "/{id}/updates/{update_id}/translations/{language}"
	handle(a, at.as(http.MethodPut, "put-"+noun+"-update-translation", staff.Responder, "Translate an update of "+one, how).
		public().fails(http.StatusPreconditionFailed), of.putUpdate)
	handle(a, at.delete("remove-"+noun+"-update-translation", staff.Responder, "Remove the translation of an update",
		"Readers get the original.").public().fails(http.StatusPreconditionFailed), of.removeUpdate)
}

// translating are the handlers for the words of incidents, or of maintenances.
type translating struct {
	*API
	noun string
}

// find returns the row of the thing, its title and its updates.
func (t translating) find(ctx context.Context, id string) (row int64, title string, updates []models.Update, err error) {
	if t.noun == "incident" {
		i, err := t.Site.Incident(ctx, id)
		return i.ID, i.Title, i.Updates, err
	}
	m, err := t.Site.Maintenance(ctx, id)
	return m.ID, m.Title, m.Updates, err
}

func (t translating) list(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[translation], error) {
	row, title, updates, err := t.find(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	list, err := t.Site.Translations(ctx, t.noun, row)
	if err != nil {
		return nil, err
	}
	return whole(t.API, in.Window, list, func(one models.Translation) translation { return shownTranslation(one, title, updates) })
}

// shownTranslation is a translation with the name of what it is of.
func shownTranslation(t models.Translation, title string, updates []models.Update) translation {
	out, text := translation{Language: t.Language, Origin: string(t.Origin), Body: t.Body, Version: t.Version, UpdatedAt: utc(t.UpdatedAt)}, title
	for _, u := range updates {
		if t.UpdateID != nil && u.ID == *t.UpdateID {
			out.UpdateID, text = u.PublicID, u.Body
		}
	}
	out.Outdated = !t.Holds(text)
	return out
}

// shownTranslations are those that hold.
func shownTranslations(list []models.Translation, text string, update string) []translation {
	out := []translation{}
	for _, t := range list {
		one := shownTranslation(t, text, nil)
		one.UpdateID = update
		out = append(out, one)
	}
	return out
}

func (t translating) put(ctx context.Context, w models.Wording, language string, had had, b translationEdit) (*answer[translation], error) {
	made, err := t.Site.Translate(ctx, models.TranslationEdit{Wording: w, Language: language, Origin: models.Origin(b.Origin), Body: b.Body,
		Of: b.Wording, Version: had.version(), Accept: accepted(b.Accept)})
	if err != nil {
		return nil, err
	}
	out := translation{Language: made.Language, Origin: string(made.Origin), Body: made.Body, Version: made.Version, UpdatedAt: utc(made.UpdatedAt)}
	if w.Noun == "update" {
		out.UpdateID = w.ID
	}
	return &answer[translation]{etag(made.Version), out}, nil
}

func (t translating) putTitle(ctx context.Context, in *writtenTitle) (*answer[translation], error) {
	return t.put(ctx, models.Wording{Noun: t.noun, ID: in.ID}, in.Language, had{in.IfMatch, in.IfNoneMatch}, in.Body)
}

func (t translating) removeTitle(ctx context.Context, in *spokenTitle) (*nothing, error) {
	return nil, t.Site.RemoveTranslation(ctx, models.Wording{Noun: t.noun, ID: in.ID}, in.Language, in.asked)
}

func (t translating) putUpdate(ctx context.Context, in *writtenUpdate) (*answer[translation], error) {
	if err := t.has(ctx, in.ByUpdate); err != nil {
		return nil, err
	}
	return t.put(ctx, models.Wording{Noun: "update", ID: in.UpdateID}, in.Language, had{in.IfMatch, in.IfNoneMatch}, in.Body)
}

func (t translating) removeUpdate(ctx context.Context, in *spokenUpdate) (*nothing, error) {
	if err := t.has(ctx, in.ByUpdate); err != nil {
		return nil, err
	}
	return nil, t.Site.RemoveTranslation(ctx, models.Wording{Noun: "update", ID: in.UpdateID}, in.Language, in.asked)
}

// has refuses an update that is not of the thing in the path.
func (t translating) has(ctx context.Context, by ByUpdate) error {
	_, _, updates, err := t.find(ctx, by.ID)
	if err != nil {
		return err
	}
	return among(updates, by.UpdateID)
}

// inLanguages are the translations of a new incident or maintenance as the store
// takes them.
func inLanguages(list []newTranslation) []models.NewTranslation {
	var out []models.NewTranslation
	for _, t := range list {
		out = append(out, models.NewTranslation{Language: t.Language, Origin: models.Origin(t.Origin), Title: t.Title, Body: t.Body})
	}
	return out
}

// updateInLanguages are the translations of an update as the store takes them.
func updateInLanguages(list []updateTranslation) []models.NewTranslation {
	var out []models.NewTranslation
	for _, t := range list {
		out = append(out, models.NewTranslation{Language: t.Language, Origin: models.Origin(t.Origin), Body: t.Body})
	}
	return out
}
