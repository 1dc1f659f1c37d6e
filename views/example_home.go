package views

import (
	"strings"
	"time"

	"vitrine/models"
)

func homeExamples() []Example {
	return []Example{
		example("home/all-well", Home, exampleHome(nil)),
		example("home/one-incident", Home, ExampleHome()),
		example("home/two-incidents", Home, exampleTwo()),
		example("home/maintenance", Home, exampleUnderWay()),
		example("home/unknown", Home, exampleHome(map[int64]models.Status{cardPayments: models.UnknownStatus})),
		example("home/all-six-states", Home, exampleHome(map[int64]models.Status{
			signIn: models.MajorOutage, accounts: models.PartialOutage, cardPayments: models.Degraded,
			invoices: models.UnknownStatus, search: models.UnderMaintenance})),
		example("home/empty", Home, HomePage{Frame: Frame{Settings: models.SiteSettings{Name: "New Status"}, BaseURL: "http://localhost:8080", Path: "/", Now: exampleNow}}),
		example("home/hostile", Home, exampleHostile()),
		example("home/stale-overdue", Home, exampleStale()),
		example("home/preview-accent", Home, exampleAccent()),
		example("home/ungrouped", Home, exampleUngrouped()),
	}
}

// exampleHome is the front page with some services not in order and no incident.
func exampleHome(bad map[int64]models.Status) HomePage {
	return HomePage{
		Frame: exampleFrame("/"), Groups: exampleGroups(exampleComponents(bad)),
		Maintenances: []models.Maintenance{exampleUpgrade()}, Past: []models.Incident{exampleEarlier()},
	}
}

// ExampleHome is the front page whose weight is kept: fifteen services in five
// groups and one open incident.
func ExampleHome() HomePage {
	p := exampleHome(map[int64]models.Status{signIn: models.MajorOutage, reports: models.Degraded})
	p.Open = []models.Incident{exampleOutage()}
	return p
}

func exampleTwo() HomePage {
	p := exampleHome(map[int64]models.Status{signIn: models.MajorOutage, reports: models.Degraded, webhooks: models.Degraded})
	p.Open = append(p.Open, exampleOutage(), models.Incident{
		ID: 3, PublicID: "z1x2c3v4b5n6", Title: "Some webhooks arrive late", State: models.Monitoring, Impact: models.MinorImpact, StartedAt: at(22, 40, 1),
		Updates: []models.Update{
			told("w4", models.Monitoring, at(15, 2, 0), "Everything that waited has been sent."),
			told("w3", models.Identified, at(13, 30, 0), "A queue was blocked by one very large message.\n\n- Nothing is lost.\n- New events are sent at once."),
			told("w2", models.Investigating, at(8, 10, 0), "We are still looking."),
			told("w1", models.Investigating, at(22, 55, 1), "Webhooks arrive up to an hour late.", turned(webhooks, models.Operational, models.Degraded)),
		},
	})
	return p
}

func exampleUnderWay() HomePage {
	p := exampleHome(map[int64]models.Status{cardPayments: models.UnderMaintenance, payouts: models.UnderMaintenance})
	m := exampleUpgrade()
	m.State, m.ScheduledFor, m.ScheduledUntil = models.InProgress, at(16, 0, 0), at(17, 0, 0)
	p.Maintenances = []models.Maintenance{m}
	return p
}

// exampleHostile holds what people should not, but could, write.
func exampleHostile() HomePage {
	p := ExampleHome()
	p.Settings.Name = `<script>alert("name")</script>`
	p.Settings.Intro = `Read [this](javascript:alert(1)), <img src=x onerror=alert(2)> and <b onclick="alert(3)">that</b>.`
	p.Groups[0].Group.Name = strings.Repeat("A group with a very long name ", 6)
	p.Groups[0].Services[0].Component.Name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
	p.Groups[0].Services[1].Component.Name = "خدمة تسجيل الدخول"
	p.Open[0].Title = `"><script>alert('title')</script> ` + strings.Repeat("and on and on ", 16)
	p.Open[0].Updates[0].Body = "<script>alert(4)</script>\n\n![tracker](https://evil.example/pixel.png)\n\n# A heading\n\n[link](data:text/html,x) https://example.org/" + strings.Repeat("long", 40)
	p.Open[0].Updates[1].Body = "انقطعت خدمة تسجيل الدخول لمعظم العملاء منذ الساعة 16:00."
	return p
}

func exampleStale() HomePage {
	p := ExampleHome()
	p.Now = at(17, 5, 0)
	p.Stale = ptr(at(16, 41, 0))
	return p
}

func exampleAccent() HomePage {
	p := ExampleHome()
	p.Settings.Accent, p.Preview = "#ffcc00", true
	return p
}

func exampleUngrouped() HomePage {
	p := exampleHome(nil)
	p.Groups = []ServiceGroup{{Services: p.Groups[1].Services}}
	p.Settings.Intro = "These are the services of Northpole. Something wrong that you do not see here? [Write to us](https://northpole.example/help)."
	p.Groups[0].Services[2].Days = nil
	p.Now = p.Now.Add(time.Minute)
	return p
}
