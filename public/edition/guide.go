package edition

import (
	"strings"

	"vitrine/views"
)

// guideSheet is /llms.txt (llmstxt.org): what a program that reads for a person
// finds where, in Markdown. It says nothing that a page does not say.
func (p *Press) guideSheet(c *catalog) sheet {
	name, noun, base := plainTitle(c.settings.Name), c.noun(), p.base()
	var b strings.Builder
	b.WriteString("# " + oneLine(name) + "\n\n> The status page of " + oneLine(name) + ": what works now, what happened, and " + noun.Many() + ".\n\n")
	b.WriteString("The state is in the first two files. \"Unknown\" means that nobody knows, not that all is well. Times are UTC in pages; in the API each carries its offset.\n")
	section := func(title string, lines ...[3]string) {
		b.WriteString("\n## " + title + "\n\n")
		for _, l := range lines {
			b.WriteString("- [" + l[0] + "](" + base + l[1] + "): " + l[2] + "\n")
		}
	}
	section("Now", [3]string{"Summary", "/api/v2/summary.json", "state of the whole and of each service, open incidents, planned maintenance"},
		[3]string{"State", "/api/v2/status.json", "the state of the whole alone"}, [3]string{"Changes as they happen", "/events", "server-sent events"})
	section("What happened", [3]string{"Incidents", "/api/v2/incidents.json", "newest first, fifty at a time; older ones by ?page=2"},
		[3]string{"Feed", "/feed.json", "one entry for each incident, revised in place; /feed.rss and /feed.atom hold the same"},
		[3]string{"Maintenance", "/maintenance.ics", "a calendar"}, [3]string{"History", "/history", "by month"})
	section(noun.Titles(), [3]string{"All", "/api/postmortems.json", "with their sections, revisions and countermeasures"},
		[3]string{"Feed", "/postmortems.json", "with their full text"})
	var services [][3]string
	for _, s := range c.components {
		about := oneLine(views.PlainLine(s.Description))
		if about == "" {
			about = "its record and its incidents"
		}
		services = append(services, [3]string{oneLine(plainTitle(s.Name)), "/components/" + s.Slug, about})
	}
	if len(services) > 0 {
		section("Services", services[:min(guideServices, len(services))]...)
	}
	if also := p.also(); len(also) > 0 {
		b.WriteString("\n## If this address does not answer\n\n")
		for _, address := range also {
			b.WriteString("- [" + oneLine(address) + "](" + address + "/): the same files\n")
		}
	}
	return p.textSheet("/llms.txt", b.String())
}

// guideServices is how many services the guide names: it is read whole.
const guideServices = 100

// oneLine is text as it may stand in a Markdown link.
func oneLine(text string) string {
	return strings.NewReplacer("[", "(", "]", ")", "<", "(", ">", ")").Replace(strings.Join(strings.Fields(clean(text)), " "))
}
