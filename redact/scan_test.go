package redact

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Each case is a text with what must be found marked as in the corpus; whatever
// is not marked must pass.
var scanCases = []struct{ name, text string }{
	{"an address is found with its port", "Seen at ⟦ip_address|10.20.30.40:8080⟧ twice"},
	{"a documentation address is found", "Seen at ⟦ip_address|192.0.2.7⟧"},
	{"a version is no address", "Upgraded from version 2.4.1.1 to 2.4.1.3"},
	{"a time is no address", "At 16:04:20 and 00:01:44:11"},
	{"a defanged address is found", "Blocked ⟦ip_address|10[.]20[.]30[.]40⟧"},
	{"an address spelled out is found", "Blocked ⟦ip_address|10 dot 20 dot 30 dot 40⟧"},
	{"a full-width address is found", "Blocked ⟦ip_address|１０.20.30.40⟧"},
	{"an address range is found", "All of ⟦ip_address|10.20.30.x⟧"},
	{"an allowed network passes", "From 100.64.3.4"},
	{"a first name alone is found", "Then ⟦person|Dana⟧ woke up"},
	{"a name without its accents is found", "Then ⟦person|Jose Alvarez⟧ woke up"},
	{"a name that is a word passes without context", "It will rise in May; grace was given"},
	{"a name that is a word is found in context", "We paged ⟦person|Will⟧ and ⟦person|Grace⟧ from SRE"},
	{"a stranger is found by what is said of him", "We paged ⟦person|Bogumil⟧ at once"},
	{"a team is no person", "We paged Database and asked Support, and Cloudflare confirmed"},
	{"a possessive keeps its ending", "It was ⟦person|Dana⟧'s laptop"},
	{"a group mention is no person", "@here and @channel, see @types/node"},
	{"a customer is found by its first word", "⟦customer|Contoso⟧ called"},
	{"a term inside a longer name in humps is found", "the ⟦term|Kestrel⟧Worker"},
	{"a term inside another word passes", "Kestrelsson"},
	{"a cloud region is no host", "us-east-1, eu-west-1a and europe-west4"},
	{"a shape is a host", "⟦hostname|db03.fra2⟧ and ⟦hostname|web-prod-03⟧"},
	{"a hyphenated word is no host", "utf-8, x86-64, http-2, sha-256, step-by-step-2, CVE-2021-44228"},
	{"a host with a path is a link", "⟦internal_url|wiki.corp.northpole.example/x/y⟧"},
	{"a public link passes", "https://status.northpole.example/incidents/1"},
	{"a public role address passes, another does not", "support@northpole.example, ⟦email_address|dana@northpole.example⟧"},
	{"a prompt is no password", "the password: prompt, token: expired, secret: none"},
	{"an assignment is a password", "password: ⟦secret|hunter2⟧"},
	{"a route is no path", "GET /api/v2/users and /healthz, and/or 24/7"},
	{"a path is found", "in ⟦path|/etc/kestrel/app.yaml⟧"},
	{"a hash needs letters and digits", "⟦path|4f2a91c⟧, 1234567, defaced"},
	{"a card number needs its check digit", "⟦identifier|4111 1111 1111 1111⟧, 4111 1111 1111 1112"},
	{"an emoji that joins others is not hidden", "👩‍💻 and ❤️"},
	{"a comment and what it carries are found", "x ⟦hidden|<!-- ⟦ticket|OPS-12⟧ -->⟧"},
	{"a comment in code is no comment", "`<!-- x -->`"},
	{"an alternative text that carries nothing passes", "![Error rate](x.png \"Errors\")"},
	{"a used definition passes", "See [a][b].\n\n[b]: https://example.com/"},
	{"a name cut by emphasis is found", "⟦hostname|web-**prod**-3⟧"},
	{"a name broken over a line is found", "on ⟦hostname|web-prod-\n3⟧ there"},
	{"a payload inside a payload is opened", "x ⟦ip_address|TVRBdU1qQXVNekF1TkRBPQ==⟧"},
}

