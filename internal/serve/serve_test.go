package serve_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/build"
	"hria/internal/config"
	"hria/internal/serve"
	"hria/templates"
	"hria/themes"
)

const note = `+++
schema = "hria/1"
kind = "guidance-note"
id = "N-1"
title = "A first note"
version = "1.0"
status = "draft"
date = 2026-01-02
lang = "en"
summary = "Short."
audience = ["municipality"]
technologies = ["cloud"]
rights = ["privacy"]
[[key_message]]
text = "Remember this."
evidence = ["S1"]
[[action]]
id = "A1"
by = "municipality"
text = "Do this."
[[source]]
id = "S1"
type = "academic"
title = "A study"
author = "Somebody"
date = 2025-01-01
url = "https://example.org/study"
confidence = "high"
+++

## Why

First words.
`

// preview is a running preview of a site on the disk.
type preview struct {
	t       *testing.T
	folder  string
	address string
	said    chan string
	ready   chan serve.Running
	stop    context.CancelFunc
	ended   chan error
}

func start(t *testing.T, files map[string]string, change ...func(*serve.Options)) *preview {
	t.Helper()
	p := &preview{t: t, folder: t.TempDir()}
	for name, text := range files {
		p.write(name, text)
	}
	p.begin(change...)
	return p
}

// begin starts the preview of the folder and waits until the site is built.
func (p *preview) begin(change ...func(*serve.Options)) {
	p.t.Helper()
	p.launch(change...)
	p.built()
}

// built waits for the first build.
func (p *preview) built() serve.Running {
	p.t.Helper()
	select {
	case r := <-p.ready:
		return r
	case err := <-p.ended:
		p.t.Fatal(err)
	case <-time.After(20 * time.Second):
		p.t.Fatal("the preview does not start")
	}
	return serve.Running{}
}

// launch starts the preview of the folder and waits until it answers.
func (p *preview) launch(change ...func(*serve.Options)) {
	t := p.t
	t.Helper()
	p.said, p.ended, p.ready = make(chan string, 100), make(chan error, 1), make(chan serve.Running, 1)
	opened := make(chan string, 1)
	session, err := build.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(p.folder)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	p.stop = stop
	day := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	o := serve.Options{Folder: p.folder, Session: session, Now: time.Now,
		Input: build.Input{Files: root.FS(), ConfigPath: "hria.toml", AsOf: day, Drafts: true, Jobs: 2,
			Look: func(config.Paths) (fs.FS, fs.FS) {
				return p.over("templates", templates.FS), p.over("themes", themes.FS)
			}},
		Open:  func(address string) { opened <- address },
		Ready: func(r serve.Running) { p.ready <- r },
		Say:   func(line string) { p.said <- line }}
	for _, c := range change {
		c(&o)
	}
	go func() { p.ended <- serve.Run(ctx, o) }()
	t.Cleanup(func() { stop(); root.Close() })
	select {
	case p.address = <-opened:
	case err := <-p.ended:
		t.Fatal(err)
	case <-time.After(20 * time.Second):
		t.Fatal("the preview does not start")
	}
}

// end ends the preview, as Ctrl-C does.
func (p *preview) end() {
	p.t.Helper()
	p.stop()
	select {
	case err := <-p.ended:
		if err != nil {
			p.t.Error(err)
		}
	case <-time.After(5 * time.Second):
		p.t.Fatal("it does not end")
	}
}

// over lays a folder of the site over built-in files.
func (p *preview) over(folder string, builtIn fs.FS) fs.FS {
	out := fstest.MapFS{}
	for _, tree := range []fs.FS{builtIn, os.DirFS(filepath.Join(p.folder, folder))} {
		fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				text, _ := fs.ReadFile(tree, name)
				out[name] = &fstest.MapFile{Data: text}
			}
			return nil
		})
	}
	return out
}

func (p *preview) write(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.folder, name)
	os.MkdirAll(filepath.Dir(path), 0o755)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p *preview) rename(from, to string) {
	p.t.Helper()
	os.MkdirAll(filepath.Dir(filepath.Join(p.folder, to)), 0o755)
	if err := os.Rename(filepath.Join(p.folder, from), filepath.Join(p.folder, to)); err != nil {
		p.t.Fatal(err)
	}
}

