package models

import (
	"encoding/hex"
	"regexp"
	"strings"

	"golang.org/x/net/idna"
)

// localPart is the dot-atom of RFC 5322 section 3.2.3. Quoted local parts are
// refused: nobody has one, and they have smuggled SMTP parameters before.
var localPart = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")

// Address checks an e-mail address and returns it as it is kept: trimmed, in
// lower case, an international domain in its ASCII form (RFC 5891). It returns
// an Invalid *Error about the field "email".
func Address(text string) (string, error) {
	text = strings.TrimSpace(text)
	at := strings.LastIndexByte(text, '@')
	if at < 1 {
		return "", badAddress("An e-mail address looks like name@example.com.")
	}
	local, domain := text[:at], text[at+1:]
	if len(local) > 64 || !localPart.MatchString(local) {
		return "", badAddress("The part before the @ of this e-mail address contains something mail servers do not take.")
	}
	ascii, err := idna.Lookup.ToASCII(domain)
	if err != nil || !strings.Contains(ascii, ".") || strings.HasSuffix(ascii, ".") || len(text) > 254 || len(local)+len(ascii) > 253 {
		return "", badAddress("The part after the @ of this e-mail address is not a mail domain.")
	}
	return strings.ToLower(local + "@" + ascii), nil
}

func badAddress(sentence string) error {
	return &Error{Kind: Invalid, Message: sentence, Fields: map[string]string{"email": sentence}}
}

// AddressMAC is the form in which an address stands in the list of those who
// are never written to: it can be compared, and not read back.
func (k Key) AddressMAC(address string) string { return hex.EncodeToString(k.MAC("address", address)) }

// AddressMACs are the forms in which an address may stand in that list: under
// this key first, then under each older one.
func (k Key) AddressMACs(address string) []string {
	macs := []string{k.AddressMAC(address)}
	for _, old := range k.old {
		macs = append(macs, hex.EncodeToString(mac(old, "address", address)))
	}
	return macs
}
