package rules

import (
	"regexp"
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// cm01: publication puts nobody at risk. What is marked is kept out of every
// output by assessment.Public; here stands what only the author can mend: a
// withholding without a reason, words of what is withheld that stand in the
// public text (withheld.go), and what would lead to a participant. Fences of protected
// passages are checked where they are read (package source).
var cm01 = Rule{ID: "CM-01", Document: func(r *Report, a *assessment.Assessment) {
	if a.Publication.Value == "internal" {
		return
	}
	named := r.withheldReasons(a)
	r.unexplained(a, named)
	r.participants(a, named)
	r.repeated(a)
}}

func (r *Report) withheldReasons(a *assessment.Assessment) (named map[string]bool) {
	named = map[string]bool{}
	for i := range a.Withheld {
		w := &a.Withheld[i]
		named[w.Target.Value] = true
		if w.Target.Set() && w.Reason.Value == "" {
			r.add(w.Target.Span, "add reason = \"risk-to-affected-stakeholders\", \"risk-to-personnel\", \"commercial-confidentiality\" or another of the reasons; hria vocab withheld.reason lists them",
				"%q is withheld without a reason", w.Target.Value)
		}
	}
	return named
}

// unexplained finds records that are kept from the public by their
// sensitivity, without a reason that readers can see.
func (r *Report) unexplained(a *assessment.Assessment, named map[string]bool) {
	check := func(kind string, id, sensitivity assessment.Text) {
		if kept(sensitivity) && id.Value != "" && !named[id.Value] {
			r.add(sensitivity.Span, "add { target = \""+id.Value+"\", reason = \"risk-to-affected-stakeholders\" } to withheld, with the reason that holds", "%s is %s, and no reason is stated", recordName(kind, id), sensitivity.Value)
		}
	}
	for i := range a.Engagements {
		check("engagement", a.Engagements[i].ID, a.Engagements[i].Sensitivity)
	}
	for i := range a.Impacts {
		check("impact", a.Impacts[i].ID, a.Impacts[i].Sensitivity)
	}
	for i := range a.Sources {
		check("source", a.Sources[i].ID, a.Sources[i].Sensitivity)
	}
}

func kept(sensitivity assessment.Text) bool {
	return sensitivity.Value == "restricted" || sensitivity.Value == "confidential"
}

// leads are what would lead to a person. No text has one without a character of
// each of its signs, which are quicker to look for.
var leads = []struct {
	what  string
	signs []string
	form  *regexp.Regexp
}{
	{"an e-mail address", []string{"@"}, regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+`)},
	{"a phone number", []string{"+0"}, regexp.MustCompile(`(\+|\b00)[1-9][0-9 ()./-]{6,}[0-9]|\(?\b0[0-9]{1,4}\)?[ /-][0-9][0-9 -]{4,}[0-9]`)},
	{"a precise location", []string{"0123456789", ".°"}, regexp.MustCompile(`[-+]?[0-9]{1,2}\.[0-9]{4,}°?\s?[NS]?\s*[,;/ ]\s*[-+]?[0-9]{1,3}\.[0-9]{4,}|[0-9]{1,3}°\s?[0-9]{1,2}['′]`)},
}

// participants looks at consultations and testimonies that will be public: in
// their records, and in the sections of the text about them.
func (r *Report) participants(a *assessment.Assessment, named map[string]bool) {
	speakers := map[string]bool{}
	for i := range a.Engagements {
		g := &a.Engagements[i]
		if !kept(g.Sensitivity) && !named[g.ID.Value] {
			speakers[g.ID.Value] = true
			r.leading(recordName("engagement", g.ID), g.Safeguards, g.Influence, g.Compensation)
		}
	}
	for i := range a.Sources {
		s := &a.Sources[i]
		if s.Type.Value == "testimony" && !kept(s.Sensitivity) && !named[s.ID.Value] {
			speakers[s.ID.Value] = true
			r.leading(recordName("source", s.ID), s.Title, s.Author)
		}
	}
	if len(speakers) == 0 {
		return
	}
	body := a.Source.Public(a.WithheldTargets()).File
	for _, p := range sectionsOf(a) {
		if speakers[p.record] {
			r.leadingText("the section on "+p.record, diag.Span{File: a.Source.File, Start: p.start, End: p.end}, string(body.Text[p.start:p.end]))
		}
	}
}

func (r *Report) leading(what string, texts ...assessment.Text) {
	for _, t := range texts {
		if t.Set() {
			r.leadingText(what, t.Span, string(t.Span.File.Text[t.Span.Start:t.Span.End]))
		}
	}
}

func (r *Report) leadingText(what string, at diag.Span, text string) {
	for _, l := range leads {
		if slices.ContainsFunc(l.signs, func(sign string) bool { return !strings.ContainsAny(text, sign) }) {
			continue
		}
		for _, m := range l.form.FindAllStringIndex(text, -1) {
			if m[0] > 0 && strings.IndexByte("-/.", text[m[0]-1]) >= 0 {
				continue // the rest of a date or of another number
			}
			span := diag.Span{File: at.File, Start: at.Start + m[0], End: at.Start + m[1]}
			r.add(span, "take it out; who took part must not be found through the publication", "%s gives %s", what, l.what)
			break
		}
	}
}
