package views

import (
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"

	"vitrine/assets"
)

// gallery is the list of all examples.
var gallery = template.Must(template.New("gallery").Parse(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>
<link rel="stylesheet" href="{{.Stylesheet}}"><main><h1>Every page, with invented data</h1><ul>{{range .Names}}<li><a href="/{{.}}.html">{{.}}</a></li>{{end}}</ul></main></html>
`))

// WriteGallery writes every Example as a file under dir, with the assets and an
// index, for a web server to show at its root.
func WriteGallery(dir string) error {
	list := struct {
		Stylesheet string
		Names      []string
	}{Stylesheet: assets.Path("site.css")}
	for _, f := range assets.Files() {
		if err := put(dir, f.Path, f.Body); err != nil {
			return err
		}
	}
	for _, e := range Examples() {
		list.Names = append(list.Names, e.Name)
		if err := e.put(dir); err != nil {
			return fmt.Errorf("example %s: %w", e.Name, err)
		}
	}
	var index strings.Builder
	if err := gallery.Execute(&index, list); err != nil {
		return fmt.Errorf("gallery index: %w", err)
	}
	return put(dir, "/index.html", []byte(index.String()))
}

// put writes the example and the style sheet it asks for.
func (e Example) put(dir string) error {
	var page strings.Builder
	if err := e.Write(&page); err != nil {
		return err
	}
	if err := put(dir, StylesheetPath(e.Frame.Settings), Stylesheet(e.Frame.Settings)); err != nil {
		return err
	}
	return put(dir, "/"+e.Name+".html", []byte(page.String()))
}

func put(dir, path string, body []byte) error {
	name := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, body, 0o644)
}
