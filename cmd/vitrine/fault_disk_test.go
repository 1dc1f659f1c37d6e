package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// smallDisk mounts a file system in memory of so many MiB. It takes root, which
// continuous integration has.
func smallDisk(t *testing.T, mib int) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dm", mib), "vitrine-test", dir).CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("a full disk cannot be tried here: run the tests as root, in a container with CAP_SYS_ADMIN: %s", out)
		}
		t.Skipf("a small disk cannot be mounted: %s", out)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fillUp writes to a file in dir until nothing more fits, and returns what frees
// the disk again.
func fillUp(t *testing.T, dir string) (free func()) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "ballast"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 20; size > 0; size /= 8 {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
	return func() {
		if err := os.Remove(f.Name()); err != nil {
			t.Error(err)
		}
	}
}

// TestAFullDiskKeepsTheTextAndThePages (F06, F07): the disk with the database and
// the pages fills up, and the log goes to a full device. What is published then is
// refused with a plain sentence and its text kept, or it stands on the page whole;
// the pages stay; with room again all goes on without a restart.
func TestAFullDiskKeepsTheTextAndThePages(t *testing.T) {
	t.Parallel()
	dir := smallDisk(t, 24)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	s := prepare(t, "VITRINE_DATA_DIR="+dir, "VITRINE_LOG_LEVEL=debug")
	s.errors = full
	s.start()
	st := newStudy(t, s)
	st.tellIncident()
	jonas := s.console(t, "jonas@northpole.example", "admin")
	page, updates := "/incidents/"+st.incident, "/incidents/"+st.incident+"/updates"
	free := fillUp(t, dir)
	refused := false
	for n := 0; n < 200 && !refused; n++ {
		word := fmt.Sprintf("Word %d on a full disk. %s", n, strings.Repeat("x", 4<<10))
		jonas.open(page)
		got := jonas.send(updates, "quiet", "state", "investigating", "body", word)
		status, _, public := s.get(page)
		if status != http.StatusOK || !strings.Contains(public, "the sign-in page answers again") {
			t.Fatalf("the page is gone: %d %s", status, tail(public, 300))
		}
		if refused = got.status != http.StatusOK; refused {
			got.says(t, http.StatusServiceUnavailable, "The disk under the database is full, so nothing was saved.")
			got.holds(t, word)
			if strings.Contains(public, fmt.Sprintf("Word %d on", n)) {
				t.Error("a refused word is public")
			}
		}
	}
	if !refused {
		t.Fatal("the disk was never full")
	}
	free()
	eventually(t, 30*time.Second, func() error {
		got := jonas.send(updates, "quiet") // the same form again
		if _, _, public := s.get(page); got.status != http.StatusOK || !strings.Contains(public, "on a full disk") {
			return fmt.Errorf("%d %s", got.status, tail(got.words(), 300))
		}
		return nil
	})
	if n := strings.Count(third(s.get(page)), "<p>Word"); n == 0 {
		t.Error("the word that was kept is not public")
	}
}

func third[A, B, C any](_ A, _ B, c C) C { return c }
