package review

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"gorm.io/gorm"

	"vitrine/models"
	"vitrine/redact"
)

// markQuery names in one line everything the rules are made from, so that a
// check can tell without reading it all whether something changed.
const markQuery = `SELECT
 COALESCE((SELECT CAST(version AS TEXT) FROM rulebooks WHERE id = 1), '') || '/' ||
 (SELECT CAST(COUNT(*) AS TEXT) || ',' || COALESCE(CAST(MAX(updated_at) AS TEXT), '') FROM users) || '/' ||
 (SELECT CAST(COUNT(*) AS TEXT) || ',' || COALESCE(CAST(MAX(updated_at) AS TEXT), '') FROM components) || '/' ||
 (SELECT CAST(COUNT(*) AS TEXT) || ',' || COALESCE(CAST(MAX(updated_at) AS TEXT), '') FROM component_groups) || '/' ||
 COALESCE((SELECT CAST(version AS TEXT) FROM site_settings WHERE id = 1), '')`

// staffQuery reads the people who work here or did: who leaves does not become
// publishable.
const staffQuery = `SELECT name, handle, email FROM users ORDER BY id`

func directoryMark(db *gorm.DB) (string, error) {
	var mark string
	err := db.Raw(markQuery).Scan(&mark).Error
	return mark, models.Fault(err, "rulebook")
}

// directoryRules are the rules of the house, not compiled yet: the rulebook,
// everybody who works here, and the names that are public anyway.
func directoryRules(db *gorm.DB, hosts []string) (ruleset, error) {
	rules, err := storedRules(db)
	if err != nil {
		return ruleset{}, err
	}
	var staff []struct{ Name, Handle, Email string }
	if err := db.Raw(staffQuery).Scan(&staff).Error; err != nil {
		return ruleset{}, models.Fault(err, "user")
	}
	for _, u := range staff {
		p, forms := person(u.Name, u.Handle, u.Email)
		if p.Name != "" || len(p.Handles)+len(p.Emails) > 0 {
			rules.People = append(rules.People, p)
		}
		rules.Terms = append(rules.Terms, forms...)
	}
	set := ruleset{rules: rules}
	return set, allowPublicNames(db, &set, hosts)
}

// allowPublicNames lets pass what the page itself shows: its name, its
// components, its addresses.
func allowPublicNames(db *gorm.DB, set *ruleset, hosts []string) error {
	var names []string
	if err := db.Raw("SELECT name FROM components UNION SELECT name FROM component_groups").Scan(&names).Error; err != nil {
		return models.Fault(err, "component")
	}
	var site models.SiteSettings
	if err := db.Select("name", "home_url", "support_url", "support_email").Where("id = 1").Find(&site).Error; err != nil {
		return models.Fault(err, "site")
	}
	for _, n := range append(names, site.Name, site.HomeURL, site.SupportURL, site.SupportEmail) {
		if n != "" {
			set.names = append(set.names, n)
		}
	}
	for _, h := range hosts {
		if h = hostOf(h); publicHost(h) {
			set.rules.PublicDomains = append(set.rules.PublicDomains, h)
		}
	}
	ours, err := outside(set.rules, hostOf(site.HomeURL), hostOf(site.SupportURL))
	set.rules.PublicDomains = append(set.rules.PublicDomains, ours...)
	return err
}

// outside are those of the hosts that the rules let pass by themselves. A host
// that is internal does not become a public domain because a link on the page
// leads there.
func outside(rules redact.Rules, hosts ...string) ([]string, error) {
	hosts = slices.DeleteFunc(hosts, func(h string) bool { return !publicHost(h) })
	if len(hosts) == 0 {
		return nil, nil
	}
	scanner, err := compile(rules)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(hosts, func(h string) bool {
		return slices.ContainsFunc(scanner.Scan("https://"+h+"/"), func(f redact.Finding) bool { return f.Severity == redact.Block })
	}), nil
}

// hostOf is the host of a link, or of a host that may have a port.
func hostOf(link string) string {
	if !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// publicHost reports whether a host can be a public name: not an address, not a
// bare machine name.
func publicHost(host string) bool {
	_, err := netip.ParseAddr(host)
	return err != nil && strings.Contains(host, ".") && !strings.ContainsAny(host, " /:@")
}

// known is what one review alone knows: who was there, and the tickets of its
// action items.
func known(r Review) (people []redact.Person, tickets []redact.Term) {
	seen := map[string]bool{}
	for _, field := range peopleFields(r) {
		for _, name := range namesIn(field) {
			if name = strings.TrimPrefix(name, "@"); !seen[strings.ToLower(name)] {
				seen[strings.ToLower(name)] = true
				people = append(people, redact.Person{Name: name})
			}
		}
	}
	for _, a := range r.Actions {
		if ticket := ticketMatch(a.Ticket); ticket != "" {
			tickets = append(tickets, redact.Term{Match: ticket, Replace: "[ticket]", Kind: redact.Ticket})
		}
		if a.TicketURL != "" {
			tickets = append(tickets, redact.Term{Match: a.TicketURL, Replace: "[internal link]", Kind: redact.InternalURL})
		}
	}
	for number := range strings.SplitSeq(r.OutsideNumbers, ",") {
		if match := ticketMatch(number); len(match) > 2 {
			tickets = append(tickets, redact.Term{Match: match, Replace: "[ticket]", Kind: redact.Ticket})
		}
	}
	return people, tickets
}

// peopleFields are the fields of a review in which names of people stand.
func peopleFields(r Review) []string {
	fields := []string{r.Facilitator, r.Commander, r.Responders}
	for _, p := range r.Participants {
		fields = append(fields, p.Name)
	}
	for _, e := range r.Timeline {
		if !e.Merged {
			fields = append(fields, e.Who)
		}
	}
	for _, a := range r.Actions {
		fields = append(fields, a.Owner)
	}
	return fields
}

// ticketMatch is what to look for of a ticket id; a bare number is one only
// after a number sign.
func ticketMatch(ticket string) string {
	ticket = strings.TrimSpace(ticket)
	if ticket != "" && strings.Trim(ticket, "0123456789") == "" {
		return "#" + ticket
	}
	return ticket
}
