package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"vitrine/notify"
)

type dkimCommand struct {
	New    dkimNew    `cmd:"" help:"Make a key that signs mail, and print its DNS record."`
	Record dkimRecord `cmd:"" help:"Print the DNS records of the configured keys."`
}

type dkimNew struct {
	File     string `arg:"" help:"Where to write the key; it must not be there yet."`
	Kind     string `enum:"rsa,ed25519" default:"rsa" help:"${enum}. Every receiver knows rsa; ed25519 is newer and not yet known everywhere."`
	Selector string `help:"Name of the key in the DNS; VITRINE_DKIM_SELECTOR when not given." placeholder:"NAME"`
}

// Run makes a key and says what to do with it.
func (c *dkimNew) Run(s *session) error {
	selector := or(c.Selector, s.config.DKIMSelector)
	key, err := notify.NewSigningKey(c.Kind)
	if err != nil {
		return err
	}
	var signer *notify.Signer
	err = newFile(c.File, func(f *os.File) error {
		if _, err := f.Write(key); err != nil {
			return fmt.Errorf("write the key: %w", err)
		}
		signer, err = notify.LoadSigner(c.File, selector, s.config.signingDomain())
		return err
	})
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s is there already, and a key is never overwritten. Name another file, and another selector for the new key", c.File)
	}
	if err != nil {
		return err
	}
	s.printf("The key is in %s. Keep it secret; put this record into the DNS:\n\n%s\n", c.File, zoneRecord(signer))
	s.printf("When the record can be looked up, set VITRINE_DKIM_KEY=%s and VITRINE_DKIM_SELECTOR=%s, and restart.\n", c.File, selector)
	s.printf("vitrine doctor says whether it fits.\n")
	return nil
}

// newFile makes a file that only its owner may read and that is not there yet, and
// lets fill write it. After an error it is not there.
func newFile(path string, fill func(*os.File) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(fill(f), f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

type dkimRecord struct{}

// Run prints the records that must be in the DNS.
func (dkimRecord) Run(s *session) error {
	none := true
	for _, key := range s.config.everySigningKey() {
		signer, err := key.load()
		if err != nil {
			return fmt.Errorf("%s: %w", key.variable, err)
		}
		if signer != nil {
			none = false
			s.printf("%s\n", zoneRecord(signer))
		}
	}
	if none {
		return fmt.Errorf("no key is configured. Make one with vitrine dkim new FILE and set VITRINE_DKIM_KEY")
	}
	return nil
}

// zoneRecord writes a key's record as a zone file has it: a string in the DNS
// holds 255 bytes at most.
func zoneRecord(signer *notify.Signer) string {
	name, text := signer.Record()
	var b strings.Builder
	b.WriteString(name + ". 3600 IN TXT (")
	for len(text) > 0 {
		n := min(len(text), 250)
		b.WriteString("\n  \"" + text[:n] + "\"")
		text = text[n:]
	}
	b.WriteString(" )\n")
	return b.String()
}
