package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gomail "github.com/wneessen/go-mail"

	"vitrine/notify"
)

// goMail is how the process that sends with the mail library alone is told what
// to do: the address of the mail server.
const goMail = "VITRINE_BENCH_GOMAIL"

// TestBenchGoMail is no figure: it is what TestBenchFanOut is measured against.
// It composes a mail of the same size for each person and sends it, on as many
// kept connections, and keeps no record of anything.
func TestBenchGoMail(t *testing.T) {
	server := os.Getenv(goMail)
	if server == "" {
		t.Skip("the other sender of TestBenchFanOut")
	}
	host, port, err := net.SplitHostPort(server)
	if err != nil {
		t.Fatal(err)
	}
	number := func(name string) int {
		n, err := strconv.Atoi(os.Getenv(goMail + name))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	text, err := os.ReadFile(os.Getenv(goMail + "_TEXT"))
	if err != nil {
		t.Fatal(err)
	}
	html, err := os.ReadFile(os.Getenv(goMail + "_HTML"))
	if err != nil {
		t.Fatal(err)
	}
	on, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	var signer *notify.Signer
	if key := os.Getenv(goMail + "_KEY"); key != "" {
		if signer, err = notify.LoadSigner(key, "bench", "bench.example"); err != nil {
			t.Fatal(err)
		}
	}
	var next atomic.Int64
	var all sync.WaitGroup
	for range number("_LINES") {
		all.Go(func() { sendAlone(t, host, on, &next, int64(number("_MAILS")), string(text), string(html), signer) })
	}
	all.Wait()
}

// sendAlone sends mails on one connection until all are sent.
func sendAlone(t *testing.T, host string, port int, next *atomic.Int64, mails int64, text, html string, signer *notify.Signer) {
	client, err := gomail.NewClient(host, gomail.WithPort(port), gomail.WithTLSPolicy(gomail.NoTLS), gomail.WithHELO("bench.example"), gomail.WithoutNoop())
	if err != nil {
		t.Error(err)
		return
	}
	line, err := client.DialToSMTPClientWithContext(t.Context())
	if err != nil {
		t.Error(err)
		return
	}
	defer client.CloseWithSMTPClient(line)
	for n := next.Add(1); n <= mails; n = next.Add(1) {
		m, err := composeAlone(n, text, html)
		if err == nil && signer != nil {
			err = signAlone(m, signer)
		}
		if err == nil {
			err = client.SendWithSMTPClient(line, m)
		}
		if err != nil {
			t.Error(err)
			return
		}
	}
}

// subscriptionLink is what a sample's text holds that is one person's own.
var subscriptionLink = regexp.MustCompile(`http\S+/subscriptions/[A-Za-z0-9_-]+`)

// composeAlone writes a mail with as many headers as ours, and the link that is
// the person's own.
func composeAlone(n int64, text, html string) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := m.FromFormat("Status", "status@bench.example"); err != nil {
		return nil, err
	}
	if err := m.To(fmt.Sprintf("person%d@customer.example", n)); err != nil {
		return nil, err
	}
	link := fmt.Sprintf("https://bench.example/u/%043d", n)
	m.SetDate()
	m.Subject("[Status] Sign-in fails")
	m.SetMessageIDWithValue(fmt.Sprintf("%d.%d@bench.example", time.Now().UnixNano(), n))
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("X-Auto-Response-Suppress", "OOF, AutoReply")
	m.SetGenHeader("Feedback-ID", "inc-a1b2c3d4e5f6:incident:mail:benchexample")
	m.SetGenHeader("List-Help", "<https://bench.example/subscribe>")
	m.SetGenHeader("List-Id", "Status updates <updates.bench.example>")
	m.SetGenHeader("List-Post", "NO")
	m.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+link+">")
	m.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	m.SetGenHeader(gomail.HeaderPrecedence, "list")
	m.SetBodyString(gomail.TypeTextPlain, strings.ReplaceAll(text, "{link}", link))
	m.AddAlternativeString(gomail.TypeTextHTML, strings.ReplaceAll(html, "{link}", link))
	return m, nil
}

// signAlone signs a mail with the library that we sign with.
func signAlone(m *gomail.Msg, signer *notify.Signer) error {
	var whole bytes.Buffer
	if _, err := m.WriteTo(&whole); err != nil {
		return err
	}
	field, err := signer.Field(whole.Bytes())
	if err != nil {
		return err
	}
	_, value, _ := strings.Cut(strings.TrimSpace(field), ": ")
	m.SetGenHeaderPreformatted("DKIM-Signature", value)
	return nil
}

// alone lets the mail library send so many mails like the sample, and returns how
// they came in. With the file of a key each is signed.
func (m *mailSink) alone(mails, lines int, sample letter, key string) tally {
	m.t.Helper()
	dir := m.t.TempDir()
	env := append(os.Environ(), goMail+"="+m.address, fmt.Sprintf("%s_MAILS=%d", goMail, mails), fmt.Sprintf("%s_LINES=%d", goMail, lines), goMail+"_KEY="+key)
	for name, body := range map[string]string{"_TEXT": sample.text, "_HTML": sample.html} {
		file := dir + "/" + name
		if err := os.WriteFile(file, []byte(subscriptionLink.ReplaceAllString(body, "{link}")), 0o600); err != nil {
			m.t.Fatal(err)
		}
		env = append(env, goMail+name+"="+file)
	}
	m.ask("/reset")
	cmd := exec.Command(os.Args[0], "-test.run", "^TestBenchGoMail$", "-test.timeout", "30m")
	cmd.Env = env
	if out, err := cmd.CombinedOutput(); err != nil {
		m.t.Fatalf("%v\n%s", err, out)
	}
	return m.until(mails, time.Second)
}
