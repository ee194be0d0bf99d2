package web_test

import (
	"encoding/xml"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/build"
	"hria/internal/config"
	"hria/templates"
	"hria/themes"
)

// files is a site with what the tests plant in it.
func files(documents map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{"hria.toml": {Data: []byte("title = \"T\"\nbase_url = \"https://example.org/\"\n[countries]\nXA = \"Meridia\"\n")}}
	for name, text := range documents {
		fsys["assessments/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// pages renders everything but the notes.
func pages(t testing.TB, fsys fs.FS) map[string]string {
	t.Helper()
	session, err := build.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := session.Build(ownInput(fsys))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, path := range s.Outputs() {
		b, _, err := s.Render(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		out[path] = string(b)
	}
	return out
}

func ownInput(fsys fs.FS) build.Input {
	return build.Input{Files: fsys, ConfigPath: "hria.toml", NoPDF: true, Jobs: 1, Drafts: true, Version: "test",
		Today: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
		Look:  func(config.Paths) (fs.FS, fs.FS) { return templates.FS, themes.FS }}
}

const hostile = `+++
schema = "hria/1"
kind = "assessment"
id = "A-1"
title = "<script>alert(1)</script> & \"quotes\""
version = "1.0"
status = "published"
date = 2026-01-01
lang = "en"
summary = "{{.Title}} <img src=x onerror=alert(1)>"
related = [{ id = "X-1", rel = "see-also", url = "https://example.org/\"><script>" }]
[deployment]
purpose = "javascript:alert(1)"
technologies = ["spyware"]
countries = ["XA"]
deployer = { name = "<b>Harbour</b>" }
[[impact]]
id = "I1"
title = "\" onmouseover=\"alert(1)"
rights = ["privacy"]
holders = ["users"]
nature = "potential"
likelihood = 1
severity = { scale = 1, scope = 1, irremediability = 1 }
[[source]]
id = "S1"
title = "</cite><script>"
url = "https://example.org/?q=<script>"
[comment]
contact = "javascript:alert(1)"
+++

<script>alert(1)</script> [x](javascript:alert(1)) ![y](data:text/html,x) [[I1|<script>alert(2)</script>]] [[source:S1]]

### I1 <script>alert(3)</script>

` + "```html\n<script>alert(4)</script>\n```\n"

// TestHostile puts markup where text belongs and finds none of it alive.
func TestHostile(t *testing.T) {
	alive := regexp.MustCompile(`(?i)<script|<img|<[a-z][^<>"]*("[^"]*"[^<>"]*)*\son[a-z]+\s*=|href="(javascript|data):`)
	for path, page := range pages(t, files(map[string]string{"a.md": hostile})) {
		if strings.HasSuffix(path, ".html") {
			if found := alive.FindString(page); found != "" {
				t.Errorf("%s: %q is alive", path, found)
			}
		}
	}
}

// TestWithheld plants a word in whatever is not for the public and looks for it
// in every file.
func TestWithheld(t *testing.T) {
	text := `+++
schema = "hria/1"
kind = "assessment"
id = "A-1"
title = "Kept"
version = "1.0"
status = "published"
date = 2026-01-01
lang = "en"
withheld = [{ target = "G1", reason = "personal-data" }, { target = "M1.owner", reason = "risk-to-personnel" },
  { target = "deployment.vendors", reason = "commercial-confidentiality" }, { target = "commission.funded_by", reason = "commercial-confidentiality" }]
commission = { by = "Kept", funded_by = "zebra" }
[deployment]
vendors = [{ name = "Zebra Ltd" }]
technologies = ["cloud"]
[[engagement]]
id = "G1"
influence = "zebra"
sensitivity = "restricted"
[[impact]]
id = "I1"
title = "Kept"
evidence = ["G1", "S1"]
[[impact]]
id = "I2"
title = "zebra"
rights = ["asylum"]
sensitivity = "confidential"
[[mitigation]]
id = "M1"
title = "Kept"
owner = "zebra"
impacts = ["I1", "I2"]
[[source]]
id = "S1"
title = "zebra"
sensitivity = "restricted"
+++

Kept [[I2|zebra]] and [[source:S1]].

::: restricted
zebra [[right:dignity]] [zebra](https://example.org/zebra)
:::

### I2 zebra {#own-anchor}

zebra [^z] and [a note](b.md), ![zebra](zebra.png) [[group:lawyers]].

> ### zebra in a quote

zebra again

[^z]: zebra witness

[^kept]: Kept for others.

### I1 Kept

Kept [^kept].
`
	fsys := withPicture(files(map[string]string{"a.md": text, "b.md": strings.Replace(note, "N-1", "B-1", 1)}))
	fsys["assessments/initiatives.toml"] = &fstest.MapFile{Data: []byte("[[initiative]]\nid = \"i\"\nname = \"Kept\"\norganisation = \"Kept\"\ntechnologies = [\"cloud\"]\n")}
	all := pages(t, fsys)
	for path, page := range all {
		if strings.Contains(path, "zebra") {
			t.Errorf("a withheld picture is published: %s", path)
		}
		if strings.Contains(strings.ToLower(page), "zebra") {
			at := strings.Index(strings.ToLower(page), "zebra")
			t.Errorf("%s: withheld word at …%s…", path, page[max(0, at-60):min(len(page), at+60)])
		}
	}
	for _, path := range []string{"rights/asylum.html", "rights/dignity.html", "groups/lawyers.html"} {
		if _, there := all[path]; there {
			t.Errorf("%s is there only because of something withheld", path)
		}
	}
	if strings.Contains(all["assessments/b.html"], "assessments/a.html") || strings.Contains(all["assessments/b.html"], `href="a.html`) {
		t.Error("a link in a withheld section leads back")
	}
	if !strings.Contains(all["assessments/a.html"], "Kept for others.") {
		t.Error("a footnote that the public text uses is gone")
	}
	if !strings.Contains(all["assessments/a.html"], "A passage is withheld here.") {
		t.Error("the page does not say that something is withheld")
	}
}

const note = "+++\nschema = \"hria/1\"\nkind = \"guidance-note\"\nid = \"N-1\"\ntitle = \"Note\"\nversion = \"1.0\"\nstatus = \"published\"\ndate = 2026-01-01\nlang = \"en\"\n+++\n"

func withPicture(fsys fstest.MapFS) fstest.MapFS {
	fsys["assessments/zebra.png"] = &fstest.MapFile{Data: []byte("\x89PNG")}
	return fsys
}

// TestOwn checks the repository's own site: no page asks for anything
// elsewhere, and every id stands once.
func TestOwn(t *testing.T) {
	id := regexp.MustCompile(`\sid="([^"]*)"`)
	loads := regexp.MustCompile(`(?:src|srcset|action)="https?:|<link [^>]*rel="stylesheet"[^>]*href="https?:|url\(|@import`)
	for path, page := range pages(t, os.DirFS("../..")) {
		if strings.HasSuffix(path, ".xml") {
			if err := xml.Unmarshal([]byte(page), new(struct{ XMLName xml.Name })); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
		if !strings.HasSuffix(path, ".html") && !strings.HasSuffix(path, ".css") {
			continue
		}
		if found := loads.FindString(page); found != "" {
			t.Errorf("%s loads %q", path, found)
		}
		seen := map[string]bool{}
		for _, m := range id.FindAllStringSubmatch(page, -1) {
			if seen[m[1]] {
				t.Errorf("%s: id %q twice", path, m[1])
			}
			seen[m[1]] = true
		}
		if strings.HasSuffix(path, ".html") && (!strings.Contains(page, "Content-Security-Policy") || !strings.Contains(page, `href="#main"`)) {
			t.Errorf("%s: no policy or no skip link", path)
		}
	}
}

// TestTexts finds texts that no language has: their keys would be shown.
func TestTexts(t *testing.T) {
	key := regexp.MustCompile(`>\s*[a-z_]+\.[a-z_]+(\.[a-z_]+)*\s*<`)
	for path, page := range pages(t, os.DirFS("../..")) {
		if strings.HasSuffix(path, ".html") {
			if found := key.FindString(page); found != "" {
				t.Errorf("%s shows the key %q", path, found)
			}
		}
	}
}

func BenchmarkPage(b *testing.B) {
	session, err := build.NewSession()
	if err != nil {
		b.Fatal(err)
	}
	s, _, err := session.Build(build.Input{Files: os.DirFS("../.."), ConfigPath: "hria.toml", NoPDF: true, Jobs: 1, Version: "test",
		Look: func(config.Paths) (fs.FS, fs.FS) { return templates.FS, themes.FS }})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := s.Render(b.Context(), "assessments/port-meridian.html"); err != nil {
			b.Fatal(err)
		}
	}
}
