package review_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/review"
)

// written is a timeline as the tests write it down: entries of people alone.
func written(es []review.Entry) string {
	var b strings.Builder
	for _, e := range es {
		if !e.Merged {
			fmt.Fprintf(&b, "%s %s|%s|%s|%s|%s|%s|%s\n", e.At.UTC().Format("02 15:04:05"), e.Who, e.What, e.Kind, e.Effect, e.Phase, e.Thought, e.PublicText)
		}
	}
	return b.String()
}

// near starts a review of something that began at 16:00.
func (h *house) near(t *testing.T) string {
	t.Helper()
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Nearly"}))(t)
	must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{StartedAt: ptr(at(16, 0))}))(t)
	return r.PublicID
}

func TestOneLineIsOneEntry(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, tc := range []struct{ name, line, want string }{
		{"as the handbook writes it", "16:12 @gary support notices | communication | none", "19 16:12:00 gary|support notices|communication|none|||"},
		{"fields in any order, in words", "16:14 @cathy restarts nginx | worse | investigate | action", "19 16:14:00 cathy|restarts nginx|task|negative|investigation||"},
		{"signs for the effect", "16:15 @ravi kills it | + | fix", "19 16:15:00 ravi|kills it|task|positive|remediation||"},
		{"a zone behind the time", "17:12 CET @gary calls | comm | 0", "19 16:12:00 gary|calls|communication|none|||"},
		{"a day before it, and seconds", "2026-11-20 00:03:09 Gary Olsen: the all-clear | restored | +", "20 00:03:09 Gary Olsen|the all-clear|restored|positive|||"},
		{"the time alone after midnight", "00:10 all quiet | discovery | 0", "20 00:10:00 |all quiet|discovery|none|||"},
		{"two people, a thought and a public wording", "- 16:20 @ravi @cathy look | discovery | thought: it must be the disk | public: We look at the disk.", "19 16:20:00 ravi, cathy|look|discovery|none||it must be the disk|We look at the disk."},
		{"the twelve-hour clock", "4:21 pm @gary: done | recovered | +", "19 16:21:00 gary|done|restored|positive|||"},
		{"a kind guessed from the words", "16:22 @ravi restarted the proxy", "19 16:22:00 ravi|restarted the proxy|task|none|||"},
	} {
		id := h.near(t)
		if _, err := h.AddLines(as(t, author), id, review.Lines{Text: tc.line}); err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if got := written(must(h.Review(t.Context(), id))(t).Timeline); got != tc.want+"\n" {
			t.Errorf("%s:\n%swant\n%s", tc.name, got, tc.want)
		}
	}
}

func TestALineThatCannotBeReadAddsNothingAndSaysWhy(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.near(t)
	for line, why := range map[string]string{
		"support notices":                    "does not begin with a time",
		"16:12 @gary x | communcation":       "“communcation” is no kind, effect or phase",
		"16:12 x | + | -":                    "two of the same",
		"25:12 x":                            "does not begin with a time",
		"2026-02-31 10:00 x":                 "There is no such day",
		"03/04 16:12 x":                      "can be read in two ways",
		"16:12 @gary | communication | none": "does not say what happened",
		"\n\n":                               "Write one entry in each line",
	} {
		text := "16:01 fine | +\n" + line
		if strings.TrimSpace(line) == "" {
			text = line
		}
		_, err := h.AddLines(as(t, author), id, review.Lines{Text: text})
		wantKind(t, err, models.Invalid)
		if !strings.Contains(models.MessageOf(err), why) {
			t.Errorf("%q: %s", line, models.MessageOf(err))
		}
	}
	if got := must(h.Review(t.Context(), id))(t).Timeline; len(got) > 0 {
		t.Errorf("%d entries of refused lines", len(got))
	}
}

