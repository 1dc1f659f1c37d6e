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
	for _, name := range []string{"From", "To", "Subject", "Message-Id", "In-Reply-To", "References", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Reply-To"} {
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
	for _, title := range []string{"Errors", "Ünicode <title> that is long enough to be folded when it stands in a header & more", "=?utf-8?q?x?="} {
		run("UPDATE incidents SET title = ?", title)
		run("UPDATE updates SET body = ?", body)
		c, err := r.load(t.Context(), r.notification)
		if err != nil {
			t.Fatal(err)
		}
		r.contents.held = map[int64]*shared{r.notification.ID: {content: c, read: time.Now()}}
		for _, l := range readers(r.Notifier) {
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
		if len(c.sheets) != 6 {
			t.Errorf("%d sheets", len(c.sheets))
		}
		for who, s := range c.sheets {
			if s == nil {
				t.Errorf("%+v has no sheet", who)
			}
		}
	}
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
