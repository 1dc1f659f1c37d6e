package models

import "time"

// Update is one public word about an incident or a maintenance.
type Update struct {
	ID            int64
	PublicID      string
	IncidentID    *int64
	MaintenanceID *int64
	State         string // an IncidentState or a MaintenanceState
	Body          string // Markdown
	Language      string `json:",omitempty"` // it is written in: "en"
	Notify        bool   // subscribers were to be told
	DisplayAt     time.Time
	NextUpdateAt  *time.Time // the promise of a next word made with this one
	CorrectedAt   *time.Time // the text was corrected after it went out
	Version       int64
	CreatedAt     time.Time
	UpdatedAt     time.Time

	Components   []UpdateComponent `gorm:"-"`
	Translations []Translation     `gorm:"-" json:",omitempty"` // that hold, in other languages of the site
	Translated   *Translated       `gorm:"-" json:"-"`          // Body is told in one of them; nil: in its own
}

// UpdateComponent is what an update said about one component.
type UpdateComponent struct {
	UpdateID    int64 `gorm:"primaryKey;autoIncrement:false"`
	ComponentID int64 `gorm:"primaryKey;autoIncrement:false"`
	OldStatus   Status
	NewStatus   Status
}

// componentIDs reads updates newest first and lists components oldest first.
func componentIDs(updates []Update) []int64 {
	var ids []int64
	seen := map[int64]bool{}
	for n := len(updates) - 1; n >= 0; n-- {
		for _, c := range updates[n].Components {
			if !seen[c.ComponentID] {
				seen[c.ComponentID] = true
				ids = append(ids, c.ComponentID)
			}
		}
	}
	return ids
}

// NewUpdate is one more public word about an incident.
type NewUpdate struct {
	State                IncidentState // an open state after Resolved opens the incident again
	Body                 string
	Components           []ComponentChoice // those the update sets; the others keep their status
	Notify               bool
	NextUpdateAt         *time.Time // nil: no promise; the one before is kept by this very word
	PostmortemExpectedBy *time.Time // nil: as before; pointer to the zero time: no promise
	Impact               *Impact    // nil: as before; pointer to "": worked out again
	DisplayAt            *time.Time // when it was said; nil: now
	Version              int64      // the incident's version that was read; 0: any
	Translations         []NewTranslation
	Accept               []Acceptance
}

// Correction is a better text for an update that is out.
type Correction struct {
	Body         string
	Language     string // it is written in; empty: as before
	Notify       bool
	Version      int64            // the update's version that was read; 0: any
	Translations []NewTranslation // of the new text; those there are and that are not named are retired
	Accept       []Acceptance
}
