package cos

import (
	"reflect"
	"testing"
)

func TestAppend(t *testing.T) {
	cases := map[string]any{
		`null`:                      nil,
		`true`:                      true,
		`-7`:                        -7,
		`0.5`:                       0.5,
		`0`:                         -0.0001,
		`12.346`:                    12.3456,
		`/A#20#23b`:                 Name("A #b"),
		"(a\\(b\\)\\\\\\rc)":        String("a(b)\\\rc"),
		`3 0 R`:                     Ref(3),
		`<</A 1/B(x)/C<<>>/D/n>>`:   Dict{"D": Name("n"), "C": Dict{}, "B": String("x"), "A": 1},
		`[1 /x [2] null (s) 4 0 R]`: Array{1, Name("x"), Array{2}, nil, String("s"), Ref(4)},
	}
	for want, v := range cases {
		if got := string(Append(nil, v)); got != want {
			t.Errorf("%#v is written as %s, want %s", v, got, want)
		}
	}
}

// FuzzRoundTrip reads any bytes as values; what was read must come back the
// same after it was written.
func FuzzRoundTrip(f *testing.F) {
	for _, s := range []string{"<</A[1 2.5(x\\051)<41>]/B/C#20>>", "(\\n\\053\\\n)", "[true null -1]", "/a%c\n/b", "<<", "((", "<4"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p := NewContent(b)
		for range 1000 {
			v, ok, err := p.Next()
			if !ok || err != nil {
				return
			}
			if _, isOp := v.(Operator); isOp {
				continue
			}
			once := Append(nil, v)
			w, ok, err := NewContent(once).Next()
			if !ok || err != nil {
				t.Fatalf("%q, written for %#v, cannot be read: %v", once, v, err)
			}
			if twice := Append(nil, w); !reflect.DeepEqual(once, twice) {
				t.Fatalf("written as %q, then as %q", once, twice)
			}
		}
	})
}

// FuzzOpen makes sure that no file makes the reader panic or hang.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<</Pages 1 0 R/Kids[1 0 R]>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Root 1 0 R>>\nstartxref\n58\n%%EOF"))
	f.Add([]byte("startxref 5"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Open(b)
		if err != nil {
			return
		}
		file.Pages()
		refs := file.Refs()
		for _, r := range refs[:min(len(refs), 100)] {
			if s, ok := file.Get(r).(*Stream); ok {
				_, _ = file.Data(s)
			}
		}
	})
}
