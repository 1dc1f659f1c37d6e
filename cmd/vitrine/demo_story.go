package main

import (
	_ "embed"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"vitrine/models"
)

// demoStory is the year that `vitrine demo` tells; SOURCES.md names the public
// incidents it is modelled on.
//
//go:embed demo/story.yaml
var demoStory []byte

// story is demo/story.yaml; the file explains its own times.
type story struct {
	Site         storySite          `yaml:"site"`
	Groups       []storyGroup       `yaml:"groups"`
	Components   []storyComponent   `yaml:"components"`
	Incidents    []storyIncident    `yaml:"incidents"`
	Maintenances []storyMaintenance `yaml:"maintenances"`
	Reviews      []storyReview      `yaml:"reviews"`
	Directory    storyDirectory     `yaml:"directory"`
	Templates    []storyTemplate    `yaml:"templates"`
	Subscribers  struct {
		Count int `yaml:"count"`
	} `yaml:"subscribers"`
}

type storySite struct {
	Name         string `yaml:"name"`
	Website      string `yaml:"website_url"`
	SupportURL   string `yaml:"support_url"`
	SupportEmail string `yaml:"support_email"`
	Intro        string `yaml:"intro"`
	About        string `yaml:"about"`
	Accent       string `yaml:"accent"`
	Timezone     string `yaml:"timezone"`
}

type storyGroup struct {
	Slug string `yaml:"slug"`
	Name string `yaml:"name"`
}

type storyComponent struct {
	Slug         string `yaml:"slug"`
	Group        string `yaml:"group"`
	Name         string `yaml:"name"`
	Description  string `yaml:"description"`
	Showcase     bool   `yaml:"showcase"`
	StartDaysAgo int    `yaml:"start_days_ago"`
}

type storyIncident struct {
	Key               string        `yaml:"key"`
	Open              bool          `yaml:"open"`
	Title             string        `yaml:"title"`
	DaysAgo           int           `yaml:"days_ago"`
	Start             string        `yaml:"start"`
	StartMinAgo       int           `yaml:"start_min_ago"`
	DetectedAfterMin  int           `yaml:"detected_after_min"`
	EndedAfterMin     int           `yaml:"ended_after_min"`
	Impact            string        `yaml:"impact"`
	Severity          int64         `yaml:"severity"`
	Postmortem        string        `yaml:"postmortem"`
	PostmortemDueDays int           `yaml:"postmortem_due_after_days"`
	Updates           []storyUpdate `yaml:"updates"`

	In map[string]storyWords `yaml:"in"` // its title in other languages
}

// storyWords are what a text says in another language.
type storyWords struct {
	By   models.Origin `yaml:"by"`
	Text string        `yaml:"text"`
}

type storyUpdate struct {
	AtMin           int               `yaml:"at_min"`
	State           string            `yaml:"state"`
	Components      map[string]string `yaml:"components"`
	NextUpdateInMin int               `yaml:"next_update_in_min"`
	Body            string            `yaml:"body"`

	In map[string]storyWords `yaml:"in"`
}

type storyMaintenance struct {
	Title             string            `yaml:"title"`
	Body              string            `yaml:"body"`
	StartsInHours     int               `yaml:"starts_in_hours"`
	DaysAgo           int               `yaml:"days_ago"`
	Start             string            `yaml:"start"`
	DurationMin       int               `yaml:"duration_min"`
	CompletedAfterMin int               `yaml:"completed_after_min"`
	CompletedBody     string            `yaml:"completed_body"`
	Components        map[string]string `yaml:"components"`
}

type storyReview struct {
	Incident        string           `yaml:"incident"`
	Title           string           `yaml:"title"`
	Severity        int64            `yaml:"severity"`
	Priority        string           `yaml:"priority"`
	Environment     string           `yaml:"environment"`
	DetectionSource string           `yaml:"detection_source"`
	Facilitator     string           `yaml:"facilitator"`
	Commander       string           `yaml:"commander"`
	Responders      []string         `yaml:"responders"`
	SupportCases    int64            `yaml:"support_cases"`
	SLAEffect       string           `yaml:"sla_effect"`
	Toll            storyToll        `yaml:"toll"`
	Graphs          []storyGraph     `yaml:"graphs"`
	Vendor          string           `yaml:"vendor"`
	OutsideNumbers  string           `yaml:"outside_numbers"`
	Overview        string           `yaml:"overview"`
	Description     string           `yaml:"description"`
	WentWell        []string         `yaml:"went_well"`
	Lucky           []string         `yaml:"lucky"`
	Timeline        []storyEntry     `yaml:"timeline"`
	Chat            string           `yaml:"chat"`
	Felt            []storyStretch   `yaml:"felt"`
	Factors         []string         `yaml:"factors"`
	Helped          []string         `yaml:"helped"` // factors of the recovery
	Learnings       []string         `yaml:"learnings"`
	KnowSooner      string           `yaml:"know_sooner"`
	RecoverSooner   string           `yaml:"recover_sooner"`
	Actions         []storyAction    `yaml:"actions"`
	Postmortem      *storyPostmortem `yaml:"postmortem"`
}

// storyToll is what it cost customers; what is left out is not known.
type storyToll struct {
	Users    *int64   `yaml:"users"`
	Requests *int64   `yaml:"requests"`
	Percent  *float64 `yaml:"percent"`
	Worst    string   `yaml:"worst"`
	Minutes  *int64   `yaml:"sla_minutes"`
	Broken   string   `yaml:"sla_broken"`
}

