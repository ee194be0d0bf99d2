package serve

import (
	"fmt"
	"io/fs"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/build"
	"hria/internal/config"
	"hria/templates"
	"hria/themes"
)

const smallNote = `+++
schema = "hria/1"
kind = "guidance-note"
id = "N-%d"
title = "Note %d"
version = "1.0"
status = "draft"
date = 2026-01-02
lang = "en"
summary = "Short."
audience = ["municipality"]
technologies = ["cloud"]
rights = ["privacy"]
+++

Words %s.
`

// TestMemoryOverEdits makes a thousand edits, of texts, names, styles and what
// is broken, while tabs listen and pages are looked at and kept: what the
// preview holds afterwards is what it held after the first hundred.
func TestMemoryOverEdits(t *testing.T) {
	edits := 1000
	if testing.Short() {
		edits = 300
	}
	files := fstest.MapFS{"hria.toml": {Data: []byte("title = \"T\"\n")}}
	put := func(name, format string, args ...any) {
		files[name] = &fstest.MapFile{Data: fmt.Appendf(nil, format, args...)}
	}
	for i := range 60 {
		put(fmt.Sprintf("assessments/n%d.md", i), smallNote, i, i, "of the first day")
	}
	session, err := build.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	look := func(config.Paths) (fs.FS, fs.FS) { return templates.FS, themes.FS }
	o := Options{Session: session, Now: time.Now, Say: func(string) {}, Pages: build.NewPageCache(t.TempDir(), "site", func() string { return "program" }),
		Input: build.Input{Files: files, ConfigPath: "hria.toml", Look: look, AsOf: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Drafts: true, NoPDF: true, Jobs: 1}}
	texts, err := session.Texts(o.Input)
	if err != nil {
		t.Fatal(err)
	}
	p := newPreview(o, "", texts)
	o.begin(p)
	tabs := []*tab{{address: "/assessments/n1.html"}, {address: "/"}, {}}
	for _, tab := range tabs {
		p.join(tab)
	}
	held := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, moved := uint64(0), "assessments/n59.md"
	for i := range edits {
		name := fmt.Sprintf("assessments/n%d.md", i%50)
		changed := []string{name}
		switch i % 5 {
		case 0, 1:
			put(name, smallNote, i%50, i%50, fmt.Sprintf("of edit %d, and [[N-%d]]", i, (i+1)%50))
		case 2:
			put(name, strings.Replace(smallNote, "kind =", "kind", 1), i%50, i%50, "that cannot be read")
		case 3: // the same mended, and a new word to find
			changed = []string{fmt.Sprintf("assessments/n%d.md", (i-1)%50)}
			put(changed[0], smallNote, (i-1)%50, (i-1)%50, fmt.Sprintf("word%dword [[I%d]]", i, i))
		case 4: // another name each time
			to := fmt.Sprintf("assessments/moved-%d.md", i)
			files[to] = files[moved]
			delete(files, moved)
			changed, moved = []string{moved, to}, to
		}
		o.save(p, changed)
		for _, tab := range tabs {
			p.tell(t.Context(), tab, p.look(), false)
		}
		r := httptest.NewRequest("GET", "/assessments/moved-"+fmt.Sprint(i)+".html", nil)
		r.Host = "localhost"
		p.ServeHTTP(httptest.NewRecorder(), r)
		if i%100 == 99 {
			p.keep(t.Context(), p.look(), false)
		}
		if i == 99 {
			before = held()
		}
	}
	if s := p.look(); s.failure != "" || len(s.shelf.slots) > kept || len(p.visits.names) > mostVisits {
		t.Errorf("%q, %d pages, %d visits", s.failure, len(s.shelf.slots), len(p.visits.names))
	}
	after := held()
	t.Logf("%d KB after 100 edits, %d KB after %d", before>>10, after>>10, edits)
	if after > before+before/4+1<<20 {
		t.Errorf("%d KB after 100 edits, %d KB after %d", before>>10, after>>10, edits)
	}
	runtime.KeepAlive(p)
}
