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
	texts  *locale.Texts
	*Renderer
}

func (r *Renderer) functions(texts *locale.Texts) functions {
	return functions{html.EscapeString(texts.Comma()), texts.T("anchor"), texts, r}
}

// templates are these functions:
//
//	t KEY [VALUES]    an interface text
//	n KEY COUNT       an interface text with a number
//	link LINK         a site.Link
//	links LIST        several, in one line
//	prose PROSE       a part of a document's text
//	row LABEL VALUE   a labelled value of a description list; nothing for no value
//	cells LIST        the cells of a row of a matrix
//	linked THINGS     the page in the words of schema.org, as a block of data
//	steps LEVEL       a small bar of one to four steps, beside words that say the same
//
// Links are most of what a page is made of. As templates they took half of the
// time of a page; as functions they are escaped here.
func (f functions) templates() template.FuncMap {
	return template.FuncMap{
		"t": f.texts.T, "n": f.texts.N,
		"cells": func(list []site.Cell) template.HTML { return template.HTML(writeCells(nil, list)) },
		"prose": func(p site.Prose) template.HTML {
			var b bytes.Buffer
			f.writeProse(&b, &p)
			return template.HTML(b.String())
		},
		"linked": func(things []*site.Linked) template.HTML { return template.HTML(writeLinked(nil, things)) },
		"link":   func(l site.Link) template.HTML { return template.HTML(writeLink(nil, &l)) },
		"links":  func(list []site.Link) template.HTML { return template.HTML(writeLinks(nil, list, f.comma)) },
		"row": func(label string, value any) template.HTML {
			text, _ := value.(string)
			list, _ := value.([]site.Link)
			return template.HTML(writeRow(nil, label, text, list, f.comma))
		},
		"steps": func(level int) template.HTML { return template.HTML(writeSteps(nil, level)) },
	}
}

// printers are those that make most of a page.
func (f functions) printers() map[string]stencil.Printer {
	return map[string]stencil.Printer{
		"prose": func(b *bytes.Buffer, args []reflect.Value) { f.writeProse(b, held[site.Prose](args[0])) },
		"link": func(b *bytes.Buffer, args []reflect.Value) {
			b.Write(writeLink(b.AvailableBuffer(), held[site.Link](args[0])))
		},
		"linked": func(b *bytes.Buffer, args []reflect.Value) {
			b.Write(writeLinked(b.AvailableBuffer(), *held[[]*site.Linked](args[0])))
		},
		"links": func(b *bytes.Buffer, args []reflect.Value) {
			b.Write(writeLinks(b.AvailableBuffer(), *held[[]site.Link](args[0]), f.comma))
		},
		"row": func(b *bytes.Buffer, args []reflect.Value) {
			text, list := "", []site.Link(nil)
			switch args[1].Type() {
			case reflect.TypeFor[string]():
				text = args[1].String()
			case reflect.TypeFor[[]site.Link]():
				list = *held[[]site.Link](args[1])
			}
			b.Write(writeRow(b.AvailableBuffer(), args[0].String(), text, list, f.comma))
		},
		"cells": func(b *bytes.Buffer, args []reflect.Value) {
			b.Write(writeCells(b.AvailableBuffer(), *held[[]site.Cell](args[0])))
		},
		"steps": func(b *bytes.Buffer, args []reflect.Value) {
			b.Write(writeSteps(b.AvailableBuffer(), int(args[0].Int())))
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

func writeSteps(b []byte, level int) []byte {
	b = append(append(b, `<span class="steps s`...), byte('0'+min(max(level, 0), 4)))
	return append(b, `" aria-hidden="true"></span>`...)
}

// writeRow appends one entry of a description list. Its value is text or links.
func writeRow(b []byte, label, text string, list []site.Link, comma string) []byte {
	if text == "" && len(list) == 0 {
		return b
	}
	b = append(append(append(b, "<div><dt>"...), html.EscapeString(label)...), "</dt><dd>"...)
	if text != "" {
		b = append(append(append(b, "<bdi>"...), html.EscapeString(text)...), "</bdi>"...)
	}
	return append(writeLinks(b, list, comma), "</dd></div>\n"...)
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

func writeLinks(b []byte, list []site.Link, comma string) []byte {
	for i := range list {
		if i > 0 {
			b = append(b, comma...)
		}
		b = writeLink(b, &list[i])
	}
	return b
}

// writeLink appends a link, or its text where it leads nowhere. The text is
// isolated, so that names of another direction do not turn what is around them.
func writeLink(b []byte, l *site.Link) []byte {
	href := address(l.Href)
	if href == "" {
		b = append(b, "<bdi"...)
		b = append(appendAttribute(appendAttribute(b, "lang", l.Lang), "dir", l.Dir), '>')
		return append(append(b, html.EscapeString(l.Text)...), "</bdi>"...)
	}
	b = appendAttribute(append(b, "<a"...), "href", href)
	b = appendAttribute(appendAttribute(b, "lang", l.Lang), "hreflang", l.Lang)
	b = appendAttribute(appendAttribute(b, "dir", l.Dir), "title", l.Note)
	b = appendAttribute(b, "rel", l.Rel)
	if l.Here {
		b = append(b, ` aria-current="page"`...)
	}
	b = append(append(b, "><bdi>"...), html.EscapeString(l.Text)...)
	return append(b, "</bdi></a>"...)
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
