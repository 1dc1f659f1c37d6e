// Package assets holds the files a browser fetches: style sheets, scripts and
// pictures, written by hand and embedded as they are. Each is served under a
// path that carries a hash of its bytes, so that it may be kept for ever.
package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"strings"
)

//go:embed *.css *.js *.svg
var embedded embed.FS

// CacheControl is the header for every path that carries a hash.
const CacheControl = "public, max-age=31536000, immutable"

// File is one asset.
type File struct {
	Name string // "site.css"
	Path string // "/assets/site.3fa9c01d22.css"
	Type string // media type with its charset
	Body []byte
}

var (
	files  = load()
	byPath = index()
)

// Path returns where name is served. An unknown name gets a path that is not
// served, which every page test would find.
func Path(name string) string {
	for _, f := range files {
		if f.Name == name {
			return f.Path
		}
	}
	return "/assets/" + name
}

// Hashed returns the path under which body is served as name: for files made at
// run time from an embedded one.
func Hashed(name string, body []byte) string {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	return "/assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
}

// At returns the file served under a path, hash included.
func At(path string) (File, bool) {
	f, ok := byPath[path]
	return f, ok
}

// Files lists every asset.
func Files() []File { return files }

// Body returns the bytes of the asset called name, nil for an unknown one.
func Body(name string) []byte {
	b, err := embedded.ReadFile(name)
	if err != nil {
		return nil
	}
	return b
}

func load() []File {
	var list []File
	entries, _ := fs.ReadDir(embedded, ".") // an embedded directory always reads
	for _, e := range entries {
		body := Body(e.Name())
		list = append(list, File{Name: e.Name(), Path: Hashed(e.Name(), body), Type: mediaType(e.Name()), Body: body})
	}
	return list
}

func index() map[string]File {
	m := make(map[string]File, len(files))
	for _, f := range files {
		m[f.Path] = f
	}
	return m
}

// mediaType does not ask the operating system, whose tables differ.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	default:
		return "application/octet-stream"
	}
}
