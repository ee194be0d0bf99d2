package stencil

import (
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"
)

// expr is something in a template that has a value. constant is set where it
// is the same in every execution, text where the value is a text that a function
// gives without reflection.
type expr struct {
	kind     reflect.Type
	value    func(x *run, dot reflect.Value) reflect.Value
	text     func(x *run, dot reflect.Value) string
	constant bool
}

func fixed(v any) expr {
	held := reflect.ValueOf(v)
	return expr{kind: held.Type(), value: func(*run, reflect.Value) reflect.Value { return held }, constant: true}
}

// pipe compiles a pipe of one command.
func (s *scope) pipe(p *parse.PipeNode, dot reflect.Type) expr {
	if len(p.Cmds) != 1 {
		panic(unknown{})
	}
	return s.command(p.Cmds[0], dot)
}

func (s *scope) command(c *parse.CommandNode, dot reflect.Type) expr {
	if id, ok := c.Args[0].(*parse.IdentifierNode); ok {
		return s.function(id.Ident, c.Args[1:], dot)
	}
	if len(c.Args) > 1 {
		panic(unknown{})
	}
	return s.arg(c.Args[0], dot)
}

func (s *scope) arg(n parse.Node, dot reflect.Type) expr {
	switch n := n.(type) {
	case *parse.DotNode:
		return expr{kind: dot, value: func(_ *run, dot reflect.Value) reflect.Value { return dot }}
	case *parse.StringNode:
		return fixed(n.Text)
	case *parse.BoolNode:
		return fixed(n.True)
	case *parse.NumberNode:
		if n.IsInt && int64(int(n.Int64)) == n.Int64 {
			return fixed(int(n.Int64))
		}
	case *parse.FieldNode:
		return s.fields(s.arg(&parse.DotNode{}, dot), n.Ident)
	case *parse.VariableNode:
		return s.fields(s.variable(n.Ident[0]), n.Ident[1:])
	case *parse.ChainNode:
		return s.fields(s.arg(n.Node, dot), n.Field)
	case *parse.PipeNode:
		if len(n.Decl) == 0 {
			return s.pipe(n, dot)
		}
	case *parse.IdentifierNode:
		return s.function(n.Ident, nil, dot)
	}
	panic(unknown{})
}

func (s *scope) variable(name string) expr {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if v := s.vars[i]; v.name == name {
			return expr{kind: v.kind, value: func(x *run, _ reflect.Value) reflect.Value { return x.vars[x.base+v.slot] }}
		}
	}
	panic(unknown{})
}

// fields follows a chain of fields and methods without arguments.
func (s *scope) fields(e expr, names []string) expr {
	for _, name := range names {
		e = field(e, name)
	}
	return e
}

func field(e expr, name string) expr {
	holder := e.kind
	if holder.Kind() == reflect.Interface {
		panic(unknown{})
	}
	of := e.value
	if asked := emptiness(holder, name); asked != nil {
		return boolean(func(x *run, dot reflect.Value) bool { return asked(of(x, dot)) })
	}
	if m, ok := method(holder, name); ok {
		return expr{kind: m.Type.Out(0), value: func(x *run, dot reflect.Value) reflect.Value {
			v := of(x, dot)
			if m.Type.In(0).Kind() == reflect.Pointer && v.Kind() != reflect.Pointer {
				v = v.Addr()
			}
			return v.Method(m.Index).Call(nil)[0]
		}}
	}
	pointer := holder.Kind() == reflect.Pointer
	if pointer {
		holder = holder.Elem()
	}
	if holder.Kind() != reflect.Struct {
		panic(unknown{})
	}
	f, ok := holder.FieldByName(name)
	if !ok || !f.IsExported() {
		panic(unknown{})
	}
	index := f.Index
	if len(index) == 1 && !pointer {
		i := index[0]
		return expr{kind: f.Type, value: func(x *run, dot reflect.Value) reflect.Value { return of(x, dot).Field(i) }}
	}
	return expr{kind: f.Type, value: func(x *run, dot reflect.Value) reflect.Value {
		v := of(x, dot)
		if pointer {
			v = v.Elem() // of nil: the zero Value, on which the next step is stuck
		}
		for _, i := range index {
			if v.Kind() == reflect.Pointer {
				v = v.Elem()
			}
			v = v.Field(i)
		}
		return v
	}}
}

