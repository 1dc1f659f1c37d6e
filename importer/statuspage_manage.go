package importer

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"vitrine/models"
)

// vendorAPI is the base of the management API.
const vendorAPI = "https://api.statuspage.io"

// subscribersLength is how many subscribers the management API tells at once.
const subscribersLength = 100

// manage asks the management API of the page, with the operator's key, for every
// incident and maintenance, postmortems included, and for the subscribers.
func (p *statuspage) manage(ctx context.Context) error {
	f := newFetcher(http.Header{"Authorization": {"OAuth " + p.options.Key}})
	root := cmp.Or(p.options.API, vendorAPI) + "/v1/pages/" + p.body.Page.ID
	whole, err := p.pages(ctx, f, root+"/incidents?limit=100&page=%d", 1)
	if err != nil {
		return err
	}
	p.cut = !whole
	all, last := []json.RawMessage{}, false
	for n := range maxPages {
		s, err := f.needed(ctx, fmt.Sprintf("%s/subscribers?limit=%d&page=%d", root, subscribersLength, n), "list of subscribers")
		if err != nil {
			return err
		}
		var some []json.RawMessage
		if err := decode(s, &some); err != nil {
			return err
		}
		all = append(all, some...)
		if last = len(some) < subscribersLength; last {
			break
		}
	}
	if !last {
		p.notes = append(p.notes, fmt.Sprintf("The list of subscribers was read up to number %d, and it goes on. Export the list there and import the file.", len(all)))
	}
	if p.subscribers, err = json.Marshal(all); err != nil {
		return models.Fail(models.Invalid, "The list of subscribers cannot be read.")
	}
	return nil
}
