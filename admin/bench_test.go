package admin

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/models/review"
	"vitrine/models/staff"
)

// draftOf reads a draft by the address of its page.
func (h *house) draftOf(path string) review.Draft {
	h.t.Helper()
	d, err := h.Review.Draft(h.t.Context(), strings.TrimPrefix(path, "/drafts/"))
	if err != nil {
		h.t.Fatal(err)
	}
	return d
}

// beside sends the form of the workbench to one of its other buttons.
func (b *browser) beside(draft, deed string, fill map[string]string) page {
	b.t.Helper()
	fields := fieldsOf(formFor(b, draft))
	for name, value := range fill {
		fields.Set(name, value)
	}
	return b.post(draft+"/"+deed, fields)
}

// undoOf is the value of the first button that undoes something.
func undoOf(p page) string { return attr(find(p.document, isControl("button", "undo")), "value") }

func TestASettlementIsUndoneWithTheTextAsItStood(t *testing.T) {
	t.Parallel()
	h := build(t)
	w, draft := h.drafted("A process on web-prod-3 was stuck.")
	found := h.openFinds(draft)[0]
	w.settle(draft, found, map[string]string{"action": "replace", "replacement[" + found + "]": "our server"}).
		wants(t, 200, "Settled.", "“web-prod-3” replaced by “our server”", "1 step can be undone")
	got := w.beside(draft, "undo", map[string]string{"undo": undoOf(w.page), "resolution": "We stopped it."})
	got.wants(t, 200, "Undone.", "1 find to settle")
	if d := h.draftOf(draft); d.Summary.Summary != "A process on web-prod-3 was stuck." || d.Resolution != "We stopped it." {
		t.Errorf("after the undo the draft says %q and %q", d.Summary.Summary, d.Resolution)
	}
	if ids := h.openFinds(draft); len(ids) != 1 || ids[0] != found {
		t.Errorf("the open finds are %v, want %s again", ids, found)
	}
	w.beside(draft, "undo", map[string]string{"undo": ""}).wants(t, 409, "nothing to undo")
}

func TestAnUndoOfWordsThatChangedShowsBothTexts(t *testing.T) {
	t.Parallel()
	h := build(t)
	w, draft := h.drafted("A process on web-prod-3 was stuck.")
	found := h.openFinds(draft)[0]
	w.settle(draft, found, map[string]string{"action": "replace", "replacement[" + found + "]": "our server"})
	step := undoOf(w.page)
	b := h.as(staff.Reviewer)
	b.get(draft)
	b.submit(draft, "", map[string]string{"summary": "A process on one of ours was stuck."}).wants(t, 200, "Saved.")
	w.beside(draft, "undo", map[string]string{"undo": step}).wants(t, 409, "A process on one of ours was stuck.") // its own sections are old
	w.get(draft)
	w.beside(draft, "undo", map[string]string{"undo": step}).
		wants(t, 409, "These words were changed since", "A process on web-prod-3 was stuck.", "A process on one of ours was stuck.", "Save what stands on the left over it")
	if d := h.draftOf(draft); d.Summary.Summary != "A process on one of ours was stuck." {
		t.Errorf("the draft says %q", d.Summary.Summary)
	}
	w.submit(draft, "", nil).wants(t, 200, "Saved.", "1 find to settle")
}

func TestASentenceIsBroughtOverWithTheFormItStandsIn(t *testing.T) {
	t.Parallel()
	h := build(t)
	w, draft := h.drafted("A process was stuck.")
	button := find(w.page.document, isControl("button", "passage"))
	if button == nil || attr(button, "form") != attr(formFor(w, draft), "id") || attr(button, "formaction") != draft+"/bring" {
		t.Fatalf("no sentence can be brought over: %s", w.page.words())
	}
	w.beside(draft, "bring", map[string]string{"passage": attr(button, "value"), "into": "resolution", "resolution": "We stopped it."}).
		wants(t, 200, "Brought over.", "“Nothing broke.” brought into the resolution")
	if d := h.draftOf(draft); d.Resolution != "We stopped it. Nothing broke." {
		t.Errorf("the resolution is %q", d.Resolution)
	}
	goal := find(w.page.document, isControl("select", "into"))
	if chosen := find(goal, isChosen); chosen == nil || attr(chosen, "value") != "resolution" {
		t.Error("the section that was chosen is not chosen any more")
	}
	w.beside(draft, "bring", map[string]string{"passage": attr(button, "value"), "into": ""}).wants(t, 200, "Brought over.")
	if d := h.draftOf(draft); d.Summary.Summary != "A process was stuck. Nothing broke." {
		t.Errorf("by itself it went elsewhere; the summary is %q", d.Summary.Summary)
	}
	w.beside(draft, "bring", map[string]string{"passage": "nonsense"}).wants(t, 409, "does not say this any more")
}

