package public_test

import (
	"net/url"
	"strings"
	"testing"

	"vitrine/models"
)

func TestADeviceAsks(t *testing.T) {
	t.Parallel()
	s := serve(t)
	if res, _ := s.get("/subscribe/push"); res.StatusCode != 404 {
		t.Errorf("without a key: %d", res.StatusCode)
	}
	err := s.Fix.DB.Tx(t.Context(), func(tx *models.Tx) error {
		return tx.DB().Exec("INSERT INTO push_keys (id, public_key, private_sealed, created_at) VALUES (1, 'BPublic', 'sealed', ?)", models.Clock()).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if res, body := s.get("/subscribe/push"); res.StatusCode != 200 || body != `{"key":"BPublic"}` {
		t.Errorf("the key: %d %s", res.StatusCode, body)
	}
	device := url.Values{"endpoint": {"https://fcm.googleapis.com/fcm/send/very-secret"}, "p256dh": {strings.Repeat("B", 87)}, "auth": {strings.Repeat("a", 22)}, "scope": {"all"}, "incidents": {"true"}}
	for name, field := range map[string]string{"no key": "p256dh", "no secret": "auth", "no address": "endpoint", "no choice": "incidents"} {
		kept := device[field]
		device.Del(field)
		if res, body := s.ask("POST", "/subscribe/push", device.Encode()); res.StatusCode != 422 || !strings.Contains(body, `{"problem":"`) {
			t.Errorf("%s: %d %s", name, res.StatusCode, body)
		}
		device[field] = kept
	}
	device.Set("zone", "{a // b}")
	if _, body := s.ask("POST", "/subscribe/push", device.Encode()); !strings.Contains(body, `time zone \"{a // b}\". It looks like Europe/Berlin.`) {
		t.Errorf("the complaint is cut where the visitor wrote a brace: %s", body)
	}
	device.Del("zone")
	for range 2 {
		if res, body := s.ask("POST", "/subscribe/push", device.Encode()); res.StatusCode != 202 || body != `{"asked":true}` || s.state() != "pending" {
			t.Errorf("asked: %d %s, state %s", res.StatusCode, body, s.state())
		}
	}
	if n := s.count("signup_mails"); n != 1 {
		t.Errorf("%d messages to one device", n)
	}
	confirm := "/subscriptions/" + s.token("confirm")
	if res, _ := s.ask("POST", confirm, "deed=confirm"); res.StatusCode != 303 || s.state() != "active" {
		t.Errorf("the worker's answer: %d, state %s", res.StatusCode, s.state())
	}
}

func TestTheWorkerOfDevicesIsAFileOfOurs(t *testing.T) {
	t.Parallel()
	s := serve(t)
	res, body := s.get("/push-worker.js")
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/javascript; charset=utf-8" || !strings.Contains(body, "showNotification") || strings.Contains(body, "addEventListener('fetch'") {
		t.Errorf("%d %s:\n%s", res.StatusCode, res.Header.Get("Content-Type"), body)
	}
	if _, page := s.get("/subscribe"); !strings.Contains(page, `<section data-push="On this device" data-about="`) {
		t.Error("the button shows without a script")
	}
}
