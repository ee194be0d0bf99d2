package rules

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// id10: the ids of one kind stand in their order in a list, so that two lists
// can be compared at a glance and a change shows as a change. The mend is
// certain: the same ids, each kind in the places that it had.
var id10 = Rule{ID: "ID-10", Document: func(r *Report, a *assessment.Assessment) {
	for _, list := range idLists(a) {
		sorted := sortedIDs(list)
		if len(list) < 2 || slices.EqualFunc(list, sorted, func(t assessment.Text, id string) bool { return t.Value == id }) {
			continue
		}
		first, last := list[0].Span, list[len(list)-1].Span
		r.add(diag.Span{File: first.File, Start: first.Start, End: last.End}, "write "+quoteAll(sorted), "the ids are not in their order")
		r.found[len(r.found)-1].Fix = reordered(list, sorted)
	}
}}

// idLists are the lists of records that a document holds.
func idLists(a *assessment.Assessment) [][]assessment.Text {
	out := [][]assessment.Text{a.Evidence}
	for i := range a.KeyMessages {
		out = append(out, a.KeyMessages[i].Evidence)
	}
	for i := range a.Impacts {
		out = append(out, a.Impacts[i].Evidence, a.Impacts[i].CumulativeWith)
	}
	for i := range a.Opportunity {
		out = append(out, a.Opportunity[i].Evidence)
	}
	for i := range a.Mitigations {
		out = append(out, a.Mitigations[i].Impacts, a.Mitigations[i].Evidence)
	}
	for i := range a.Questions {
		out = append(out, a.Questions[i].Evidence)
	}
	for i := range a.Actions {
		out = append(out, a.Actions[i].Evidence)
	}
	for i := range a.Changes {
		out = append(out, a.Changes[i].Records)
	}
	return out
}

// sortedIDs sorts the ids of each kind among the places of that kind. Ids of
// other documents stay where they are.
func sortedIDs(list []assessment.Text) []string {
	byLetter := map[byte][]int{}
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.Value
		if at := assessment.ParseAddress(t.Value); at.Document == "" && at.Record != "" {
			byLetter[t.Value[0]] = append(byLetter[t.Value[0]], i)
		}
	}
	for _, places := range byLetter {
		ids := make([]string, len(places))
		for i, place := range places {
			ids[i] = list[place].Value
		}
		slices.SortFunc(ids, func(a, b string) int { return cmp.Compare(idNumber(a), idNumber(b)) })
		for i, place := range places {
			out[place] = ids[i]
		}
	}
	return out
}

func idNumber(id string) int {
	n, _ := strconv.Atoi(id[1:])
	return n
}

// reordered puts the ids into the places of the list and keeps what stands
// between them; nil where an id is not written as it reads.
func reordered(list []assessment.Text, sorted []string) *diag.Fix {
	first, last := list[0].Span, list[len(list)-1].Span
	text := first.File.Text
	var b bytes.Buffer
	at := first.Start
	for i, t := range list {
		written := string(text[t.Span.Start:t.Span.End])
		before := bytes.Index([]byte(written), []byte(t.Value))
		if before < 0 || t.Span.Start < at {
			return nil
		}
		b.Write(text[at:t.Span.Start])
		b.WriteString(written[:before] + sorted[i] + written[before+len(t.Value):])
		at = t.Span.End
	}
	return &diag.Fix{Span: diag.Span{File: first.File, Start: first.Start, End: last.End}, Text: b.String()}
}

func quoteAll(ids []string) string {
	out := "["
	for i, id := range ids {
		if i > 0 {
			out += ", "
		}
		out += strconv.Quote(id)
	}
	return out + "]"
}
