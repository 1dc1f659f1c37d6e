package importer

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
)

// Cachet reads a Cachet, version 2 or 3: by the address of its page, or from
// answers of its API that were saved, with the address of the page in o.Source.
// What guests do not see is passed over. Its times have no zone and are taken for
// UTC.
func Cachet(ctx context.Context, from []string, o Options) (Read, error) {
	c := &cachet{hidden: map[anyNumber]bool{}}
	address, err := named(from, o)
	if err != nil {
		return Read{}, err
	}
	if address, err = base(address); err != nil {
		return Read{}, err
	}
	c.source = "cachet " + host(address)
	if len(from) == 1 && remote(from[0]) {
		err = c.fetch(ctx, from[0])
	} else {
		err = c.load(from)
	}
	if err != nil {
		return Read{}, err
	}
	c.settle()
	if len(c.components)+len(c.incidents)+len(c.schedules) == 0 {
		return Read{}, models.Fail(models.Invalid, "There are neither components nor incidents in what was read.")
	}
	return c.read(), nil
}

// cachet gathers what a Cachet tells.
type cachet struct {
	source                                   string
	groups, components, incidents, schedules []cachetThing
	hidden                                   map[anyNumber]bool // groups that guests do not see
	hiddenGroups                             []cachetThing
}

// cachetThing is a component, a group, an incident, an update or a schedule of
// either version; version 3 has its fields under "attributes".
type cachetThing struct {
	Type       string          `json:"type"`
	ID         anyNumber       `json:"id"`
	GUID       string          `json:"guid"`
	Name       string          `json:"name"`
	Text       string          `json:"description"`
	Message    string          `json:"message"`
	Order      anyNumber       `json:"order"`
	Status     anyNumber       `json:"status"`
	Enabled    *bool           `json:"enabled"`
	Visible    *anyNumber      `json:"visible"`
	Group      anyNumber       `json:"group_id"`
	Component  anyNumber       `json:"component_id"`
	Collapsed  json.RawMessage `json:"collapsed"`
	Components []cachetThing   `json:"components"`
	Updates    []cachetThing   `json:"updates"`

	OccurredAt  cachetTime `json:"occurred_at"`
	ScheduledAt cachetTime `json:"scheduled_at"`
	CompletedAt cachetTime `json:"completed_at"`
	CreatedAt   cachetTime `json:"created_at"`
	UpdatedAt   cachetTime `json:"updated_at"`
	Occurred    cachetTime `json:"occurred"`
	Scheduled   cachetTime `json:"scheduled"`
	Completed   cachetTime `json:"completed"`
	Created     cachetTime `json:"created"`
	Updated     cachetTime `json:"updated"`

	Attributes    json.RawMessage `json:"attributes"`
	Relationships map[string]struct {
		Data cachetRefs `json:"data"`
	} `json:"relationships"`
}

// anyNumber is a number, a number in quotes, true or false, or an object with a
// value.
type anyNumber int64

// UnmarshalJSON takes what is none for 0.
func (n *anyNumber) UnmarshalJSON(text []byte) error {
	var object struct {
		Value json.RawMessage `json:"value"`
	}
	if json.Unmarshal(text, &object) == nil && len(object.Value) > 0 {
		text = object.Value
	}
	switch word := strings.Trim(string(text), `"`); word {
	case "true":
		*n = 1
	default:
		value, _ := strconv.ParseInt(word, 10, 64)
		*n = anyNumber(value)
	}
	return nil
}

func (n anyNumber) text() string { return strconv.FormatInt(int64(n), 10) }

// cachetTime is a time without a zone, alone or in an object.
type cachetTime struct{ time.Time }

// UnmarshalJSON takes what is none for the zero time.
func (t *cachetTime) UnmarshalJSON(text []byte) error {
	var object struct {
		String string `json:"string"`
	}
	if json.Unmarshal(text, &object) == nil {
		text = []byte(object.String)
	}
	for _, form := range []string{time.DateTime, time.RFC3339Nano, "2006-01-02 15:04"} {
		if at, err := time.Parse(form, strings.Trim(string(text), `"`)); err == nil {
			t.Time = at.UTC()
			return nil
		}
	}
	return nil
}

// cachetRefs names other things: a list, or one.
type cachetRefs []struct {
	Type string    `json:"type"`
	ID   anyNumber `json:"id"`
}

// UnmarshalJSON takes one for a list of one.
func (r *cachetRefs) UnmarshalJSON(text []byte) error {
	type plain cachetRefs
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		text = append(append([]byte("["), text...), ']')
	}
	return json.Unmarshal(text, (*plain)(r))
}

// cachetBody is an answer of the API.
type cachetBody struct {
	Data     []cachetThing `json:"data"`
	Included []cachetThing `json:"included"`
	Links    struct {
		Next string `json:"next"`
	} `json:"links"`
	Meta struct {
		Pagination struct {
			Links struct {
				Next string `json:"next_page"`
			} `json:"links"`
		} `json:"pagination"`
	} `json:"meta"`
}

func (c *cachet) load(from []string) error {
	list, err := files(from, ".json")
	if err != nil {
		return err
	}
	for _, s := range list {
		if _, err := c.take(s); err != nil {
			return err
		}
	}
	return nil
}

