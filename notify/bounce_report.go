package notify

import (
	"bufio"
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"net/textproto"
	"regexp"
	"strings"

	"vitrine/models/audience"
)

// Bounds of a report. What is beyond is not read: a report says what it has to say
// at its beginning, and what follows is the mail that came back.
const (
	maxReport    = 256 << 10 // bytes
	maxParts     = 12
	maxDepth     = 3
	maxAddresses = 40 // return paths tried in one report
)

// statusWords finds an enhanced status code (RFC 3463) in a server's words.
var statusWords = regexp.MustCompile(`\b[45]\.\d{1,3}\.\d{1,3}\b`)

// bounceReader takes reports apart (RFC 3464, RFC 5965) and finds out which of our
// mails each is about.
type bounceReader struct {
	ours func(address string) (kind byte, id int64, ok bool) // reads a return path
}

// read reads one report that came to the addresses in to, which may be empty where
// the mailbox does not tell. It is false for what is no report about a mail of
// ours, or has nothing to say.
func (b bounceReader) read(in io.Reader, to ...string) (audience.BounceReport, bool) {
	raw, _ := io.ReadAll(io.LimitReader(in, maxReport)) // what was cut off or broke is read as far as it goes
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return b.of(finding{}, to)
	}
	f := finding{}
	f.part(textproto.MIMEHeader(m.Header), m.Body, maxDepth)
	if !f.report && !fromPostmaster(m.Header) {
		return audience.BounceReport{}, false // somebody's answer, not a server's
	}
	for _, name := range []string{"Delivered-To", "X-Original-To", "Envelope-To", "To", "X-Failed-Recipients"} {
		to = append(to, m.Header[textproto.CanonicalMIMEHeaderKey(name)]...)
	}
	return b.of(f, append(to, f.paths...))
}

// fromPostmaster reports whether a mail that is no report in form comes from a mail
// system all the same. Answers of people and of their holiday assistants do not.
func fromPostmaster(h mail.Header) bool {
	if auto := strings.ToLower(h.Get("Auto-Submitted")); strings.HasPrefix(auto, "auto-replied") {
		return false
	}
	from := strings.ToLower(h.Get("From"))
	return strings.Contains(from, "mailer-daemon") || strings.Contains(from, "postmaster") || strings.TrimSpace(h.Get("Return-Path")) == "<>"
}

// of makes the report of what was found, about the first return path that is ours.
func (b bounceReader) of(f finding, to []string) (audience.BounceReport, bool) {
	r := audience.BounceReport{Recipient: f.recipient, Kind: f.kind, Status: f.status, Detail: f.detail, Source: "return path"}
	if f.nothing {
		return r, false
	}
	if r.Kind == "" {
		r.Kind = audience.SoftBounce // nobody can read it: it counts little
	}
	tried := 0
	for _, text := range to {
		for _, address := range b.addresses(text) {
			if tried++; tried > maxAddresses {
				return r, false
			}
			kind, id, ok := b.ours(address)
			switch {
			case ok && kind == pathOfDelivery:
				r.DeliveryID = id
				return r, true
			case ok && kind == pathOfSignup:
				r.SignupMailID = id
				return r, true
			}
		}
	}
	return r, false
}

// addresses finds what could be return paths of ours in a header field.
func (b bounceReader) addresses(text string) (list []string) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("<>,;\"' \t\r\n", r) }) {
		if strings.Contains(word, "@") && strings.HasPrefix(strings.ToLower(word), "b+") {
			list = append(list, word)
		}
	}
	return list
}

// finding is what a report says.
type finding struct {
	report    bool // it is a report in form
	nothing   bool // it says that nothing is wrong, or not yet
	kind      audience.BounceKind
	status    string
	detail    string
	recipient string
	paths     []string // where the mail that came back had been sent from
	parts     int
}

// part reads one part of a mail and the parts in it.
func (f *finding) part(h textproto.MIMEHeader, body io.Reader, depth int) {
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if f.parts++; err != nil || f.parts > maxParts {
		return
	}
	switch {
	case strings.HasPrefix(media, "multipart/") && depth > 0:
		kind := strings.ToLower(params["report-type"])
		if media == "multipart/report" && (kind == "delivery-status" || kind == "feedback-report") {
			f.report = true
		}
		parts := multipart.NewReader(body, params["boundary"])
		for f.parts <= maxParts {
			p, err := parts.NextPart()
			if err != nil {
				return
			}
			f.part(p.Header, p, depth-1)
		}
	case media == "message/delivery-status" || media == "message/global-delivery-status":
		f.report = true
		f.deliveryStatus(body)
	case media == "message/feedback-report":
		f.report = true
		f.feedback(body)
	case media == "message/rfc822" || media == "text/rfc822-headers" || media == "message/global-headers":
		f.original(body)
	}
}

// deliveryStatus reads the fields of each recipient. Our mails have one; where a
// list passed one on to many, the worst counts.
func (f *finding) deliveryStatus(body io.Reader) {
	in, acted := textproto.NewReader(bufio.NewReader(body)), false
	for range maxParts {
		fields, err := in.ReadMIMEHeader()
		action := strings.ToLower(strings.TrimSpace(fields.Get("Action")))
		if acted = acted || action != ""; action == "failed" {
			f.failed(fields)
		}
		if err != nil {
			break
		}
	}
	f.nothing = acted && f.kind == "" // delayed, delivered, relayed: the mail is not lost
}

// failed notes that a mail did not reach one recipient.
func (f *finding) failed(fields textproto.MIMEHeader) {
	status, _, _ := strings.Cut(strings.TrimSpace(fields.Get("Status")), " ")
	diagnosis := afterType(fields.Get("Diagnostic-Code"))
	if precise := statusWords.FindString(diagnosis); precise != "" && strings.HasSuffix(status, ".0.0") {
		status = precise // many servers say 5.0.0 and mean what the next one said
	}
	kind := audience.BounceKindOf(status)
	if f.kind != "" && severity(kind) <= severity(f.kind) {
		return
	}
	f.nothing, f.kind, f.status, f.detail = false, kind, status, diagnosis
	f.recipient = afterType(fields.Get("Original-Recipient"))
	if f.recipient == "" {
		f.recipient = afterType(fields.Get("Final-Recipient"))
	}
}

// severity orders kinds of bounces.
func severity(k audience.BounceKind) int {
	switch k {
	case audience.HardBounce:
		return 3
	case audience.SoftBounce:
		return 2
	default:
		return 1
	}
}

// afterType takes the type off a field such as "rfc822; sam@example.org".
func afterType(text string) string {
	if _, value, found := strings.Cut(text, ";"); found {
		text = value
	}
	return strings.Trim(strings.TrimSpace(text), "<>")
}

// feedback reads a complaint (RFC 5965).
func (f *finding) feedback(body io.Reader) {
	fields, _ := textproto.NewReader(bufio.NewReader(body)).ReadMIMEHeader() // as far as it goes
	kind := strings.ToLower(strings.TrimSpace(fields.Get("Feedback-Type")))
	f.kind, f.nothing = audience.Complaint, kind == "" || kind == "not-spam" || kind == "auth-failure"
	f.detail, f.recipient = "feedback: "+kind, ""
	f.paths = append(f.paths, fields["Original-Mail-From"]...)
}

// original finds out where the mail that came back had been sent from.
func (f *finding) original(body io.Reader) {
	fields, _ := textproto.NewReader(bufio.NewReader(body)).ReadMIMEHeader() // the header of a mail may end the part
	f.paths = append(f.paths, fields["Return-Path"]...)
}
