package main

import (
	"strings"
	"testing"
)

// TestThePublicSideAloneNeedsNoMoreThanItsRole serves with nothing but the role
// of visitors, which may not read the list of schema steps.
func TestThePublicSideAloneNeedsNoMoreThanItsRole(t *testing.T) {
	t.Parallel()
	p := newPostgres(t)
	s := prepare(t, p.env()...)
	if out, errs, code := s.vitrine("", "migrate"); code != 0 {
		t.Fatalf("migrate: %s%s", out, errs)
	}
	alone := prepare(t, "VITRINE_DATABASE_URL="+p.publicURL(), "VITRINE_PUBLIC_DATABASE_URL="+p.publicURL())
	alone.args = []string{"serve", "--public-only"}
	alone.start()
	if log := alone.log.String(); strings.Contains(log, "permission denied") {
		t.Errorf("the public side asks for what its role may not: %s", log)
	}
}
