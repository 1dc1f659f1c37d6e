package edition

import (
	"bytes"
	"encoding/json"
	"html"
	"net/http"
	"slices"
	"strings"
	"time"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/views"
)

// A file that could not follow the news keeps its bytes, and says so in the place
// that its kind has for it. Nothing is known of it but its bytes: a file from
// disk, or the last good version of one that is held back.

// aged is f with the sign that it may be old since then, nil where it has one
// already or has no place for it.
func (p *Press) aged(f *File, since time.Time) (*File, error) {
	sign := signFor(f)
	if sign == nil || f.Status != http.StatusOK {
		return nil, nil
	}
	body, err := f.Body(Plain)
	if err != nil {
		return nil, err
	}
	if body = sign(body, since); body == nil {
		return nil, nil
	}
	return newFile(sheet{path: f.Path, mime: f.Type, status: int(f.Status), open: f.Open}, body, p.cfg.Site.Now(), p.shelf)
}

// signFor is how a file of that kind says that it may be old, nil where readers
// see its age or it tells of no state.
func signFor(f *File) func(body []byte, since time.Time) []byte {
	switch {
	case f.Type == htmlType:
		return agedPage
	case f.Path == "/api/v2/summary.json" || f.Path == "/api/v2/status.json":
		return agedStatus
	case f.Path == "/badge.json" || strings.HasPrefix(f.Path, "/badge/") && strings.HasSuffix(f.Path, ".json"):
		return agedShield
	case f.Path == "/badge.svg" || strings.HasPrefix(f.Path, "/badge/"):
		return agedBadge
	}
	return nil
}

// agedPage puts the notice where the layout has it.
func agedPage(body []byte, since time.Time) []byte {
	start := []byte(views.MainStart)
	before, after, ok := bytes.Cut(body, start)
	if !ok || bytes.HasPrefix(bytes.TrimSpace(after), []byte(views.StaleStart)) {
		return nil
	}
	return slices.Concat(before, start, []byte("\n"+languageOf(body).StaleNotice(since)), after)
}

// languageOf is the language that a page says it is in.
func languageOf(page []byte) views.Speech {
	_, rest, _ := bytes.Cut(page, []byte(`<html lang="`))
	tag, _, _ := bytes.Cut(rest, []byte(`"`))
	return views.Speech{Language: locale.Or(string(tag), locale.English)}
}

// agedStatus rewrites the summing up alone; everything else stays as it stands.
func agedStatus(body []byte, since time.Time) []byte {
	var b struct {
		Page         json.RawMessage `json:"page"`
		Components   json.RawMessage `json:"components,omitempty"`
		Incidents    json.RawMessage `json:"incidents,omitempty"`
		Maintenances json.RawMessage `json:"scheduled_maintenances,omitempty"`
		Status       apiStatus       `json:"status"`
	}
	if json.Unmarshal(body, &b) != nil || strings.Contains(b.Status.Description, mayBeOld) {
		return nil
	}
	b.Status = b.Status.aged(since)
	body, err := encodeJSON(b)
	if err != nil {
		return nil
	}
	return body
}

// mayBeOld begins what a summing up says of its age.
const mayBeOld = "data may be old since "

// aged is s where the data may be old since then: nobody knows that all is well,
// and the contract has no word for that but a description.
func (s apiStatus) aged(since time.Time) apiStatus {
	if s.Indicator == "none" {
		s = apiStatus{"minor", "Status Unknown"}
	}
	s.Description += " (" + mayBeOld + since.UTC().Format("2006-01-02 15:04") + " UTC)"
	return s
}

// agedBadge is a green badge as one that does not know. Every other stays what it
// is: trouble was seen, and nobody said that it is over.
func agedBadge(body []byte, _ time.Time) []byte {
	_, title, ok := bytes.Cut(body, []byte("<title>"))
	title, _, whole := bytes.Cut(title, []byte("</title>"))
	name, green := strings.CutSuffix(html.UnescapeString(string(title)), ": "+views.Word(models.Operational))
	if !ok || !whole || !green {
		return nil
	}
	body, err := drawBadge(name, models.UnknownStatus)
	if err != nil {
		return nil
	}
	return body
}

// known is a state as far as the facts go: what was good when they were last seen
// is unknown where they may be old.
func (w clock) known(s models.Status) models.Status {
	if w.stale != nil && s == models.Operational {
		return models.UnknownStatus
	}
	return s
}
