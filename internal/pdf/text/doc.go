// Package text shapes paragraphs and breaks them into lines: from runes with
// styles to clusters of glyphs with places, for all scripts and both
// directions.
//
// The order of work is that of the Unicode standard: embedding levels
// (UAX #9) and break opportunities (UAX #14) for the whole paragraph, then
// pieces of one style, level, script and face, which are shaped and
// remembered, then lines, then the visual order within each line.
//
// github.com/go-text/typesetting does the shaping (a port of HarfBuzz), the
// levels and the break opportunities. golang.org/x/image gives the number
// type its interface asks for.
//
// Absent on purpose: automatic hyphenation (soft hyphens work), word lists
// for Thai, Khmer, Lao and Burmese (lines break between syllables there, or
// at U+200B), vertical text.
package text
