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
// Words are shaped whole and divided afterwards, between clusters, where a
// line may end: at the places of UAX #14, at soft hyphens, between the parts of
// an address or a long name. Korean words stay whole. In Thai, Lao, Khmer and
// Burmese, which UAX #14 leaves to word lists, lines end at U+200B or where a
// syllable begins for certain, and never inside a cluster. All lines of a
// paragraph are chosen together: as few as possible, and as even.
//
// Absent on purpose: automatic hyphenation and word lists, for which no
// well-kept Go module that brings its patterns and words with it can be had
// (soft hyphens and U+200B in the text do their work); vertical text.
package text
