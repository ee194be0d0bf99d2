package web

import (
	"bytes"
	"encoding/json"
	"html"
	"html/template"
	"reflect"
	"strings"

	"hria/internal/locale"
	"hria/internal/site"
	"hria/internal/stencil"
)

// functions is what templates may call beside html/template's own, in the form
// that html/template wants and in the one that package stencil runs.
type functions struct {
	comma  string // between links, as HTML
	anchor string // what the link of a paragraph to itself is called
	rtl    bool   // the page reads from right to left
	texts  *locale.Texts
	*Renderer
}

func (r *Renderer) functions(d dress) functions {
	return functions{html.EscapeString(d.texts.Comma()), d.texts.T("anchor"), d.rtl, d.texts, r}
}

// templates are these functions:
//
//	t KEY [VALUES]    an interface text
//	n KEY COUNT       an interface text with a number
//	bdi TEXT          a text that must not turn what is around it
//	link LINK         a site.Link
//	links LIST        several, in one line
//	prose PROSE       a part of a document's text
//	row LABEL VALUE   a labelled value of a description list; nothing for no value
//	cells LIST        the cells of a row of a matrix
//	linked THINGS     the page in the words of schema.org, as a block of data
//
// Links are most of what a page is made of. As templates they took half of the
// time of a page; as functions they are escaped here.
func (f functions) templates() template.FuncMap {
	return template.FuncMap{
		"t": f.texts.T, "n": f.texts.N,
		"cells": func(list []site.Cell) template.HTML { return template.HTML(f.writeCells(nil, list)) },
		"prose": func(p site.Prose) template.HTML {
			var b bytes.Buffer
			f.writeProse(&b, &p)
			return template.HTML(b.String())
		},
		"linked": func(things []*site.Linked) template.HTML { return template.HTML(writeLinked(nil, things)) },
		"link":   func(l site.Link) template.HTML { return template.HTML(f.writeLink(nil, &l)) },
		"links":  func(list []site.Link) template.HTML { return template.HTML(f.writeLinks(nil, list)) },
		"row": func(label string, value any) template.HTML {
			text, _ := value.(string)
			list, _ := value.([]site.Link)
			return template.HTML(f.writeRow(nil, label, text, list))
		},
		"bdi": func(text string) template.HTML { return template.HTML(f.writeIsolated(nil, text)) },
	}
}

// printers are those that make most of a page.
func (f functions) printers() map[string]stencil.Printer {
	return map[string]stencil.Printer{
		"prose": func(b *bytes.Buffer, args []reflect.Value) { f.writeProse(b, held[site.Prose](args[0])) },
		"link": func(b *bytes.Buffer, args []reflect.Value) {
			b.Write(f.writeLink(b.AvailableBuffer(), held[site.Link](args[0])))
		},
		"linked": func(b *bytes.Buffer, args []reflect.Value) {
			b.Write(writeLinked(b.AvailableBuffer(), *held[[]*site.Linked](args[0])))
		},
		"links": func(b *bytes.Buffer, args []reflect.Value) {
			b.Write(f.writeLinks(b.AvailableBuffer(), *held[[]site.Link](args[0])))
		},
		"row": func(b *bytes.Buffer, args []reflect.Value) {
			text, list := "", []site.Link(nil)
			switch args[1].Type() {
			case reflect.TypeFor[string]():
				text = args[1].String()
			case reflect.TypeFor[[]site.Link]():
				list = *held[[]site.Link](args[1])
			}
			b.Write(f.writeRow(b.AvailableBuffer(), args[0].String(), text, list))
		},
		"cells": func(b *bytes.Buffer, args []reflect.Value) {
			b.Write(f.writeCells(b.AvailableBuffer(), *held[[]site.Cell](args[0])))
		},
		"bdi": func(b *bytes.Buffer, args []reflect.Value) {
			b.Write(f.writeIsolated(b.AvailableBuffer(), args[0].String()))
		},
	}
}

// held is a pointer to an argument, to a copy of it where there is none.
func held[T any](v reflect.Value) *T {
	if v.CanAddr() {
		return v.Addr().Interface().(*T)
	}
	value := v.Interface().(T)
	return &value
}

// writeRow appends one entry of a description list. Its value is text or links.
func (f functions) writeRow(b []byte, label, text string, list []site.Link) []byte {
	if text == "" && len(list) == 0 {
		return b
	}
	b = append(append(append(b, "<dt>"...), html.EscapeString(label)...), "</dt><dd>"...)
	if text != "" {
		b = f.writeIsolated(b, text)
	}
	return append(f.writeLinks(b, list), "</dd>\n"...)
}

// writeIsolated appends a text so that it does not turn what is around it. Most
// texts cannot, on a page of their own direction, and need no element for it.
func (f functions) writeIsolated(b []byte, text string) []byte {
	if text == "" || !f.rtl && !locale.Turns(text) {
		return append(b, html.EscapeString(text)...)
	}
	return append(append(append(b, "<bdi>"...), html.EscapeString(text)...), "</bdi>"...)
}

// writeLinked appends a block of data: package json escapes what could end it.
func writeLinked(b []byte, things []*site.Linked) []byte {
	if len(things) == 0 {
		return b
	}
	text, err := json.Marshal(things)
	if err != nil {
		return b // strings and lists of them: cannot fail
	}
	if len(things) == 1 {
		text = text[1 : len(text)-1]
	}
	b = append(append(b, `<script type="application/ld+json">`...), text...)
	return append(b, "</script>\n"...)
}

func (f functions) writeLinks(b []byte, list []site.Link) []byte {
	for i := range list {
		if i > 0 {
			b = append(b, f.comma...)
		}
		b = f.writeLink(b, &list[i])
	}
	return b
}

// writeLink appends a link, or its text where it leads nowhere. Names of another
// direction do not turn what is around them.
func (f functions) writeLink(b []byte, l *site.Link) []byte { return f.writeNamedLink(b, l, "") }

// writeNamedLink appends a link that is called otherwise than it looks, "" for one
// that is not.
func (f functions) writeNamedLink(b []byte, l *site.Link, name string) []byte {
	href := address(l.Href)
	if href == "" {
		if l.Lang == "" {
			return f.writeIsolated(b, l.Text)
		}
		b = append(b, "<bdi"...)
		b = append(appendAttribute(appendAttribute(b, "lang", l.Lang), "dir", l.Dir()), '>')
		return append(append(b, html.EscapeString(l.Text)...), "</bdi>"...)
	}
	b = appendAttribute(append(b, "<a"...), "href", href)
	b = appendAttribute(appendAttribute(b, "lang", l.Lang), "hreflang", l.Lang)
	dir := l.Dir()
	if dir == "" && (f.rtl || locale.Turns(l.Text)) {
		dir = "auto" // which isolates, as bdi does, without an element for it
	}
	b = appendAttribute(appendAttribute(b, "dir", dir), "title", l.Note)
	b = appendAttribute(b, "aria-label", name)
	if l.External {
		b = append(b, ` rel="external"`...)
	}
	if l.Here {
		b = append(b, ` aria-current="page"`...)
	}
	return append(append(append(b, '>'), html.EscapeString(l.Text)...), "</a>"...)
}

// appendAttribute appends an attribute that is not empty.
func appendAttribute(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	b = append(append(append(b, ' '), name...), `="`...)
	return append(append(b, html.EscapeString(value)...), '"')
}

// address lets through what may stand in a link: addresses of this site, http,
// https and mailto. Anything else is no address.
func address(href string) string {
	scheme, _, found := strings.Cut(href, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return href
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto":
		return href
	}
	return ""
}
