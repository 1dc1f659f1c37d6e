package views

import "sync"

// remembered are texts that were worked out of others and are asked for again soon: a
// page is told in every language of its site one after the other, and the texts of
// people stay the same in each.
type remembered struct {
	mu    sync.Mutex
	texts map[rememberedBy]string
	bytes int
}

// rememberedBy is a text and the way in which another is made of it.
type rememberedBy struct {
	way  int
	text string
}

// mostRemembered is how many bytes are kept until all are forgotten.
const mostRemembered = 1 << 20

// of is what work makes of text in that way.
func (r *remembered) of(way int, text string, work func() string) string {
	key := rememberedBy{way, text}
	r.mu.Lock()
	made, ok := r.texts[key]
	r.mu.Unlock()
	if ok {
		return made
	}
	made = work()
	size := len(text) + len(made)
	if size > mostRemembered/4 {
		return made
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.bytes+size > mostRemembered {
		r.texts, r.bytes = nil, 0
	}
	if r.texts == nil {
		r.texts = map[rememberedBy]string{}
	}
	if _, again := r.texts[key]; !again {
		r.texts[key] = made
		r.bytes += size
	}
	return made
}
