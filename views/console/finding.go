package console

import (
	"slices"
	"strings"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/redact"
)

// reasons are what people most often say when a find may stand; one click each.
func reasons() []string {
	return []string{"It is public already", "Customers need it to help themselves", "It is not what it looks like"}
}

// Find is one find of a form, however often it stands there: it is settled once.
type Find struct {
	models.Held
	Times   int
	Fields  []string // where it stands
	Picked  string   // the reason that was picked for it
	Because string   // the reason in a person's own words
}

// Where says in words where a find stands: "the text, line 3".
func (f Find) Where() string {
	names := make([]string, len(f.Fields))
	for i, name := range f.Fields {
		names[i] = fieldName(name)
	}
	where := strings.Join(names, " and ")
	switch {
	case f.Times > 1:
		return where + ", " + count(f.Times, "time")
	case f.Line > 0:
		return where + ", line " + text(int64(f.Line))
	}
	return where
}

// Blocked lists the finds that must be settled before the text may leave.
func (f Form) Blocked() []Find { return f.held(redact.Block) }

// Warned lists the finds that are only shown.
func (f Form) Warned() []Find { return f.held(redact.Warn) }

func (f Form) held(severity redact.Severity) []Find {
	var list []Find
	for _, h := range f.Held {
		if h.Severity != severity {
			continue
		}
		i := slices.IndexFunc(list, func(g Find) bool { return g.Key == h.Key })
		if i < 0 {
			i = len(list)
			list = append(list, f.find(h))
		}
		list[i].Times++
		if !slices.Contains(list[i].Fields, h.Field) {
			list[i].Fields = append(list[i].Fields, h.Field)
		}
	}
	return list
}

// find is a find with what was said about it so far. A reason that is none of
// the usual ones stands among a person's own words.
func (f Form) find(h models.Held) Find {
	one := Find{Held: h, Picked: f.Accept[h.Key], Because: f.Because[h.Key]}
	if one.Picked != "" && !slices.Contains(reasons(), one.Picked) {
		if one.Because == "" {
			one.Because = one.Picked
		}
		one.Picked = ""
	}
	return one
}

// Settled are the reasons given for finds that the form does not ask about any
// more; they travel on unseen.
func (f Form) Settled() []Carried {
	asked := map[string]bool{}
	for _, b := range f.Blocked() {
		asked[b.Key] = true
	}
	var list []Carried
	for name, given := range map[string]map[string]string{"accept": f.Accept, "because": f.Because} {
		for key, reason := range given {
			if !asked[key] {
				list = append(list, Carried{Name: name + "[" + key + "]", Value: reason})
			}
		}
	}
	slices.SortFunc(list, func(a, b Carried) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// Stopped reports whether finds alone keep the form from being sent: the finds
// say so themselves then.
func (f Form) Stopped() bool { return len(f.Errors) == 0 && len(f.Blocked()) > 0 }

// fieldName says a form's field in the middle of a sentence.
func fieldName(field string) string {
	if name, ok := fieldNames[field]; ok {
		return name
	}
	if text, tag, in := strings.Cut(field, "_"); in && fieldNames[text] != "" {
		if l, known := locale.Find(tag); known {
			return fieldNames[text] + " in " + l.InEnglish()
		}
	}
	return "the " + lower(field)
}

// fieldHeading is fieldName at the head of a text.
func fieldHeading(field string) string {
	name := strings.TrimPrefix(fieldName(field), "the ")
	return strings.ToUpper(name[:1]) + name[1:]
}

var fieldNames = map[string]string{
	"body": "the text", "title": "the title", "slug": "the address of the page", "customer_impact": "Customer impact",
	"proximate_cause": "Proximate cause", "services": "Services impacted", "timeline": "the public timeline",
}