func (p *preview) get(path string) (int, http.Header, string) {
	p.t.Helper()
	r, err := http.Get(p.address + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(r.Body)
	return r.StatusCode, r.Header, string(b)
}

// event is what a browser hears.
type event struct {
	Type, Build, Failure           string
	Page, Styles, Source, Note, Go string
	New, Fixed                     int
	Held, Waits, Unknown, Earlier  bool
	Reading                        string
	Paths                          []string
	Findings                       []struct{ Place, Message, Help string }
}

func (p *preview) listen() <-chan event { return p.listenAs("") }

// listenAs listens as the page that a query names.
func (p *preview) listenAs(query string) <-chan event {
	p.t.Helper()
	r, err := http.Get(p.address + "_hria/events" + query)
	if err != nil {
		p.t.Fatal(err)
	}
	out := make(chan event, 100)
	p.t.Cleanup(func() { r.Body.Close() })
	go func() {
		lines := bufio.NewScanner(r.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var e event
				json.Unmarshal([]byte(data), &e)
				out <- e
			}
		}
		close(out)
	}()
	return out
}

func (p *preview) hear(events <-chan event, kind string) event {
	p.t.Helper()
	for {
		select {
		case e, ok := <-events:
			if !ok {
				p.t.Fatal("the events ended")
			}
			if e.Type == kind {
				return e
			}
		case <-time.After(10 * time.Second):
			p.t.Fatalf("no %s", kind)
		}
	}
}

// freePort gives a port that nobody uses now.
func freePort() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func site() map[string]string {
	return map[string]string{"hria.toml": fmt.Sprintf("title = \"T\"\n[serve]\nport = %d\n", freePort()), "assessments/first.md": note}
}

func TestBreakAndMend(t *testing.T) {
	p := start(t, site())
	events := p.listen()
	if e := p.hear(events, "hello"); e.Held || len(e.Findings) > 0 {
		t.Errorf("hello: %+v", e)
	}
	p.write("assessments/first.md", strings.Replace(note, "First", "Other", 1))
	if e := p.hear(events, "reload"); len(e.Paths) != 1 || e.Paths[0] != "assessments/first.md" {
		t.Errorf("reload: %+v", e)
	}
	if line := <-p.said; !strings.HasPrefix(line, "assessments/first.md changed; no findings; ") {
		t.Errorf("said %q", line)
	}
	_, _, before := p.get("assessments/first.html")
	p.write("assessments/first.md", strings.Replace(note, "kind = ", "kind ", 1))
	e := p.hear(events, "findings")
	if !e.Held || len(e.Findings) == 0 || !strings.HasPrefix(e.Findings[0].Place, "assessments/first.md:3:") {
		t.Errorf("findings: %+v", e)
	}
	if line := <-p.said; !strings.Contains(line, "the last good pages stay") {
		t.Errorf("said %q", line)
	}
	status, _, after := p.get("assessments/first.html")
	if status != 200 || page(before) != page(after) {
		t.Error("the last good page is gone")
	}
	p.write("assessments/first.md", strings.Replace(note, "First", "Third", 1))
	if e := p.hear(events, "reload"); e.Held || len(e.Findings) > 0 {
		t.Errorf("mended: %+v", e)
	}
}

// page is a page without the build that it carries.
func page(html string) string {
	before, after, _ := strings.Cut(html, ` data-build="`)
	_, after, _ = strings.Cut(after, `"`)
	return before + after
}

// An unfinished document is shown with what it lacks.
func TestErrorsThatLeaveAPage(t *testing.T) {
	p := start(t, site())
	events := p.listen()
	p.hear(events, "hello")
	p.write("assessments/first.md", strings.Replace(note, "First words", "See [[I9]], unfinished", 1))
	if e := p.hear(events, "reload"); e.Held || len(e.Findings) != 1 {
		t.Errorf("%+v", e)
	}
	if _, _, html := p.get("assessments/first.html"); !strings.Contains(html, "unfinished") {
		t.Error("the new page is not shown")
	}
}

func TestFirstBuildFails(t *testing.T) {
	files := site()
	files["assessments/first.md"] = "no front matter\n"
	p := start(t, files)
	events := p.listen()
	if e := p.hear(events, "hello"); e.Held || len(e.Findings) != 1 {
		t.Errorf("hello: %+v", e)
	}
	if _, _, html := p.get(""); !strings.Contains(html, "/_hria/live.js") {
		t.Error("no script on the first page")
	}
	p.write("assessments/first.md", note)
	p.hear(events, "reload")
	if status, _, _ := p.get("assessments/first.html"); status != 200 {
		t.Errorf("status %d", status)
	}
}

