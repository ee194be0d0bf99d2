package table

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Most front matter is written in few of TOML's many forms. The scanner
// decodes those while it looks for their places. Where it meets anything else,
// another form, a mistake, or something that only looks odd, it says so, and
// the library reads the whole text again. So the library still decides what is
// valid; FuzzPlain holds the two against each other.

// suspect tells that the text holds something for the library to judge.
func (s *scanner) suspect() { s.odd = true }

// mostKeys is up to how many keys of one table the scanner compares with each
// other by itself.
const mostKeys = 200

// readable tells whether the text holds only characters of plain text.
func readable(text []byte) bool {
	for i, c := range text {
		if c < ' ' && c != '\t' && c != '\n' && (c != '\r' || i+1 == len(text) || text[i+1] != '\n') || c == 0x7f {
			return false
		}
	}
	return utf8.Valid(text) && !bytes.HasPrefix(text, []byte("\ufeff"))
}

// endOfLine expects nothing but a comment behind a value or header.
func (s *scanner) endOfLine() {
	s.spaces()
	if !s.done() && strings.IndexByte("#\r\n", s.peek()) < 0 {
		s.suspect()
	}
}

// bareKey expects a key of letters and digits.
func (s *scanner) bareKey(name string) {
	for i := range len(name) {
		if c := name[i]; (c|0x20 < 'a' || c|0x20 > 'z') && !isDigit(c) && c != '-' && c != '_' {
			s.suspect()
			return
		}
	}
}

// fresh expects that a table does not have a key yet.
func (s *scanner) fresh(t *Table, key string) {
	if len(t.Entries) > mostKeys || t.index(key) >= 0 {
		s.suspect()
	}
}

// extensible expects that a header may go on below a key: where there is none
// yet, a table or the last of an array of tables, each opened by a header.
func (s *scanner) extensible(t *Table, key string) {
	i := t.index(key)
	if i < 0 {
		return
	}
	v := &t.Entries[i].Value
	if v.Table == nil && len(v.Items) > 0 {
		v = &v.Items[len(v.Items)-1]
	}
	if v.Table == nil || v.Table.inline {
		s.suspect()
	}
}

// repeats expects that [[key]] begins an array of tables or goes on with one.
func (s *scanner) repeats(t *Table, key string) {
	if i := t.index(key); i >= 0 && len(t.Entries[i].Value.Items) == 0 {
		s.suspect()
	}
	s.extensible(t, key)
}

// between expects one value and a comma, or the end of the list.
func (s *scanner) between(before int, end byte) {
	if s.pos == before || s.peek() != ',' && s.peek() != end {
		s.suspect()
	}
}

// lastBefore is the last byte of a text that is no space.
func lastBefore(text []byte) byte {
	text = bytes.TrimRight(text, " \t")
	return text[len(text)-1]
}

// textValue decodes a string that stands at [start, s.pos), its quotes included.
func (s *scanner) textValue(start int) (text string) {
	raw := s.whole[start:s.pos]
	quote, ends := raw[:1], 1
	if strings.HasPrefix(raw, `"""`) || strings.HasPrefix(raw, "'''") {
		quote, ends = raw[:3], 3
	}
	if len(raw) < 2*ends || !strings.HasSuffix(raw, quote) {
		s.suspect()
		return ""
	}
	text = raw[ends : len(raw)-ends]
	switch {
	case ends == 3:
		text = strings.TrimPrefix(text, "\n")
		if strings.ContainsAny(text, "\\\r"+quote) {
			s.suspect()
		}
	case strings.Contains(text, "\n"):
		s.suspect()
	case quote == `"` && strings.Contains(text, `\`):
		return s.unescape(text)
	}
	return text
}

// unescape decodes the escapes that people type.
func (s *scanner) unescape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '\\' && i+1 == len(text) { // it escapes what looks like the closing quote
			s.suspect()
		} else if c == '\\' {
			i++
			switch c = text[i]; c {
			case '"', '\\':
			case 'n':
				c = '\n'
			case 't':
				c = '\t'
			case 'u':
				i += s.unicode(&b, text[i+1:])
				continue
			default:
				s.suspect()
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

// unicode decodes the four digits of \u and tells how many bytes they take.
func (s *scanner) unicode(b *strings.Builder, text string) int {
	const digits = 4
	r, err := strconv.ParseUint(text[:min(digits, len(text))], 16, 32)
	if len(text) < digits || err != nil || !utf8.ValidRune(rune(r)) {
		s.suspect()
		return 0
	}
	b.WriteRune(rune(r))
	return digits
}

// bareValue decodes a number, a date or a word.
func (s *scanner) bareValue(v *Value, raw string) {
	switch {
	case raw == "true" || raw == "false":
		v.Kind, v.Bool = Bool, raw == "true"
		return
	case len(raw) == len(time.DateOnly) && raw[4] == '-':
		if day, err := time.Parse(time.DateOnly, raw); err == nil && day.Year() > 0 {
			v.Kind, v.Int = Date, day.Unix()
			return
		}
	case decimal(raw):
		if n, err := strconv.ParseInt(raw, 10, 64); err == nil {
			v.Kind, v.Int, v.Float = Integer, n, float64(n)
			return
		}
	default:
		whole, part, found := strings.Cut(raw, ".")
		if found && decimal(whole) && part != "" && digits(part) {
			if x, err := strconv.ParseFloat(raw, 64); err == nil {
				v.Kind, v.Float = Float, x
				return
			}
		}
	}
	s.suspect()
}

// decimal tells whether a text is a whole number without signs but a minus and
// without leading zeros.
func decimal(raw string) bool {
	raw = strings.TrimPrefix(raw, "-")
	return raw != "" && digits(raw) && (raw == "0" || raw[0] != '0')
}

func digits(raw string) bool {
	for i := range len(raw) {
		if !isDigit(raw[i]) {
			return false
		}
	}
	return true
}
