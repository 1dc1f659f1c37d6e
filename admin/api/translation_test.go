package api_test

import (
	"testing"
	"time"

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

func TestTheWordsOfAMaintenanceAreTranslatedByCalls(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.do(staff.Admin, "PATCH", "/settings", body{"languages": []string{"de"}}).want(200)
	start := time.Now().Add(48 * time.Hour)
	made := h.do(staff.Responder, "POST", "/maintenances", body{"title": "Database upgrade", "body": "Short breaks.", "scheduled_for": start, "scheduled_until": start.Add(time.Hour),
		"translations": []body{{"language": "de", "origin": "machine", "body": "Kurze Pausen."}}}).want(201)
	path := "/maintenances/" + made.text("id")
	update := path + "/updates/" + made.at("updates", 0).(map[string]any)["id"].(string)
	h.do(staff.Responder, "PUT", path+"/translations/de", body{"origin": "team", "body": "Umbau"}).want(200)
	h.do(staff.Responder, "PUT", update+"/translations/de", body{"origin": "team", "body": "Sehr kurze Pausen."}).want(200)
	for _, one := range h.do(staff.Viewer, "GET", path+"/translations", nil).want(200).list("items") {
		same(t, "the origin", one.(map[string]any)["origin"].(string), "team")
	}
	said := h.do(staff.Responder, "POST", path+"/updates", body{"state": "in_progress", "body": "It begins.", "translations": []body{{"language": "de", "origin": "team", "body": "Es geht los."}}}).want(201)
	same(t, "translations of the update", len(said.list("translations")), 1)
	same(t, "translations", len(h.do(staff.Viewer, "GET", path+"/translations", nil).list("items")), 3)
	h.do(staff.Responder, "DELETE", update+"/translations/de", nil).want(204)
	h.do(staff.Responder, "DELETE", path+"/translations/de", nil).want(204)
	same(t, "translations that are left", len(h.do(staff.Viewer, "GET", path+"/translations", nil).list("items")), 1)
	other := h.incident("Sign-in fails")
	h.do(staff.Responder, "PUT", "/incidents/"+other+"/translations/de", body{"origin": "team", "body": "Anmeldung gestört"}).want(200)
	h.do(staff.Responder, "PUT", "/incidents/"+other+update[len(path):]+"/translations/de", body{"origin": "team", "body": "Fremd."}).problem(404, "not_found")
}

func TestATranslationNamesWhatItTranslates(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.do(staff.Admin, "PATCH", "/settings", body{"languages": []string{"de"}}).want(200)
	start := time.Now().Add(48 * time.Hour)
	planned := h.do(staff.Responder, "POST", "/maintenances", body{"title": "Upgrade", "body": "Short breaks.", "scheduled_for": start, "scheduled_until": start.Add(time.Hour)}).want(201)
	for _, path := range []string{"/incidents/" + h.incident("Sign-in fails"), "/maintenances/" + planned.text("id")} {
		read := h.do(staff.Viewer, "GET", path, nil).want(200)
		update := read.at("updates", 0).(map[string]any)
		to := path + "/updates/" + update["id"].(string)
		h.do(staff.Responder, "PATCH", path, body{"title": "It is slow"}).want(200)
		h.do(staff.Responder, "PATCH", to, body{"body": "Longer breaks."}).want(200)
		now := h.do(staff.Viewer, "GET", path, nil).want(200)
		for at, wordings := range map[string][2]string{
			path: {read.text("title_wording"), now.text("title_wording")},
			to:   {update["wording"].(string), now.at("updates", 0).(map[string]any)["wording"].(string)},
		} {
			at += "/translations/de"
			h.do(staff.Responder, "PUT", at, body{"origin": "team", "body": "Es stockt.", "wording": wordings[0]}).problem(412, "stale")
			h.do(staff.Responder, "PUT", at, body{"origin": "team", "body": "Es stockt.", "wording": wordings[1]}, "If-None-Match", `"1"`).want(412)
			h.do(staff.Responder, "PUT", at, body{"origin": "team", "body": "Es stockt.", "wording": wordings[1]}, "If-None-Match", "*").want(200)
			h.do(staff.Responder, "PUT", at, body{"origin": "team", "body": "Es stockt sehr."}, "If-None-Match", "*").problem(412, "stale")
			h.do(staff.Responder, "PUT", at, body{"origin": "team", "body": "Es ist langsam.", "wording": wordings[1]}, "If-Match", `"1"`).want(200)
		}
		for _, one := range h.do(staff.Viewer, "GET", path+"/translations", nil).want(200).list("items") {
			same(t, "the words", one.(map[string]any)["body"].(string), "Es ist langsam.")
		}
	}
}

func TestATextNamesItsLanguageByCalls(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.do(staff.Admin, "PATCH", "/settings", body{"languages": []string{"de"}}).want(200)
	made := h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "body": "We look into it.",
		"translations": []body{{"language": "de", "origin": "team", "title": "Anmeldung gestört", "body": "Wir suchen."}}}).want(201)
	path := "/incidents/" + made.text("id")
	outdated := func() (n int) {
		for _, one := range h.do(staff.Viewer, "GET", path+"/translations", nil).want(200).list("items") {
			if one.(map[string]any)["outdated"].(bool) {
				n++
			}
		}
		return n
	}
	h.do(staff.Admin, "PATCH", "/settings", body{"languages": []string{}}).want(200)
	same(t, "outdated while the site is not in German", outdated(), 2)
	h.do(staff.Admin, "PATCH", "/settings", body{"language": "de", "languages": []string{"en"}}).want(200)
	same(t, "outdated while it is German", outdated(), 0)
	same(t, "the language of the title", made.text("language"), "en")
	update := made.at("updates", 0).(map[string]any)
	same(t, "the language of the text", update["language"].(string), "en")
	h.do(staff.Responder, "PATCH", path, body{"title": "Anmeldung gestört", "language": "ja"}).problem(422, "invalid")
	same(t, "the language of the new title", h.do(staff.Responder, "PATCH", path, body{"title": "Anmeldung gestört", "language": "de"}).want(200).text("language"), "de")
	said := h.do(staff.Responder, "PATCH", path+"/updates/"+update["id"].(string), body{"body": "Wir suchen.", "language": "de"}).want(200)
	same(t, "the language of the new text", said.text("language"), "de")
	same(t, "outdated after both were written in German", outdated(), 2)
	h.do(staff.Responder, "PUT", path+"/translations/en", body{"origin": "team", "body": "Sign-in fails"}).want(200)
	start := time.Now().Add(48 * time.Hour)
	planned := h.do(staff.Responder, "POST", "/maintenances", body{"title": "Umbau", "body": "Kurze Pausen.", "scheduled_for": start, "scheduled_until": start.Add(time.Hour)}).want(201)
	same(t, "the language of the maintenance", planned.text("language"), "de")
	same(t, "the language it is rewritten in", h.do(staff.Responder, "PATCH", "/maintenances/"+planned.text("id"), body{"title": "Works", "language": "en"}).want(200).text("language"), "en")
}
