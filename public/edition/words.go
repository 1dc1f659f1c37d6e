package edition

import "vitrine/models"

// lacksWordsOf reports whether something that before says, and that people wrote,
// is said no more: it was removed or corrected, and must leave the disk too.
func (c *catalog) lacksWordsOf(before *catalog) bool {
	if before == nil {
		return false
	}
	if c.settingsSum != before.settingsSum && lost(settingsWords(before.settings), settingsWords(c.settings)) {
		return true
	}
	if lost(before.serviceWords(), c.serviceWords()) {
		return true
	}
	for _, i := range before.incidents {
		if now := c.incidentOf[i.ID]; now == nil || now != i && now.sum != i.sum && lost(i.words(), now.words()) {
			return true
		}
	}
	works := c.maintenanceByID()
	for _, m := range before.maintenances {
		if now := works[m.ID]; now == nil || now != m && now.sum != m.sum && lost(m.words(), now.words()) {
			return true
		}
	}
	letters := c.postmortemByID()
	for _, pm := range before.postmortems {
		if now := letters[pm.ID]; now == nil || now != pm && now.sum != pm.sum && lost(pm.words(), now.words()) {
			return true
		}
	}
	return false
}

// lost reports whether one of before is not among now.
func lost(before, now []string) bool {
	said := make(map[string]bool, len(now))
	for _, text := range now {
		said[text] = true
	}
	for _, text := range before {
		if text != "" && !said[text] {
			return true
		}
	}
	return false
}

func settingsWords(s models.SiteSettings) []string {
	return []string{s.Name, s.Intro, s.PostalAddress, s.SupportEmail, s.SupportURL, s.HomeURL, s.LogoAlt, string(s.Logo), s.Privacy, s.Imprint,
		s.NounSingular, s.NounPlural, s.Severities, s.Shape}
}

// serviceWords are the names and descriptions of components and groups.
func (c *catalog) serviceWords() []string {
	var list []string
	for n := range c.components {
		list = append(list, c.components[n].Name, c.components[n].Slug, c.components[n].Description)
	}
	for n := range c.groups {
		list = append(list, c.groups[n].Name, c.groups[n].Slug, c.groups[n].Description)
	}
	return list
}

func (i *incident) words() []string { return updateWords(i.Title, i.Translations, i.Updates) }

func (m *maintenance) words() []string { return updateWords(m.Title, m.Translations, m.Updates) }

func updateWords(title string, titles []models.Translation, updates []models.Update) []string {
	list := translatedWords([]string{title}, titles)
	for _, u := range updates {
		list = translatedWords(append(list, u.Body), u.Translations)
	}
	return list
}

func translatedWords(list []string, in []models.Translation) []string {
	for _, t := range in {
		list = append(list, t.Body)
	}
	return list
}

func (p *postmortem) words() []string {
	list := []string{p.Slug, p.WithdrawnNote}
	for _, r := range p.Revisions {
		list = append(list, r.Title, r.Note, r.Timeline)
		for _, s := range r.Sections() {
			list = append(list, s.Body)
		}
	}
	for _, m := range p.Countermeasures {
		list = append(list, m.Body, m.Reason)
	}
	return list
}
