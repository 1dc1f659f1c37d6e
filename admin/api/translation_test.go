package api_test

import (
	"testing"

	"vitrine/models/staff"
)

func TestATranslationByCalls(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.do(staff.Admin, "PATCH", "/settings", body{"languages": []string{"de"}}).want(200)
	made := h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "body": "We look into it.",
		"translations": []body{{"language": "de", "origin": "team", "title": "Anmeldung gestört", "body": "Wir suchen."}}}).want(201)
	id := made.text("id")
	same(t, "the title", made.at("translations", 0).(map[string]any)["body"].(string), "Anmeldung gestört")
	update := made.at("updates", 0).(map[string]any)
	same(t, "the text", update["translations"].([]any)[0].(map[string]any)["body"].(string), "Wir suchen.")
	path := "/incidents/" + id + "/updates/" + update["id"].(string)
	h.do(staff.Responder, "PATCH", path, body{"body": "We found it."}).want(200)

	list := h.do(staff.Viewer, "GET", "/incidents/"+id+"/translations", nil).want(200).list("items")
	same(t, "translations", len(list), 2)
	for _, one := range list {
		of := one.(map[string]any)
		_, isUpdate := of["update_id"]
		same(t, "outdated", of["outdated"].(bool), isUpdate)
	}
	same(t, "those that hold", len(h.do(staff.Viewer, "GET", "/incidents/"+id, nil).at("updates", 0).(map[string]any)["translations"].([]any)), 0)

	h.do(staff.Responder, "PUT", path+"/translations/de", body{"origin": "machine", "body": "Gefunden."}, "If-Match", `"7"`).problem(412, "stale")
	h.do(staff.Responder, "PUT", path+"/translations/de", body{"origin": "machine", "body": "Gefunden."}, "If-Match", `"1"`).want(200)
	h.do(staff.Responder, "PUT", path+"/translations/fr", body{"origin": "machine", "body": "Trouvé."}).problem(422, "invalid")
	h.do(staff.Responder, "PUT", path+"/translations/de", body{"origin": "nobody", "body": "Gefunden."}).want(422)
	h.do(staff.Viewer, "PUT", path+"/translations/de", body{"origin": "team", "body": "Gefunden."}).problem(403, "denied")
	held := h.do(staff.Responder, "PUT", path+"/translations/de", body{"origin": "team", "body": "Es war web-prod-3."}).problem(422, "invalid")
	find := held.at("findings", 0).(map[string]any)
	same(t, "the find", find["text"].(string), "web-prod-3")
	h.do(staff.Responder, "PUT", path+"/translations/de", body{"origin": "team", "body": "Es war web-prod-3.", "accept": []body{{"key": find["key"], "reason": "The public name of a product."}}}).want(200)
	h.do(staff.Responder, "DELETE", path+"/translations/de", nil).want(204)
	h.do(staff.Responder, "DELETE", path+"/translations/de", nil).problem(404, "not_found")
	h.do(staff.Responder, "DELETE", "/incidents/"+id+"/translations/de", nil).want(204)
	h.do(staff.Responder, "PUT", "/maintenances/"+id+"/translations/de", body{"origin": "team", "body": "Wartung"}).problem(404, "not_found")
}
