package review

import (
	"net/netip"
	"net/url"
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
 COALESCE((SELECT CAST(version AS TEXT) FROM site_settings WHERE id = 1), '')`

// staffQuery reads the people who work here, as far as the gate must know them.
const staffQuery = `SELECT name, handle, email FROM users WHERE disabled_at IS NULL ORDER BY id`

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
		if p, ok := person(u.Name, u.Handle, u.Email); ok {
			rules.People = append(rules.People, p)
		}
	}
	set := ruleset{rules: rules}
	return set, allowPublicNames(db, &set, hosts)
}

// person is a member of staff as the scanner looks for them; ordinary words in
// the place of a name ("Admin", "Support") are left out.
func person(name, handle, email string) (redact.Person, bool) {
	var p redact.Person
	if names := namesIn(name); len(names) > 0 {
		p.Name = names[0]
	}
	if handle = strings.TrimPrefix(strings.TrimSpace(handle), "@"); handle != "" && !ordinary[strings.ToLower(handle)] {
		p.Handles = []string{handle}
	}
	if strings.Contains(email, "@") {
		p.Emails = []string{email}
	}
	return p, p.Name != "" || len(p.Handles)+len(p.Emails) > 0
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
	for _, h := range append([]string{hostOf(site.HomeURL), hostOf(site.SupportURL)}, hosts...) {
		if publicHost(h) {
			set.rules.PublicDomains = append(set.rules.PublicDomains, h)
		}
	}
	return nil
}

func hostOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return u.Hostname()
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
	return people, tickets
}

// peopleFields are the fields of a review in which names of people stand.
func peopleFields(r Review) []string {
	fields := []string{r.Facilitator, r.Commander, r.Responders}
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

// namesIn are the names of people in a field like "Dana Whitfield, Priya & Tom
// (network)". Roles, tools and other ordinary words are no names.
func namesIn(field string) []string {
	parts := strings.FieldsFunc(strings.ReplaceAll(field, " and ", ","), func(c rune) bool { return strings.ContainsRune(",;/&+|\n", c) })
	var names []string
	for _, part := range parts {
		for _, cut := range []string{"(", " from ", " of ", " at ", " – ", " - ", ":"} {
			part, _, _ = strings.Cut(part, cut)
		}
		if part = strings.TrimSpace(part); isName(part) {
			names = append(names, part)
		}
	}
	return names
}

// isName reports whether a text can be the name of a person: one to four words,
// none of them ordinary.
func isName(text string) bool {
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > 4 {
		return false
	}
	for _, w := range words {
		w = strings.ToLower(strings.Trim(w, ".'’-"))
		if ordinary[w] || strings.ContainsAny(w, "0123456789:") || strings.HasPrefix(w, "on-") {
			return false
		}
	}
	return len([]rune(strings.TrimPrefix(text, "@"))) > 1
}

// ordinary are words that stand where a name is asked for and are none.
var ordinary = words(`
	a all an another any anyone both each every everybody everyone many most no nobody none one other others our several
	some somebody someone that the their them they this two three unknown us we who you n/a tbd
	admin administrator agent agents alert alerting alertmanager alerts api application automation backend bot build
	caller callers clock commander comms communications console cron customer customers dashboard data database dba demo
	deploy deployment desk dev developer developers devops duty engineer engineering engineers everything facilitator
	frontend helpdesk incident infra infrastructure job jobs lead leads legal login machine management manager managers
	marketing monitor monitoring monitors network noc on-call oncall operations operator operators ops owner page
	pager partner partners people person pipeline platform primary process product production provider public qa
	reporter responder responders reviewer robot root sales scheduler script secondary security server servers service
	services shift site sre staff status subscriber subscribers supplier support sysadmin system systems team teams test
	tester tester users user vendor vendors visitor visitors watchdog web website
	datadog github gitlab grafana jenkins jira nagios opsgenie pagerduty prometheus sentry slack zabbix
`)

func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}
