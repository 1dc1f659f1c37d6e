package notify

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strings"

	"github.com/emersion/go-msgauth/dkim"

	"vitrine/models"
)

// signedHeaders are the fields that a signature covers. Those named twice are
// signed once more than they stand in a mail, so that nobody on the way can add a
// second one (RFC 6376, section 8.15); both unsubscribe fields must be covered
// (RFC 8058, section 4).
var signedHeaders = []string{
	"From", "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Id",
	"List-Unsubscribe", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Unsubscribe-Post", "List-Help",
	"Auto-Submitted", "Feedback-ID", "MIME-Version", "Content-Type",
}

// Signer signs mails with one DKIM key (RFC 6376, RFC 8463).
type Signer struct {
	domain, selector string
	key              crypto.Signer
	seats            chan struct{} // as many signatures at a time as there are processors
}

// leastRSA is the shortest RSA key that large providers believe, in bits.
const leastRSA = 2048

var dnsName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)

// LoadSigner reads a private key (PEM: PKCS #8 or PKCS #1; RSA of at least 2048
// bits or Ed25519) that only its owner may read. Errors say what to do.
func LoadSigner(path, selector, domain string) (*Signer, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, models.Fail(models.Invalid, "The DKIM key %s cannot be read: %v. Make one with vitrine dkim new %s", path, err, path)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, models.Fail(models.Invalid, "Others can read the DKIM key: chmod 600 %s", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, models.Fail(models.Invalid, "The DKIM key %s cannot be read: %v", path, err)
	}
	key, err := parseSigningKey(text)
	if err != nil {
		return nil, models.Fail(models.Invalid, "%s is no DKIM key: %v. Make one with vitrine dkim new FILE", path, err)
	}
	return NewSigner(key, selector, domain)
}

// parseSigningKey reads the first private key of a PEM file.
func parseSigningKey(text []byte) (crypto.Signer, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("it holds no PEM block")
	}
	if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return key, nil
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("it holds no private key in PKCS #8 or PKCS #1")
	}
	key, ok := parsed.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("its key cannot sign")
	}
	return key, nil
}

// NewSigner signs as domain with key, whose public half is published under
// selector. Errors are Invalid.
func NewSigner(key crypto.Signer, selector, domain string) (*Signer, error) {
	selector, domain = strings.ToLower(selector), strings.ToLower(strings.TrimSuffix(domain, "."))
	for _, name := range []string{selector, domain} {
		if !dnsName.MatchString(name) {
			return nil, models.Fail(models.Invalid, "%q is no name in the DNS. The DKIM selector and domain are names such as s2026a and status.example.org.", name)
		}
	}
	switch k := key.(type) {
	case ed25519.PrivateKey:
	case *rsa.PrivateKey:
		if k.N.BitLen() < leastRSA {
			return nil, models.Fail(models.Invalid, "The DKIM key has %d bits; receivers want %d or more. Make one with vitrine dkim new FILE", k.N.BitLen(), leastRSA)
		}
	default:
		return nil, models.Fail(models.Invalid, "The DKIM key is neither RSA nor Ed25519. Make one with vitrine dkim new FILE")
	}
	return &Signer{domain: domain, selector: selector, key: key, seats: make(chan struct{}, runtime.GOMAXPROCS(0))}, nil
}

// NewSigningKey makes a key of a kind, rsa or ed25519, and returns it as PEM.
func NewSigningKey(kind string) ([]byte, error) {
	var key any
	var err error
	if kind == "ed25519" {
		_, key, err = ed25519.GenerateKey(rand.Reader)
	} else {
		key, err = rsa.GenerateKey(rand.Reader, leastRSA)
	}
	if err != nil {
		return nil, fmt.Errorf("make a DKIM key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("make a DKIM key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

// Domain is the domain that signs.
func (s *Signer) Domain() string { return s.domain }

// Record is the TXT record that lets others verify: its name and its text.
func (s *Signer) Record() (name, text string) {
	kind, public := "ed25519", []byte(nil)
	if k, ok := s.key.(ed25519.PrivateKey); ok {
		public = k.Public().(ed25519.PublicKey)
	} else {
		kind = "rsa"
		public, _ = x509.MarshalPKIXPublicKey(s.key.Public()) // fails for no RSA key
	}
	return s.selector + "._domainkey." + s.domain, "v=DKIM1; k=" + kind + "; p=" + base64.StdEncoding.EncodeToString(public)
}

// Field returns the signature of a whole mail: a header field with its line end,
// to stand before everything else.
func (s *Signer) Field(raw []byte) (string, error) {
	s.seats <- struct{}{}
	defer func() { <-s.seats }()
	signer, err := dkim.NewSigner(&dkim.SignOptions{
		Domain: s.domain, Selector: s.selector, Signer: s.key, HeaderKeys: signedHeaders,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
	})
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	_, err = signer.Write(raw)
	if closed := signer.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	return signer.Signature(), nil
}

// sign puts the signature into a mail that is complete; without a key nothing
// changes. It is done where a mail is written, before a connection is taken for
// it, because an RSA signature takes longer than the sending does.
func (p *dispatch) sign(signer *Signer) error {
	if signer == nil {
		return nil
	}
	field, err := signer.Field(p.raw)
	if err != nil {
		return err
	}
	p.raw = append([]byte(field), p.raw...)
	return nil
}
