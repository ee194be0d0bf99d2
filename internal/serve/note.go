package serve

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"math"
	"net/http"
	"path"
	"strings"

	"hria/internal/build"
	"hria/internal/locale"
)

//go:embed live/note.css
var noteStyle []byte

// budget is what a briefing note takes of its pages, as its view shows it.
type budget struct {
	Pages   int     `json:"pages"`
	Most    int     `json:"most"`
	Filled  int     `json:"filled"` // percent of the last page
	Size    float64 `json:"size"`
	Largest float64 `json:"largest"`
	Least   float64 `json:"least"`
	Words   int     `json:"words"`
}

// measure gives the budget of a note; nil where there is none.
func measure(of pages, name string) (out *budget) {
	site, ok := of.(*build.Site)
	if !ok {
		return nil
	}
	defer func() { recover() }() // the note itself says what is wrong
	b, ok, err := site.Budget(context.Background(), name)
	if !ok || err != nil {
		return nil
	}
	return &budget{b.Pages, b.Most, int(math.Round(b.Filled * 100)), b.Size, b.Largest, b.Least, b.Words}
}

// isNote tells whether an address is that of a PDF.
func isNote(address string) bool { return path.Ext(address) == ".pdf" }

// pageBeside is the page that a note belongs to; any other file stays.
func pageBeside(name string) string {
	if stem, ok := strings.CutSuffix(name, ".pdf"); ok {
		return stem + ".html"
	}
	return name
}

// noteView shows a page and its note side by side.
func (p *preview) noteView(w http.ResponseWriter, r *http.Request, note string) {
	s := p.look()
	texts := s.script.texts
	name, status := s.shelf.find("/" + note)
	if status == http.StatusServiceUnavailable {
		p.page(w, r)
		return
	}
	if status != http.StatusOK || !isNote(name) {
		page := bare(texts, "live.nowhere", paragraph(texts, "live.nowhere.text"))
		send(w, r, http.StatusNotFound, types[".html"], enliven(page, s.tag(&sheet{status: http.StatusNotFound}), false))
		return
	}
	source := s.site.Source(name)
	page := fmt.Sprintf(`<!doctype html>
<html lang="%[4]s" dir="%[5]s" data-kind="note">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; frame-src 'self'; object-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%[6]s%[1]s</title>
<link rel="stylesheet" href="/_hria/note.css">
</head>
<body data-note="%[2]s">
<header><h1>%[6]s<a href="%[3]s" dir="ltr">%[1]s</a></h1>
<p id="budget" role="status">%[7]s</p><ul id="fit"></ul></header>
<main><iframe id="page" title="%[8]s" src="%[3]s"></iframe><div id="note"></div></main>
</body>
</html>
`, html.EscapeString(source), html.EscapeString(address(name)), html.EscapeString(address(pageBeside(name))),
		html.EscapeString(texts.Lang), locale.Direction(texts.Lang), html.EscapeString(texts.T("live.note")+texts.T("colon")),
		html.EscapeString(texts.T("live.setting")), html.EscapeString(texts.T("live.frame.page")))
	tag := s.tag(&sheet{name: pageBeside(name), status: http.StatusOK})
	send(w, r, http.StatusOK, types[".html"], enliven([]byte(page), tag, false))
}

// quoted is a value for an attribute of the script's tag.
func quoted(data any) string {
	b, err := json.Marshal(data)
	if err != nil { // plain data: it cannot fail
		return ""
	}
	return html.EscapeString(string(b))
}
