// Package stencil runs the templates of html/template faster than it does.
//
//	s := stencil.New(parse, functions, printers)
//	err := s.Execute(&buffer, view)
//
// html/template parses a template and decides how each value in it is escaped;
// that stays so. What it then spends most of its time on is looking up fields
// by name and passing values through reflection, page after page. A Stencil
// does that once for a type of view: it turns the tree that html/template has
// escaped into a list of steps in which each field is an index, each constant
// is text and each condition a function.
//
// Escaping is html/template's own, without exception (escape.go): a value in
// which no character could need it is written as it stands; for any other the
// very escapers are called that html/template put into the tree.
//
// What a Stencil does not know (a function of unusual form, a map, a value
// whose type only shows while it runs), it leaves alone: the page is then made
// by html/template, and so is every page on which anything goes wrong, so that
// errors are html/template's, too. Tests hold the output of both equal. The
// trees of a template take many times the memory of its steps: they are let go
// once there are steps, and parsed again for a page that needs them.
//
// Absent on purpose: any knowledge of pages; any markup.
package stencil

import (
	"bytes"
	"html/template"
	"reflect"
	"sync"
)

// Stencil is a template, ready to be run. It is safe for concurrent use.
type Stencil struct {
	parse     func() (*template.Template, error)
	functions map[string]reflect.Value
	printers  map[string]Printer

	mu       sync.Mutex
	template *template.Template        // nil: let go
	programs map[reflect.Type]*program // by the type of the view; nil: not known how
	escapers map[string]*escaper
}

// Printer is a function of a template in a form that needs no reflection: it
// appends what the function of the same name gives, safe HTML, and is used only
// where that is written into text as it is. Arguments are addressable wherever
// they are part of the view.
type Printer func(b *bytes.Buffer, args []reflect.Value)

// New makes a stencil of the template that parse gives, always the same one,
// with the functions that it is parsed with. It is parsed at once. Functions are
// pure: what is given constants alone is called once.
func New(parse func() (*template.Template, error), functions template.FuncMap, printers map[string]Printer) (*Stencil, error) {
	t, err := parse()
	if err != nil {
		return nil, err
	}
	s := &Stencil{parse: parse, template: t, functions: map[string]reflect.Value{}, printers: printers, programs: map[reflect.Type]*program{}, escapers: map[string]*escaper{}}
	for name, f := range functions {
		s.functions[name] = reflect.ValueOf(f)
	}
	return s, nil
}

// Execute writes what the template makes of a view, which must not change
// meanwhile.
func (s *Stencil) Execute(b *bytes.Buffer, view any) error {
	start := b.Len()
	kind := reflect.TypeOf(view)
	s.mu.Lock()
	p, seen := s.programs[kind]
	t := s.template
	s.mu.Unlock()
	if p != nil && p.run(b, reflect.ValueOf(view)) {
		return nil
	}
	b.Truncate(start)
	if t == nil {
		var err error
		if t, err = s.parse(); err != nil {
			return err
		}
	}
	if err := t.Execute(b, view); err != nil {
		return err
	}
	if !seen && kind != nil {
		s.learn(t, kind)
	}
	return nil
}

// learn makes the steps for a type of view of a template that was executed, and
// lets its trees go unless a type needs them.
func (s *Stencil) learn(t *template.Template, kind reflect.Type) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, seen := s.programs[kind]; !seen {
		s.programs[kind] = s.compile(t, kind)
	}
	s.template = nil
	for _, p := range s.programs {
		if p == nil {
			s.template = t
		}
	}
}

// Knows tells whether views of the type of this one, of which one was executed,
// need html/template no more.
func (s *Stencil) Knows(view any) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.programs[reflect.TypeOf(view)] != nil
}

// run is one execution.
type run struct {
	out  *bytes.Buffer
	vars []reflect.Value // of all templates that are being executed
	base int             // where those of the innermost begin; its first is $
	args []reflect.Value // of the calls that are being made
}

// stuck is the panic of a step that cannot go on; html/template will.
type stuck struct{}

// run executes a program and tells whether it came to its end.
func (p *program) run(b *bytes.Buffer, view reflect.Value) (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			// Whatever it was, html/template meets it next and says so.
			ok = false
		}
	}()
	x := runs.Get().(*run)
	x.out, x.vars, x.args, x.base = b, x.vars[:0], x.args[:0], 0
	p.call(x, view)
	x.out = nil
	clear(x.vars[:cap(x.vars)])
	clear(x.args[:cap(x.args)])
	runs.Put(x)
	return true
}

var runs = sync.Pool{New: func() any { return new(run) }}
