package importer

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"vitrine/models"
)

// CState reads the folder of a cState site: its systems from the configuration,
// its issues from Markdown files with front matter in YAML.
func CState(dir string) (Read, error) {
	var r Read
	config, err := cstateConfig(dir)
	if err != nil {
		return r, err
	}
	r.Source = "cstate " + config.Title
	r.Page = &models.ImportedPage{Name: config.Title, TimeZone: "UTC"}
	for n, c := range config.Params.Categories {
		if !c.Untitled {
			r.Groups = append(r.Groups, models.ImportedGroup{ForeignID: c.Name, ComponentGroup: models.ComponentGroup{Name: c.Name, Description: c.Description, Position: int64(n + 1)}})
		}
	}
	issues, err := files([]string{filepath.Join(dir, "content", "issues")}, ".md")
	if err != nil {
		return r, err
	}
	now, began := map[string]models.Status{}, time.Time{}
	for _, s := range issues {
		i, err := parseIssue(s)
		if err != nil {
			return r, err
		}
		if i.title() == "" || i.when().IsZero() {
			r.note(s.name + " has no title or no date and was passed over.")
			continue
		}
		if why := i.unpublished(time.Now()); why != "" {
			r.note("“" + i.title() + "” " + why + " and was passed over.")
			continue
		}
		if began.IsZero() || i.when().Before(began) {
			began = i.when()
		}
		if i.front.Informational {
			r.note("“" + i.title() + "” is only informational; it was taken over as an incident without impact.")
		}
		if !i.front.Resolved && !i.front.Informational {
			for _, name := range i.front.Affected {
				now[name] = models.Worse(cmp.Or(now[name], models.Operational), cmp.Or(i.status(), models.Operational))
			}
		}
		r.Incidents = append(r.Incidents, i.incident())
	}
	for n, s := range config.Params.Systems {
		c := models.ImportedComponent{ForeignID: s.Name, ForeignGroup: s.Category, Component: models.Component{Name: s.Name, Description: s.Description,
			Position: int64(n + 1), Status: models.Operational, Showcase: true, CreatedAt: began, UpdatedAt: began}}
		if status, ok := now[s.Name]; ok {
			c.Status = status
		}
		r.Components = append(r.Components, c)
	}
	r.note("Times of cState that name no zone were taken for UTC.")
	return r, nil
}

// cstateSite is what matters of a site's configuration.
type cstateSite struct {
	Title  string `yaml:"title"`
	Params struct {
		Categories []struct {
			Name        string `yaml:"name"`
			Description string `yaml:"description"`
			Untitled    bool   `yaml:"untitled"`
		} `yaml:"categories"`
		Systems []struct {
			Name        string `yaml:"name"`
			Description string `yaml:"description"`
			Category    string `yaml:"category"`
		} `yaml:"systems"`
	} `yaml:"params"`
}

func cstateConfig(dir string) (c cstateSite, err error) {
	for _, name := range []string{"config.yml", "config.yaml", "hugo.yaml", "hugo.yml"} {
		text, err := readFile(filepath.Join(dir, name))
		if err != nil {
			continue
		}
		if err := yaml.Unmarshal(text, &c); err != nil {
			return c, &models.Error{Kind: models.Invalid, Message: filepath.Join(dir, name) + " is not the YAML of a site.", Err: err}
		}
		return c, nil
	}
	return c, models.Fail(models.Invalid, "There is no config.yml in %s. Name the folder of the site, the one that holds content/issues.", dir)
}

// issue is one Markdown file.
type issue struct {
	name  string
	front struct {
		Title         string   `yaml:"title"`
		Date          any      `yaml:"date"`
		Resolved      bool     `yaml:"resolved"`
		ResolvedWhen  any      `yaml:"resolvedWhen"`
		Severity      string   `yaml:"severity"`
		Affected      []string `yaml:"affected"`
		Informational bool     `yaml:"informational"`
		Draft         bool     `yaml:"draft"`
		PublishDate   any      `yaml:"publishDate"`
		ExpiryDate    any      `yaml:"expiryDate"`
	}
	body string
}

func parseIssue(s source) (i issue, err error) {
	i.name = strings.TrimSuffix(filepath.Base(s.name), ".md")
	text := strings.ReplaceAll(strings.TrimPrefix(string(s.text), "\ufeff"), "\r\n", "\n")
	head, body, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---")
	if !ok || !strings.HasPrefix(text, "---\n") {
		return i, nil // no front matter: it has neither title nor date
	}
	i.body = strings.TrimSpace(strings.TrimPrefix(body, "\n"))
	if err := yaml.NewDecoder(bytes.NewReader([]byte(head))).Decode(&i.front); err != nil {
		return i, &models.Error{Kind: models.Invalid, Message: s.name + " begins with front matter that cannot be read.", Err: err}
	}
	return i, nil
}

