package notify

import (
	"errors"
	"regexp"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"vitrine/models/audience"
)

// ambiguities is how often a mail whose answer was lost is handed over in all.
const ambiguities = 4

// reply is what a mail server said, or did not say.
type reply struct {
	stage gomail.SendErrReason
	code  int    // 0: the connection broke, nobody said anything
	class string // enhanced status code (RFC 3463), empty without one
	words string
}

var enhanced = regexp.MustCompile(`\b[245]\.\d{1,3}\.\d{1,3}\b`)

// replyOf reads an error of the mail library. An error that is none of its own
// (a failed dial) has no stage worth the name.
func replyOf(err error) reply {
	var send *gomail.SendError
	if !errors.As(err, &send) {
		return reply{stage: gomail.ErrConnCheck, words: printable(err.Error())}
	}
	r := reply{stage: send.Reason, code: send.ErrorCode(), class: send.EnhancedStatusCode(), words: printable(send.Error())}
	if r.class == "" && r.code != 0 { // said, but not announced in the greeting
		r.class = enhanced.FindString(r.words)
	}
	return r
}

// printable shortens a server's words and keeps control characters out.
func printable(text string) string {
	letters := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?")))
	return string(letters[:min(len(letters), 300)])
}

// address reports whether the refusal is about this address and for good.
func (r reply) address() bool {
	if r.stage != gomail.ErrSMTPRcptTo || r.code < 500 {
		return false
	}
	if r.class == "" {
		return r.code == 550 || r.code == 551 || r.code == 553
	}
	return strings.HasPrefix(r.class, "5.1.") || r.class == "5.2.1"
}

// ours reports whether the mail could not even be written.
func (r reply) ours() bool {
	return r.stage == gomail.ErrGetSender || r.stage == gomail.ErrGetRcpts || r.stage == gomail.ErrNoUnencoded
}

// lost reports whether the server may have taken the mail without our hearing.
func (r reply) lost() bool { return r.code == 0 && r.stage == gomail.ErrSMTPDataClose }

// early reports whether the connection failed before the mail was handed over,
// so that another connection may be tried at once.
func (r reply) early() bool {
	return r.code == 421 || r.code == 0 && !r.lost() && !r.ours()
}

// judge turns an attempt into its outcome. Only a reply of the server decides
// against a person; silence never does.
func (n *Notifier) judge(l audience.Letter, m *gomail.Msg, err error, now time.Time) audience.Result {
	result := audience.Result{DeliveryID: l.DeliveryID}
	if err == nil || m.IsDelivered() {
		result.State, result.Code = audience.Accepted, 250
		return result
	}
	r := replyOf(err)
	next := now.Add(n.Retry[min(int(l.Attempts), len(n.Retry))-1])
	result.Code, result.Detail, result.NextTryAt = int64(r.code), r.words, &next
	switch {
	case r.address(), r.ours():
		result.State, result.NextTryAt = audience.Failed, nil
	case r.lost():
		result.State = audience.Uncertain
		if l.Attempts >= ambiguities {
			result.NextTryAt = nil
		}
	default:
		result.State = audience.Awaiting
	}
	return result
}
