package web

import (
	"html"
	"strconv"
	"strings"

	"hria/internal/site"
)

// writeCells appends the cells of a row of a matrix. They are the many parts of large
// pictures; as templates they would take most of the time of a page. Cells beside
// each other that look the same and say nothing are one cell over their columns.
func (f functions) writeCells(b []byte, list []site.Cell) []byte {
	for i := 0; i < len(list); {
		span := 1
		for i+span < len(list) && silent(&list[i]) && silent(&list[i+span]) && list[i].Fill == list[i+span].Fill {
			span++
		}
		b = f.writeCell(b, &list[i], span)
		i += span
	}
	return b
}

// silent tells whether nothing stands in a cell or rules it.
func silent(c *site.Cell) bool { return len(c.Marks) == 0 && !c.Now }

func (f functions) writeCell(b []byte, c *site.Cell, span int) []byte {
	class := c.Fill
	if c.Now {
		class = strings.TrimSpace(class + " now")
	}
	b = appendAttribute(append(b, "<td"...), "class", class)
	if span > 1 {
		b = appendAttribute(b, "colspan", strconv.Itoa(span))
	}
	b = append(b, '>')
	for i := range c.Marks {
		m := &c.Marks[i]
		if i > 0 {
			b = append(b, "<br>"...)
		}
		switch {
		case m.Href != "":
			b = f.writeNamedLink(b, &m.Link, m.Said)
		case m.Said != "": // a sign for the eye, and its word for who listens
			b = append(appendAttribute(append(b, `<span role="img"`...), "aria-label", m.Said), '>')
			b = append(append(b, html.EscapeString(m.Text)...), "</span>"...)
		default:
			b = f.writeLink(b, &m.Link)
		}
		switch {
		case m.Small == "":
		case m.Href != "": // a link is set apart from the words below it
			b = append(append(b, ' '), html.EscapeString(m.Small)...)
		default:
			b = append(append(append(b, " <small>"...), html.EscapeString(m.Small)...), "</small>"...)
		}
	}
	return append(b, "</td>"...)
}