// storyGraph is a chart that somebody took a picture of.
type storyGraph struct {
	AtMin    int    `yaml:"at_min"`
	Caption  string `yaml:"caption"`
	Alt      string `yaml:"alt"`
	Title    string `yaml:"title"` // stands in the picture
	EveryMin int    `yaml:"every_min"`
	FromMin  int    `yaml:"from_min"`
	Points   []int  `yaml:"points"` // percent
}

type storyStretch struct {
	FromMin  int    `yaml:"from_min"`
	UntilMin int    `yaml:"until_min"`
	Note     string `yaml:"note"`
}

type storyEntry struct {
	AtMin  int    `yaml:"at_min"`
	Kind   string `yaml:"kind"`
	Phase  string `yaml:"phase"`
	Who    string `yaml:"who"`
	What   string `yaml:"what"`
	Effect string `yaml:"effect"`
}

type storyAction struct {
	Text      string `yaml:"text"`
	Kind      string `yaml:"kind"`
	Owner     string `yaml:"owner"`
	Priority  string `yaml:"priority"`
	DueInDays int    `yaml:"due_in_days"`
	Ticket    string `yaml:"ticket"`
	State     string `yaml:"state"`
	Immediate bool   `yaml:"immediate"`
	Public    string `yaml:"public"`
}

type storyPostmortem struct {
	Title              string `yaml:"title"`
	Slug               string `yaml:"slug"`
	PublishedDaysAfter int    `yaml:"published_days_after"`
	Apology            string `yaml:"apology"`
	Summary            string `yaml:"summary"`
	Services           string `yaml:"services"`
	Duration           string `yaml:"duration"`
	Severity           string `yaml:"severity_text"`
	Impact             string `yaml:"customer_impact"`
	Cause              string `yaml:"proximate_cause"`
	Resolution         string `yaml:"resolution"`
	Countermeasures    string `yaml:"countermeasures_intro"`
	Timeline           []struct {
		AtMin int    `yaml:"at_min"`
		Text  string `yaml:"text"`
	} `yaml:"public_timeline"`
	Revision2 *struct {
		PublishedDaysAfter int               `yaml:"published_days_after"`
		Note               string            `yaml:"note"`
		Changes            map[string]string `yaml:"changes"`
	} `yaml:"revision2"`
}

type storyDirectory struct {
	People []struct {
		Name    string   `yaml:"name"`
		Handles []string `yaml:"handles"`
		Emails  []string `yaml:"emails"`
	} `yaml:"people"`
	Customers []string `yaml:"customers"`
	Terms     []struct {
		Match   string `yaml:"match"`
		Replace string `yaml:"replace"`
		Kind    string `yaml:"kind"`
	} `yaml:"terms"`
	InternalDomains []string `yaml:"internal_domains"`
	PublicDomains   []string `yaml:"public_domains"`
	TicketPrefixes  []string `yaml:"ticket_prefixes"`
	Allow           []string `yaml:"allow"`
}

type storyTemplate struct {
	Name   string `yaml:"name"`
	Title  string `yaml:"title"`
	State  string `yaml:"state"`
	Impact string `yaml:"impact"`
	Body   string `yaml:"body"`
}

// readStory parses the embedded story and tidies it.
func readStory() (*story, error) {
	var s story
	if err := yaml.UnmarshalWithOptions(demoStory, &s); err != nil {
		return nil, fmt.Errorf("read the demo's story: %w", err)
	}
	for n := range s.Incidents {
		s.Incidents[n].gatherEnd()
	}
	for n := range s.Reviews {
		s.Reviews[n].unwrap()
	}
	return &s, nil
}

// gatherEnd moves what is said about components after the effect was over to the
// last word, so that the end of the incident is the end of its outage.
func (i *storyIncident) gatherEnd() {
	last := len(i.Updates) - 1
	if i.EndedAfterMin == 0 || last < 1 {
		return
	}
	marks := map[string]string{}
	for n := range i.Updates {
		u := &i.Updates[n]
		if u.AtMin < i.EndedAfterMin && n < last {
			continue
		}
		maps.Copy(marks, u.Components)
		u.Components = nil
	}
	i.Updates[last].Components = marks
}

// unwrap joins the lines that the YAML file breaks for its own readers.
func (r *storyReview) unwrap() {
	texts := []*string{&r.Overview, &r.Description}
	if p := r.Postmortem; p != nil {
		texts = append(texts, &p.Apology, &p.Summary, &p.Impact, &p.Cause, &p.Resolution)
		if p.Revision2 != nil {
			for key, text := range p.Revision2.Changes {
				p.Revision2.Changes[key] = flowing(text)
			}
		}
	}
	for _, t := range texts {
		*t = flowing(*t)
	}
}

// flowing makes one line of each paragraph and of each item of a list.
func flowing(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	out := lines[0]
	for n, line := range lines[1:] {
		if line == "" || lines[n] == "" || strings.HasPrefix(line, "- ") {
			out += "\n" + line
		} else {
			out += " " + strings.TrimSpace(line)
		}
	}
	return out
}

// starts returns when an incident of the story began, seen from now.
func (i storyIncident) starts(now time.Time) (time.Time, error) {
	if i.Open {
		return now.Add(-time.Duration(i.StartMinAgo) * time.Minute).Truncate(time.Minute), nil
	}
	return pastMoment(now, i.DaysAgo, i.Start)
}

// pastMoment is a time of day (UTC, "15:04:05") some days before now.
func pastMoment(now time.Time, daysAgo int, clock string) (time.Time, error) {
	t, err := time.Parse(time.TimeOnly, clock)
	if err != nil {
		return time.Time{}, fmt.Errorf("the demo's story: %w", err)
	}
	day := now.UTC().AddDate(0, 0, -daysAgo)
	return time.Date(day.Year(), day.Month(), day.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC), nil
}
