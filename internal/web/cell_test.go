package web

import (
	"testing"

	"hria/internal/site"
)

// TestCells: what authors write is escaped, an address that is none leads
// nowhere, a sign for the eye has its word, and empty cells beside each other are
// one, but for the column of the as-of date.
func TestCells(t *testing.T) {
	got := string((functions{}).writeCells(nil, []site.Cell{
		{}, {}, {Fill: "fill-soft"}, {Now: true}, {},
		{Fill: "fill-late", Now: true, Marks: []site.CellMark{{Link: site.Link{Text: "◆"}, Said: "due"}}},
		{Fill: "band-high", Marks: []site.CellMark{
			{Link: site.Link{Text: "<b>", Href: "#I1", Note: `"x"`}, Small: "4 & more", Said: "I1, <b>"},
			{Link: site.Link{Text: "I2"}, Small: "3"}, {Link: site.Link{Text: "I3", Href: "javascript:alert(1)"}}}},
	}))
	want := `<td colspan="2"></td><td class="fill-soft"></td><td class="now"></td><td></td>` +
		`<td class="fill-late now"><span role="img" aria-label="due">◆</span></td>` +
		`<td class="band-high"><a href="#I1" title="&#34;x&#34;" aria-label="I1, &lt;b&gt;">&lt;b&gt;</a> 4 &amp; more<br>I2 <small>3</small><br>I3</td>`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestIsolated: a text is put into an element of its own where it could turn
// what is around it.
func TestIsolated(t *testing.T) {
	for _, c := range []struct {
		rtl  bool
		link site.Link
		want string
	}{
		{false, site.Link{Text: "Privacy"}, "Privacy"},
		{false, site.Link{Text: "Privacy", Href: "p.html"}, `<a href="p.html">Privacy</a>`},
		{false, site.Link{Text: "الخصوصية", Href: "p.html"}, `<a href="p.html" dir="auto">الخصوصية</a>`},
		{false, site.Link{Text: "a\u202eb"}, "<bdi>a\u202eb</bdi>"},
		{false, site.Link{Text: "الخصوصية", Href: "p.html", Lang: "ar", RTL: true}, `<a href="p.html" lang="ar" hreflang="ar" dir="rtl">الخصوصية</a>`},
		{false, site.Link{Text: "Vie privée", Lang: "fr"}, `<bdi lang="fr" dir="ltr">Vie privée</bdi>`},
		{true, site.Link{Text: "I1", Href: "#I1"}, `<a href="#I1" dir="auto">I1</a>`},
	} {
		if got := string(functions{rtl: c.rtl}.writeLink(nil, &c.link)); got != c.want {
			t.Errorf("%+v: got %s, want %s", c.link, got, c.want)
		}
	}
}