func TestNewFoldersAndRemovedFiles(t *testing.T) {
	p := start(t, site())
	events := p.listen()
	p.hear(events, "hello")
	p.write("assessments/deep/er/second.md", strings.Replace(note, "N-1", "N-2", 1))
	p.hear(events, "reload")
	time.Sleep(100 * time.Millisecond) // until the folder is known to be watched
	p.write("assessments/deep/er/second.md", strings.NewReplacer("N-1", "N-2", "First", "Changed").Replace(note))
	p.hear(events, "reload")
	if status, _, _ := p.get("assessments/deep/er/second.html"); status != 200 {
		t.Errorf("status %d", status)
	}
	os.RemoveAll(filepath.Join(p.folder, "assessments", "deep"))
	for {
		p.hear(events, "reload")
		if status, _, _ := p.get("assessments/deep/er/second.html"); status == 404 {
			break
		}
	}
}

func TestSavesInSeveralSteps(t *testing.T) {
	p := start(t, site())
	events := p.listen()
	p.hear(events, "hello")
	temp, final := filepath.Join(p.folder, "assessments/first.md.tmp~"), filepath.Join(p.folder, "assessments/first.md")
	os.WriteFile(temp, []byte(strings.Replace(note, "First", "Renamed", 1)), 0o644)
	os.Rename(temp, final)
	p.hear(events, "reload")
	os.WriteFile(final, []byte(strings.Replace(note, "First", "Renamed", 1)), 0o644) // the same bytes again
	time.Sleep(150 * time.Millisecond)
	p.write("hria.toml", "title = \"Another\"\n")
	if e := p.hear(events, "reload"); len(e.Paths) != 1 || e.Paths[0] != "hria.toml" {
		t.Errorf("an unchanged file counts: %+v", e)
	}
}

func TestAnswers(t *testing.T) {
	p := start(t, site())
	for path, want := range map[string]struct {
		status int
		kind   string
	}{
		"":                          {200, "text/html; charset=utf-8"},
		"index.html":                {200, "text/html; charset=utf-8"},
		"assessments/":              {200, "text/html; charset=utf-8"},
		"assessments":               {200, "text/html; charset=utf-8"}, // after a redirect
		"assessments/first.html":    {200, "text/html; charset=utf-8"},
		"assessments/first.pdf":     {200, "application/pdf"},
		"no/such/page.html":         {404, "text/html; charset=utf-8"},
		"../hria.toml":              {404, "text/html; charset=utf-8"},
		"..%2fhria.toml":            {404, "text/html; charset=utf-8"},
		"assessments/first.md":      {404, "text/html; charset=utf-8"},
		"_hria/live.js":             {200, "text/javascript; charset=utf-8"},
		"assessments/first.html?x=": {200, "text/html; charset=utf-8"},
	} {
		status, header, body := p.get(path)
		if status != want.status || header.Get("Content-Type") != want.kind || header.Get("Cache-Control") != "no-store" {
			t.Errorf("%q: %d %q", path, status, header.Get("Content-Type"))
		}
		if strings.HasPrefix(want.kind, "text/html") && !strings.Contains(body, "/_hria/live.js") {
			t.Errorf("%q: no script", path)
		}
		if header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%q: other origins may read it", path)
		}
	}
}

