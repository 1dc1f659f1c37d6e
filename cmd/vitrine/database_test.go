package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"vitrine/models"
)

// eachDatabase runs a story on SQLite, and on PostgreSQL where a cluster was
// started for the tests. With CI=true the cluster must be there.
func eachDatabase(t *testing.T, story func(t *testing.T, env []string)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		story(t, nil)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		story(t, newPostgres(t).env())
	})
}

// cluster returns the URL of the throw-away cluster.
func cluster(t testing.TB) string {
	t.Helper()
	u := os.Getenv("VITRINE_TEST_POSTGRES")
	if u == "" {
		if os.Getenv("CI") == "true" && !testing.Short() {
			t.Fatal("VITRINE_TEST_POSTGRES is not set: run .ci/postgres go test …")
		}
		t.Skip("no PostgreSQL cluster: run .ci/postgres go test …")
	}
	return u
}

// postgres is a fresh database with a role of its own for the public side, both
// reached through a door that can be shut.
type postgres struct {
	name string
	url  *url.URL
	role string
	door *door
}

func newPostgres(t testing.TB) *postgres {
	t.Helper()
	admin := cluster(t)
	u, err := url.Parse(admin)
	if err != nil {
		t.Fatal(err)
	}
	p := &postgres{name: "story_" + models.NewID(), role: "public_" + models.NewID(), url: u, door: openDoor(t, u.Host)}
	execute(t, admin, "CREATE DATABASE "+p.name)
	t.Cleanup(func() {
		p.door.reopen()
		execute(t, admin, fmt.Sprintf("DROP DATABASE %s WITH (FORCE)", p.name))
		execute(t, admin, fmt.Sprintf("DROP ROLE IF EXISTS %s", p.role))
	})
	return p
}

// env is how the program reaches the database.
func (p *postgres) env() []string {
	return []string{"VITRINE_DATABASE_URL=" + p.address(p.url.User, p.door.addr), "VITRINE_PUBLIC_DATABASE_URL=" + p.publicURL()}
}

func (p *postgres) publicURL() string {
	return p.address(url.UserPassword(p.role, "public"), p.door.addr)
}

func (p *postgres) address(user *url.Userinfo, host string) string {
	u := *p.url
	u.User, u.Host, u.Path = user, host, "/"+p.name
	return u.String()
}

func execute(t testing.TB, address, statement string) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(context.Background(), statement); err != nil {
		t.Errorf("%s: %v", statement, err)
	}
}

// door passes TCP connections on until it is shut; then the database behind it
// is as good as stopped.
type door struct {
	addr string

	mu    sync.Mutex
	shut  bool
	conns map[net.Conn]bool

	marked  atomic.Pointer[string] // in whose transaction the answer to the commit gets lost
	silence sync.RWMutex           // held while the database answers nothing
}

func openDoor(t testing.TB, target string) *door {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	d := &door{addr: l.Addr().String(), conns: map[net.Conn]bool{}}
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			go d.pass(in, target)
		}
	}()
	return d
}

func (d *door) pass(in net.Conn, target string) {
	defer in.Close()
	network := "tcp"
	if strings.HasPrefix(target, "/") {
		network = "unix"
	}
	out, err := net.Dial(network, target)
	if err != nil {
		return
	}
	defer out.Close()
	if !d.admit(in, out) {
		return
	}
	said := &conversation{}
	go func() { io.Copy(out, questions{in, d, said}); out.Close() }()
	io.Copy(in, answers{out, d, said})
}

// answers are those of a database that may fall silent.
type answers struct {
	io.Reader
	door *door
	said *conversation
}

func (a answers) Read(p []byte) (int, error) {
	n, err := a.Reader.Read(p)
	a.door.silence.RLock()
	defer a.door.silence.RUnlock()
	if a.said.committed.Load() {
		return 0, io.EOF // the answer is lost with the connection
	}
	return n, err
}

func (d *door) admit(conns ...net.Conn) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range conns {
		d.conns[c] = true
	}
	return !d.shut
}

// close cuts every connection and refuses new ones.
func (d *door) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.shut = true
	for c := range d.conns {
		c.Close()
	}
	clear(d.conns)
}

func (d *door) reopen() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.shut = false
}
