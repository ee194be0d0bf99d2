package serve_test

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hria/internal/build"
	"hria/internal/config"
	"hria/internal/serve"
)

// behind keeps the first build waiting until the gate is closed; afterwards does
// so where pages of an earlier preview are looked for before. Both count how
// often templates are asked for: for the words of the panel, for earlier pages,
// for the build.
func behind(gate <-chan bool) func(*serve.Options)     { return before(gate, 2) }
func afterwards(gate <-chan bool) func(*serve.Options) { return before(gate, 3) }

func before(gate <-chan bool, times int) func(*serve.Options) {
	return func(o *serve.Options) {
		look := o.Input.Look
		o.Input.Look = func(p config.Paths) (fs.FS, fs.FS) {
			if times--; times == 0 {
				<-gate
			}
			return look(p)
		}
	}
}

// keeping keeps pages in a folder of the test.
func (p *preview) keeping(dir string) func(*serve.Options) {
	return func(o *serve.Options) {
		o.Pages = build.NewPageCache(dir, p.folder, func() string { return "this program" })
	}
}

func newGate(t *testing.T) (gate chan bool, open func()) {
	gate = make(chan bool)
	closed := false
	open = func() {
		if !closed {
			close(gate)
		}
		closed = true
	}
	t.Cleanup(open)
	return gate, open
}

func newSite(t *testing.T, files map[string]string) *preview {
	t.Helper()
	p := &preview{t: t, folder: t.TempDir()}
	for name, text := range files {
		p.write(name, text)
	}
	return p
}

// until waits until the preview says something of itself.
func (p *preview) until(what func(event) bool) {
	p.t.Helper()
	for range 2000 {
		if what(p.state()) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	p.t.Fatalf("it never comes: %+v", p.state())
}

// state is what the preview says of itself.
func (p *preview) state() event {
	p.t.Helper()
	_, _, body := p.get("_hria/state")
	var e event
	if err := json.Unmarshal([]byte(body), &e); err != nil {
		p.t.Fatal(err)
	}
	return e
}

// While the first build runs, every page says so and follows, and a save is not
// lost.
func TestBeforeTheFirstBuild(t *testing.T) {
	p := newSite(t, site())
	gate, open := newGate(t)
	p.launch(behind(gate))
	for _, name := range []string{"", "assessments/first.html", "assets/style.css", "_hria/note/assessments/first.pdf"} {
		status, header, html := p.get(name)
		if status != 503 || header.Get("Retry-After") == "" || !strings.Contains(html, " being read") || !strings.Contains(html, "/_hria/live.js") ||
			!strings.Contains(html, `<noscript><meta http-equiv="refresh"`) {
			t.Errorf("%q: %d %s", name, status, html)
		}
	}
	events := p.listenAs("?page=/assessments/first.html")
	p.until(func(e event) bool { return e.Reading == "1 document is being read" })
	if e := p.hear(events, "hello"); !e.Waits || !e.Unknown || e.Page != "" || e.Reading == "" {
		t.Errorf("hello: %+v", e)
	}
	p.write("assessments/first.md", strings.Replace(note, "First", "Other", 1))
	open()
	p.built()
	if line := p.heard(); !strings.HasPrefix(line, "assessments/first.md changed; ") {
		t.Errorf("said %q", line)
	}
	if _, _, html := p.get("assessments/first.html"); !strings.Contains(html, "Other words") {
		t.Error("the save was lost")
	}
	if e := p.hear(events, "reload"); e.Waits || e.Page == "" || e.Reading != "" {
		t.Errorf("reload: %+v", e)
	}
}

// Nobody who ends a preview waits for its first build.
func TestTheEndBeforeTheFirstBuild(t *testing.T) {
	p := newSite(t, site())
	gate, _ := newGate(t)
	p.launch(behind(gate))
	p.end()
}

func TestSecondStart(t *testing.T) {
	files, cache := site(), t.TempDir()
	files["assessments/first.md"] = strings.Replace(note, "First words", "See [[I9]]", 1)
	p := newSite(t, files)
	p.begin(p.keeping(cache), func(o *serve.Options) { o.Token = "a-secret-of-this-start" })
	names := []string{"", "assessments/first.html", "assets/style.css"}
	before := map[string]string{}
	for _, name := range names {
		_, _, before[name] = p.get(name)
	}
	was := p.state()
	p.end()
	private(t, cache)

	gate, open := newGate(t)
	p.launch(p.keeping(cache), afterwards(gate))
	p.until(func(e event) bool { return !e.Unknown })
	for _, name := range names {
		if status, _, html := p.get(name); status != 200 || page(html) != page(before[name]) {
			t.Errorf("%q: %d, another page", name, status)
		}
	}
	if status, _, _ := p.get("assessments/none.html"); status != 503 {
		t.Errorf("a page that nobody knows: %d", status)
	}
	now := p.state()
	if len(was.Findings) == 0 || len(now.Findings) != len(was.Findings) || now.Findings[0] != was.Findings[0] || now.Earlier || now.Reading == "" {
		t.Errorf("%+v, not %+v", now, was)
	}
	events, other := p.listenAs("?page=/assessments/first.html"), p.listenAs("?page=/measures.html")
	hello := p.hear(events, "hello")
	if e := p.hear(other, "hello"); hello.Page == "" || hello.Waits || hello.Source != "assessments/first.md" || !e.Waits {
		t.Errorf("%+v %+v", hello, e)
	}
	open()
	p.built()
	if e := p.hear(events, "findings"); e.Page != hello.Page || e.Styles != hello.Styles || e.Reading != "" {
		t.Errorf("the page is another one: %+v", e)
	}
	if e := p.hear(other, "reload"); e.Page == "" {
		t.Errorf("%+v", e)
	}
	p.end()
}

// heard gives the next line that was said.
func (p *preview) heard() string {
	p.t.Helper()
	select {
	case line := <-p.said:
		return line
	case <-time.After(20 * time.Second):
		p.t.Fatal("nothing is said")
		return ""
	}
}

// private tells whether only its owner may read what was kept, and that it has
// no secret.
func private(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatal(len(entries), err)
	}
	info, err := entries[0].Info()
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
	b, err := os.ReadFile(filepath.Join(dir, entries[0].Name()))
	if err != nil || strings.Contains(string(b), "a-secret-of-this-start") || strings.Contains(string(b), "_hria/live.js") {
		t.Error("it holds what it should not", err)
	}
}

