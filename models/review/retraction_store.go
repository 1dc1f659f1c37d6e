package review

import (
	"context"
	"regexp"
	"time"

	"vitrine/models"
)

// unfinished are the places that a drafted text leaves to a person.
var unfinished = regexp.MustCompile(`\[(?:say|tell) [^\]]+\]`)

// DraftRetraction words what those are told who received a text at a time and
// cannot unread it. It leaves what only a person can say in square brackets;
// Retract takes no text in which they still stand. whole says that no other
// revision is left to read.
func DraftRetraction(at time.Time, whole bool, noun models.Noun) string {
	next := "The page shows the revision before it again, and our feeds carry a note in its place."
	if whole {
		next = "The page answers “gone” now, and our feeds carry a note in its place. We will publish a corrected text when it is ready."
	}
	return "On " + at.UTC().Format("2 January 2006 at 15:04") + " UTC we published the " + noun.One() + " that you received from us by mail. We have withdrawn that text: " +
		"[say in one sentence what was wrong with it, without repeating it].\n\n" +
		"Please delete the mail and do not pass it on. " + next + "\n\n" +
		"[tell readers what they have to do, such as to change a password; or that there is nothing to do].\n\n" +
		"We are sorry."
}

// Retract mails a text to exactly those who received what was withdrawn of a
// draft's postmortem: one revision, or with 0 all of it. The text must be
// finished, and say nothing that this review alone knows to be inside.
func (s *Store) Retract(ctx context.Context, draftID string, revision int64, body string) (t models.Retraction, err error) {
	body = clean(body)
	if rest := unfinished.FindString(body); rest != "" {
		return t, &models.Error{Kind: models.Invalid, Message: "The text is not finished: " + rest + " is for you to say.",
			Fields: map[string]string{"body": "Put your own words in the place of " + rest + "."}}
	}
	err = s.deed(ctx, func(s *Store) error {
		d, r, err := s.work(ctx, draftID)
		if err != nil {
			return err
		}
		if d.PostmortemID == nil {
			return models.Fail(models.Conflict, "Nothing of this draft was published.")
		}
		if err := s.freeOfFinds(ctx, r, models.Text{Field: "body", Body: body}); err != nil {
			return err
		}
		if t, err = s.site.Retract(ctx, models.NewRetraction{Slug: d.Slug, Revision: revision, Body: body}); err != nil {
			return err
		}
		return s.record(ctx, "draft.retracted", "draft", draftID, nil, map[string]any{"retraction": t.PublicID, "revision": revision})
	})
	return t, err
}
