package admin

import (
	"bytes"
	"context"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showOutbox(c *fiber.Ctx) error {
	ctx := c.UserContext()
	page := console.OutboxPage{Frame: h.frame(c, "outbox"), Configured: h.Mail.Health(ctx).Configured, Before: c.Query("before"), StaffBefore: c.Query("staff")}
	list, err := h.Audience.Outbox(ctx, letterNamed(page.Before), outboxPerPage+1)
	if err != nil {
		return err
	}
	if len(list) > outboxPerPage {
		list = list[:outboxPerPage]
		page.Older = letterID(list[outboxPerPage-1])
	}
	for _, m := range list {
		page.Letters = append(page.Letters, console.Waiting{ID: letterID(m), Subject: subjectOf(m), To: m.Email, Since: m.Since, Kind: m.Kind})
	}
	if err := h.staffOutbox(c, &page); err != nil {
		return err
	}
	return views.Show(c, console.Outbox, page)
}

const outboxPerPage = 100

// staffOutbox reads the mails to staff that have not left or failed. Whom they are
// for is the business of those who see to the accounts, and of everybody for their
// own.
func (h *Handler) staffOutbox(c *fiber.Ctx, page *console.OutboxPage) error {
	before, _ := strconv.ParseInt(page.StaffBefore, 10, 64) // what is no number begins at the newest
	list, err := h.Staff.Outbox(c.UserContext(), before, outboxPerPage+1)
	if err != nil {
		return err
	}
	if len(list) > outboxPerPage {
		list = list[:outboxPerPage]
		page.StaffOlder = text(list[outboxPerPage-1].ID)
	}
	me := session(c).User.ID
	for _, m := range list {
		hidden := m.UserID != me && !page.Frame.May.Administer
		if m.UserID == me {
			m.Name = "you"
		} else if hidden {
			m.Name = ""
		}
		letter := console.StaffWaiting(m)
		if hidden { // mail servers like to repeat the address
			letter.Words = ""
		}
		page.Staff = append(page.Staff, letter)
	}
	return nil
}

// letterNamed is the mail that letterID names; the zero one for nothing.
func letterNamed(id string) (m audience.OutboxMail) {
	if len(id) < 2 {
		return m
	}
	n, _ := strconv.ParseInt(id[1:], 10, 64) // what is no number begins at the newest
	switch id[0] {
	case 'd':
		m.DeliveryID = n
	case 's':
		m.SignupMailID = n
	}
	return m
}

// letterID names a mail of the outbox in addresses: "d12", "s7".
func letterID(m audience.OutboxMail) string {
	if m.DeliveryID != 0 {
		return "d" + text(m.DeliveryID)
	}
	return "s" + text(m.SignupMailID)
}

func subjectOf(m audience.OutboxMail) string {
	switch {
	case m.Title != "":
		return m.Title
	case m.Kind == "manage":
		return "Your subscription"
	default:
		return "Confirm your subscription"
	}
}

func (h *Handler) showLetter(c *fiber.Ctx) error {
	raw, err := h.letter(c.UserContext(), c.Params("letter"))
	if err != nil {
		return err
	}
	page := console.LetterPage{Frame: h.frame(c, "outbox")}
	if err := open822(raw, &page); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, drawn)
	return views.Show(c, console.Letter, page)
}

// letter renders a mail of the outbox as it would leave.
func (h *Handler) letter(ctx context.Context, id string) ([]byte, error) {
	kind, number := id[:min(1, len(id))], id[min(1, len(id)):]
	n, err := strconv.ParseInt(number, 10, 64)
	switch {
	case err == nil && kind == "d":
		return h.Mail.Render(ctx, n)
	case err == nil && kind == "s":
		return h.Mail.RenderSignup(ctx, n)
	}
	return nil, models.Fail(models.NotFound, "There is no such mail.")
}

// open822 reads a mail (RFC 5322) for people: who, what, and both bodies.
func open822(raw []byte, page *console.LetterPage) error {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	words := new(mime.WordDecoder)
	if page.Subject, err = words.DecodeHeader(m.Header.Get("Subject")); err != nil {
		return err
	}
	if page.To, err = words.DecodeHeader(m.Header.Get("To")); err != nil {
		return err
	}
	return openPart(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, page)
}

// openPart reads one part of a mail and the parts in it.
func openPart(kind, encoding string, body io.Reader, page *console.LetterPage) error {
	media, params, err := mime.ParseMediaType(kind)
	if err != nil {
		return err
	}
	if strings.HasPrefix(media, "multipart/") {
		return openParts(multipart.NewReader(body, params["boundary"]), page)
	}
	if strings.EqualFold(encoding, "quoted-printable") {
		body = quotedprintable.NewReader(body)
	}
	b, err := io.ReadAll(body)
	switch media {
	case "text/html":
		page.HTML = string(b)
	case "text/plain":
		page.Text = string(b)
	}
	return err
}

func openParts(parts *multipart.Reader, page *console.LetterPage) error {
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := openPart(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part, page); err != nil {
			return err
		}
	}
}
