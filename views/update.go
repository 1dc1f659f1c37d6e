package views

import (
	"html/template"
	"time"

	"vitrine/models"
)

// Entry is one update as a page tells it.
type Entry struct {
	Update     models.Update
	Ref        time.Time // times are told as on this day
	Tone       string
	Components []Touched
	Speech     Speech
}

// Touched is a component as an update left it.
type Touched struct {
	Component models.Component
	Status    models.Status
}

// State says what the update announces: "Identified".
func (e Entry) State() string { return e.Speech.State(e.Update.State) }

// Body is the update's text.
func (e Entry) Body() template.HTML { return MarkdownAt(4, e.Update.Body) }

// entries tells updates, newest first, as on the day of ref.
func entries(updates []models.Update, components []models.Component, ref time.Time, s Speech) []Entry {
	list := make([]Entry, len(updates))
	for i, u := range updates {
		list[i] = Entry{Update: u, Ref: ref, Tone: updateTone(u), Components: touched(u, components), Speech: s}
	}
	return list
}

// updateTone colours good news; other words stay in ink, as their glyphs say
// enough.
func updateTone(u models.Update) string {
	switch u.State {
	case string(models.Resolved), string(models.Completed):
		return "ok"
	default:
		return ""
	}
}

// touched lists what the update changed, in the order it was said.
func touched(u models.Update, components []models.Component) []Touched {
	var list []Touched
	for _, uc := range u.Components {
		if c, ok := find(components, uc.ComponentID); ok && uc.OldStatus != uc.NewStatus {
			list = append(list, Touched{c, uc.NewStatus})
		}
	}
	return list
}

func find(components []models.Component, id int64) (models.Component, bool) {
	for n := range components { // there may be hundreds, each with its texts
		if components[n].ID == id {
			return components[n], true
		}
	}
	return models.Component{}, false
}

// pick lists the components with the ids, in the order of the ids; deleted ones
// are left out.
func pick(components []models.Component, ids []int64) []models.Component {
	var list []models.Component
	for _, id := range ids {
		if c, ok := find(components, id); ok {
			list = append(list, c)
		}
	}
	return list
}

// names are the names of components.
func names(components []models.Component) []string {
	list := make([]string, len(components))
	for i, c := range components {
		list[i] = c.Name
	}
	return list
}
