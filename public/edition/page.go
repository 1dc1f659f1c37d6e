package edition

import (
	"time"

	"vitrine/assets"
	"vitrine/locale"
	"vitrine/models"
	"vitrine/views"
)

const (
	htmlType     = "text/html; charset=utf-8"
	notFoundPath = "/404.html"
)

// pageSheets are the pages of the site.
func (p *Press) pageSheets(c *catalog, w clock) []sheet {
	pages := len(c.incidents) + len(c.maintenances) + 2*len(c.postmortems) + len(c.components)
	sheets := make([]sheet, 0, pages+6*(len(c.components)+len(c.postmortems))+256) // with what plan adds for machines
	sheets = append(sheets, p.homeSheet(c, w))
	for _, i := range c.incidents {
		sheets = append(sheets, p.incidentSheet(c, w, i))
		if i.Open() {
			sheets = append(sheets, p.followSheet(c, i))
		}
	}
	for _, m := range c.maintenances {
		sheets = append(sheets, p.maintenanceSheet(c, w, m))
	}
	for n := range c.components {
		sheets = append(sheets, p.componentSheet(c, w, &c.components[n]))
	}
	sheets = append(sheets, p.historySheets(c, w)...)
	sheets = append(sheets, p.postmortemSheets(c, w)...)
	sheets = append(sheets, p.subscribeSheet(c), p.channelSheet(c), p.notFoundSheet(c))
	return append(sheets, p.textSheets(c)...)
}

// frame is what a page knows of the site. at is when the page is true: it hangs
// on what the page shows, never on when it happened to be rendered. Only the
// front page carries the number of the edition: the others are not made anew
// with each.
func (p *Press) frame(c *catalog, path string, at time.Time) views.Frame {
	return views.Frame{Settings: c.settings, BaseURL: p.base(), Path: path, Now: at, LogoPath: c.logoPath(), Language: c.language, Offered: c.languages, Also: p.also()}
}

// logoPath is where the operator's logo is served, empty without one.
func (c *catalog) logoPath() string {
	endings := map[string]string{"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif"}
	ending := endings[c.settings.LogoType]
	if len(c.settings.Logo) == 0 || ending == "" {
		return ""
	}
	return assets.Hashed("logo"+ending, c.settings.Logo)
}

// pageKey begins the fingerprint of a page.
func (p *Press) pageKey(c *catalog, noun string) *digest {
	return fingerprint(noun).of(p.build, c.settingsSum)
}

// pageSheet is a sheet whose body is a page filled when it is needed.
func pageSheet[T any](c *catalog, path string, key *digest, page views.Page[T], data func(*catalog) T) sheet {
	return keyedSheet(c, path, key.sum(), page, data)
}

func keyedSheet[T any](c *catalog, path string, key sum, page views.Page[T], data func(*catalog) T) sheet {
	return sheet{path: path, mime: htmlType, status: 200, key: key, site: c, page: func(c *catalog) ([]byte, error) {
		return page.Bytes(data(c))
	}}
}

func (s sheet) withStatus(status int) sheet {
	s.status = status
	return s
}

func (p *Press) incidentSheet(c *catalog, w clock, i *incident) sheet {
	path := "/incidents/" + i.PublicID
	at := passed(i.marks(), c.revised(i), w.now)
	readable := c.postmortemOf[i.ID]
	stale := staleIf(i.Open(), w)
	return keyedSheet(c, path, p.incidentKey(c, i, at, stale), views.Incident, func(c *catalog) views.IncidentPage {
		page := views.IncidentPage{Frame: p.frame(c, path, at), Incident: c.tell(i), Components: c.named(i.components)}
		page.Stale = stale
		if len(readable) > 0 {
			page.Postmortem = &readable[0].Postmortem
		}
		return page
	})
}

// incidentKey fingerprints the page of an incident.
func (p *Press) incidentKey(c *catalog, i *incident, at time.Time, stale *time.Time) sum {
	readable := c.postmortemOf[i.ID]
	calm := stale == nil && len(readable) == 0
	if calm && i.keyed.at.Equal(at) && i.keyed.with == c.pagesWith(p) {
		return i.keyed.key
	}
	key := p.pageKey(c, "incident").of(i.sum).of(c.facesOf(i.components)...).time(at)
	for _, pm := range readable {
		key.of(pm.sum)
	}
	made := key.moment(stale).sum()
	if calm {
		i.keyed = keyed{c.pagesWith(p), at, made}
	}
	return made
}

