package review

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
)

// InsightFile says what a file of insights holds.
type InsightFile struct {
	Query   InsightQuery
	By      Grouping // for groups
	Measure Measure  // for groups
}

// WriteInsights writes insights as CSV with a header line. name is what: one of
// "insights" (a line for each review), "groups", "months", "actions". Lengths are
// in seconds, times in UTC (RFC 3339), and empty where they are not known.
func (s *Store) WriteInsights(ctx context.Context, w io.Writer, name string, f InsightFile) error {
	make := map[string]func(context.Context, InsightFile) ([][]string, error){
		"insights": s.reviewLines, "groups": s.groupLines, "months": s.monthLines, "actions": s.actionLines}[name]
	if make == nil {
		return models.Fail(models.NotFound, "There is no such file.")
	}
	lines, err := make(ctx, f)
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	for _, line := range lines {
		for n, cell := range line {
			line[n] = guarded(cell)
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// guarded keeps a spreadsheet from taking a text for a formula.
func guarded(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func (s *Store) reviewLines(ctx context.Context, f InsightFile) ([][]string, error) {
	figures, err := s.Figures(ctx, f.Query)
	if err != nil {
		return nil, err
	}
	names, err := s.allNames(ctx)
	if err != nil {
		return nil, err
	}
	head := []string{"review", "title", "state", "began_at", "severity", "noticed_by", "vendor", "components", "detect", "acknowledge", "inform", "recover"}
	for _, p := range Phases {
		head = append(head, "phase_"+string(p))
	}
	lines := [][]string{append(head, "updates", "longest_gap", "promises", "promises_kept", "support_cases", "inform_from_detection",
		"users_affected", "requests_failed", "requests_failed_percent", "sla_minutes", "sla_broken")}
	for _, v := range figures {
		var touched []string
		for _, id := range v.ComponentIDs() {
			touched = append(touched, names[id])
		}
		line := []string{v.PublicID, v.Title, string(v.State), v.At.UTC().Format(time.RFC3339), unlessZero(v.Severity), string(v.DetectionSource), v.Vendor,
			strings.Join(touched, ", "), maybe(v.Detect), maybe(v.Acknowledge), maybe(v.Inform), maybe(v.Recover)}
		lengths := map[Phase]string{}
		for _, p := range v.PhaseLengths() {
			lengths[p.Phase] = inSeconds(p.Length)
		}
		for _, p := range Phases {
			line = append(line, lengths[p])
		}
		lines = append(lines, append(line, digits(v.Updates), maybe(v.LongestGap), digits(v.Promises), digits(v.Kept), digits(v.SupportCases), maybe(v.Known),
			maybe(v.UsersAffected), maybe(v.RequestsFailed), maybePercent(v.FailedShare), maybe(v.SLAMinutes), string(v.SLABroken)))
	}
	return lines, nil
}

func (s *Store) groupLines(ctx context.Context, f InsightFile) ([][]string, error) {
	figures, err := s.Figures(ctx, f.Query)
	if err != nil {
		return nil, err
	}
	names, err := s.allNames(ctx)
	if err != nil {
		return nil, err
	}
	lines := [][]string{{string(f.By), "measure", "reviews", "known", "median", "90th_percentile", "longest", "mean",
		"users_affected", "users_affected_known", "sla_minutes", "sla_minutes_known", "sla_broken", "sla_broken_known"}}
	for _, g := range GroupBy(f.By, figures) {
		name := g.Key
		if id, err := strconv.ParseInt(g.Key, 10, 64); err == nil && f.By == ByComponent {
			name = names[id]
		}
		lines = append(lines, append([]string{name, string(f.Measure), strconv.Itoa(len(g.Reviews))}, append(Distribute("", f.Measure, g.Reviews).cells(), tollCells(g.Reviews)...)...))
	}
	return lines, nil
}

// cells are how many are known, median, 90th percentile, longest and mean.
func (d Distribution) cells() []string {
	n := len(d.Reviews)
	if n == 0 {
		return []string{"0", "", "", "", ""}
	}
	ninth := ""
	if n >= EnoughForNinth {
		ninth = inSeconds(d.Ninth)
	}
	return []string{strconv.Itoa(n), inSeconds(d.Median), ninth, inSeconds(d.Longest), inSeconds(d.Mean)}
}

// tollCells are what it cost customers, each sum with how many reviews it is of;
// a sum of none is empty.
func tollCells(fs []Figures) (cells []string) {
	for _, of := range TollFigures {
		s, sum := SumUp(of, fs), ""
		if s.Known > 0 {
			sum = digits(s.Sum)
		}
		cells = append(cells, sum, strconv.Itoa(s.Known))
	}
	broken, said := PromisesBroken(fs), ""
	if broken.All > 0 {
		said = strconv.Itoa(broken.Of)
	}
	return append(cells, said, strconv.Itoa(broken.All))
}

// maybePercent is a share in percent, without its sign.
func maybePercent(share *int64) string {
	if share == nil {
		return ""
	}
	return strings.TrimSuffix(Percent(*share), " %")
}

func (s *Store) monthLines(ctx context.Context, f InsightFile) ([][]string, error) {
	figures, err := s.Figures(ctx, f.Query)
	if err != nil {
		return nil, err
	}
	lines := [][]string{{"month", "reviews", "sev1_and_sev2", "known", "median_to_recover", "90th_percentile", "longest", "mean", "promises", "promises_kept",
		"users_affected", "users_affected_known", "sla_minutes", "sla_minutes_known", "sla_broken", "sla_broken_known"}}
	for _, m := range Months(figures) {
		line := append([]string{m.Start.Format("2006-01"), strconv.Itoa(len(m.Reviews)), strconv.Itoa(m.Serious)}, m.Recovery.cells()...)
		line = append(line, strconv.Itoa(m.Promises.All), strconv.Itoa(m.Promises.Of))
		lines = append(lines, append(line, tollCells(m.Reviews)...))
	}
	return lines, nil
}

func (s *Store) actionLines(ctx context.Context, f InsightFile) ([][]string, error) {
	list, err := s.ActionsByAge(ctx, f.Query)
	if err != nil {
		return nil, err
	}
	lines := [][]string{{"kind", "open_up_to_a_week", "open_up_to_a_month", "open_up_to_a_quarter", "open_older", "overdue", "done", "median_to_done", "timed"}}
	for _, a := range list {
		line := []string{string(a.Kind)}
		for _, n := range a.Open {
			line = append(line, strconv.Itoa(n))
		}
		median := ""
		if a.Timed > 0 {
			median = inSeconds(a.Median)
		}
		lines = append(lines, append(line, strconv.Itoa(a.Overdue), strconv.Itoa(a.Done), median, strconv.Itoa(a.Timed)))
	}
	return lines, nil
}

func (s *Store) allNames(ctx context.Context) (map[int64]string, error) {
	list, err := s.site.Components(ctx)
	names := map[int64]string{}
	for _, c := range list {
		names[c.ID] = c.Name
	}
	return names, err
}

func maybe(n *int64) string {
	if n == nil {
		return ""
	}
	return digits(*n)
}

func unlessZero(n int64) string {
	if n == 0 {
		return ""
	}
	return digits(n)
}

func inSeconds(d time.Duration) string { return digits(int64(d / time.Second)) }
