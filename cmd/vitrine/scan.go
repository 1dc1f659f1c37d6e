package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"vitrine/redact"
)

type scanCommand struct {
	JSON  bool     `help:"Print one JSON object."`
	Rules string   `help:"YAML file with people, customers, terms and domains." type:"existingfile" placeholder:"FILE"`
	Files []string `arg:"" name:"file" help:"Markdown or plain text; - reads standard input."`
}

// scanReport is the answer of vitrine scan --json.
type scanReport struct {
	Findings []fileFinding `json:"findings"`
	Files    int           `json:"files"`
	Bytes    int           `json:"bytes"`
}

// fileFinding is one finding in one file. Start and End are byte offsets into
// the file as it lies on disk.
type fileFinding struct {
	File string `json:"file"`
	redact.Finding
}

// Run scans every file: exit 0 when nothing was found, 1 when something was.
func (c *scanCommand) Run(s *session) error {
	scanner, err := c.scanner()
	if err != nil {
		return err
	}
	report := scanReport{Findings: []fileFinding{}}
	for _, name := range c.Files {
		text, err := readText(s.in, name)
		if err != nil {
			return err
		}
		found := scanner.Scan(text)
		for _, f := range found {
			report.Findings = append(report.Findings, fileFinding{name, f})
		}
		if !c.JSON {
			s.point(name, text, found)
		}
		report.Files++
		report.Bytes += len(text)
	}
	return s.conclude(report, c.JSON)
}

func (c *scanCommand) scanner() (*redact.Scanner, error) {
	var rules redact.Rules
	if c.Rules != "" {
		text, err := os.ReadFile(c.Rules)
		if err != nil {
			return nil, fmt.Errorf("read the rules: %w", err)
		}
		if rules, err = redact.ParseRules(text); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Rules, err)
		}
	}
	return redact.New(rules)
}

func readText(in io.Reader, name string) (string, error) {
	var text []byte
	var err error
	if name == "-" {
		text, err = io.ReadAll(in)
	} else {
		text, err = os.ReadFile(name)
	}
	if err != nil {
		return "", fmt.Errorf("nothing was scanned: %w", err)
	}
	return string(text), nil
}

// point prints each finding with its line and a pointer under it.
func (s *session) point(name, text string, found []redact.Finding) {
	lines := strings.Split(text, "\n")
	for _, f := range found {
		s.printf("%s:%d:%d: %s: %s (%s, %s)\n", name, f.Line, f.Column, f.Severity, f.Why, f.Kind, f.Rule)
		if f.Line > len(lines) {
			continue
		}
		line := strings.TrimRight(lines[f.Line-1], "\r")
		width := min(len([]rune(f.Text)), max(1, len([]rune(line))-f.Column+1))
		s.printf("    %s\n    %s%s\n", visible(line), strings.Repeat(" ", f.Column-1), strings.Repeat("^", width))
		if f.Suggestion != "" {
			s.printf("    write instead: %s\n", f.Suggestion)
		}
	}
}

// visible keeps a terminal safe from control characters in the scanned text.
func visible(line string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, line)
}

// conclude prints the sum and returns errNotSo when something was found.
func (s *session) conclude(r scanReport, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(s.out)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(r); err != nil {
			return err
		}
	} else if len(r.Findings) > 0 {
		s.printf("%d found in %d bytes.\n", len(r.Findings), r.Bytes)
	}
	if len(r.Findings) > 0 {
		return errNotSo
	}
	return nil
}
