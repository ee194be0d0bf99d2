package search

import (
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// sample makes an index of n pages in one language: all hold "common", every
// third "third", each its number, and the last hundred have a title in common.
func sample(n int) *Index {
	return New(n, n, func() []Group {
		return []Group{{Lang: "en", Dir: "ltr", Len: n, Page: func(i int, t *Text) Card {
			t.Add(Title, fmt.Sprintf("Page %d", i))
			t.Add(Body, "common words of the text, common to all")
			if i%3 == 0 {
				t.Add(Lead, "third")
			}
			if i >= n-100 {
				t.Add(Title, "common")
			}
			t.Filter("kind", []string{"odd", "even"}[i%2])
			return Card{Path: fmt.Sprintf("%d.html", i), Title: fmt.Sprintf("Page %d", i), Kind: "note"}
		}}}
	})
}

// read gives the pages of each token of an index, with their weights.
func read(t *testing.T, x *Index) map[string][][2]int {
	t.Helper()
	out, last := map[string][][2]int{}, ""
	for i := range x.shards {
		text, _ := strings.CutPrefix(string(x.File(fmt.Sprintf("t%d.js", i))), fmt.Sprintf("hriaSearch(\"t%d\",", i))
		var list string
		if err := json.Unmarshal([]byte(strings.TrimSuffix(text, ")\n")), &list); err != nil {
			t.Fatal(err)
		}
		entries := strings.Fields(list)
		for i := 0; i < len(entries); i += 2 {
			if entries[i] <= last {
				t.Errorf("%q stands after %q", entries[i], last)
			}
			last = entries[i]
			page := 0
			for rest := []byte(strings.TrimPrefix(entries[i+1], "*")); len(rest) > 0; {
				var n int
				n, rest = decode(rest)
				page += n >> 3
				out[last] = append(out[last], [2]int{page - 1, n & 7})
			}
		}
	}
	return out
}

func TestIndex(t *testing.T) {
	const n = 1000
	x := sample(n)
	tokens := read(t, x)
	if got := tokens["third"]; len(got) != 334 || got[333] != [2]int{999, weighsLead} {
		t.Errorf("third: %d pages, %v", len(got), got[len(got)-1])
	}
	if got := tokens["417"]; !slices.Equal(got, [][2]int{{417, heaviest}}) {
		t.Errorf("417: %v", got)
	}
	// A word that is everywhere stays where it weighs something.
	if got := tokens["common"]; len(got) != 100 || got[0] != [2]int{900, heaviest} {
		t.Errorf("common: %d pages, %v", len(got), got[0])
	}
	if len(tokens[":kind:odd"]) != 500 {
		t.Errorf("a filter lacks pages: %d", len(tokens[":kind:odd"]))
	}
	for _, name := range x.Names() {
		if len(x.File(name)) == 0 {
			t.Errorf("%s is empty", name)
		}
	}
	for _, name := range x.Names() {
		if !x.Has(name) {
			t.Errorf("%s is listed and not there", name)
		}
	}
	for _, name := range []string{"", "t", "t.js", "t01.js", "t+1.js", "t9999.js", "p63.js", "index", "x0.js", "é0.js"} {
		if x.Has(name) {
			t.Errorf("there is a file %q", name)
		}
	}
	if len(x.Names()) != len(x.files()) {
		t.Errorf("%d names, %d files", len(x.Names()), len(x.files()))
	}
}

// TestCores: an index does not depend on how many cores made it.
func TestCores(t *testing.T) {
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	one := sample(500).files()
	runtime.GOMAXPROCS(7)
	for name, b := range sample(500).files() {
		if string(one[name]) != string(b) {
			t.Errorf("%s differs", name)
		}
	}
}

// TestReadBefore: an index does not depend on when its pages were read, nor in
// which order.
func TestReadBefore(t *testing.T) {
	x, want := sample(500), sample(500).files()
	for n := 499; n >= 0; n -= 3 {
		x.Read(n)
	}
	for name, b := range x.files() {
		if string(want[name]) != string(b) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestEncoding(t *testing.T) {
	for _, n := range []int{0, 1, 31, 32, 33, 1023, 1024, 80007, 1 << 30} {
		if got, rest := decode(append(encode(nil, n), "A"...)); got != n || string(rest) != "A" {
			t.Errorf("%d comes back as %d, before %q", n, got, rest)
		}
	}
}

// TestEmpty: a register without documents has an index, too.
func TestEmpty(t *testing.T) {
	x := New(0, 0, func() []Group { return nil })
	for _, name := range x.Names() {
		if len(x.File(name)) == 0 {
			t.Errorf("%s is empty", name)
		}
	}
}

// answer is what the script finds.
type answer struct {
	Found           []string
	Some            bool
	Count           int
	Bytes, Requests int
}

// ask lets the script search an index.
func ask(t *testing.T, x *Index, queries ...map[string]any) []answer {
	files := map[string]string{}
	for _, name := range x.Names() {
		files["search/"+name] = string(x.File(name))
	}
	var out []answer
	node(t, map[string]any{"files": files, "queries": queries}, &out)
	return out
}

func TestScriptSearches(t *testing.T) {
	q := func(text string, filters ...[2]string) map[string]any {
		return map[string]any{"q": text, "filters": filters, "lang": "en"}
	}
	out := ask(t, sample(1000), q("417"), q("third"), q("common 950"), q("nothing"), q("third unheard"), q("PAGE 41"),
		q("", [2]string{"kind", "odd"}), q("third", [2]string{"kind", "even"}), q("third", [2]string{"kind", "none"}), q("?"))
	for i, want := range []answer{
		{Found: []string{"417.html"}, Count: 1},
		{Found: []string{"0.html"}, Count: 334},
		{Found: []string{"950.html"}, Count: 1},
		{Some: true},
		{Found: []string{"0.html"}, Some: true, Count: 334},
		{Found: []string{"41.html"}, Count: 11},
		{Found: []string{"0.html"}, Count: 500},
		{Found: []string{"3.html"}, Count: 167},
		{},
		{},
	} {
		got := out[i]
		if got.Count != want.Count || got.Some != want.Some || len(want.Found) > 0 && got.Found[0] != want.Found[0] {
			t.Errorf("%d: got %+v, want %+v", i, got, want)
		}
	}
}

// decode reads a number and gives what follows it.
func decode(b []byte) (n int, rest []byte) {
	for i := 0; i < len(b); i++ {
		digit := strings.IndexByte(alphabet, b[i])
		n |= digit & 31 << (5 * i)
		if digit < 32 {
			return n, b[i+1:]
		}
	}
	return n, nil
}
