package api

import (
	"context"
	"time"

	"vitrine/models/staff"
)

// mirrorsShown are the mirrors.
type mirrorsShown struct {
	Items     []mirrorShown   `json:"items" nullable:"false"`
	Followers []followerShown `json:"followers" nullable:"false" doc:"Machines that show this site's editions and asked within a day, as this process sees them."`
}

// followerShown is how one machine does that follows this one.
type followerShown struct {
	Name    string     `json:"name" doc:"Its address, as it says." example:"https://status2.example.com"`
	Edition int64      `json:"edition" doc:"The newest publication it held when it last asked; 0: none yet." example:"128"`
	At      *time.Time `json:"asked_at" nullable:"true" doc:"When it last asked."`
	Behind  *time.Time `json:"behind_since" nullable:"true" doc:"Since when it asked without holding the current edition; null: it holds it."`
	Late    bool       `json:"late" doc:"It has been silent or behind for more than ten minutes."`
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
	handle(a, at.get("list-mirrors", staff.Viewer, "List the mirrors of the public site, and the machines that follow it",
		"Mirrors in the order of VITRINE_MIRRORS, as this process sees them."), a.listMirrors)
}

func (a *API) listMirrors(context.Context, *struct{}) (*answer[mirrorsShown], error) {
	out := mirrorsShown{Items: []mirrorShown{}, Followers: []followerShown{}}
	if a.Followers != nil {
		for _, f := range a.Followers() {
			out.Followers = append(out.Followers, followerShown{Name: f.Name, Edition: f.Edition, At: stamp(&f.At), Behind: stamp(f.Behind), Late: f.Late(a.Site.Now())})
		}
	}
	if a.Mirrors != nil {
		for _, s := range a.Mirrors() {
			out.Items = append(out.Items, mirrorShown{Name: s.Name, Edition: s.Edition, At: stamp(s.At), Behind: stamp(s.Behind), Late: s.Late(a.Site.Now()), Trouble: s.Trouble, Files: s.Files})
		}
	}
	return &answer[mirrorsShown]{Body: out}, nil
}
