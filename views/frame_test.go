package views

import (
	"strings"
	"testing"

	"vitrine/models/signup"
)

func TestANoticeCanBePutIntoAPageAsIfItHadBeenRendered(t *testing.T) {
	t.Parallel()
	p := exampleStale()
	var page strings.Builder
	if err := Home.Write(&page, p); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page.String(), MainStart+"\n"+string(StaleNotice(*p.Stale))+"\n") {
		t.Error("the layout says it in another way or place")
	}
	if strings.Contains(page.String(), "· updated") {
		t.Error("a page that may be old says when it was updated")
	}
}

func TestTokenPagesStayOutOfSearchEnginesAndLeakNoAddress(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		kind, _, _ := strings.Cut(e.Name, "/")
		if kind != "subscription" && kind != "leave" {
			continue
		}
		page := string(rendered(t, e))
		if !strings.Contains(page, `<meta name="robots" content="noindex">`) || strings.Contains(page, "canonical") || strings.Contains(page, "og:") || strings.Contains(page, "data-live") {
			t.Errorf("%s is open to search engines or follows the site", e.Name)
		}
	}
}

func TestAPageKnowsItsAddress(t *testing.T) {
	t.Parallel()
	f := exampleFrame("/history/2026-11")
	if f.URL() != "https://status.northpole.example/history/2026-11" || exampleFrame("").URL() != "" {
		t.Errorf("it is %q", f.URL())
	}
	if !f.Here("/history") || f.Here("/hist") || f.Here("/") {
		t.Error("it does not know where it is")
	}
}

func TestASubscriptionOffersWhatItsLinkMayDo(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name                   string
		s                      signup.Subscription
		confirm, change, leave bool
	}{
		{"the first link confirms", signup.Subscription{State: signup.Pending, Purpose: signup.ToConfirm}, true, false, false},
		{"too old, it does nothing", signup.Subscription{State: signup.Pending, Purpose: signup.ToConfirm, Expired: true}, false, false, false},
		{"used again, it does nothing", signup.Subscription{State: signup.Active, Purpose: signup.ToConfirm}, false, false, false},
		{"the link of every mail changes and leaves", signup.Subscription{State: signup.Active, Purpose: signup.ToManage}, false, true, true},
		{"the unsubscribe link leaves alone", signup.Subscription{State: signup.Active, Purpose: signup.ToLeave}, false, false, true},
		{"who has left cannot leave", signup.Subscription{State: signup.Left, Purpose: signup.ToManage}, false, false, false},
	} {
		p := SubscriptionPage{Subscription: tc.s}
		if p.MayConfirm() != tc.confirm || p.MayChange() != tc.change || p.MayLeave() != tc.leave {
			t.Errorf("%s: confirm %t, change %t, leave %t", tc.name, p.MayConfirm(), p.MayChange(), p.MayLeave())
		}
	}
}

func TestTheFirstFormHasEverythingChosen(t *testing.T) {
	t.Parallel()
	p := NewSubscribePage(exampleFrame("/subscribe"), nil)
	if err := p.Choice.Check(); err != nil || !p.Choice.AllComponents || !p.Choice.Postmortems {
		t.Errorf("%v, %+v", err, p.Choice)
	}
}
