package finish

import (
	"bytes"
	"sync"

	"github.com/klauspost/compress/zlib"

	"hria/internal/pdf/cos"
)

// writers keeps compressors: making one costs more than a small stream.
var writers = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

// deflated returns a compressed stream.
func deflated(d cos.Dict, data []byte) *cos.Stream {
	b := bytes.NewBuffer(make([]byte, 0, 64+len(data)/2))
	z := writers.Get().(*zlib.Writer)
	defer writers.Put(z)
	z.Reset(b)
	// Writing to memory cannot fail.
	_, _ = z.Write(data)
	_ = z.Close()
	d["Filter"] = cos.Name("FlateDecode")
	return &cos.Stream{Dict: d, Data: b.Bytes()}
}

// Packed is how many bytes data has in a file.
func Packed(data []byte) int { return len(deflated(cos.Dict{}, data).Data) }

// packSize is how many objects share one stream: few large ones compress
// best, but a reader must unpack all of one to see any.
const packSize = 200

// where says where an object is: at an offset, or in a stream at an index.
type where struct {
	packed   bool
	at, slot int
}

// write puts the objects into a file.
func (f *file) write(root, info cos.Ref) []byte {
	out := []byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	places := make([]where, len(f.objects)+1)
	var plain []cos.Ref
	for i, v := range f.objects {
		r := cos.Ref(i + 1)
		s, ok := v.(*cos.Stream)
		if !ok {
			plain = append(plain, r)
			continue
		}
		places[r] = where{at: len(out)}
		out = appendStream(out, r, s)
	}
	for len(plain) > 0 {
		n := min(packSize, len(plain))
		r := cos.Ref(len(places))
		for slot, p := range plain[:n] {
			places[p] = where{packed: true, at: int(r), slot: slot}
		}
		places = append(places, where{at: len(out)})
		out = appendStream(out, r, f.pack(plain[:n]))
		plain = plain[n:]
	}
	return appendXref(out, places, root, info)
}

func appendStream(out []byte, r cos.Ref, s *cos.Stream) []byte {
	s.Dict["Length"] = len(s.Data)
	out = cos.Append(out, int(r))
	out = append(out, " 0 obj\n"...)
	out = cos.Append(out, s.Dict)
	out = append(out, "\nstream\n"...)
	out = append(out, s.Data...)
	return append(out, "\nendstream\nendobj\n"...)
}

// pack writes objects into an object stream.
func (f *file) pack(refs []cos.Ref) *cos.Stream {
	var head, body []byte
	for _, r := range refs {
		head = cos.Append(head, int(r))
		head = append(head, ' ')
		head = cos.Append(head, len(body))
		head = append(head, ' ')
		body = cos.Append(body, f.objects[r-1])
		body = append(body, '\n')
	}
	return deflated(cos.Dict{"Type": cos.Name("ObjStm"), "N": len(refs), "First": len(head)}, append(head, body...))
}

// appendXref ends the file with a cross-reference stream.
func appendXref(out []byte, places []where, root, info cos.Ref) []byte {
	at := len(out)
	self := cos.Ref(len(places))
	places = append(places, where{at: at})
	var rows []byte
	for i, p := range places {
		kind, a, b := 1, p.at, 0
		switch {
		case i == 0:
			kind, a, b = 0, 0, 0xFFFF
		case p.packed:
			kind, b = 2, p.slot
		}
		rows = append(rows, byte(kind), byte(a>>24), byte(a>>16), byte(a>>8), byte(a), byte(b>>8), byte(b))
	}
	d := cos.Dict{
		"Type": cos.Name("XRef"), "Size": len(places), "W": cos.Array{1, 4, 2},
		"Root": root, "Info": info, "ID": fingerprint(out),
	}
	out = appendStream(out, self, deflated(d, rows))
	out = append(out, "startxref\n"...)
	out = cos.Append(out, at)
	return append(out, "\n%%EOF\n"...)
}