func TestATimelineTellsWhatVitrineKnows(t *testing.T) {
	t.Parallel()
	h := open(t)
	i := h.outage(t)
	h.Mails = func(_ context.Context, about []models.Incident) ([]review.Mailing, error) {
		return []review.Mailing{{PublicID: "n1", At: at(16, 13), Title: about[0].Title, Recipients: 212, Accepted: 210}}, nil
	}
	r := must(h.StartReview(as(t, author), review.NewReview{IncidentIDs: []string{i.PublicID}}))(t)
	r = must(h.Review(t.Context(), r.PublicID))(t)
	var got []string
	for _, e := range r.Timeline {
		got = append(got, e.At.Format("15:04 ")+string(e.Origin)+" "+e.What)
	}
	want := []string{"16:12 opened Incident opened: The login page fails (Sev2). It had begun at 16:00 UTC", "16:12 update Investigating: Since 16:00 UTC the login page fails for everybody.",
		"16:13 mail Mailed to 212 people: The login page fails (210 accepted so far)", "16:20 update Resolved: Signing in works again since 16:20 UTC.",
		"16:20 resolved Incident resolved: The login page fails (20 min)"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	e := must(h.Remark(as(t, author), r.PublicID, "mail-n1", review.RemarkEdit{Effect: ptr(review.Positive), Phase: ptr(review.Triage), Thought: ptr("Now they stop calling.")}))(t)
	if e.Version != 1 || e.Effect != review.Positive {
		t.Errorf("the remark: %+v", e)
	}
	_, err := h.Remark(as(t, author), r.PublicID, "mail-n1", review.RemarkEdit{Hidden: ptr(true), Version: 7})
	wantKind(t, err, models.Stale)
	must(h.Remark(as(t, author), r.PublicID, "resolved-"+i.PublicID, review.RemarkEdit{Hidden: ptr(true)}))(t)
	r = must(h.Review(t.Context(), r.PublicID))(t)
	if m, last := r.Timeline[2], r.Timeline[4]; m.Thought != "Now they stop calling." || m.What != strings.TrimPrefix(want[2], "16:13 mail ") || !last.Hidden || m.Counts() != true || last.Counts() {
		t.Errorf("remarked: %+v, put aside: %+v", m, last)
	}
	if c := r.Curve(); len(c.Points) < 2 || c.Points[1].EntryID != "mail-n1" {
		t.Errorf("a remarked line is not on the curve: %+v", c.Points)
	}
}

func TestSeveralLinesChangeAtOnceAndComeBack(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.tell(t, h.outage(t))
	before := written(r.Timeline)
	var lines []string
	for _, e := range r.Timeline {
		lines = append(lines, e.PublicID)
	}
	undo := func() int {
		c := must(h.LastChange(t.Context(), r.PublicID))(t)
		return must(h.UndoChange(as(t, author), r.PublicID, c.PublicID))(t)
	}
	now := func() string { return written(must(h.Review(t.Context(), r.PublicID))(t).Timeline) }
	if err := h.EditLines(as(t, author), r.PublicID, lines, review.LinesEdit{Effect: ptr(review.Negative), Phase: ptr(review.Triage)}); err != nil {
		t.Fatal(err)
	}
	if got := now(); strings.Count(got, "|negative|triage|") != len(story) {
		t.Errorf("changed:\n%s", got)
	}
	if kept := undo(); kept != 0 || now() != before {
		t.Errorf("undone, %d kept:\n%swant\n%s", kept, now(), before)
	}
	if err := h.EditLines(as(t, author), r.PublicID, lines, review.LinesEdit{Delete: true}); err != nil {
		t.Fatal(err)
	}
	if got := must(h.Review(t.Context(), r.PublicID))(t); written(got.Timeline) != "" || len(got.Timeline) != 4 || !got.Timeline[0].Hidden {
		t.Errorf("deleted: %+v", got.Timeline)
	}
	undo()
	if got := must(h.Review(t.Context(), r.PublicID))(t); written(got.Timeline) != before || got.Timeline[0].Hidden {
		t.Errorf("not all came back:\n%s", written(got.Timeline))
	}
	must(h.AddLines(as(t, author), r.PublicID, review.Lines{Text: "16:15 one\n16:15 two"}))(t)
	two := must(h.Review(t.Context(), r.PublicID))(t)
	for _, e := range two.Timeline {
		if e.What == "two" {
			must(h.EditEntry(as(t, author), e.PublicID, review.EntryEdit{What: ptr("two!")}))(t)
		}
	}
	if kept := undo(); kept != 1 || !strings.Contains(now(), "two!") || strings.Contains(now(), "|one|") {
		t.Errorf("what was changed since must stay, %d kept:\n%s", kept, now())
	}
	wantKind(t, h.EditLines(as(t, author), r.PublicID, nil, review.LinesEdit{Delete: true}), models.Invalid)
	wantKind(t, h.EditLines(as(t, author), r.PublicID, []string{"nosuchentry1"}, review.LinesEdit{Delete: true}), models.NotFound)
}

func TestEntriesOfOneMomentChangePlaces(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.near(t)
	must(h.AddLines(as(t, author), id, review.Lines{Text: "16:05 before\n16:10 one\n16:10 two\n16:10 three\n16:11 after"}))(t)
	order := func() string {
		var whats []string
		for _, e := range must(h.Review(t.Context(), id))(t).Timeline {
			whats = append(whats, e.What)
		}
		return strings.Join(whats, " ")
	}
	entry := func(n int) string { return must(h.Review(t.Context(), id))(t).Timeline[n].PublicID }
	if err := h.MoveEntry(as(t, author), entry(3), -2); err != nil || order() != "before three one two after" {
		t.Errorf("%v: %s", err, order())
	}
	must(h.AddLines(as(t, author), id, review.Lines{Text: "16:10 four"}))(t)
	if err := h.MoveEntry(as(t, author), entry(1), 1); err != nil || order() != "before one three two four after" {
		t.Errorf("%v: %s", err, order())
	}
	wantKind(t, h.MoveEntry(as(t, author), entry(0), 1), models.Conflict)
}

func TestATimelineGoesOutAndComesBackAsCSV(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.tell(t, h.outage(t))
	must(h.AddEntry(as(t, author), r.PublicID, review.NewEntry{At: at(16, 17).Add(90 * time.Millisecond), Kind: review.Task, Who: "@ravi", What: "=1+1, \"quoted\"\nsecond line; 'led",
		Effect: review.Negative, Thought: "-5 is wrong", Phase: review.Response}))(t)
	must(h.AddEntry(as(t, author), r.PublicID, review.NewEntry{At: at(16, 18), Kind: review.Task, What: "'=kept", Effect: review.NoEffect}))(t)
	r = must(h.Review(t.Context(), r.PublicID))(t)
	var out, again bytes.Buffer
	if err := review.WriteTimeline(&out, r.Timeline); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "\n=") || strings.Contains(out.String(), ",=") || strings.Contains(out.String(), ",\"=") {
		t.Errorf("a spreadsheet would run this:\n%s", out.String())
	}
	if _, known, err := h.ImportTimeline(as(t, author), r.PublicID, out.Bytes(), nil); err != nil || known != len(story)+2 {
		t.Errorf("into itself: %d known, %v", known, err)
	}
	other := h.near(t)
	must2(h.ImportTimeline(as(t, author), other, out.Bytes(), nil))(t)
	copied := must(h.Review(t.Context(), other))(t)
	if err := review.WriteTimeline(&again, copied.Timeline); err != nil || again.String() != out.String() || written(copied.Timeline) != written(r.Timeline) {
		t.Errorf("%v, it came back as\n%s\nand went out as\n%s", err, again.String(), out.String())
	}
	for text, why := range map[string]string{"a,b\n1,2": "name the columns", "at,what\nsoon,x": "Line 2", "at;what\n2026-03-04 16:12;": "what is missing"} {
		_, _, err := h.ImportTimeline(as(t, author), other, []byte(text), nil)
		wantKind(t, err, models.Invalid)
		if !strings.Contains(models.MessageOf(err), why) {
			t.Errorf("%q: %s", text, models.MessageOf(err))
		}
	}
}

// must2 is must for two values, of which the second is left out.
func must2[T, U any](v T, _ U, err error) func(*testing.T) T { return must(v, err) }
