package console

import (
	"testing"

	"vitrine/models/review"
)

func TestASectionSaysWhatIsCopiedFromTheReview(t *testing.T) {
	t.Parallel()
	const said = "customers could not log in for about 20 minutes"
	const thought = "it must be the night job again as it was in the spring"
	const more = "and nobody who was on duty that night had been told of it before"
	for _, tc := range []struct{ summary, want string }{
		{"Many " + said, "“" + said + "”"},
		{"We believed that " + thought + ".", "“" + thought + "”"},
		{"Few people could log in for a while.", ""},
		{"Many " + said + ". We were late, " + more, "“" + said + "” and 1 other passage"},
		{"We were late, " + more, "“and nobody who was on duty that night had been told of it be…”"},
	} {
		p := DraftPage{Review: review.Review{Overview: "Our " + said + ".", Description: more, Timeline: []review.Entry{{What: "Looks at jobs.", Thought: "Sure, " + thought + "."}}}, Form: DraftForm{Summary: tc.summary, Heading: "Sign-in failed"}}
		for _, s := range p.Sections() {
			want := ""
			if s.Field.Name == "summary" {
				want = tc.want
			}
			if s.Copied != want {
				t.Errorf("%s says %q, want %q", s.Field.Name, s.Copied, want)
			}
		}
	}
}
