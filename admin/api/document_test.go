package api_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"vitrine/models/staff"
)

// operation is one call as the OpenAPI document describes it.
type operation struct {
	method, path, role string
	spec               map[string]any
}

// operations reads every call from the document that the interface serves, but
// those of machines that sign what they send.
func (h *house) operations() []operation {
	h.t.Helper()
	doc := h.send("", "GET", "/api/v1/openapi.json", "").want(200)
	var all []operation
	for path, item := range doc.at("paths").(map[string]any) {
		for method, spec := range item.(map[string]any) {
			op := operation{method: strings.ToUpper(method), path: path, spec: spec.(map[string]any)}
			scheme := op.spec["security"].([]any)[0].(map[string]any)
			if scheme["signature"] != nil || scheme["provider"] != nil {
				continue
			}
			op.role = scheme["bearer"].([]any)[0].(string)
			all = append(all, op)
		}
	}
	if len(all) < 60 {
		h.t.Fatalf("the document lists only %d calls", len(all))
	}
	slices.SortFunc(all, func(a, b operation) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	called.Lock()
	called.described = all
	called.Unlock()
	return all
}

func TestTheDocumentDescribesEveryCall(t *testing.T) {
	t.Parallel()
	h := open(t)
	doc := h.send("", "GET", "/api/v1/openapi.json", "").want(200)
	same(t, "the media type", doc.header.Get("Content-Type"), "application/openapi+json")
	same(t, "the version of OpenAPI", doc.text("openapi"), "3.1.0")
	same(t, "the scheme", doc.text("components", "securitySchemes", "bearer", "scheme"), "bearer")
	var groups []string
	for _, tag := range doc.list("tags") {
		groups = append(groups, tag.(map[string]any)["name"].(string))
	}
	seen := map[string]bool{}
	for _, op := range h.operations() {
		id, _ := op.spec["operationId"].(string)
		if id == "" || seen[id] {
			t.Errorf("%s %s has no name of its own: %q", op.method, op.path, id)
		}
		seen[id] = true
		for _, part := range []string{"summary", "description"} {
			if s, _ := op.spec[part].(string); s == "" {
				t.Errorf("%s has no %s", id, part)
			}
		}
		if tag := op.spec["tags"].([]any)[0].(string); !slices.Contains(groups, tag) {
			t.Errorf("%s is in the unknown group %q", id, tag)
		}
		if !slices.Contains(staff.Roles, staff.Role(op.role)) {
			t.Errorf("%s asks for the unknown role %q", id, op.role)
		}
		checkAnswers(t, id, op)
		checkParameters(t, id, op)
	}
}

// checkAnswers wants a success and the problems every call may answer with.
func checkAnswers(t *testing.T, id string, op operation) {
	t.Helper()
	answers := op.spec["responses"].(map[string]any)
	wanted := []string{"401", "403", "422", "500"}
	if strings.Contains(op.path, "{") {
		wanted = append(wanted, "404")
	}
	if op.method == "POST" {
		wanted = append(wanted, "409")
	}
	if op.method == "PATCH" {
		wanted = append(wanted, "412")
	}
	for _, status := range wanted {
		answer, _ := answers[status].(map[string]any)
		content, _ := answer["content"].(map[string]any)
		if _, ok := content["application/problem+json"]; !ok {
			t.Errorf("%s does not describe its answer %s as a problem document", id, status)
		}
	}
	if !slices.ContainsFunc([]string{"200", "201", "204"}, func(s string) bool { return answers[s] != nil }) {
		t.Errorf("%s describes no success", id)
	}
}

var part = regexp.MustCompile(`\{(\w+)\}`)

// checkParameters wants every part of the path, and the headers that make
// changes safe.
func checkParameters(t *testing.T, id string, op operation) {
	t.Helper()
	var names []string
	list, _ := op.spec["parameters"].([]any)
	for _, p := range list {
		p := p.(map[string]any)
		names = append(names, p["in"].(string)+" "+p["name"].(string))
		if s, _ := p["description"].(string); s == "" {
			t.Errorf("%s does not describe %s", id, p["name"])
		}
	}
	var wanted []string
	for _, m := range part.FindAllStringSubmatch(op.path, -1) {
		wanted = append(wanted, "path "+m[1])
	}
	switch op.method {
	case "POST":
		wanted = append(wanted, "header Idempotency-Key")
	case "PATCH", "PUT":
		wanted = append(wanted, "header If-Match")
	}
	for _, name := range wanted {
		if !slices.Contains(names, name) {
			t.Errorf("%s lacks the parameter %s; it has %v", id, name, names)
		}
	}
}

func TestTheDocumentHoldsTogether(t *testing.T) {
	t.Parallel()
	h := open(t)
	doc := h.send("", "GET", "/api/v1/openapi.json", "").want(200)
	schemas := doc.at("components", "schemas").(map[string]any)
	for _, m := range regexp.MustCompile(`"\$ref":"#/components/schemas/(\w+)"`).FindAllStringSubmatch(doc.raw, -1) {
		if schemas[m[1]] == nil {
			t.Errorf("nothing describes %s", m[1])
		}
	}
	asked := regexp.MustCompile(`^(New|PublishOrder|Returned|Withdraw|Correction|Removal|Settlement|Completion|Acceptance|ComponentStatus)|Edit$`)
	for name, schema := range schemas {
		if !asked.MatchString(name) {
			continue
		}
		for field, spec := range schema.(map[string]any)["properties"].(map[string]any) {
			spec := spec.(map[string]any)
			if spec["examples"] == nil && spec["$ref"] == nil && field != "accept" && !isListOfObjects(spec) {
				t.Errorf("%s.%s has no example", name, field)
			}
		}
	}
}

func isListOfObjects(spec map[string]any) bool {
	items, ok := spec["items"].(map[string]any)
	return ok && items["$ref"] != nil
}