// register is a site of some documents: two leads to one.
func register() map[string]string {
	files := site()
	for name, id := range map[string]string{"one": "N-1", "two": "N-2", "three": "N-3", "four": "N-4", "five": "N-5"} {
		files["assessments/"+name+".md"] = strings.NewReplacer("N-1", id, "A first note", "Note "+name, "First words", "Words of "+name).Replace(note)
	}
	files["assessments/two.md"] += "\nSee [it](one.md).\n"
	files["assessments/four.md"] += "\nSee [it](three.md).\n"
	delete(files, "assessments/first.md")
	return files
}

// What changed while no preview ran is not shown from before: no document that
// is another one, and nothing at all where one is gone or has something withheld
// now, since any page may say what it said.
func TestSecondStartAfterChanges(t *testing.T) {
	all := []string{"", "assessments/one.html", "assessments/two.html", "assessments/three.html", "assessments/four.html", "assessments/five.html"}
	for name, c := range map[string]struct {
		change func(p *preview, files map[string]string)
		shown  string // of all, those that are shown
		bind   string
		day    int
	}{
		"another day": {shown: ",one,two,three,four,five", day: 1},
		"words": {shown: ",two,three,four,five", change: func(p *preview, files map[string]string) {
			p.write("assessments/one.md", files["assessments/one.md"]+"\nMore.\n")
		}},
		"a passage withheld": {change: func(p *preview, files map[string]string) {
			p.write("assessments/one.md", files["assessments/one.md"]+"\n::: restricted\nMore.\n:::\n")
		}},
		"not for the public": {change: func(p *preview, files map[string]string) {
			p.write("assessments/one.md", strings.Replace(files["assessments/one.md"], "status =", "publication = \"internal\"\nstatus =", 1))
		}},
		"broken": {change: func(p *preview, files map[string]string) {
			p.write("assessments/one.md", strings.Replace(files["assessments/one.md"], "kind =", "kind", 1))
		}},
		"gone":       {change: func(p *preview, _ map[string]string) { os.Remove(filepath.Join(p.folder, "assessments/three.md")) }},
		"moved":      {change: func(p *preview, _ map[string]string) { p.rename("assessments/three.md", "assessments/tres.md") }},
		"for others": {day: 1, bind: "0.0.0.0"},
		"settings":   {change: func(p *preview, files map[string]string) { p.write("hria.toml", files["hria.toml"]+"\n") }},
		"template":   {change: func(p *preview, _ map[string]string) { p.write("templates/partials/own.html", "{{/* */}}") }},
	} {
		t.Run(strings.ReplaceAll(name, " ", "-"), func(t *testing.T) {
			t.Parallel()
			files, cache := register(), t.TempDir()
			p := newSite(t, files)
			p.begin(p.keeping(cache))
			for _, page := range all {
				p.get(page)
			}
			p.end()
			if c.change != nil {
				c.change(p, files)
			}
			gate, open := newGate(t)
			known := make(chan bool)
			p.launch(p.keeping(cache), afterwards(gate), func(o *serve.Options) {
				o.Bind, o.Input.AsOf = c.bind, o.Input.AsOf.AddDate(0, 0, c.day)
				o.Reading = func(int, bool) { close(known) }
			})
			waitFor(t, known)
			var shown []string
			for _, page := range all {
				if status, _, _ := p.get(page); status == 200 {
					shown = append(shown, strings.TrimSuffix(strings.TrimPrefix(page, "assessments/"), ".html"))
				}
			}
			e := p.state()
			if got := strings.Join(shown, ","); got != c.shown || e.Earlier != (c.shown != "") || !e.Unknown || len(e.Findings) > 0 {
				t.Errorf("shown: %q, not %q; %+v", got, c.shown, e)
			}
			open()
			p.built()
			if e := p.state(); e.Earlier || e.Reading != "" {
				t.Errorf("%+v", e)
			}
			p.end()
		})
	}
}

