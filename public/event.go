package public

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/public/edition"
)

const (
	heartbeat   = 15 * time.Second
	mostPaths   = 200 // more than that is "everything"
	streamRoom  = 4   // messages a slow stream may be behind
	streamWrite = 2 * heartbeat
)

// hub holds the open event streams.
type hub struct {
	most int

	mu      sync.Mutex
	streams map[chan []byte]struct{}
	closed  bool
}

func newHub(most int) *hub { return &hub{most: most, streams: map[chan []byte]struct{}{}} }

// join opens a stream, nil when there is no room.
func (b *hub) join() chan []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed || len(b.streams) >= b.most {
		return nil
	}
	s := make(chan []byte, streamRoom)
	b.streams[s] = struct{}{}
	return s
}

// leave ends a stream. It may be called twice.
func (b *hub) leave(s chan []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drop(s)
}

func (b *hub) drop(s chan []byte) {
	if _, ok := b.streams[s]; ok {
		delete(b.streams, s)
		close(s)
	}
}

// tell sends message to every stream. One that is too far behind is ended: its
// reader comes back and says what it saw last.
func (b *hub) tell(message []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for s := range b.streams {
		select {
		case s <- message:
		default:
			b.drop(s)
		}
	}
}

func (b *hub) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for s := range b.streams {
		b.drop(s)
	}
}

// Streams is the number of open event streams.
func (h *Handler) Streams() int {
	h.hub.mu.Lock()
	defer h.hub.mu.Unlock()
	return len(h.hub.streams)
}

// runHub tells the streams of each change, and now and then that we are there.
func (h *Handler) runHub(ctx context.Context) {
	defer h.hub.close()
	changes, stop := h.press.Watch()
	defer stop()
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case change := <-changes:
			h.hub.tell(updateEvent(h.press.Current(), change))
		case <-beat.C:
			h.hub.tell([]byte(": still here\n\n"))
		}
	}
}

// updateEvent is a change as an event. No paths means that any may have changed.
func updateEvent(e *edition.Edition, change edition.Change) []byte {
	if len(change.Paths) > mostPaths {
		change.Paths = []string{}
	}
	data, err := json.Marshal(change)
	if err != nil {
		data = []byte("{}") // numbers and paths always have a JSON form
	}
	return fmt.Appendf(nil, "id: %s\nevent: update\ndata: %s\n\n", eventID(e), data)
}

// eventID names an edition; editions made by the clock share a number.
func eventID(e *edition.Edition) string { return fmt.Sprintf("%d-%d", e.Number, e.Serial) }

// streamEvents is /events (server-sent events). A reader that comes back with the
// id of another edition is told at once that something changed.
func (h *Handler) streamEvents(c *fiber.Ctx) error {
	e := h.press.Current()
	if e == nil {
		return models.Fail(models.Away, "There is nothing to follow yet. Please try again in a minute.")
	}
	s := h.hub.join()
	if s == nil {
		c.Set(fiber.HeaderRetryAfter, "60")
		return models.Fail(models.Away, "Too many people follow this page live right now. It can be read and reloaded as always.")
	}
	first := fmt.Appendf(nil, "retry: 5000\nid: %s\n\n", eventID(e))
	if last := c.Get("Last-Event-ID"); last != "" && last != eventID(e) {
		first = append(first, updateEvent(e, edition.Change{Edition: e.Number, Paths: []string{}})...)
	}
	r := &c.Context().Response.Header
	set(r, noStore)
	set(r, crossOrigin)
	set(r, anyOrigin)
	c.Set(fiber.HeaderContentType, "text/event-stream; charset=utf-8")
	c.Set("X-Accel-Buffering", "no")
	conn := c.Context().Conn()
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer h.hub.leave(s)
		pump(w, conn, first, s)
	})
	return nil
}

// pump writes messages until the stream or the connection ends. The server's
// own deadline is for answers that end; this one is moved with every message.
func pump(w *bufio.Writer, conn net.Conn, message []byte, s <-chan []byte) {
	for ok := true; ok; message, ok = <-s {
		if err := conn.SetWriteDeadline(time.Now().Add(streamWrite)); err != nil {
			return
		}
		if _, err := w.Write(message); err != nil {
			return
		}
		if err := w.Flush(); err != nil {
			return
		}
	}
}
