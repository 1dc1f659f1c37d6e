package edition

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// writeMany writes one of many files that nothing names before syncMany brought them to
// disk together: to wait for each takes longer than to make it.
func writeMany(path string, parts ...[]byte) error {
	buf := scratch()
	defer drop(buf)
	for _, part := range parts {
		buf.Write(part)
	}
	return os.WriteFile(path, buf.Bytes(), 0o644)
}

// syncMany brings everything that was written to the file system of dir to disk
// (syncfs(2)).
func syncMany(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	if err := unix.Syncfs(int(d.Fd())); err != nil {
		return errors.Join(fmt.Errorf("sync %s: %w", dir, err), d.Close())
	}
	return d.Close()
}
