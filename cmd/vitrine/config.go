package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"vitrine/models"
)

// Config is everything an operator can say from outside. Every option has an
// environment variable.
type Config struct {
	DatabaseURL       string   `help:"sqlite:PATH or postgres://…" env:"VITRINE_DATABASE_URL" placeholder:"sqlite:data/vitrine.db"`
	PublicDatabaseURL string   `help:"The public side's own PostgreSQL role; the same database when not given." env:"VITRINE_PUBLIC_DATABASE_URL" placeholder:"URL"`
	DataDir           string   `help:"Database, rendered site, secret key." env:"VITRINE_DATA_DIR" default:"data"`
	PublicAddr        string   `help:"Listener of the public site." env:"VITRINE_PUBLIC_ADDR" default:"127.0.0.1:8080"`
	AdminAddr         string   `help:"Listener of the admin console." env:"VITRINE_ADMIN_ADDR" default:"127.0.0.1:8081"`
	PublicURL         string   `help:"Address of the public site; every link is built from it." env:"VITRINE_PUBLIC_URL" default:"http://localhost:8080"`
	AdminURL          string   `help:"Address of the admin console." env:"VITRINE_ADMIN_URL" default:"http://localhost:8081"`
	SMTPURL           string   `name:"smtp-url" help:"smtp://user:pass@host:587, smtps://…:465 or smtp://…?tls=none." env:"VITRINE_SMTP_URL" placeholder:"URL"`
	MailFrom          string   `help:"Sender of updates." env:"VITRINE_MAIL_FROM" default:"Status <status@localhost>"`
	MailFromAccount   string   `help:"Sender of confirmations, manage links and mail to staff; that of updates when not given." env:"VITRINE_MAIL_FROM_ACCOUNT" placeholder:"NAME <ADDRESS>"`
	SendDelay         string   `help:"Undo window between publishing and the first mail." env:"VITRINE_SEND_DELAY" default:"10s"`
	SecretKey         string   `help:"32 bytes in base64, the same on every replica; made in the data directory when not given." env:"VITRINE_SECRET_KEY" placeholder:"BASE64"`
	TrustedProxies    []string `help:"Networks whose forwarding headers are believed." env:"VITRINE_TRUSTED_PROXIES" placeholder:"CIDR"`
	OutwardAllow      []string `help:"Networks that webhooks and chats may be in although they are not public." env:"VITRINE_OUTWARD_ALLOW" placeholder:"CIDR"`
	WebSubHub         string   `name:"websub-hub" help:"WebSub hub that feeds name and that is told what is new." env:"VITRINE_WEBSUB_HUB" placeholder:"URL"`
	SMSTwilio         string   `name:"sms-twilio" help:"Account and token of Twilio, for texts: ACxxxx:token." env:"VITRINE_SMS_TWILIO" placeholder:"ACCOUNT:TOKEN"`
	SMSURL            string   `name:"sms-url" help:"Address of another SMS gateway; {to}, {text} and {from} are filled in." env:"VITRINE_SMS_URL" placeholder:"URL"`
	SMSMethod         string   `name:"sms-method" help:"How the gateway is called." env:"VITRINE_SMS_METHOD" default:"POST"`
	SMSHeaders        []string `name:"sms-headers" help:"Headers of the call: Name: value; Name: value." env:"VITRINE_SMS_HEADERS" sep:";" placeholder:"HEADER"`
	SMSBody           string   `name:"sms-body" help:"Body of the call; {to}, {text} and {from} are filled in." env:"VITRINE_SMS_BODY" placeholder:"BODY"`
	SMSFrom           string   `name:"sms-from" help:"Sender of texts: a number, a name, or a Twilio messaging service." env:"VITRINE_SMS_FROM" placeholder:"NUMBER"`
	LogFormat         string   `help:"text or json." env:"VITRINE_LOG_FORMAT" default:"text"`
	LogLevel          string   `help:"debug, info, warn or error." env:"VITRINE_LOG_LEVEL" default:"info"`

	MailOptions `embed:""`
	PaceOptions `embed:""`

	MirrorOptions `embed:""`

	PrivateOptions `embed:""`
	OpenIDOptions  `embed:""`

	FollowOptions `embed:""`

	sendDelay time.Duration // SendDelay, once it was checked
}

