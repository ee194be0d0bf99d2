package serve

import "sync"

// work is what goes on beside the answers to browsers: a first part that nobody
// waits for, since it cannot be interrupted, and the rest.
type work struct {
	mu         sync.Mutex
	begun, off bool
	done       chan any
}

// start starts it. do has to ask after its first part whether to go on.
func start(do func(goOn func() bool)) *work {
	w := &work{done: make(chan any)}
	go func() {
		defer close(w.done)
		do(func() bool {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.begun = !w.off
			return w.begun
		})
	}()
	return w
}

// end waits for the rest, or keeps it from beginning.
func (w *work) end() {
	w.mu.Lock()
	w.off = true
	begun := w.begun
	w.mu.Unlock()
	if begun {
		<-w.done
	}
}
