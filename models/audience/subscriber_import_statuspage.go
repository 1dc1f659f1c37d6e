package audience

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"vitrine/models"
)

// pageSubscriber is an entry of Statuspage's list of subscribers
// (GET /v1/pages/PAGE/subscribers).
type pageSubscriber struct {
	Mode          string   `json:"mode"`
	Email         string   `json:"email"`
	State         string   `json:"state"`
	Components    []string `json:"components"`
	ComponentIDs  []string `json:"component_ids"`
	CreatedAt     string   `json:"created_at"`
	QuarantinedAt string   `json:"quarantined_at"`
}

// statuspage makes a CSV file of a list of subscribers in JSON: an array, or an
// object with one under "subscribers". Anything else it leaves as it is. Of the
// columns of Statuspage, in either form, Import reads mode, email, components
// (ids, or names), created_at, quarantined_at and state: when somebody subscribed
// there is kept as their consent; channels that are no mailbox and addresses that
// could not be reached are named line by line and not taken over.
func statuspage(r io.Reader) (csvFile io.Reader, entries bool, err error) {
	in := bufio.NewReader(r)
	first, err := in.Peek(64)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, false, fmt.Errorf("import subscribers: %w", err)
	}
	first = bytes.TrimSpace(bytes.TrimPrefix(first, []byte("\ufeff")))
	if len(first) == 0 || first[0] != '[' && first[0] != '{' {
		return in, false, nil
	}
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, false, fmt.Errorf("import subscribers: %w", err)
	}
	list, err := pageSubscribers(bytes.TrimPrefix(bytes.TrimSpace(text), []byte("\ufeff")))
	if err != nil {
		return nil, false, models.Fail(models.Invalid, "This is neither a CSV file nor a list of subscribers in JSON.")
	}
	var file bytes.Buffer
	out := csv.NewWriter(&file)
	rows := [][]string{{"mode", "email", "state", "components", "created_at", "quarantined_at"}}
	for _, s := range list {
		ids := strings.Join(append(s.Components, s.ComponentIDs...), ";")
		rows = append(rows, []string{cmp.Or(s.Mode, "email"), s.Email, s.State, ids, s.CreatedAt, s.QuarantinedAt})
	}
	return &file, true, out.WriteAll(rows)
}

func pageSubscribers(text []byte) (list []pageSubscriber, err error) {
	if text[0] == '[' {
		return list, json.Unmarshal(text, &list)
	}
	var object struct {
		Subscribers []pageSubscriber `json:"subscribers"`
	}
	err = json.Unmarshal(text, &object)
	return object.Subscribers, err
}

// unreachable says why a line of another page's list names nobody to write to.
func (t *taking) unreachable(record []string) string {
	switch mode := strings.ToLower(cmp.Or(t.field(record, "mode"), t.field(record, "type"))); mode {
	case "", "email":
	case "sms", "webhook", "slack", "teams":
		return "This subscriber is told by " + mode + ", not by email. Add the channel here by hand."
	default:
		return fmt.Sprintf("The way %q is none we know.", mode)
	}
	if since := t.field(record, "quarantined_at"); since != "" {
		return "Mail to this address came back since " + since + ". It was not taken over; the person may sign up again."
	}
	return ""
}

// consent is how the person agreed, as far as the list says.
func (t *taking) consent(record []string) string {
	text := t.field(record, "consent")
	if since := t.field(record, "created_at"); text == "" && since != "" {
		text = "Taken over from another status page; subscribed there on " + since
	}
	return cmp.Or(text, "imported list")
}

// lookUp reads the names of what can be followed.
func (t *taking) lookUp(ctx context.Context) (err error) {
	if t.slugs, err = t.store.slugs(ctx); err != nil {
		return err
	}
	var rows []struct {
		Name, Slug, PublicID string
		Grouped              bool
	}
	err = t.store.read(ctx).Raw(`SELECT name, slug, public_id, FALSE AS grouped FROM components
		UNION ALL SELECT name, slug, public_id, TRUE AS grouped FROM component_groups`).Scan(&rows).Error
	t.names, t.groups = map[string]string{}, map[string]string{}
	for _, r := range rows {
		if name := strings.ToLower(r.Name); t.names[name] == "" {
			t.names[name] = r.PublicID
		}
		if r.Grouped {
			t.groups[r.Slug], t.groups[r.PublicID] = r.PublicID, r.PublicID
		}
	}
	return models.Fault(err, "component")
}
