package text

import (
	"strings"
	"testing"
	"unicode"

	"hria/internal/pdf/font"
)

func shaper(t testing.TB) *Shaper {
	t.Helper()
	set, err := font.NewSet(font.Defaults(), font.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return NewShaper(set)
}

func plain(s string) []Run {
	return []Run{{Text: s, Style: Style{Family: font.Serif, Size: 10, Lang: "en"}}}
}

// shown is the text of a line from left to right, without the marks of
// direction that are there to be copied.
func shown(l Line) string {
	var sb strings.Builder
	for _, f := range l.Frags {
		for _, g := range f.Glyphs {
			sb.WriteString(g.Cluster.Text)
		}
	}
	return strings.NewReplacer("\u200e", "", "\u200f", "").Replace(sb.String())
}

// TestVisualOrder holds the order of mixed lines against the Unicode rules;
// the numbers after right-to-left words need exact levels, which are read by
// reflection.
func TestVisualOrder(t *testing.T) {
	cases := []struct {
		in   string
		rtl  bool
		want string
	}{
		{"abc def", false, "abc def"},
		{"אבג 123 def", false, "123 גבא def"},
		{"abc אבג 123", false, "abc 123 גבא"},
		{"אבג abc דהו", true, "והד abc גבא"},
		// Brackets are drawn mirrored and keep the text they stand for.
		{"אבג (abc) 12.5", true, "12.5 )abc( גבא"},
		{"abc.", true, ".abc"},
	}
	s := shaper(t)
	for _, c := range cases {
		lines, _ := s.Shape(plain(c.in), c.rtl).Break(1000, Start, false)
		if len(lines) != 1 {
			t.Fatalf("%q: %d lines", c.in, len(lines))
		}
		if got := shown(lines[0]); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.in, got, c.want)
		}
	}
}

func TestIsolate(t *testing.T) {
	st := Style{Family: font.Serif, Size: 10, Lang: "en"}
	runs := []Run{{Text: "id ", Style: st}, {Text: "אבג", Style: st, Isolate: true}, {Text: " 12", Style: st}}
	lines, _ := shaper(t).Shape(runs, false).Break(1000, Start, false)
	if got, want := shown(lines[0]), "id גבא 12"; got != want {
		t.Errorf("shown as %q, want %q", got, want)
	}
}

func TestLines(t *testing.T) {
	s := shaper(t)
	p := s.Shape(plain("The quick brown fox jumps over the lazy dog and runs away into the forest."), false)
	lines, overlong := p.Break(120, Justify, false)
	if overlong || len(lines) < 3 {
		t.Fatalf("%d lines, overlong %v", len(lines), overlong)
	}
	all := ""
	for i, l := range lines {
		all += shown(l)
		if i < len(lines)-1 && (l.Width < 119.9 || l.Width > 120.1) {
			t.Errorf("justified line %d is %g wide", i, l.Width)
		}
	}
	if want := "The quick brown fox jumps over the lazy dog and runs away into the forest."; all != want {
		t.Errorf("lines say %q", all)
	}
}

// TestEdges holds that justified lines reach both sides, spaces at line ends
// aside, in both directions.
func TestEdges(t *testing.T) {
	s := shaper(t)
	for _, rtl := range []bool{false, true} {
		in := strings.Repeat("some words ", 20)
		if rtl {
			in = strings.Repeat("מילים אחדות ", 20)
		}
		lines, _ := s.Shape(plain(strings.TrimSpace(in)), rtl).Break(200, Justify, false)
		for i, l := range lines[:len(lines)-1] {
			first, last := l.Frags[0], l.Frags[len(l.Frags)-1]
			left, right := first.X, last.X+last.Width
			if rtl && (right < 199.9 || right > 200.1) || !rtl && (left < -0.1 || left > 0.1) {
				t.Errorf("rtl %v: line %d goes from %g to %g", rtl, i, left, right)
			}
			if right-left > 200+3 {
				t.Errorf("rtl %v: line %d is %g wide with its space", rtl, i, right-left)
			}
		}
	}
}

func TestSoftHyphen(t *testing.T) {
	p := shaper(t).Shape(plain("Menschen\u00adrechts\u00adverletzung"), false)
	one, _ := p.Break(1000, Start, false)
	if got := shown(one[0]); got != "Menschenrechtsverletzung" {
		t.Errorf("on one line %q", got)
	}
	two, _ := p.Break(p.MinWidth()+1, Start, false)
	if got := shown(two[0]); !strings.HasSuffix(got, "\u00ad") {
		t.Errorf("at a break %q", got)
	}
}