// emptiness compiles what views are asked most: whether they are empty; nil for
// anything else.
func emptiness(holder reflect.Type, name string) func(reflect.Value) bool {
	type asked interface{ Empty() bool }
	if name != "Empty" || holder.Kind() != reflect.Struct || !reflect.PointerTo(holder).Implements(reflect.TypeFor[asked]()) {
		return nil
	}
	return func(v reflect.Value) bool {
		if !v.CanAddr() { // it is no part of the view
			copied := reflect.New(holder)
			copied.Elem().Set(v)
			v = copied.Elem()
		}
		return v.Addr().Interface().(asked).Empty()
	}
}

// method finds a method without arguments and with one result. Methods go
// before fields, as in html/template.
func method(holder reflect.Type, name string) (reflect.Method, bool) {
	m, ok := holder.MethodByName(name)
	if !ok && holder.Kind() != reflect.Pointer {
		m, ok = reflect.PointerTo(holder).MethodByName(name)
	}
	if ok && (m.Type.NumIn() != 1 || m.Type.NumOut() != 1) {
		panic(unknown{})
	}
	return m, ok
}

// condition compiles what an if asks.
func (s *scope) condition(p *parse.PipeNode, dot reflect.Type) func(*run, reflect.Value) bool {
	if len(p.Cmds) == 1 {
		if id, ok := p.Cmds[0].Args[0].(*parse.IdentifierNode); ok {
			if holds := s.logic(id.Ident, p.Cmds[0].Args[1:], dot); holds != nil {
				return holds
			}
		}
	}
	e := s.pipe(p, dot)
	holds := truth(e.kind)
	return func(x *run, dot reflect.Value) bool { return holds(e.value(x, dot)) }
}

// logic compiles and, or and not; nil for anything else.
func (s *scope) logic(name string, args []parse.Node, dot reflect.Type) func(*run, reflect.Value) bool {
	if name != "and" && name != "or" && name != "not" || len(args) == 0 || name == "not" && len(args) != 1 {
		return nil
	}
	var parts []func(*run, reflect.Value) bool
	for _, a := range args {
		p, ok := a.(*parse.PipeNode)
		if !ok {
			p = &parse.PipeNode{Cmds: []*parse.CommandNode{{Args: []parse.Node{a}}}}
		}
		parts = append(parts, s.condition(p, dot))
	}
	if name == "not" {
		return func(x *run, dot reflect.Value) bool { return !parts[0](x, dot) }
	}
	return func(x *run, dot reflect.Value) bool {
		for _, holds := range parts {
			if holds(x, dot) == (name == "or") {
				return name == "or"
			}
		}
		return name == "and"
	}
}

// truth tells how values of a type are judged by if and with.
func truth(kind reflect.Type) func(reflect.Value) bool {
	switch kind.Kind() {
	case reflect.Bool:
		return reflect.Value.Bool
	case reflect.Int:
		return func(v reflect.Value) bool { return v.Int() != 0 }
	case reflect.String, reflect.Slice, reflect.Map:
		return func(v reflect.Value) bool { return v.Len() > 0 }
	case reflect.Pointer:
		return func(v reflect.Value) bool { return !v.IsNil() }
	case reflect.Struct:
		return func(reflect.Value) bool { return true }
	case reflect.Interface:
		return func(v reflect.Value) bool {
			holds, _ := template.IsTrue(v.Interface())
			return holds
		}
	}
	panic(unknown{})
}

// function compiles the call of a function whose value is needed.
func (s *scope) function(name string, args []parse.Node, dot reflect.Type) expr {
	if holds := s.logic(name, args, dot); holds != nil {
		if name != "not" {
			panic(unknown{}) // their value is one of their arguments
		}
		return boolean(holds)
	}
	var list []expr
	for _, a := range args {
		list = append(list, s.arg(a, dot))
	}
	switch name {
	case "eq", "ne":
		return compare(list, name == "eq")
	case "len":
		return length(list)
	case "index":
		return indexed(list)
	case "print":
		return printed(list)
	}
	return s.call(name, list)
}

func boolean(holds func(*run, reflect.Value) bool) expr {
	return expr{kind: reflect.TypeFor[bool](), value: func(x *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(holds(x, dot)) }}
}

