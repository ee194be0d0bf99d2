package site

import (
	"strings"
	"time"

	"hria/internal/assessment"
)

// MetaTag is a name with a value in the head of a page.
type MetaTag struct {
	Name, Content string
}

// Linked is a thing in the words of schema.org. What is empty is left out.
type Linked struct {
	Context     string        `json:"@context,omitempty"`
	Type        string        `json:"@type"`
	ID          string        `json:"@id,omitempty"`
	Name        string        `json:"name,omitempty"`
	URL         string        `json:"url,omitempty"`
	Identifier  string        `json:"identifier,omitempty"`
	Number      string        `json:"reportNumber,omitempty"`
	Version     string        `json:"version,omitempty"`
	Published   string        `json:"datePublished,omitempty"`
	Modified    string        `json:"dateModified,omitempty"`
	Lang        any           `json:"inLanguage,omitempty"` // a text or several
	Description string        `json:"description,omitempty"`
	Status      string        `json:"creativeWorkStatus,omitempty"`
	License     string        `json:"license,omitempty"`
	Free        bool          `json:"isAccessibleForFree,omitempty"`
	Authors     []Linked      `json:"author,omitempty"`
	Creator     *Linked       `json:"creator,omitempty"`
	Publisher   *Linked       `json:"publisher,omitempty"`
	About       []LinkedThing `json:"about,omitempty"`
	Places      []LinkedThing `json:"spatialCoverage,omitempty"`
	BasedOn     []Linked      `json:"isBasedOn,omitempty"`
	Citations   []LinkedThing `json:"citation,omitempty"`
	Original    *Linked       `json:"translationOfWork,omitempty"`
	Translated  []Linked      `json:"workTranslation,omitempty"`
	PartOf      *Linked       `json:"isPartOf,omitempty"`
	Encodings   []Linked      `json:"encoding,omitempty"`
	Downloads   []Linked      `json:"distribution,omitempty"`
	Format      string        `json:"encodingFormat,omitempty"`
	Content     string        `json:"contentUrl,omitempty"`
}

// LinkedThing is one of which little is said, since there are many of them.
type LinkedThing struct {
	Type      string `json:"@type"`
	Name      string `json:"name,omitempty"`
	URL       string `json:"url,omitempty"`
	Published string `json:"datePublished,omitempty"`
}

const (
	schemaOrg = "https://schema.org"
	// most sources that the metadata of a page name; the page itself has all.
	linkedSources = 25
)

// absolute is the address of a path, "" where the register has none.
func (c *composer) absolute(path string) string {
	if c.Config.BaseURL == "" {
		return ""
	}
	return c.Config.BaseURL + escapePath(path)
}

// linkedDocument describes a document.
func (c *composer) linkedDocument(p *Page, v *Citation) *Linked {
	a := p.Doc
	l := &Linked{Context: schemaOrg, Type: "Report", ID: v.Address, Name: v.Title, URL: v.Address, Identifier: v.Number, Number: v.Number, Version: v.Version,
		Published: isoDay(a.Date), Lang: v.Lang, Description: shorten(v.Summary, 500), License: licenseAddress(v.License), Free: true,
		Publisher: c.linkedPublisher(), PartOf: c.linkedRegister()}
	if a.Status.Value != "published" {
		l.Status = c.word("status", a.Status.Value)
	}
	for _, name := range v.Authors {
		l.Authors = append(l.Authors, Linked{Type: "Organization", Name: name})
	}
	c.linkTerms(l, a)
	c.linkWorks(l, a)
	stem := dataStem(p)
	for _, f := range []struct {
		kind, ending string
		there        bool
	}{{"application/pdf", reportEnding, c.Config.PDF.Report}, {"application/pdf", ".pdf", c.Config.PDF.Enabled}, {"application/json", ".json", true}} {
		if address := c.absolute(stem + f.ending); address != "" && f.there {
			l.Encodings = append(l.Encodings, Linked{Type: "MediaObject", Format: f.kind, Content: address})
		}
	}
	return l
}

// linkTerms says what a document is about, where the rights are those that it
// finds affected, and which countries it covers.
func (c *composer) linkTerms(l *Linked, a *assessment.Assessment) {
	about := func(kind, id string) {
		l.About = append(l.About, LinkedThing{Type: "Thing", Name: c.termLink(kind, id).Text})
	}
	for _, t := range a.AllTechnologies() {
		about(KindTechnology, t.Value)
	}
	for i := range a.NoteRights {
		about(KindRight, a.NoteRights[i].Value)
	}
	for i := range a.Rights {
		if r := &a.Rights[i]; r.Relevance.Value == "affected" || r.Relevance.Value == "possibly-affected" {
			about(KindRight, r.ID.Value)
		}
	}
	for _, t := range a.AllCountries() {
		l.Places = append(l.Places, LinkedThing{Type: "Country", Name: c.country(t.Value)})
	}
}

