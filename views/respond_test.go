package views

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
)

// failing is a site of which every page fails with err.
func failing(err error, log io.Writer) *fiber.App {
	app := fiber.New(fiber.Config{Immutable: true, ErrorHandler: Failed(slog.New(slog.NewTextHandler(log, nil)), func(*fiber.Ctx) Frame { return exampleFrame("") })})
	app.Use(func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderXRequestID, "r-1")
		_, _ = c.WriteString("half a page") // what was written before the failure must not be seen
		return err
	})
	return app
}

func TestEveryKindOfErrorHasItsStatus(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name        string
		err         error
		page, api   int
		says, never string
	}{
		{"not found", models.Fail(models.NotFound, "There is no such incident."), 404, 404, "There is no such incident.", ""},
		{"invalid", models.Fail(models.Invalid, "The title is empty."), 422, 422, "The title is empty.", ""},
		{"stale", models.StaleEdit("incident"), 409, 412, "Somebody else changed this incident", ""},
		{"conflict", models.Fail(models.Conflict, "Two at once."), 409, 409, "Two at once.", ""},
		{"denied", models.Fail(models.Denied, "Not you."), 403, 403, "Not you.", ""},
		{"unknown", models.Fail(models.Unknown, "Who?"), 401, 401, "Who?", ""},
		{"gone", models.Fail(models.Gone, "Taken back."), 410, 410, "Taken back.", ""},
		{"too large", models.Fail(models.TooLarge, "Too much."), 413, 413, "Too much.", ""},
		{"too many", models.Fail(models.TooMany, "Wait."), 429, 429, "Wait.", ""},
		{"away", models.Fail(models.Away, "Later."), 503, 503, "Later.", ""},
		{"wrapped", fmt.Errorf("read: %w", models.Fail(models.NotFound, "Nothing here.")), 404, 404, "Nothing here.", "read:"},
		{"anything else is ours and stays private", errors.New("dial tcp 10.0.0.1: refused"), 500, 500, "Something went wrong on our side.", "10.0.0.1"},
		{"an unknown address", fiber.ErrNotFound, 404, 404, "There is no page at this address.", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			app := failing(tc.err, &log)
			for path, status := range map[string]int{"/incidents/x": tc.page, "/api/v2/x.json": tc.api} {
				res, err := app.Test(httptest.NewRequest("GET", path, nil))
				if err != nil {
					t.Fatal(err)
				}
				body, _ := io.ReadAll(res.Body)
				if res.StatusCode != status || !strings.Contains(string(body), tc.says) {
					t.Errorf("GET %s = %d\n%s", path, res.StatusCode, body)
				}
				if strings.Contains(string(body), "half a page") || tc.never != "" && strings.Contains(string(body), tc.never) {
					t.Errorf("GET %s shows what it must not:\n%s", path, body)
				}
			}
			if logged := log.Len() > 0; logged != (tc.page >= 500) {
				t.Errorf("logged %q", log.String())
			}
		})
	}
}

func TestMachinesGetAProblemDocument(t *testing.T) {
	t.Parallel()
	failure := &models.Error{Kind: models.Invalid, Message: "Please look at the form.", Fields: map[string]string{"title": "It is empty.", "body": "It is too long."}}
	res, err := failing(failure, io.Discard).Test(httptest.NewRequest("POST", "/api/v2/subscribers.json", nil))
	if err != nil {
		t.Fatal(err)
	}
	if got := res.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("it is %s", got)
	}
	var got ProblemDocument
	if err := json.NewDecoder(res.Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if got.Status != 422 || got.Title != "Unprocessable Entity" || got.Detail != "Please look at the form." || got.Instance != "urn:request:r-1" || len(got.Errors) != 2 || got.Errors[0] != (ProblemField{"It is too long.", "body.body"}) {
		t.Errorf("got %+v", got)
	}
}

func TestShowWritesTheWholePage(t *testing.T) {
	t.Parallel()
	app := fiber.New()
	app.Get("/", func(c *fiber.Ctx) error { return Show(c, Home, ExampleHome()) })
	res, err := app.Test(httptest.NewRequest("GET", "/", nil))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(res.Body)
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/html; charset=utf-8" || !bytes.HasSuffix(body, []byte("</html>\n")) {
		t.Errorf("%d %s", res.StatusCode, res.Header.Get("Content-Type"))
	}
}
