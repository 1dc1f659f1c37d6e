package api_test

import (
	"strings"
	"testing"

	"vitrine/admin/api"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

// fromAlertmanager is a request of Alertmanager's webhook, version 4.
const fromAlertmanager = `{"receiver":"vitrine","status":"firing","alerts":[{"status":"STATUS","labels":{"alertname":"HighErrorRate","instance":"web-prod-3:9090",
"severity":"page","vitrine_component":"login-page","vitrine_status":"partial_outage"},"annotations":{"summary":"9 of 10 requests fail","runbook":"x"},
"startsAt":"2026-11-19T16:00:00.123Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prometheus.internal:9090/graph?g0.expr=up","fingerprint":"c0ffee0000000001"}],
"groupLabels":{"alertname":"HighErrorRate"},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://alertmanager.internal:9093","version":"4",
"groupKey":"{}:{alertname=\"HighErrorRate\"}","truncatedAlerts":0}`

// fromGrafana is a request of a contact point of Grafana.
const fromGrafana = `{"receiver":"vitrine","status":"firing","orgId":1,"alerts":[{"status":"firing","labels":{"alertname":"Queue is long","grafana_folder":"web"},
"annotations":{},"startsAt":"2026-11-19T16:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"https://grafana.internal/alerting/1","fingerprint":"abc",
"silenceURL":"https://grafana.internal/silence","dashboardURL":"","panelURL":"","values":{"B":44.2},"valueString":"[ B=44 ]"}],
"groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"https://grafana.internal/","version":"1","groupKey":"{}:{}","truncatedAlerts":0,
"title":"[FIRING:1]","state":"alerting","message":"**Firing**"}`

func TestAlertsMoveComponentsAndDraftIncidents(t *testing.T) {
	t.Parallel()
	h := open(t)
	modelstest.Component(t, h.site, "Login page")
	modelstest.Component(t, h.site, "Queue")
	token := h.tokens[staff.Responder]
	status := func(component string) string {
		t.Helper()
		return h.send(token, "GET", api.Base+"/components/"+component, "").text("status")
	}
	r := h.send(token, "POST", api.Base+"/alerts/alertmanager", strings.Replace(fromAlertmanager, "STATUS", "firing", 1))
	if r.status != 200 || r.text("alerts", 0, "state") != "firing" || r.text("alerts", 0, "name") != "HighErrorRate" || status("login-page") != "partial_outage" {
		t.Errorf("Alertmanager is answered %d %s", r.status, r.raw)
	}
	if page, ok := h.press.File("/api/v2/components.json"); !ok || page == nil {
		t.Error("there is no edition")
	} else if body, err := page.Body(0); err != nil || !strings.Contains(string(body), "partial_outage") || strings.Contains(string(body), "HighErrorRate") {
		t.Errorf("the public page says %s (%v)", body, err)
	}
	if r = h.send(token, "POST", api.Base+"/alerts/grafana?component=queue&status=degraded_performance", fromGrafana); r.status != 200 || status("queue") != "degraded_performance" {
		t.Errorf("Grafana is answered %d %s", r.status, r.raw)
	}
	if r = h.send(token, "POST", api.Base+"/alerts/generic", `{"name":"Disk is full","summary":"db03","component":"queue"}`); r.status != 200 {
		t.Errorf("another source is answered %d %s", r.status, r.raw)
	}
	ds, err := h.doors.Desk.IncidentDrafts(t.Context())
	if err != nil || len(ds) != 2 || len(ds[0].Alerts) != 2 {
		t.Errorf("drafted are %+v (%v)", ds, err)
	}
	if r = h.send(token, "POST", api.Base+"/alerts/alertmanager", strings.Replace(fromAlertmanager, "STATUS", "resolved", 1)); r.status != 200 || status("login-page") != "operational" {
		t.Errorf("its end is answered %d %s", r.status, r.raw)
	}
	r = h.send(h.tokens[staff.Viewer], "GET", api.Base+"/alerts?limit=2", "")
	if r.text("items", 0, "name") != "Disk is full" || r.text("items", 1, "source") != "grafana" || r.text("next_cursor") == "" {
		t.Errorf("the list is %s", r.raw)
	}
	for what, body := range map[string]string{"a status that there is not": `{"name":"x","status":"broken"}`, "no name": `{"summary":"x"}`} {
		if r = h.send(token, "POST", api.Base+"/alerts/generic", body); r.status != 422 {
			t.Errorf("%s is answered %d %s", what, r.status, r.raw)
		}
	}
}
