package api

import (
	"context"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// section is one text of a review, with a version of its own.
type section struct {
	Name     string     `json:"name" example:"overview"`
	Heading  string     `json:"heading" doc:"As the review template says it." example:"Overview"`
	Off      bool       `json:"off,omitempty" doc:"The template does not ask for it any more."`
	Text     string     `json:"text" doc:"Markdown."`
	Version  int64      `json:"version" doc:"Of this section alone." example:"3"`
	EditedBy string     `json:"edited_by" doc:"Who wrote last; empty: nobody since the review was started."`
	EditedAt *time.Time `json:"edited_at" nullable:"true"`
}

// sectionEdit is a new text.
type sectionEdit struct {
	Text string `json:"text" doc:"Markdown; empty: nothing." example:"Most sign-ins failed for twenty minutes."`
}

// BySection names a section of a review.
type BySection struct {
	ID   string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	Name string `path:"section" doc:"The section." example:"overview"`
}

func (a *API) sectionRoutes() {
	at := call{path: "/reviews/{id}/sections", tag: "Reviews"}
	handle(a, at.get("list-sections", staff.Viewer, "List the sections of a review",
		"Its texts, each with a version of its own, so that several people write at once."), a.listSections)
	at.path += "/{section}"
	handle(a, at.get("get-section", staff.Viewer, "Show a section",
		"One text of a review."), a.showSection)
	handle(a, at.patch("write-section", staff.Reviewer, "Write a section",
		"If-Match is the version of the section, not that of the review."), a.writeSection)
}

func (a *API) listSections(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[section], error) {
	list, err := a.Review.Written(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, list, showSection)
}

func (a *API) showSection(ctx context.Context, in *BySection) (*answer[section], error) {
	w, err := a.Review.Section(ctx, in.ID, reviews.Section(in.Name))
	return &answer[section]{etag(w.Version), showSection(w)}, err
}

func (a *API) writeSection(ctx context.Context, in *struct {
	BySection
	IfMatch
	Body sectionEdit
}) (*answer[section], error) {
	w, err := a.Review.WriteSection(ctx, in.ID, reviews.Section(in.Name), reviews.SectionEdit{Text: in.Body.Text, Version: in.asked})
	return &answer[section]{etag(w.Version), showSection(w)}, err
}

func showSection(w reviews.Written) section {
	return section{Name: string(w.Section), Heading: w.Heading, Off: w.Off, Text: w.Text, Version: w.Version, EditedBy: w.EditedBy, EditedAt: stamp(w.EditedAt)}
}
