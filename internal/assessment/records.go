package assessment

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"hria/internal/diag"
)

// Record is any record with an id that others can point to.
type Record struct {
	ID    Text
	Title string
	Span  diag.Span
}

// Letter is the record's kind: I impact, M mitigation, G engagement, R remedy,
// S source, F finding, Q question, A action, O opportunity; 0 without an id.
func (r Record) Letter() byte {
	if r.ID.Value == "" {
		return 0
	}
	return r.ID.Value[0]
}

// Records lists all records of the document in the order of a page.
func (a *Assessment) Records() []Record {
	out := make([]Record, len(a.Engagements)+len(a.Impacts)+len(a.Opportunity)+len(a.Mitigations)+len(a.Remedies)+
		len(a.Questions)+len(a.Actions)+len(a.Findings)+len(a.Sources))
	for i := range out {
		out[i] = a.RecordAt(i)
	}
	return out
}

// RecordAt gives the record at a place of Records.
func (a *Assessment) RecordAt(i int) Record {
	if i < len(a.Engagements) {
		g := &a.Engagements[i]
		return Record{g.ID, "", g.Span}
	}
	i -= len(a.Engagements)
	if i < len(a.Impacts) {
		x := &a.Impacts[i]
		return Record{x.ID, x.Title.Value, x.Span}
	}
	i -= len(a.Impacts)
	if i < len(a.Opportunity) {
		o := &a.Opportunity[i]
		return Record{o.ID, o.Title.Value, o.Span}
	}
	i -= len(a.Opportunity)
	if i < len(a.Mitigations) {
		m := &a.Mitigations[i]
		return Record{m.ID, m.Title.Value, m.Span}
	}
	i -= len(a.Mitigations)
	if i < len(a.Remedies) {
		r := &a.Remedies[i]
		return Record{r.ID, r.Name.Value, r.Span}
	}
	i -= len(a.Remedies)
	if i < len(a.Questions) {
		q := &a.Questions[i]
		return Record{q.ID, q.Text.Value, q.Span}
	}
	i -= len(a.Questions)
	if i < len(a.Actions) {
		x := &a.Actions[i]
		return Record{x.ID, x.Text.Value, x.Span}
	}
	i -= len(a.Actions)
	if i < len(a.Findings) {
		f := &a.Findings[i]
		return Record{f.ID, f.Text.Value, f.Span}
	}
	i -= len(a.Findings)
	s := &a.Sources[i]
	return Record{s.ID, s.Title.Value, s.Span}
}

// Shown lists the texts of the front matter that readers see in large letters:
// title, summary, messages, and what records are called. A translator begins with
// them.
func (a *Assessment) Shown() []Text {
	out := []Text{a.Title, a.Summary, a.Position.Unless, a.Deployment.Purpose}
	for i := range a.KeyMessages {
		out = append(out, a.KeyMessages[i].Text)
	}
	for i := range a.Impacts {
		out = append(out, a.Impacts[i].Title)
	}
	for i := range a.Opportunity {
		out = append(out, a.Opportunity[i].Title)
	}
	for i := range a.Mitigations {
		out = append(out, a.Mitigations[i].Title)
	}
	for i := range a.Remedies {
		out = append(out, a.Remedies[i].Name)
	}
	for i := range a.Questions {
		out = append(out, a.Questions[i].Text)
	}
	for i := range a.Actions {
		out = append(out, a.Actions[i].Text)
	}
	for i := range a.Findings {
		out = append(out, a.Findings[i].Text)
	}
	for i := range a.Answers {
		out = append(out, a.Answers[i].Text)
	}
	return slices.DeleteFunc(out, func(t Text) bool { return !t.Set() })
}

// Relation says why one record or document points to another.
type Relation string

const (
	RelEvidence    Relation = "evidence"
	RelAnswers     Relation = "answers"    // a mitigation answers an impact
	RelCumulative  Relation = "cumulative" // an impact adds to another
	RelFinding     Relation = "finding"    // a finding is about a record
	RelResponse    Relation = "response"   // an answer is to a measure
	RelOf          Relation = "of"         // a review or response is of a document
	RelBasedOn     Relation = "based-on"
	RelRelated     Relation = "related"
	RelTranslation Relation = "translation"
	RelLegalBasis  Relation = "legal-basis"
	RelMentions    Relation = "mentions" // a cross-link of the text
	RelNamed       Relation = "named"    // withheld, waived or changed: checked, not shown as a link
)

// Reference is a pointer to a record or document, as written in the front
// matter. From is the id of the record that holds it, "" for the document.
type Reference struct {
	From Text
	Rel  Relation
	To   Text
	// Letters are the kinds of record that may be meant; empty for a document.
	Letters string
	// Outside tells that a document outside the register may be meant.
	Outside bool
}

// References goes through what the front matter points to.
func (a *Assessment) References() iter.Seq[Reference] {
	return func(yield func(Reference) bool) {
		more := true
		a.references(func(r Reference) {
			if more && r.To.Set() {
				more = yield(r)
			}
		})
	}
}

// FreeWords goes through the fields for free words that may hold the id of a
// record instead.
func (a *Assessment) FreeWords() iter.Seq[Text] {
	return func(yield func(Text) bool) {
		for i := range a.Mitigations {
			for _, t := range a.Mitigations[i].DesignedWith {
				if !yield(t) {
					return
				}
			}
		}
		for i := range a.Context {
			for _, list := range [][]Text{a.Context[i].Law, a.Context[i].Incidents} {
				for _, t := range list {
					if !yield(t) {
						return
					}
				}
			}
		}
	}
}

