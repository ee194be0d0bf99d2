package web

import (
	"html"
	"html/template"
	"strings"

	"hria/internal/locale"
	"hria/internal/site"
)

// functions are what templates may call beside html/template's own:
//
//	t KEY [VALUES]    an interface text
//	n KEY COUNT       an interface text with a number
//	link LINK         a site.Link
//	links LIST        several, in one line
//	prose PROSE       a part of a document's text
//	row LABEL VALUE   a labelled value of a description list; nothing for no value
//	cells LIST        the cells of a row of a matrix
//	steps LEVEL       a small bar of one to four steps, beside words that say the same
//
// Links are most of what a page is made of. As templates they took half of the
// time of a page; as functions they are escaped here.
func functions(texts *locale.Texts) template.FuncMap {
	comma, anchor := html.EscapeString(texts.T("comma")), texts.T("anchor")
	return template.FuncMap{
		"t": texts.T, "n": texts.N, "cells": cells,
		"prose": func(p site.Prose) template.HTML { return prose(p, anchor) },
		"link":  func(l site.Link) template.HTML { return template.HTML(writeLink(nil, l)) },
		"links": func(list []site.Link) template.HTML { return links(list, comma) },
		"row":   func(label string, value any) template.HTML { return row(label, value, comma) },
		"steps": func(level int) template.HTML {
			return template.HTML(`<span class="steps s` + string(rune('0'+min(max(level, 0), 4))) + `" aria-hidden="true"></span>`)
		},
	}
}

// row is one entry of a description list. A value is text or links.
func row(label string, value any, comma string) template.HTML {
	var shown template.HTML
	switch v := value.(type) {
	case string:
		if v != "" {
			shown = template.HTML("<bdi>" + html.EscapeString(v) + "</bdi>")
		}
	case []site.Link:
		shown = links(v, comma)
	}
	if shown == "" {
		return ""
	}
	return template.HTML("<div><dt>"+html.EscapeString(label)+"</dt><dd>") + shown + "</dd></div>\n"
}

func links(list []site.Link, comma string) template.HTML {
	var b []byte
	for i, l := range list {
		if i > 0 {
			b = append(b, comma...)
		}
		b = writeLink(b, l)
	}
	return template.HTML(b)
}

// writeLink appends a link, or its text where it leads nowhere. The text is
// isolated, so that names of another direction do not turn what is around them.
func writeLink(b []byte, l site.Link) []byte {
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
