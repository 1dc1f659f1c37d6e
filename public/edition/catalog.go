package edition

import (
	"cmp"
	"slices"
	"time"

	"vitrine/locale"
	"vitrine/models"
)

// catalog is everything public, as small values in memory. It never changes:
// a newer one replaces it.
type catalog struct {
	edition  int64
	at       time.Time // when the newest publication was made
	settings models.SiteSettings
	zone     *time.Location

	language  locale.Language   // it is told in
	languages []locale.Language // the site is in, its own first

	groups       []models.ComponentGroup
	components   []models.Component // in the order of the page
	changes      map[int64][]models.ComponentChange
	incidents    []*incident    // newest start first
	maintenances []*maintenance // latest start first
	postmortems  []*postmortem  // newest first
	redirects    []models.Redirect

	index
}

// incident is a models.Incident with what would be worked out again and again.
type incident struct {
	models.Incident
	components []int64
	sum        sum
	keyed      keyed // of its page
}

// keyed is the fingerprint that a page of long ago had last, and what else than its
// own row that hung on: working out ten thousand anew is most of a publication. It
// is written under the lock of the press alone.
type keyed struct {
	with sum
	at   time.Time
	key  sum
}

type maintenance struct {
	models.Maintenance
	sum sum
}

type postmortem struct {
	models.Postmortem
	sum sum
}

// index finds the parts of a catalog.
type index struct {
	settingsSum  sum
	facesSum     sum           // of every face
	with         sum           // of what every page hangs on; zero: not worked out yet
	faces        map[int64]sum // what other pages show of a component: names and address
	componentOf  map[int64]*models.Component
	groupOf      map[int64]*models.ComponentGroup
	incidentOf   map[int64]*incident
	touching     map[int64][]*incident    // component id to incidents, newest first
	maintaining  map[int64][]*maintenance // component id to maintenances, latest first
	postmortemOf map[int64][]*postmortem  // incident id to postmortems that can be read, newest first
}

func newCatalog(s models.Snapshot, at time.Time) *catalog {
	c := &catalog{edition: s.Edition, at: at, settings: s.Settings}
	c.groups, c.components, c.changes = s.Groups, s.Components, changesByComponent(s.Changes)
	c.redirects = s.Redirects
	for _, i := range s.Incidents {
		c.incidents = append(c.incidents, newIncident(i))
	}
	for _, m := range s.Maintenances {
		c.maintenances = append(c.maintenances, &maintenance{Maintenance: m, sum: sumOf(m)})
	}
	for _, p := range s.Postmortems {
		c.postmortems = append(c.postmortems, &postmortem{Postmortem: p, sum: sumOf(p)})
	}
	return c.indexed()
}

func newIncident(i models.Incident) *incident {
	return &incident{Incident: i, components: i.ComponentIDs(), sum: sumOf(i)}
}

func changesByComponent(changes []models.ComponentChange) map[int64][]models.ComponentChange {
	by := map[int64][]models.ComponentChange{}
	for _, ch := range changes {
		by[ch.ComponentID] = append(by[ch.ComponentID], ch)
	}
	for _, list := range by {
		slices.SortStableFunc(list, func(a, b models.ComponentChange) int {
			return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
		})
	}
	return by
}

