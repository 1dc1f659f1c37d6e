package edition

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
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

// sitemapSheet names every page among sheets that answers 200, sitemaps.org 0.9.
func (p *Press) sitemapSheet(sheets []sheet) sheet {
	var paths []string
	for _, s := range sheets {
		if s.mime == htmlType && s.status == 200 && !strings.Contains(s.path, "/revisions/") && !strings.Contains(s.path, "/changes/") && s.path != notFoundPath && s.path != EmbedPath {
			paths = append(paths, s.path)
		}
	}
	slices.Sort(paths)
	paths = paths[:min(sitemapLength, len(paths))]
	return sheet{path: "/sitemap.xml", mime: "application/xml; charset=utf-8", status: 200,
		key: fingerprint("sitemap").of(p.build).text(paths...).sum(), body: func() ([]byte, error) {
			doc := sitemapDocument{NS: "http://www.sitemaps.org/schemas/sitemap/0.9"}
			for _, path := range paths {
				doc.URLs = append(doc.URLs, sitemapURL{p.cfg.BaseURL + path})
			}
			var buf bytes.Buffer
			buf.WriteString(xml.Header)
			err := xml.NewEncoder(&buf).Encode(doc)
			return append(buf.Bytes(), '\n'), err
		}}
}
