package notify

import (
	"cmp"
	"strconv"
	"strings"

	"vitrine/models"
)

// What a return path stands for.
const (
	pathOfDelivery = 'd'
	pathOfSignup   = 's'
	pathOfCanary   = 'c' // where it comes home to
	pathOfLost     = 'l' // where a server reports that it could not bring a canary
)

// returnPath is the envelope sender of one mail: a report about it comes back to
// this address and names the row it is about. The MAC keeps others from inventing
// reports. Letters and digits alone, because servers on the way may change case.
func returnPath(key models.Key, domain string, kind byte, id int64) string {
	row := string(kind) + strconv.FormatInt(id, 10)
	return "b+" + row + "." + key.Tag("return-path", row) + "@" + domain
}

// readReturnPath takes a return path apart. It is false for everything that we
// did not write.
func readReturnPath(key models.Key, domain, address string) (kind byte, id int64, ok bool) {
	local, at, found := strings.Cut(strings.ToLower(strings.Trim(address, "<> \t")), "@")
	rest, ours := strings.CutPrefix(local, "b+")
	row, tag, tagged := strings.Cut(rest, ".")
	if !found || !ours || !tagged || at != strings.ToLower(domain) || len(row) < 2 || !key.Tagged("return-path", row, tag) {
		return 0, 0, false
	}
	id, err := strconv.ParseInt(row[1:], 10, 64)
	return row[0], id, err == nil
}

// seal makes a mail ready to leave: its own return path where reports are read,
// and the signature over the whole of it. It is done where a mail is written,
// never while a connection waits for it.
func (n *Notifier) seal(p *dispatch, kind byte, id int64) error {
	return n.sealed(p, kind, id, n.Signer)
}

// sealAccount does the same to mail about an account, which is signed as the domain
// of its own sender.
func (n *Notifier) sealAccount(p *dispatch, kind byte, id int64) error {
	return n.sealed(p, kind, id, cmp.Or(n.AccountSigner, n.Signer))
}

func (n *Notifier) sealed(p *dispatch, kind byte, id int64, signer *Signer) error {
	if n.BounceDomain != "" && id != 0 {
		p.from = returnPath(n.Key, n.BounceDomain, kind, id)
	}
	return p.sign(signer)
}
