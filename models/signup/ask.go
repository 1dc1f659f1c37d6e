package signup

import (
	"context"
	"fmt"

	"vitrine/models"
)

// Request is a visitor's wish to be told.
type Request struct {
	Email   string
	Choice         // without a word where Follow names an incident
	Follow  Follow // one incident only
	From    string // network address of the visitor; only its network is kept
	Consent string // the sentence the visitor agreed to, as shown
	Proven  bool   // the browser has worked for it: it may come when the door is half full
}

// Follow is the wish to hear of one incident until it is over.
type Follow struct {
	IncidentID string // public id; empty: none
	Every      bool   // each update; otherwise only that it is over
	Postmortem bool   // and its postmortem, when there is one
}

// asked is a Request ready to be kept. The tokens are new; those of a person who
// is known already stay as they are.
type asked struct {
	Request
	perMinute     int64
	macs          []string // of the address, under the newest key first
	publicID      string
	confirmHash   string
	confirmSealed string
	manageHash    string
	manageSealed  string
	leaveHash     string
	barred        bool // too much went to its host lately
}

// Ask sends a confirmation to a new address and a link to one's subscription to
// a known one. The answer is the same for both, and for an address that must
// not be written to; so is the way to it. Errors are Invalid, and TooMany when
// the whole door is crowded.
func (d *Door) Ask(ctx context.Context, r Request) error {
	var err error
	if r.Email, err = models.Address(r.Email); err != nil {
		return err
	}
	if err := d.possible(ctx, r); err != nil {
		return err
	}
	if r.Follow.IncidentID != "" { // no form may bring more under the sentence about one incident
		r.Choice = Choice{AllComponents: true, Language: r.Choice.Language}
	}
	r.From, r.Consent = network(r.From), short(r.Consent, 2000)
	a, err := d.rows.ask(ctx, d.prepare(r))
	if err != nil {
		return fmt.Errorf("sign up: %w", err)
	}
	if a == crowded {
		return busy
	}
	return nil
}

// possible checks that what is wished for exists.
func (d *Door) possible(ctx context.Context, r Request) error {
	if r.Follow.IncidentID == "" {
		return d.known(ctx, r.Choice)
	}
	return d.followable(ctx, r.Follow)
}

// followable checks that there is still something to hear of an incident.
func (d *Door) followable(ctx context.Context, f Follow) error {
	var state string
	err := d.db.Read(ctx).Raw("SELECT state FROM incidents WHERE public_id = ?", short(f.IncidentID, 20)).Scan(&state).Error
	switch {
	case err != nil:
		return fmt.Errorf("followed incident: %w", err)
	case state == "":
		return invalid("incident", "This incident is not on our page any more.")
	case state == string(models.Resolved) && !f.Postmortem:
		return invalid("incident", "This incident is over already. You can still ask for what we publish about it afterwards.")
	}
	return nil
}

func invalid(field, sentence string) error {
	return &models.Error{Kind: models.Invalid, Message: sentence, Fields: map[string]string{field: sentence}}
}

func (d *Door) prepare(r Request) asked {
	confirm, manage, id := models.NewToken(), models.NewToken(), models.NewID()
	a := asked{
		Request: r, macs: d.key.AddressMACs(r.Email), publicID: id, perMinute: PerMinute / 2,
		confirmHash: models.HashToken(confirm), confirmSealed: d.key.Seal("confirm", confirm),
		manageHash: models.HashToken(manage), manageSealed: d.key.Seal("manage", manage),
		leaveHash: models.HashToken(d.key.Derive("leave", id)),
	}
	if r.Proven {
		a.perMinute = PerMinute
	}
	return a
}

// wish is a choice in the words of the functions.
type wish struct {
	All         bool          `json:"all_components"`
	Components  []string      `json:"components"`
	Groups      []string      `json:"groups"`
	Incidents   bool          `json:"incidents"`
	Maintenance bool          `json:"maintenance"`
	Postmortems bool          `json:"postmortems"`
	Promises    bool          `json:"countermeasures"`
	Least       models.Impact `json:"least_impact"`
	Digest      models.Digest `json:"digest"`
	From        string        `json:"quiet_from"`
	Until       string        `json:"quiet_until"`
	Zone        string        `json:"zone"`
	Language    string        `json:"language"`
	List        bool          `json:"list"`
}

func wished(c Choice) wish {
	return wish{All: c.AllComponents, Components: append([]string{}, c.ComponentIDs...), Groups: append([]string{}, c.GroupIDs...),
		Incidents: c.Incidents, Maintenance: c.Maintenance, Postmortems: c.Postmortems, Promises: c.Countermeasures, Least: c.Least(),
		Digest: c.Digest, From: c.Quiet.From, Until: c.Quiet.Until, Zone: c.Zone, Language: c.Language, List: c.List}
}