func TestOnlyThisMachineAndOnlyReading(t *testing.T) {
	p := start(t, site())
	ask := func(method, host string) int {
		r, err := http.NewRequest(method, p.address, strings.NewReader(""))
		if err != nil {
			t.Fatal(err)
		}
		if host != "" {
			r.Host = host
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode
	}
	for host, want := range map[string]int{"": 200, "localhost:1": 200, "localhost": 200, "[::1]:21313": 200, "127.0.0.1": 200,
		"evil.example": 403, "evil.example:21313": 403, "localhost.evil.example": 403, "10.0.0.1": 403} {
		if got := ask("GET", host); got != want {
			t.Errorf("host %q: %d", host, got)
		}
	}
	for method, want := range map[string]int{"HEAD": 200, "POST": 405, "PUT": 405, "DELETE": 405, "OPTIONS": 405} {
		if got := ask(method, ""); got != want {
			t.Errorf("method %s: %d", method, got)
		}
	}
}

// A browser that never reads must not keep anybody waiting, and a preview that
// is told to end does so while browsers listen.
func TestSlowBrowsersAndTheEnd(t *testing.T) {
	p := start(t, site())
	for range 3 {
		r, err := http.Get(p.address + "_hria/events")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
	}
	events := p.listen()
	for i := range 5 {
		p.write("assessments/first.md", strings.Replace(note, "First", strings.Repeat("x", i+1), 1))
		p.hear(events, "reload")
	}
	p.end()
}

// Only a page of the preview opens files, and only those it points to.
func TestOpeningFiles(t *testing.T) {
	files := site()
	files["hria.toml"] += "editor = \"edit {file}\"\n"
	files["secret.txt"], files["assessments/first.md"] = "s", strings.Replace(note, "First words", "See [[I9]]", 1)
	opened := make(chan string, 99)
	p := start(t, files, func(o *serve.Options) {
		o.Token = "secret"
		o.Edit = func(command, file string, line, column int) error {
			opened <- fmt.Sprintf("%s %s:%d:%d", command, strings.TrimPrefix(file, o.Folder), line, column)
			return nil
		}
	})
	if err := os.Symlink("/etc/passwd", filepath.Join(p.folder, "assessments/out.md")); err != nil {
		t.Fatal(err)
	}
	origin := strings.TrimSuffix(p.address, "/")
	good := map[string]string{"Origin": origin, "X-Hria-Token": "secret"}
	for _, c := range []struct {
		name    string
		headers map[string]string
		body    string
		want    int
	}{
		{"as a page asks", good, `{"path":"assessments/first.md","line":33,"column":7}`, 204},
		{"without a place", good, `{"path":"assessments/first.md"}`, 204},
		{"from nowhere", map[string]string{"X-Hria-Token": "secret"}, `{"path":"assessments/first.md"}`, 403},
		{"from elsewhere", map[string]string{"Origin": "http://evil.example", "X-Hria-Token": "secret"}, `{"path":"assessments/first.md"}`, 403},
		{"from another port", map[string]string{"Origin": "http://127.0.0.1:1", "X-Hria-Token": "secret"}, `{"path":"assessments/first.md"}`, 403},
		{"by a page of another port", map[string]string{"Origin": origin, "X-Hria-Token": "secret", "Sec-Fetch-Site": "same-site"}, `{"path":"assessments/first.md"}`, 403},
		{"without a token", map[string]string{"Origin": origin}, `{"path":"assessments/first.md"}`, 403},
		{"with another token", map[string]string{"Origin": origin, "X-Hria-Token": "secreT"}, `{"path":"assessments/first.md"}`, 403},
		{"under another name", map[string]string{"Host": "evil.example", "Origin": "http://evil.example", "X-Hria-Token": "secret"}, `{"path":"assessments/first.md"}`, 403},
		{"a file that nothing points to", good, `{"path":"secret.txt"}`, 404},
		{"a file outside", good, `{"path":"../../../etc/passwd"}`, 404},
		{"a file by its whole path", good, `{"path":"/etc/passwd"}`, 404},
		{"a link that leaves the site", good, `{"path":"assessments/out.md"}`, 404},
		{"a folder", good, `{"path":"assessments"}`, 404},
		{"no file", good, `{}`, 404},
		{"no JSON", good, `path`, 400},
	} {
		r, err := http.NewRequest("POST", p.address+"_hria/open", strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range c.headers {
			if r.Header.Set(k, v); k == "Host" {
				r.Host = v
			}
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != c.want {
			t.Errorf("%s: %d, not %d", c.name, answer.StatusCode, c.want)
		}
	}
	close(opened)
	var got []string
	for o := range opened {
		got = append(got, o)
	}
	if want := "edit {file} /assessments/first.md:33:7,edit {file} /assessments/first.md:1:1"; strings.Join(got, ",") != want {
		t.Errorf("opened %q", got)
	}
}

// A page is told of by what it is, so that whoever comes late or takes nothing
// for a while is told the same as all others.
func TestTabsAreToldTheNewestState(t *testing.T) {
	files := site()
	files["assessments/second.md"] = strings.NewReplacer("N-1", "N-2").Replace(note)
	p := start(t, files)
	first, second := p.listenAs("?page=/assessments/first.html"), p.listenAs("?page=/assessments/second.html")
	was, other := p.hear(first, "hello"), p.hear(second, "hello")
	if was.Page == "" || was.Page == other.Page || was.Source != "assessments/first.md" || was.Note != "/assessments/first.pdf" {
		t.Errorf("%+v", was)
	}
	p.write("assessments/first.md", strings.Replace(note, "First words", "See [[I9]]", 1))
	if is := p.hear(first, "reload"); is.Page == was.Page || is.New != 1 || is.Fixed != 0 {
		t.Errorf("%+v", is)
	}
	if is := p.hear(second, "findings"); is.Page != other.Page || is.New != 1 {
		t.Errorf("%+v", is)
	}
	p.write("assessments/first.md", note)
	if is := p.hear(first, "reload"); is.Page != was.Page || is.New != 0 || is.Fixed != 1 {
		t.Errorf("back again: %+v", is)
	}
	p.rename("assessments/first.md", "assessments/other.md")
	if is := p.hear(first, "reload"); is.Go != "/assessments/other.html" {
		t.Errorf("renamed: %+v", is)
	}
	late := p.listenAs("?page=/assessments/first.html&subject=N-1+en")
	if is := p.hear(late, "hello"); is.Go != "/assessments/other.html" {
		t.Errorf("renamed meanwhile: %+v", is)
	}
	p.write("themes/default/style.css", "body { color: red }")
	if is := p.hear(second, "reload"); is.Page != other.Page || is.Styles == other.Styles {
		t.Errorf("styles: %+v", is)
	}
}

// What was saved comes before what it led to elsewhere.
func TestTheCauseComesFirst(t *testing.T) {
	files := site()
	files["assessments/a.md"] = strings.NewReplacer("N-1", "N-2", "First words", "See [[N-1#A1]]").Replace(note)
	p := start(t, files)
	events := p.listen()
	p.hear(events, "hello")
	p.write("assessments/first.md", strings.Replace(note, "kind = ", "kind ", 1))
	e := p.hear(events, "findings")
	if len(e.Findings) < 2 || !strings.HasPrefix(e.Findings[0].Place, "assessments/first.md:3:") || e.New != len(e.Findings) {
		t.Errorf("%+v", e)
	}
	if line := <-p.said; !strings.Contains(line, " new: assessments/first.md:3:") {
		t.Errorf("said %q", line)
	}
}

// Too many browsers are sent away, and none of them holds up a build.
func TestManyBrowsers(t *testing.T) {
	p := start(t, site())
	for range 200 {
		r, err := http.Get(p.address + "_hria/events?page=/assessments/first.html")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
	}
	if status, _, _ := p.get("_hria/events"); status != 503 {
		t.Errorf("status %d", status)
	}
	began := time.Now()
	p.write("assessments/first.md", strings.Replace(note, "First", "New", 1))
	<-p.said
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("a build took %s", took)
	}
	if _, _, html := p.get("assessments/first.html"); !strings.Contains(html, "New words") {
		t.Error("the page is an old one")
	}
}

// Where others may look, names that somebody else can give out still do not
// count, and nobody else opens files.
func TestBoundToAllAddresses(t *testing.T) {
	p := start(t, site(), func(o *serve.Options) { o.Bind, o.Token = "0.0.0.0", "secret" })
	if !strings.HasPrefix(p.address, "http://127.0.0.1:") {
		t.Errorf("reached at %s", p.address)
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := strings.Cut(strings.TrimPrefix(p.address, "http://"), ":")
	port = strings.TrimSuffix(port, "/")
	ask := func(at, host string) int {
		r, err := http.NewRequest("GET", "http://"+net.JoinHostPort(at, port)+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode
	}
	for host, want := range map[string]int{"127.0.0.1:" + port: 200, "localhost:" + port: 200, "evil.example:" + port: 403, "203.0.113.9": 403} {
		if got := ask("127.0.0.1", host); got != want {
			t.Errorf("host %q: %d", host, got)
		}
	}
	for _, a := range addresses {
		n, ok := a.(*net.IPNet)
		if !ok || n.IP.To4() == nil || n.IP.IsLoopback() {
			continue
		}
		if got := ask(n.IP.String(), n.IP.String()+":"+port); got != 200 {
			t.Errorf("at %s: %d", n.IP, got)
		}
		if got := ask(n.IP.String(), "evil.example:"+port); got != 403 {
			t.Errorf("at %s by a name of somebody else: %d", n.IP, got)
		}
	}
}
