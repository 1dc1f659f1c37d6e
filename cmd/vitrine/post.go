package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"vitrine/models"
)

type postCommand struct {
	Incident   string            `help:"Public id of an open incident: post an update to it instead of opening one." placeholder:"ID"`
	Title      string            `help:"What does not work for whom; for a new incident."`
	State      string            `required:"" enum:"investigating,identified,monitoring,resolved" help:"${enum}."`
	Impact     string            `enum:",none,minor,major,critical" default:"" help:"Worked out from the components when not given."`
	Component  map[string]string `help:"SLUG=STATUS, as often as needed; statuses: ${statuses}." placeholder:"SLUG=STATUS"`
	Body       string            `required:"" help:"The text in Markdown; - reads standard input."`
	TitleIn    map[string]string `help:"LANGUAGE=TITLE, as often as needed: the title in another language of the site." placeholder:"LANGUAGE=TITLE" mapsep:"none"`
	BodyIn     map[string]string `help:"LANGUAGE=TEXT, as often as needed: the text in another language of the site." placeholder:"LANGUAGE=TEXT" mapsep:"none"`
	Machine    []string          `help:"Languages that a machine translated into; readers are told. The others count as translated by the team." placeholder:"LANGUAGE"`
	NextUpdate time.Duration     `help:"Promise the next update after this time, for example 30m."`
	Notify     bool              `negatable:"" default:"true" help:"Tell subscribers."`
	Accept     string            `help:"Let through what the leak gate stops, for this reason." placeholder:"REASON"`
}

// Run posts an incident or an update. A running server shows it within seconds.
func (c *postCommand) Run(s *session) error {
	body, err := c.text(s.in)
	if err != nil {
		return err
	}
	if (c.Incident == "") == (c.Title == "") {
		return fmt.Errorf("give either --title for a new incident or --incident ID for an update")
	}
	if err := c.checkLanguages(); err != nil {
		return err
	}
	return s.withHouse(func(h *house) error {
		id, err := c.post(s, h, body, nil)
		if found := held(err); c.Accept != "" && len(found) > 0 {
			var accept []models.Acceptance
			for _, f := range found {
				accept = append(accept, models.Acceptance{Key: f.Key, Reason: c.Accept})
			}
			id, err = c.post(s, h, body, accept)
		}
		if err != nil {
			return c.advise(err)
		}
		s.printf("Posted: %s/incidents/%s\n", s.config.PublicURL, id)
		return nil
	})
}

func (c *postCommand) post(s *session, h *house, body string, accept []models.Acceptance) (string, error) {
	var choices []models.ComponentChoice
	for slug, status := range c.Component {
		choices = append(choices, models.ComponentChoice{ID: slug, Status: models.Status(status)})
	}
	var next *time.Time
	if c.NextUpdate > 0 {
		at := models.Clock().Add(c.NextUpdate)
		next = &at
	}
	state := models.IncidentState(c.State)
	if c.Incident == "" {
		i, err := h.site.OpenIncident(s.deed(), models.NewIncident{
			Title: c.Title, State: state, Impact: models.Impact(c.Impact), Body: body,
			Components: choices, Notify: c.Notify, NextUpdateAt: next, Translations: c.translations(), Accept: accept,
		})
		return i.PublicID, err
	}
	in := models.NewUpdate{State: state, Body: body, Components: choices, Notify: c.Notify, NextUpdateAt: next, Translations: c.translations(), Accept: accept}
	if impact := models.Impact(c.Impact); impact != "" {
		in.Impact = &impact
	}
	_, err := h.site.PostUpdate(s.deed(), c.Incident, in)
	return c.Incident, err
}

// checkLanguages says what does not fit together of what is said in other languages.
func (c *postCommand) checkLanguages() error {
	if c.Incident != "" && len(c.TitleIn) > 0 {
		return fmt.Errorf("--title-in goes with --title, for a new incident; the console translates a title that is out")
	}
	for _, tag := range c.Machine {
		if c.TitleIn[tag] == "" && c.BodyIn[tag] == "" {
			return fmt.Errorf("--machine %s: nothing is said in that language; add --body-in %s=…", tag, tag)
		}
	}
	return nil
}

// translations are what is said in other languages.
func (c *postCommand) translations() []models.NewTranslation {
	tags := slices.Collect(maps.Keys(c.BodyIn))
	for tag := range c.TitleIn {
		if _, too := c.BodyIn[tag]; !too {
			tags = append(tags, tag)
		}
	}
	slices.Sort(tags)
	var list []models.NewTranslation
	for _, tag := range tags {
		by := models.ByTeam
		if slices.Contains(c.Machine, tag) {
			by = models.ByMachine
		}
		list = append(list, models.NewTranslation{Language: tag, Origin: by, Title: c.TitleIn[tag], Body: c.BodyIn[tag]})
	}
	return list
}

// advise adds what to do about a text that the leak gate stopped.
func (c *postCommand) advise(err error) error {
	if len(held(err)) == 0 {
		return err
	}
	return fmt.Errorf("%s\nNothing was published. Change the text, or, when it must go out as it is, add --accept \"the reason\"", sentence(err))
}

func (c *postCommand) text(in io.Reader) (string, error) {
	if c.Body != "-" {
		return c.Body, nil
	}
	text, err := io.ReadAll(io.LimitReader(in, 1<<20))
	if err != nil {
		return "", fmt.Errorf("read the text from standard input: %w", err)
	}
	return string(text), nil
}

// statusWords lists the statuses a component may take.
func statusWords() []string {
	words := make([]string, len(models.Statuses))
	for i, s := range models.Statuses {
		words[i] = string(s)
	}
	return words
}
