package web

import (
	"html"

	"hria/internal/site"
)

// writeCells appends the cells of a row of a matrix. They are the many parts of large
// pictures; as templates they would take most of the time of a page.
func (f functions) writeCells(b []byte, list []site.Cell) []byte {
	for i := range list {
		b = f.writeCell(b, &list[i])
	}
	return b
}

func (f functions) writeCell(b []byte, c *site.Cell) []byte {
	class := c.Fill
	if c.Now {
		class += " now"
	}
	b = append(appendAttribute(append(b, "<td"...), "class", class), '>')
	for i := range c.Marks {
		m := &c.Marks[i]
		if i > 0 {
			b = append(b, "<br>"...)
		}
		switch {
		case m.Said != "": // the sign is for the eye only
			b = append(append(append(b, `<span aria-hidden="true">`...), html.EscapeString(m.Text)...), `</span><span class="visually-hidden">`...)
			b = append(append(b, html.EscapeString(m.Said)...), "</span>"...)
		default:
			b = f.writeLink(b, &m.Link)
		}
		if m.Small != "" {
			b = append(append(append(b, " <small>"...), html.EscapeString(m.Small)...), "</small>"...)
		}
	}
	return append(b, "</td>"...)
}