// indexed sorts the catalog and finds its way through it.
func (c *catalog) indexed() *catalog {
	c.zone = c.settings.Location()
	c.languages = c.settings.Offered()
	c.language = c.languages[0]
	slices.SortFunc(c.incidents, func(a, b *incident) int {
		return cmp.Or(b.StartedAt.Compare(a.StartedAt), cmp.Compare(b.ID, a.ID))
	})
	slices.SortFunc(c.maintenances, func(a, b *maintenance) int {
		return cmp.Or(b.ScheduledFor.Compare(a.ScheduledFor), cmp.Compare(b.ID, a.ID))
	})
	slices.SortFunc(c.postmortems, func(a, b *postmortem) int {
		return cmp.Or(b.PublishedAt.Compare(a.PublishedAt), cmp.Compare(b.ID, a.ID))
	})
	c.index = index{postmortemOf: map[int64][]*postmortem{}, incidentOf: make(map[int64]*incident, len(c.incidents)),
		touching: map[int64][]*incident{}, maintaining: map[int64][]*maintenance{}}
	c.indexSettings()
	c.indexComponents()
	for _, i := range c.incidents {
		c.incidentOf[i.ID] = i
		for _, id := range i.components {
			c.touching[id] = append(c.touching[id], i)
		}
	}
	for _, m := range c.maintenances {
		for _, id := range m.ComponentIDs {
			c.maintaining[id] = append(c.maintaining[id], m)
		}
	}
	c.indexPostmortems()
	return c
}

func (c *catalog) indexPostmortems() {
	for _, p := range c.postmortems {
		if p.WithdrawnAt != nil || p.current() == nil {
			continue
		}
		for _, id := range p.IncidentIDs {
			c.postmortemOf[id] = append(c.postmortemOf[id], p)
		}
	}
}

// indexSettings leaves out the counter that every publication moves.
func (c *catalog) indexSettings() {
	s := c.settings
	s.Edition, s.Version = 0, 0
	c.settingsSum = sumOf(s)
}

// noun is what the operator calls a postmortem.
func (c *catalog) noun() models.Noun { return c.settings.Noun() }

// looks are the settings without their long texts and pictures.
func (c *catalog) looks() models.SiteSettings {
	s := c.settings
	s.Logo, s.Intro, s.Privacy, s.Imprint = nil, "", "", ""
	if c.settings.Privacy != "" {
		s.Privacy = " " // there is a page to link to
	}
	if c.settings.Imprint != "" {
		s.Imprint = " "
	}
	return s
}

func (c *catalog) indexComponents() {
	c.groupOf = make(map[int64]*models.ComponentGroup, len(c.groups))
	for n := range c.groups {
		c.groupOf[c.groups[n].ID] = &c.groups[n]
	}
	c.componentOf = make(map[int64]*models.Component, len(c.components))
	c.faces = make(map[int64]sum, len(c.components))
	for n := range c.components {
		s := &c.components[n]
		c.componentOf[s.ID] = s
		face := fingerprint("component").text(s.PublicID, s.Slug, s.Name, s.Description)
		if g := c.group(s); g != nil {
			face.text(g.PublicID, g.Slug, g.Name)
		}
		c.faces[s.ID] = face.sum()
	}
	all := fingerprint("faces")
	for n := range c.components {
		all.number(c.components[n].ID).of(c.faces[c.components[n].ID])
	}
	c.facesSum = all.sum()
}

// group returns the group of a component, nil when it stands alone.
func (c *catalog) group(s *models.Component) *models.ComponentGroup {
	if s.GroupID == nil {
		return nil
	}
	return c.groupOf[*s.GroupID]
}

// named returns the components with these ids that still exist.
func (c *catalog) named(ids []int64) []models.Component {
	var list []models.Component
	for _, id := range ids {
		if s := c.componentOf[id]; s != nil {
			list = append(list, *s)
		}
	}
	return list
}

// facesOf fingerprints how components are named.
func (c *catalog) facesOf(ids []int64) []sum {
	sums := make([]sum, 0, len(ids))
	for _, id := range ids {
		sums = append(sums, c.faces[id])
	}
	return sums
}

// open lists the incidents that are not resolved, newest first.
func (c *catalog) open() []*incident {
	var list []*incident
	for _, i := range c.incidents {
		if i.Open() {
			list = append(list, i)
		}
	}
	return list
}

// current returns the newest revision that can be read, nil when there is none.
func (p *postmortem) current() *models.PostmortemRevision {
	for n := range p.Revisions {
		if p.Revisions[n].WithdrawnAt == nil {
			return &p.Revisions[n]
		}
	}
	return nil
}