func (i issue) title() string { return strings.TrimSpace(i.front.Title) }

// unpublished says why the site does not show the issue now; empty: it does.
func (i issue) unpublished(now time.Time) string {
	from, until := cstateTime(i.front.PublishDate), cstateTime(i.front.ExpiryDate)
	switch {
	case i.front.Draft:
		return "is a draft"
	case from.After(now):
		return "is to be published on " + from.Format("2 January 2006")
	case !until.IsZero() && !until.After(now):
		return "was shown until " + until.Format("2 January 2006")
	}
	return ""
}

// when is when the issue began.
func (i issue) when() time.Time { return cstateTime(i.front.Date) }

func cstateTime(v any) time.Time {
	if t, ok := v.(time.Time); ok {
		return t.UTC()
	}
	text := strings.TrimSpace(fmt.Sprint(v))
	for _, form := range []string{time.DateTime, time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -07:00", time.DateOnly} {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// status is what the severity says of a system.
func (i issue) status() models.Status {
	return map[string]models.Status{"down": models.MajorOutage, "disrupted": models.Degraded, "notice": models.Operational}[i.front.Severity]
}

func (i issue) incident() models.ImportedIncident {
	at := i.when()
	n := models.ImportedIncident{ForeignID: i.name, OldPaths: []string{"/issues/" + i.name}, Incident: models.Incident{Title: i.title(), State: models.Investigating,
		Impact: map[string]models.Impact{"down": models.MajorImpact, "disrupted": models.MinorImpact}[i.front.Severity], StartedAt: at, CreatedAt: at, UpdatedAt: at}}
	if n.Impact == "" || i.front.Informational {
		n.Impact = models.NoImpact
	}
	if i.front.Resolved || i.front.Informational {
		over := later(at, cstateTime(i.front.ResolvedWhen))
		n.State, n.ResolvedAt, n.UpdatedAt = models.Resolved, &over, over
	}
	n.Said = i.said(n)
	if i.status() == "" || i.front.Informational {
		return n
	}
	for _, name := range i.front.Affected {
		n.Said[0].Touched = append(n.Said[0].Touched, models.ImportedTouch{Component: name, Old: models.Operational, New: i.status()})
		if last := &n.Said[len(n.Said)-1]; n.ResolvedAt != nil && len(n.Said) > 1 {
			last.Touched = append(last.Touched, models.ImportedTouch{Component: name, Old: i.status(), New: models.Operational})
		}
	}
	return n
}

// cstateWord is a word of an issue as its authors write it: a state in emphasis,
// a text, and the mark with its time.
var cstateWord = regexp.MustCompile(`(?s)^\*{1,2}([A-Za-z -]+)\*{1,2}\s*-\s*(.*?)\s*\{\{<\s*track\s+"([^"]+)"\s*>\}\}\s*$`)

var shortcode = regexp.MustCompile(`\{\{[<%].*?[%>]\}\}`)

// said lists the updates of an issue, oldest first; what has no time of its own
// belongs to its end.
func (i issue) said(n models.ImportedIncident) (said []models.ImportedUpdate) {
	var rest []string
	state := string(models.Investigating)
	for part := range strings.SplitSeq(i.body, "\n\n") {
		found := cstateWord.FindStringSubmatch(strings.TrimSpace(part))
		if found == nil || cstateTime(found[3]).IsZero() {
			if text := strings.TrimSpace(shortcode.ReplaceAllString(part, "")); text != "" && text != "---" {
				rest = append(rest, text)
			}
			continue
		}
		at := cstateTime(found[3])
		said = append(said, models.ImportedUpdate{Update: models.Update{State: strings.ToLower(strings.TrimSpace(found[1])), Body: found[2], DisplayAt: at, CreatedAt: at, UpdatedAt: at}})
	}
	oldest(said)
	for k := range said {
		if s, ok := states[said[k].State]; ok {
			state = s
		}
		said[k].State = state
	}
	at, text := n.StartedAt, strings.Join(rest, "\n\n")
	if len(said) == 0 || said[0].DisplayAt.After(at) && n.ResolvedAt == nil {
		said = append([]models.ImportedUpdate{{Update: models.Update{State: string(models.Investigating), Body: text, DisplayAt: at, CreatedAt: at, UpdatedAt: at}}}, said...)
		text = ""
	}
	if n.ResolvedAt != nil && (text != "" || said[len(said)-1].State != string(models.Resolved)) {
		at := later(*n.ResolvedAt, said[len(said)-1].DisplayAt.Add(time.Second))
		said = append(said, models.ImportedUpdate{Update: models.Update{State: string(models.Resolved), Body: text, DisplayAt: at, CreatedAt: at, UpdatedAt: at}})
	}
	return said
}
