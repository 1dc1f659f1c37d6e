package console

import (
	"time"

	"vitrine/models/review"
)

// ReviewExport is a whole review on one page, to read or print.
var ReviewExport = page[ReviewExportPage]("review_export")

// ReviewExportPage is what ReviewExport shows.
type ReviewExportPage struct {
	Frame  Frame
	Export review.Export
}

// Title implements the layout's need for one.
func (p ReviewExportPage) Title() string { return p.Export.Title }

// Minute is a moment as the export's tables tell it, in UTC.
func (p ReviewExportPage) Minute(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }
