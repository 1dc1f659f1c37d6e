package api

import "vitrine/models"

// acceptance lets one find of the leak gate through, for exactly the text it is
// sent with.
type acceptance struct {
	Key    string `json:"key" doc:"The key of the find." example:"9f2c51d0a4b7e813"`
	Reason string `json:"reason" doc:"Why this may be public; kept with the name of who says so." example:"The status page of a provider, public already."`
}

// accepted are acceptances as the gate takes them.
func accepted(as []acceptance) []models.Acceptance {
	out := make([]models.Acceptance, len(as))
	for i, a := range as {
		out[i] = models.Acceptance{Key: a.Key, Reason: a.Reason}
	}
	return out
}

// finding is what the leak gate found in one text on its way out.
type finding struct {
	Field      string `json:"field" doc:"The text it stands in." example:"body"`
	Key        string `json:"key" doc:"Names the find in accept." example:"9f2c51d0a4b7e813"`
	Kind       string `json:"kind" doc:"What sort of thing it is." example:"hostname"`
	Rule       string `json:"rule" doc:"What found it." example:"numbered_host"`
	Text       string `json:"text" doc:"What stands there." example:"web-prod-3"`
	Start      int    `json:"start" doc:"Byte offset in the text." example:"120"`
	End        int    `json:"end" doc:"Byte offset after it." example:"130"`
	Severity   string `json:"severity" enum:"block,warn" doc:"Whether it stops the text." example:"block"`
	Suggestion string `json:"suggestion" doc:"What can stand there instead; empty: remove it." example:"one of our web servers"`
	Why        string `json:"why" doc:"Why it was found, in a sentence." example:"This looks like the name of a machine."`
}

// held shows what the leak gate found.
func held(hs []models.Held) []finding {
	var fs []finding
	for _, h := range hs {
		fs = append(fs, finding{Field: h.Field, Key: h.Key, Kind: string(h.Kind), Rule: h.Rule, Text: h.Text, Start: h.Start,
			End: h.End, Severity: string(h.Severity), Suggestion: h.Suggestion, Why: h.Why})
	}
	return fs
}
