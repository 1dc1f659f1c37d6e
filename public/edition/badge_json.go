package edition

import (
	"encoding/json"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/views"
)

// shield is what the endpoint badge of shields.io reads
// (https://shields.io/badges/endpoint-badge), field by field.
type shield struct {
	Version int    `json:"schemaVersion"`
	Label   string `json:"label"`
	Message string `json:"message"`
	Colour  string `json:"color"`
	IsError bool   `json:"isError"` // it cannot be given another colour
	Cache   int    `json:"cacheSeconds"`
}

// shieldCache is how long the badge may be kept, the least that shields.io takes.
const shieldCache = 300

func newShield(name string, s models.Status) shield {
	bad := s != models.Operational && s != models.UnderMaintenance
	return shield{Version: 1, Label: plainTitle(name), Message: strings.ToLower(views.Word(s)), Colour: badgeLook[s].colour, IsError: bad, Cache: shieldCache}
}

// shieldSheets are the same badges as numbers and words: /badge.json and one for
// each component.
func (p *Press) shieldSheets(c *catalog, w clock) []sheet {
	one := func(path, name string, s models.Status) sheet {
		return sheet{path: path, mime: jsonType, status: 200, open: true, key: fingerprint("shield").of(p.build).text(name, string(s)).sum(),
			body: func() ([]byte, error) { return encodeJSON(newShield(name, s)) }}
	}
	sheets := []sheet{one("/badge.json", c.settings.Name, w.known(c.state()))}
	for _, s := range c.components {
		sheets = append(sheets, one("/badge/"+s.Slug+".json", s.Name, w.known(s.Status)))
	}
	return sheets
}

// agedShield is a green badge as one that does not know.
func agedShield(body []byte, _ time.Time) []byte {
	var s shield
	if json.Unmarshal(body, &s) != nil || s.Message != newShield("", models.Operational).Message {
		return nil
	}
	body, err := encodeJSON(newShield(s.Label, models.UnknownStatus))
	if err != nil {
		return nil
	}
	return body
}