func TestOverlong(t *testing.T) {
	word := strings.Repeat("x", 300)
	lines, overlong := shaper(t).Shape(plain(word), false).Break(100, Start, false)
	all := ""
	for _, l := range lines {
		all += shown(l)
		if l.Width > 100.01 {
			t.Errorf("line is %g wide", l.Width)
		}
	}
	if !overlong || all != word {
		t.Errorf("overlong %v, %d letters", overlong, len(all))
	}
}

func TestForcedBreak(t *testing.T) {
	lines, _ := shaper(t).Shape(plain("one\u2028two"), false).Break(1000, Start, false)
	if len(lines) != 2 || shown(lines[0]) != "one" || shown(lines[1]) != "two" {
		t.Errorf("%d lines", len(lines))
	}
}

// TestStandIns sets characters that fonts often lack in the font around them.
func TestStandIns(t *testing.T) {
	const in = "a\u2011b\u202fc\u2009d\u3000e"
	p := shaper(t).Shape(plain(in), false)
	lines, _ := p.Break(1000, Start, false)
	if len(p.Missing) > 0 || shown(lines[0]) != in {
		t.Errorf("missing %q, shown %q", p.Missing, shown(lines[0]))
	}
	for _, f := range lines[0].Frags {
		if f.Face.Family != font.Serif {
			t.Errorf("%q is used", f.Face.Family)
		}
	}
}

func TestBalance(t *testing.T) {
	p := shaper(t).Shape(plain("A heading that is a little longer than one line"), false)
	w := p.MaxWidth() * 0.9
	lines, _ := p.Break(w, Start, true)
	if len(lines) != 2 || lines[1].Width < 0.6*lines[0].Width {
		t.Errorf("lines of %v", lines)
	}
}

// TestGuards holds that the space on the far side of a foreign word is told
// from the word for those who copy the line.
func TestGuards(t *testing.T) {
	for in, want := range map[string]string{
		"في 14 أبريل":     "\u200f14",
		"id אבג de":       "גבא\u200e",
		"(الإصدار 1.2) ث": "\u200f1.2",
	} {
		lines, _ := shaper(t).Shape(plain(in), in[0] != 'i').Break(1000, Start, false)
		all := ""
		for _, f := range lines[0].Frags {
			for _, g := range f.Glyphs {
				all += g.Cluster.Text
			}
		}
		if !strings.Contains(all, want) {
			t.Errorf("%q is copied as %q, without %q", in, all, want)
		}
	}
}

// broken is the text with a bar wherever a line may end well.
func broken(p *Paragraph) string {
	var sb strings.Builder
	for _, u := range p.units {
		for _, pc := range p.pieces[u.from:u.to] {
			if pc.kind != kindHyphen && pc.kind != kindBreak {
				for _, g := range pc.word.glyphs {
					sb.WriteString(g.Cluster.Text)
				}
			}
		}
		if u.cost < poor.cost() {
			sb.WriteByte('|')
		}
	}
	return strings.TrimSuffix(sb.String(), "|")
}

// TestBreaks looks at where lines may end well.
func TestBreaks(t *testing.T) {
	s := shaper(t)
	for _, want := range []string{
		"a |well-|known |word", "and/|or", "1 |000", "§\u00a012", "12.5 |%", "e.g. |and |U.S.A. |too",
		"see |https://example|.org/|reports/|2026/|trial|?x|=1|&yes|=(2)-final.",
		"www.example|.org/", "port|-council|@example|.org, |then",
		"HRIA_|assessment_|register_|of_|ports", "The|Register|Of|Impacts|And|Measures",
		"사람은 |2026년에 |권리를",
		"任|何|人，|他|的|“荣|誉”|不|得", "何|も、|「自|己」|の|キャッ|シュ",
		"มี|อิสระ|และ|เสมอภาคกัน|ใน|เกียรติ", "ทั้งหลาย", "สัญญา", "ต่าง |ๆ",
		"ແລະ|ໃຜຂອງ", "လူ|တိုင်း|သည် |တူ|ညီ၊ |၂၀၂၆ |အင်္ဂ|လိပ်", "មនុស្ស|ទាំងអស់ |កើត។",
	} {
		in := strings.ReplaceAll(want, "|", "")
		if got := broken(s.Shape(plain(in), false)); got != want {
			t.Errorf("lines may end at %s\n\twant %s", got, want)
		}
	}
}

