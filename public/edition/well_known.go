package edition

import (
	"net/mail"
	"net/url"
	"strings"
	"time"

	"vitrine/assets"
	"vitrine/views"
)

// host is the name of the public site, without a port.
func (p *Press) host() string {
	if u, err := url.Parse(p.base()); err == nil {
		return strings.ToLower(u.Hostname())
	}
	return ""
}

// robotsSheet is /robots.txt: pages of one subscriber are nobody's to find.
func (p *Press) robotsSheet(c *catalog) sheet {
	text := "User-agent: *\nDisallow: /subscriptions/\nDisallow: /u/\nDisallow: /api/\nAllow: /\n\nSitemap: " + p.base() + sitemapPath + "\n"
	for _, l := range c.languages[min(1, len(c.languages)):] {
		text += "Sitemap: " + p.base() + sitemapIn(l) + "\n"
	}
	return p.textSheet("/robots.txt", text)
}

// securitySheets is /.well-known/security.txt (RFC 9116) when somebody can be
// written to. It expires in less than a year and is made anew each month.
func (p *Press) securitySheets(c *catalog, now time.Time) []sheet {
	address, err := mail.ParseAddress(c.settings.SupportEmail)
	if err != nil {
		return nil
	}
	expires := monthOf(now).AddDate(0, 11, 0)
	text := "Contact: mailto:" + address.Address + "\nExpires: " + expires.Format(time.RFC3339) + "\nPreferred-Languages: en\nCanonical: " +
		p.base() + "/.well-known/security.txt\n"
	return []sheet{p.textSheet("/.well-known/security.txt", text)}
}

func (p *Press) textSheet(path, text string) sheet {
	return sheet{path: path, mime: "text/plain; charset=utf-8", status: 200, key: fingerprint("text").of(p.build).text(path, text).sum(),
		body: func() ([]byte, error) { return []byte(text), nil }}
}

// assetSheets are the files a browser fetches: the embedded ones but those of the
// console, the style sheet in the operator's colour and the logo.
func (p *Press) assetSheets(c *catalog) []sheet {
	sheets := []sheet{p.bytesSheet(views.StylesheetPath(c.settings), "text/css; charset=utf-8", views.Stylesheet(c.settings), false)}
	for _, f := range assets.Files() {
		if f.Path != sheets[0].path && !strings.HasPrefix(f.Name, "console") {
			sheets = append(sheets, p.bytesSheet(f.Path, f.Type, f.Body, false))
		}
	}
	if path := c.logoPath(); path != "" {
		sheets = append(sheets, p.bytesSheet(path, c.settings.LogoType, c.settings.Logo, true))
	}
	return sheets
}

func (p *Press) bytesSheet(path, mime string, body []byte, open bool) sheet {
	return sheet{path: path, mime: mime, status: 200, open: open, key: fingerprint("bytes").of(p.build).text(path, mime, string(body)).sum(),
		body: func() ([]byte, error) { return body, nil }}
}