func waitFor(t *testing.T, c <-chan bool) bool {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(20 * time.Second):
		t.Fatal("it never comes")
		return false
	}
}

// A preview begins whatever is left of what was kept.
func TestDamagedPages(t *testing.T) {
	cache := t.TempDir()
	p := newSite(t, site())
	p.begin(p.keeping(cache))
	p.get("")
	p.end()
	entries, err := os.ReadDir(cache)
	if err != nil || len(entries) != 1 {
		t.Fatal(len(entries), err)
	}
	name := filepath.Join(cache, entries[0].Name())
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what   string
		damage func() error
	}{
		{"empty", func() error { return os.WriteFile(name, nil, 0o600) }},
		{"cut", func() error { return os.WriteFile(name, whole[:len(whole)/2], 0o600) }},
		{"one bit", func() error {
			b := append([]byte(nil), whole...)
			b[len(b)/2] ^= 1
			return os.WriteFile(name, b, 0o600)
		}},
		{"a folder", func() error { os.Remove(name); return os.MkdirAll(filepath.Join(name, "x"), 0o700) }},
		{"no folder", func() error { os.RemoveAll(cache); return os.WriteFile(cache, nil, 0o600) }},
	} {
		if err := c.damage(); err != nil {
			t.Fatal(err)
		}
		gate, open := newGate(t)
		known := make(chan bool, 1)
		p.launch(p.keeping(cache), afterwards(gate), func(o *serve.Options) {
			o.Reading = func(_ int, shown bool) { known <- shown }
		})
		if waitFor(t, known) {
			t.Errorf("%s: pages are shown", c.what)
		}
		open()
		p.built()
		if status, _, _ := p.get("assessments/first.html"); status != http.StatusOK {
			t.Errorf("%s: %d", c.what, status)
		}
		p.end()
	}
}
