package audience

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
)

// subscriber reads one line.
func (t *taking) subscriber(record []string) (n NewSubscriber, confirmed time.Time, err error) {
	n = NewSubscriber{Email: t.field(record, "email"), Consent: t.consent(record)}
	for name, wish := range map[string]*bool{"incidents": &n.Incidents, "maintenance": &n.Maintenance, "postmortems": &n.Postmortems} {
		if *wish, err = t.wants(record, name); err != nil {
			return n, confirmed, err
		}
	}
	if t.field(record, "countermeasures") != "" { // a list from before this wish says nothing about it
		if n.Countermeasures, err = t.wants(record, "countermeasures"); err != nil {
			return n, confirmed, err
		}
	}
	if err = t.services(record, &n.Choice); err != nil {
		return n, confirmed, err
	}
	if err = t.when(record, &n.Choice); err != nil {
		return n, confirmed, err
	}
	if confirmed, err = t.moment(record, "confirmed_at", "created_at"); err != nil {
		return n, confirmed, err
	}
	n, err = n.check()
	return n, confirmed, err
}

// services reads what is followed: slugs or public ids of components and groups,
// or their names, as other pages export them.
func (t *taking) services(record []string, c *Choice) error {
	text, groups := t.field(record, "components"), strings.Fields(t.field(record, "groups"))
	c.AllComponents = text == "" && len(groups) == 0
	for _, name := range groups {
		id, ok := t.groups[name]
		if !ok {
			return models.Fail(models.Invalid, "There is no group of services %q.", name)
		}
		c.GroupIDs = append(c.GroupIDs, id)
	}
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";,|", r) }) {
		if t.service(strings.TrimSpace(name), c) {
			continue
		}
		for _, word := range strings.Fields(name) {
			if !t.service(word, c) {
				return models.Fail(models.Invalid, "There is no service %q.", strings.TrimSpace(name))
			}
		}
	}
	return nil
}

// service adds a component or a group by any of its names, if there is one.
func (t *taking) service(name string, c *Choice) bool {
	if id, ok := t.slugs[name]; ok {
		c.ComponentIDs = append(c.ComponentIDs, id)
		return true
	}
	if id, ok := t.names[strings.ToLower(name)]; ok {
		if t.groups[id] != "" {
			c.GroupIDs = append(c.GroupIDs, id)
		} else {
			c.ComponentIDs = append(c.ComponentIDs, id)
		}
		return true
	}
	return false
}

// when reads how often and in which hours, where the list says so.
func (t *taking) when(record []string, c *Choice) (err error) {
	c.LeastImpact = models.Impact(strings.ToLower(t.field(record, "least_impact")))
	c.Quiet = models.Quiet{From: t.field(record, "quiet_from"), Until: t.field(record, "quiet_until")}
	c.Zone, c.Language = t.field(record, "zone"), t.field(record, "language")
	if t.field(record, "list") != "" {
		if c.List, err = t.wants(record, "list"); err != nil {
			return err
		}
	}
	c.Digest, err = models.ParseDigest(t.field(record, "digest"))
	return err
}

// moment reads the first time that is there; without one it is now.
func (t *taking) moment(record []string, names ...string) (time.Time, error) {
	text := ""
	for _, name := range names {
		text = cmp.Or(text, t.field(record, name))
	}
	if text == "" {
		return t.store.Now(), nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return at, models.Fail(models.Invalid, "The time %q is not of the form 2026-11-20T03:12:00Z.", text)
	}
	return at.UTC().Truncate(time.Microsecond), nil
}

func (t *taking) field(record []string, name string) string {
	place, ok := t.columns[name]
	if !ok || place >= len(record) {
		return ""
	}
	cell := strings.TrimSpace(record[place])
	if bare := strings.TrimPrefix(cell, "'"); guarded(bare) == cell {
		return bare // as Export guards a cell
	}
	return cell
}

// wants reads a yes or no; what is not there is a yes.
func (t *taking) wants(record []string, name string) (bool, error) {
	switch text := strings.ToLower(t.field(record, name)); text {
	case "", "yes":
		return true, nil
	case "no":
		return false, nil
	default:
		yes, err := strconv.ParseBool(text)
		if err != nil {
			return false, models.Fail(models.Invalid, "%q under %s is neither yes nor no.", text, name)
		}
		return yes, nil
	}
}
