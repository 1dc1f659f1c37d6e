package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"vitrine/public/mirror"
)

// MirrorOptions say where else the public site is to be found.
type MirrorOptions struct {
	Mirrors      []string `help:"Copies of the public site: dir:/PATH, s3://KEY:SECRET@HOST/BUCKET?region=REGION, hook:/COMMAND, purge:https://…" env:"VITRINE_MIRRORS" placeholder:"MIRROR"`
	PurgeHeaders []string `name:"purge-headers" help:"Headers of the call that tells a CDN what changed: Name: value; Name: value." env:"VITRINE_PURGE_HEADERS" sep:";" placeholder:"HEADER"`
	PurgeBody    string   `name:"purge-body" help:"Body of that call; {urls} is the JSON list of addresses." env:"VITRINE_PURGE_BODY" placeholder:"BODY"`
}

func (c *Config) checkMirrors(bad *complaints) {
	if _, err := c.targets(nil); err != nil {
		bad.add("VITRINE_MIRRORS: %v", err)
	}
}

// targets reads the mirrors.
func (c *Config) targets(call func(ctx context.Context, method, address string, header http.Header, body string) (int, error)) ([]mirror.Target, error) {
	var list []mirror.Target
	seen := map[string]bool{}
	for _, text := range filled(c.Mirrors) {
		t, err := c.target(text, call)
		if err != nil {
			return nil, err
		}
		if seen[t.Name()] {
			return nil, errors.New(t.Name() + " is named twice; keep it once")
		}
		seen[t.Name()] = true
		list = append(list, t)
	}
	return list, nil
}

func (c *Config) target(text string, call func(ctx context.Context, method, address string, header http.Header, body string) (int, error)) (mirror.Target, error) {
	kind, rest, _ := strings.Cut(strings.TrimSpace(text), ":")
	switch kind {
	case "dir":
		if !filepath.IsAbs(rest) {
			return nil, errors.New("write a folder as dir:/absolute/path")
		}
		return mirror.Dir{Path: filepath.Clean(rest)}, nil
	case "hook":
		if !filepath.IsAbs(rest) {
			return nil, errors.New("write a command as hook:/absolute/path, without arguments")
		}
		return mirror.Hook{Command: filepath.Clean(rest), Dir: filepath.Join(c.DataDir, "mirrors")}, nil
	case "s3":
		s, err := mirror.NewS3(strings.TrimSpace(text))
		if err != nil {
			return nil, err
		}
		return s, nil
	case "purge":
		u, err := url.Parse(rest)
		if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
			return nil, errors.New("write a CDN's address as purge:https://…")
		}
		header, err := headers(c.PurgeHeaders)
		return mirror.Purge{URL: rest, Headers: header, Body: or(c.PurgeBody, mirror.PurgeBody), Base: c.PublicURL, Call: call}, err
	}
	return nil, errors.New("a mirror begins with its kind, one of dir:, s3:, hook: and purge: before the place")
}

// filled are the entries of a list that hold something: an empty variable is none.
func filled(list []string) (out []string) {
	for _, text := range list {
		if strings.TrimSpace(text) != "" {
			out = append(out, text)
		}
	}
	return out
}

// headers reads lines such as "Name: value".
func headers(list []string) (http.Header, error) {
	h := http.Header{}
	for _, line := range list {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || strings.TrimSpace(name) == "" {
			return nil, errors.New("VITRINE_PURGE_HEADERS is written as Name: value; Name: value")
		}
		h.Set(strings.TrimSpace(name), strings.TrimSpace(value))
	}
	return h, nil
}

// openMirrors begins to carry the site, where this process shows how that goes.
func (v *serving) openMirrors(ctx context.Context) error {
	targets, err := v.config.targets(func(ctx context.Context, method, address string, header http.Header, body string) (int, error) {
		answer, err := v.house.outward.Do(ctx, method, address, header, body)
		return answer.Status, err
	})
	if err != nil || len(targets) == 0 {
		return err
	}
	v.copies = mirror.New(mirror.Config{Press: v.house.press, Dir: filepath.Join(v.config.DataDir, "mirrors"), Log: v.house.log}, targets...)
	v.workers.Go(func() { v.copies.Run(ctx) })
	return nil
}

// mirrors tells how each mirror does, nil where there are none.
func (v *serving) mirrors() func() []mirror.State {
	if v.copies == nil {
		return nil
	}
	return v.copies.States
}
