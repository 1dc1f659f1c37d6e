// Gitleaks measures the scanner beside gitleaks' own default scan, in one run over
// the same prose. It is a module of its own, so that gitleaks weighs on nothing else.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/zricethezav/gitleaks/v8/detect"

	"vitrine/redact"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gitleaks bench:", err)
		os.Exit(2)
	}
}

func run() error {
	rules := rules(1000)
	var scanner *redact.Scanner
	var err error
	first := spent(func() { scanner, err = redact.New(rules) })
	if err != nil {
		return err
	}
	again := spent(func() { _, err = redact.New(rules) })
	if err != nil {
		return err
	}
	text, err := prose(1 << 20)
	if err != nil {
		return err
	}
	detector, err := detect.NewDetectorDefaultConfig()
	if err != nil {
		return err
	}
	scanner.Scan(text[:5<<10])
	update := spent(func() {
		for range 100 {
			scanner.Scan(text[:5<<10])
		}
	}) / 100
	const rounds = 15
	var ours, theirs, ratios []float64 // millions of bytes a second, and ours by theirs
	speed := func(d time.Duration) float64 { return float64(len(text)) / 1e6 / d.Seconds() }
	for range rounds { // in turns: what the machine does meanwhile hits both of a round alike
		us, them := speed(spent(func() { scanner.Scan(text) })), speed(spent(func() { detector.DetectString(text) }))
		ours, theirs, ratios = append(ours, us), append(theirs, them), append(ratios, us/them)
	}
	fmt.Printf("ordinary prose, %d names, %d terms, all kinds, processor time of one core, half of %d rounds were faster\n", len(rules.People), len(rules.Terms), rounds)
	fmt.Printf("  redact    %6.1f MB/s\n  gitleaks  %6.1f MB/s\n  ratio     %6.2f\n", half(ours), half(theirs), half(ratios))
	fmt.Printf("  update of 5 KB  %6.2f ms\n  start-up        %6.1f ms, again %.1f ms\n", ms(update), ms(first), ms(again))
	return nil
}

func half(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1e3 }

// spent is the processor time that f takes.
func spent(f func()) time.Duration {
	start := processorTime()
	f()
	return processorTime() - start
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// rules are rules with n invented names and n terms.
func rules(n int) redact.Rules {
	syllables := []string{"ka", "ro", "mi", "ten", "sol", "ve", "dra", "nu", "pel", "ost", "gri", "hal", "bex", "lor", "wyn", "zu"}
	word := func(i int) string {
		return syllables[i%16] + syllables[i/16%16] + syllables[i/256%16] + syllables[i*7%16]
	}
	capital := func(w string) string { return strings.ToUpper(w[:1]) + w[1:] }
	r := redact.Rules{Customers: []string{"Contoso Bank"}, InternalDomains: []string{"corp.northpole.example"},
		PublicDomains: []string{"northpole.example"}, TicketPrefixes: []string{"OPS"}, Allow: []string{"Jenkins"}}
	for i := range n {
		r.People = append(r.People, redact.Person{Name: capital(word(i)) + " " + capital(word(i+3000)),
			Handles: []string{word(i)[:3] + word(i+500)}, Emails: []string{word(i) + "@northpole.example"}})
		r.Terms = append(r.Terms, redact.Term{Match: "svc-" + word(i+1500), Replace: "one of our services"})
	}
	return r
}

// prose is ordinary prose of a size, from the documents of the corpus.
func prose(size int) (string, error) {
	var b strings.Builder
	marks := regexp.MustCompile(`⟦[a-z_]+!?\||⟧`)
	for _, name := range []string{"northpole/14-apology.md", "lumenworks/04-no-finds.md", "lumenworks/18-thanks.md", "northpole/13-update.md",
		"lumenworks/12-incident-update.md"} {
		raw, err := os.ReadFile(filepath.Join("..", "corpus", "open", name))
		if err != nil {
			return "", err
		}
		b.WriteString(marks.ReplaceAllString(string(raw), ""))
	}
	return strings.Repeat(b.String(), size/b.Len()+1)[:size], nil
}
