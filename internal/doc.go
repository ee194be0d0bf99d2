// Package internal is the map of the house. It holds no code.
//
// hria is a pure function from files to files; the command line reads the
// first and writes the second:
//
//	files -> source -> assessment -> graph -> site -> web    -> files
//	         parse     typed model   links    plan    brief
//	                   + document rules  + site rules
//
// The function to read first is Build in package build: it is the pipeline,
// one stage a line. Each package comment is the manual of its room.
//
//	floor  room        what it answers for                             imports                                    owns
//	0      templates   built-in templates, interface texts, new files
//	0      themes      built-in themes
//	1      diag        a finding: place, severity, message, help;
//	                   printing findings
//	2      table       a table of TOML or YAML whose every value       diag                                       BurntSushi/toml,
//	                   knows its place                                                                            go.yaml.in/yaml
//	2      markdown    a body as a tree; HTML with holes; blocks for   diag                                       goldmark, chroma,
//	                   the PDF                                                                                    regexp2
//	2      stencil     html/template's templates, run faster; knows
//	                   nothing of pages
//	2      picture     pictures of the author's, drawn anew without                                               x/image/webp
//	                   what does not show
//	3      pdf         accessible PDF: structure, shaping, fonts;         picture                                 fpdf, typesetting, fonts, x/image,
//	                   knows nothing of assessments                                                               klauspost/compress
//	3      locale      languages, names of countries, dates, numbers,  table diag                                 x/text
//	                   interface texts
//	3      vocab       controlled vocabularies, embedded as data       table locale diag
//	3      theme       colours and type sizes of a theme               table diag
//	4      schema      every key of front matter and settings, once    table vocab locale diag
//	4      source      list files; split head and body                 table markdown locale diag
//	4      search      a search index in small files for a page to load locale
//	5      config      hria.toml as one plain struct with defaults     table schema vocab diag
//	5      assessment  the domain: typed model, decoding, derived      source schema table markdown vocab diag
//	                   values, what is public
//	6      graph       documents, records, terms: links both ways      assessment vocab markdown picture locale
//	                                                                   diag
//	6      framework   how far an assessment addresses the frameworks  assessment schema table vocab diag
//	                   of the field
//	6      edition     two editions of a document compared                assessment schema table markdown           sergi/go-diff
//	7      rules       the table of rules on documents and the site    edition framework graph assessment
//	                                                                   markdown table vocab diag
//	7      site        the plan: pages, paths, and what each says      edition framework graph assessment rules
//	                                                                   config schema vocab markdown picture locale
//	                                                                   search diag
//	7      rename      other names for documents and records, and      graph assessment source markdown vocab
//	                   every reference to them mended                  diag
//	8      draft       new documents: what is asked, and the file the  rename rules assessment vocab locale diag
//	                   answers make
//	8      web         a planned page as HTML; data files, feeds,      stencil site schema theme config locale
//	                   style sheets                                    markdown
//	8      brief       notes and reports as PDF                        site pdf theme assessment markdown locale   rsc.io/qr
//	                                                                   diag
//	9      build       the pipeline; memo and cache; writing           all below but markdown, table, schema
//	10     serve       watch, build again, show, tell the browser      build locale diag                          fsnotify
//	11     cli         commands, flags, clock, environment, exit       build serve site draft rename theme rules   cobra, x/term, x/sys, huh
//	                   codes, the site's files over built-in ones      framework assessment schema vocab config
//	                                                                   locale diag pdf templates themes
//
// What holds everywhere, each held by a test (arch_test.go):
//
//  1. A room imports only what its row lists. Tests may import more.
//  2. One room owns a third-party dependency, and its package comment says why
//     it is there.
//  3. Only cli, serve and build touch the disk and the network; all else takes
//     an fs.FS and bytes.
//  4. Only cli reads the clock and the environment; the as-of date is an input.
//  5. No room is called util, common, helpers, types, core or models.
//  6. All code is formatted as gofmt does.
//
// And, held by review and by the tests of the rooms: a stage returns a new
// value and nothing is filled in later; findings about the author's files and
// errors of hria are two return values; equal inputs give equal bytes; no input
// makes hria panic.
package internal
