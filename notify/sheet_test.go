package notify

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"time"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/models/audience"
	views "vitrine/views/mail"
)

// opened is a mail as its reader has it: headers and decoded texts.
func opened(t *testing.T, raw []byte) string {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	var out strings.Builder
	for _, name := range []string{"From", "To", "Subject", "Message-Id", "In-Reply-To", "References", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Reply-To", "Content-Language"} {
		out.WriteString(name + ": " + strings.Join(m.Header[name], "|") + "\n")
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := parts.NextPart()
		if err == io.EOF {
			return out.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString("--\n" + p.Header.Get("Content-Type") + "\n" + string(body))
	}
}

// readers are people of every kind.
func readers(n *Notifier) (list []audience.Letter) {
	for i, email := range []string{"a@example.com", "someone.with.a.long.name+and.a.tag@a-rather-long-host-name.customer.example", `"odd one"@example.com`, "o'neil@example.com"} {
		for _, day := range []*time.Time{nil, new(time.Date(2026, time.May, 1, 0, 0, 0, 0, time.UTC)), new(time.Date(2025, time.September, 30, 23, 0, 0, 0, time.UTC))} {
			id := models.NewID()
			l := audience.Letter{Email: email, Subscriber: id, MessageID: "<inc-x.u1.s" + id + "@status.example.com>", ManageSealed: n.Key.Seal("manage", models.NewToken()),
				LeaveHash: models.HashToken(n.Key.Derive("leave", id)), AllComponents: i%2 == 0, ConfirmedAt: day}
			if list = append(list, l); day != nil {
				l.InReplyTo, l.LeaveHash = "<inc-x.root.s"+id+"@status.example.com>", "of another key"
				list = append(list, l)
			}
		}
	}
	return list
}

func TestASheetSaysWhatAWholeMailSays(t *testing.T) {
	t.Parallel()
	r, _ := refuse(t)
	body := "We look into it. " + strings.Repeat("A line that is long enough to be broken = by the encoder, and <b>more</b>. ", 9) + "\n\n.\n\n..dots\n\nÜmläute"
	run := func(query string, args ...any) {
		t.Helper()
		if err := r.DB.Tx(t.Context(), func(tx *models.Tx) error { return tx.DB().Exec(query, args...).Error }); err != nil {
			t.Fatal(err)
		}
	}
	run("UPDATE site_settings SET languages = 'de fr es pt ja ar'")
	for n, title := range []string{"Errors", "Ünicode <title> that is long enough to be folded when it stands in a header & more", "=?utf-8?q?x?="} {
		run("UPDATE incidents SET title = ?", title)
		run("UPDATE updates SET body = ?", body)
		c, err := r.load(t.Context(), r.notification)
		if err != nil {
			t.Fatal(err)
		}
		r.contents.held = map[int64]*shared{r.notification.ID: {content: c, read: time.Now()}}
		tongues := locale.All()[:max(1, 7-7*n)] // the others with the first title alone
		for _, l := range inEach(readers(r.Notifier), tongues) {
			l.Stamp = c.stamp
			quick, err := r.write(t.Context(), l)
			if err != nil {
				t.Fatal(err)
			}
			whole, err := r.whole(c, r.notification, l)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := opened(t, quick.raw), opened(t, whole.raw); got != want || quick.from != whole.from || quick.to != whole.to {
				t.Errorf("%s: from a sheet\n%s\nwhole\n%s", l.Email, got, want)
			}
			for line := range strings.SplitSeq(string(quick.raw[bytes.Index(quick.raw, []byte("\r\n\r\n")):]), "\r\n") {
				if len(line) > 76 {
					t.Errorf("a line of %d letters: %s", len(line), line)
				}
			}
		}
		if len(c.sheets) != 6*len(tongues) {
			t.Errorf("%d sheets in %d languages", len(c.sheets), len(tongues))
		}
		for who, s := range c.sheets {
			if s == nil {
				t.Errorf("%+v has no sheet", who)
			}
		}
	}
}

// inEach are people of every kind in each of some languages.
func inEach(people []audience.Letter, tongues []locale.Language) (list []audience.Letter) {
	for _, l := range tongues {
		for _, one := range people {
			one.Language = l.Tag()
			list = append(list, one)
		}
	}
	return list
}

// TestALanguageMakesNoMailSlower: a day with letters beyond ASCII goes into a gap too,
// and what it costs is one allocation more than in English.
func TestALanguageMakesNoMailSlower(t *testing.T) {
	r, letter := refuse(t)
	if err := r.DB.Tx(t.Context(), func(tx *models.Tx) error {
		return tx.DB().Exec("UPDATE site_settings SET languages = 'de ja ar'").Error
	}); err != nil {
		t.Fatal(err)
	}
	c, err := r.load(t.Context(), r.notification)
	if err != nil {
		t.Fatal(err)
	}
	r.contents.held = map[int64]*shared{r.notification.ID: {content: c, read: time.Now().Add(time.Hour)}}
	letter.Stamp, letter.ConfirmedAt = c.stamp, new(time.Date(2026, time.March, 4, 9, 0, 0, 0, time.UTC))
	cost := map[string]float64{}
	for _, tag := range []string{"en", "de", "ja", "ar"} {
		letter.Language = tag
		who, b, err := r.about(c, letter)
		if err != nil {
			t.Fatal(err)
		}
		cost[tag] = testing.AllocsPerRun(100, func() {
			if _, err := r.text(t.Context(), letter); err != nil {
				t.Fatal(err)
			}
		})
		if raw, ok := c.sheets[who].fill(b, nil); !ok || !bytes.Contains(raw, []byte(b.agreed)) {
			t.Errorf("%s: the day %q is not put into a gap", tag, b.agreed)
		}
		if cost[tag] > cost["en"]+1 {
			t.Errorf("a mail in %s costs %.0f allocations, in English %.0f", tag, cost[tag], cost["en"])
		}
	}
	t.Logf("allocations for a mail: %v", cost)
}

func TestAMailThatDiffersWhereNobodyKnowsIsWrittenWhole(t *testing.T) {
	t.Parallel()
	r, letter := refuse(t)
	c, err := r.load(t.Context(), r.notification)
	if err != nil {
		t.Fatal(err)
	}
	render := c.render
	c.render = func(f views.Frame) (views.Rendered, error) { // a template that counts letters of the link
		out, err := render(f)
		out.Text += strings.ToUpper(f.ManageURL) + "\n"
		return out, err
	}
	r.contents.held = map[int64]*shared{r.notification.ID: {content: c, read: time.Now()}}
	letter.Stamp = c.stamp
	p, err := r.write(t.Context(), letter)
	if err != nil {
		t.Fatal(err)
	}
	manage, _, err := r.tokens(letter)
	if err != nil {
		t.Fatal(err)
	}
	if got := opened(t, p.raw); !strings.Contains(got, strings.ToUpper(manage)) || strings.Contains(got, "recipient.invalid") {
		t.Errorf("the mail says %s", got)
	}
	for _, s := range c.sheets {
		if s != nil {
			t.Error("a sheet was kept that does not say what the mail says")
		}
	}
}
