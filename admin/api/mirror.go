package api

import (
	"context"
	"time"

	"vitrine/models/staff"
)

// mirrorsShown are the mirrors.
type mirrorsShown struct {
	Items []mirrorShown `json:"items" nullable:"false"`
}

// mirrorShown is how one mirror does.
type mirrorShown struct {
	Name    string     `json:"name" doc:"As the configuration has it, without secrets." example:"dir:/srv/mirror"`
	Edition int64      `json:"edition" doc:"The newest publication in it; 0: none yet." example:"128"`
	At      *time.Time `json:"at" nullable:"true" doc:"When it was last brought up to date."`
	Behind  *time.Time `json:"behind_since" nullable:"true" doc:"Since when it lacks something; null: it lacks nothing."`
	Late    bool       `json:"late" doc:"It has been behind for more than ten minutes."`
	Trouble string     `json:"trouble" doc:"Why the last try failed; empty: it did not." example:"PUT index.html: 503 Service Unavailable (SlowDown)"`
	Files   int        `json:"files" doc:"How many files it holds." example:"212"`
}

func (a *API) mirrorRoutes() {
	at := call{path: "/mirrors", tag: "Settings"}
	handle(a, at.get("list-mirrors", staff.Viewer, "List the mirrors of the public site",
		"In the order of VITRINE_MIRRORS, as this process sees them."), a.listMirrors)
}

func (a *API) listMirrors(context.Context, *struct{}) (*answer[mirrorsShown], error) {
	out := mirrorsShown{Items: []mirrorShown{}}
	if a.Mirrors != nil {
		for _, s := range a.Mirrors() {
			out.Items = append(out.Items, mirrorShown{Name: s.Name, Edition: s.Edition, At: stamp(s.At), Behind: stamp(s.Behind), Late: s.Late(a.Site.Now()), Trouble: s.Trouble, Files: s.Files})
		}
	}
	return &answer[mirrorsShown]{Body: out}, nil
}
