package notify

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"vitrine/models"
)

// A WebSub hub tells the readers of a feed at once that something is new in it, and
// wants to hear of it from us: hub.mode=publish with the addresses of the feeds
// (PubSubHubbub 0.4, section 7; WebSub leaves the words to the two).

// hubRest is, unless the configuration says otherwise, how old a publication must be before the hub hears of it: the hub
// comes at once, and other processes render a moment later.
const hubRest = 3 * time.Second

// pingHub tells the hub of what was published since it last took a word.
func (n *Notifier) pingHub(ctx context.Context) error {
	if n.Hub == "" {
		return nil
	}
	newest, err := n.Site.Edition(ctx)
	if err != nil {
		return fmt.Errorf("websub: %w", err)
	}
	last, err := n.Site.Publications(ctx, newest-1)
	if err != nil || len(last) == 0 || n.Audience.Now().Sub(last[0].At) < n.HubRest {
		return err
	}
	since, due, err := n.Audience.ClaimHub(ctx, n.Hub, newest)
	if err != nil || !due {
		return err
	}
	topics, err := n.topics(ctx, since)
	if err != nil {
		return fmt.Errorf("websub: %w", err)
	}
	if err := n.publish(ctx, topics); err != nil {
		n.Log.WarnContext(ctx, "the WebSub hub was not reached; it is tried again", "hub", n.Hub, "err", err)
		return nil
	}
	return n.Audience.HubTold(ctx, n.Hub, newest)
}

// publish makes the call.
func (n *Notifier) publish(ctx context.Context, topics []string) error {
	form := url.Values{"hub.mode": {"publish"}, "hub.url": topics}
	answer, err := n.Outward.Do(ctx, http.MethodPost, n.Hub, http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, form.Encode())
	if err == nil && !answer.Good() {
		err = fmt.Errorf("it answered %d", answer.Status)
	}
	return err
}

// topics are the addresses of the feeds that may have changed after an edition:
// those of the whole site, and those of the services that something new touches.
func (n *Notifier) topics(ctx context.Context, since int64) ([]string, error) {
	news, err := n.Site.Publications(ctx, since)
	if err != nil {
		return nil, err
	}
	ids, err := n.touched(ctx, news)
	if err != nil {
		return nil, err
	}
	components, err := n.Site.Components(ctx)
	if err != nil {
		return nil, err
	}
	stems := []string{"/feed", "/updates/feed", "/postmortems", "/history", "/updates/history"}
	for _, c := range components {
		if slices.Contains(ids, c.ID) {
			stems = append(stems, "/components/"+c.Slug, "/updates/components/"+c.Slug)
		}
	}
	var list []string
	for _, stem := range stems {
		for _, ending := range []string{".rss", ".atom", ".json"} {
			if ending != ".json" || stem != "/history" && stem != "/updates/history" { // hosted pages have no third
				list = append(list, n.PublicURL+stem+ending)
			}
		}
	}
	return list, nil
}

// touched are the services that publications are about.
func (n *Notifier) touched(ctx context.Context, news []models.Publication) ([]int64, error) {
	by := map[string][]int64{}
	for _, p := range news {
		by[p.Noun] = append(by[p.Noun], p.SubjectID)
	}
	ids := by["component"]
	if some := by["postmortem"]; len(some) > 0 {
		letters, err := n.Site.PostmortemsByID(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, pm := range letters {
			by["incident"] = append(by["incident"], pm.IncidentIDs...)
		}
	}
	if some := by["incident"]; len(some) > 0 {
		incidents, err := n.Site.IncidentsByID(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, i := range incidents {
			ids = append(ids, i.ComponentIDs()...)
		}
	}
	if some := by["maintenance"]; len(some) > 0 {
		works, err := n.Site.MaintenancesByID(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, m := range works {
			ids = append(ids, m.ComponentIDs...)
		}
	}
	return ids, nil
}