// TestClusters holds that nothing is cut inside a cluster, however narrow the
// column is.
func TestClusters(t *testing.T) {
	s := shaper(t)
	for _, in := range []string{"กำลังใจที่ดี", "ກຳລັງໃຈທີ່", "ဂုဏ်သိက္ခာဖြင့်", "សេចក្ដីថ្លៃថ្នូរ", "क्षत्रिय", "e\u0301\u0302x", "فَعَّل"} {
		p := s.Shape(plain(in), false)
		lines, _ := p.Break(1, Start, false)
		all := ""
		for i, l := range lines {
			text := shown(l)
			if r := []rune(text); i > 0 && in[0] != 0xD9 && (unicode.Is(unicode.M, r[0]) || r[0] == 0xE32 || r[0] == 0xE33) {
				t.Errorf("%q: line %d begins with %q", in, i, text)
			}
			all += text
		}
		if len(all) != len(in) || len(lines) < 2 {
			t.Errorf("%q became %q on %d lines", in, all, len(lines))
		}
	}
}

// TestWhole holds that words are shaped in one piece where they may be broken:
// letters keep their kerning, and join.
func TestWhole(t *testing.T) {
	s := shaper(t)
	for _, in := range []string{"AV\u00adAV", "ببب\u00adببب"} {
		with, _ := s.Shape(plain(in), false).Break(1000, Start, false)
		without, _ := s.Shape(plain(strings.ReplaceAll(in, "\u00ad", "")), false).Break(1000, Start, false)
		if d := with[0].Width - without[0].Width; d > 0.001 || d < -0.001 || shown(with[0]) != shown(without[0]) {
			t.Errorf("%q: %g wide, %g without the soft hyphen", in, with[0].Width, without[0].Width)
		}
	}
}

// TestJustifyLetters spreads lines of a script without spaces.
func TestJustifyLetters(t *testing.T) {
	p := shaper(t).Shape(plain(strings.Repeat("有理性和良心", 20)), false)
	lines, _ := p.Break(123, Justify, false)
	for i, l := range lines {
		if i < len(lines)-1 && (l.Width < 122.9 || l.Width > 123.1) {
			t.Errorf("line %d is %g wide", i, l.Width)
		}
		last := l.Frags[len(l.Frags)-1]
		if end := last.X + last.Width; end < l.Width-0.01 || end > l.Width+0.01 {
			t.Errorf("line of %g ends at %g", l.Width, end)
		}
	}
}

// TestChoiceOfLines prefers the slashes of an address, and justified text
// prefers a hyphen to wide spaces.
func TestChoiceOfLines(t *testing.T) {
	s := shaper(t)
	show := func(in string, width float64, align Align) (out []string) {
		lines, _ := s.Shape(plain(in), false).Break(width, align, false)
		for _, l := range lines {
			out = append(out, shown(l))
		}
		return out
	}
	got := show("See https://www.example.org/en/documents/reports/report.pdf now", 130, Start)
	if !strings.HasSuffix(got[0], "/") {
		t.Errorf("lines %q", got)
	}
	const in = "Das Menschen\u00adrechts\u00adverträglich\u00adkeits\u00adprüfungs\u00adverfahren der Daten\u00adschutz\u00adfolgen\u00adabschätzung"
	if got := show(in, 170, Justify); !strings.HasSuffix(got[0], "verträglich\u00ad") && !strings.HasSuffix(got[0], "keits\u00ad") {
		t.Errorf("lines %q", got)
	}
}

// TestKerningAndLigatures holds that pairs of letters are drawn together, and
// letters that have one shape for both become one cluster with the text of both.
func TestKerningAndLigatures(t *testing.T) {
	s := shaper(t)
	if pair, one := s.Shape(plain("AV"), false).MaxWidth(), s.Shape(plain("A"), false).MaxWidth()+s.Shape(plain("V"), false).MaxWidth(); pair > one-0.5 {
		t.Errorf("AV is %g wide, A and V %g", pair, one)
	}
	office := []Run{{Text: "office", Style: Style{Family: font.Symbol, Size: 10, Lang: "en"}}}
	lines, _ := s.Shape(office, false).Break(1000, Start, false)
	found := false
	for _, g := range lines[0].Frags[0].Glyphs {
		found = found || len(g.Cluster.Text) > 1 && strings.Contains("ffi", g.Cluster.Text)
	}
	if !found || shown(lines[0]) != "office" {
		t.Errorf("no ligature in %q", shown(lines[0]))
	}
}

// TestHanging tells those who underline where the text of a line ends, whatever
// space hangs out.
func TestHanging(t *testing.T) {
	s := shaper(t)
	for in, rtl := range map[string]bool{"word word": false, "מילה מילה": true} {
		lines, _ := s.Shape(plain(in), rtl).Break(40, Start, false)
		f := lines[0].Frags[0]
		if got := f.Width - f.Hang; len(lines) != 2 || got < lines[0].Width-0.01 || got > lines[0].Width+0.01 {
			t.Errorf("%q: %d lines, the first %g wide, its text %g", in, len(lines), lines[0].Width, got)
		}
	}
}
