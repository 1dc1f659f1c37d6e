package mail

import "vitrine/models"

// glyphs are the shapes of the states as letters that mail programs have: disc
// with tick, half disc, triangle, crossed disc, square, ring. The word always
// stands beside them.
var glyphs = map[models.Status]string{
	models.Operational:      "✓",
	models.UnderMaintenance: "■",
	models.Degraded:         "◐",
	models.PartialOutage:    "▲",
	models.MajorOutage:      "⊗",
}

func glyph(s models.Status) string {
	if g, ok := glyphs[s]; ok {
		return g
	}
	return "○"
}

// like is the status whose shape and colour an impact takes.
func like(i models.Impact) models.Status {
	switch i {
	case models.CriticalImpact:
		return models.MajorOutage
	case models.MajorImpact:
		return models.PartialOutage
	case models.MinorImpact:
		return models.Degraded
	default:
		return models.UnknownStatus
	}
}
