package review

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// heard is a message as the tests write it down.
func heard(ms []ChatLine) string {
	var b strings.Builder
	for _, m := range ms {
		at := "-"
		if m.At != nil {
			at = m.At.Format("2006-01-02 15:04:05")
		}
		fmt.Fprintf(&b, "%s|%s|%s\n", at, m.Who, strings.ReplaceAll(m.What, "\n", "⏎"))
	}
	return b.String()
}

var evening = time.Date(2026, 3, 4, 20, 0, 0, 0, time.UTC)

var chats = []struct{ name, text, want string }{
	{"angle brackets behind a time in brackets", "[16:12] <gary> support notices\n[16:13] <@cathy> on it", "2026-03-04 16:12:00|gary|support notices\n2026-03-04 16:13:00|cathy|on it\n"},
	{"IRC without brackets, with an emote and a join", "16:12 <gary> support notices\n16:13 * cathy restarts nginx\n16:14 -!- ravi joined", "2026-03-04 16:12:00|gary|support notices\n2026-03-04 16:13:00|cathy|restarts nginx\n2026-03-04 16:14:00|ravi|joined\n"},
	{"a name and a colon", "16:12 gary: text: with colon\n16:13 Gary Olsen: more", "2026-03-04 16:12:00|gary|text: with colon\n2026-03-04 16:13:00|Gary Olsen|more\n"},
	{"day, time and a name", "2026-03-04 16:12:03 gary it is down\n2026-03-04 16:12:40 gary still down\n2026-03-04 16:13:00 cathy on it", "2026-03-04 16:12:03|gary|it is down\n2026-03-04 16:12:40|gary|still down\n2026-03-04 16:13:00|cathy|on it\n"},
	{"tabs between the parts", "2026-03-04 16:12:03\tgary\tit is down\n2026-03-04 16:13:03\tcathy\ton it", "2026-03-04 16:12:03|gary|it is down\n2026-03-04 16:13:03|cathy|on it\n"},
	{"no names at all", "16:12 load is high on all of them\n16:13 restarted the first", "2026-03-04 16:12:00||load is high on all of them\n2026-03-04 16:13:00||restarted the first\n"},
	{"several lines in one message", "16:12 gary: look\nline two\n\nline four\n16:13 cathy: ok then", "2026-03-04 16:12:00|gary|look⏎line two⏎⏎line four\n2026-03-04 16:13:00|cathy|ok then\n"},
	{"a log in a block of code stays in its message", "16:12 gary: look\n```\n16:00 start\n16:01 crash\n```\n16:13 cathy: ok then", "2026-03-04 16:12:00|gary|look⏎```⏎16:00 start⏎16:01 crash⏎```\n2026-03-04 16:13:00|cathy|ok then\n"},
	{"Slack, copied from its window", "Gary Olsen\n  4:12 PM\nsupport notices\nsecond line\n4:13\nand more\nCathy Brandt  4:14 PM\non it\n", "2026-03-04 16:12:00|Gary Olsen|support notices⏎second line\n2026-03-04 16:13:00|Gary Olsen|and more\n2026-03-04 16:14:00|Cathy Brandt|on it\n"},
	{"Slack with times in brackets and a day between", "Wednesday, March 4th\nGary Olsen  [8:12 PM]\nsupport notices\nCathy Brandt  [8:14 PM]\non it", "2026-03-04 20:12:00|Gary Olsen|support notices\n2026-03-04 20:14:00|Cathy Brandt|on it\n"},
	{"Teams", "[4:12 PM] Gary Olsen\nsupport notices\n\n[4:13 PM] Cathy Brandt\non it", "2026-03-04 16:12:00|Gary Olsen|support notices\n2026-03-04 16:13:00|Cathy Brandt|on it\n"},
	{"Teams with days, the month first", "[3/4/2026 4:12 PM] Gary Olsen\nsupport notices\n[3/4/2026 4:13 PM] Cathy Brandt\non it", "2026-03-04 16:12:00|Gary Olsen|support notices\n2026-03-04 16:13:00|Cathy Brandt|on it\n"},
	{"Discord", "gary — Today at 4:12 PM\nsupport notices\ncathy — Today at 4:13 PM\non it", "2026-03-04 16:12:00|gary|support notices\n2026-03-04 16:13:00|cathy|on it\n"},
	{"a phone's export, the day first", "[04.03.26, 16:12:03] Gary Olsen: support notices\n[04.03.26, 16:13:03] Cathy: on it", "2026-03-04 16:12:03|Gary Olsen|support notices\n2026-03-04 16:13:03|Cathy|on it\n"},
	{"a phone's export with slashes, where a day above 12 decides", "28/03/2026, 16:12 - Gary: one thing\n04/03/2026, 16:13 - Cathy: other thing", "2026-03-28 16:12:00|Gary|one thing\n2026-03-04 16:13:00|Cathy|other thing\n"},
	{"midnight passes", "23:58 gary: late\n00:03 gary: later", "2026-03-04 23:58:00|gary|late\n2026-03-05 00:03:00|gary|later\n"},
	{"what stands before the first time is kept", "Channel #inc-login\n\n16:12 gary: support notices", "-||Channel #inc-login\n2026-03-04 16:12:00|gary|support notices\n"},
	{"Slack's export", `[{"type":"message","user":"U1","text":"<@U2> the &lt;login&gt; is <https://x.example/a|slow>","ts":"1772640723.000200","user_profile":{"real_name":"Gary Olsen","display_name":""}},
{"type":"message","user":"U2","text":"on it","ts":"1772640783.5","user_profile":{"display_name":"cathy"}},{"type":"message","subtype":"bot_message","username":"alerts","text":"","ts":"1772640000","attachments":[{"fallback":"[FIRING:1] LoginDown"}]}]`,
		"2026-03-04 16:00:00|alerts|[FIRING:1] LoginDown\n2026-03-04 16:12:03|Gary Olsen|@cathy the <login> is slow (https://x.example/a)\n2026-03-04 16:13:03|cathy|on it\n"},
	{"one object in each line", `{"timestamp":"2026-03-04T16:12:03Z","author":{"name":"gary"},"content":"down"}` + "\n" + `{"timestamp":"2026-03-04T17:13:03+01:00","author":{"name":"cathy"},"content":"on it"}`, "2026-03-04 16:12:03|gary|down\n2026-03-04 16:13:03|cathy|on it\n"},
}

func TestChatsAreReadInTheFormsInWhichTheyAreCopied(t *testing.T) {
	t.Parallel()
	for _, tc := range chats {
		ms, _ := ParseChat(NewChat{Text: tc.text, Day: "2026-03-04"}, time.Time{})
		if got := heard(ms); got != tc.want {
			t.Errorf("%s:\n%s\nwant\n%s", tc.name, got, tc.want)
		}
	}
}

func TestNoWordOfAChatIsLost(t *testing.T) {
	t.Parallel()
	for _, tc := range chats[:17] {
		ms, _ := ParseChat(NewChat{Text: tc.text}, evening)
		said := heard(ms)
		for _, word := range strings.Fields(tc.text) {
			if len(word) > 3 && !strings.ContainsAny(word, "0123456789:[]") && !strings.Contains(said, strings.Trim(word, "<>@,")) && word != "Today" && word != "Wednesday," && word != "March" {
				t.Errorf("%s: %q is gone\n%s", tc.name, word, said)
			}
		}
	}
}

func TestTimesOfAChatAreReadInTheGivenZone(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	ms, _ := ParseChat(NewChat{Text: "2026-07-04 16:12 gary: one\n2026-07-04 16:12 UTC gary: two\n2026-07-04T16:12+05:30 gary: three", Zone: berlin}, time.Time{})
	want := "2026-07-04 14:12:00|gary|one\n2026-07-04 16:12:00|gary|two\n2026-07-04 10:42:00|gary|three\n"
	if got := heard(ms); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func FuzzParseChat(f *testing.F) {
	for _, tc := range chats {
		f.Add(tc.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ms, _ := ParseChat(NewChat{Text: text}, evening)
		for i, m := range ms {
			if m.Number != int64(i+1) || strings.TrimSpace(m.What) == "" {
				t.Fatalf("message %d: %+v", i, m)
			}
		}
		ParseLines(Lines{Text: text}, evening)
	})
}
