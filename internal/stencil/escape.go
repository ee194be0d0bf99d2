package stencil

import (
	"bytes"
	"html/template"
	"io"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// escaperPrefix begins the names of the functions that html/template adds to a
// pipe to escape its value.
const escaperPrefix = "_html_template_"

// action compiles {{value}}: a command, then the escapers that html/template
// chose for the place where it stands.
func (s *scope) action(p *parse.PipeNode, dot reflect.Type) step {
	first := p.Cmds[0]
	if len(p.Decl) > 0 {
		return s.assignment(p, dot)
	}
	e := s.escaper(p.Cmds[1:])
	if print := s.printer(first, e, dot); print != nil {
		return print
	}
	value := s.command(first, dot)
	switch {
	case value.constant:
		var b bytes.Buffer
		if err := e.slow(&b, value.value(nil, reflect.Value{})); err != nil {
			panic(unknown{})
		}
		text := b.String()
		return func(x *run, _ reflect.Value) { x.out.WriteString(text) }
	case value.kind == safeHTML && e.text:
		return func(x *run, dot reflect.Value) { x.out.WriteString(value.value(x, dot).String()) }
	case value.kind == reflect.TypeFor[int]() && e.html:
		return func(x *run, dot reflect.Value) {
			x.out.Write(strconv.AppendInt(x.out.AvailableBuffer(), value.value(x, dot).Int(), 10))
		}
	case value.text != nil:
		return func(x *run, dot reflect.Value) { e.write(x, value.text(x, dot)) }
	case value.kind == reflect.TypeFor[string]():
		return func(x *run, dot reflect.Value) { e.write(x, value.value(x, dot).String()) }
	}
	return func(x *run, dot reflect.Value) { must(e.slow(x.out, value.value(x, dot))) }
}

// assignment compiles {{$x := value}}.
func (s *scope) assignment(p *parse.PipeNode, dot reflect.Type) step {
	if p.IsAssign || len(p.Cmds) != 1 {
		panic(unknown{})
	}
	e := s.command(p.Cmds[0], dot)
	keep := s.keeper(p.Decl, e.kind)
	return func(x *run, dot reflect.Value) { keep(x, e.value(x, dot)) }
}

// printer compiles the call of a function that has a Printer, where its HTML is
// written as it is.
func (s *scope) printer(c *parse.CommandNode, e *escaper, dot reflect.Type) step {
	id, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok || !e.text || s.printers[id.Ident] == nil {
		return nil
	}
	print := s.printers[id.Ident]
	var list []expr
	for _, a := range c.Args[1:] {
		list = append(list, s.arg(a, dot))
	}
	s.call(id.Ident, list) // checks number and types of the arguments, and makes them fit
	return func(x *run, dot reflect.Value) {
		start := len(x.args)
		for _, a := range list {
			x.args = append(x.args, a.value(x, dot))
		}
		print(x.out, x.args[start:])
		x.args = x.args[:start]
	}
}

// escaper is a chain of html/template's escapers.
type escaper struct {
	text, html bool // of text between tags; of that or of a quoted attribute or title
	// harmless are the bytes below 0x80 that the chain leaves as they are,
	// whatever stands around them; above tells the same of all others. Without
	// it, html/template escapes every text.
	harmless *[128]bool
	above    bool
	colon    bool // a colon is harmless behind http or https
	template *template.Template
}

// escaper finds or makes the one for a chain.
func (s *Stencil) escaper(chain []*parse.CommandNode) *escaper {
	var names []string
	for _, c := range chain {
		id, ok := c.Args[0].(*parse.IdentifierNode)
		if !ok || len(c.Args) != 1 || !strings.HasPrefix(id.Ident, escaperPrefix) {
			panic(unknown{})
		}
		names = append(names, strings.TrimPrefix(id.Ident, escaperPrefix))
	}
	if len(names) == 0 {
		panic(unknown{})
	}
	key := strings.Join(names, " ")
	if e := s.escapers[key]; e != nil {
		return e
	}
	e := newEscaper(key)
	e.template = borrow(names)
	s.escapers[key] = e
	return e
}

func newEscaper(chain string) *escaper {
	switch chain {
	case "htmlescaper":
		return &escaper{text: true, html: true, harmless: &plainText, above: true}
	case "attrescaper", "rcdataescaper":
		return &escaper{html: true, harmless: &plainText, above: true}
	case "urlfilter urlnormalizer attrescaper":
		return &escaper{harmless: &plainAddress, colon: true}
	case "urlnormalizer attrescaper":
		return &escaper{harmless: &plainAddress}
	case "urlescaper attrescaper":
		return &escaper{harmless: &unreserved}
	}
	return &escaper{} // the others may change any text
}

// borrow makes a template that calls a chain of html/template's escapers. They
// have no names outside; but a template that was escaped knows them all, and
// its tree may be changed. Nodes of the chain know the whole tree that they come
// from, so that only their names are taken.
func borrow(names []string) *template.Template {
	t := template.Must(template.New("").Parse("{{." + strings.Repeat(" | print", len(names)) + "}}"))
	if err := t.Execute(io.Discard, ""); err != nil {
		panic(unknown{})
	}
	pipe := t.Tree.Root.Nodes[0].(*parse.ActionNode).Pipe
	pipe.Cmds = pipe.Cmds[:1+len(names)]
	for i, name := range names {
		pipe.Cmds[1+i].Args[0].(*parse.IdentifierNode).Ident = escaperPrefix + name
	}
	return t
}

// slow lets html/template escape a value.
func (e *escaper) slow(b *bytes.Buffer, v reflect.Value) error {
	return e.template.Execute(b, v.Interface())
}

// write writes a text.
func (e *escaper) write(x *run, text string) {
	if e.leaves(text) {
		x.out.WriteString(text)
	} else {
		must(e.template.Execute(x.out, text))
	}
}

// leaves tells that the chain leaves a text as it is. Where it might not, the
// answer is no.
func (e *escaper) leaves(text string) bool {
	rest := text
	if e.harmless == nil {
		return false
	}
	if e.colon {
		rest = strings.TrimPrefix(strings.TrimPrefix(text, "https:"), "http:")
	}
	for i := range len(rest) {
		if c := rest[i]; c < 0x80 && !e.harmless[c] || c >= 0x80 && !e.above {
			return false
		}
	}
	return true
}

func must(err error) {
	if err != nil {
		panic(stuck{})
	}
}

// plainText holds what stands in text and in quoted attributes as it is;
// plainAddress what does in an address, without the colon; unreserved what does
// in any part of one.
var plainText, plainAddress, unreserved = tables()

func tables() (text, address, reserved [128]bool) {
	for c := range byte(128) {
		text[c] = c != 0 && strings.IndexByte(`"&'+<>`, c) < 0
		letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
		reserved[c] = letter || strings.IndexByte("-._~", c) >= 0
		address[c] = reserved[c] || strings.IndexByte("/#?=,;@!$*", c) >= 0
	}
	return text, address, reserved
}
