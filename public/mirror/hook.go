package mirror

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	folder := Dir{Path: filepath.Join(h.Dir, "hook-"+filepath.Base(h.Command))}
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
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%w: %s", err, lastLine(said.String()))
	}
	return nil
}

// lastLine is the last line that is not empty, cut to a length for a page.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	line := strings.ToValidUTF8(lines[len(lines)-1], "")
	return line[:min(len(line), 200)]
}
