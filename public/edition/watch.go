package edition

import (
	"slices"
	"sync"
)

// watchers hand changes to whoever listens, without ever waiting for one.
type watchers struct {
	mu   sync.Mutex
	list map[chan Change]struct{}
}

func (w *watchers) add() (<-chan Change, func()) {
	c := make(chan Change, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.list == nil {
		w.list = map[chan Change]struct{}{}
	}
	w.list[c] = struct{}{}
	return c, func() { w.remove(c) }
}

func (w *watchers) remove(c chan Change) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, ok := w.list[c]; ok {
		delete(w.list, c)
		close(c)
	}
}

func (w *watchers) tell(change Change) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.list {
		select {
		case c <- change:
		default:
			w.merge(c, change)
		}
	}
}

// merge replaces the change that waits in c by it and the new one together.
func (w *watchers) merge(c chan Change, change Change) {
	select {
	case waiting := <-c:
		paths := slices.Concat(waiting.Paths, change.Paths)
		slices.Sort(paths)
		change.Paths = slices.Compact(paths)
	default:
	}
	c <- change // only tell sends, and it holds the lock: there is room now
}
