package public

import (
	"testing"

	"github.com/valyala/fasthttp"
)

// TestAPathIsTakenAsItStandsOnlyWhereItMeansThat compares with what fasthttp makes of
// every short address of the signs that mean something in one.
func TestAPathIsTakenAsItStandsOnlyWhereItMeansThat(t *testing.T) {
	t.Parallel()
	const signs = "/.a%2e?#;Z"
	direct := 0
	var try func(asked string)
	try = func(asked string) {
		var ctx fasthttp.RequestCtx
		ctx.Request.SetRequestURI(asked)
		path, bare := pathOf(&ctx)
		if got := string(path); got != string(ctx.Path()) || bare != (len(ctx.URI().QueryString()) == 0) {
			t.Errorf("%q is %q, %t; fasthttp says %q, %q", asked, got, bare, ctx.Path(), ctx.URI().QueryString())
		}
		if len(path) > 0 && len(asked) > 0 && &path[0] == &ctx.Request.Header.RequestURI()[0] {
			direct++
		}
		if len(asked) < 6 {
			for _, sign := range signs {
				try(asked + string(sign))
			}
		}
	}
	try("/")
	if direct < 100 {
		t.Errorf("%d of the addresses were taken as they stand", direct)
	}
}
