package main

import (
	"context"
	"os"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/models"
)

// clocked is a whole server that runs in this process, so that a test can set its
// clock. Commands of the program beside it live by the real one.
type clocked struct {
	*server
	house *house
	ahead atomic.Int64 // nanoseconds from the real time to that of the server
}

// startClocked starts a server at a time and waits until it can serve.
func startClocked(t testing.TB, at time.Time, env ...string) *clocked {
	t.Helper()
	s := &clocked{server: prepare(t, env...)}
	config := s.configuration()
	if err := config.check(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	in := &session{ctx: ctx, config: config, streams: streams{in: strings.NewReader(""), out: s.log, err: s.log}}
	var err error
	if s.house, err = build(ctx, config, in.logger()); err != nil {
		t.Fatal(err)
	}
	s.set(at)
	s.house.setClock(func() time.Time { return models.Clock().Add(time.Duration(s.ahead.Load())) })
	ended := make(chan error, 1)
	go func() { ended <- (&serving{session: in, house: s.house}).run() }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the server ended with %v", err)
		}
		if err := s.house.close(); err != nil {
			t.Error(err)
		}
	})
	s.await(s.public+"/readyz", 30*time.Second)
	s.await(s.admin+"/healthz", 30*time.Second)
	return s
}

// set sets the server's clock, which goes on from there.
func (s *clocked) set(at time.Time) { s.ahead.Store(int64(time.Until(at).Truncate(time.Microsecond))) }

// configuration reads the server's environment as the command line does.
func (s *server) configuration() *Config {
	c := &Config{}
	fields := reflect.ValueOf(c).Elem()
	for i := range fields.NumField() {
		tag := fields.Type().Field(i).Tag
		if value := or(s.variable(tag.Get("env")), tag.Get("default")); value != "" && fields.Field(i).Kind() == reflect.String {
			fields.Field(i).SetString(value)
		}
	}
	return c
}

// guide is a text of the worked examples.
func guide(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/guide/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
