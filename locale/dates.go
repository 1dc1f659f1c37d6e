package locale

import (
	"strconv"
	"strings"
	"time"
)

// dates is how a language writes days. In the patterns %d is the day, %b and %B
// the month, short and whole, %m its number, %a the weekday, short, %Y the year.
type dates struct {
	months, shorts [12]string
	days           [7]string // short, Sunday first
	whole          [7]string // whole, Sunday first
	letters        [7]string // over a calendar, Sunday first

	date, day, dayYear, month, dayMonth string
	first                               string // the first day of a month; empty: 1
	comma                               string // between day and time
}

func words12(text string) (list [12]string) { copy(list[:], strings.Fields(text)); return list }
func words7(text string) (list [7]string)   { copy(list[:], strings.Fields(text)); return list }

// The languages' own ways.
var (
	english = dates{
		months: words12("January February March April May June July August September October November December"),
		shorts: words12("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
		days:   words7("Sun Mon Tue Wed Thu Fri Sat"), whole: words7("Sunday Monday Tuesday Wednesday Thursday Friday Saturday"), letters: words7("S M T W T F S"),
		date: "%d %B %Y", day: "%a %d %b", dayYear: "%a %d %b %Y", month: "%B %Y", dayMonth: "%d %b", comma: ", "}
	german = dates{
		months: words12("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
		shorts: words12("Jan. Feb. März April Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
		days:   words7("So. Mo. Di. Mi. Do. Fr. Sa."), whole: words7("Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag"), letters: words7("So Mo Di Mi Do Fr Sa"),
		date: "%d. %B %Y", day: "%a, %d. %b", dayYear: "%a, %d. %b %Y", month: "%B %Y", dayMonth: "%d. %b", comma: ", "}
	french = dates{
		months: words12("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
		shorts: words12("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
		days:   words7("dim. lun. mar. mer. jeu. ven. sam."), whole: words7("dimanche lundi mardi mercredi jeudi vendredi samedi"), letters: words7("D L M M J V S"),
		date: "%d %B %Y", day: "%a %d %b", dayYear: "%a %d %b %Y", month: "%B %Y", dayMonth: "%d %b", first: "1er", comma: ", "}
	spanish = dates{
		months: words12("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
		shorts: words12("ene feb mar abr may jun jul ago sept oct nov dic"),
		days:   words7("dom lun mar mié jue vie sáb"), whole: words7("domingo lunes martes miércoles jueves viernes sábado"), letters: words7("D L M X J V S"),
		date: "%d de %B de %Y", day: "%a, %d %b", dayYear: "%a, %d %b %Y", month: "%B de %Y", dayMonth: "%d %b", comma: ", "}
	portuguese = dates{
		months: words12("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
		shorts: words12("jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."),
		days:   words7("dom. seg. ter. qua. qui. sex. sáb."), whole: words7("domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado"), letters: words7("D S T Q Q S S"),
		date: "%d de %B de %Y", day: "%a, %d %b", dayYear: "%a, %d %b %Y", month: "%B de %Y", dayMonth: "%d %b", comma: ", "}
	japanese = dates{
		months: words12("1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"), shorts: words12("1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"),
		days: words7("日 月 火 水 木 金 土"), whole: words7("日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日"), letters: words7("日 月 火 水 木 金 土"),
		date: "%Y年%m月%d日", day: "%m月%d日(%a)", dayYear: "%Y年%m月%d日(%a)", month: "%Y年%m月", dayMonth: "%m月%d日", comma: " "}
	arabic = dates{
		months: words12("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
		shorts: words12("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
		days:   words7("الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت"), whole: words7("الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت"), letters: words7("ح ن ث ر خ ج س"),
		date: "%d %B %Y", day: "%a، %d %b", dayYear: "%a، %d %b %Y", month: "%B %Y", dayMonth: "%d %b", comma: "، "}
)

// write fills a pattern with the day that t has in its own zone.
func (d *dates) write(pattern string, t time.Time) string {
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 && d.first != "" {
		day = d.first
	}
	text := make([]byte, 0, 64) // every mail to a subscriber has a day of its own
	for rest := pattern; rest != ""; {
		before, after, more := strings.Cut(rest, "%")
		if text = append(text, before...); !more {
			break
		}
		switch after[0] {
		case 'd':
			text = append(text, day...)
		case 'b':
			text = append(text, d.shorts[t.Month()-1]...)
		case 'B':
			text = append(text, d.months[t.Month()-1]...)
		case 'm':
			text = strconv.AppendInt(text, int64(t.Month()), 10)
		case 'a':
			text = append(text, d.days[t.Weekday()]...)
		case 'Y':
			text = strconv.AppendInt(text, int64(t.Year()), 10)
		}
		rest = after[1:]
	}
	return string(text)
}

// Each of these writes the day that t has in its own zone: give it the zone first.

// Date is a whole date: "19 November 2026".
func (l Language) Date(t time.Time) string { d := &l.tongue().dates; return d.write(d.date, t) }

// Day is a day of this year: "Thu 19 Nov".
func (l Language) Day(t time.Time) string { d := &l.tongue().dates; return d.write(d.day, t) }

// DayOfYear is a day with its year: "Thu 19 Nov 2026".
func (l Language) DayOfYear(t time.Time) string { d := &l.tongue().dates; return d.write(d.dayYear, t) }

// Month is a month with its year: "November 2026".
func (l Language) Month(t time.Time) string { d := &l.tongue().dates; return d.write(d.month, t) }

// DayMonth is a short day without its weekday: "19 Nov".
func (l Language) DayMonth(t time.Time) string { d := &l.tongue().dates; return d.write(d.dayMonth, t) }

// At is a day that was written, and the time on it: "Thu 19 Nov, 16:00".
func (l Language) At(day string, t time.Time) string {
	return day + l.tongue().dates.comma + t.Format("15:04")
}

// Instant is a day that was written and the time on it with the name of its zone:
// "Thu 19 Nov, 16:00 UTC". Where text runs from right to left the time is set apart
// (U+2066, U+2069), or its digits would change places with the zone.
func (l Language) Instant(day string, t time.Time, zone string) string {
	return day + l.tongue().dates.comma + l.Apart(t.Format("15:04")+" "+zone)
}

// Apart sets what runs from left to right apart from text that runs the other way.
func (l Language) Apart(text string) string {
	if !l.RightToLeft() {
		return text
	}
	return "\u2066" + text + "\u2069"
}

// Weekday is the name of a day of the week: "Monday".
func (l Language) Weekday(d time.Weekday) string { return l.tongue().dates.whole[d] }

// WeekdayLetter is what stands over a column of a calendar: "M".
func (l Language) WeekdayLetter(d time.Weekday) string { return l.tongue().dates.letters[d] }
