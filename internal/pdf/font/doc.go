// Package font holds the fonts of the PDF layer: it checks and parses font
// files, chooses a face for every character, and makes for each document a
// small TrueType font whose glyph n is what the code n shows.
//
// A Set is the fonts of a site with the built-in ones, in the order in which they
// are asked for a character. What none of them has, a Library of the machine's
// fonts may lend (library.go), which knows files by their heads and opens one when
// it is lent. Files from elsewhere are verified before they are parsed (sfnt.go,
// inspect.go): bounds, checksums, outlines, leave to embed.
//
// A code stands for a whole cluster of glyphs that were shaped together (a
// letter with its marks, a syllable, a ligature). So any script is drawn, and
// copied back as text, without the tricks that readers of PDF files stumble
// over.
//
// github.com/go-text/typesetting parses fonts: it reads TrueType, CFF,
// collections and variable fonts. github.com/go-fonts/... are font files in
// the shape of Go packages, so that none has to be kept here; eliasnaur.com/font
// is the same for Noto Sans Arabic, which has Persian and Urdu and a bold.
//
// Absent on purpose: hinting (notes are printed or read at high resolution),
// colour glyphs, vertical metrics.
package font
