package admin

import (
	"regexp"
	"strconv"
	"strings"

	"vitrine/models/review"
	"vitrine/views/console"
)

// filledToll is what it cost customers, as a form shows it: nothing where it is not
// known.
func filledToll(t review.Toll) console.TollFields {
	figure := func(n *int64) string {
		if n == nil {
			return ""
		}
		return text(*n)
	}
	f := console.TollFields{Users: figure(t.UsersAffected), Requests: figure(t.RequestsFailed), WorstCase: t.WorstCase, Minutes: figure(t.SLAMinutes), Broken: string(t.SLABroken)}
	if t.FailedShare != nil {
		f.Share = strings.TrimSuffix(review.Percent(*t.FailedShare), " %")
	}
	return f
}

// toll reads what it cost customers.
func (t typed) toll(f console.TollFields) review.Toll {
	known := func(n int64) *int64 {
		if n == review.NotKnown {
			return nil
		}
		return &n
	}
	return review.Toll{UsersAffected: known(t.figure("users_affected", f.Users)), RequestsFailed: known(t.figure("requests_failed", f.Requests)),
		FailedShare: known(t.share("failed_share", f.Share)), WorstCase: f.WorstCase, SLAMinutes: known(t.figure("sla_minutes", f.Minutes)), SLABroken: review.Verdict(f.Broken)}
}

// tollEdit is toll for what is saved already.
func (t typed) tollEdit(f console.TollFields) review.TollEdit {
	return review.TollEdit{UsersAffected: pointer(t.figure("users_affected", f.Users)), RequestsFailed: pointer(t.figure("requests_failed", f.Requests)),
		FailedShare: pointer(t.share("failed_share", f.Share)), WorstCase: &f.WorstCase, SLAMinutes: pointer(t.figure("sla_minutes", f.Minutes)), SLABroken: pointer(review.Verdict(f.Broken))}
}

// thousands is a number with a sign between its thousands.
var thousands = regexp.MustCompile(`^\d{1,3}(?:[., \x{00a0}\x{202f}'’_]\d{3})+$`)

// figure reads a whole number that may be unknown: then nothing was typed.
func (t typed) figure(field, text string) int64 {
	text = strings.TrimSpace(text)
	if text == "" {
		return review.NotKnown
	}
	plain := text
	if thousands.MatchString(text) {
		plain = strings.Map(func(c rune) rune {
			if c < '0' || c > '9' {
				return -1
			}
			return c
		}, text)
	}
	n, err := strconv.ParseInt(plain, 10, 64)
	if err != nil || n < 0 {
		t.bad.Add(field, "%s is not a whole number. Write one like 1200, or nothing where it is not known.", quoted(text))
		return review.NotKnown
	}
	return n
}

// share reads a percentage with at most two decimals, which may be unknown.
func (t typed) share(field, text string) int64 {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(strings.ReplaceAll(text, ",", ".")), "%"))
	if text == "" {
		return review.NotKnown
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(n >= 0 && n <= 100) {
		t.bad.Add(field, "%s is no percentage. Write a number from 0 to 100, like 12.5, or nothing where it is not known.", quoted(text))
		return review.NotKnown
	}
	return review.Hundredths(n)
}
