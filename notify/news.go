package notify

import (
	"context"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/notify/channel"
	"vitrine/views/mail"
)

// news is what a notification tells by every channel but mail: the same words,
// from the same public facts, in the language a reader wishes for. original leaves
// what the team wrote as it wrote it, for programs.
func (n *Notifier) news(ctx context.Context, notification audience.Notification, wish string, original bool) (channel.News, *content, error) {
	c, err := n.load(ctx, notification)
	if err != nil {
		return channel.News{}, nil, err
	}
	c.frame.Language = c.frame.Settings.LanguageFor(wish)
	news := channel.News{Language: c.frame.Language, Site: c.frame.SiteName(), Noun: c.frame.Noun(), Home: n.PublicURL + "/", Thread: notification.Thread}
	switch m := c.tells.(type) {
	case mail.IncidentUpdateMail:
		m.Frame = c.frame
		if !original {
			m = m.Told()
		}
		incidentNews(&news, m)
	case mail.MaintenanceUpdateMail:
		m.Frame = c.frame
		if !original {
			m = m.Told()
		}
		n.maintenanceNews(ctx, &news, m)
	case mail.CorrectionMail:
		m.Frame = c.frame
		if !original {
			m = m.Told()
		}
		correctionNews(&news, m)
	case mail.PostmortemPublishedMail:
		m.Frame = c.frame
		postmortemNews(&news, m)
	case mail.CountermeasuresDoneMail:
		m.Frame = c.frame
		countermeasuresNews(&news, m, notification)
	case mail.RetractionMail:
		m.Frame = c.frame
		news.Type, news.Title, news.URL, news.Sentence, news.Body = "postmortem.withdrawn", m.Thread, m.URL(), m.Sentence(), m.Body
		news.Look, news.At = models.UnknownStatus, notification.CreatedAt
		news.Subject = channel.Subject{Kind: "postmortem", Title: m.Thread, URL: m.URL()}
	}
	return news, c, nil
}

func incidentNews(news *channel.News, m mail.IncidentUpdateMail) {
	i := m.Incident
	news.Type, news.Title, news.URL, news.Look = "incident.updated", i.Title, m.URL(), m.Look()
	news.State, news.Was, news.Impact = m.Update.State, m.Was(), i.Impact
	news.Sentence, news.Body, news.Next, news.Promise, news.At = m.Sentence(), worded(m.Frame, m.Update), m.Next(), m.Promise(), m.Update.DisplayAt
	ids := map[string]string{}
	for _, c := range m.Components {
		ids[c.Name] = c.PublicID
	}
	for _, a := range m.Affected() {
		news.Services = append(news.Services, channel.Service{ID: ids[a.Name], Name: a.Name, Status: a.Status})
	}
	news.Subject = channel.Subject{ID: i.PublicID, Kind: "incident", Title: i.Title, URL: m.URL(), State: string(i.State), Impact: i.Impact,
		StartedAt: utc(&i.StartedAt), ResolvedAt: utc(i.ResolvedAt), NextUpdateAt: utc(i.NextUpdateAt)}
}

// maintenanceNews names the services without a status of their own: during a
// maintenance each has that of the maintenance.
func (n *Notifier) maintenanceNews(ctx context.Context, news *channel.News, m mail.MaintenanceUpdateMail) {
	p := m.Maintenance
	news.Type = "maintenance.updated"
	if m.Lead > 0 {
		news.Type = "maintenance.reminder"
	}
	news.Title, news.URL, news.Look, news.State = p.Title, m.URL(), m.Look(), m.Update.State
	news.Sentence, news.Body, news.At = m.Sentence(), worded(m.Frame, m.Update), m.Update.DisplayAt
	components, err := n.Site.Components(ctx)
	if err != nil {
		n.Log.WarnContext(ctx, "the services of a maintenance", "err", err)
	}
	for _, c := range components {
		for _, id := range p.ComponentIDs {
			if c.ID == id {
				news.Services = append(news.Services, channel.Service{ID: c.PublicID, Name: c.Name, Status: c.Status})
			}
		}
	}
	news.Subject = channel.Subject{ID: p.PublicID, Kind: "maintenance", Title: p.Title, URL: m.URL(), State: string(p.State),
		ScheduledFor: utc(&p.ScheduledFor), ScheduledUntil: utc(&p.ScheduledUntil), StartedAt: utc(p.StartedAt), ResolvedAt: utc(p.CompletedAt)}
}

func correctionNews(news *channel.News, m mail.CorrectionMail) {
	news.Type, news.Title, news.URL, news.Look = "update.corrected", m.Title, m.URL(), models.UnknownStatus
	news.State, news.Sentence, news.Body, news.At = m.Update.State, m.Sentence(), worded(m.Frame, m.Update), m.Update.UpdatedAt
	kind := "incident"
	if m.Update.MaintenanceID != nil {
		kind = "maintenance"
	}
	news.Subject = channel.Subject{ID: m.Path[len(m.Path)-12:], Kind: kind, Title: m.Title, URL: m.URL(), State: m.Update.State}
}

// postmortemNews tells the summary; the whole text stands behind the link.
func postmortemNews(news *channel.News, m mail.PostmortemPublishedMail) {
	title := m.Revision.Title
	news.Type, news.Title, news.URL, news.Look = "postmortem.published", title, m.URL(), models.UnknownStatus
	news.Sentence, news.Body, news.At = m.Say("{0} is out: what happened, why, and what we do about it.", m.Noun().StartA()), m.Revision.Summary.Summary, m.Revision.PublishedAt
	if m.Revision.FullBy != nil || m.Revision.Number > 1 {
		news.Sentence = m.Sentence()
	}
	news.Subject = channel.Subject{ID: m.Postmortem.PublicID, Kind: "postmortem", Title: title, URL: m.URL()}
}

func countermeasuresNews(news *channel.News, m mail.CountermeasuresDoneMail, notification audience.Notification) {
	news.Type, news.Title, news.URL, news.Look = "countermeasures.done", m.PostmortemTitle(), m.URL(), models.Operational
	news.Sentence, news.At = m.Sentence(), notification.CreatedAt
	for _, line := range m.Lines() {
		news.Body += "- " + line.Body + " (" + line.Standing + ")\n"
	}
	news.Subject = channel.Subject{ID: m.Postmortem.PublicID, Kind: "postmortem", Title: m.PostmortemTitle(), URL: m.URL()}
}

// worded is what an update says, after who translated it where somebody did: what is
// long is cut at its end.
func worded(f mail.Frame, u models.Update) string {
	if u.Translated == nil {
		return u.Body
	}
	return f.Origin(u) + "\n\n" + u.Body
}

// utc is a time in UTC, nil for none.
func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}
