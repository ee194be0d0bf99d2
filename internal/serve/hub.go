package serve

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

// heartbeat keeps connections open through whatever closes silent ones.
const heartbeat = 15 * time.Second

// hub tells browsers what happened, over server-sent events. It never waits
// for one: a browser that does not listen is let go, comes back by itself and
// is greeted with the state of that moment.
type hub struct {
	mu       sync.Mutex
	browsers map[chan []byte]bool
}

func (h *hub) tell(message []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for b := range h.browsers {
		select {
		case b <- message:
		default:
			delete(h.browsers, b)
			close(b)
		}
	}
}

// join adds a browser, greeted in the same moment so that nothing is missed.
func (h *hub) join(greeting func() []byte) chan []byte {
	b := make(chan []byte, 8)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.browsers[b] = true
	b <- greeting()
	return b
}

func (h *hub) leave(b chan []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.browsers, b)
}

// events answers one browser for as long as it stays.
func (p *preview) events(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	b := p.hub.join(func() []byte { return p.state().message("hello", nil) })
	defer p.hub.leave(b)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case m, ok := <-b:
			if !ok {
				return
			}
			_, err = fmt.Fprintf(w, "data: %s\n\n", m)
		case <-beat.C:
			_, err = fmt.Fprint(w, ": still here\n\n")
		}
		if err != nil || out.Flush() != nil {
			return
		}
	}
}
