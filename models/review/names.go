package review

import (
	"slices"
	"strings"
	"unicode"

	"vitrine/redact"
)

// person is a member of staff as the scanner looks for them. An account that is
// named after a role alone ("On Call", "Support") has no name. An ordinary word
// in a real name ("Larry Lead") names nobody by itself: the forms look for it
// together with the rest.
func person(name, handle, email string) (p redact.Person, forms []redact.Term) {
	if handle = strings.TrimPrefix(strings.TrimSpace(handle), "@"); handle != "" && !ordinary[strings.ToLower(handle)] {
		p.Handles = []string{handle}
	}
	if local, _, ok := strings.Cut(email, "@"); ok && !roleWord(local) {
		p.Emails = []string{email}
	}
	words := strings.Fields(name)
	if !slices.ContainsFunc(words, func(w string) bool { return !roleWord(w) }) {
		return p, nil
	}
	rest := slices.DeleteFunc(slices.Clone(words), stopsAlone)
	p.Name = strings.Join(rest, " ")
	if first, last := words[0], words[len(words)-1]; len(rest) < len(words) && len(words) > 1 {
		letter := string([]rune(first)[:1])
		for _, form := range []string{name, first + " " + last, last + ", " + first, letter + ". " + last} {
			forms = append(forms, redact.Term{Match: form, Replace: "an engineer", Kind: redact.PersonName})
		}
	}
	return p, forms
}

// roleWord reports whether a word of an account's name tells of a role and of no
// person.
func roleWord(word string) bool {
	for part := range strings.FieldsFuncSeq(strings.ToLower(word), func(c rune) bool { return !unicode.IsLetter(c) }) {
		if !ordinary[part] && !rota[part] {
			return false
		}
	}
	return true
}

// stopsAlone reports whether an ordinary word would stop every text it stands
// in, were it looked for as a name. The scanner knows many such words itself and
// asks what stands around them.
func stopsAlone(word string) bool {
	if !roleWord(word) {
		return false
	}
	scanner, err := redact.New(redact.Rules{People: []redact.Person{{Name: "Xaveria " + word}}})
	return err != nil || len(scanner.Scan("The login "+strings.ToLower(word)+" fails.")) > 0
}

// rota are words that make a role of an account's name, beside the ordinary ones.
var rota = words(`account at before by call day days emergency first for general group hours in level line mailbox night
	of off on out per rota rotation second shared tier third time to weekend`)

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
// none of them ordinary, or a few more that are written as names are.
func isName(text string) bool {
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > 4 && slices.ContainsFunc(words, small) || len(words) > 7 {
		return false
	}
	for _, w := range words {
		if initial(w) {
			continue
		}
		w = strings.ToLower(strings.Trim(w, ".'’-"))
		if ordinary[w] || strings.ContainsAny(w, "0123456789:") || strings.HasPrefix(w, "on-") {
			return false
		}
	}
	return len([]rune(strings.TrimPrefix(text, "@"))) > 1
}

// small reports whether a word begins with a small letter and is no particle of
// a name ("del").
func small(word string) bool {
	letters := []rune(word)
	return len(letters) > 3 && !unicode.IsUpper(letters[0])
}

// initial reports whether a word is a letter that stands for a name: "A."
func initial(word string) bool {
	letters := []rune(word)
	return len(letters) == 2 && letters[1] == '.' && unicode.IsUpper(letters[0])
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
