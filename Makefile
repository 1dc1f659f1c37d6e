# Vitrine. Every target with a comment is listed by plain `make`.
SHELL := /bin/bash
GO ?= go

help: # list the targets
	@awk '/^[a-z]+:.*# /{name=$$1; sub(":", "", name); sub(/.*# /, ""); printf "  make %-9s %s\n", name, $$0}' Makefile

run: build # build and start with the embedded database; prints the addresses and a set-up link
	exec bin/vitrine serve

demo: build # start on a throw-away database filled with realistic data; prints a login
	exec bin/vitrine demo

build: # build bin/vitrine, without cgo
	CGO_ENABLED=0 $(GO) build -o bin/vitrine ./cmd/vitrine

test: # install what tests need where it is missing, then run everything
	.ci/need
	.ci/test

check: # the quick half: vet and the tests on SQLite, no race detector, no browser
	$(GO) vet ./...
	$(GO) test -short ./...

golden: # rewrite the golden files; read the difference before you commit it
	$(GO) test ./views/... ./public/... ./notify/... -run 'Golden' -update

gallery: build # write every public page with invented data to gallery/
	bin/vitrine gallery gallery

bench: # the figures of README.md, as ratios within one run
	.ci/need
	.ci/postgres $(GO) test -run '^$$' -bench . -benchtime 2s ./...
	$(GO) test -count 1 -v -run 'Labelled|SetAside|Neutral' ./models/review/coach
	VITRINE_ASIDE=1 $(GO) test -count 1 -v -run 'TheCorpus|SetAside' ./redact
	cd redact/testdata/gitleaks && $(GO) run .
	VITRINE_BENCH=1 .ci/postgres $(GO) test -count 1 -v -run 'TestBench' -timeout 60m ./cmd/vitrine
	VITRINE_BENCH=1 $(GO) test -count 1 -v -run 'TestBench' -timeout 30m ./models/audience
	VITRINE_BENCH=1 .ci/postgres $(GO) test -count 1 -v -run 'TestBench' -timeout 30m ./models/audience

torture: # the long trials: kills at random points, floods, fuzzing
	.ci/need
	VITRINE_TORTURE=1 .ci/postgres $(GO) test -count 1 -v -run 'TestTorture' -timeout 120m ./cmd/vitrine
	VITRINE_TORTURE=1 $(GO) test -count 1 -v -run 'TestTorture' -timeout 120m ./notify
	VITRINE_TORTURE=1 .ci/postgres $(GO) test -count 1 -v -run 'TestTorture' -timeout 120m ./notify
	VITRINE_TORTURE=1 $(GO) test -count 1 -v -run 'TestAFlood' -timeout 60m ./public
	VITRINE_TORTURE=1 .ci/postgres $(GO) test -count 1 -v -run 'TestAFlood' -timeout 60m ./public
	VITRINE_TORTURE=1 $(GO) test -count 1 -v -run ScanOfSpliced -timeout 30m ./redact
	$(GO) test -run '^$$' -fuzz FuzzScan -fuzztime 10m -fuzzminimizetime 5x ./redact

.PHONY: help run demo build test check golden gallery bench torture
