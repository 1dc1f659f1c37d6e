package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// client speaks /api/v1 as a program of one user.
type client struct {
	t     testing.TB
	base  string // the admin listener
	token string
}

// object is a decoded JSON object.
type object = map[string]any

// user adds a person to the server and returns a client that acts for them.
func (s *server) user(email, name, role string) *client {
	s.t.Helper()
	if _, errs, code := s.vitrine("correct horse staple "+role+"\n", "user", "add", "--email", email, "--name", name, "--role", role, "--password-stdin"); code != 0 {
		s.t.Fatalf("user add: %s", errs)
	}
	out, errs, code := s.vitrine("", "token", "add", "--name", "story", "--role", role, "--user", email)
	if code != 0 {
		s.t.Fatalf("token add: %s", errs)
	}
	lines := strings.Fields(out)
	return &client{t: s.t, base: s.admin, token: lines[len(lines)-1]}
}

// try makes a call and returns whatever comes.
func (c *client) try(method, path string, body any, headers ...string) (int, object) {
	c.t.Helper()
	var in io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			c.t.Fatal(err)
		}
		in = bytes.NewReader(text)
	}
	req, err := http.NewRequest(method, c.base+"/api/v1"+path, in)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	answer := object{}
	if len(text) > 0 && strings.Contains(res.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(text, &answer); err != nil {
			c.t.Fatalf("%s %s: %v in %s", method, path, err, text)
		}
	}
	return res.StatusCode, answer
}

// do makes a call that must succeed.
func (c *client) do(method, path string, body any, headers ...string) object {
	c.t.Helper()
	status, answer := c.try(method, path, body, headers...)
	if status < 200 || status > 299 {
		c.t.Fatalf("%s %s: %d %v", method, path, status, answer)
	}
	return answer
}

// list returns the objects under a key of an answer.
func list(answer object, key string) []object {
	var all []object
	items, _ := answer[key].([]any)
	for _, item := range items {
		if o, ok := item.(object); ok {
			all = append(all, o)
		}
	}
	return all
}

// text returns a string of an answer.
func text(answer object, key string) string {
	s, _ := answer[key].(string)
	return s
}

// upload sends a CSV file.
func (c *client) upload(path, csv string) {
	c.t.Helper()
	req, err := http.NewRequest("POST", c.base+"/api/v1"+path, strings.NewReader(csv))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "text/csv")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	if answer, _ := io.ReadAll(res.Body); res.StatusCode > 299 {
		c.t.Fatalf("POST %s: %d %s", path, res.StatusCode, answer)
	}
}