// fetch asks the API of version 3, or of version 2 where there is none.
func (c *cachet) fetch(ctx context.Context, address string) error {
	root, err := base(address)
	if err != nil {
		return err
	}
	f := newFetcher(nil)
	three, err := f.optional(ctx, root+"/api/components?include=group&per_page=100")
	if err != nil {
		return err
	}
	lists := []string{"/api/component-groups?include=components&per_page=100", "/api/components?include=group&per_page=100",
		"/api/incidents?include=components,updates&per_page=100", "/api/schedules?include=components,updates&per_page=100"}
	if len(three.text) == 0 || !json.Valid(three.text) {
		lists = []string{"/api/v1/components/groups?per_page=100", "/api/v1/components?per_page=100", "/api/v1/incidents?per_page=100", "/api/v1/schedules?per_page=100"}
	}
	for n, list := range lists {
		if err := c.pages(ctx, f, root+list, n == 1); err != nil {
			return err
		}
	}
	return nil
}

// pages follows a list to its end, on its own host alone.
func (c *cachet) pages(ctx context.Context, f *fetcher, address string, needed bool) error {
	for range maxPages {
		s, err := f.optional(ctx, address)
		if err != nil || len(s.text) == 0 && !needed {
			return err
		}
		if len(s.text) == 0 {
			return models.Fail(models.NotFound, "There is no API of Cachet at %s. Give the address of the page itself.", address)
		}
		next, err := c.take(s)
		if err != nil || next == "" || host(next) != host(address) {
			return err
		}
		address = next
	}
	return nil
}

// take adds what one answer tells and returns where the list goes on.
func (c *cachet) take(s source) (next string, err error) {
	var b cachetBody
	if err := decode(s, &b); err != nil {
		return "", err
	}
	known := map[string]cachetThing{}
	for _, t := range b.Included {
		t, err := t.flat()
		if err != nil {
			return "", err
		}
		known[t.Type+t.ID.text()] = t
	}
	for _, t := range b.Data {
		t, err := t.flat()
		if err != nil {
			return "", err
		}
		for _, ref := range t.Relationships["updates"].Data {
			t.Updates = append(t.Updates, known[ref.Type+ref.ID.text()])
		}
		for _, ref := range t.Relationships["components"].Data {
			t.Components = append(t.Components, cachetThing{ID: ref.ID})
		}
		for _, ref := range t.Relationships["group"].Data {
			t.Group = ref.ID
			if group, told := known[ref.Type+ref.ID.text()]; told && !group.public() {
				c.hidden[ref.ID] = true
			}
		}
		c.sort(t)
	}
	return cmp.Or(b.Links.Next, b.Meta.Pagination.Links.Next), nil
}

// flat brings the attributes of version 3 up.
func (t cachetThing) flat() (cachetThing, error) {
	if len(t.Attributes) == 0 {
		return t, nil
	}
	if err := json.Unmarshal(t.Attributes, &t); err != nil {
		return t, &models.Error{Kind: models.Invalid, Message: fmt.Sprintf("The %s %d cannot be read.", t.Type, t.ID), Err: err}
	}
	return t, nil
}

// sort puts a thing to its like. Version 2 does not say what it is.
func (c *cachet) sort(t cachetThing) {
	kind := strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(t.Type))
	switch {
	case (kind == "componentgroups" || kind == "" && len(t.Collapsed) > 0) && !t.public():
		c.hiddenGroups = append(c.hiddenGroups, t)
	case !t.public():
	case kind == "componentgroups" || kind == "" && len(t.Collapsed) > 0:
		c.groups = append(c.groups, t)
	case kind == "schedules" || !t.at(t.ScheduledAt, t.Scheduled).IsZero():
		c.schedules = append(c.schedules, t)
	case kind == "incidents" || kind == "" && t.Message != "":
		c.incidents = append(c.incidents, t)
	case kind == "components" || kind == "":
		c.components = append(c.components, t)
	}
}

// public reports whether guests see a thing. Of its three numbers for who sees it,
// 0 means who signed in, 1 guests, 2 nobody.
func (t cachetThing) public() bool {
	return (t.Visible == nil || *t.Visible == 1) && (t.Enabled == nil || *t.Enabled)
}

// settle leaves out what was read twice, and the components of groups that guests
// do not see.
func (c *cachet) settle() {
	for _, g := range c.hiddenGroups {
		c.hidden[g.ID] = true
	}
	of := grouped(c.hiddenGroups)
	c.groups = slices.DeleteFunc(once(c.groups, cachetThing.id), func(g cachetThing) bool { return c.hidden[g.ID] })
	c.components = slices.DeleteFunc(once(c.components, cachetThing.id), func(t cachetThing) bool {
		_, listed := of[t.ID]
		return listed || c.hidden[t.Group]
	})
	c.incidents, c.schedules = once(c.incidents, cachetThing.id), once(c.schedules, cachetThing.id)
}

func (t cachetThing) id() string { return t.ID.text() }

func (cachetThing) at(times ...cachetTime) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t.Time
		}
	}
	return time.Time{}
}

// grouped maps components to the groups that list them.
func grouped(groups []cachetThing) map[anyNumber]anyNumber {
	of := map[anyNumber]anyNumber{}
	for _, g := range groups {
		for _, member := range g.Components {
			of[member.ID] = g.ID
		}
	}
	return of
}
