package api_test

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/models/staff"
)

// walkList reads a list part by part, by the Link header, and returns its ids.
func (h *house) walkList(path string, limit int) []string {
	h.t.Helper()
	var ids []string
	next := fmt.Sprintf("/api/v1%s?limit=%d", path, limit)
	for range 50 {
		r := h.send(h.tokens[staff.Admin], "GET", next, "").want(200)
		items := r.list("items")
		if len(items) > limit {
			h.t.Fatalf("%d items, asked for %d", len(items), limit)
		}
		for _, item := range items {
			ids = append(ids, fmt.Sprint(item.(map[string]any)["id"]))
		}
		m := regexp.MustCompile(`^<` + adminURL + `(/api/v1/[^>]+)>; rel="next"$`).FindStringSubmatch(r.header.Get("Link"))
		if m == nil {
			if r.at("next_cursor") != nil || r.header.Get("Link") != "" {
				h.t.Fatalf("the end of the list is not clear: %s", r.raw)
			}
			return ids
		}
		if !strings.Contains(m[1], "cursor="+url.QueryEscape(r.text("next_cursor"))) {
			h.t.Fatalf("the link %s is not to %s", m[1], r.text("next_cursor"))
		}
		next = m[1]
	}
	h.t.Fatal("the list never ends")
	return nil
}

func TestListsComeInParts(t *testing.T) {
	t.Parallel()
	h := open(t)
	for n := range 7 {
		h.component(fmt.Sprintf("Service %d", n))
		h.do(staff.Admin, "POST", "/component-groups", body{"name": fmt.Sprintf("Group %d", n)}).want(201)
		h.incident(fmt.Sprintf("Incident %d", n))
		h.do(staff.Responder, "POST", "/maintenances", body{"title": fmt.Sprintf("Upgrade %d", n), "body": "We upgrade.",
			"scheduled_for": inDays(n + 1), "scheduled_until": inDays(n + 2), "components": []string{fmt.Sprintf("service-%d", n)}}).want(201)
		h.do(staff.Responder, "POST", "/templates", body{"name": fmt.Sprintf("Template %d", n)}).want(201)
		h.do(staff.Reviewer, "POST", "/reviews", body{"title": fmt.Sprintf("Review %d", n)}).want(201)
		h.do(staff.Admin, "POST", "/subscribers", body{"email": fmt.Sprintf("s%d@example.org", n)}).want(201)
	}
	for _, path := range []string{"/components", "/component-groups", "/incidents", "/maintenances", "/templates", "/reviews", "/subscribers"} {
		whole := h.walkList(path, 200)
		same(t, "the length of "+path, len(whole), 7)
		for _, limit := range []int{1, 3, 7} {
			if parts := h.walkList(path, limit); !slices.Equal(parts, whole) {
				t.Errorf("%s by %d is %v, want %v", path, limit, parts, whole)
			}
		}
	}
	trail := h.walkList("/audit", 200)
	if !slices.Equal(h.walkList("/audit", 9), trail) || len(trail) < 49 {
		t.Errorf("the audit trail reads differently in parts; it has %d records", len(trail))
	}
}

func TestALongListIsReachedToItsEnd(t *testing.T) {
	t.Parallel()
	h := open(t)
	const many = 203
	h.component("Login")
	incident, err := h.site.Incident(t.Context(), h.incident("Sign-in fails"))
	h.must(err)
	h.do(staff.Responder, "POST", "/incidents/"+incident.PublicID+"/updates", body{"state": "identified", "body": "Found.", "notify": true}).want(201)
	incident, err = h.site.Incident(t.Context(), incident.PublicID)
	h.must(err)
	h.must(h.db.Tx(t.Context(), func(tx *models.Tx) error {
		for range many - 1 {
			if _, err := h.audience.Announce(t.Context(), tx, models.UpdatePublished{UpdateID: incident.Updates[0].ID}, models.Clock()); err != nil {
				return err
			}
		}
		plans, reviews := h.site.In(tx), h.doors.Review.In(tx)
		for n := range many {
			if _, err := reviews.StartReview(t.Context(), review.NewReview{Title: fmt.Sprintf("Review %d", n)}); err != nil {
				return err
			}
			_, err := plans.PlanMaintenance(t.Context(), models.NewMaintenance{Title: fmt.Sprintf("Upgrade %d", n), Body: "We upgrade.",
				ScheduledFor: models.Clock().AddDate(0, 0, n+1), ScheduledUntil: models.Clock().AddDate(0, 0, n+2), ComponentIDs: []string{"login"}})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	for _, path := range []string{"/notifications", "/maintenances", "/reviews"} {
		for _, limit := range []int{200, 199, 7} {
			ids := h.walkList(path, limit)
			slices.Sort(ids)
			same(t, fmt.Sprintf("the length of %s by %d", path, limit), len(slices.Compact(ids)), many)
		}
		same(t, "a full part of "+path, len(h.do(staff.Viewer, "GET", path+"?limit=200", nil).want(200).list("items")), 200)
	}
}

func TestAPartOfAListMustMakeSense(t *testing.T) {
	t.Parallel()
	h := open(t)
	for query, where := range map[string]string{
		"limit=0": "query.limit", "limit=201": "query.limit", "limit=many": "query.limit",
		"cursor=***": "query.cursor", "cursor=bm9udW1iZXI": "query.cursor", "colour=red": "query.colour",
	} {
		r := h.send(h.tokens[staff.Admin], "GET", "/api/v1/audit?"+query, "")
		if r.status != 422 || r.text("errors", 0, "location") != where {
			t.Errorf("?%s answers %d: %s", query, r.status, r.raw)
		}
	}
	h.do(staff.Viewer, "GET", "/incidents?cursor=bm9udW1iZXI", nil).problem(422, "invalid")
}

func TestListsCanBeNarrowed(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.incident("Open one")
	closed := h.incident("Closed one")
	h.do(staff.Responder, "POST", "/incidents/"+closed+"/updates", body{"state": "resolved", "body": "Over."}).want(201)
	titles := func(query string) string {
		var out []string
		for _, i := range h.do(staff.Viewer, "GET", "/incidents?"+query, nil).want(200).list("items") {
			out = append(out, i.(map[string]any)["title"].(string))
		}
		return strings.Join(out, ",")
	}
	same(t, "open incidents", titles("state=open"), "Open one")
	same(t, "resolved incidents", titles("state=resolved"), "Closed one")
	same(t, "incidents of long ago", titles("to=2001-01-01T00:00:00Z"), "")
	same(t, "incidents since", titles("from=2001-01-01T00:00:00Z&limit=1"), "Closed one")
	h.do(staff.Viewer, "GET", "/incidents?from=2026-02-30T00:00:00Z", nil).want(422)
}
