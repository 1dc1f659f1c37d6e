package review_test

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/review"
)

// unsigned are the columns of a review that a signature says nothing of.
var unsigned = []struct{ why, columns string }{
	{"what the program tells rows apart by", "*.id *.public_id *.review_id *.version *.created_at *.updated_at reviews.facts_version review_sections.*"},
	{"rows are signed in their order, whatever number makes it", "*.position"},
	{"which account it is: the name stands beside it", "review_participants.user_id action_items.owner_id"},
	{"who began it, and who wrote what may go out: the draft's own approval asks for that", "reviews.created_by *.public_by review_authors.* drafts.*"},
	{"comes with the completion, which the signatures come before", "reviews.state reviews.due_at reviews.completed_at reviews.completion_note"},
	{"how far it is moves for weeks afterwards", "action_items.state action_items.reason action_items.done_at action_items.ticket action_items.ticket_url action_items.ticket_state action_items.countermeasure_id"},
	{"talk about the text: what comes of it is written into the text", "review_comments.*"},
	{"the sources of the timeline and its undoing: what was taken from them stands in it", "chat_logs.* timeline_changes.*"},
	{"signatures themselves, and who has it open", "review_signoffs.* review_presences.*"},
	{"worked out from the review", "review_figures.* review_words.*"},
}

// whole is a review with something in every table.
func (h *house) whole(t *testing.T) review.Review {
	t.Helper()
	tpl := must(h.ReviewTemplate(t.Context()))(t)
	tpl.Sections = append(tpl.Sections, review.TemplateSection{Heading: "Costs"})
	tpl = must(h.SaveReviewTemplate(as(t, approver), tpl, 0))(t)
	own := tpl.Sections[len(tpl.Sections)-1].Section
	i := must(h.lax.OpenIncident(as(t, author), models.NewIncident{Title: "Exports wait", State: models.Investigating, Body: "Exports wait."}))(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late", Overview: "One.", IncidentIDs: []string{i.PublicID}}))(t)
	id, ctx := r.PublicID, as(t, author)
	must(h.AddFactor(ctx, id, "x"))(t)
	must(h.WriteSection(ctx, id, own, review.SectionEdit{Text: "One million."}))(t)
	must(h.AddLearning(ctx, id, "x"))(t)
	must(h.AddEntry(ctx, id, review.NewEntry{At: at(16, 0), Kind: review.Task, What: "x"}))(t)
	must(h.AddInterval(ctx, id, review.NewInterval{StartsAt: at(16, 0), Counted: true}))(t)
	must(h.AddParticipant(ctx, id, review.NewParticipant{Name: "Tom", Role: review.Owner}))(t)
	must(h.AddAction(ctx, id, review.NewAction{Body: "x", Kind: review.Prevent}))(t)
	h.graph(t, id, "x")
	must(h.AddMeeting(ctx, id, review.NewMeeting{HeldAt: at(9, 0), Minutes: 10}))(t)
	must(h.AnswerQuestions(ctx, id, []review.AnswerEdit{{Question: "alerts", Answer: "They do."}}))(t)
	must(h.Remark(ctx, id, "opened-"+i.PublicID, review.RemarkEdit{Thought: ptr("At last.")}))(t)
	return must(h.Review(t.Context(), id))(t)
}

var errEnough = errors.New("enough seen")

// changed is whether a statement changes what a signature is for; it is undone.
func (h *house) changed(t *testing.T, r review.Review, sql string, args ...any) bool {
	t.Helper()
	changed := false
	err := h.DB.Tx(t.Context(), func(tx *models.Tx) error {
		if done := tx.DB().Exec(sql, args...); done.Error != nil || done.RowsAffected == 0 {
			return errors.Join(done.Error, errors.New("no row"))
		}
		now, err := h.In(tx).Review(context.WithoutCancel(t.Context()), r.PublicID)
		if err != nil {
			return err
		}
		changed = now.Digest() != r.Digest()
		return errEnough
	})
	if !errors.Is(err, errEnough) {
		t.Fatalf("%s: %v", sql, err)
	}
	return changed
}

// columns are the columns of a table with what to change each to.
func (h *house) columns(t *testing.T, table string) map[string]any {
	t.Helper()
	rows, err := h.DB.Read(t.Context()).Raw("SELECT * FROM " + table + " LIMIT 0").Rows()
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	to := map[string]any{}
	for _, c := range must(rows.ColumnTypes())(t) {
		switch kind := strings.ToUpper(c.DatabaseTypeName()); {
		case strings.Contains(kind, "TIME"), strings.Contains(kind, "DATE"):
			to[c.Name()] = time.Date(2031, 2, 3, 4, 5, 0, 0, time.UTC)
		case strings.Contains(kind, "BOOL"):
			to[c.Name()] = nil
		case strings.Contains(kind, "INT"):
			to[c.Name()] = 77
		default:
			to[c.Name()] = "changed"
		}
	}
	return to
}

func TestASignatureIsVoidWhenAnythingOfAReviewChanges(t *testing.T) {
	t.Parallel()
	h := open(t)
	another := must(h.lax.OpenIncident(as(t, author), models.NewIncident{Title: "Imports wait", State: models.Investigating, Body: "Imports wait."}))(t)
	r, used, looked := h.whole(t), map[string]bool{}, 0
	for _, table := range models.InsideTables {
		to := h.columns(t, table)
		key := "review_id"
		if table == "reviews" {
			key = "id"
		} else if _, of := to[key]; !of {
			continue
		}
		for column, value := range to {
			if spare(table+"."+column, used) {
				continue
			}
			looked++
			set := column + " = ?"
			args := []any{value, r.ID}
			if value == nil {
				set, args = column+" = NOT "+column, args[1:]
			} else if column == "incident_id" {
				args[0] = another.ID
			}
			if !h.changed(t, r, "UPDATE "+table+" SET "+set+" WHERE "+key+" = ?", args...) {
				t.Errorf("%s.%s can change under a signature: sign it, or list it with the reason", table, column)
			}
		}
	}
	for _, no := range unsigned {
		for _, pattern := range strings.Fields(no.columns) {
			if !used[pattern] {
				t.Errorf("no column is called %s", pattern)
			}
		}
	}
	if looked < 60 {
		t.Errorf("only %d columns were looked at", looked)
	}
	if !h.changed(t, r, "UPDATE updates SET body = 'Corrected.' WHERE incident_id IN (SELECT incident_id FROM review_incidents WHERE review_id = ?)", r.ID) {
		t.Error("a public update in the timeline changed under a signature")
	}
}

// spare reports whether a column is one that a signature says nothing of.
func spare(column string, used map[string]bool) bool {
	return slices.ContainsFunc(unsigned, func(no struct{ why, columns string }) bool {
		return slices.ContainsFunc(strings.Fields(no.columns), func(pattern string) bool {
			ok, _ := path.Match(pattern, column)
			used[pattern] = used[pattern] || ok
			return ok
		})
	})
}
