package mirror_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"vitrine/public/mirror"
)

// TestHooksOfOneFileNameHaveFoldersOfTheirOwn, in a data folder that is named
// relatively too, and what they say at length is told by its end.
func TestHooksOfOneFileNameHaveFoldersOfTheirOwn(t *testing.T) {
	s := newSite(t)
	t.Chdir(t.TempDir())
	said := filepath.Join(t.TempDir(), "said")
	one := mirror.Hook{Command: script(t, `test -e "$1"/index.html && echo "$1" >"`+said+`.1"`), Dir: "mirrors"}
	two := mirror.Hook{Command: script(t, `test -e "$1"/index.html && echo "$1" >"`+said+`.2"; head -c 9000000 /dev/zero; echo; echo "no way"; exit 4`), Dir: "mirrors"}
	w := mirror.Work{Edition: s.press.Current()}
	if err := one.Bring(t.Context(), w); err != nil {
		t.Error(err)
	}
	if err := two.Bring(t.Context(), w); err == nil || err.Error() != "exit status 4: no way" {
		t.Errorf("the second says %v", err)
	}
	first, err1 := os.ReadFile(said + ".1")
	second, err2 := os.ReadFile(said + ".2")
	if err := errors.Join(err1, err2); err != nil || filepath.Dir(string(first)) == filepath.Dir(string(second)) || !filepath.IsAbs(string(first)) {
		t.Errorf("the folders are %s and %s (%v)", first, second, err)
	}
}
