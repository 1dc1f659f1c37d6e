package models_test

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := models.Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func utc(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestQuietHours(t *testing.T) {
	t.Parallel()
	night, noon := models.Quiet{From: "22:00", Until: "07:00"}, models.Quiet{From: "12:00", Until: "13:30"}
	for name, c := range map[string]struct {
		quiet    models.Quiet
		zone, at string
		ends     string // empty: not quiet
	}{
		"the evening is quiet until the morning":                {night, "UTC", "2026-11-20 23:15", "2026-11-21 07:00"},
		"so is the night":                                       {night, "UTC", "2026-11-21 03:00", "2026-11-21 07:00"},
		"the first minute is quiet":                             {night, "UTC", "2026-11-20 22:00", "2026-11-21 07:00"},
		"the last one is not":                                   {night, "UTC", "2026-11-21 07:00", ""},
		"the day is not":                                        {night, "UTC", "2026-11-21 12:00", ""},
		"the hours are the reader's":                            {night, "Europe/Berlin", "2026-11-20 21:30", "2026-11-21 06:00"},
		"and those of the other side of the world":              {night, "Asia/Tokyo", "2026-11-20 15:00", "2026-11-20 22:00"},
		"an hour at noon":                                       {noon, "America/New_York", "2026-11-20 17:10", "2026-11-20 18:30"},
		"a night in which summer time begins is an hour short":  {night, "Europe/Berlin", "2026-03-28 22:30", "2026-03-29 05:00"},
		"a night in which it ends is an hour longer":            {night, "Europe/Berlin", "2026-10-24 21:30", "2026-10-25 06:00"},
		"an end that the clock leaps over comes after the leap": {models.Quiet{From: "22:00", Until: "02:30"}, "Europe/Berlin", "2026-03-28 22:30", "2026-03-29 01:30"},
		"no hours": {models.Quiet{}, "UTC", "2026-11-20 23:15", ""},
	} {
		ends, quiet := c.quiet.Ends(utc(t, c.at), zone(t, c.zone))
		if quiet != (c.ends != "") || quiet && !ends.Equal(utc(t, c.ends)) {
			t.Errorf("%s: %v until %v", name, quiet, ends)
		}
	}
}

func TestSummariesAreDueInTheReadersMorning(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		digest    models.Digest
		zone, now string
		due, from string
	}{
		"the morning has come":                  {models.Daily, "UTC", "2026-11-20 08:00", "2026-11-20 08:00", "2026-11-19 08:00"},
		"it is a minute early":                  {models.Daily, "UTC", "2026-11-20 07:59", "2026-11-19 08:00", "2026-11-18 08:00"},
		"Berlin is an hour before":              {models.Daily, "Europe/Berlin", "2026-11-20 07:30", "2026-11-20 07:00", "2026-11-19 07:00"},
		"the day in which summer time begins":   {models.Daily, "Europe/Berlin", "2026-03-29 12:00", "2026-03-29 06:00", "2026-03-28 07:00"},
		"the week ends on Monday":               {models.Weekly, "UTC", "2026-11-20 12:00", "2026-11-16 08:00", "2026-11-09 08:00"},
		"on Monday before eight it is the last": {models.Weekly, "UTC", "2026-11-16 07:59", "2026-11-09 08:00", "2026-11-02 08:00"},
		"Sunday belongs to the Monday before":   {models.Weekly, "UTC", "2026-11-22 23:00", "2026-11-16 08:00", "2026-11-09 08:00"},
	} {
		due, from := c.digest.Due(utc(t, c.now), zone(t, c.zone))
		if !due.Equal(utc(t, c.due)) || !from.Equal(utc(t, c.from)) {
			t.Errorf("%s: due %v from %v", name, due, from)
		}
	}
}

func TestAChoiceThatMeansNothingIsRefused(t *testing.T) {
	t.Parallel()
	good := models.Choice{GroupIDs: []string{"g"}, Incidents: true, LeastImpact: models.MajorImpact, Digest: models.Weekly,
		Quiet: models.Quiet{From: "22:00", Until: "07:00"}, Zone: "Europe/Berlin", Language: "pt-BR"}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for field, change := range map[string]func(*models.Choice){
		"components":   func(c *models.Choice) { c.GroupIDs = nil },
		"kinds":        func(c *models.Choice) { c.Incidents = false },
		"least_impact": func(c *models.Choice) { c.LeastImpact = "awful" },
		"digest":       func(c *models.Choice) { c.Digest = "hourly" },
		"quiet":        func(c *models.Choice) { c.Quiet.Until = "25:00" },
		"zone":         func(c *models.Choice) { c.Zone = "../etc/passwd" },
		"language":     func(c *models.Choice) { c.Language = "<b>" },
	} {
		c := good
		change(&c)
		err := c.Check()
		if models.KindOf(err) != models.Invalid || !strings.Contains(models.MessageOf(err), " ") {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, q := range []models.Quiet{{From: "22:00"}, {Until: "07:00"}, {From: "7", Until: "8"}, {From: "07:00", Until: "07:00"}} {
		c := good
		c.Quiet = q
		if models.KindOf(c.Check()) != models.Invalid {
			t.Errorf("quiet hours %v pass", q)
		}
	}
}
