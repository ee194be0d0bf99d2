// Package markdown turns the body of a document into a tree and gives it two
// exits: HTML with holes, and Blocks, plain data for the PDF.
//
//	doc := markdown.Parse(file, start, "en")
//	html := doc.Narrative().HTML()
//	html.Render(&buffer, markdown.Fill{Cross: …, Address: …, Picture: …})
//
// # What is understood
//
// CommonMark with tables, strikethrough, bare addresses, task lists, footnotes,
// definition lists and heading anchors ({#anchor}). Quotes, dashes and dots are
// set as the language sets them: English, French, Spanish and German; other
// languages keep what was typed. A body that uses level-1 headings is moved
// down by one level: level 1 is the page's title.
//
// Cross-links stand in double brackets:
//
//	[[I2]]                        a record of this document
//	[[HRIA-2026-003]]             another document, [[HRIA-2026-003@1.1#I2]] a record in one version of it
//	[[right:privacy]]             a term; also ungp, tech, group, country, source
//	[[I2|the second impact]]      any of these with text of its own (in a table "\|")
//	[[withheld]]                  a place where a passage was removed
//
// A heading that opens with a record's id, "## I1 Wrongful stops", or has it as
// its anchor, "## Wrongful stops {#I1}", opens the section of that record. The
// package does not know which records exist: the caller compares Records with
// what it knows, since a section without a record is shown nowhere.
//
// A paragraph directly before or after a table that starts with "Table:" is its
// caption. Without one the heading above serves, for assistive technology only.
//
// A picture that has a paragraph to itself becomes a figure where it has a
// caption: a paragraph directly after or before it that starts with "Figure:",
// which may hold links and citations, or else its title.
//
//	![A gate with four cameras above it](gate.png "The gate on market days")
//
// ![decorative](wave.png) is a picture that shows nothing of its own.
//
// # HTML with holes
//
// What an HTML says depends on nothing but the body, so that it can be kept
// while other files change. Where another file decides, there is a hole, and
// Render asks Fill: the whole element for a cross-link, an address for other
// links, address and size for pictures. Links to other sites need no hole and
// carry rel="external".
//
// Anchors are unique in a body, also when narrative and records are shown
// apart. Those that goldmark makes for footnotes hold a colon ("fn:1",
// "fnref:1"), which no other anchor here does. A template's own anchors are for
// the template to keep apart.
//
// # What is kept out
//
// Raw HTML is shown as text (TX-02), except comments, which are in no output.
// Addresses that could run code or read the reader's disk, and pictures on other
// sites, are left out with a finding (TX-03); their text stays. Beyond stated
// bounds (limits.go) marks stay as typed, with a finding (TX-04), so that no
// text takes long. Double brackets that look like a cross-link and are none are
// pointed out (TX-05), and headings that share an anchor or a record (TX-06).
// So is what makes a text hard to read (writing.go): footnotes that lead
// nowhere (TX-08), pictures without words (TX-09), headings that leave a level
// out (TX-10), bare addresses (TX-11), tables without heads (TX-12).
//
// Absent on purpose: any knowledge of records, files or pages; wrappers and
// labels in a language; colours of code (a theme styles CodeClasses).
//
// Third parties: goldmark parses CommonMark in full and lets constructs be
// added; chroma splits code of many languages into tokens; regexp2, in which
// chroma's rules are written, applies them without what chroma spends (grammar.go).
package markdown
