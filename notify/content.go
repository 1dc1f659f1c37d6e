package notify

import (
	"context"
	"strings"
	"sync"
	"time"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/views/mail"
)

// content is what a notification tells, read once for many people.
type content struct {
	stamp  int64 // version of what was read: Letter.Stamp says whether it still holds
	sender audience.Sender
	render func(mail.Frame) (mail.Rendered, error)
	frame  mail.Frame        // what does not depend on the person
	spoken []locale.Language // the site is offered in, its own first
	tells  any               // the mail's data without a frame, for the channels that are no mail

	mu     sync.Mutex
	sheets map[person]*sheet // nil: mails to such people are written whole
}

// sheet returns the sheet for a kind of person, drawn when the first of them
// comes.
func (c *content) sheet(who person, draw func() (s *sheet, proven bool)) *sheet {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, known := c.sheets[who]
	if !known {
		var proven bool
		if s, proven = draw(); proven {
			c.sheets[who] = s
		}
	}
	return s
}

// contents are what notifications tell, shared by the workers for a while.
type contents struct {
	mu   sync.Mutex
	held map[int64]*shared
}

// shared is one notification's content.
type shared struct {
	mu   sync.Mutex
	read time.Time
	*content
}

// fresh is how long the name, the sender and the look of mails are believed; a
// text that was changed is read at once.
const fresh = 10 * time.Second

// of returns what a notification tells, at the version that is wanted.
func (c *contents) of(id, stamp int64, load func() (*content, error)) (*content, error) {
	c.mu.Lock()
	one := c.held[id]
	if one == nil {
		if len(c.held) > 16 || c.held == nil {
			c.held = map[int64]*shared{}
		}
		one = &shared{}
		c.held[id] = one
	}
	c.mu.Unlock()
	one.mu.Lock()
	defer one.mu.Unlock()
	if one.content != nil && one.stamp == stamp && time.Since(one.read) < fresh {
		return one.content, nil
	}
	read, err := load()
	if err != nil {
		return nil, err
	}
	one.content, one.read = read, time.Now()
	return read, nil
}

// load reads what the notification tells. It returns NotFound when that is not
// public any more.
func (n *Notifier) load(ctx context.Context, notification audience.Notification) (*content, error) {
	settings, err := n.Site.Settings(ctx)
	if err != nil {
		return nil, err
	}
	c := &content{frame: mail.Frame{Settings: settings, Language: settings.OwnLanguage(), BaseURL: n.PublicURL}, spoken: settings.Offered(), sheets: map[person]*sheet{}}
	if c.sender, err = n.Audience.Sender(ctx); err != nil {
		return nil, err
	}
	c.frame.Replies = c.sender.ReplyTo != ""
	switch notification.Kind {
	case audience.Postmortem:
		err = n.loadPostmortem(ctx, c, notification)
	case audience.Countermeasures:
		err = n.loadCountermeasures(ctx, c, notification)
	case audience.Retraction:
		err = n.loadRetraction(ctx, c, notification)
	case audience.Digest:
		err = n.loadDigest(ctx, c, notification)
	case audience.Reminder:
		err = n.loadReminder(ctx, c, notification)
	default:
		err = n.loadUpdate(ctx, c, notification)
	}
	c.stamp = audience.Settled(c.stamp, settings.Version)
	return c, err
}

func (n *Notifier) loadUpdate(ctx context.Context, c *content, notification audience.Notification) error {
	u, err := n.Site.UpdateByID(ctx, notification.SubjectID)
	if err != nil {
		return err
	}
	if u.IncidentID == nil {
		return n.loadMaintenance(ctx, c, *u.MaintenanceID, u, notification)
	}
	is, err := n.Site.IncidentsByID(ctx, []int64{*u.IncidentID})
	if err != nil {
		return err
	}
	if len(is) == 0 {
		return models.Fail(models.NotFound, "There is no such incident.")
	}
	c.stamp, u = audience.Stamp(is[0].Version, is[0].Updates...), among(is[0].Updates, u)
	if notification.Kind == audience.Correction {
		c.correction(mail.CorrectionMail{Title: is[0].Title, Written: is[0].Language, Titles: is[0].Translations, Path: "/incidents/" + is[0].PublicID, Update: u})
		return nil
	}
	components, err := n.Site.Components(ctx)
	c.tells = mail.IncidentUpdateMail{Incident: is[0], Update: u, Components: components}
	c.render = func(f mail.Frame) (mail.Rendered, error) {
		return mail.IncidentUpdate.Render(mail.IncidentUpdateMail{Frame: f, Incident: is[0], Update: u, Components: components})
	}
	return err
}

// among is the update as it is among those that were read with what it belongs to, whose
// versions say when it is out of date.
func among(updates []models.Update, u models.Update) models.Update {
	for _, one := range updates {
		if one.ID == u.ID {
			return one
		}
	}
	return u
}

func (c *content) correction(data mail.CorrectionMail) {
	c.tells = data
	c.render = func(f mail.Frame) (mail.Rendered, error) {
		data := data
		data.Frame = f
		return mail.Correction.Render(data)
	}
}

func (n *Notifier) loadMaintenance(ctx context.Context, c *content, id int64, u models.Update, notification audience.Notification) error {
	m, services, err := n.maintenance(ctx, id)
	if err != nil {
		return err
	}
	c.stamp, u = audience.Stamp(m.Version, m.Updates...), among(m.Updates, u)
	if notification.Kind == audience.Correction {
		c.correction(mail.CorrectionMail{Title: m.Title, Written: m.Language, Titles: m.Translations, Path: "/maintenance/" + m.PublicID, Update: u})
		return nil
	}
	c.tells = mail.MaintenanceUpdateMail{Maintenance: m, Update: u, Services: services}
	n.rendersMaintenance(c, mail.MaintenanceUpdateMail{Maintenance: m, Update: u, Services: services})
	return nil
}

