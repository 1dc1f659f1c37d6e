package notify

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// maildirAtOnce is how many mails of a mailbox are read at one look.
const maildirAtOnce = 1000

// readMaildir reads what is new in a maildir. A report that was understood is
// removed; everything else is put among the read mails, for a person to look at.
func (n *Notifier) readMaildir(ctx context.Context, dir string) error {
	list, err := os.ReadDir(filepath.Join(dir, "new"))
	if err != nil {
		return fmt.Errorf("read reports: %w", err)
	}
	var errs []error // one mail that cannot be taken in keeps none of the others away
	for _, entry := range list[:min(len(list), maildirAtOnce)] {
		if n.closing() || ctx.Err() != nil {
			return nil
		}
		if !entry.Type().IsRegular() || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		if err := n.readMaildirFile(ctx, dir, entry.Name()); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (n *Notifier) readMaildirFile(ctx context.Context, dir, name string) error {
	path := filepath.Join(dir, "new", name)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) { // another process was quicker
		return nil
	}
	if err != nil {
		return fmt.Errorf("read a report: %w", err)
	}
	understood, err := n.hear(ctx, f)
	f.Close()
	switch {
	case err != nil:
		return err // it stays, and is read again
	case understood:
		err = os.Remove(path)
	default:
		name, _, _ = strings.Cut(name, ":")
		err = os.Rename(path, filepath.Join(dir, "cur", name+":2,S"))
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("put a report away: %w", err)
	}
	return nil
}
