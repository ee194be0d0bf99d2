package site

import "testing"

// TestRelative: addresses lead from one page to another, are escaped, and are
// never taken for a scheme.
func TestRelative(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"index.html", "index.html", "index.html"},
		{"index.html", "assessments/a.html", "assessments/a.html"},
		{"assessments/a.html", "index.html", "../index.html"},
		{"assessments/a.html", "assessments/b.html", "b.html"},
		{"assessments/a.html", "assessments/a/b.csv", "a/b.csv"},
		{"fr/assessments/a.html", "assessments/a.html", "../../assessments/a.html"},
		{"fr/assessments/a.html", "fr/rights/privacy.html", "../rights/privacy.html"},
		{"assessments/x/y.html", "assessments/xy.html", "../xy.html"},
		{"a/b/c.html", "a/bc/d.html", "../bc/d.html"},
		{"index.html", "a:b.html", "./a:b.html"},
		{"index.html", "a/b:c.html", "a/b:c.html"},
		{"a/x.html", "a/b:c.html", "./b:c.html"},
		{"index.html", "assessments/Genève été.html", "assessments/Gen%C3%A8ve%20%C3%A9t%C3%A9.html"},
		{"index.html", "100%.html", "100%25.html"},
		{"index.html", "a?b#c.html", "a%3Fb%23c.html"},
	} {
		if got := relative(c.from, c.to); got != c.want {
			t.Errorf("from %q to %q: got %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

// TestOpening: a text ends with a sentence where that leaves enough of it.
func TestOpening(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"One. Two.", 20, "One. Two."},
		{"One is here. Two is there. Three is far.", 30, "One is here. Two is there."},
		{"One is here! Two cannot be said in so few words.", 20, "One is here!"},
		{"A. This first sentence is the one that does not fit.", 30, "A. This first sentence is…"},
		{"It cost 3. 5 million were paid. More is asked for.", 34, "It cost 3. 5 million were paid."},
		{"顔認識は誤りを生む。人は声を上げにくい。", 15, "顔認識は誤りを生む。"},
		{"ماذا حدث؟ لم يحدث شيء يذكر حتى الآن.", 20, "ماذا حدث؟"},
		{"no end of a sentence at all in here", 12, "no end of…"},
	} {
		if got := opening(c.text, c.n); got != c.want {
			t.Errorf("%q in %d: got %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

// TestShorten: a text is cut at a word and counted in characters.
func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"short", 10, "short"},
		{"exactly te", 10, "exactly te"},
		{"one two three four", 10, "one two…"},
		{"  two \n lines\tand  more ", 40, "two lines and more"},
		{"été été été", 11, "été été été"},
		{"été été été", 9, "été été…"},
		{"顔認識カメラの導入", 5, "顔認識カ…"},
		{"", 5, ""},
	} {
		if got := shorten(c.text, c.n); got != c.want {
			t.Errorf("%q in %d: got %q, want %q", c.text, c.n, got, c.want)
		}
	}
}
