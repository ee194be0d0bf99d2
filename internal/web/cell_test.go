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
