package admin

import (
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	"vitrine/public/mirror"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showMirrors(c *fiber.Ctx) error {
	page := console.MirrorsPage{Frame: h.frame(c, "mirrors"), Mirrors: h.mirrors(), Followers: h.followers()}
	if e := h.Press.Current(); e != nil {
		page.Current = e.Number
	}
	return views.Show(c, console.Mirrors, page)
}

// mirrors tells how each mirror does.
func (h *Handler) mirrors() []console.Mirror {
	if h.Mirrors == nil {
		return nil
	}
	var list []console.Mirror
	for _, s := range h.Mirrors() {
		list = append(list, console.Mirror{Name: s.Name, Edition: s.Edition, At: s.At, Behind: s.Behind, Late: s.Late(h.Site.Now()), Trouble: s.Trouble, Files: int64(s.Files)})
	}
	return list
}

// followers tells how each machine does that follows this one.
func (h *Handler) followers() []console.Follower {
	if h.Followers == nil {
		return nil
	}
	var list []console.Follower
	for _, f := range h.Followers() {
		list = append(list, console.Follower{Name: f.Name, Edition: f.Edition, At: f.At, Behind: f.Behind, Late: f.Late(h.Site.Now())})
	}
	return list
}

// ofMirrors tells how far each mirror is behind.
func ofMirrors(states []mirror.State, now time.Time) []prometheus.Metric {
	list := make([]prometheus.Metric, 0, len(states))
	desc := prometheus.NewDesc("vitrine_mirror_behind_seconds", "How long a mirror has lacked something of the public site, 0 while it lacks nothing.", []string{"mirror"}, nil)
	for _, s := range states {
		behind := 0.0
		if s.Behind != nil {
			behind = max(0, now.Sub(*s.Behind).Seconds())
		}
		list = append(list, prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, behind, s.Name))
	}
	return list
}
