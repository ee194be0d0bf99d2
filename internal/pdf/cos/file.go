package cos

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Bounds of what one stream, and all that are asked for, may unpack to.
const (
	maxInflated = 256 << 20
	maxTotal    = 1 << 30
)

// File is a PDF file that is being read.
type File struct {
	Trailer Dict
	data    []byte
	offsets map[Ref]int    // of objects in the file
	packed  map[Ref][2]int // object stream and index in it
	cache   map[Ref]any
	streams map[Ref][]any // unpacked object streams
	total   int           // bytes that streams unpacked to
}

// Open reads the cross-reference table of a file in one revision.
func Open(data []byte) (*File, error) {
	f := &File{data: data, offsets: map[Ref]int{}, packed: map[Ref][2]int{}, cache: map[Ref]any{}, streams: map[Ref][]any{}}
	i := bytes.LastIndex(data, []byte("startxref"))
	if i < 0 {
		return nil, errors.New("no startxref")
	}
	p := &Parser{b: data, at: i + len("startxref")}
	v, _, err := p.Next()
	at, ok := v.(int)
	if err != nil || !ok || at < 0 || at >= len(data) {
		return nil, errors.New("startxref leads nowhere")
	}
	if bytes.HasPrefix(data[at:], []byte("xref")) {
		return f, f.table(at + 4)
	}
	return f, f.xrefStream(at)
}

func (f *File) table(at int) error {
	p := &Parser{b: f.data, at: at, refs: true}
	for {
		v, ok, err := p.Next()
		if err != nil || !ok {
			return errors.New("cross-reference table is cut off")
		}
		if v == Operator("trailer") {
			break
		}
		first, _ := v.(int)
		v, _, _ = p.Next()
		n, ok := v.(int)
		if !ok || n < 0 || n > len(f.data) {
			return errors.New("cross-reference table is damaged")
		}
		for i := range n {
			off, _, _ := p.Next()
			p.Next()
			kind, _, _ := p.Next()
			if o, ok := off.(int); ok && kind == Operator("n") {
				f.offsets[Ref(first+i)] = o
			}
		}
	}
	v, err := p.value()
	f.Trailer, _ = v.(Dict)
	if err != nil || f.Trailer == nil {
		return errors.New("no trailer")
	}
	return nil
}

func (f *File) xrefStream(at int) error {
	v, err := f.object(at)
	s, ok := v.(*Stream)
	if err != nil || !ok {
		return errors.New("no cross-reference stream")
	}
	f.Trailer = s.Dict
	b, err := f.Data(s)
	if err != nil {
		return err
	}
	w := make([]int, 3)
	widths, _ := s.Dict["W"].(Array)
	total := 0
	for i := range min(3, len(widths)) {
		w[i], _ = widths[i].(int)
		if w[i] < 0 || w[i] > 8 {
			return errors.New("cross-reference stream is damaged")
		}
		total += w[i]
	}
	if total == 0 {
		return errors.New("cross-reference stream is damaged")
	}
	for n := 0; len(b) >= total; n++ {
		kind, rest := field(b, w[0])
		a, rest := field(rest, w[1])
		c, rest := field(rest, w[2])
		b = rest
		switch kind {
		case 1:
			f.offsets[Ref(n)] = a
		case 2:
			f.packed[Ref(n)] = [2]int{a, c}
		}
	}
	return nil
}

func field(b []byte, n int) (int, []byte) {
	v := 0
	for _, c := range b[:n] {
		v = v<<8 | int(c)
	}
	return v, b[n:]
}

// Refs returns the numbers of all objects up to the highest.
func (f *File) Refs() []Ref {
	top := Ref(0)
	for r := range f.offsets {
		top = max(top, r)
	}
	for r := range f.packed {
		top = max(top, r)
	}
	var out []Ref
	for r := Ref(1); r <= top; r++ {
		_, a := f.offsets[r]
		_, b := f.packed[r]
		if a || b {
			out = append(out, r)
		}
	}
	return out
}

// Get follows references. What cannot be read is nil.
func (f *File) Get(v any) any {
	for range maxDepth {
		r, ok := v.(Ref)
		if !ok {
			return v
		}
		v = f.load(r)
	}
	return nil
}

