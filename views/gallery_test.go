package views

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestGalleryHoldsEveryExampleAndWhatItLoads(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := WriteGallery(dir); err != nil {
		t.Fatal(err)
	}
	index, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range Examples() {
		if !strings.Contains(string(index), `href="/`+e.Name+`.html"`) {
			t.Errorf("the index does not lead to %s", e.Name)
		}
		for _, path := range []string{"/" + e.Name + ".html", StylesheetPath(e.Frame.Settings)} {
			if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(path))); err != nil {
				t.Errorf("%s: %v", e.Name, err)
			}
		}
	}
}
