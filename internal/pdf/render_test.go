package pdf

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hria/internal/pdf/check"
)

// elements reads a file back, fails on findings, and returns the texts of all
// elements.
func elements(t *testing.T, pdf []byte) []check.Elem {
	t.Helper()
	r := check.File(pdf)
	for _, f := range r.Findings {
		t.Errorf("check: %s", f)
	}
	return r.Elems
}

// said reports whether some element says exactly s, ends of spans aside.
func said(elems []check.Elem, s string) bool {
	for _, e := range elems {
		if strings.TrimSpace(e.Text) == strings.TrimSpace(s) {
			return true
		}
	}
	return false
}

// TestReadBack extracts the text of the samples through their own fonts and
// structure: every sentence must be there, in logical order.
func TestReadBack(t *testing.T) {
	ts := setter(t)
	for _, w := range []words{english, french, spanish, arabic} {
		res, err := ts.Render(t.Context(), sample(w, 1))
		if err != nil {
			t.Fatal(err)
		}
		elems := elements(t, res.PDF)
		want := append([]string{w.title, w.subtitle, w.lead, w.findings, w.boxText, w.link, w.caption, w.figCaption, w.mail, "HRIA-2026-003"}, w.items...)
		want = append(want, w.head...)
		for _, r := range w.rows {
			want = append(want, r...)
		}
		for _, s := range want {
			if !said(elems, s) {
				t.Errorf("%s: %q is not in the structure", w.lang, s)
			}
		}
		for _, e := range elems {
			if e.Kind == "Figure" && e.Alt != w.alt {
				t.Errorf("%s: figure says %q", w.lang, e.Alt)
			}
			if w.lang != "ar" && e.Text != e.Drawn {
				t.Errorf("%s: drawn as %q, read as %q", w.lang, e.Drawn, e.Text)
			}
		}
	}
}

// tool runs a program of the system over a file, or skips.
func tool(t *testing.T, pdf []byte, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s IS NOT INSTALLED: files are not tried with it", name)
	}
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = file
		}
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestQpdf(t *testing.T) {
	for _, w := range []words{english, arabic} {
		res, err := setter(t).Render(t.Context(), sample(w, 1))
		if err != nil {
			t.Fatal(err)
		}
		if out := tool(t, res.PDF, "qpdf", "--check", "FILE"); strings.Contains(out, "WARNING") {
			t.Error(out)
		}
	}
}

// TestStructure is the tree as another reader sees it.
func TestStructure(t *testing.T) {
	res, err := setter(t).Render(t.Context(), sample(english, 1))
	if err != nil {
		t.Fatal(err)
	}
	about := tool(t, res.PDF, "pdfinfo", "FILE")
	for _, want := range []string{"Tagged:          yes", "Suspects:        no", "Title:           " + english.title} {
		if !strings.Contains(about, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, about)
		}
	}
	tree := tool(t, res.PDF, "pdfinfo", "-struct-text", "FILE")
	at := 0
	for _, want := range []string{"Document", "H1", "H2", "LBody", "Table", "TH", "TD", "Figure"} {
		i := strings.Index(tree[at:], want)
		if i < 0 {
			t.Fatalf("no %s after the others in\n%s", want, tree)
		}
		at += i
	}
	if strings.Contains(tree, "Syntax Error") {
		t.Error(tree)
	}
}

// TestPdftotext is the look from outside: another reader finds the words.
func TestPdftotext(t *testing.T) {
	for _, w := range []words{english, french, spanish, arabic} {
		res, err := setter(t).Render(t.Context(), sample(w, 0))
		if err != nil {
			t.Fatal(err)
		}
		out := tool(t, res.PDF, "pdftotext", "FILE", "-")
		have := map[string]bool{}
		for _, f := range strings.FieldsFunc(out, notWord) {
			have[f] = true
		}
		missed, all := 0, strings.FieldsFunc(w.lead+" "+w.para+" "+strings.Join(w.items, " "), notWord)
		for _, f := range all {
			if !have[f] {
				missed++
			}
		}
		if missed > 0 {
			t.Errorf("%s: %d of %d words are not found by pdftotext", w.lang, missed, len(all))
		}
	}
}

