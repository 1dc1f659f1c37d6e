package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"vitrine/models"
)

type doctorCommand struct {
	Ready    bool   `help:"Ask only whether the running public site can serve pages."`
	Send     string `help:"Send a mail to this address, to see whether and how it arrives." placeholder:"ADDRESS"`
	Resolver string `help:"Ask this DNS server about mail instead of the system's." placeholder:"HOST:PORT"`
}

// check is one thing the doctor looks at. An empty advice is good news.
type check struct{ name, finding, advice string }

// Run looks at everything an installation stands on; exit 1 when something is
// wrong.
func (c *doctorCommand) Run(s *session) error {
	if err := s.config.check(); err != nil {
		return err
	}
	if c.Ready {
		return s.askReady()
	}
	checks := []check{{name: "configuration", finding: "complete"}, s.checkDisk(), s.checkKey()}
	checks = append(checks, s.checkDatabase()...)
	checks = append(checks, s.checkProvider()...)
	checks = append(checks, c.checkMail(s)...)
	if c.Send != "" {
		checks = append(checks, s.sendTrial(c.Send))
	}
	wrong := false
	for _, ch := range checks {
		mark := "ok   "
		if ch.advice != "" {
			mark, wrong = "WRONG", true
		}
		s.printf("%s %-14s %s\n", mark, ch.name, ch.finding)
		if ch.advice != "" {
			s.printf("%20s %s\n", "", ch.advice)
		}
	}
	if wrong {
		return errNotSo
	}
	return nil
}

// leastFree is how much disk must be free, in MiB.
const leastFree = 200

func (s *session) checkDisk() check {
	if err := os.MkdirAll(s.config.DataDir, 0o700); err != nil {
		return check{"disk", err.Error(), "Make the data directory writable for this user."}
	}
	probe := filepath.Join(s.config.DataDir, ".doctor")
	if err := os.WriteFile(probe, []byte("probe"), 0o600); err != nil {
		return check{"disk", err.Error(), "Make the data directory writable for this user."}
	}
	os.Remove(probe)
	var fs syscall.Statfs_t
	if err := syscall.Statfs(s.config.DataDir, &fs); err != nil {
		return check{"disk", err.Error(), "Look at the disk."}
	}
	free := fs.Bavail * uint64(fs.Bsize) >> 20
	c := check{name: "disk", finding: fmt.Sprintf("%s is writable, %d MiB free", s.config.DataDir, free)}
	if free < leastFree {
		c.advice = fmt.Sprintf("Free at least %d MiB: publishing needs room for the next edition.", leastFree)
	}
	return c
}

func (s *session) checkKey() check {
	if s.config.SecretKey != "" {
		return check{name: "secret key", finding: "from the environment"}
	}
	info, err := os.Stat(filepath.Join(s.config.DataDir, "secret.key"))
	if err != nil {
		return check{name: "secret key", finding: "will be made at the first start"}
	}
	c := check{name: "secret key", finding: "in the data directory"}
	if info.Mode().Perm()&0o077 != 0 {
		c.advice = "Others can read it: chmod 600 " + filepath.Join(s.config.DataDir, "secret.key")
	}
	return c
}

// checkDatabase looks at the connection, the schema, the clock and the trail.
func (s *session) checkDatabase() []check {
	ctx, cancel := context.WithTimeout(s.ctx, 30*time.Second)
	defer cancel()
	h, err := build(ctx, s.config, s.logger())
	if err != nil {
		return []check{{"database", err.Error(), "Look at VITRINE_DATABASE_URL."}}
	}
	defer h.close()
	name := masked(s.config.DatabaseURL)
	if err := h.db.Ping(ctx); err != nil {
		return []check{{"database", fmt.Sprintf("%s does not answer: %v", name, err), "Start it, or mend VITRINE_DATABASE_URL. Pages are served meanwhile."}}
	}
	checks := []check{{name: "database", finding: name + " answers"}}
	_, pending, err := h.db.MigrationStatus(ctx)
	switch {
	case err != nil:
		return append(checks, check{"schema", models.MessageOf(err), "Start the program that wrote this schema."})
	case pending > 0:
		return append(checks, check{"schema", fmt.Sprintf("%d steps are missing", pending), "Run vitrine migrate."})
	}
	checks = append(checks, check{name: "schema", finding: "up to date"})
	if err := h.staff.VerifyAudit(ctx); err != nil {
		return append(checks, check{"audit trail", models.MessageOf(err), "Compare with a backup, and ask who can write to the database."})
	}
	return append(checks, check{name: "audit trail", finding: "whole"}, h.checkPush(ctx), h.checkClock(ctx))
}

// checkPush looks at the key by which push services know this site: the browsers
// that asked to be told hang on it.
func (h *house) checkPush(ctx context.Context) check {
	there, err := h.audience.CheckPushKey(ctx)
	switch {
	case err != nil:
		return check{"push key", err.Error(), "Bring back the secret key it was sealed with: without it no browser that asked can be told."}
	case !there:
		return check{name: "push key", finding: "will be made at the first start"}
	}
	return check{name: "push key", finding: "opens"}
}

// checkClock compares our clock with the database server's.
func (h *house) checkClock(ctx context.Context) check {
	if !h.db.Postgres() {
		return check{name: "clock", finding: time.Now().UTC().Format(time.RFC3339)}
	}
	var theirs time.Time
	if err := h.db.Read(ctx).Raw("SELECT now()").Scan(&theirs).Error; err != nil {
		return check{"clock", err.Error(), "Look at the database."}
	}
	off := time.Since(theirs).Round(time.Millisecond)
	c := check{name: "clock", finding: fmt.Sprintf("%s apart from the database server's", off.Abs())}
	if off.Abs() > 2*time.Second {
		c.advice = "Let both machines keep time (NTP)."
	}
	return c
}

// checkRelay greets the mail server, without sending anything.
func (s *session) checkRelay() check {
	if s.config.SMTPURL == "" {
		return check{name: "mail server", finding: "none configured; mails wait in the console's outbox"}
	}
	u, err := url.Parse(s.config.SMTPURL)
	if err != nil {
		return check{"mail server", "VITRINE_SMTP_URL is not an address", "Write smtp://user:password@host:587."}
	}
	port := or(u.Port(), map[string]string{"smtps": "465", "smtp": "587"}[u.Scheme])
	conn, err := net.DialTimeout("tcp", net.JoinHostPort(u.Hostname(), port), 5*time.Second)
	if err != nil {
		return check{"mail server", err.Error(), "Look at VITRINE_SMTP_URL and the firewall. Mails wait and are sent later."}
	}
	defer conn.Close()
	return check{name: "mail server", finding: u.Hostname() + ":" + port + " takes connections"}
}

// sendTrial sends one mail as every other leaves: signed, by the same way.
func (s *session) sendTrial(to string) check {
	const name = "test mail"
	if s.config.SMTPURL == "" {
		return check{name, "there is no mail server to send it by", "Set VITRINE_SMTP_URL."}
	}
	ctx, cancel := context.WithTimeout(s.ctx, time.Minute)
	defer cancel()
	h, err := build(ctx, s.config, s.logger())
	if err != nil {
		return check{name, err.Error(), "Look at VITRINE_DATABASE_URL."}
	}
	defer h.close()
	n, err := h.sender(false)
	if err == nil {
		err = n.Trial(ctx, to)
	}
	if err != nil {
		return check{name, sentence(err), "Look at the mail server, at its log, and at the address."}
	}
	return check{name: name, finding: "the mail server took it for " + to + ". Look there: has it come, and not among the spam?"}
}