// linkWorks names what a document rests on, and its translations.
func (c *composer) linkWorks(l *Linked, a *assessment.Assessment) {
	for _, t := range append([]assessment.Text{a.Of.ID}, a.BasedOn...) {
		if to := c.Graph.Resolve(a, t.Value); t.Set() && !to.Withheld && to.Doc != nil {
			l.BasedOn = append(l.BasedOn, c.linkedWork(to.Doc))
		}
	}
	l.Citations = make([]LinkedThing, min(len(a.Sources), linkedSources))
	for i := range l.Citations {
		s := &a.Sources[i]
		l.Citations[i] = LinkedThing{"CreativeWork", s.Title.Value, s.URL.Value, isoDay(s.Date)}
	}
	original := c.Graph.Original(a)
	if original != a {
		work := c.linkedWork(original)
		l.Original = &work
		return
	}
	for _, other := range c.Graph.Languages(a) {
		if other != a {
			l.Translated = append(l.Translated, c.linkedWork(other))
		}
	}
}

func (c *composer) linkedWork(a *assessment.Assessment) Linked {
	l := Linked{Type: "Report", Name: a.Title.Value, Identifier: a.ID.Value, Lang: c.language(a)}
	if p := c.docPage(a); p != nil {
		l.ID = c.absolute(p.Path)
	}
	return l
}

func (c *composer) linkedPublisher() *Linked {
	p := c.Config.Publisher
	if p.Name == "" {
		return nil
	}
	return &Linked{Type: "Organization", Name: p.Name, URL: p.URL}
}

// linkedRegister names the register; its start page describes it.
func (c *composer) linkedRegister() *Linked {
	l := &Linked{Type: "Dataset", Name: c.Config.TitleIn(c.lang), URL: c.Config.BaseURL}
	if l.URL != "" {
		l.ID = l.URL + "#register"
	}
	return l
}

// linkedSite describes the register as a site and as a set of data.
func (c *composer) linkedSite(description string) []*Linked {
	site := &Linked{Context: schemaOrg, Type: "WebSite", Name: c.Config.TitleIn(c.lang), URL: c.Config.BaseURL, Description: description, Lang: c.Config.Languages, Publisher: c.linkedPublisher()}
	register := c.linkedRegister()
	register.Context, register.Description, register.License, register.Free = schemaOrg, description, licenseAddress(c.Config.License), true
	register.Lang, register.Published = c.Config.Languages, c.AsOf.Format(time.DateOnly)
	register.Creator, register.Publisher, register.Modified = c.linkedPublisher(), c.linkedPublisher(), c.AsOf.Format(time.DateOnly)
	if c.Config.BaseURL != "" {
		register.Downloads = append(register.Downloads, Linked{Type: "DataDownload", Format: "application/json", Content: c.absolute(registerPath)})
		for _, t := range dataTables {
			register.Downloads = append(register.Downloads, Linked{Type: "DataDownload", Name: t.name, Format: "text/csv", Content: c.absolute(dataFolder + t.name + ".csv")})
		}
	}
	return []*Linked{site, register}
}

// licenseAddress is the address of a licence of Creative Commons that is named
// as "CC BY 4.0"; any other licence stays as it is written.
func licenseAddress(name string) string {
	words := strings.Fields(strings.ToLower(name))
	if len(words) != 3 || words[0] != "cc" || !ccVersion[words[2]] {
		return name
	}
	switch words[1] {
	case "by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd":
		return "https://creativecommons.org/licenses/" + words[1] + "/" + words[2] + "/"
	}
	return name
}

var ccVersion = map[string]bool{"2.0": true, "3.0": true, "4.0": true}

// scholarTags are the names that search engines for scholars read.
func (c *composer) scholarTags(p *Page, v *Citation) []MetaTag {
	out := []MetaTag{{"citation_title", v.Title}}
	for _, name := range v.Authors {
		out = append(out, MetaTag{"citation_author", name})
	}
	note := ""
	switch {
	case c.Config.PDF.Report:
		note = c.absolute(dataStem(p) + reportEnding)
	case c.Config.PDF.Enabled:
		note = c.absolute(dataStem(p) + ".pdf")
	}
	for _, t := range []MetaTag{{"citation_publication_date", strings.ReplaceAll(isoDay(p.Doc.Date), "-", "/")}, {"citation_language", v.Lang},
		{"citation_technical_report_institution", v.Publisher}, {"citation_technical_report_number", v.Number}, {"citation_pdf_url", note}} {
		if t.Content != "" {
			out = append(out, t)
		}
	}
	return out
}
