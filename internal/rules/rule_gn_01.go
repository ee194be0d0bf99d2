package rules

import "hria/internal/assessment"

// gn01: a note is short, and says whom it is for and what to do.
var gn01 = Rule{ID: "GN-01", Document: func(r *Report, a *assessment.Assessment) {
	for _, f := range []struct {
		what, help string
		set        bool
	}{
		{"audience", `audience = ["municipality"] above the first [table]`, len(a.Audience) > 0},
		{"key message", `[[key_message]] with text = "one sentence" and evidence, three to five of them`, len(a.KeyMessages) > 0},
		{"rights at stake", `rights = ["privacy"] above the first [table]`, len(a.NoteRights) > 0},
		{"recommended action", `[[action]] with id = "A1", by = "municipality" and text = "what to do"`, len(a.Actions) > 0},
	} {
		if !f.set {
			r.add(a.Span, "write "+f.help, "the note has no %s", f.what)
		}
	}
	if n := len(a.KeyMessages); n > 5 {
		r.add(a.KeyMessages[5].Text.Span, "keep the five that those who decide must remember", "the note has %d key messages, more than five", n)
	}
}}
