package pdf

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// langTag is the form of a BCP 47 tag; whether its parts are registered is
// not checked.
var langTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// validate finds what breaks the rules stated at the types, before anything is
// laid out.
func validate(doc *Document) error {
	if strings.TrimSpace(doc.Title) == "" {
		return fmt.Errorf("document has no title")
	}
	if !langTag.MatchString(doc.Lang) {
		return fmt.Errorf("language %q is not a BCP 47 tag", doc.Lang)
	}
	for _, r := range doc.Title + doc.Author + doc.Subject + strings.Join(doc.Keywords, "") {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return fmt.Errorf("title, author, subject or keywords hold the character %q", r)
		}
	}
	if err := validAttachments(doc.Attached); err != nil {
		return err
	}
	c := checker{ids: map[string]bool{}, notes: map[*Note]bool{}}
	c.blocks(doc.Blocks)
	for _, l := range c.links {
		if c.err == nil && !c.ids[l] {
			c.fail("link to %q, which is nowhere in the document", "#"+l)
		}
	}
	return c.err
}

// checker walks over all blocks.
type checker struct {
	ids    map[string]bool
	links  []string
	notes  map[*Note]bool
	inNote bool
	level  int // of the last heading
	title  bool
	depth  int
	err    error
}

func (c *checker) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

func (c *checker) id(id string) {
	if id == "" {
		return
	}
	if c.ids[id] {
		c.fail("id %q is used twice", id)
	}
	c.ids[id] = true
}

func (c *checker) blocks(list []Block) {
	if c.depth++; c.depth > maxNesting {
		c.fail("blocks are nested more than %d deep", maxNesting)
		return
	}
	defer func() { c.depth-- }()
	for _, b := range list {
		if c.err != nil {
			return
		}
		c.block(b)
	}
}

func (c *checker) block(b Block) {
	switch b := b.(type) {
	case Heading:
		c.heading(b)
	case Paragraph:
		c.id(b.ID)
		c.spans(b.Spans)
	case List:
		for _, it := range b.Items {
			c.blocks(it.Blocks)
		}
	case Table:
		c.id(b.ID)
		c.spans(b.Caption)
		for _, rows := range [][]Row{b.Header, b.Rows} {
			for _, r := range rows {
				c.id(r.ID)
				for _, cell := range r.Cells {
					c.spans(cell.Spans)
					c.blocks(cell.Blocks)
				}
			}
		}
	case Figure:
		c.id(b.ID)
		c.spans(b.Caption)
	case Definitions:
		for _, x := range b.Items {
			c.spans(x.Term)
			c.blocks(x.Blocks)
		}
	case Cover:
		c.blocks(b.Top)
		c.blocks(b.Bottom)
	case Columns:
		for _, col := range b.Cols {
			c.blocks(col)
		}
	case Box:
		c.blocks(b.Blocks)
	case KeepTogether:
		c.blocks(b.Blocks)
	}
}

func (c *checker) heading(h Heading) {
	c.id(h.ID)
	c.spans(h.Spans)
	text := excerpt(plain(h.Spans))
	switch {
	case c.inNote:
		c.fail("heading %q stands in a note", text)
	case h.Level < 1 || h.Level > 4:
		c.fail("heading %q has level %d, 1 to 4 are possible", text, h.Level)
	case h.Level == 1 && c.title:
		c.fail("heading %q is a second title", text)
	case h.Level > 1 && c.level == 0:
		c.fail("heading %q of level %d comes before the title", text, h.Level)
	case h.Level > c.level+1:
		c.fail("heading %q of level %d follows one of level %d", text, h.Level, c.level)
	case text == "":
		c.fail("a heading of level %d is empty", h.Level)
	}
	c.title = c.title || h.Level == 1
	c.level = h.Level
}

func (c *checker) spans(list []Span) {
	for i := range list {
		s := &list[i]
		if s.Lang != "" && !langTag.MatchString(s.Lang) {
			c.fail("language %q is not a BCP 47 tag", s.Lang)
		}
		c.id(s.ID)
		if s.PageOf != "" {
			c.links = append(c.links, s.PageOf)
		}
		if s.Note != nil {
			c.note(s.Note)
		}
		if s.Link == "" {
			continue
		}
		if id, ok := strings.CutPrefix(s.Link, "#"); ok {
			c.links = append(c.links, id)
			continue
		}
		if err := checkAddress(s.Link); err != nil {
			c.fail("link to %q: %w", excerpt(s.Link), err)
		}
	}
}

// note checks a footnote. Headings have no place in one, and no footnotes.
func (c *checker) note(n *Note) {
	if n.ID == "" || n.Label == "" {
		c.fail("a note has no id or no label")
	}
	if c.notes[n] || c.inNote {
		c.fail("the note %q belongs to two places, or to another note", n.ID)
		return
	}
	c.notes[n] = true
	c.id(n.ID)
	if n.Back != "" {
		c.links = append(c.links, n.Back)
	}
	c.inNote = true
	c.blocks(n.Blocks)
	c.inNote = false
}

// checkAddress accepts addresses that open a page or a letter.
func checkAddress(s string) error {
	if len(s) > 2000 {
		return fmt.Errorf("longer than 2000 characters")
	}
	u, err := url.Parse(s)
	if err != nil || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7F }) {
		return fmt.Errorf("not an address")
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" {
			return fmt.Errorf("an address without a host")
		}
		return nil
	case "mailto":
		return nil
	}
	return fmt.Errorf("only http, https and mailto are possible")
}

// asciiAddress writes an address as files hold it, in ASCII.
func asciiAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	var sb strings.Builder
	for _, c := range []byte(u.String()) {
		if c > ' ' && c < 0x7F {
			sb.WriteByte(c)
		} else {
			fmt.Fprintf(&sb, "%%%02X", c)
		}
	}
	return sb.String()
}
