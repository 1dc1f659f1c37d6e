package locale

import (
	"strconv"
	"strings"
)

// listing is how a language joins a list: what stands between its parts, before
// the last one, between two, and between the parts of a mere row.
type listing struct{ comma, last, pair, row string }

// List joins parts as in speech: "A", "A and B", "A, B and C".
func (l Language) List(parts []string) string {
	how := l.tongue().list
	switch n := len(parts); n {
	case 0:
		return ""
	case 1:
		return parts[0]
	case 2:
		return parts[0] + how.before(parts[1], how.pair)
	default:
		return strings.Join(parts[:n-1], how.comma) + how.before(parts[n-1], how.last)
	}
}

// Row puts parts in a row, without the word before the last: "A, B, C".
func (l Language) Row(parts []string) string { return strings.Join(parts, l.tongue().list.row) }

// Comma stands between the parts of a mere row.
func (l Language) Comma() string { return l.tongue().list.row }

// before is the last part with what joins it. In Spanish "y" is "e" before the
// sound it would run into.
func (how listing) before(part, with string) string {
	if with != " y " {
		return with + part
	}
	low := strings.ToLower(part)
	if strings.HasPrefix(low, "i") || strings.HasPrefix(low, "hi") && !strings.HasPrefix(low, "hie") {
		return " e " + part
	}
	return with + part
}

// Decimal writes a number with so many digits behind the point.
func (l Language) Decimal(f float64, digits int) string {
	text := strconv.FormatFloat(f, 'f', digits, 64)
	return strings.Replace(text, ".", l.tongue().point, 1)
}
