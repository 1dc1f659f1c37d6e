package audience

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"fmt"

	"gorm.io/gorm"

	"vitrine/models"
)

// pushPurpose is what the private half of the key is sealed for.
const pushPurpose = "push"

const insertPushKey = `INSERT INTO push_keys (id, public_key, private_sealed, created_at) VALUES (1, ?, ?, ?) ON CONFLICT (id) DO NOTHING`

// PushKey returns the key by which push services know this site (VAPID), and
// makes it at the first time. Every browser's subscription hangs on it, so it is
// never made anew: where the secret key does not open it, that is the error.
func (s *Store) PushKey(ctx context.Context) (*ecdsa.PrivateKey, error) {
	key, err := s.pushKey(ctx)
	if models.KindOf(err) != models.NotFound {
		return key, err
	}
	fresh, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the push key: %w", err)
	}
	public, err := fresh.PublicKey.Bytes()
	if err != nil {
		return nil, fmt.Errorf("make the push key: %w", err)
	}
	private, err := fresh.Bytes()
	if err != nil {
		return nil, fmt.Errorf("make the push key: %w", err)
	}
	enc := base64.RawURLEncoding
	err = s.write(ctx, func(db *gorm.DB) error {
		return models.Fault(db.Exec(insertPushKey, enc.EncodeToString(public), s.key.Seal(pushPurpose, enc.EncodeToString(private)), s.Now()).Error, "push key")
	})
	if err != nil {
		return nil, err
	}
	return s.pushKey(ctx) // another process may have been first
}

// CheckPushKey reports whether there is a key by which push services know this
// site, and whether it opens.
func (s *Store) CheckPushKey(ctx context.Context) (there bool, err error) {
	_, err = s.pushKey(ctx)
	if models.KindOf(err) == models.NotFound {
		return false, nil
	}
	return true, err
}

// pushKey reads the key, NotFound where there is none.
func (s *Store) pushKey(ctx context.Context) (*ecdsa.PrivateKey, error) {
	var sealed string
	err := s.read(ctx).Raw("SELECT private_sealed FROM push_keys WHERE id = 1").Scan(&sealed).Error
	if err == nil && sealed == "" {
		err = gorm.ErrRecordNotFound
	}
	if err != nil {
		return nil, models.Fault(err, "push key")
	}
	text, err := s.key.Unseal(pushPurpose, sealed)
	if err != nil {
		return nil, err
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("read the push key: %w", err)
	}
	return ecdsa.ParseRawPrivateKey(elliptic.P256(), raw)
}
