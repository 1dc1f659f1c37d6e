package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"
)

// legible refuses what is no text: bytes that are no UTF-8, and control
// characters in the path, the query or a JSON body.
func (a *API) legible(ctx huma.Context, next func(huma.Context)) {
	c := humafiber.Unwrap(ctx)
	if bad := illegible(c); len(bad) > 0 {
		p := newProblem(http.StatusUnprocessableEntity, "The request contains characters that nobody can see. Remove them; nothing was changed.")
		p.Errors = bad
		a.refuse(ctx, p)
		return
	}
	next(ctx)
}

func illegible(c *fiber.Ctx) []flaw {
	var bad []flaw
	for _, name := range c.Route().Params {
		bad = append(bad, letters("path."+name, c.Params(name))...)
	}
	for name, value := range c.Queries() {
		bad = append(bad, letters("query."+name, value)...)
	}
	if len(bad) > 0 || strings.HasPrefix(c.Get(fiber.HeaderContentType), "text/") {
		return bad
	}
	body := c.Request().Body()
	if !utf8.Valid(body) {
		return []flaw{{Location: "body", Message: "This is not valid UTF-8."}}
	}
	var v any
	if json.Unmarshal(body, &v) != nil {
		return nil // the schema check says so better
	}
	return walk("body", v)
}

// walk looks at every text in a JSON value, in the order of the fields' names.
func walk(at string, v any) []flaw {
	var bad []flaw
	switch v := v.(type) {
	case string:
		bad = letters(at, v)
	case []any:
		for i, item := range v {
			bad = append(bad, walk(at+"["+strconv.Itoa(i)+"]", item)...)
		}
	case map[string]any:
		var names []string
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			bad = append(bad, walk(at+"."+name, v[name])...)
		}
	}
	return bad
}

// letters complains about the first control character of a text.
func letters(at, text string) []flaw {
	if !utf8.ValidString(text) {
		return []flaw{{Location: at, Message: "This is not valid UTF-8."}}
	}
	place := 0
	for _, r := range text {
		place++
		if unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' {
			return []flaw{{Location: at, Message: fmt.Sprintf("Character %d is the control character U+%04X. Remove it.", place, r)}}
		}
	}
	return nil
}
