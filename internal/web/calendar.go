package web

import (
	"strings"
	"time"
	"unicode/utf8"

	"hria/internal/site"
)

// calendar writes what falls due as RFC 5545 has it. The few lines that an
// event of one day needs are less than a library for all of iCalendar.
func calendar(f site.CalendarFile, entries []site.CalendarEntry) []byte {
	var b strings.Builder
	line := func(name, value string) { fold(&b, name+":"+value) }
	const day = "20060102"
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//hria//register//"+strings.ToUpper(f.Lang))
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	line("X-WR-CALNAME", escapeText(f.Name))
	for _, e := range entries {
		line("BEGIN", "VEVENT")
		line("UID", escapeText(e.ID))
		line("DTSTAMP", f.AsOf.UTC().Format(day+"T150405Z"))
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
	}
	line("END", "VCALENDAR")
	return []byte(b.String())
}

var textEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// escapeText writes a text value; control characters, which it cannot hold,
// are left out.
func escapeText(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, textEscapes.Replace(text))
}

// fold writes a line in pieces of at most 75 octets, never inside a character.
func fold(b *strings.Builder, line string) {
	room := 75
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		b.WriteString(line[:cut] + "\r\n ")
		line, room = line[cut:], 74
	}
	b.WriteString(line + "\r\n")
}
