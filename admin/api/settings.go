package api

import (
	"context"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/models/staff"
)

// settings is what the operator says about the whole page.
type settings struct {
	Name          string         `json:"name" example:"Northpole Status"`
	Intro         string         `json:"intro" doc:"Markdown under the answer on the first page."`
	HomeURL       string         `json:"home_url" example:"https://northpole.example"`
	SupportURL    string         `json:"support_url" example:"https://northpole.example/support"`
	SupportEmail  string         `json:"support_email" example:"help@northpole.example"`
	PostalAddress string         `json:"postal_address" doc:"At the foot of every mail."`
	Accent        string         `json:"accent" doc:"A colour; empty: ours." example:"#1f4fa3"`
	TimeZone      string         `json:"time_zone" example:"Europe/Berlin"`
	LogoAlt       string         `json:"logo_alt" doc:"The logo in words."`
	Privacy       string         `json:"privacy" doc:"Markdown of /privacy; empty: no page."`
	Imprint       string         `json:"imprint" doc:"Markdown of /imprint; empty: no page."`
	Language      string         `json:"language" doc:"The site's own language." example:"en"`
	Languages     []string       `json:"languages" doc:"Every language the site is in, its own first."`
	NounSingular  string         `json:"noun_singular" doc:"What a postmortem is called in public, within a sentence; empty: postmortem." example:"learning review"`
	NounPlural    string         `json:"noun_plural" example:"learning reviews"`
	Severities    []severityName `json:"severities" nullable:"false" doc:"What severities 1 to 5 are called, in this order."`
	Shape         pageShape      `json:"shape" doc:"What the operator makes of the public page."`
	Version       int64          `json:"version" example:"3"`
}

// severityName is what one severity is called and means.
type severityName struct {
	Label   string `json:"label,omitempty" doc:"Empty: as it came." example:"P1"`
	Meaning string `json:"meaning,omitempty" doc:"In one line; empty: as it came." example:"everything is down"`
}

// settingsEdit changes what is given.
type settingsEdit struct {
	Name          *string         `json:"name,omitempty" example:"Northpole Status"`
	Intro         *string         `json:"intro,omitempty" example:"We run the mail and the calendar of 40 schools."`
	HomeURL       *string         `json:"home_url,omitempty" example:"https://northpole.example"`
	SupportURL    *string         `json:"support_url,omitempty" example:"https://northpole.example/support"`
	SupportEmail  *string         `json:"support_email,omitempty" example:"help@northpole.example"`
	PostalAddress *string         `json:"postal_address,omitempty" example:"Northpole Ltd, 1 Example Street, Dublin"`
	Accent        *string         `json:"accent,omitempty" example:"#1f4fa3"`
	TimeZone      *string         `json:"time_zone,omitempty" example:"Europe/Berlin"`
	LogoAlt       *string         `json:"logo_alt,omitempty" example:"Northpole"`
	Privacy       *string         `json:"privacy,omitempty" example:"We keep your address to send what you asked for."`
	Imprint       *string         `json:"imprint,omitempty" example:"Northpole Ltd."`
	Language      *string         `json:"language,omitempty" doc:"en, de, fr, es, pt, ja or ar." example:"de"`
	Languages     *[]string       `json:"languages,omitempty" doc:"All that the site is offered in; its own is always among them." maxItems:"20" example:"[\"en\",\"de\"]"`
	NounSingular  *string         `json:"noun_singular,omitempty" doc:"Within a sentence; with the plural, or both empty." example:"learning review"`
	NounPlural    *string         `json:"noun_plural,omitempty" example:"learning reviews"`
	Severities    *[]severityName `json:"severities,omitempty" minItems:"5" maxItems:"5" doc:"All five, from 1 to 5. Their order and rules stay."`
	Shape         *pageShape      `json:"shape,omitempty" doc:"The whole of it: what is left out is as it came."`
	Accept        []acceptance    `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

func (a *API) settingsRoutes() {
	at := call{path: "/settings", tag: "Settings"}
	handle(a, at.get("get-settings", staff.Viewer, "Show the settings of the page",
		"Its name and texts, and what this house calls things. The logo is set in the console."), a.showSettings)
	handle(a, at.patch("edit-settings", staff.Admin, "Change the settings of the page",
		"Every page is made anew. What was published keeps its text; addresses and members of the API keep their names.").public().fails(409), a.editSettings)
}

func (a *API) showSettings(ctx context.Context, _ *struct{}) (*answer[settings], error) {
	s, err := a.Site.Settings(ctx)
	return &answer[settings]{etag(s.Version), showSettings(s)}, err
}

func (a *API) editSettings(ctx context.Context, in *struct {
	IfMatch
	Body settingsEdit
}) (*answer[settings], error) {
	b := in.Body
	e := models.SettingsEdit{Name: b.Name, Intro: b.Intro, HomeURL: b.HomeURL, SupportURL: b.SupportURL, SupportEmail: b.SupportEmail,
		PostalAddress: b.PostalAddress, Accent: b.Accent, TimeZone: b.TimeZone, LogoAlt: b.LogoAlt, Privacy: b.Privacy, Imprint: b.Imprint,
		Language: b.Language, Languages: b.Languages, NounSingular: b.NounSingular, NounPlural: b.NounPlural, Version: in.asked, Accept: accepted(b.Accept)}
	if b.Shape != nil {
		e.Shape = new(b.Shape.shape())
	}
	if b.Severities != nil {
		e.Severities = new(models.SeverityNames)
		for i, name := range *b.Severities { // the schema lets exactly five through
			e.Severities[i] = models.SeverityName(name)
		}
	}
	s, err := a.Site.EditSettings(ctx, e)
	return &answer[settings]{etag(s.Version), showSettings(s)}, err
}

func showSettings(s models.SiteSettings) settings {
	names := s.SeverityNames()
	return settings{Name: s.Name, Intro: s.Intro, HomeURL: s.HomeURL, SupportURL: s.SupportURL, SupportEmail: s.SupportEmail, PostalAddress: s.PostalAddress,
		Accent: s.Accent, TimeZone: s.TimeZone, LogoAlt: s.LogoAlt, Privacy: s.Privacy, Imprint: s.Imprint,
		Language: s.OwnLanguage().Tag(), Languages: each(s.Offered(), locale.Language.Tag),
		NounSingular: s.NounSingular, NounPlural: s.NounPlural, Version: s.Version, Shape: showShape(s.PageShape()),
		Severities: each(names[:], func(n models.SeverityName) severityName { return severityName(n) })}
}