func TestScan(t *testing.T) {
	t.Parallel()
	s := corpusScanner(t, "open/northpole")
	for _, c := range scanCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d, err := readLabelled(c.name, c.text)
			if err != nil {
				t.Fatal(err)
			}
			finds := s.Scan(d.text)
			for _, l := range d.labels {
				if covered, named := covers(l, finds); !covered || !named {
					t.Errorf("%s %q: covered %v, under its kind %v; found %v", l.kind, d.text[l.start:l.end], covered, named, finds)
				}
			}
			for _, m := range falseFinds(d, finds) {
				t.Error(m)
			}
		})
	}
}

func TestFindingsSayWhere(t *testing.T) {
	t.Parallel()
	text := "first\nä ö 10.20.30.40 and 192.0.2.1"
	finds := corpusScanner(t, "open/northpole").Scan(text)
	if len(finds) != 2 {
		t.Fatalf("found %v", finds)
	}
	if f := finds[0]; f.Line != 2 || f.Column != 5 || f.Severity != Block || f.Suggestion != "[internal address]" || f.Why == "" {
		t.Errorf("first find: %+v", f)
	}
	if f := finds[1]; f.Line != 2 || f.Column != 21 || f.Severity != Warn {
		t.Errorf("second find: %+v", f)
	}
}

func TestSuggestionsScanClean(t *testing.T) {
	t.Parallel()
	s := corpusScanner(t, "open/northpole")
	for _, r := range []*rule{ipv4Rule, ipv6Rule, hostRule, hostShape, hostGuess, linkRule, toolRule, storeRule, credentialsRule, emailRule,
		handleRule, repoRule, phoneRule, pathRule, commitRule, resourceRule, bucketRule, idRule, uuidRule, cardRule, ibanRule, hexRule,
		passwordRule, headerRule, personRule, nameRule, nameGuess, customerRule, termRule, ticketRule, ticketGuess, hostNamed, hostEcho,
		nameEcho, secretEcho, idEcho, entropyRule} {
		for _, frame := range []string{"%", "We paged %.", "password: %", "token=%", "https://%/x", "@%", "ticket %", "% from SRE", "user id %", "call %"} {
			if finds := s.Scan(strings.ReplaceAll(frame, "%", r.instead)); len(finds) > 0 && finds[0].Text != "[" {
				t.Errorf("%s in %q: %v", r.name, frame, finds)
			}
		}
	}
}

func TestScannersMayBeShared(t *testing.T) {
	t.Parallel()
	s, docs := corpusScanner(t, "open/northpole"), corpus(t, "open/northpole")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for _, d := range docs {
				s.Scan(d.text)
			}
		})
	}
	group.Wait()
}

// fill makes an example of a credential from its pattern: {n} stands for n
// random letters and digits, {xn} hexadecimal, {dn} decimal, {An} capitals.
func fill(pattern string, r *rand.Rand) string {
	alphabets := map[byte]string{'x': "0123456789abcdef", 'd': "0123456789", 'A': "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"}
	var out strings.Builder
	for pattern != "" {
		before, rest, found := strings.Cut(pattern, "{")
		out.WriteString(before)
		if !found {
			break
		}
		size, rest, _ := strings.Cut(rest, "}")
		alphabet, ok := alphabets[size[0]]
		if ok {
			size = size[1:]
		} else {
			alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
		}
		n, _ := strconv.Atoi(size)
		for range n {
			out.WriteByte(alphabet[r.IntN(len(alphabet))])
		}
		pattern = rest
	}
	return out.String()
}

func TestSecretRulesMatchTheirExamples(t *testing.T) {
	t.Parallel()
	s := corpusScanner(t, "open/northpole")
	random := rand.New(rand.NewPCG(1, 2))
	found := func(text, name string) bool {
		for _, f := range s.Scan(text) {
			if f.Kind == Secret && (name == "" || f.Rule == name) {
				return true
			}
		}
		return false
	}
	for _, r := range append(slices.Clone(secretRules), moreSecretRules...) {
		if len(r.match) == 0 || len(r.noMatch) == 0 {
			t.Errorf("%s has no examples of both sorts", r.name)
		}
		for _, m := range r.match {
			if text := "Pasted " + fill(m, random) + " by mistake."; !found(text, "") {
				t.Errorf("%s does not find %q", r.name, text)
			}
		}
		for _, m := range r.noMatch {
			if text := "Pasted " + fill(m, random) + " by mistake."; found(text, r.name) {
				t.Errorf("%s finds %q", r.name, text)
			}
		}
	}
}
