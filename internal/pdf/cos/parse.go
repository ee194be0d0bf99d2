package cos

import (
	"errors"
	"fmt"
	"strconv"
)

// maxDepth bounds the nesting of values.
const maxDepth = 64

var errSyntax = errors.New("not a PDF value")

// Operator is a word of a content stream that is not a value.
type Operator string

// Parser reads values one after the other.
type Parser struct {
	b     []byte
	at    int
	refs  bool // "1 0 R" is a reference; not so in content streams
	depth int
}

// NewContent returns a parser of a content stream: Next returns values and
// Operators.
func NewContent(b []byte) *Parser { return &Parser{b: b} }

func (p *Parser) skip() {
	for p.at < len(p.b) {
		c := p.b[p.at]
		if c == '%' {
			for p.at < len(p.b) && p.b[p.at] != '\n' && p.b[p.at] != '\r' {
				p.at++
			}
			continue
		}
		if !isSpace(c) {
			return
		}
		p.at++
	}
}

// Next returns the next value or Operator, and ok false at the end.
func (p *Parser) Next() (v any, ok bool, err error) {
	p.skip()
	if p.at >= len(p.b) {
		return nil, false, nil
	}
	v, err = p.value()
	return v, err == nil, err
}

func (p *Parser) value() (any, error) {
	p.skip()
	if p.at >= len(p.b) || p.depth > maxDepth {
		return nil, errSyntax
	}
	p.depth++
	defer func() { p.depth-- }()
	switch c := p.b[p.at]; {
	case c == '/':
		return p.name(), nil
	case c == '(':
		return p.literal()
	case c == '<' && p.at+1 < len(p.b) && p.b[p.at+1] == '<':
		return p.dict()
	case c == '<':
		return p.hex()
	case c == '[':
		return p.array()
	case isDelim(c):
		return nil, fmt.Errorf("%w at byte %d", errSyntax, p.at)
	}
	return p.word(), nil
}

func (p *Parser) token() string {
	from := p.at
	for p.at < len(p.b) && !isSpace(p.b[p.at]) && !isDelim(p.b[p.at]) {
		p.at++
	}
	return string(p.b[from:p.at])
}

// word reads a number, a reference, a constant or an operator.
func (p *Parser) word() any {
	t := p.token()
	switch t {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	if n, err := strconv.Atoi(t); err == nil {
		if p.refs && n > 0 && p.isRef() {
			return Ref(n)
		}
		return n
	}
	if f, err := strconv.ParseFloat(t, 64); err == nil {
		return f
	}
	return Operator(t)
}

// isRef consumes " 0 R" if that is what follows.
func (p *Parser) isRef() bool {
	save := p.at
	p.skip()
	if p.token() == "0" {
		p.skip()
		if p.token() == "R" {
			return true
		}
	}
	p.at = save
	return false
}

func (p *Parser) name() Name {
	p.at++
	t := []byte(p.token())
	out := t[:0]
	for i := 0; i < len(t); i++ {
		if t[i] == '#' && i+2 < len(t) {
			if n, err := strconv.ParseUint(string(t[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, t[i])
	}
	return Name(out)
}

func (p *Parser) literal() (any, error) {
	p.at++
	var out []byte
	depth := 1
	for p.at < len(p.b) {
		c := p.b[p.at]
		p.at++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return String(out), nil
			}
		case '\\':
			out = p.escape(out)
			continue
		}
		out = append(out, c)
	}
	return nil, errSyntax
}

func (p *Parser) escape(out []byte) []byte {
	if p.at >= len(p.b) {
		return out
	}
	c := p.b[p.at]
	p.at++
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\n':
		return out
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n := int(c - '0')
		for range 2 {
			if p.at < len(p.b) && p.b[p.at] >= '0' && p.b[p.at] <= '7' {
				n = n*8 + int(p.b[p.at]-'0')
				p.at++
			}
		}
		return append(out, byte(n))
	}
	return append(out, c)
}

func (p *Parser) hex() (any, error) {
	p.at++
	var out []byte
	n, digits := 0, 0
	for p.at < len(p.b) {
		c := p.b[p.at]
		p.at++
		switch {
		case c == '>':
			if digits%2 == 1 {
				out = append(out, byte(n<<4))
			}
			return String(out), nil
		case isSpace(c):
			continue
		}
		d, err := strconv.ParseUint(string(c), 16, 8)
		if err != nil {
			return nil, errSyntax
		}
		n = n<<4 | int(d)
		if digits++; digits%2 == 0 {
			out = append(out, byte(n))
			n = 0
		}
	}
	return nil, errSyntax
}

func (p *Parser) array() (any, error) {
	p.at++
	out := Array{}
	for {
		p.skip()
		if p.at < len(p.b) && p.b[p.at] == ']' {
			p.at++
			return out, nil
		}
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
}

func (p *Parser) dict() (any, error) {
	p.at += 2
	out := Dict{}
	for {
		p.skip()
		if p.at+1 < len(p.b) && p.b[p.at] == '>' && p.b[p.at+1] == '>' {
			p.at += 2
			return out, nil
		}
		if p.at >= len(p.b) || p.b[p.at] != '/' {
			return nil, errSyntax
		}
		k := p.name()
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		out[k] = v
	}
}