func (a *Assessment) references(found func(Reference)) {
	add := func(from Text, rel Relation, letters string, to ...Text) {
		for _, t := range to {
			found(Reference{From: from, Rel: rel, To: t, Letters: letters})
		}
	}
	const any = "IMGRSFQAO"
	none := Text{}
	add(none, RelEvidence, any, a.Evidence...)
	for i := range a.KeyMessages {
		add(none, RelEvidence, any, a.KeyMessages[i].Evidence...)
	}
	if recordID(a.Deployment.LegalBasis.Value) {
		add(none, RelLegalBasis, "S", a.Deployment.LegalBasis)
	}
	for i := range a.Impacts {
		x := &a.Impacts[i]
		add(x.ID, RelEvidence, any, x.Evidence...)
		add(x.ID, RelCumulative, "I", x.CumulativeWith...)
	}
	for i := range a.Opportunity {
		add(a.Opportunity[i].ID, RelEvidence, any, a.Opportunity[i].Evidence...)
	}
	for i := range a.Mitigations {
		m := &a.Mitigations[i]
		add(m.ID, RelAnswers, "I", m.Impacts...)
		add(m.ID, RelEvidence, any, m.Evidence...)
	}
	for i := range a.Questions {
		add(a.Questions[i].ID, RelEvidence, any, a.Questions[i].Evidence...)
	}
	for i := range a.Actions {
		add(a.Actions[i].ID, RelEvidence, any, a.Actions[i].Evidence...)
	}
	for i := range a.Findings {
		add(a.Findings[i].ID, RelFinding, any, a.Findings[i].Target)
	}
	for i := range a.Answers {
		add(none, RelResponse, any, a.Answers[i].To)
	}
	for i := range a.Waivers {
		add(none, RelNamed, any, a.Waivers[i].Record)
	}
	for i := range a.Changes {
		add(none, RelNamed, any, a.Changes[i].Records...)
	}
	a.documentReferences(found)
}

func (a *Assessment) documentReferences(found func(Reference)) {
	add := func(rel Relation, outside bool, to Text) { found(Reference{Rel: rel, To: to, Outside: outside}) }
	add(RelOf, false, a.Of.ID)
	for _, t := range a.BasedOn {
		add(RelBasedOn, false, t)
	}
	for i := range a.Related {
		add(RelRelated, true, a.Related[i].ID)
	}
	for _, lang := range sortedKeys(a.Translations) {
		add(RelTranslation, true, a.Translations[lang])
	}
	add(RelTranslation, false, a.Translation.Of)
}

// Address is a reference taken apart: HRIA-2026-003@1.1#I2.
type Address struct {
	Document, Version, Record string
}

// ParseAddress takes a reference apart. A bare word is a record where it looks
// like one (a letter and a number), else a document.
func ParseAddress(ref string) Address {
	if recordID(ref) {
		return Address{Record: ref}
	}
	var a Address
	a.Document, a.Record, _ = strings.Cut(ref, "#")
	a.Document, a.Version, _ = strings.Cut(a.Document, "@")
	return a
}

func recordID(s string) bool {
	if len(s) < 2 || !strings.Contains("IMGRSFQAO", s[:1]) {
		return false
	}
	n, err := strconv.Atoi(s[1:])
	return err == nil && n > 0
}

// TermUse is a term of a vocabulary that a record or the document names.
type TermUse struct {
	From Text   // the record, unset for the document
	Kind string // "right", "group", "technology", "country", "principle"
	ID   string
}

// Terms goes through the terms that the document names, each use once.
func (a *Assessment) Terms() iter.Seq[TermUse] {
	return func(yield func(TermUse) bool) {
		more := true
		a.terms(func(u TermUse) {
			if more && u.ID != "" {
				more = yield(u)
			}
		})
	}
}

func (a *Assessment) terms(found func(TermUse)) {
	add := func(from Text, kind string, terms ...Text) {
		for _, t := range terms {
			found(TermUse{from, kind, t.Value})
		}
	}
	numbers := func(from Text, list ...Int) {
		for _, n := range list {
			found(TermUse{from, "principle", strconv.Itoa(n.Value)})
		}
	}
	none := Text{}
	add(none, "technology", a.AllTechnologies()...)
	add(none, "country", a.AllCountries()...)
	add(none, "right", a.NoteRights...)
	add(none, "group", a.Holders...)
	for i := range a.Rights {
		if a.Rights[i].Relevance.Value != "not-considered" {
			add(none, "right", a.Rights[i].ID)
		}
	}
	for i := range a.Principles {
		numbers(none, a.Principles[i].Number)
	}
	numbers(none, a.UNGP...)
	for i := range a.KeyMessages {
		numbers(none, a.KeyMessages[i].UNGP...)
	}
	for i := range a.Engagements {
		g := &a.Engagements[i]
		add(g.ID, "group", g.Groups...)
		numbers(g.ID, g.UNGP...)
	}
	for i := range a.Impacts {
		x := &a.Impacts[i]
		add(x.ID, "right", x.Rights...)
		add(x.ID, "group", x.Holders...)
		numbers(x.ID, x.UNGP...)
	}
	for i := range a.Opportunity {
		o := &a.Opportunity[i]
		add(o.ID, "right", o.Rights...)
		add(o.ID, "group", o.Holders...)
	}
	for i := range a.Mitigations {
		numbers(a.Mitigations[i].ID, a.Mitigations[i].UNGP...)
	}
	for i := range a.Remedies {
		numbers(a.Remedies[i].ID, a.Remedies[i].UNGP...)
	}
}
