package web

import (
	"bytes"
	"io"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"hria/internal/site"
)

// calendar writes what falls due as RFC 5545 has it, into b and from there to w
// in pieces where w is not nil. The few lines that an event of one day needs are
// less than a library for all of iCalendar.
func calendar(b *bytes.Buffer, w io.Writer, f site.CalendarFile, entries iter.Seq[site.CalendarEntry]) error {
	line := func(name, value string) { fold(b, name, value) }
	const day = "20060102"
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//hria//register//"+strings.ToUpper(f.Lang))
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	line("X-WR-CALNAME", escapeText(f.Name))
	stamp := f.AsOf.UTC().Format(day + "T150405Z")
	for e := range entries {
		line("BEGIN", "VEVENT")
		line("UID", escapeText(e.ID))
		line("DTSTAMP", stamp)
		line("DTSTART;VALUE=DATE", e.Day.Format(day))
		line("DTEND;VALUE=DATE", e.Day.Add(24*time.Hour).Format(day))
		line("SUMMARY;LANGUAGE="+f.Lang, escapeText(e.Summary))
		if e.Description != "" {
			line("DESCRIPTION;LANGUAGE="+f.Lang, escapeText(e.Description))
		}
		if e.Address != "" {
			line("URL", e.Address)
		}
		line("TRANSP", "TRANSPARENT")
		line("END", "VEVENT")
		if err := passOn(b, w, piece); err != nil {
			return err
		}
	}
	line("END", "VCALENDAR")
	return passOn(b, w, 0)
}

var textEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// escapeText writes a text value; control characters, which it cannot hold,
// are left out. Most texts need nothing.
func escapeText(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool {
		return r < ' ' || r == 0x7f || r == '\\' || r == ';' || r == ',' || r == utf8.RuneError
	}) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, textEscapes.Replace(text))
}

// fold writes a line in pieces of at most 75 octets, never inside a character.
func fold(b *bytes.Buffer, name, value string) {
	room, line := 75, value
	if len(name)+len(":")+len(value) > room {
		line = name + ":" + value
	} else {
		b.WriteString(name)
		b.WriteByte(':')
	}
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		b.WriteString(line[:cut])
		b.WriteString("\r\n ")
		line, room = line[cut:], 74
	}
	b.WriteString(line)
	b.WriteString("\r\n")
}
