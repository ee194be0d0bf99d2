// Package check reads a finished PDF file and says where it breaks the rules
// of accessible documents that a program can judge: everything drawn is
// either tagged or an artifact, the structure tree is whole and regular,
// fonts are embedded and can be copied as text, links and figures are
// described, metadata agree.
//
// It trusts nothing the writer of the file keeps in memory: it sees only the
// bytes. In places it asks for more than PDF/UA-1 and PDF/A do, for it knows what
// this project's files are made of: classic or compressed cross-references, Type 0
// fonts with TrueType outlines, images of gray or red, green and blue without a
// mask, no forms. Of a file from elsewhere it says what it finds, too, but some of
// that breaks no rule of the standards. It judges no more than a program can: not
// whether an alternative text is true, nor whether a heading is one.
package check

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"hria/internal/pdf/cos"
)

// Report is what was found in a file.
type Report struct {
	Findings []string
	Pages    int
	Elems    []Elem   // in the order in which the document is read
	Places   []string // the named places
	Attached []Attached
}

// Attached is a file in the file.
type Attached struct {
	Name, Type, Description string
	Data                    []byte
}

// Elem is a structure element.
type Elem struct {
	Kind  string
	Depth int
	Text  string // of its own content, without that of elements in it
	Drawn string // the same as drawn, where ActualText replaces it
	Alt   string
	Lang  string
	Scope string
}

// checker holds what is known of the file.
type checker struct {
	f      *cos.File
	r      *Report
	root   cos.Dict
	pages  []cos.Dict
	index  map[cos.Ref]int // page by reference
	texts  []map[int]string
	used   []map[int]bool // marked contents that some element holds
	owner  map[[2]int]cos.Ref
	fonts  map[cos.Ref]*fontInfo
	annots map[cos.Ref]cos.Ref // element by annotation
	xmp    string
	elems  map[cos.Ref]bool // met in the structure tree
	level  int              // of the last heading
	titles int
}

// File checks a file.
func File(data []byte) *Report {
	c := &checker{r: &Report{}, index: map[cos.Ref]int{}, owner: map[[2]int]cos.Ref{}, fonts: map[cos.Ref]*fontInfo{}, annots: map[cos.Ref]cos.Ref{}, elems: map[cos.Ref]bool{}}
	f, err := cos.Open(data)
	if err != nil {
		c.fail("file cannot be read: %v", err)
		return c.r
	}
	if bytes.Count(data, []byte("%%EOF")) != 1 {
		c.fail("file does not have one revision")
	}
	c.f = f
	c.root = f.Dict(f.Trailer["Root"])
	refs, pages := f.Pages()
	c.pages = pages
	c.r.Pages = len(pages)
	for i, r := range refs {
		c.index[r] = i
	}
	c.archive(data)
	c.catalog()
	c.metadata()
	c.content()
	c.structure()
	c.orphans()
	c.parents()
	c.annotations()
	c.outline()
	c.attached()
	c.places()
	return c.r
}

func (c *checker) fail(format string, args ...any) {
	const most = 200
	if len(c.r.Findings) < most {
		c.r.Findings = append(c.r.Findings, fmt.Sprintf(format, args...))
	}
}

func (c *checker) text(v any) string {
	s, _ := c.f.Get(v).(cos.String)
	return decodeText(s)
}

func (c *checker) name(v any) string {
	n, _ := c.f.Get(v).(cos.Name)
	return string(n)
}

func (c *checker) catalog() {
	if lang := c.text(c.root["Lang"]); lang == "" {
		c.fail("catalog has no Lang")
	} else {
		c.language("the document", lang)
	}
	if c.f.Get(c.f.Dict(c.root["MarkInfo"])["Marked"]) != true {
		c.fail("file is not marked as tagged")
	}
	if c.f.Get(c.f.Dict(c.root["ViewerPreferences"])["DisplayDocTitle"]) != true {
		c.fail("title is not displayed")
	}
	for i, p := range c.pages {
		if c.name(p["Tabs"]) != "S" {
			c.fail("page %d: tab order is not that of the structure", i+1)
		}
	}
	if len(c.pages) == 0 {
		c.fail("no pages")
	}
	for _, key := range []cos.Name{"OpenAction", "AA", "AcroForm"} {
		if _, ok := c.root[key]; ok {
			c.fail("catalog has %s", key)
		}
	}
}

