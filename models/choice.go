package models

// Choice is what a subscriber wants to hear about.
type Choice struct {
	AllComponents bool     // every component, those of the future included
	ComponentIDs  []string // public ids, where not all
	Incidents     bool
	Maintenance   bool
	Postmortems   bool

	// Countermeasures: when the last promise of a postmortem is kept.
	Countermeasures bool
}

// Check refuses a choice that would never bring a mail.
func (c Choice) Check() error {
	complaints := Complaints{}
	if !c.AllComponents && len(c.ComponentIDs) == 0 {
		complaints.Add("components", "Choose at least one service, or all of them.")
	}
	if !c.Incidents && !c.Maintenance && !c.Postmortems && !c.Countermeasures {
		complaints.Add("kinds", "Choose what to hear about: incidents, maintenance, postmortems or countermeasures.")
	}
	return complaints.Err()
}
