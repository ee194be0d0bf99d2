package web_test

import (
	"strings"
	"testing"
)

// TestCalendarFile: lines end in CRLF, none is longer than 75 octets or cut
// inside a character, and what could end a value early is escaped.
func TestCalendarFile(t *testing.T) {
	title := strings.Repeat("Überwachung, 監視; \\ ", 8)
	text := "+++\nkind = \"guidance-note\"\nid = \"N-1\"\ntitle = \"\"\"" + strings.ReplaceAll(title, `\`, `\\`) + "\nEND:VCALENDAR\"\"\"\nstatus = \"published\"\nlang = \"en\"\nreview = { next = 2027-03-01 }\n+++\n"
	got := pages(t, files(map[string]string{"n.md": text}))["calendar.ics"]
	if strings.Count(got, "\n") != strings.Count(got, "\r\n") {
		t.Error("a line does not end in CRLF")
	}
	for _, line := range strings.Split(got, "\r\n") {
		if len(line) > 75 || strings.ToValidUTF8(line, "") != line {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	whole := strings.ReplaceAll(got, "\r\n ", "")
	for _, want := range []string{"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "DTSTAMP:20261121T000000Z\r\n", "DTSTART;VALUE=DATE:20270301\r\nDTEND;VALUE=DATE:20270302\r\n",
		`SUMMARY;LANGUAGE=en:Review: Überwachung\, 監視\; \\ Überwachung`, `\nEND:VCALENDAR`} {
		if !strings.Contains(whole, want) {
			t.Errorf("no %q in\n%s", want, whole)
		}
	}
	if strings.Count(whole, "\r\nEND:VCALENDAR") != 1 {
		t.Error("a title ended the calendar")
	}
}
