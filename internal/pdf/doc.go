// Package pdf sets documents as accessible PDF files: tagged for assistive
// technology (PDF/UA-1) and for archives (PDF/A-2a, and PDF/A-3a where files
// are attached), with real shaping of all
// scripts in both directions, and the same bytes for the same input.
//
// A caller fills in a Document and hands it to a Typesetter; see the example.
// Documents in Arabic, Hebrew, Persian, Urdu and other right-to-left languages
// are mirrored as a whole: nothing but Document.Lang has to be set. To meet a
// page limit, call Measure with a smaller Style.Size until Result.Pages holds;
// what is below a readable size has to be cut by the author.
//
// # How a file is made
//
// The function to read first is builder.render (typesetter.go): blocks become
// flows (build.go, table.go, figure.go), flows are cut into pages (flow.go,
// page.go, with their footnotes notes.go), again where a block names a page and
// that page has moved (passes.go), pages are drawn (draw.go), and package finish writes the file.
// Structure elements are made together with the flows, in reading order, and
// whatever is drawn names its place in the structure or is an artifact.
// Whatever has an ID is a named place of the file, so that the address
// "file.pdf#ID" opens it there.
//
//	font    font files, choice of faces, fonts made for one document
//	text    shaping, line breaking, visual order
//	tag     the structure tree as data
//	cos     PDF syntax: writing and reading
//	finish  fpdf's file to the final one
//	check   reads finished files back and judges them; used by tests
//
// # What it stands on
//
// github.com/go-pdf/fpdf writes pages, paths and colours. Its text, fonts,
// links and images are not used: it cannot shape, tag, or survive bad input.
// Package text and package font name the reasons for theirs.
//
// # Absent on purpose
//
// Files, clock, environment and network; pictures but as pixels (package
// picture reads files with care); forms, scripts and encryption; links that do
// anything but open an address or a page of the document; automatic
// hyphenation (see package text).
package pdf
