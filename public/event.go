package public

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

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
	r := &c.Context().Response.Header
	set(r, noStore)
	if c.Method() == fiber.MethodHead {
		startStream(r)
		return nil
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
	startStream(r)
	r.SetContentLength(-2) // until the connection ends, in words that HTTP/1.0 knows too
	first = append(r.AppendBytes(nil), first...)
	// The stream takes the connection for itself and writes its own head: the
	// server would keep buffers for as long as it lasts.
	c.Context().HijackSetNoResponse(true)
	c.Context().Hijack(func(conn net.Conn) {
		defer h.hub.leave(s)
		pump(conn, first, s)
	})
	return nil
}

// startStream writes what the head of a stream holds.
func startStream(r *fasthttp.ResponseHeader) {
	set(r, crossOrigin)
	set(r, anyOrigin)
	r.SetContentType("text/event-stream; charset=utf-8")
	r.Set("X-Accel-Buffering", "no")
}

// pump writes messages until the stream or the connection ends. Each moves the
// deadline: the server's own is for answers that end.
func pump(conn net.Conn, message []byte, s <-chan []byte) {
	for ok := true; ok; message, ok = <-s {
		if err := conn.SetWriteDeadline(time.Now().Add(streamWrite)); err != nil {
			return
		}
		if _, err := conn.Write(message); err != nil {
			return
		}
	}
}