// complaints collects everything that is wrong with a configuration.
type complaints []string

func (c *complaints) add(format string, args ...any) {
	*c = append(*c, fmt.Sprintf(format, args...))
}

func (c complaints) err() error {
	if len(c) == 0 {
		return nil
	}
	return errors.New("the configuration is wrong; nothing was started.\n  - " + strings.Join(c, "\n  - "))
}

// check returns one error that lists every problem and how to mend it. It also
// fills what follows from other values. Options are texts up to here, so that the
// command line complains of none of them alone.
func (c *Config) check() error {
	var bad complaints
	c.DatabaseURL = or(c.DatabaseURL, "sqlite:"+filepath.Join(c.DataDir, "vitrine.db"))
	if info, err := os.Stat(c.DataDir); err == nil && !info.IsDir() {
		bad.add("VITRINE_DATA_DIR is %q, which is no folder; name a folder that this user may write to", c.DataDir)
	}
	c.checkDatabase(&bad)
	c.checkAddresses(&bad)
	c.checkMail(&bad)
	c.pace(&bad)
	c.checkChannels(&bad)
	c.checkSigning(&bad)
	c.checkMirrors(&bad)
	c.checkPrivate(&bad)
	c.checkOpenID(&bad)
	c.checkFollow(&bad)
	if c.SecretKey != "" {
		if _, err := models.ParseKey(c.SecretKey); err != nil {
			bad.add("VITRINE_SECRET_KEY: %s", models.MessageOf(err))
		}
	}
	if _, err := c.proxies(); err != nil {
		bad.add("VITRINE_TRUSTED_PROXIES: %v; write networks such as 10.0.0.0/8", err)
	}
	if c.LogFormat != "text" && c.LogFormat != "json" {
		bad.add("VITRINE_LOG_FORMAT is %q; choose text or json", c.LogFormat)
	}
	if err := new(slog.Level).UnmarshalText([]byte(c.LogLevel)); err != nil {
		bad.add("VITRINE_LOG_LEVEL is %q; choose debug, info, warn or error", c.LogLevel)
	}
	return bad.err()
}

func (c *Config) checkDatabase(bad *complaints) {
	const how = "write sqlite:data/vitrine.db or postgres://user:password@host/database"
	if !strings.HasPrefix(c.DatabaseURL, "sqlite:") && !readsAsPostgres(c.DatabaseURL) {
		bad.add("VITRINE_DATABASE_URL: %s", how)
	}
	if c.PublicDatabaseURL == "" {
		return
	}
	if !readsAsPostgres(c.PublicDatabaseURL) {
		bad.add("VITRINE_PUBLIC_DATABASE_URL is for PostgreSQL alone; remove it, or write postgres://role:password@host/database")
	} else if !isPostgres(c.DatabaseURL) {
		bad.add("VITRINE_PUBLIC_DATABASE_URL is set but VITRINE_DATABASE_URL is not PostgreSQL; set both or neither")
	}
}

func isPostgres(u string) bool {
	return strings.HasPrefix(u, "postgres://") || strings.HasPrefix(u, "postgresql://")
}

// readsAsPostgres reports whether u is an address that the driver can read.
func readsAsPostgres(u string) bool {
	_, err := pgxpool.ParseConfig(u)
	return isPostgres(u) && err == nil
}