// compare compiles eq and ne of two texts or two whole numbers.
func compare(list []expr, want bool) expr {
	if len(list) != 2 || list[0].kind.Kind() != list[1].kind.Kind() {
		panic(unknown{})
	}
	a, b := list[0].value, list[1].value
	switch list[0].kind.Kind() {
	case reflect.String:
		return boolean(func(x *run, dot reflect.Value) bool { return (a(x, dot).String() == b(x, dot).String()) == want })
	case reflect.Int:
		return boolean(func(x *run, dot reflect.Value) bool { return (a(x, dot).Int() == b(x, dot).Int()) == want })
	}
	panic(unknown{})
}

func length(list []expr) expr {
	if len(list) != 1 || list[0].kind.Kind() != reflect.Slice && list[0].kind.Kind() != reflect.String {
		panic(unknown{})
	}
	of := list[0].value
	return expr{kind: reflect.TypeFor[int](), value: func(x *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(of(x, dot).Len()) }}
}

func indexed(list []expr) expr {
	if len(list) != 2 || list[0].kind.Kind() != reflect.Slice || list[1].kind.Kind() != reflect.Int {
		panic(unknown{})
	}
	of, at := list[0].value, list[1].value
	return expr{kind: list[0].kind.Elem(), value: func(x *run, dot reflect.Value) reflect.Value {
		return of(x, dot).Index(int(at(x, dot).Int()))
	}}
}

// printed is the built-in print: fmt.Sprint.
func printed(list []expr) expr {
	return spoken(func(x *run, dot reflect.Value) string { return fmt.Sprint(x.said(list, dot)...) })
}

// spoken is the value of a function that gives text.
func spoken(text func(x *run, dot reflect.Value) string) expr {
	return expr{kind: reflect.TypeFor[string](), text: text, value: func(x *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(text(x, dot)) }}
}

// said gives the values of arguments that may be anything.
func (x *run) said(list []expr, dot reflect.Value) []any {
	args := make([]any, len(list))
	for i, a := range list {
		args[i] = a.value(x, dot).Interface()
	}
	return args
}

// direct compiles the call of a function of a form that interface texts have, for
// which reflection would take most of the time.
func direct(f any, list []expr) (e expr, ok bool) {
	switch f := f.(type) {
	case func(string, ...any) string:
		return spoken(func(x *run, dot reflect.Value) string {
			return f(list[0].value(x, dot).String(), x.said(list[1:], dot)...)
		}), true
	case func(string, int, ...any) string:
		return spoken(func(x *run, dot reflect.Value) string {
			return f(list[0].value(x, dot).String(), int(list[1].value(x, dot).Int()), x.said(list[2:], dot)...)
		}), true
	}
	return expr{}, false
}

// call compiles the call of one of the template's own functions.
func (s *scope) call(name string, list []expr) expr {
	f, ok := s.functions[name]
	if !ok {
		panic(unknown{})
	}
	kind := f.Type()
	if kind.NumOut() != 1 || !kind.IsVariadic() && kind.NumIn() != len(list) || kind.IsVariadic() && len(list) < kind.NumIn()-1 {
		panic(unknown{})
	}
	constant := true
	for i, a := range list {
		want := kind.In(min(i, kind.NumIn()-1))
		if kind.IsVariadic() && i >= kind.NumIn()-1 {
			want = want.Elem()
		}
		list[i] = fit(a, want)
		constant = constant && a.constant
	}
	value := func(x *run, dot reflect.Value) reflect.Value { return f.Call(arguments(x, dot, list))[0] }
	if constant {
		return fixed(value(&run{}, reflect.Value{}).Interface())
	}
	if e, ok := direct(f.Interface(), list); ok {
		return e
	}
	return expr{kind: kind.Out(0), value: value}
}

// fit makes an argument of what is given: itself, or what it points to.
func fit(a expr, want reflect.Type) expr {
	switch {
	case a.kind.Kind() == reflect.Interface:
	case a.kind.AssignableTo(want):
		return a
	case a.kind.Kind() == reflect.Pointer && a.kind.Elem().AssignableTo(want):
		return expr{kind: a.kind.Elem(), value: func(x *run, dot reflect.Value) reflect.Value { return a.value(x, dot).Elem() }}
	}
	panic(unknown{})
}

// arguments gives the values of the arguments of a call.
func arguments(x *run, dot reflect.Value, list []expr) []reflect.Value {
	args := make([]reflect.Value, len(list))
	for i, a := range list {
		args[i] = a.value(x, dot)
	}
	return args
}

var safeHTML = reflect.TypeFor[template.HTML]()
