package models

// UpdatePublished says that an update of an incident or a maintenance became
// public and that subscribers are to hear of it.
type UpdatePublished struct {
	UpdateID int64 `json:"update_id"`
}

// Kind implements Job.
func (UpdatePublished) Kind() string { return "update.published" }

// UpdateCorrected says that the text of an update was corrected and that
// subscribers are to hear of it.
type UpdateCorrected struct {
	UpdateID int64 `json:"update_id"`
}

// Kind implements Job.
func (UpdateCorrected) Kind() string { return "update.corrected" }

// PostmortemPublished says that a revision of a postmortem became public and
// that subscribers are to receive it.
type PostmortemPublished struct {
	PostmortemID int64 `json:"postmortem_id"`
	Revision     int64 `json:"revision"`
}

// Kind implements Job.
func (PostmortemPublished) Kind() string { return "postmortem.published" }

// PostmortemRetracted says that those who received a text that was withdrawn are
// to hear of it.
type PostmortemRetracted struct {
	RetractionID int64 `json:"retraction_id"`
}

// Kind implements Job.
func (PostmortemRetracted) Kind() string { return "postmortem.retracted" }

// CountermeasuresDone says that the last open promise of a postmortem was kept,
// or taken back, and that subscribers are to hear what became of all of them.
type CountermeasuresDone struct {
	PostmortemID int64 `json:"postmortem_id"`
}

// Kind implements Job.
func (CountermeasuresDone) Kind() string { return "countermeasures.done" }

// MaintenanceReminded says that a maintenance is near and that subscribers are
// to be reminded of it.
type MaintenanceReminded struct {
	MaintenanceID int64 `json:"maintenance_id"`
}

// Kind implements Job.
func (MaintenanceReminded) Kind() string { return "maintenance.reminded" }
