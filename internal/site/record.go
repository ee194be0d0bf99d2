package site

import (
	"time"

	"hria/internal/assessment"
)

// Publication is the view of a document as data: what its author wrote and may
// be seen, what follows from it, and where it is found. The tags say what each
// key means; the JSON Schema is made of them.
type Publication struct {
	Schema    string           `json:"$schema" doc:"address of the JSON Schema of this file"`
	AsOf      string           `json:"as_of" format:"date" doc:"the day on which deadlines were judged"`
	Hash      string           `json:"content_sha256" doc:"sum of what readers may see of this version: values and text"`
	Lang      string           `json:"lang" doc:"language of the document (BCP 47)"`
	License   string           `json:"license,omitempty" doc:"licence of the text"`
	Publisher string           `json:"publisher,omitempty" doc:"who publishes the register"`
	Addresses Addresses        `json:"addresses" doc:"where the document is found; relative to this file where the register has no address"`
	Document  assessment.Front `json:"document" doc:"front matter as published; \"withheld\" stands for what is not"`
	Derived   Derived          `json:"derived" doc:"what follows from the front matter; nothing of it was typed by the author"`
}

// Addresses are where a document is found.
type Addresses struct {
	Page      string            `json:"page" doc:"the document as a page"`
	Data      string            `json:"json" doc:"the document as data"`
	Note      string            `json:"pdf,omitempty" doc:"the briefing note"`
	Report    string            `json:"report,omitempty" doc:"the whole document as PDF"`
	Tables    map[string]string `json:"csv,omitempty" doc:"tables for spreadsheets, by name"`
	Citations map[string]string `json:"citation,omitempty" doc:"entries for reference managers, by format"`
}

// Derived is what follows from a document.
type Derived struct {
	Severity        string             `json:"severity_method" doc:"how a level follows from scale, scope and irremediability"`
	Severe          int                `json:"severe_impacts" doc:"number of impacts of level 3 or 4"`
	OverdueMeasures int                `json:"overdue_measures" doc:"number of measures that were due before as_of"`
	ReviewOverdue   bool               `json:"review_overdue" doc:"whether the next review was due before as_of"`
	Impacts         []DerivedImpact    `json:"impacts" doc:"impacts in the order of priority"`
	Measures        []DerivedMeasure   `json:"measures" doc:"measures in the order of the document"`
	Frameworks      []DerivedFramework `json:"frameworks" doc:"how far the document addresses the frameworks that it names"`
}

// DerivedImpact is what follows for an impact.
type DerivedImpact struct {
	ID               string   `json:"id" doc:"id of the impact"`
	Priority         int      `json:"priority" doc:"order in which to act, 1 first"`
	Level            int      `json:"level" doc:"severity: 1 minor to 4 grave, 0 not rated"`
	LevelLabel       string   `json:"level_label" doc:"the level in the language of the document"`
	Severe           bool     `json:"severe" doc:"whether the level is 3 or 4"`
	Band             string   `json:"band" doc:"field of the severity and likelihood map: none, low, medium, high, very-high or critical"`
	ResidualLevel    int      `json:"residual_level" doc:"level expected after the measures, 0 not rated"`
	ResidualBand     string   `json:"residual_band" doc:"band expected after the measures"`
	ResidualVerified bool     `json:"residual_verified" doc:"whether every measure is verified, so that the residual holds"`
	Measures         []string `json:"measures" doc:"ids of the measures that answer it"`
}

// DerivedMeasure is what follows for a measure.
type DerivedMeasure struct {
	ID      string `json:"id" doc:"id of the measure"`
	Overdue bool   `json:"overdue" doc:"whether it was due before as_of and is still to be done"`
	Severe  bool   `json:"answers_severe" doc:"whether it answers a severe impact"`
}

// DerivedFramework is how far a framework is addressed.
type DerivedFramework struct {
	ID       string           `json:"id" doc:"id of the framework"`
	Elements []DerivedElement `json:"elements" doc:"its elements"`
}

// DerivedElement is how far an element of a framework is addressed.
type DerivedElement struct {
	ID       string   `json:"id" doc:"id of the element"`
	Required bool     `json:"required" doc:"whether the framework requires it"`
	State    string   `json:"state" doc:"satisfied, partial or missing: presence, not legal sufficiency"`
	Records  []string `json:"records" doc:"ids of the records that answer it"`
}

// Register is the view of the whole register as data.
type Register struct {
	Schema      string            `json:"$schema" doc:"address of the JSON Schema of this file"`
	Title       string            `json:"title" doc:"title of the register"`
	Description string            `json:"description,omitempty" doc:"one sentence on the register"`
	Publisher   string            `json:"publisher,omitempty" doc:"who publishes it"`
	License     string            `json:"license,omitempty" doc:"licence of the texts, where a document names none"`
	Address     string            `json:"address,omitempty" doc:"address of the register"`
	AsOf        string            `json:"as_of" format:"date" doc:"the day on which deadlines were judged"`
	Tables      map[string]string `json:"csv" doc:"tables of the whole register, by name"`
	Documents   []RegisterEntry   `json:"documents" doc:"all documents, translations among them"`
}

