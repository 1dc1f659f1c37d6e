package mirror

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// hookPatience is how long a command of the operator's may run.
const hookPatience = 10 * time.Minute

// Hook is a mirror that a command brings somewhere: rsync, git, whatever. It is run
// with the folder of the whole edition as its argument; the paths that changed come
// on its standard input, one on each line.
type Hook struct {
	Command string
	Dir     string // where the folder is made
}

// Name implements Target.
func (h Hook) Name() string { return "hook:" + h.Command }

// Bring implements Target.
func (h Hook) Bring(ctx context.Context, w Work) error {
	folder, err := h.folder()
	if err != nil {
		return err
	}
	if err := folder.Bring(ctx, w); err != nil {
		return err
	}
	root, err := filepath.EvalSymlinks(folder.Root())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, hookPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, h.Command, root)
	cmd.Dir = root
	// None of our secrets: a command that wants some has them from its own files.
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "VITRINE_EDITION=" + strconv.FormatInt(w.Edition.Number, 10)}
	cmd.Stdin = strings.NewReader(strings.Join(w.Paths, "\n") + "\n")
	cmd.WaitDelay = 5 * time.Second
	var said tail
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%w: %s", err, lastLine(string(said.end)))
	}
	return nil
}

// folder is where the edition is made for the command: its own, though another one may
// have the same file name.
func (h Hook) folder() (Dir, error) {
	dir, err := filepath.Abs(h.Dir)
	sum := sha256.Sum256([]byte(h.Command))
	return Dir{Path: filepath.Join(dir, "hook-"+hex.EncodeToString(sum[:8]))}, err
}

// tailLength is how much is kept of what a command says, in bytes.
const tailLength = 4 << 10

// tail keeps the end of what is written to it.
type tail struct{ end []byte }

// Write implements io.Writer.
func (t *tail) Write(b []byte) (int, error) {
	t.end = append(t.end, b[max(0, len(b)-tailLength):]...)
	t.end = slices.Delete(t.end, 0, max(0, len(t.end)-tailLength))
	return len(b), nil
}

// lastLine is the last line that is not empty, cut to a length for a page.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	line := strings.ToValidUTF8(lines[len(lines)-1], "")
	return line[:min(len(line), 200)]
}
