package api_test

import (
	"bytes"
	"io"
	"net"
	"net/url"
	"sync/atomic"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

// wire is the way to a PostgreSQL server, which may break at the worst moment.
type wire struct {
	server string
	armed  atomic.Bool // the next commit of an idempotent request is not answered
	broken atomic.Bool
}

// lay lays a wire to the server of a database, and returns its URL at our end.
func (w *wire) lay(t *testing.T, db *models.DB) string {
	t.Helper()
	u, err := url.Parse(db.Pool().Config().ConnString())
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	w.server, u.Host = u.Host, l.Addr().String()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go w.carry(c)
		}
	}()
	return u.String()
}

// carry carries one connection. A commit that is not to be answered still
// reaches the server, which has carried it out by the time the wire breaks.
func (w *wire) carry(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", w.server)
	if err != nil {
		return
	}
	defer server.Close()
	var cut atomic.Bool
	go func() {
		defer client.Close()
		for answer := make([]byte, 64<<10); ; {
			n, err := server.Read(answer)
			if err != nil || cut.Load() {
				return
			}
			if _, err := client.Write(answer[:n]); err != nil {
				return
			}
		}
	}()
	keyed := false
	for asked := make([]byte, 64<<10); ; {
		n, err := client.Read(asked)
		if err != nil {
			return
		}
		keyed = keyed || bytes.Contains(asked[:n], []byte("UPDATE \"idempotency_keys\""))
		if keyed && bytes.Contains(bytes.ToLower(asked[:n]), []byte("commit\x00")) && w.armed.CompareAndSwap(true, false) {
			cut.Store(true)
			w.broken.Store(true)
		}
		if _, err := server.Write(asked[:n]); err != nil {
			return
		}
		if cut.Load() {
			_, _ = io.Copy(io.Discard, client)
			return
		}
	}
}

func TestALostAnswerToACommitIsNoSecondIncident(t *testing.T) {
	t.Parallel()
	db := modelstest.OpenDB(t)
	if !db.Postgres() {
		t.Skip("SQLite has no wire")
	}
	w := &wire{}
	ours, err := models.Open(t.Context(), w.lay(t, db))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ours.Close() })
	h := furnish(t, ours)
	asked := body{"title": "Sign-in fails", "body": "We are looking into it.", "notify": true}
	w.armed.Store(true)
	h.do(staff.Responder, "POST", "/incidents", asked, "Idempotency-Key", "k-1").problem(503, "away")
	same(t, "the wire broke", w.broken.Load(), true)
	again := h.do(staff.Responder, "POST", "/incidents", asked, "Idempotency-Key", "k-1").want(201)
	same(t, "the mark", again.header.Get("Idempotency-Replayed"), "true")
	same(t, "incidents", len(h.do(staff.Viewer, "GET", "/incidents", nil).want(200).list("items")), 1)
	same(t, "notifications", len(h.do(staff.Viewer, "GET", "/notifications", nil).want(200).list("items")), 1)
}
