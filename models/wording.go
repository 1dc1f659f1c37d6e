package models

import (
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"sync"

	"modernc.org/sqlite"
)

// Wording names a text that is translated.
type Wording struct {
	Noun string // "incident", "maintenance": its title; "update": its text
	ID   string // public id
}

// WordingOf is the fingerprint of a text, by which its translations know it.
func WordingOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// liteWording teaches SQLite wording_of(text), which migrations call: unlike
// PostgreSQL it has no SHA-256 of its own.
var liteWording = sync.OnceValue(func() error {
	return sqlite.RegisterDeterministicScalarFunction("wording_of", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		switch text := args[0].(type) {
		case nil:
			return nil, nil
		case string:
			return WordingOf(text), nil
		case []byte:
			return WordingOf(string(text)), nil
		}
		return nil, fmt.Errorf("wording_of wants a text, not %T", args[0])
	})
})
