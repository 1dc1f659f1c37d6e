package assets

import (
	"regexp"
	"testing"
)

func TestEveryFileIsServedUnderItsHash(t *testing.T) {
	t.Parallel()
	shape := regexp.MustCompile(`^/assets/[a-z0-9.-]+\.[0-9a-f]{10}\.[a-z]+$`)
	for _, f := range Files() {
		got, ok := At(f.Path)
		if !ok || got.Name != f.Name || len(got.Body) == 0 || got.Type == "application/octet-stream" {
			t.Errorf("%s: served %t as %q, %d bytes", f.Name, ok, got.Type, len(got.Body))
		}
		if !shape.MatchString(f.Path) || Path(f.Name) != f.Path {
			t.Errorf("%s is served under %s", f.Name, f.Path)
		}
	}
}

func TestAnUnknownNameIsNotServed(t *testing.T) {
	t.Parallel()
	if _, ok := At(Path("none.css")); ok {
		t.Error("none.css is served")
	}
	if _, ok := At("/assets/site.css"); ok {
		t.Error("a path without a hash is served")
	}
}

func TestOtherBytesHaveAnotherPath(t *testing.T) {
	t.Parallel()
	if Hashed("site.css", []byte("a")) == Hashed("site.css", []byte("b")) {
		t.Error("two files share one path")
	}
}
