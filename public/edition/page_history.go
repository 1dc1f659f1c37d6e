package edition

import (
	"time"

	"vitrine/models"
	"vitrine/views"
)

const (
	historyMonths = 3   // told in full on /history
	mostMonths    = 600 // with a page of their own
)

// month is what happened in one month.
type month struct {
	first        time.Time // midnight UTC of its first day
	incidents    []*incident
	maintenances []*maintenance // over
	sum          sum            // of what it tells
}

func monthOf(t time.Time) time.Time {
	t = t.UTC()
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// months lists every month from the present one back to the first with a story.
func (c *catalog) months(now time.Time) []month {
	first := monthOf(now)
	if n := len(c.incidents); n > 0 && c.incidents[n-1].StartedAt.Before(first) {
		first = monthOf(c.incidents[n-1].StartedAt)
	}
	if n := len(c.maintenances); n > 0 && c.maintenances[n-1].ScheduledFor.Before(first) {
		first = monthOf(c.maintenances[n-1].ScheduledFor)
	}
	var list []month
	at := map[time.Time]int{}
	for m := monthOf(now); !m.Before(first) && len(list) < mostMonths; m = m.AddDate(0, -1, 0) {
		at[m] = len(list)
		list = append(list, month{first: m})
	}
	for _, i := range c.incidents {
		if n, ok := at[monthOf(i.StartedAt)]; ok {
			list[n].incidents = append(list[n].incidents, i)
		}
	}
	for _, m := range c.maintenances {
		if n, ok := at[monthOf(m.ScheduledFor)]; ok && m.Over() {
			list[n].maintenances = append(list[n].maintenances, m)
		}
	}
	for n := range list {
		list[n].sum = list[n].key(c)
	}
	return list
}

// key fingerprints what a month tells.
func (m month) key(c *catalog) sum {
	d := fingerprint("month").time(m.first)
	for _, i := range m.incidents {
		d.of(i.sum).of(c.facesOf(i.components)...)
		for _, pm := range c.postmortemOf[i.ID] {
			d.of(pm.sum)
		}
	}
	for _, work := range m.maintenances {
		d.of(work.sum).of(c.facesOf(work.ComponentIDs)...)
	}
	return d.sum()
}

// changed is when the month was last written about.
func (m month) changed(c *catalog) time.Time {
	t := m.first
	for _, i := range m.incidents {
		t = later(t, c.revised(i))
	}
	for _, work := range m.maintenances {
		t = later(t, later(work.UpdatedAt, lastWord(work.Updates)))
	}
	return t
}

// report is the month as pages take it, about one component alone when only is
// not nil.
func (m month) report(c *catalog, only *models.Component) views.MonthReport {
	r := views.MonthReport{Month: m.first, Components: c.components, Frame: views.Frame{Settings: c.settings, Language: c.language, Offered: c.languages}}
	for _, i := range m.incidents {
		if only == nil || contains(i.components, only.ID) {
			r.Incidents = append(r.Incidents, c.tell(i))
		}
	}
	for _, work := range m.maintenances {
		if only == nil || contains(work.ComponentIDs, only.ID) {
			r.Maintenances = append(r.Maintenances, c.tellWork(work))
		}
	}
	r.Postmortems = c.readable(r.Incidents)
	return r
}

func contains(ids []int64, id int64) bool {
	for _, x := range ids {
		if x == id {
			return true
		}
	}
	return false
}

// historySheets are /history and a page for each month.
func (p *Press) historySheets(c *catalog, w clock) []sheet {
	months := c.months(w.now)
	all := p.pageKey(c, "history")
	at := time.Time{}
	var sheets []sheet
	for n, m := range months {
		if n < historyMonths {
			all.of(m.sum)
		}
		at = later(at, m.changed(c))
		all.time(m.first).number(int64(len(m.incidents))).number(int64(len(m.maintenances)))
		sheets = append(sheets, p.monthSheet(c, w, months, n))
	}
	sheets = append(sheets, p.searchSheets(c, months)...)
	return append(sheets, pageSheet(c, "/history", all.time(at).moment(w.stale), views.History, func(c *catalog) views.HistoryPage {
		page := p.historyPage(c, months, at)
		page.Stale = w.stale
		return page
	}))
}

func (p *Press) historyPage(c *catalog, months []month, at time.Time) views.HistoryPage {
	page := views.HistoryPage{Frame: p.frame(c, "/history", at)}
	for n, m := range months {
		if n < historyMonths {
			page.Months = append(page.Months, m.report(c, nil))
		}
		page.Archive = append(page.Archive, views.MonthCount{Month: m.first, Incidents: len(m.incidents), Maintenances: len(m.maintenances)})
	}
	return page
}

func (p *Press) monthSheet(c *catalog, w clock, months []month, n int) sheet {
	m := months[n]
	at, stale := m.changed(c), staleIf(n == 0, w)
	key := p.pageKey(c, "month").of(m.sum).time(at).flag(n > 0).flag(n+1 < len(months)).moment(stale)
	return pageSheet(c, views.MonthPath(m.first), key, views.Month, func(c *catalog) views.MonthPage {
		page := views.MonthPage{Frame: p.frame(c, views.MonthPath(m.first), at), Report: m.report(c, nil)}
		page.Stale = stale
		if n > 0 {
			page.Later = &months[n-1].first
		}
		if n+1 < len(months) {
			page.Earlier = &months[n+1].first
		}
		return page
	})
}
