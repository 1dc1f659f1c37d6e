package notify

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"vitrine/models/audience"
)

// ambiguities is how often a mail whose answer was lost is handed over in all.
const ambiguities = 4

// reply is what a mail server said, or did not say.
type reply struct {
	stage stage
	code  int    // 0: the connection broke, nobody said anything
	class string // enhanced status code (RFC 3463), empty without one
	words string
}

var enhanced = regexp.MustCompile(`\b[245]\.\d{1,3}\.\d{1,3}\b`)

// taken reports whether the server answers for the mail from now on.
func (r reply) taken() bool { return r.stage == atDot && r.said(2) }

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
	if r.stage != atRecipient || r.code < 500 {
		return false
	}
	if r.class == "" {
		return r.code == 550 || r.code == 551 || r.code == 553
	}
	return strings.HasPrefix(r.class, "5.1.") || r.class == "5.2.1"
}

// ours reports whether the mail could not even be written.
func (r reply) ours() bool { return r.stage == atDesk }

// lost reports whether the server may have taken the mail without our hearing.
func (r reply) lost() bool { return r.code == 0 && r.stage == atDot }

// early reports whether the connection failed before the mail was handed over,
// so that another connection may be tried at once.
func (r reply) early() bool {
	return r.code == 421 || r.code == 0 && !r.lost() && !r.ours()
}

// judge turns an attempt into its outcome. Only a reply of the server decides
// against a person; silence never does.
func (n *Notifier) judge(l audience.Letter, r reply, now time.Time) audience.Result {
	result := audience.Result{DeliveryID: l.DeliveryID, Code: int64(r.code)}
	if r.taken() {
		result.State, result.Code = audience.Accepted, 250
		return result
	}
	next := now.Add(n.Retry[min(int(l.Attempts), len(n.Retry))-1])
	result.Detail, result.NextTryAt = r.words, &next
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