func TestWhatWasTypedForOtherFindsOutlivesASettlement(t *testing.T) {
	t.Parallel()
	h := build(t)
	w, draft := h.drafted("A process on web-prod-3 was stuck, and 10.20.30.40 with it; db-prod-7 was not.")
	ids := h.openFinds(draft)
	if len(ids) != 3 {
		t.Fatalf("%d finds, want 3", len(ids))
	}
	w.settle(draft, ids[1], map[string]string{"action": "remove", "replacement[" + ids[0] + "]": "a machine of ours", "reason[" + ids[2] + "]": "It is in our manual."}).
		wants(t, 200, "Settled.", `value="a machine of ours"`, `value="It is in our manual."`)
	other := h.as(staff.Reviewer)
	if got := other.get(draft); strings.Contains(got.body, "a machine of ours") {
		t.Error("somebody else sees what was typed and not sent")
	}
	w.submit(draft, "", map[string]string{"summary": "Again: a process on web-prod-3 was stuck; db-prod-7 was not."}).
		wants(t, 200, "Saved.", `value="a machine of ours"`, `value="It is in our manual."`)
	w.beside(draft, "scan", nil).wants(t, 200, `value="a machine of ours"`)
}

func TestWhatChangedInTheReviewIsShownUntilItIsSeen(t *testing.T) {
	t.Parallel()
	h := build(t)
	w, draft := h.drafted("A process was stuck.")
	r := h.draftOf(draft).Review
	w.page.wants(t, 200, "From the overview")
	w.get("/reviews/" + r + "/sections/overview")
	w.submit("/reviews/"+r+"/sections/overview", "", map[string]string{"text": "Hardly anything broke."}).wants(t, 200, "Saved.")
	w.get(draft).wants(t, 200, "The review has changed here since", "<del>Nothing </del><ins>Hardly anything </ins>broke.")
	got := w.beside(draft, "seen", map[string]string{"section": "summary"})
	got.wants(t, 200, "Seen.")
	if strings.Contains(got.body, "The review has changed here since") {
		t.Error("it is shown after it was seen")
	}
}

func TestAutosaveWritesOverNobody(t *testing.T) {
	t.Parallel()
	h := build(t)
	w, draft := h.drafted("A process was stuck.")
	b := h.as(staff.Reviewer)
	b.get(draft)
	mine, theirs := fieldsOf(formFor(w, draft)), fieldsOf(formFor(b, draft))
	send := func(who *browser, fields url.Values, status int) autosaved {
		t.Helper()
		got := who.post(draft+"/autosave", fields)
		var a autosaved
		if err := json.Unmarshal([]byte(got.body), &a); err != nil || got.status != status {
			t.Fatalf("autosave answered %d %s, want %d", got.status, got.body, status)
		}
		return a
	}
	mine.Set("summary", "A process on web-prod-3 was stuck.")
	first := send(w, mine, 200)
	if d := h.draftOf(draft); first.Version != d.Version || d.Summary.Summary != "A process on web-prod-3 was stuck." || len(h.openFinds(draft)) != 1 {
		t.Errorf("saved %q as %d with %d finds", d.Summary.Summary, first.Version, len(h.openFinds(draft)))
	}
	theirs.Set("summary", "Everything was fine.")
	if a := send(b, theirs, 409); a.Problem == "" || h.draftOf(draft).Summary.Summary != "A process on web-prod-3 was stuck." {
		t.Errorf("an older text was saved over it, and it says %q", a.Problem)
	}
	mine.Set("version", text(first.Version))
	mine.Set("summary", "A process was stuck.")
	send(w, mine, 200)
	w.get(draft)
	settleAll(t, h, w, draft)
	w.submit(draft+"/submit", "", nil).wants(t, 200, "Submitted")
	mine = fieldsOf(formFor(w, draft))
	mine.Set("summary", "A process was very stuck.")
	if a := send(w, mine, 409); !strings.Contains(a.Problem, "not saved by itself") || h.draftOf(draft).State != review.Submitted {
		t.Errorf("a submitted draft was saved by itself: %+v", a)
	}
	mine.Set("title", strings.Repeat("x", 300))
	if a := send(w, mine, 422); a.Problem == "" {
		t.Error("a title that is too long is no problem")
	}
	if got := h.as(staff.Viewer).post(draft+"/autosave", mine); got.status != 403 {
		t.Errorf("a viewer's autosave answered %d", got.status)
	}
}

// isChosen recognises the option of a list that is chosen.
func isChosen(n *html.Node) bool { return n.Data == "option" && has(n, "selected") }

func TestTheWorkbenchHintsAtRareWordsOfTheReview(t *testing.T) {
	t.Parallel()
	h := build(t)
	const hint = "Rare words also in the review:</b> “wombat”"
	w, draft := h.drafted("The wombat was stuck.")
	id, luck := strings.TrimPrefix(draft, "/drafts/"), "Luckily the wombat slept."
	if _, err := h.Review.EditReview(t.Context(), h.draftOf(draft).Review, review.ReviewEdit{Luck: &luck}); err != nil {
		t.Fatal(err)
	}
	got := w.get("/drafts/" + id)
	if got.wants(t, 200); !strings.Contains(got.body, hint) {
		t.Errorf("the page does not hint at the rare word")
	}
	fields := fieldsOf(formFor(w, draft))
	fields.Set("summary", "It was stuck.")
	if got = w.post(draft, fields); strings.Contains(got.body, hint) {
		t.Errorf("the hint stays although the word is gone")
	}
}
