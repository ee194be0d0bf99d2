package build

import (
	"hria/internal/assessment"
)

// roster is the documents that were read, in the order of their paths, and beside
// them what they are to a build. What it says of a document stays from build to
// build while the document stands where it stood, so that nobody has to look at
// thousands of them after a save.
type roster struct {
	read   []*document
	full   []*assessment.Assessment // nil: an earlier edition
	open   []*assessment.Assessment // what readers may see; nil: nothing
	drafts bool
}

// newRoster takes over what it can from an earlier one.
func newRoster(read []*document, in Input, before roster) roster {
	x := roster{read, make([]*assessment.Assessment, len(read)), make([]*assessment.Assessment, len(read)), in.Drafts}
	var anew []int
	for i, d := range read {
		if i < len(before.read) && before.read[i] == d && before.drafts == in.Drafts {
			x.full[i], x.open[i] = before.full[i], before.open[i]
		} else {
			anew = append(anew, i)
		}
	}
	spread(in)(len(anew), func(k int) {
		i := anew[k]
		a := read[i].assessment
		if a.Source.Edition != "" {
			return
		}
		if x.full[i] = a; in.Drafts || a.Published() {
			x.open[i] = read[i].public()
		}
	})
	return x
}

// documents takes the earlier editions, such as a@1.0.md, out of the documents.
func (x roster) documents() (docs, earlier []*document) {
	docs = make([]*document, 0, len(x.read))
	for i, d := range x.read {
		if x.full[i] != nil {
			docs = append(docs, d)
		} else {
			earlier = append(earlier, d)
		}
	}
	return docs, earlier
}

// there leaves out what is nil.
func there(list []*assessment.Assessment) []*assessment.Assessment {
	out := make([]*assessment.Assessment, 0, len(list))
	for _, a := range list {
		if a != nil {
			out = append(out, a)
		}
	}
	return out
}
