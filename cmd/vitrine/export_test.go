package main

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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

// TestExportIsTheSameSite serves the static export with Python's file server and
// with nginx as README.md says; both answer every path byte for byte as the
// product does, and nginx with the same media type.
func TestExportIsTheSameSite(t *testing.T) {
	t.Parallel()
	kept := t.TempDir()
	s := prepare(t, "VITRINE_DATA_DIR="+kept, "VITRINE_DATABASE_URL=sqlite:"+filepath.Join(kept, "vitrine.db"))
	s.args = []string{"demo", "--keep", kept}
	s.start()
	dir, paths := s.export()
	for name, base := range map[string]string{"nginx": serveNginx(t, dir), "python": servePython(t, dir)} {
		for _, path := range paths {
			_, header, want := s.get(path)
			res, err := http.Get(base + path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(res.Body)
			res.Body.Close()
			if err != nil || string(got) != want {
				t.Errorf("%s answers %s with %d and %d bytes, want %d bytes (%v)", name, path, res.StatusCode, len(got), len(want), err)
			}
			if kind := res.Header.Get("Content-Type"); name == "nginx" && kind != header.Get("Content-Type") {
				t.Errorf("nginx sends %s as %s, want %s", path, kind, header.Get("Content-Type"))
			}
		}
	}
	res, err := http.Get(serveNginx(t, dir) + "/nowhere")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if page, err := io.ReadAll(res.Body); err != nil || res.StatusCode != http.StatusNotFound || !strings.Contains(string(page), `/history"`) {
		t.Errorf("nginx answers what is not there with %d %s (%v)", res.StatusCode, tail(string(page), 300), err)
	}
}

// TestExportTouchesNeitherServerNorDatabase exports beside a running server, under
// another address and on a machine that never served.
func TestExportTouchesNeitherServerNorDatabase(t *testing.T) {
	t.Parallel()
	kept := t.TempDir()
	s := prepare(t, "VITRINE_DATA_DIR="+kept, "VITRINE_DATABASE_URL=sqlite:"+filepath.Join(kept, "vitrine.db"))
	target := filepath.Join(t.TempDir(), "site")
	out, errs, code := s.vitrine("", "export", target)
	if code != 2 || !strings.Contains(errs, "nothing was exported") || exists(filepath.Join(kept, "vitrine.db")) {
		t.Errorf("with neither a database nor an edition, export ended with %d %s%s", code, out, errs)
	}
	s.start()
	for name, data := range map[string]string{"beside the server": kept, "on a machine that never served": t.TempDir()} {
		e := prepare(t, "VITRINE_DATABASE_URL=sqlite:"+filepath.Join(kept, "vitrine.db"), "VITRINE_PUBLIC_URL=https://elsewhere.example", "VITRINE_DATA_DIR="+data)
		if out, errs, code := e.vitrine("", "export", target); code != 0 {
			t.Errorf("%s: export ended with %d %s%s", name, code, out, errs)
		}
		if feed := read(t, filepath.Join(target, "feed.json")); !strings.Contains(feed, "https://elsewhere.example") {
			t.Errorf("%s: the exported feed does not link to its own address: %s", name, feed)
		}
		for path, body := range filesUnder(t, data) {
			if strings.Contains(body, "elsewhere.example") {
				t.Errorf("%s: the export left %s in the data folder", name, path)
			}
		}
	}
}

var nginxBlock = regexp.MustCompile("(?s)\n```\n(server \\{\n.*?\n\\})\n```\n")

// serveNginx runs nginx with README.md's block, inside what distributions set.
func serveNginx(t testing.TB, dir string) string {
	t.Helper()
	nginx := tool(t, "nginx")
	block := nginxBlock.FindStringSubmatch(read(t, "../../README.md"))
	if block == nil || !strings.Contains(block[1], "root /srv/status;") {
		t.Fatal("README.md does not say how to serve the export with nginx")
	}
	port, work := freePorts(t, 1)[0], t.TempDir()
	server := strings.Replace(block[1], "root /srv/status;", fmt.Sprintf("listen 127.0.0.1:%d; root %s;", port, dir), 1)
	config := fmt.Sprintf(`daemon off; worker_processes 1; pid %[1]s/pid; error_log %[1]s/error.log; %[2]s
events {}
http {
  types { text/html html htm; application/octet-stream bin; }
  access_log off; default_type application/octet-stream;
  client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;
  %[3]s
}`, work, nginxUser(), server)
	file := filepath.Join(work, "nginx.conf")
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	return background(t, port, exec.Command(nginx, "-c", file, "-p", work))
}

// tool finds a program of the machine, also where only the superuser looks.
func tool(t testing.TB, name string) string {
	t.Helper()
	for _, place := range []string{name, "/usr/sbin/" + name, "/sbin/" + name} {
		if path, err := exec.LookPath(place); err == nil {
			return path
		}
	}
	t.Fatalf("%s is missing: run .ci/need", name)
	return ""
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
	return background(t, port, exec.Command(tool(t, "python3"), "-m", "http.server", "--bind", "127.0.0.1", "--directory", dir, fmt.Sprint(port)))
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
