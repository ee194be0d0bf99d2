package web

import (
	"testing"

	"hria/internal/site"
)

// TestCells: what authors write is escaped, an address that is none leads
// nowhere, and a sign for the eye is said in words beside it.
func TestCells(t *testing.T) {
	got := string((functions{}).writeCells(nil, []site.Cell{
		{},
		{Fill: "fill-late", Now: true, Marks: []site.CellMark{{Link: site.Link{Text: "◆"}, Said: "due"}}},
		{Fill: "band-high", Marks: []site.CellMark{
			{Link: site.Link{Text: "<b>", Href: "#I1", Note: `"x"`}, Small: "4 & more"},
			{Link: site.Link{Text: "I2", Href: "javascript:alert(1)"}}}},
	}))
	want := `<td></td>` +
		`<td class="fill-late now"><span aria-hidden="true">◆</span><span class="visually-hidden">due</span></td>` +
		`<td class="band-high"><a href="#I1" title="&#34;x&#34;">&lt;b&gt;</a> <small>4 &amp; more</small><br>I2</td>`
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
		{false, site.Link{Text: "الخصوصية", Href: "p.html"}, `<a href="p.html"><bdi>الخصوصية</bdi></a>`},
		{false, site.Link{Text: "a\u202eb"}, "<bdi>a\u202eb</bdi>"},
		{false, site.Link{Text: "الخصوصية", Href: "p.html", Lang: "ar", Dir: "rtl"}, `<a href="p.html" lang="ar" hreflang="ar" dir="rtl">الخصوصية</a>`},
		{false, site.Link{Text: "Vie privée", Lang: "fr", Dir: "ltr"}, `<bdi lang="fr" dir="ltr">Vie privée</bdi>`},
		{true, site.Link{Text: "I1", Href: "#I1"}, `<a href="#I1"><bdi>I1</bdi></a>`},
	} {
		if got := string(functions{rtl: c.rtl}.writeLink(nil, &c.link)); got != c.want {
			t.Errorf("%+v: got %s, want %s", c.link, got, c.want)
		}
	}
}
