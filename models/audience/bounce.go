package audience

import (
	"regexp"
	"strings"
	"time"
	"unicode"
)

// BounceKind is what a report about a mail comes to.
type BounceKind string

// The kinds of reports. Only the first three say something about a person.
const (
	HardBounce   BounceKind = "hard"      // the address does not exist, or takes no mail any more
	SoftBounce   BounceKind = "soft"      // not now: the mailbox is full, or a report that nobody can read
	Complaint    BounceKind = "complaint" // the person called the mail spam
	PolicyBounce BounceKind = "policy"    // the mail was refused for what it is or who sent it, not for whom
)

// When reports make an address one that is not written to any more. A hard bounce
// that names the very address counts at once; one that does not, the second time.
const (
	hardBounces  = 2
	hardBounceIn = 7 * 24 * time.Hour
	softBounces  = 5
	softBounceIn = 14 * 24 * time.Hour
	reportLife   = 90 * 24 * time.Hour // reports older than this are forgotten
)

// BounceReport is what came back about one mail. It counts only for somebody we
// know: one of DeliveryID and SignupMailID, or, where the reporter is believed, the
// address.
type BounceReport struct {
	DeliveryID   int64  // of our ledger, proven by the return path
	SignupMailID int64  // likewise
	Recipient    string // the address as the reporter names it; empty: it does not
	Believed     bool   // the reporter is a provider that signs: Recipient alone will do
	Key          string // names the report, so that it counts once; empty: one of each kind counts for each mail
	Kind         BounceKind
	Status       string // enhanced status code (RFC 3463), empty without one
	Detail       string // the reporter's words
	Source       string // who reported: "return path", "mail server", or a provider's name
}

// BounceVerdict is what a report came to.
type BounceVerdict string

// What a report comes to.
const (
	BounceUnknown    BounceVerdict = "unknown"    // about nobody we know: nothing changed
	BounceRepeated   BounceVerdict = "repeated"   // heard before: nothing changed
	BounceCounted    BounceVerdict = "counted"    // kept, and not enough yet
	BounceSuppressed BounceVerdict = "suppressed" // this address is not written to any more
)

// HardStatus reports whether an enhanced status code says that the address is no
// good. Other codes of that class may pass: they count as soft.
func HardStatus(status string) bool {
	return status == "5.1.1" || status == "5.1.10" || status == "5.2.1"
}

// BounceKindOf sorts an enhanced status code of a mail that was not delivered.
func BounceKindOf(status string) BounceKind {
	switch {
	case HardStatus(status):
		return HardBounce
	case strings.HasPrefix(status, "5.7."):
		return PolicyBounce
	default:
		return SoftBounce
	}
}

// anyAddress finds addresses in a reporter's words: they must not outlive an
// erasure.
var anyAddress = regexp.MustCompile(`[^\s<>()"'\[\],;:]+@[^\s<>()"'\[\],;:]+`)

// hushed is a reporter's words as they are kept: one line, no address.
func hushed(words string) string {
	words = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) { // a database takes no NUL
			return ' '
		}
		return r
	}, strings.ToValidUTF8(words, "?"))
	words = anyAddress.ReplaceAllString(strings.Join(strings.Fields(words), " "), "…")
	letters := []rune(words)
	return string(letters[:min(len(letters), 300)])
}

// enhancedStatus is the form of a status code (RFC 3463, section 2).
var enhancedStatus = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}$`)

// statusKept is a reporter's status code as it is kept: a stranger may have written
// anything in its place.
func statusKept(status string) string {
	if enhancedStatus.MatchString(status) {
		return status
	}
	return ""
}

// Suppression is why an address is not written to.
type Suppression struct {
	Reason    string // removed, hard, soft, complaint, or another word of the program
	Status    string // enhanced status code of the last report, empty without one
	Detail    string // the reporter's words
	CreatedAt time.Time
	Returns   bool // a new sign-up that is confirmed lifts it
}

// SuppressionCounts says how many addresses are not written to, by reason, and
// how many mails were lately refused for what they are.
type SuppressionCounts struct {
	ByReason map[string]int64
	Policy   int64 // policy reports of the last 24 hours: about the sender, not about persons
}

// Total is how many addresses are not written to.
func (c SuppressionCounts) Total() (n int64) {
	for _, of := range c.ByReason {
		n += of
	}
	return n
}

// statusIn finds an enhanced status code (RFC 3463) in a server's words.
var statusIn = regexp.MustCompile(`\b[45]\.\d{1,3}\.\d{1,3}\b`)