// Dict is Get for dictionaries, also of streams; nil if it is none.
func (f *File) Dict(v any) Dict {
	switch v := f.Get(v).(type) {
	case Dict:
		return v
	case *Stream:
		return v.Dict
	}
	return nil
}

// Array is Get for arrays; nil if it is none.
func (f *File) Array(v any) Array {
	a, _ := f.Get(v).(Array)
	return a
}

func (f *File) load(r Ref) any {
	if v, ok := f.cache[r]; ok {
		return v
	}
	f.cache[r] = nil // ends cycles of references
	var v any
	if at, ok := f.offsets[r]; ok {
		v, _ = f.object(at)
	} else if at, ok := f.packed[r]; ok {
		if list := f.unpack(Ref(at[0])); at[1] < len(list) {
			v = list[at[1]]
		}
	}
	f.cache[r] = v
	return v
}

// object reads "n 0 obj" and what follows.
func (f *File) object(at int) (any, error) {
	if at < 0 || at >= len(f.data) {
		return nil, errors.New("object lies outside the file")
	}
	p := &Parser{b: f.data, at: at, refs: true}
	for range 3 {
		if _, ok, err := p.Next(); err != nil || !ok {
			return nil, errSyntax
		}
	}
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	d, ok := v.(Dict)
	if !ok {
		return v, nil
	}
	p.skip()
	if !bytes.HasPrefix(f.data[p.at:], []byte("stream")) {
		return v, nil
	}
	from := p.at + len("stream")
	if from < len(f.data) && f.data[from] == '\r' {
		from++
	}
	from++
	n, ok := f.Get(d["Length"]).(int)
	if !ok || n < 0 || from+n > len(f.data) {
		return nil, errors.New("stream is cut off")
	}
	return &Stream{Dict: d, Data: f.data[from : from+n]}, nil
}

func (f *File) unpack(r Ref) []any {
	if list, ok := f.streams[r]; ok {
		return list
	}
	f.streams[r] = nil
	s, ok := f.Get(r).(*Stream)
	if !ok {
		return nil
	}
	b, err := f.Data(s)
	n, _ := s.Dict["N"].(int)
	first, _ := s.Dict["First"].(int)
	if err != nil || n < 0 || first < 0 || first > len(b) {
		return nil
	}
	head := &Parser{b: b[:first]}
	var list []any
	for range n {
		head.Next()
		off, _, _ := head.Next()
		o, ok := off.(int)
		if !ok || first+o > len(b) || o < 0 {
			break
		}
		p := &Parser{b: b, at: first + o, refs: true}
		v, err := p.value()
		if err != nil {
			v = nil
		}
		list = append(list, v)
	}
	f.streams[r] = list
	return list
}

// Data returns the unpacked bytes of a stream.
func (f *File) Data(s *Stream) ([]byte, error) {
	switch f.Get(s.Dict["Filter"]) {
	case nil:
		return s.Data, nil
	case Name("FlateDecode"):
	default:
		return nil, fmt.Errorf("filter %s is not read", strconv.Quote(fmt.Sprint(s.Dict["Filter"])))
	}
	z, err := zlib.NewReader(bytes.NewReader(s.Data))
	if err != nil {
		return nil, err
	}
	most := min(maxInflated, maxTotal-f.total)
	b, err := io.ReadAll(io.LimitReader(z, int64(most)+1))
	f.total += len(b)
	if err != nil {
		return nil, err
	}
	if len(b) > most {
		return nil, errors.New("stream unpacks to too much")
	}
	return b, nil
}

// Pages returns the page dictionaries with their references, in order.
func (f *File) Pages() (refs []Ref, pages []Dict) {
	seen := map[Ref]bool{}
	var walk func(v any, depth int)
	walk = func(v any, depth int) {
		r, _ := v.(Ref)
		d := f.Dict(v)
		if d == nil || seen[r] || depth > maxDepth {
			return
		}
		seen[r] = true
		if kids := f.Array(d["Kids"]); kids != nil {
			for _, k := range kids {
				walk(k, depth+1)
			}
			return
		}
		refs, pages = append(refs, r), append(pages, d)
	}
	root := f.Dict(f.Trailer["Root"])
	walk(root["Pages"], 0)
	return refs, pages
}
