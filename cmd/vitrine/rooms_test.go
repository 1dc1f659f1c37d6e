package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "vitrine/"

// inside are the rooms that the public side must never reach.
var inside = []string{"models/review", "models/review/coach", "models/staff", "models/audience", "models/desk"}

var everyModel = append([]string{"models", "models/pgtx", "models/signup"}, inside...)

// rooms says which room may import which. A room not listed here may not exist.
var rooms = map[string][]string{
	"redact":            {},
	"locale":            {},
	"assets":            {},
	"models/pgtx":       {},
	"models":            {"redact", "models/pgtx", "locale"},
	"models/modelstest": {"models", "redact"},
	"models/signup":     {"models"},
	"models/staff":      {"models", "redact"},
	"models/desk":       {"models", "redact"},
	"models/review":     {"models", "redact", "models/staff", "models/review/coach"},
	"models/audience":   {"models", "redact", "models/staff"},
	"views":             {"models", "locale", "models/signup", "assets"},
	"views/mail":        {"models", "locale", "models/signup", "assets", "views"},
	"views/console":     append([]string{"views", "locale", "redact", "assets"}, everyModel...),
	"public/edition":    {"models", "locale", "views", "assets"},
	"public":            {"public/edition", "public/openid", "locale", "models", "models/signup", "views", "assets"},
	"importer":          {"models"},
	"public/mirror":     {"public/edition"},
	"public/follow":     {"public/edition"},
	"public/openid":     {"models"},

	"public/openid/openidtest": {},
	"notify/outward":           {},
	"notify/channel":           {"models", "locale", "views", "notify/outward"},
	"notify":                   {"models", "locale", "models/audience", "views/mail", "public/edition", "notify/outward", "notify/channel"},
	"notify/staff":             append([]string{"views/console"}, everyModel...),
	"admin":                    append([]string{"views", "views/console", "views/mail", "public/edition", "public/mirror", "redact", "assets"}, everyModel...),
	"admin/api":                append([]string{"views", "locale", "views/console", "views/mail", "public/edition", "public/mirror", "redact"}, everyModel...),
	"cmd/vitrine":              nil, // may import every room

	"models/review/coach": {},
}

// fenced says which rooms alone may import an outside package, by prefix.
var fenced = map[string][]string{
	"gorm.io/":                      {"models", "cmd"},
	"github.com/libtnb/sqlite":      {"models", "cmd"},
	"github.com/gofiber/fiber":      {"public", "admin", "views", "cmd"},
	"github.com/riverqueue/river":   {"notify", "cmd"},
	"github.com/wneessen/go-mail":   {"notify"},
	"github.com/emersion/":          {"notify"},
	"github.com/gorilla/feeds":      {"public"},
	"github.com/yuin/goldmark":      {"views"},
	"github.com/microcosm-cc/":      {"views"},
	"github.com/danielgtaylor/huma": {"admin"},
	"github.com/prometheus/":        {"admin"},
	"github.com/aws/":               {"public"},
	"github.com/coreos/":            {"public"},
	"golang.org/x/oauth2":           {"public"},
}

// listed is one package as `go list` tells of it.
type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", "../../...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func TestRoomsKeepTheImportLaw(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, p := range packages(t) {
		room := strings.TrimPrefix(p.ImportPath, module)
		allowed, known := rooms[room]
		seen[room] = true
		if !known {
			t.Errorf("%s is no known room; the house has %d", room, len(rooms))
		}
		for _, imported := range p.Imports {
			to, ours := strings.CutPrefix(imported, module)
			if ours && room != "cmd/vitrine" && !slices.Contains(allowed, to) {
				t.Errorf("%s must not import %s", room, to)
			}
			for prefix, who := range fenced {
				floor, _, _ := strings.Cut(room, "/")
				if strings.HasPrefix(imported, prefix) && !slices.Contains(who, floor) {
					t.Errorf("%s must not import %s; only %v may", room, imported, who)
				}
			}
		}
	}
	for _, must := range []string{"public", "public/edition", "views", "views/mail", "redact", "models"} {
		if !seen[must] {
			t.Errorf("the room %s is gone", must)
		}
	}
}

func TestTheWallStands(t *testing.T) {
	t.Parallel()
	outside := []string{"public", "public/edition", "public/mirror", "public/follow", "public/openid", "views", "views/mail", "notify/channel"}
	for _, p := range packages(t) {
		room := strings.TrimPrefix(p.ImportPath, module)
		if !slices.Contains(outside, room) {
			continue
		}
		for _, dep := range p.Deps {
			if slices.Contains(inside, strings.TrimPrefix(dep, module)) {
				t.Errorf("%s reaches %s: the wall is broken", room, dep)
			}
		}
	}
}
