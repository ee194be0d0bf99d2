package build

import "sync"

// memo remembers the results of a costly pure function. Its laws:
//
//  1. A value never changes once it is in the memo.
//  2. A key says everything that the value was made of, or the value carries
//     what the key leaves out and fits compares it.
//  3. Findings are part of the value and are replayed on a hit, so that a warm
//     build says exactly what a cold one says.
//  4. Two generations: a value that a whole build did not ask for is dropped.
//
// A memo may be used by many goroutines. Two that miss at once both do the
// work and get equal values, which is cheaper than to wait.
type memo[K comparable, V any] struct {
	mu        sync.Mutex
	now, last map[K]V
}

// get gives the value of a key, from this build, the last one, or make. A
// value that does not fit is made anew; one that make calls unfit for keeping
// is not kept.
func (m *memo[K, V]) get(key K, fits func(V) bool, make func() (V, bool)) V {
	m.mu.Lock()
	v, ok := m.now[key]
	if !ok || !fits(v) {
		v, ok = m.last[key]
	}
	m.mu.Unlock()
	keep := true
	if !ok || !fits(v) {
		v, keep = make()
	}
	if keep {
		m.put(key, v)
	}
	return v
}

func (m *memo[K, V]) put(key K, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.now == nil {
		m.now = map[K]V{}
	}
	m.now[key] = v
}

// turn begins the next generation.
func (m *memo[K, V]) turn() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last, m.now = m.now, nil
}

// always is for keys that say everything.
func always[V any](V) bool { return true }
