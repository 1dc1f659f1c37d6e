package main

import (
	"runtime"
	"runtime/debug"
)

// version is set by the release build: -ldflags "-X main.version=1.2.3".
var version = "dev"

type versionCommand struct{}

// Run prints version, commit and Go version.
func (versionCommand) Run(s *session) error {
	s.printf("vitrine %s (commit %s, %s)\n", version, commit(), runtime.Version())
	return nil
}

// commit returns the revision the program was built from, "unknown" outside a
// repository.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, dirty := "unknown", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+changes"
		}
	}
	return revision + dirty
}