func (n *Notifier) loadReminder(ctx context.Context, c *content, notification audience.Notification) error {
	m, services, err := n.maintenance(ctx, notification.SubjectID)
	if err != nil {
		return err
	}
	var announced models.Update
	if len(m.Updates) > 0 {
		announced = m.Updates[len(m.Updates)-1]
	}
	c.stamp = audience.Stamp(m.Version, m.Updates...)
	lead := time.Duration(notification.Revision) * time.Second
	c.tells = mail.MaintenanceUpdateMail{Maintenance: m, Update: announced, Services: services, Lead: lead}
	n.rendersMaintenance(c, mail.MaintenanceUpdateMail{Maintenance: m, Update: announced, Services: services, Lead: lead})
	return nil
}

// rendersMaintenance makes mails about a maintenance, each with the event for the
// reader's calendar.
func (n *Notifier) rendersMaintenance(c *content, data mail.MaintenanceUpdateMail) {
	organizer := c.sender.Address
	if organizer == "" {
		organizer = n.from.Address
	}
	c.render = func(f mail.Frame) (mail.Rendered, error) {
		data := data
		data.Frame = f
		r, err := mail.MaintenanceUpdate.Render(data)
		r.Calendar = data.Told().Calendar(organizer)
		return r, err
	}
}

// maintenance returns a maintenance with the names of what it touches.
func (n *Notifier) maintenance(ctx context.Context, id int64) (m models.Maintenance, services []string, err error) {
	ms, err := n.Site.MaintenancesByID(ctx, []int64{id})
	if err != nil {
		return m, nil, err
	}
	if len(ms) == 0 {
		return m, nil, models.Fail(models.NotFound, "There is no such maintenance.")
	}
	components, err := n.Site.Components(ctx)
	for _, c := range components {
		for _, touched := range ms[0].ComponentIDs {
			if c.ID == touched {
				services = append(services, c.Name)
			}
		}
	}
	return ms[0], services, err
}

func (n *Notifier) loadPostmortem(ctx context.Context, c *content, notification audience.Notification) error {
	ps, err := n.Site.PostmortemsByID(ctx, []int64{notification.SubjectID})
	if err != nil {
		return err
	}
	if len(ps) == 0 || ps[0].WithdrawnAt != nil {
		return models.Fail(models.NotFound, "There is no such postmortem.")
	}
	data := mail.PostmortemPublishedMail{Postmortem: ps[0]}
	for _, r := range ps[0].Revisions {
		if r.Number == notification.Revision && r.WithdrawnAt == nil {
			data.Revision = r
		}
	}
	if data.Revision.ID == 0 {
		return models.Fail(models.NotFound, "There is no such revision.")
	}
	if notification.Thread != "pm-"+ps[0].PublicID {
		data.Thread, data.Threads, err = n.threadTitle(ctx, ps[0].IncidentIDs, notification)
	}
	c.stamp, c.tells = data.Revision.Number, data
	c.render = func(f mail.Frame) (mail.Rendered, error) {
		data := data
		data.Frame = f
		return mail.PostmortemPublished.Render(data)
	}
	return err
}

// loadCountermeasures reads what became of the promises of a postmortem.
func (n *Notifier) loadCountermeasures(ctx context.Context, c *content, notification audience.Notification) error {
	ps, err := n.Site.PostmortemsByID(ctx, []int64{notification.SubjectID})
	if err != nil {
		return err
	}
	if len(ps) == 0 || ps[0].WithdrawnAt != nil {
		return models.Fail(models.NotFound, "There is no such postmortem.")
	}
	data := mail.CountermeasuresDoneMail{Postmortem: ps[0]}
	if notification.Thread != "pm-"+ps[0].PublicID {
		data.Thread, data.Threads, err = n.threadTitle(ctx, ps[0].IncidentIDs, notification)
	}
	c.stamp, c.tells = ps[0].Revision, data
	c.render = func(f mail.Frame) (mail.Rendered, error) {
		data := data
		data.Frame = f
		return mail.CountermeasuresDone.Render(data)
	}
	return err
}

// loadRetraction reads what readers are told of a text that was withdrawn.
func (n *Notifier) loadRetraction(ctx context.Context, c *content, notification audience.Notification) error {
	r, err := n.Site.Retraction(ctx, notification.SubjectID)
	if err != nil {
		return err
	}
	data := mail.RetractionMail{Thread: notification.Title, Body: r.Body}
	if id, ok := strings.CutPrefix(notification.Thread, "inc-"); ok {
		i, err := n.Site.Incident(ctx, id)
		if err != nil && models.KindOf(err) != models.NotFound {
			return err
		}
		data.Threads = i.Translations
	}
	c.stamp, c.tells = 1, data
	c.render = func(f mail.Frame) (mail.Rendered, error) {
		data := data
		data.Frame = f
		return mail.Retraction.Render(data)
	}
	return nil
}

// threadTitle is the title of the incident whose conversation the notification
// continues, and what that is in other languages.
func (n *Notifier) threadTitle(ctx context.Context, ids []int64, notification audience.Notification) (string, []models.Translation, error) {
	is, err := n.Site.IncidentsByID(ctx, ids)
	for _, i := range is {
		if "inc-"+i.PublicID == notification.Thread {
			return i.Title, i.Translations, err
		}
	}
	return notification.Title, nil, err
}
