package site

import (
	"iter"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"hria/internal/assessment"
)

// DataFile is a planned file of data beside the pages. Its content is put together by Data when somebody asks for it.
type DataFile struct {
	Path string // of the file below the output folder
	Kind string
	Lang string
	Doc  *assessment.Assessment // nil: of the whole register
	rows *dataTable

	subject feedSubject // of a feed
	part    int         // of a sitemap
}

// Kinds of data file.
const (
	DataTable          = "table"    // for spreadsheets
	DataDocument       = "document" // a document as JSON
	DataRegister       = "register" // the register as JSON
	DataDocumentSchema = "document schema"
	DataRegisterSchema = "register schema"
	DataBibTeX         = "bibtex" // citations
	DataRIS            = "ris"
	DataCSL            = "csl"
	DataFeed           = "feed"
	DataSitemap        = "sitemap"
)

// Table is the view of a table of data. Columns have stable English names;
// values are ids, numbers and ISO dates, with words in the language of the
// document beside ids. Several values of a cell are separated by " | ".
type Table struct {
	Columns []string
	Rows    iter.Seq[[]string] // a row holds until the next
}

// dataFolder holds the tables of the whole register.
const dataFolder = "data/"

// planData plans the files of data.
func (s *Site) planData() {
	for _, lang := range s.Config.Languages {
		s.planFeeds(lang)
	}
	s.planSitemap()
	for _, t := range dataTables {
		s.addData(&DataFile{Path: dataFolder + t.name + ".csv", Kind: DataTable, Lang: s.home(), rows: t})
	}
	s.addData(&DataFile{Path: registerPath, Kind: DataRegister, Lang: s.home()})
	for _, x := range citeFormats {
		s.addData(&DataFile{Path: "register" + x.ending, Kind: x.kind, Lang: s.home()})
	}
	s.addData(&DataFile{Path: registerSchemaPath, Kind: DataRegisterSchema, Lang: s.home()})
	s.addData(&DataFile{Path: documentSchemaPath, Kind: DataDocumentSchema, Lang: s.home()})
	s.allData = sync.OnceValue(func() []*DataFile {
		out := append(slices.Clone(s.data), s.sitemapParts()...)
		for _, a := range s.Graph.Docs {
			out = append(out, s.dataOf(s.docPage(a))...)
		}
		return out
	})
}

// documentData are the files of data that documents have.
var documentData = func() (list []documentFile) {
	list = append(list, documentFile{".json", DataDocument, nil})
	for _, x := range citeFormats {
		list = append(list, documentFile{x.ending, x.kind, nil})
	}
	for _, t := range dataTables {
		if t.own {
			list = append(list, documentFile{"." + t.name + ".csv", DataTable, t})
		}
	}
	return list
}()

type documentFile struct {
	ending, kind string
	rows         *dataTable
}

// of plans the file of a document's page, nil where the document has none.
func (x documentFile) of(p *Page) *DataFile {
	if x.rows != nil && !x.rows.has(p.Doc) {
		return nil
	}
	return &DataFile{Path: dataStem(p) + x.ending, Kind: x.kind, Lang: p.Lang, Doc: p.Doc, rows: x.rows}
}