func (c *Config) checkAddresses(bad *complaints) {
	for name, addr := range map[string]string{"VITRINE_PUBLIC_ADDR": c.PublicAddr, "VITRINE_ADMIN_ADDR": c.AdminAddr} {
		_, port, err := net.SplitHostPort(addr)
		if err == nil {
			_, err = net.LookupPort("tcp", port)
		}
		if err != nil {
			bad.add("%s is %q; write host:port, for example 127.0.0.1:8080", name, addr)
		}
	}
	if c.PublicAddr == c.AdminAddr {
		bad.add("VITRINE_PUBLIC_ADDR and VITRINE_ADMIN_ADDR are both %q; give each its own port", c.PublicAddr)
	}
	c.PublicURL = checkURL(bad, "VITRINE_PUBLIC_URL", c.PublicURL)
	c.AdminURL = checkURL(bad, "VITRINE_ADMIN_URL", c.AdminURL)
}

// checkURL wants an absolute address without a path, and returns it without the
// final slash.
func checkURL(bad *complaints, name, text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		bad.add("%s is %q; write an address without a path, for example https://status.example.com", name, text)
		return text
	}
	return u.Scheme + "://" + u.Host
}

func (c *Config) checkMail(bad *complaints) {
	if _, err := mail.ParseAddress(c.MailFrom); err != nil {
		bad.add("VITRINE_MAIL_FROM is %q; write a name and an address: Status <status@example.com>", c.MailFrom)
	}
	if _, err := mail.ParseAddress(c.MailFromAccount); err != nil && c.MailFromAccount != "" {
		bad.add("VITRINE_MAIL_FROM_ACCOUNT is %q; write a name and an address: Status accounts <accounts@example.com>, or leave it empty to send as VITRINE_MAIL_FROM", c.MailFromAccount)
	}
	var err error
	if c.sendDelay, err = time.ParseDuration(c.SendDelay); err != nil || c.sendDelay < 0 || c.sendDelay > time.Hour {
		bad.add("VITRINE_SEND_DELAY is %q; choose between 0s and 1h, for example 10s", c.SendDelay)
	}
	if c.SMTPURL != "" && !readsAsRelay(c.SMTPURL) {
		bad.add("VITRINE_SMTP_URL: write smtp://user:password@host:587, smtps://…:465, or smtp://host:25?tls=none for a local relay")
	}
}

// readsAsRelay reports whether text is the address of a mail server, with a way
// to it that we know.
func readsAsRelay(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" {
		return false
	}
	if _, err := net.LookupPort("tcp", or(u.Port(), "587")); err != nil {
		return false
	}
	switch way := u.Query().Get("tls"); u.Scheme {
	case "smtp":
		return way == "" || way == "starttls" || way == "none"
	case "smtps":
		return way == ""
	}
	return false
}

// proxies returns the networks whose forwarding headers are believed.
func (c *Config) proxies() ([]netip.Prefix, error) { return networks(c.TrustedProxies) }

// networks reads networks, and addresses as networks of one.
func networks(texts []string) ([]netip.Prefix, error) {
	var nets []netip.Prefix
	for _, text := range texts {
		if addr, err := netip.ParseAddr(text); err == nil {
			nets = append(nets, netip.PrefixFrom(addr, addr.BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("%q is not a network", text)
		}
		nets = append(nets, p)
	}
	return nets, nil
}

// key returns the secret key, made on first use.
func (c *Config) key() (models.Key, error) {
	if c.SecretKey != "" {
		return models.ParseKey(c.SecretKey)
	}
	return models.LoadKey(c.DataDir)
}

// logger returns the log that the configuration asks for, on w.
func (s *session) logger() *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.config.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if s.config.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(s.err, options))
	}
	return slog.New(slog.NewTextHandler(s.err, options))
}

// masked hides the password of a URL.
func masked(text string) string {
	if u, err := url.Parse(text); err == nil && u.User != nil {
		return u.Redacted()
	}
	return text
}

// or returns text, or fallback when text is empty.
func or(text, fallback string) string {
	if text != "" {
		return text
	}
	return fallback
}
