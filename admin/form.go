package admin

import (
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/views/console"
)

// values returns the fields of the submitted form, files left out.
func values(c *fiber.Ctx) url.Values {
	vs := url.Values{}
	if m, err := c.MultipartForm(); err == nil {
		for name, list := range m.Value {
			vs[name] = list
		}
		return vs
	}
	for name, value := range c.Request().PostArgs().All() {
		vs.Add(string(name), string(value))
	}
	return vs
}

// decode fills a form struct by its form tags: texts as they were typed, boxes,
// lists, and maps from fields named like "status[ID]".
func decode[T any](c *fiber.Ctx) T {
	var form T
	fill(reflect.ValueOf(&form).Elem(), values(c))
	return form
}

func fill(form reflect.Value, vs url.Values) {
	for i := range form.NumField() {
		field, at := form.Type().Field(i), form.Field(i)
		name := field.Tag.Get("form")
		switch {
		case field.Anonymous && at.Kind() == reflect.Struct:
			fill(at, vs)
		case name == "":
		case at.Kind() == reflect.String:
			at.SetString(lines(vs.Get(name)))
		case at.Kind() == reflect.Bool:
			at.SetBool(vs.Get(name) != "")
		case at.Kind() == reflect.Int64:
			n, _ := strconv.ParseInt(vs.Get(name), 10, 64) // what is no number is 0: any version
			at.SetInt(n)
		case at.Kind() == reflect.Slice:
			at.Set(reflect.ValueOf(append([]string(nil), vs[name]...)))
		case at.Kind() == reflect.Map:
			at.Set(reflect.ValueOf(keyed(vs, name)))
		}
	}
}

// lines undoes what browsers do to line ends.
func lines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// keyed collects the fields named "name[key]", or "name_de" for a language where the
// name ends so.
func keyed(vs url.Values, name string) map[string]string {
	m := map[string]string{}
	if strings.HasSuffix(name, "_") {
		for _, tag := range console.Tags() {
			if text := vs.Get(name + tag); text != "" {
				m[tag] = lines(text)
			}
		}
		return m
	}
	for field, list := range vs {
		key, ok := strings.CutPrefix(field, name+"[")
		if !ok || !strings.HasSuffix(key, "]") {
			continue
		}
		for _, v := range list {
			if v != "" {
				m[strings.TrimSuffix(key, "]")] = v
			}
		}
	}
	return m
}

// own are the fields of a form that no preview carries on: they belong to one
// drawing of it.
var own = []string{"csrf", "key", "step", "version"}

// carried lists the fields of the submitted form without some, to travel through
// a page in between, in a stable order.
func carried(c *fiber.Ctx, without ...string) []console.Carried {
	vs := values(c)
	var list []console.Carried
	for name, texts := range vs {
		if slices.Contains(without, name) {
			continue
		}
		for _, text := range texts {
			list = append(list, console.Carried{Name: name, Value: text})
		}
	}
	slices.SortStableFunc(list, func(a, b console.Carried) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// acceptance reports whether a field settles a find: the part of a page that
// shows the finds carries those itself.
func acceptance(f console.Carried) bool {
	return strings.HasPrefix(f.Name, "accept[") || strings.HasPrefix(f.Name, "because[")
}

// step is which of the form's buttons was pressed.
// A suggestion that is put in leads back to the text.
func step(c *fiber.Ctx) string {
	if swappedIn(c) != nil {
		return "edit"
	}
	return c.FormValue("step")
}

// acceptances are the finds a person let through, with the reason in their own
// words or the one they picked.
func acceptances(picked, typed map[string]string) []models.Acceptance {
	reasons := map[string]string{}
	for key, reason := range picked {
		reasons[key] = reason
	}
	for key, reason := range typed {
		if strings.TrimSpace(reason) != "" {
			reasons[key] = reason
		}
	}
	var list []models.Acceptance
	for key, reason := range reasons {
		list = append(list, models.Acceptance{Key: key, Reason: reason})
	}
	slices.SortFunc(list, func(a, b models.Acceptance) int { return strings.Compare(a.Key, b.Key) })
	return list
}

// fresh readies a form for its first display.
func fresh(version int64) console.Form {
	return console.Form{Key: models.NewID(), Version: version}
}