// metadata checks that XMP says what the information dictionary says.
func (c *checker) metadata() {
	s, ok := c.f.Get(c.root["Metadata"]).(*cos.Stream)
	if !ok {
		c.fail("no XMP metadata")
		return
	}
	b, err := c.f.Data(s)
	if err != nil {
		c.fail("XMP metadata cannot be read: %v", err)
		return
	}
	xmp := string(b)
	c.xmp = xmp
	c.claims()
	info := c.f.Dict(c.f.Trailer["Info"])
	if c.text(info["Title"]) == "" {
		c.fail("no title")
	}
	for key, tag := range map[cos.Name]string{"Title": "dc:title", "Author": "dc:creator", "Subject": "dc:description", "Keywords": "pdf:Keywords", "Producer": "pdf:Producer", "Creator": "xmp:CreatorTool",
		"CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate"} {
		want, got := c.text(info[key]), element(xmp, tag)
		if want != got && !(strings.HasSuffix(string(key), "Date") && sameTime(want, got)) {
			c.fail("XMP says %q for %s, the information dictionary says %q", got, key, want)
		}
	}
}

// sameTime tells whether a date of the information dictionary is the same moment
// as one of XMP.
func sameTime(info, xmp string) bool {
	info = strings.Replace(strings.TrimSuffix(info, "'"), "'", "", 1) // +01'00' and +01'00 are written both
	at, err := time.Parse("D:20060102150405Z0700", info)
	if err != nil {
		return false
	}
	other, err := time.Parse(time.RFC3339, xmp)
	return err == nil && at.Equal(other)
}

// element returns the text of an XML element of a known file, without tags.
func element(xmp, tag string) string {
	_, rest, ok := strings.Cut(xmp, "<"+tag+">")
	if !ok {
		return ""
	}
	s, _, _ := strings.Cut(rest, "</"+tag+">")
	var out strings.Builder
	for depth, i := 0, 0; i < len(s); i++ {
		switch {
		case s[i] == '<':
			depth++
		case s[i] == '>':
			depth--
		case depth == 0:
			out.WriteByte(s[i])
		}
	}
	return strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'").Replace(out.String())
}

// outline checks that every bookmark has a title, leads to a page, and knows its
// neighbours.
func (c *checker) outline() {
	root, _ := c.root["Outlines"].(cos.Ref)
	seen := 0
	var walk func(up cos.Ref, depth int)
	walk = func(up cos.Ref, depth int) {
		var last cos.Ref
		at, _ := c.f.Dict(up)["First"].(cos.Ref)
		for d := c.f.Dict(at); d != nil && seen < 10_000 && depth < 100; d = c.f.Dict(at) {
			seen++
			title := c.text(d["Title"])
			if title == "" {
				c.fail("a bookmark has no title")
			}
			if !c.leads(d["Dest"]) {
				c.fail("bookmark %q leads nowhere", title)
			}
			parent, _ := d["Parent"].(cos.Ref)
			before, _ := d["Prev"].(cos.Ref)
			if parent != up || before != last {
				c.fail("bookmark %q does not know its neighbours", title)
			}
			walk(at, depth+1)
			last = at
			at, _ = d["Next"].(cos.Ref)
		}
		if end, _ := c.f.Dict(up)["Last"].(cos.Ref); end != last {
			c.fail("the last bookmark of a level is %d, not %d", last, end)
		}
	}
	if root != 0 {
		walk(root, 0)
	}
}

// places checks the named places: sorted as readers search them, each with a
// page.
func (c *checker) places() {
	list := c.f.Array(c.f.Dict(c.f.Dict(c.root["Names"])["Dests"])["Names"])
	last := cos.String("")
	for i := 0; i+1 < len(list); i += 2 {
		name, _ := c.f.Get(list[i]).(cos.String)
		if name <= last {
			c.fail("the named place %q comes after %q", name, last)
		}
		last = name
		if !c.leads(list[i+1]) {
			c.fail("the named place %q is on no page", name)
		}
		c.r.Places = append(c.r.Places, decodeText(name))
	}
}

// leads reports whether a destination names a page of the file.
func (c *checker) leads(dest any) bool {
	a := c.f.Array(dest)
	if len(a) == 0 {
		return false
	}
	r, _ := a[0].(cos.Ref)
	_, ok := c.index[r]
	return ok
}
