package edition

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"

	"vitrine/locale"
	"vitrine/views"
)

// sitemapLength is the most a sitemap may name (sitemaps.org, 50,000 addresses).
const sitemapLength = 50_000

type sitemapDocument struct {
	XMLName xml.Name     `xml:"urlset"`
	NS      string       `xml:"xmlns,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc string `xml:"loc"`
}

const sitemapPath = "/sitemap.xml" // of the site's own language

// sitemapIn is where the pages in another language of the site are named.
func sitemapIn(l locale.Language) string { return "/sitemap-" + l.Tag() + ".xml" }

// sitemapSheets name every page among sheets that answers 200, in each language of the
// site, sitemaps.org 0.9.
func (p *Press) sitemapSheets(c *catalog, sheets []sheet) []sheet {
	var paths []string
	for _, s := range sheets {
		if s.mime == htmlType && s.status == 200 && !strings.Contains(s.path, "/revisions/") && !strings.Contains(s.path, "/changes/") && s.path != notFoundPath && s.path != EmbedPath && s.path != views.SearchPath {
			paths = append(paths, s.path)
		}
	}
	slices.Sort(paths)
	paths = paths[:min(sitemapLength, len(paths))]
	key := fingerprint("sitemap").of(p.build).text(paths...).sum()
	list := []sheet{p.sitemapSheet(sitemapPath, key, paths, func(path string) string { return path })}
	for _, t := range c.tongues() {
		l := t.site.language
		list = append(list, p.sitemapSheet(sitemapIn(l), t.key(key), paths, func(path string) string { return Translated(path, l) }))
	}
	return list
}

// sitemapSheet names paths, each as in says it.
func (p *Press) sitemapSheet(at string, key sum, paths []string, in func(path string) string) sheet {
	return sheet{path: at, mime: "application/xml; charset=utf-8", status: 200, key: key, body: func() ([]byte, error) {
		doc := sitemapDocument{NS: "http://www.sitemaps.org/schemas/sitemap/0.9"}
		for _, path := range paths {
			doc.URLs = append(doc.URLs, sitemapURL{p.base() + in(path)})
		}
		buf := scratch()
		defer drop(buf)
		buf.WriteString(xml.Header)
		err := xml.NewEncoder(buf).Encode(doc)
		buf.WriteByte('\n')
		return bytes.Clone(buf.Bytes()), err
	}}
}
