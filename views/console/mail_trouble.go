package console

import (
	"regexp"
	"strings"
)

// spokenReply is the beginning of what a mail server says: its code, and where it
// has one the finer code behind it (RFC 3463).
var spokenReply = regexp.MustCompile(`^([245]\d\d)[ -]?(?:([245]\.\d{1,3}\.\d{1,3})\b)?`)

// troubles say what the codes of a mail server mean, the finer ones first.
var troubles = []struct{ code, means string }{
	{"5.1.8", "The mail server does not accept our sender's address."}, {"5.1.7", "The mail server does not accept our sender's address."},
	{"5.1.", "The mail server knows no such mailbox."}, {"5.2.1", "The mailbox is closed."},
	{"5.2.2", "The mailbox is full."}, {"4.2.2", "The mailbox is full."}, {"5.2.3", "The mail is too large for this mailbox."}, {"5.3.4", "The mail is too large for the mail server."},
	{"5.7.8", "The mail server did not accept our user name and password."}, {"5.7.9", "The mail server wants another way to sign in."},
	{"5.7.", "The mail server refused the mail by its rules."}, {"4.7.", "The mail server put the mail off by its rules."},
	{"4.4.", "The mail server could not pass the mail on just now."},
	{"421", "The mail server has no time for us just now."}, {"450", "The mailbox cannot be reached just now."}, {"451", "The mail server asked us to come again later."},
	{"452", "The mail server has no room just now."}, {"454", "The mail server could not check our sign-in just now."}, {"530", "The mail server wants us to sign in first."},
	{"535", "The mail server did not accept our user name and password."}, {"550", "The mail server knows no such mailbox, or refuses it."}, {"551", "The mailbox is elsewhere."},
	{"552", "The mailbox is full."}, {"553", "The mail server cannot read the address."}, {"554", "The mail server refused the mail."},
	{"4", "The mail server asked us to come again later."}, {"5", "The mail server refused the mail."},
}

// MailTrouble says in plain words what became of a mail, from what is kept of the
// last try; words is what the mail server itself said.
func MailTrouble(kept string) (sentence, words string) {
	kept = strings.TrimSpace(kept)
	code := spokenReply.FindStringSubmatch(kept)
	switch {
	case kept == "" || code == nil && ours(kept):
		return kept, "" // a sentence of ours
	case code == nil:
		return "The connection to the mail server broke.", kept
	}
	for _, t := range troubles {
		if strings.Contains(t.code, ".") && strings.HasPrefix(code[2], t.code) || code[2] == "" && strings.HasPrefix(code[1], t.code) {
			return t.means, kept
		}
	}
	for _, t := range troubles { // a finer code that we do not know
		if strings.HasPrefix(code[1], t.code) {
			return t.means, kept
		}
	}
	return "The mail server said something we do not know.", kept
}

// ours reports whether words are a sentence: what broke a connection is none.
func ours(words string) bool {
	return strings.HasSuffix(words, ".") && words[0] >= 'A' && words[0] <= 'Z'
}