// dataOf plans the files of data of a document's page, which may be nil.
func (s *Site) dataOf(p *Page) []*DataFile {
	if p == nil {
		return nil
	}
	var out []*DataFile
	for _, x := range documentData {
		if f := x.of(p); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// schemaID is the identifier of a schema: its address, where it has one.
func (c *composer) schemaID(f *DataFile) string {
	if c.Config.BaseURL == "" {
		return "urn:hria:" + strings.ReplaceAll(f.Kind, " ", "-") + ":1"
	}
	return c.Config.BaseURL + f.Path
}

func (s *Site) addData(f *DataFile) {
	s.data = append(s.data, f)
}

// DataFile finds a planned file of data by its path.
func (s *Site) DataFile(file string) (*DataFile, bool) {
	list := s.data
	if strings.HasPrefix(file, "sitemap-") {
		list = s.allData()
	}
	for _, f := range list {
		if f.Path == file {
			return f, true
		}
	}
	for _, x := range documentData {
		if f, ok := besideAt(s, file, x.ending, x.of); ok {
			return f, true
		}
	}
	return nil, false
}

func (s *Site) hasData(path string) bool {
	_, ok := s.DataFile(path)
	return ok
}

// dataStem is what the paths of all data of a document begin with.
func dataStem(p *Page) string { return strings.TrimSuffix(p.Path, ".html") }

// tablePath is the path of a table that a document has for itself.
func tablePath(p *Page, t *dataTable) string { return dataStem(p) + "." + t.name + ".csv" }

// DataFiles lists the planned files of data.
func (s *Site) DataFiles() []*DataFile { return s.allData() }

// Data puts together what a file of data holds: a *Table, *Publication,
// *Register, *Citation, *Feed or *Sitemap; for a schema, the address that it goes by.
func (s *Site) Data(f *DataFile) any {
	c := s.composer(f.Lang, f.Path)
	switch f.Kind {
	case DataDocument:
		return c.publication(f.Doc)
	case DataRegister:
		return c.register()
	case DataBibTeX, DataRIS, DataCSL:
		if f.Doc == nil {
			return c.registerCitation()
		}
		return c.citation(f.Doc)
	case DataFeed:
		return c.feed(f)
	case DataSitemap:
		return c.sitemap(f.part)
	case DataDocumentSchema, DataRegisterSchema:
		return c.schemaID(f)
	}
	v := &Table{Columns: slices.Concat(leading, f.rows.columns, []string{"page"})}
	docs := []*assessment.Assessment{f.Doc}
	if f.Doc == nil {
		docs = nil
		for _, a := range s.Graph.Works() {
			docs = append(docs, s.pick(a, f.Lang))
		}
	}
	v.Rows = func(yield func([]string) bool) {
		row := make([]string, 0, len(v.Columns))
		for _, a := range docs {
			page := c.recordAddress(a, "")
			for _, r := range f.rows.rows(c, a) {
				row = append(append(row[:0], a.ID.Value, a.Version.Value, a.Title.Value), r.cells...)
				address := page
				if page != "" && r.anchor != "" {
					address += "#" + r.anchor
				}
				if !yield(append(row, address)) {
					return
				}
			}
		}
	}
	return v
}

// dataLink links a page to a table of data: that of its document, where it has
// one for itself, else that of the whole register. It is empty where the
// document has no rows in it.
func (c *composer) dataLink(p *Page, name string) Link {
	t := dataTables[slices.IndexFunc(dataTables, func(t *dataTable) bool { return t.name == name })]
	if p.Doc != nil && !t.has(p.Doc) {
		return Link{}
	}
	file := tableFor(p, t)
	l := c.link("CSV", file)
	l.Note = path.Base(file)
	if p.Doc != nil && !t.own { // it holds other documents, too
		l.Text += c.t("brackets", c.t("nav.register"))
	}
	return l
}

// tableFor is the path of the table that a page links to.
func tableFor(p *Page, t *dataTable) string {
	if p.Doc != nil && t.own {
		return tablePath(p, t)
	}
	return dataFolder + t.name + ".csv"
}

// leading are the columns that all tables begin with, so that tables of many
// documents can be put below each other. The last column of all, page, is the
// address of the record.
var leading = []string{"document", "version", "document_title"}

// recordAddress is the address of a record's place on the page of its
// document: absolute, or relative to the file without a base address.
func (c *composer) recordAddress(a *assessment.Assessment, anchor string) string {
	p := c.docPage(a)
	if p == nil {
		return ""
	}
	if anchor != "" {
		anchor = "#" + anchor
	}
	return c.address(p.Path) + anchor
}

// address is the address of a file as a file of data gives it: absolute, or
// relative to that file without a base address.
func (c *composer) address(path string) string {
	if c.Config.BaseURL != "" {
		return c.Config.BaseURL + escapePath(path)
	}
	return relative(c.path, path)
}

// dataTable is a table of the whole register that documents give rows to. What
// is most asked for alone, the impacts and the measures of one document, is a
// file of its own, too: a file for each table and document would be two files
// of three of a register.
type dataTable struct {
	name    string
	own     bool // each document has it for itself, too
	has     func(a *assessment.Assessment) bool
	columns []string
	rows    func(c *composer, a *assessment.Assessment) []dataRow
}

// dataRow is what stands between the leading columns and the page.
type dataRow struct {
	anchor string // of the record on the page
	cells  []string
}

// dataTables are all tables. Their columns are an interface: they are never
// renamed, and new ones go to the end.
var dataTables = []*dataTable{
	{"documents", false, func(*assessment.Assessment) bool { return false }, []string{"kind", "kind_label", "lang", "languages", "status", "status_label", "date", "countries", "technologies", "impacts",
		"severe_impacts", "measures", "overdue_measures", "decision", "decision_label", "next_review", "review_overdue"}, (*composer).documentData},
	{"impacts", true, func(a *assessment.Assessment) bool { return len(a.Impacts) > 0 },
		[]string{"id", "title", "priority", "nature", "nature_label", "level", "level_label", "severe", "band", "band_label", "scale", "scope", "irremediability",
			"likelihood", "likelihood_label", "people", "rights", "rights_labels", "holders", "holders_labels", "involvement", "involvement_label",
			"measures", "residual_level", "residual_level_label", "residual_band", "residual_likelihood", "residual_verified", "confidence", "evidence"}, (*composer).impactData},
	{"measures", true, func(a *assessment.Assessment) bool { return len(a.Mitigations) > 0 },
		[]string{"id", "title", "impacts", "answers_severe", "type", "type_label", "status", "status_label", "overdue", "response", "response_label", "owner",
			"partners", "origin", "start", "due", "done", "indicator", "baseline", "target", "value", "measured", "effectiveness", "effectiveness_label",
			"cost", "evidence"}, (*composer).measureData},
	{"rights", false, func(a *assessment.Assessment) bool { return len(a.Rights) > 0 },
		[]string{"right", "right_label", "relevance", "relevance_label", "salient", "reason", "impacts", "highest_level"}, (*composer).rightData},
	{"frameworks", false, func(a *assessment.Assessment) bool {
		return a.Kind.Value == assessment.KindAssessment && len(a.Frameworks) > 0
	},
		[]string{"framework", "framework_label", "element", "element_label", "required", "state", "state_label", "records"}, (*composer).frameworkData},
	{"engagement", false, func(a *assessment.Assessment) bool { return len(a.Engagements) > 0 },
		[]string{"id", "with", "with_label", "groups", "groups_labels", "method", "method_label", "depth", "depth_label", "date", "participants", "phase",
			"phase_label", "languages", "feedback"}, (*composer).engagementData},
	{"remedy", false, func(a *assessment.Assessment) bool { return len(a.Remedies) > 0 },
		[]string{"id", "name", "mechanism", "mechanism_label", "criterion", "criterion_label", "rating", "rating_label"}, (*composer).remedyData},
	{"context", false, func(a *assessment.Assessment) bool { return len(a.Context) > 0 },
		[]string{"country", "country_label", "civic_space", "civic_space_label", "civic_space_as_of", "net_freedom", "net_freedom_label", "net_freedom_score",
			"net_freedom_edition", "conflict_affected"}, (*composer).contextData},
	{"sources", false, func(a *assessment.Assessment) bool { return len(a.Sources) > 0 },
		[]string{"id", "type", "type_label", "title", "author", "date", "url", "archived", "accessed", "confidence", "confidence_label"}, (*composer).sourceData},
}

// Cells of single values.

func integer(n assessment.Int) string {
	if !n.Set() {
		return ""
	}
	return strconv.Itoa(n.Value)
}

func decimal(n assessment.Number) string {
	if !n.Set() {
		return ""
	}
	return strconv.FormatFloat(n.Value, 'f', -1, 64)
}

func isoDay(d assessment.Day) string {
	if !d.Set() {
		return ""
	}
	return d.Value.Format(time.DateOnly)
}

func flag(f assessment.Flag) string {
	if !f.Set() {
		return ""
	}
	return strconv.FormatBool(f.Value)
}

// Cells of several values.

const between = " | "

func cellOf(list []assessment.Text) string { return strings.Join(textValues(list), between) }

// labels names terms in the language of the file.
func (c *composer) labels(kind string, list []assessment.Text) string {
	var out []string
	for _, t := range list {
		out = append(out, c.name(kind, t.Value).Text)
	}
	return strings.Join(out, between)
}

// refIDs lists what references point to by id. What is withheld is not named.
func (c *composer) refIDs(a *assessment.Assessment, list []assessment.Text) string {
	var out []string
	for _, t := range list {
		if c.Graph.Resolve(a, t.Value).Withheld {
			out = append(out, "withheld")
			continue
		}
		out = append(out, t.Value)
	}
	return strings.Join(out, between)
}
