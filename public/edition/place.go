package edition

import (
	"encoding/hex"
	"strings"

	"vitrine/assets"
)

// CacheControl is what caches may do with everything but assets. Old answers are
// better than none: they may be kept while this server is away (RFC 5861).
const CacheControl = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400"

// Place is where the file lies in an export or a mirror, with slashes and without
// one at the start: "history/2026-11/index.html".
func (f *File) Place() string { return strings.TrimPrefix(exportPath(f), "/") }

// Mark changes whenever the bytes or the type of the file do.
func (f *File) Mark() string { return hex.EncodeToString(f.name[:10]) }

// CacheControl is what caches may do with the file.
func (f *File) CacheControl() string {
	if strings.HasPrefix(f.Path, "/assets/") {
		return assets.CacheControl
	}
	return CacheControl
}
