package public

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
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
	remembered  = 64 // changes that a stream which was cut can be told of one by one
)

// hub holds the open event streams, and what was told last.
type hub struct {
	most int

	mu      sync.Mutex
	streams map[chan []byte]struct{}
	closed  bool
	last    string      // id of the newest event; empty before there is one
	told    []happening // the newest last
}

// happening is an event that was sent.
type happening struct {
	id    string
	paths []string
}

func newHub(most int) *hub { return &hub{most: most, streams: map[chan []byte]struct{}{}} }

// join opens a stream, nil when there is no room. It returns what to say first to a
// reader who saw the event last before, or none where that is empty: everything
// that is told from now on comes through the stream, and everything before it is
// in first, so that nothing is told twice or never. outdated names the page of a
// reader who heard nothing yet, where it is not the newest.
func (b *hub) join(last, now string, outdated func() []string) (s chan []byte, first []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed || len(b.streams) >= b.most {
		return nil, nil
	}
	if b.last != "" {
		now = b.last
	}
	missed, any := b.since(last, now)
	if last == "" {
		missed = outdated()
		any = len(missed) > 0
	}
	first = []byte("retry: 5000\n")
	if any {
		first = append(first, updateEvent(now, numberOf(now), missed)...)
	}
	s = make(chan []byte, streamRoom)
	b.streams[s] = struct{}{}
	return s, fmt.Appendf(first, "id: %s\nevent: hello\ndata: {}\n\n", now)
}

// since lists the paths that changed after the event last. Where that is not known
// any more, it may be every path, which is none by name.
func (b *hub) since(last, now string) (paths []string, any bool) {
	if last == "" || last == now {
		return nil, false
	}
	at := slices.IndexFunc(b.told, func(t happening) bool { return t.id == last })
	if at < 0 {
		return []string{}, true
	}
	for _, t := range b.told[at+1:] {
		if len(t.paths) == 0 {
			return []string{}, true
		}
		paths = append(paths, t.paths...)
	}
	slices.Sort(paths)
	if paths = slices.Compact(paths); len(paths) > mostPaths {
		paths = []string{}
	}
	return paths, true
}

// publish tells every stream of a change and remembers it.
func (b *hub) publish(change edition.Change) {
	paths := change.Paths
	if len(paths) > mostPaths {
		paths = []string{}
	}
	id := eventID(change.Edition, change.Serial)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last = id
	if b.told = append(b.told, happening{id, paths}); len(b.told) > remembered {
		b.told = slices.Clone(b.told[1:])
	}
	b.send(updateEvent(id, change.Edition, paths))
}

// begin notes which edition there is before anything is told.
func (b *hub) begin(e *edition.Edition) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if e != nil && b.last == "" {
		b.last = eventID(e.Number, e.Serial)
		b.told = append(b.told, happening{b.last, []string{}})
	}
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

// tell sends message to every stream.
func (b *hub) tell(message []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.send(message)
}

// send needs the lock. A stream that is too far behind is ended: its reader comes
// back and says what it saw last.
func (b *hub) send(message []byte) {
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
	h.hub.begin(h.press.Current())
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case change := <-changes:
			h.hub.publish(change)
		case <-beat.C:
			h.hub.tell([]byte(": still here\n\n"))
		}
	}
}

// updateEvent is a change as an event. No paths means that any may have changed.
func updateEvent(id string, number int64, paths []string) []byte {
	data, err := json.Marshal(edition.Change{Edition: number, Paths: paths})
	if err != nil {
		data = []byte("{}") // numbers and paths always have a JSON form
	}
	return fmt.Appendf(nil, "id: %s\nevent: update\ndata: %s\n\n", id, data)
}

// eventID names an edition; editions made by the clock share a number.
func eventID(number, serial int64) string { return fmt.Sprintf("%d-%d", number, serial) }

// numberOf is the number of the edition that an id names.
func numberOf(id string) int64 {
	text, _, _ := strings.Cut(id, "-")
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0 // ids are ours
	}
	return number
}

// streamEvents is /events (server-sent events). A reader that was cut off says by
// Last-Event-ID, or by ?last_event_id=, what it heard last, and is told at once
// what it missed. One that comes with a page says which, and of when it is.
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
	last := c.Get("Last-Event-ID")
	if last == "" {
		last = c.Query("last_event_id")
	}
	s, first := h.hub.join(last, eventID(e.Number, e.Serial), func() []string { return h.outdated(c) })
	if s == nil {
		c.Set(fiber.HeaderRetryAfter, "60")
		return models.Fail(models.Away, "Too many people follow this page live right now. It can be read and reloaded as always.")
	}
	startStream(r)
	if h.gate != nil {
		hidden(c)
	}
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

// outdated is the page of the reader where it is not the newest: what changed
// between the page and the stream, or since a cache kept the page.
func (h *Handler) outdated(c *fiber.Ctx) []string {
	had, err := strconv.ParseInt(c.Query("modified"), 10, 64)
	if err != nil {
		return nil
	}
	f, ok := h.press.File(c.Query("path"))
	if !ok || f.Modified().Unix() <= had {
		return nil
	}
	return []string{f.Path}
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
