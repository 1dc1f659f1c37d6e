package models

import (
	"context"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"time"

	"gorm.io/gorm"
)

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// firstSettings is the row a new installation starts with.
const firstSettings = `INSERT INTO site_settings (id, public_id, name, updated_at) VALUES (1, ?, 'Status', ?) ON CONFLICT (id) DO NOTHING`

// ensureSite makes the row of site settings exist.
func (d *DB) ensureSite(ctx context.Context) error {
	return Fault(d.write.WithContext(ctx).Exec(firstSettings, NewID(), Clock()).Error, "site")
}

// Settings returns what the operator says about the page.
func (s *Site) Settings(ctx context.Context) (SiteSettings, error) {
	set, err := gorm.G[SiteSettings](s.query(ctx)).Where("id = 1").Take(ctx)
	return set, Fault(err, "site")
}

// EditSettings changes the site settings.
func (s *Store) EditSettings(ctx context.Context, e SettingsEdit) (after SiteSettings, err error) {
	err = s.deed(ctx, func(s *Store) error {
		before, err := s.Settings(ctx)
		if err != nil {
			return err
		}
		after, err = e.apply(before)
		if err != nil {
			return err
		}
		if err := s.pass(ctx, e.Accept, after.changedTexts(before)...); err != nil {
			return err
		}
		after.UpdatedAt = s.Now()
		if after.Version, err = amend[SiteSettings](ctx, s, row{"site settings", 1, before.Version, e.Version}, after.columns()); err != nil {
			return err
		}
		told := after.told()
		if after.Languages != before.Languages || after.Language != before.Language {
			f, err := s.followLanguages(ctx, before, after)
			if err != nil {
				return err
			}
			if f != (followed{}) {
				told["translations_back"], told["translations_held"] = f.Back, f.Held
			}
			after.KeptInside = f.Held
		}
		return s.record(ctx, AuditEntry{Deed: "site.edited", Noun: "site", Subject: after.PublicID,
			Before: before.told(), After: told}, 1)
	})
	return after, err
}

// texts are everything in the settings that readers see in words.
func (s SiteSettings) texts() []Text {
	return slices.Concat([]Text{{"name", s.Name}, {"intro", s.Intro}, {"home_url", s.HomeURL}, {"support_url", s.SupportURL},
		{"support_email", s.SupportEmail}, {"postal_address", s.PostalAddress}, {"logo_alt", s.LogoAlt},
		{"privacy", s.Privacy}, {"imprint", s.Imprint}, {"noun_singular", s.NounSingular}, {"noun_plural", s.NounPlural}},
		s.SeverityNames().texts(), s.PageShape().texts())
}

// changedTexts are the texts that were not public before. Those that were are not
// looked at again: nobody has to accept the imprint to change the accent.
func (s SiteSettings) changedTexts(before SiteSettings) []Text {
	was := before.texts()
	var changed []Text
	for n, t := range s.texts() {
		if t != was[n] && t.Body != "" {
			changed = append(changed, t)
		}
	}
	return changed
}

// apply returns the settings with the edit made, or what is wrong with it.
func (e SettingsEdit) apply(s SiteSettings) (SiteSettings, error) {
	c := Complaints{}
	setLine(c, "name", &s.Name, e.Name, 1, 100)
	setBody(c, "intro", &s.Intro, e.Intro, 2_000)
	setLine(c, "postal_address", &s.PostalAddress, e.PostalAddress, 0, 300)
	setLine(c, "home_url", &s.HomeURL, e.HomeURL, 0, 500)
	setLine(c, "support_url", &s.SupportURL, e.SupportURL, 0, 500)
	setLine(c, "support_email", &s.SupportEmail, e.SupportEmail, 0, 254)
	setLine(c, "accent", &s.Accent, e.Accent, 0, 7)
	setLine(c, "time_zone", &s.TimeZone, e.TimeZone, 1, 64)
	setLine(c, "logo_alt", &s.LogoAlt, e.LogoAlt, 0, MaxTitle)
	setBody(c, "privacy", &s.Privacy, e.Privacy, 5*MaxBody)
	setBody(c, "imprint", &s.Imprint, e.Imprint, 5*MaxBody)
	setLine(c, "noun_singular", &s.NounSingular, e.NounSingular, 0, maxNoun)
	setLine(c, "noun_plural", &s.NounPlural, e.NounPlural, 0, maxNoun)
	if e.Severities != nil {
		e.Severities.set(c, &s.Severities)
	}
	e.applyLanguages(c, &s)
	if e.Shape != nil {
		e.Shape.set(c, &s.Shape)
	}
	e.applyLogo(c, &s)
	s.check(c)
	return s, c.Err()
}

func (e SettingsEdit) applyLogo(c Complaints, s *SiteSettings) {
	if e.Logo == nil {
		return
	}
	s.Logo, s.LogoType = nil, ""
	if len(*e.Logo) == 0 {
		return
	}
	logo, complaint := DrawPicture(*e.Logo, "logo", LogoSize)
	if complaint != "" {
		c.Add("logo", "%s", complaint)
	}
	s.Logo, s.LogoType = logo.body, logo.mediaType
}

func (s SiteSettings) check(c Complaints) {
	s.checkNoun(c)
	for field, link := range map[string]string{"home_url": s.HomeURL, "support_url": s.SupportURL} {
		if u, err := url.Parse(link); link != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
			c.Add(field, "%s must be a whole address that starts with https://.", label(field))
		}
	}
	if a, err := mail.ParseAddress(s.SupportEmail); s.SupportEmail != "" && (err != nil || a.Address != s.SupportEmail) {
		c.Add("support_email", "The support email must be a plain address like help@example.org.")
	}
	if s.Accent != "" && !colour.MatchString(s.Accent) {
		c.Add("accent", "The accent must be a colour like #1f4fa3.")
	}
	if _, err := time.LoadLocation(s.TimeZone); err != nil || s.TimeZone == "Local" {
		c.Add("time_zone", "The time zone must be a name like Europe/Berlin or UTC.")
	}
}

func (s SiteSettings) columns() map[string]any {
	return map[string]any{
		"name": s.Name, "intro": s.Intro, "home_url": s.HomeURL, "support_url": s.SupportURL,
		"support_email": s.SupportEmail, "postal_address": s.PostalAddress, "accent": s.Accent,
		"time_zone": s.TimeZone, "logo_type": s.LogoType, "logo": s.Logo, "logo_alt": s.LogoAlt,
		"privacy": s.Privacy, "imprint": s.Imprint,
		"noun_singular": s.NounSingular, "noun_plural": s.NounPlural, "severities": s.Severities, "shape": s.Shape, "language": s.Language, "languages": s.Languages, "updated_at": s.UpdatedAt,
	}
}

// told is what the audit trail keeps; the picture only as its size.
func (s SiteSettings) told() map[string]any {
	m := s.columns()
	delete(m, "updated_at")
	m["logo"] = len(s.Logo)
	return m
}
