package views

// CardURL is the address of its own card while it is open, and of the site's otherwise.
func (p IncidentPage) CardURL() string {
	if path := p.CardPath(); path != "" {
		return p.cardAt(path)
	}
	return p.Frame.CardURL()
}

// CardPath is where the card lies that shows its title, as the page tells it or, where
// there are no letters for that, as it was written. Empty: the card of the site stands
// for it.
func (p IncidentPage) CardPath() string {
	i := p.Incident
	stem := "/incidents/" + i.PublicID
	switch {
	case !i.Open():
		return ""
	case i.Translated != nil && bold.knows(i.Title):
		return stem + "." + p.Language.Tag() + ".png"
	case i.Translated != nil && bold.knows(i.Translated.Original), i.Translated == nil && bold.knows(i.Title):
		return stem + ".png"
	}
	return ""
}

// Card is the picture that link previews show of it.
func (p IncidentPage) Card() ShareCard {
	return ShareCard{Site: p.SiteName(), Title: p.Incident.Title, Accent: p.Settings.Accent,
		Line: p.Speech().Say("Incident") + " · " + p.Speech().Date(p.Incident.StartedAt)}
}
