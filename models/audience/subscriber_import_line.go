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
	n = NewSubscriber{Email: t.field(record, "email"), Consent: cmp.Or(t.field(record, "consent"), "imported list")}
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
	names := strings.FieldsFunc(t.field(record, "components"), func(r rune) bool { return strings.ContainsRune(" ;,|", r) })
	n.AllComponents = len(names) == 0
	for _, name := range names {
		id, ok := t.slugs[name]
		if !ok {
			return n, confirmed, models.Fail(models.Invalid, "There is no service %q.", name)
		}
		n.ComponentIDs = append(n.ComponentIDs, id)
	}
	if confirmed, err = t.moment(record, "confirmed_at"); err != nil {
		return n, confirmed, err
	}
	n, err = n.check()
	return n, confirmed, err
}

// moment reads a time; what is not there is now.
func (t *taking) moment(record []string, name string) (time.Time, error) {
	text := t.field(record, name)
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
