package review

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

var csvHeader = []string{"at", "who", "what", "kind", "effect", "phase", "thought", "public_text"}

// csvNames are other names of columns.
var csvNames = map[string]string{"time": "at", "when": "at", "timestamp": "at", "date": "at", "person": "who", "name": "who", "user": "who", "text": "what", "message": "what",
	"description": "what", "event": "what", "type": "kind", "impact": "effect", "public": "public_text"}

// WriteTimeline writes the entries of a timeline as CSV. What comes by itself is
// left out: it would come again. A cell that a spreadsheet would take for a
// formula is led by an apostrophe, which ReadTimeline takes off.
func WriteTimeline(w io.Writer, entries []Entry) error {
	out := csv.NewWriter(w)
	if err := out.Write(csvHeader); err != nil {
		return fmt.Errorf("timeline: %w", err)
	}
	for _, e := range entries {
		if e.Merged {
			continue
		}
		cells := []string{e.At.UTC().Format(time.RFC3339Nano), e.Who, e.What, string(e.Kind), string(e.Effect), string(e.Phase), e.Thought, e.PublicText}
		for i, cell := range cells {
			if strings.HasPrefix(strings.TrimLeft(cell, "'"), "=") || strings.ContainsAny(first1(strings.TrimLeft(cell, "'")), "+-@\t\r") {
				cells[i] = "'" + cell
			}
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("timeline: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

func first1(s string) string { return s[:min(1, len(s))] }

// ReadTimeline reads entries from CSV with a header line, in the columns that
// WriteTimeline writes and in any order; at and what are needed. Times without a
// zone are read in zone.
func ReadTimeline(text []byte, zone *time.Location) ([]NewEntry, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	in := csv.NewReader(bytes.NewReader(text))
	in.FieldsPerRecord, in.LazyQuotes = -1, true
	if head, _, _ := bytes.Cut(text, []byte("\n")); bytes.Count(head, []byte(";")) > bytes.Count(head, []byte(",")) {
		in.Comma = ';'
	} else if bytes.Count(head, []byte("\t")) > bytes.Count(head, []byte(",")) {
		in.Comma = '\t'
	}
	head, err := in.Read()
	columns, bad := csvColumns(head)
	if err != nil || bad != nil {
		return nil, bad
	}
	var entries []NewEntry
	var wrong []WrongLine
	cal := calendar{zone: zoneOr(zone)}
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := in.FieldPos(0)
		if err != nil {
			return nil, refusedLines([]WrongLine{{Number: line, Why: "It is no CSV: " + err.Error() + "."}})
		}
		if strings.Join(cells, "") == "" {
			continue
		}
		e, err := csvEntry(columns, cells, &cal)
		if err != nil {
			wrong = append(wrong, WrongLine{Number: line, Text: strings.Join(cells, ","), Why: models.MessageOf(err)})
			continue
		}
		entries = append(entries, e)
	}
	if len(wrong) > 0 {
		return nil, refusedLines(wrong)
	}
	return entries, nil
}

// csvColumns says which cell is what.
func csvColumns(head []string) (map[string]int, error) {
	columns := map[string]int{}
	for n, name := range head {
		name = strings.ToLower(strings.TrimSpace(name))
		if other, ok := csvNames[name]; ok {
			name = other
		}
		if _, twice := columns[name]; !twice && slices.Contains(csvHeader, name) {
			columns[name] = n
		}
	}
	_, at := columns["at"]
	_, what := columns["what"]
	if !at || !what {
		why := "The first line must name the columns, at and what among them: " + strings.Join(csvHeader, ",") + "."
		return nil, &models.Error{Kind: models.Invalid, Message: why, Fields: map[string]string{"text": why}}
	}
	return columns, nil
}

// csvEntry reads one row.
func csvEntry(columns map[string]int, cells []string, cal *calendar) (NewEntry, error) {
	cell := func(name string) string {
		n, ok := columns[name]
		if !ok || n >= len(cells) {
			return ""
		}
		text := cells[n]
		if rest, led := strings.CutPrefix(text, "'"); led && strings.ContainsAny(first1(strings.TrimLeft(rest, "'")), "=+-@\t\r") {
			text = rest
		}
		return strings.ReplaceAll(text, "\r\n", "\n")
	}
	e := NewEntry{Who: cell("who"), What: cell("what"), Thought: cell("thought"), PublicText: cell("public_text")}
	at, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(cell("at")))
	if err != nil {
		if at, _, err = cal.readTime(cell("at")); err != nil {
			return e, err
		}
	}
	e.At = at
	for _, name := range []string{"kind", "effect", "phase"} {
		if err := e.field(strings.TrimSpace(cell(name))); err != nil {
			return e, err
		}
	}
	if e.Kind == "" {
		e.Kind = guessed(e.What).kind
	}
	if e.Effect == "" {
		e.Effect = NoEffect
	}
	return e, nil
}