// RegisterEntry is a document in the register.
type RegisterEntry struct {
	ID      string `json:"id" doc:"id of the document"`
	Kind    string `json:"kind" doc:"assessment, guidance-note, review or response"`
	Title   string `json:"title" doc:"title"`
	Version string `json:"version" doc:"version"`
	Status  string `json:"status" doc:"published, superseded, withdrawn or a state before"`
	Date    string `json:"date,omitempty" format:"date" doc:"date of the version"`
	Lang    string `json:"lang" doc:"language (BCP 47)"`
	Of      string `json:"translation_of,omitempty" doc:"id of the document that it translates"`
	Hash    string `json:"content_sha256" doc:"sum of what readers may see of this version"`
	Page    string `json:"page" doc:"address of the page"`
	Data    string `json:"json" doc:"address of the document as data"`
	Note    string `json:"pdf,omitempty" doc:"address of the briefing note"`
	Report  string `json:"report,omitempty" doc:"address of the whole document as PDF"`
}

// Paths of the data of the whole register.
const (
	registerPath       = "register.json"
	registerSchemaPath = "schema/register.json"
	documentSchemaPath = "schema/document.json"
)

func (c *composer) publication(a *assessment.Assessment) *Publication {
	return &Publication{
		Schema: c.address(documentSchemaPath), AsOf: c.AsOf.Format(time.DateOnly), Hash: c.hash(a), Lang: c.language(a),
		License: c.license(a), Publisher: c.Config.Publisher.Name, Addresses: c.addresses(a),
		Document: assessment.Front{Document: a, Withheld: func(ref string) bool { return c.Graph.Resolve(a, ref).Withheld }},
		Derived:  c.derived(a),
	}
}

// license is what holds for a document: its own, else that of the register.
func (c *composer) license(a *assessment.Assessment) string {
	if a.License.Value != "" {
		return a.License.Value
	}
	return c.Config.License
}

func (c *composer) addresses(a *assessment.Assessment) Addresses {
	stem := dataStem(c.docPage(a))
	out := Addresses{Page: c.address(stem + ".html"), Data: c.address(stem + ".json"), Tables: map[string]string{}, Citations: map[string]string{}}
	for _, f := range citeFormats {
		out.Citations[f.kind] = c.address(stem + f.ending)
	}
	if c.Config.PDF.Enabled {
		out.Note = c.address(stem + ".pdf")
	}
	if c.Config.PDF.Report {
		out.Report = c.address(stem + reportEnding)
	}
	for _, t := range dataTables {
		if t.own && t.has(a) {
			out.Tables[t.name] = c.address(tablePath(c.docPage(a), t))
		}
	}
	return out
}

func (c *composer) derived(a *assessment.Assessment) Derived {
	m := c.method()
	d := Derived{Severity: string(m), ReviewOverdue: a.ReviewOverdue(c.AsOf), Impacts: []DerivedImpact{}, Measures: []DerivedMeasure{}, Frameworks: []DerivedFramework{}}
	for i, x := range a.ByPriority(m) {
		v := c.derivedImpact(a, x)
		v.Priority = i + 1
		d.Impacts = append(d.Impacts, v)
		if v.Severe {
			d.Severe++
		}
	}
	for i := range a.Mitigations {
		x := &a.Mitigations[i]
		v := DerivedMeasure{x.ID.Value, x.Overdue(c.AsOf), c.measureSevere(a, x)}
		d.Measures = append(d.Measures, v)
		if v.Overdue {
			d.OverdueMeasures++
		}
	}
	if a.Kind.Value != assessment.KindAssessment {
		return d
	}
	for _, x := range c.claimed(a) {
		f := DerivedFramework{ID: x.Framework.ID}
		for _, r := range x.Results {
			f.Elements = append(f.Elements, DerivedElement{r.Element.ID, r.Element.Required, r.State.String(), append([]string{}, r.Records...)})
		}
		d.Frameworks = append(d.Frameworks, f)
	}
	return d
}

func (c *composer) derivedImpact(a *assessment.Assessment, x *assessment.Impact) DerivedImpact {
	m := c.method()
	level, residual := x.LevelBy(m), x.ResidualLevel(m)
	v := DerivedImpact{ID: x.ID.Value, Level: int(level), LevelLabel: c.level(level), Severe: level.Severe(), Band: x.BandBy(m).String(),
		ResidualLevel: int(residual), ResidualBand: assessment.BandAt(residual, x.ResidualColumn()).String(), ResidualVerified: residual > 0 && a.Verified(x.ID.Value), Measures: []string{}}
	for _, measure := range a.Answering(x.ID.Value) {
		v.Measures = append(v.Measures, measure.ID.Value)
	}
	return v
}

func (c *composer) register() *Register {
	r := &Register{Schema: c.address(registerSchemaPath), Title: c.Config.TitleIn(c.lang), Description: c.Config.DescriptionIn(c.lang), Publisher: c.Config.Publisher.Name,
		License: c.Config.License, Address: c.Config.BaseURL, AsOf: c.AsOf.Format(time.DateOnly), Tables: map[string]string{}, Documents: []RegisterEntry{}}
	for _, t := range dataTables {
		r.Tables[t.name] = c.address(dataFolder + t.name + ".csv")
	}
	for _, a := range c.Graph.Docs {
		p := c.docPage(a)
		if p == nil {
			continue
		}
		e := RegisterEntry{ID: a.ID.Value, Kind: a.Kind.Value, Title: a.Title.Value, Version: a.Version.Value, Status: a.Status.Value, Date: isoDay(a.Date),
			Lang: c.language(a), Hash: c.hash(a), Page: c.address(p.Path), Data: c.address(dataStem(p) + ".json")}
		if original := c.Graph.Original(a); original != a {
			e.Of = original.ID.Value
		}
		if c.Config.PDF.Enabled {
			e.Note = c.address(dataStem(p) + ".pdf")
		}
		if c.Config.PDF.Report {
			e.Report = c.address(dataStem(p) + reportEnding)
		}
		r.Documents = append(r.Documents, e)
	}
	return r
}
