package stencil

import (
	"bytes"
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"
)

// program is one template for one type of its dot.
type program struct {
	steps []step
	slots int // how many variables it has, $ among them
}

// step writes one part of the output.
type step func(x *run, dot reflect.Value)

// unknown is the panic of the compiler at anything it does not know.
type unknown struct{}

// compiler turns the trees of one stencil into steps.
type compiler struct {
	*Stencil
	whole *template.Template
	done  map[call]*program
}

// call is a template with the type of the dot it is called with.
type call struct {
	name string
	dot  reflect.Type
}

// compile gives the program for a type of view, or nil where the template holds
// something unknown.
func (s *Stencil) compile(t *template.Template, view reflect.Type) (p *program) {
	defer func() {
		if r := recover(); r != nil {
			p = nil
		}
	}()
	c := &compiler{s, t, map[call]*program{}}
	return c.program(t.Name(), view)
}

func (c *compiler) program(name string, dot reflect.Type) *program {
	if p := c.done[call{name, dot}]; p != nil {
		return p
	}
	p := &program{}
	c.done[call{name, dot}] = p // it may call itself
	s := &scope{compiler: c, program: p}
	s.declare("$", dot)
	p.steps = s.list(c.tree(name), dot)
	return p
}

// tree finds the tree of a template as html/template escaped it. Of a template
// that is called inside a tag or an attribute it makes a copy that nobody else
// can see; the copy of mere words says the same.
func (c *compiler) tree(name string) *parse.ListNode {
	original, _, copied := strings.Cut(name, "$htmltemplate_")
	t := c.whole.Lookup(original)
	if t == nil || t.Tree == nil || t.Tree.Root == nil {
		panic(unknown{})
	}
	for _, n := range t.Tree.Root.Nodes {
		text, ok := n.(*parse.TextNode)
		if copied && (!ok || bytes.ContainsAny(text.Text, "<>&\"'")) {
			panic(unknown{})
		}
	}
	return t.Tree.Root
}

// call executes a program with its own variables.
func (p *program) call(x *run, dot reflect.Value) {
	base, end := x.base, len(x.vars)
	x.base = end
	for range p.slots {
		x.vars = append(x.vars, reflect.Value{})
	}
	x.vars[x.base] = dot
	do(p.steps, x, dot)
	x.base, x.vars = base, x.vars[:end]
}

func do(steps []step, x *run, dot reflect.Value) {
	for _, s := range steps {
		s(x, dot)
	}
}

// scope is the part of a template that is being compiled, with the variables
// that are known there.
type scope struct {
	*compiler
	program *program
	vars    []variable
}

type variable struct {
	name string
	kind reflect.Type
	slot int
}

func (s *scope) declare(name string, kind reflect.Type) int {
	slot := s.program.slots
	s.program.slots++
	s.vars = append(s.vars, variable{name, kind, slot})
	return slot
}

// inner compiles something whose variables end with it.
func inner[T any](s *scope, do func() T) T {
	known := len(s.vars)
	defer func() { s.vars = s.vars[:known] }()
	return do()
}

func (s *scope) list(l *parse.ListNode, dot reflect.Type) []step {
	if l == nil {
		return nil
	}
	return inner(s, func() (steps []step) {
		for _, n := range l.Nodes {
			if made := s.node(n, dot); made != nil {
				steps = append(steps, made)
			}
		}
		return steps
	})
}

func (s *scope) node(n parse.Node, dot reflect.Type) step {
	switch n := n.(type) {
	case *parse.CommentNode:
		return nil
	case *parse.TextNode:
		text := string(n.Text)
		return func(x *run, _ reflect.Value) { x.out.WriteString(text) }
	case *parse.ActionNode:
		return s.action(n.Pipe, dot)
	case *parse.IfNode:
		return inner(s, func() step { return s.ifNode(n, dot) })
	case *parse.WithNode:
		return inner(s, func() step { return s.with(n, dot) })
	case *parse.RangeNode:
		return inner(s, func() step { return s.rangeNode(n, dot) })
	case *parse.TemplateNode:
		return s.templateNode(n, dot)
	}
	panic(unknown{})
}

func (s *scope) ifNode(n *parse.IfNode, dot reflect.Type) step {
	if len(n.Pipe.Decl) > 0 {
		panic(unknown{})
	}
	holds := s.condition(n.Pipe, dot)
	then, otherwise := s.list(n.List, dot), s.list(n.ElseList, dot)
	return func(x *run, dot reflect.Value) {
		if holds(x, dot) {
			do(then, x, dot)
		} else {
			do(otherwise, x, dot)
		}
	}
}

func (s *scope) with(n *parse.WithNode, dot reflect.Type) step {
	e := s.pipe(n.Pipe, dot)
	keep := s.keeper(n.Pipe.Decl, e.kind)
	holds := truth(e.kind)
	then, otherwise := s.list(n.List, e.kind), s.list(n.ElseList, dot)
	return func(x *run, dot reflect.Value) {
		v := e.value(x, dot)
		keep(x, v)
		if holds(v) {
			do(then, x, v)
		} else {
			do(otherwise, x, dot)
		}
	}
}

// keeper stores a value in the variable that a pipe declares, if it does.
func (s *scope) keeper(decl []*parse.VariableNode, kind reflect.Type) func(*run, reflect.Value) {
	switch len(decl) {
	case 0:
		return func(*run, reflect.Value) {}
	case 1:
		slot := s.declare(decl[0].Ident[0], kind)
		return func(x *run, v reflect.Value) { x.vars[x.base+slot] = v }
	}
	panic(unknown{})
}

func (s *scope) rangeNode(n *parse.RangeNode, dot reflect.Type) step {
	if n.Pipe.IsAssign {
		panic(unknown{})
	}
	e := s.pipe(n.Pipe, dot)
	if e.kind.Kind() != reflect.Slice {
		panic(unknown{})
	}
	index, item := -1, -1
	switch decl := n.Pipe.Decl; len(decl) {
	case 0:
	case 1:
		item = s.declare(decl[0].Ident[0], e.kind.Elem())
	default:
		index, item = s.declare(decl[0].Ident[0], reflect.TypeFor[int]()), s.declare(decl[1].Ident[0], e.kind.Elem())
	}
	each, otherwise := s.list(n.List, e.kind.Elem()), s.list(n.ElseList, dot)
	return func(x *run, dot reflect.Value) {
		list := e.value(x, dot)
		for i := range list.Len() {
			v := list.Index(i)
			if index >= 0 {
				x.vars[x.base+index] = reflect.ValueOf(i)
			}
			if item >= 0 {
				x.vars[x.base+item] = v
			}
			do(each, x, v)
		}
		if list.Len() == 0 {
			do(otherwise, x, dot)
		}
	}
}

func (s *scope) templateNode(n *parse.TemplateNode, dot reflect.Type) step {
	if n.Pipe == nil { // without a dot, of which nothing can be asked
		nothing := reflect.ValueOf(struct{}{})
		p := s.compiler.program(n.Name, nothing.Type())
		return func(x *run, _ reflect.Value) { p.call(x, nothing) }
	}
	e := s.pipe(n.Pipe, dot)
	p := s.compiler.program(n.Name, e.kind)
	return func(x *run, dot reflect.Value) { p.call(x, e.value(x, dot)) }
}
