package api

import (
	"context"

	"vitrine/models"
	"vitrine/models/staff"
	"vitrine/views/mail"
)

// previewed is everything that would leave if an external summary were published
// now.
type previewed struct {
	Page       string `json:"page" doc:"The public page, HTML."`
	EntryTitle string `json:"entry_title" doc:"Of the feed entry." example:"Sign-in failed for 20 minutes"`
	Entry      string `json:"entry" doc:"The feed entry, HTML."`
	Subject    string `json:"mail_subject" example:"Postmortem: Sign-in failed for 20 minutes"`
	Text       string `json:"mail_text" doc:"The mail as plain text. Its links are those of any reader; each real one has links of its own."`
	HTML       string `json:"mail_html"`
	Unsettled  int    `json:"unsettled" doc:"How many finds would stop the publication now." example:"2"`
}

func (a *API) previewRoutes() {
	at := call{path: "/postmortems/{id}/preview", tag: "Postmortems"}
	handle(a, at.get("preview-postmortem", staff.Viewer, "Show what would leave",
		"A dry run: page, feed entry and mail of the external summary as it stands. Nothing is published."), a.previewPostmortem)
}

func (a *API) previewPostmortem(ctx context.Context, in *ByID) (*struct{ Body previewed }, error) {
	if a.Press == nil {
		return nil, models.Fail(models.Away, "Another process draws the pages here, so there is no preview. Ask that one, or look at the console.")
	}
	d, r, err := a.draftAndReview(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	p, err := a.Review.Publishable(ctx, d.PublicID)
	if err != nil {
		return nil, err
	}
	drawn, err := a.Press.PreviewPostmortem(p, r.IncidentIDs)
	if err != nil {
		return nil, err
	}
	number, err := a.Review.NextRevision(ctx, d)
	if err != nil {
		return nil, err
	}
	letter, err := a.letter(ctx, p, number, r.Thread())
	out := previewed{Page: string(drawn.Page), EntryTitle: drawn.Title, Entry: drawn.Entry, Subject: letter.Subject, Text: letter.Text, HTML: letter.HTML}
	if err != nil {
		return nil, err
	}
	fs, err := a.Review.Findings(ctx, d.PublicID)
	out.Unsettled = showFindings(fs).Unsettled
	return &struct{ Body previewed }{out}, err
}

// letter is the mail that would carry a postmortem.
func (a *API) letter(ctx context.Context, p models.Publishable, number int64, thread string) (mail.Rendered, error) {
	set, err := a.Site.Settings(ctx)
	if err != nil {
		return mail.Rendered{}, err
	}
	sender, err := a.Audience.Sender(ctx)
	if err != nil {
		return mail.Rendered{}, err
	}
	f := mail.Frame{Settings: set, Language: set.OwnLanguage(), BaseURL: a.PublicURL, ManageURL: a.PublicURL + "/subscribe", AllComponents: true, Replies: sender.ReplyTo != ""}
	return mail.PostmortemPublished.Render(mail.PostmortemPreview(f, p, number, a.Site.Now(), thread))
}