func notWord(r rune) bool {
	return r <= ' ' || strings.ContainsRune(".,;:()\u2014\u00a0\u060c\u202a\u202b\u202c\u200e\u200f", r)
}

func TestDeterministic(t *testing.T) {
	shared := setter(t)
	first, err := shared.Render(t.Context(), sample(arabic, 1))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			ts := shared
			if i%2 == 1 {
				ts = setter(t)
			}
			for _, w := range []words{english, arabic} {
				res, err := ts.Render(context.Background(), sample(w, 1))
				if err != nil {
					t.Error(err)
				} else if w.lang == "ar" && !bytes.Equal(res.PDF, first.PDF) {
					t.Error("the same document gave other bytes")
				}
			}
		})
	}
	wg.Wait()
}

func TestMetadataNamesNobody(t *testing.T) {
	res, err := setter(t).Render(t.Context(), Document{Title: "T", Lang: "en", Blocks: []Block{Paragraph{Spans: sp("x")}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"CreateDate", "CreationDate", "fpdf", "FPDF", "dc:creator"} {
		if bytes.Contains(res.PDF, []byte(s)) {
			t.Errorf("file holds %q", s)
		}
	}
	elements(t, res.PDF)
}

func TestRefused(t *testing.T) {
	h := func(l int, s string) Block { return Heading{Level: l, Spans: sp(s)} }
	link := func(s string) Block { return Paragraph{Spans: []Span{{Text: "x", Link: s}}} }
	cases := map[string]Document{
		"has no title":         {Lang: "en"},
		"not a BCP 47 tag":     {Title: "T", Lang: "en) /OpenAction (x"},
		"hold the character":   {Title: "T\x00", Lang: "en"},
		"before the title":     {Title: "T", Lang: "en", Blocks: []Block{h(2, "a")}},
		"second title":         {Title: "T", Lang: "en", Blocks: []Block{h(1, "a"), h(1, "b")}},
		"follows one of level": {Title: "T", Lang: "en", Blocks: []Block{h(1, "a"), h(3, "b")}},
		"is empty":             {Title: "T", Lang: "en", Blocks: []Block{h(1, " ")}},
		"only http":            {Title: "T", Lang: "en", Blocks: []Block{link("javascript:alert(1)")}},
		"without a host":       {Title: "T", Lang: "en", Blocks: []Block{link("https:///x")}},
		"not an address":       {Title: "T", Lang: "en", Blocks: []Block{link("https://a b")}},
		"nowhere":              {Title: "T", Lang: "en", Blocks: []Block{link("#x")}},
		"used twice":           {Title: "T", Lang: "en", Blocks: []Block{Paragraph{ID: "a", Spans: sp("x")}, Paragraph{ID: "a", Spans: sp("y")}}},
		"no alternative text":  {Title: "T", Lang: "en", Blocks: []Block{Figure{Height: 9, Draw: func(*Canvas) {}}}},
		"columns of":           {Title: "T", Lang: "en", Blocks: []Block{Table{Columns: make([]Column, 2), Rows: []Row{{Cells: make([]Cell, 1)}}}}},
		"has no rows":          {Title: "T", Lang: "en", Blocks: []Block{Table{Columns: make([]Column, 2)}}},
		"a block is nil":       {Title: "T", Lang: "en", Blocks: []Block{nil}},
		"type size":            {Title: "T", Lang: "en", Style: Style{Size: math.NaN()}},
		"no room":              {Title: "T", Lang: "en", Margins: Margins{Start: 300, End: 290}},
		"drawing broke":        {Title: "T", Lang: "en", Blocks: []Block{Figure{Alt: "x", Height: 9, Draw: func(*Canvas) { panic("drawing broke") }}}},
		"nested more":          {Title: "T", Lang: "en", Blocks: []Block{nested(300)}},
	}
	ts := setter(t)
	for want, doc := range cases {
		if _, err := ts.Render(t.Context(), doc); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
}

func nested(n int) Block {
	if n == 0 {
		return Paragraph{Spans: sp("x")}
	}
	return Box{Blocks: []Block{nested(n - 1)}}
}

// TestHardContent sets what does not fit, and must come out all the same.
func TestHardContent(t *testing.T) {
	long := strings.Repeat("Unbreakable", 1000)
	tall := strings.Repeat("Words that fill a cell until it is higher than a page. ", 300)
	nan := math.NaN()
	cases := map[string][]Block{
		"nothing":      nil,
		"long word":    {Paragraph{Spans: sp(long)}},
		"long arabic":  {Paragraph{Spans: sp(strings.Repeat("مكتبة", 2000))}},
		"tall row":     {Table{Columns: make([]Column, 2), Rows: []Row{{Cells: []Cell{{Spans: sp(tall)}, {Spans: sp("x")}}}}}},
		"tall box":     {Box{Fill: RGB(1, 2, 3), Blocks: []Block{Paragraph{Spans: sp(tall)}}}},
		"tall keep":    {KeepTogether{Blocks: []Block{Paragraph{Spans: sp(tall)}}}},
		"tall columns": {Columns{Cols: [][]Block{{Paragraph{Spans: sp(tall)}}, {Paragraph{Spans: sp("x")}}}}},
		"high figure":  {Figure{Alt: "x", Height: 5000, Width: 5000, Draw: func(c *Canvas) { c.Circle(9, 9, 9, Paint{Fill: RGB(0, 0, 0)}) }}},
		"empty parts":  {Paragraph{}, List{}, List{Items: []Item{{}}}, Columns{}, Columns{Cols: [][]Block{{}, {}}}, Box{}, KeepTogether{}, Space{}, PageBreak{}, PageBreak{}, Rule{}, Table{Columns: make([]Column, 1), Rows: []Row{{Cells: []Cell{{}}}}}},
		"many columns": {Table{Columns: make([]Column, 40), Rows: []Row{{Cells: make([]Cell, 40)}}}},
		"controls":     {Paragraph{Spans: sp("a\x00b\x1b\u202ec\u2066d\u200be\u00adf\ufeffg\xffh\U0001F600")}},
		"only space":   {Paragraph{Spans: sp(" \n\t ")}, Paragraph{Spans: []Span{{Break: true}, {Break: true}}}},
		"lone marks":   {Paragraph{Spans: sp("\u0301\u200d\u0651 \u0e33")}},
		"no numbers": {Figure{Alt: "x", Height: 9, Draw: func(c *Canvas) {
			c.Rect(nan, 0, math.Inf(1), 2, Paint{Fill: 1, Width: nan})
			c.Text(nan, 0, "x", TextMark{})
		}}, Space{Height: nan}, Columns{Widths: []float64{nan, -1}, Gap: nan, Cols: [][]Block{{Rule{}}, {Rule{}}}}},
		"heading at end": {Heading{Level: 1, Spans: sp("a")}, Space{Height: 1e9}, Heading{Level: 2, Spans: sp("b")}},
		"deep headings":  {KeepTogether{Blocks: []Block{Heading{Level: 1, Spans: sp(tall)}}}, Heading{Level: 2, Spans: sp(tall)}},
	}
	ts := setter(t)
	for name, blocks := range cases {
		for _, lang := range []string{"en", "ar"} {
			t.Run(name+" "+lang, func(t *testing.T) {
				start := time.Now()
				res, err := ts.Render(t.Context(), Document{Title: "T", Lang: lang, Blocks: blocks})
				if err != nil {
					t.Fatal(err)
				}
				elements(t, res.PDF)
				if d := time.Since(start); d > 5*time.Second {
					t.Errorf("took %v", d)
				}
			})
		}
	}
}

func TestTallContentIsWhole(t *testing.T) {
	tall := strings.Repeat("Words that fill a cell until it is higher than a page. ", 300)
	res, err := setter(t).Render(t.Context(), Document{Title: "T", Lang: "en", Blocks: []Block{
		Table{Columns: make([]Column, 2), Header: []Row{{Cells: []Cell{{Spans: sp("A")}, {Spans: sp("B")}}}}, Rows: []Row{{Cells: []Cell{{Spans: sp(tall)}, {Spans: sp("x")}}}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if res.Pages < 3 || !said(elements(t, res.PDF), tall) {
		t.Errorf("text of a tall row is not whole on %d pages", res.Pages)
	}
	res, err = setter(t).Render(t.Context(), Document{Title: "T", Lang: "en", Blocks: []Block{
		Paragraph{Spans: sp("before")},
		Table{Columns: make([]Column, 1), Caption: sp(tall), Header: []Row{{Cells: []Cell{{Spans: sp(tall)}}}}, Rows: []Row{{Cells: []Cell{{Spans: sp("x")}}}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range elements(t, res.PDF) {
		if e.Text == strings.TrimSpace(tall) {
			n++
		}
	}
	if n != 2 || len(res.Overflows) != 1 {
		t.Errorf("tall caption and header: %d of 2 are whole, overflows %+v", n, res.Overflows)
	}
}

func TestMissing(t *testing.T) {
	res, err := setter(t).Render(t.Context(), Document{Title: "T", Lang: "en", Blocks: []Block{Paragraph{Spans: sp("ok ✓ → ≥ but 漢 and 漢")}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Missing) != 1 || res.Missing[0].Rune != '漢' || res.Missing[0].Text != "ok ✓ → ≥ but 漢 and 漢" {
		t.Errorf("missing %+v", res.Missing)
	}
	elements(t, res.PDF)
}

func TestFontFor(t *testing.T) {
	ts := setter(t)
	for r, want := range map[rune]string{'a': "LiberationSerif-Regular.ttf", 'ع': "NotoSansArabic-Regular.ttf", '漢': ""} {
		if got, ok := ts.FontFor(Serif, r); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", r, got, ok)
		}
	}
}

func TestDeadline(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := setter(t).Render(ctx, sample(english, 0)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestDeadlineWhileBusy runs out of time in the middle of a page, in a part that
// never ends by itself, as a damaged font can be.
func TestDeadlineWhileBusy(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	hang := make(chan struct{})
	defer close(hang)
	ts := setter(t)
	stuck := Figure{Alt: "A drawing without end", Height: 50, Draw: func(*Canvas) { cancel(); <-hang }}
	if _, err := ts.Render(ctx, Document{Title: "T", Lang: "en", Blocks: []Block{stuck}}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if res, err := ts.Render(t.Context(), sample(english, 0)); err != nil || len(res.PDF) == 0 {
		t.Errorf("the next document: %v", err)
	}
}

func TestTooLong(t *testing.T) {
	var blocks []Block
	for range MaxPages + 1 {
		blocks = append(blocks, Paragraph{Spans: sp("x")}, PageBreak{})
	}
	if _, err := setter(t).Measure(t.Context(), Document{Title: "T", Lang: "en", Blocks: blocks}); !errors.Is(err, ErrTooLong) {
		t.Errorf("got %v", err)
	}
}

// TestMeasure is how a caller meets a page limit.
func TestMeasure(t *testing.T) {
	ts := setter(t)
	doc := sample(english, 0)
	doc.Style = StyleFor("en")
	full, err := ts.Measure(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	doc.Style.Size *= 0.8
	small, err := ts.Measure(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	if full.PDF != nil || full.Pages != 2 || small.Pages != 1 || small.LastUsed > small.PageHeight {
		t.Errorf("full %+v, small %+v", full, small)
	}
}

func TestForeignFonts(t *testing.T) {
	for want, data := range map[string][]byte{"too short": nil, "WOFF": append([]byte("wOF2"), make([]byte, 99)...), "not a TrueType": make([]byte, 99), "cut off": append([]byte("OTTO\x00\x09"), make([]byte, 20)...)} {
		if _, err := New(Font{Source: "x.ttf", Data: data}); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), `"x.ttf"`) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
}

// FuzzParagraph sets any text in both directions and reads it back.
func FuzzParagraph(f *testing.F) {
	for _, s := range []string{"Plain text.", "عربي (English 123) عربي", "a\u00adb\u200bc", "กำลังใจ", "e\u0301\u0301", "👩‍👩‍👧", "\u2067x\u2069 \u202e", "שלום 12.5% abc"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	ts, err := New()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string, rtl bool) {
		if len(s) > 2000 {
			return
		}
		lang := "en"
		if rtl {
			lang = "ar"
		}
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		res, err := ts.Render(ctx, Document{Title: "T", Lang: lang, Blocks: []Block{
			Paragraph{Spans: sp(s)}, Table{Columns: make([]Column, 2), Rows: []Row{{Cells: []Cell{{Spans: sp(s)}, {Spans: sp(s)}}}}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		elements(t, res.PDF)
	})
}

// TestJustify sets running text to both margins, and nothing else.
func TestJustify(t *testing.T) {
	long := strings.Repeat("some words of several lengths that go over lines ", 8)
	doc := Document{Title: "T", Lang: "en", Style: DefaultStyle(), Blocks: []Block{
		Paragraph{Spans: sp(long)}, Paragraph{Role: Small, Spans: sp(long)}, Paragraph{Align: AlignEnd, Spans: sp(long)},
		Table{Columns: make([]Column, 2), Rows: []Row{{Cells: []Cell{{Spans: sp(long)}, {Spans: sp("x")}}}}},
	}}
	full := func() (n int) {
		d := doc
		if err := complete(&d); err != nil {
			t.Fatal(err)
		}
		b := setter(t).builder(t.Context(), &d)
		_, pages, _, err := b.settle()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range pages[0].marks {
			if l, ok := m.what.(lineMark); ok && math.Abs(l.line.Width-m.w) < 0.01 {
				n++
			}
		}
		return n
	}
	ragged := full()
	doc.Style.Justify = true
	if n := full(); ragged > 0 || n < 3 || n > 5 {
		t.Errorf("%d lines reach both margins, %d without the setting", n, ragged)
	}
}

// TestSaidAgain holds that what is remembered of a text does not swallow what
// has to be said of it: characters that no font has, and what was asked of the
// fonts of the machine.
func TestSaidAgain(t *testing.T) {
	ts := setter(t)
	doc := Document{Title: "T", Lang: "en", Blocks: []Block{Paragraph{Spans: sp("only 漢 is missing")}}}
	for i := range 3 {
		res, err := ts.Render(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Missing) != 1 || len(ts.Loans()) != 1 {
			t.Errorf("time %d: missing %+v", i, res.Missing)
		}
	}
}

// TestStyleFor looks at what scripts ask of a style.
func TestStyleFor(t *testing.T) {
	latin := StyleFor("en")
	for lang, want := range map[string]struct{ taller, justify bool }{
		"fr": {}, "zh-Hant": {true, true}, "ja": {true, true}, "ko": {true, false}, "my": {true, false}, "th": {true, false}, "ar": {true, false}, "az-Arab": {true, false},
	} {
		s := StyleFor(lang)
		if taller := s.Leading > latin.Leading; taller != want.taller || s.Justify != want.justify {
			t.Errorf("%s: leading %g, justified %v", lang, s.Leading, s.Justify)
		}
	}
}