// pagesWith fingerprints what every page hangs on.
func (c *catalog) pagesWith(p *Press) sum {
	if c.with == (sum{}) {
		c.with = fingerprint("pages").of(p.build, c.settingsSum, c.facesSum).sum()
	}
	return c.with
}

// staleIf is since when the data may be old, on pages that wait for news.
func staleIf(waits bool, w clock) *time.Time {
	if waits {
		return w.stale
	}
	return nil
}

func (p *Press) maintenanceSheet(c *catalog, w clock, m *maintenance) sheet {
	path := "/maintenance/" + m.PublicID
	at := passed(m.marks(), later(m.UpdatedAt, lastWord(m.Updates)), w.now)
	stale := staleIf(m.Active(), w)
	key := p.pageKey(c, "maintenance").of(m.sum).of(c.facesOf(m.ComponentIDs)...).time(at).moment(stale)
	return pageSheet(c, path, key, views.Maintenance, func(c *catalog) views.MaintenancePage {
		page := views.MaintenancePage{Frame: p.frame(c, path, at), Maintenance: c.tellWork(m), Components: c.named(m.ComponentIDs)}
		page.Stale = stale
		return page
	})
}

// subscribeSheet is the form to sign up with, the same for everybody.
func (p *Press) subscribeSheet(c *catalog) sheet {
	return pageSheet(c, "/subscribe", p.choiceKey(c, "subscribe"), views.Subscribe, func(c *catalog) views.SubscribePage {
		f := p.frame(c, "/subscribe", c.settings.UpdatedAt)
		return views.NewSubscribePage(f, c.services(nil))
	})
}

// channelSheet is the form to sign a chat or a webhook up with.
func (p *Press) channelSheet(c *catalog) sheet {
	return pageSheet(c, views.ChannelPath, p.choiceKey(c, "subscribe a channel"), views.SubscribeChannel, func(c *catalog) views.SubscribeChannelPage {
		f := p.frame(c, views.ChannelPath, c.settings.UpdatedAt)
		return views.NewSubscribeChannelPage(f, c.services(nil))
	})
}

// choiceKey begins the fingerprint of a form that offers every service.
func (p *Press) choiceKey(c *catalog, noun string) *digest {
	key := p.pageKey(c, noun)
	for n := range c.components {
		key.of(c.faces[c.components[n].ID])
	}
	for _, g := range c.groups {
		key.text(g.PublicID, g.Name)
	}
	return key
}

// followSheet is the form with which a reader follows one incident until it is
// over.
func (p *Press) followSheet(c *catalog, i *incident) sheet {
	path := views.FollowPath(i.PublicID)
	key := p.pageKey(c, "follow").text(i.Title)
	for _, t := range i.Translations {
		key.text(t.Language, t.Body)
	}
	return pageSheet(c, path, key, views.Subscribe, func(c *catalog) views.SubscribePage {
		return views.NewFollowPage(p.frame(c, path, c.settings.UpdatedAt), c.tell(i))
	})
}

func (p *Press) notFoundSheet(c *catalog) sheet {
	return pageSheet(c, notFoundPath, p.pageKey(c, "not found"), views.Problem, func(c *catalog) views.ProblemPage {
		f := p.frame(c, "", c.settings.UpdatedAt)
		return views.ProblemPage{Frame: f, Status: 404,
			Message: "There is no page at this address. It may have been moved or mistyped; the current state of our services is on the front page."}
	}).withStatus(404)
}

// textSheets are the operator's own pages, where there are any.
func (p *Press) textSheets(c *catalog) []sheet {
	var sheets []sheet
	for _, t := range []struct {
		path    string
		heading locale.Key
		body    string
	}{
		{"/privacy", "Privacy", c.settings.Privacy}, {"/imprint", "Imprint", c.settings.Imprint}} {
		if t.body == "" {
			continue
		}
		sheets = append(sheets, pageSheet(c, t.path, p.pageKey(c, t.path), views.Text, func(c *catalog) views.TextPage {
			f := p.frame(c, t.path, c.settings.UpdatedAt)
			return views.TextPage{Frame: f, Heading: f.Speech().Say(t.heading), Body: t.body}
		}))
	}
	return sheets
}

// readable lists the postmortems that cover any of the incidents, each once.
func (c *catalog) readable(incidents ...[]models.Incident) []models.Postmortem {
	var list []models.Postmortem
	seen := map[int64]bool{}
	for _, some := range incidents {
		for _, i := range some {
			for _, p := range c.postmortemOf[i.ID] {
				if !seen[p.ID] {
					seen[p.ID] = true
					list = append(list, p.Postmortem)
				}
			}
		}
	}
	return list
}
