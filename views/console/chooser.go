package console

import "vitrine/models"

// Chooser lets a person say which components take which status.
type Chooser struct {
	Groups []ChooserGroup
	Error  string
}

// ChooserGroup is a heading over rows.
type ChooserGroup struct {
	Name string
	Rows []ChooserRow
}

// ChooserRow is one component.
type ChooserRow struct {
	ID, Name string
	Now      models.Status
	Picked   string // "" leaves it as it is
	Options  []Choice
}

// NewChooser groups components under their headings. picked maps public ids to
// the status chosen in the form.
func NewChooser(groups []models.ComponentGroup, components []models.Component, picked map[string]string) Chooser {
	c := Chooser{Groups: make([]ChooserGroup, len(groups))}
	at := map[int64]int{}
	for i, g := range groups {
		c.Groups[i].Name, at[g.ID] = g.Name, i
	}
	loose := ChooserGroup{}
	for _, m := range components {
		row := newChooserRow(m, picked[m.PublicID])
		if i, ok := grouped(m, at); ok {
			c.Groups[i].Rows = append(c.Groups[i].Rows, row)
		} else {
			loose.Rows = append(loose.Rows, row)
		}
	}
	c.Groups = append(c.Groups, loose)
	return c
}

func grouped(m models.Component, at map[int64]int) (int, bool) {
	if m.GroupID == nil {
		return 0, false
	}
	i, ok := at[*m.GroupID]
	return i, ok
}

func newChooserRow(m models.Component, picked string) ChooserRow {
	options := []Choice{{Value: "", Name: "no change", Chosen: picked == ""}}
	for _, s := range models.Statuses {
		options = append(options, Choice{Value: string(s), Name: word(s), Chosen: picked == string(s)})
	}
	return ChooserRow{ID: m.PublicID, Name: m.Name, Now: m.Status, Picked: picked, Options: options}
}

// Picked counts the components with a chosen status.
func (c Chooser) Picked() int {
	n := 0
	for _, g := range c.Groups {
		for _, r := range g.Rows {
			if r.Picked != "" {
				n++
			}
		}
	}
	return n
}

// statusChoices are the statuses a component may be given by hand.
func statusChoices() []Choice { return choices(models.Statuses, word) }
