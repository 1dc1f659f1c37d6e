package main

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// export writes the static site and returns its folder and every path in it.
func (s *server) export() (dir string, paths []string) {
	s.t.Helper()
	dir = filepath.Join(s.t.TempDir(), "site")
	if out, errs, code := s.vitrine("", "export", dir); code != 0 {
		s.t.Fatalf("export: %s %s", out, errs)
	}
	text, err := os.ReadFile(filepath.Join(dir, "paths.txt"))
	if err != nil {
		s.t.Fatal(err)
	}
	paths = strings.Fields(string(text))
	if len(paths) < 40 {
		s.t.Fatalf("only %d paths were exported", len(paths))
	}
	return dir, paths
}

// filesUnder reads every file of a folder.
func filesUnder(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, dir)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestExportIsTheSameSite serves the static export with nginx and with Python's
// file server; both answer every path byte for byte as the product does.
func TestExportIsTheSameSite(t *testing.T) {
	t.Parallel()
	kept := t.TempDir()
	s := prepare(t, "VITRINE_DATA_DIR="+kept, "VITRINE_DATABASE_URL=sqlite:"+filepath.Join(kept, "vitrine.db"))
	s.args = []string{"demo", "--keep", kept}
	s.start()
	dir, paths := s.export()
	for name, base := range map[string]string{"nginx": serveNginx(t, dir), "python": servePython(t, dir)} {
		for _, path := range paths {
			_, _, want := s.get(path)
			res, err := http.Get(base + path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(res.Body)
			res.Body.Close()
			if err != nil || string(got) != want {
				t.Errorf("%s answers %s with %d and %d bytes, want %d bytes (%v)", name, path, res.StatusCode, len(got), len(want), err)
			}
		}
	}
}

func serveNginx(t testing.TB, dir string) string {
	t.Helper()
	if _, err := exec.LookPath("nginx"); err != nil {
		t.Fatal("nginx is missing: run .ci/need")
	}
	port, work := freePorts(t, 1)[0], t.TempDir()
	config := fmt.Sprintf(`daemon off; worker_processes 1; pid %[1]s/pid; error_log %[1]s/error.log; %[4]s
events {}
http {
  access_log off; default_type text/html;
  client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;
  server { listen 127.0.0.1:%[2]d; root %[3]s; index index.html; absolute_redirect off; }
}`, work, port, dir, nginxUser())
	file := filepath.Join(work, "nginx.conf")
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	return background(t, port, exec.Command("nginx", "-c", file, "-p", work))
}

// nginxUser keeps the worker able to read a test's folder when run as root.
func nginxUser() string {
	if os.Getuid() == 0 {
		return "user root;"
	}
	return ""
}

func servePython(t testing.TB, dir string) string {
	t.Helper()
	port := freePorts(t, 1)[0]
	return background(t, port, exec.Command("python3", "-m", "http.server", "--bind", "127.0.0.1", "--directory", dir, fmt.Sprint(port)))
}

// background runs a file server until the test ends and waits until it answers.
func background(t testing.TB, port int, cmd *exec.Cmd) string {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Signal(syscall.SIGTERM); cmd.Wait() })
	base := fmt.Sprintf("http://127.0.0.1:%d", port)
	eventually(t, 10*time.Second, func() error {
		res, err := http.Get(base + "/")
		if err == nil {
			res.Body.Close()
		}
		return err
	})
	return base
}
