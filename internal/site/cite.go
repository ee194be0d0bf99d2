package site

import (
	"strings"
	"time"

	"hria/internal/assessment"
)

// Citation is what a reference manager needs to know of a document, or of the
// register itself. The same record fills the page, the files for reference
// managers and the metadata that search engines read.
type Citation struct {
	Key       string // unique: letters, digits, hyphens and full stops
	Dataset   bool   // the register itself
	Number    string // id of the document
	Genre     string // kind of document, in its language
	Title     string
	Authors   []string // organisations or people, as they write themselves
	Publisher string
	Version   string
	Date      time.Time
	Lang      string
	Address   string // "" where the register has none
	License   string
	Summary   string
}

// Cite is how to cite a document, on its page.
type Cite struct {
	Text    string
	Formats []Link // files for reference managers
	Data    []Link // the document as data
}

// citeFormats are the files for reference managers: name, ending, kind.
var citeFormats = []struct{ name, ending, kind string }{
	{"BibTeX", ".bib", DataBibTeX}, {"RIS", ".ris", DataRIS}, {"CSL-JSON", ".csl.json", DataCSL},
}

// dataLabels are the texts that name the tables of a document.
var dataLabels = map[string]string{"impacts": "section.impacts", "measures": "section.measures", "rights": "section.coverage", "frameworks": "framework.title",
	"engagement": "section.engagement", "remedy": "section.remedy", "context": "section.context", "sources": "section.sources"}

// citation describes a document.
func (c *composer) citation(a *assessment.Assessment) *Citation {
	v := &Citation{Key: citationKey(a.ID.Value + "-" + a.Version.Value), Number: a.ID.Value, Genre: c.word("kind", a.Kind.Value), Title: a.Title.Value,
		Authors: c.authors(a), Publisher: c.Config.Publisher.Name, Version: a.Version.Value, Date: a.Date.Value, Lang: c.language(a),
		License: c.license(a), Summary: a.Summary.Value}
	if p := c.docPage(a); p != nil && c.Config.BaseURL != "" {
		v.Address = c.Config.BaseURL + escapePath(p.Path)
	}
	return v
}

// citationKey keeps of a text what all reference managers take in a key.
func citationKey(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return -1
	}, text)
}

// authors are who carried the work out; where nobody is named, the publisher.
func (c *composer) authors(a *assessment.Assessment) []string {
	for _, name := range []string{a.Commission.ConductedBy.Value, a.Reviewer.Name.Value, a.By.Value, c.Config.Publisher.Name} {
		if name = strings.TrimSpace(name); name != "" {
			return []string{name}
		}
	}
	return nil
}

// registerCitation describes the register itself, as it stands on the as-of
// date.
func (c *composer) registerCitation() *Citation {
	v := &Citation{Key: "register-" + c.AsOf.Format(time.DateOnly), Dataset: true, Title: c.Config.TitleIn(c.lang), Publisher: c.Config.Publisher.Name, Date: c.AsOf,
		Lang: c.lang, License: c.Config.License, Summary: c.Config.DescriptionIn(c.lang), Address: c.Config.BaseURL}
	if v.Publisher != "" {
		v.Authors = []string{v.Publisher}
	}
	return v
}

// citationText is a citation in words.
func (c *composer) citationText(v *Citation) string {
	title := v.Title
	if len(v.Authors) > 0 {
		title = strings.Join(v.Authors, c.t("semicolon")) + c.t("colon") + title
	}
	version := ""
	if v.Version != "" {
		version = c.t("version", v.Version)
	}
	date := c.texts.Date(v.Date)
	if v.Dataset {
		date = c.t("as_of", date)
	}
	publisher := v.Publisher
	if len(v.Authors) == 1 && v.Authors[0] == publisher {
		publisher = ""
	}
	license := ""
	if v.License != "" {
		license = c.t("footer.license") + c.t("colon") + v.License
	}
	return join(c.t("stop")+c.t("space"), strings.TrimRight(title, "."), join(c.t("comma"), v.Genre, v.Number, version, date), strings.TrimRight(publisher, "."), v.Address, license)
}

func (c *composer) cite(p *Page) Cite {
	stem := dataStem(p)
	v := Cite{Text: c.citationText(c.citation(p.Doc))}
	for _, f := range citeFormats {
		if c.hasData(stem + f.ending) {
			v.Formats = append(v.Formats, c.link(f.name, stem+f.ending))
		}
	}
	if c.hasData(stem + ".json") {
		v.Data = append(v.Data, c.link("JSON", stem+".json"))
	}
	for _, t := range dataTables {
		if t.own && t.has(p.Doc) {
			v.Data = append(v.Data, c.link(c.t(dataLabels[t.name])+" (CSV)", tablePath(p, t)))
		}
	}
	return v
}

// citeRegister says how to cite the register as a whole, and where its data
// are.
func (c *composer) citeRegister() Cite {
	v := Cite{Text: c.citationText(c.registerCitation()), Data: []Link{c.link("JSON", registerPath)}}
	for _, f := range citeFormats {
		v.Formats = append(v.Formats, c.link(f.name, "register"+f.ending))
	}
	for _, t := range dataTables {
		label := dataLabels[t.name]
		if t.name == "documents" {
			label = "nav.documents"
		}
		v.Data = append(v.Data, c.link(c.t(label)+" (CSV)", dataFolder+t.name+".csv"))
	}
	return v
}
