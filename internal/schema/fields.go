package schema

// The front matter of the four kinds of document, after the field reference of
// the domain model. Inline comments name what a key answers to.

var sensitivity = Field{Key: "sensitivity", Vocab: "sensitivity", Doc: "who may see the record: public, restricted or confidential"}
var principles = Field{Key: "ungp", Type: Integer, List: true, Vocab: "principles", Doc: "the UN Guiding Principles that it speaks to, by number"}
var evidence = Field{Key: "evidence", List: true, Doc: "the sources and engagements that it rests on, as S1, G1 or DOC-ID#S1"}
var confidence = Field{Key: "confidence", Vocab: "confidence", Doc: "how sure the assessor is"}

func id(prefix, doc string) Field {
	return Field{Key: "id", Format: Record, Prefix: prefix, Doc: doc}
}

// UN Guiding Principle 14: the three components of severity.
var severity = []Field{
	{Key: "scale", Type: Integer, Vocab: "severity.scale", Doc: "how grave the impact is"},
	{Key: "scope", Type: Integer, Vocab: "severity.scope", Doc: "how many people it touches"},
	{Key: "irremediability", Type: Integer, Vocab: "severity.irremediability", Doc: "how hard it is to restore people to their situation before"},
}

var document = []Field{
	{Key: "schema", Format: Model, Kinds: "ANVP", Doc: "version of this model, \"hria/1\""},
	{Key: "kind", Vocab: "kind", Kinds: "ANVP", Doc: "what the document is"},
	{Key: "id", Format: DocumentID, Kinds: "ANVP", Doc: "unique id, for ever; letters, digits, hyphens and full stops"},
	{Key: "title", Kinds: "ANVP", Doc: "title, as a reader sees it"},
	{Key: "version", Format: Version, Kinds: "ANVP", Doc: "version in quotes, such as \"1.0\""},
	{Key: "status", Vocab: "status", Kinds: "ANVP", Doc: "where the document stands on its way to publication"},
	{Key: "publication", Vocab: "publication", Kinds: "An", Doc: "how much of it is public"},
	{Key: "date", Type: Date, Kinds: "ANVP", Doc: "date of this version"},
	{Key: "lang", Format: Language, Kinds: "ANVP", Doc: "language of the document, such as \"en\""},
	{Key: "summary", Kinds: "ANVP", Doc: "plain-language summary, at most 300 words"},
	{Key: "translations", Type: Map, Format: Language, Kinds: "anvp", Doc: "translations of this document: language to document id"},
	{Key: "translation", Type: Table, Kinds: "anvp", Doc: "says that this document is a translation", Fields: []Field{
		{Key: "of", Format: DocumentID, Doc: "id of the document that was translated"},
		{Key: "version", Format: Version, Doc: "the version that was translated"},
		{Key: "status", Doc: "official, unofficial or summary"},
	}},
	{Key: "related", Type: Tables, Kinds: "anvp", Doc: "documents on the same ground", Fields: []Field{
		{Key: "id", Format: DocumentID, Doc: "id of the other document, in this register or outside it"},
		{Key: "rel", Vocab: "related.rel", Doc: "how the other document relates to this one"},
		{Key: "title", Doc: "title, where the document is outside this register"},
		{Key: "url", Format: URL, Doc: "address, where the document is outside this register"},
	}},
	{Key: "aliases", List: true, Format: Page, Kinds: "anvp", Doc: "former addresses of the page, relative to the site; they lead here"},
	{Key: "frameworks", List: true, Vocab: "frameworks", Kinds: "An", Doc: "frameworks that the document says it addresses"},
	{Key: "tags", List: true, Kinds: "anvp", Doc: "free words"},
	{Key: "license", Kinds: "anvp", Doc: "licence of the text"},
	{Key: "commission", Type: Table, Kinds: "A", Doc: "who ordered, did and paid for the assessment", Fields: []Field{
		{Key: "by", Doc: "who commissioned it"},
		{Key: "conducted_by", Doc: "who carried it out"},
		{Key: "funded_by", Doc: "who paid"},
		{Key: "independence", Vocab: "commission.independence", Doc: "how independent the assessor is"},
		{Key: "editorial_control", Doc: "who decided on the text"},
		{Key: "positionality", Doc: "the assessors' own position"},
		{Key: "team", List: true, Loose: true, Doc: "the team, by role or name"},
	}},
	{Key: "organisation", Type: Table, Kinds: "a", Doc: "the organisation's policy commitment and governance", Fields: []Field{
		{Key: "policy", Doc: "its human-rights policy"},
		{Key: "governance", Doc: "who answers for it"},
		{Key: "policies", List: true, Loose: true, Doc: "policies on particular issues"},
	}},
	{Key: "deployment", Type: Table, Kinds: "A", Doc: "what is deployed, where, by whom and for what", Fields: deployment},
	{Key: "context", Type: Tables, Kinds: "An", Doc: "a country in which it is used", Fields: context},
	{Key: "scope", Type: Table, Kinds: "A", Doc: "what was assessed and how", Fields: []Field{
		{Key: "level", Vocab: "scope.level", Doc: "product, project, market, technology …"},
		{Key: "timing", Vocab: "timing", Doc: "before, during or after deployment"},
		{Key: "phase", Vocab: "phases", Doc: "phase of the assessment"},
		{Key: "method", Doc: "the method followed"},
		{Key: "limitations", Doc: "what limits the findings"},
		{Key: "out_of_scope", List: true, Loose: true, Doc: "what was left out"},
		{Key: "standards", List: true, Loose: true, Doc: "standards applied"},
		{Key: "period", Doc: "when the assessment took place"},
	}},
	{Key: "engagement", Type: Tables, Kinds: "A", Doc: "a consultation with rights-holders or others", Fields: engagement},
	{Key: "no_engagement", Kinds: "a", Doc: "the reason why nobody was engaged"},
	{Key: "right", Type: Tables, Kinds: "A", Doc: "what was found on one right of the catalogue", Fields: []Field{
		{Key: "id", Vocab: "rights", Doc: "the right"},
		{Key: "relevance", Vocab: "right.relevance", Doc: "affected, possibly affected, considered or not considered"},
		{Key: "reason", Doc: "the reason, needed where it is not affected"},
		{Key: "salient", Type: Bool, Doc: "whether it is a salient issue"},
	}},
	{Key: "impact", Type: Tables, Kinds: "A", Doc: "an impact on human rights", Fields: impact},
	{Key: "opportunity", Type: Tables, Kinds: "a", Doc: "a benefit; never rated, never set off against an impact", Fields: []Field{
		id("O", "O and a number"), {Key: "title", Doc: "the benefit in a few words"},
		{Key: "rights", List: true, Vocab: "rights", Doc: "rights that it serves"},
		{Key: "holders", List: true, Vocab: "groups", Doc: "groups that it serves"}, evidence,
	}},
	{Key: "mitigation", Type: Tables, Kinds: "A", Doc: "a measure that avoids, prevents, reduces or remedies impacts", Fields: mitigation},
	{Key: "remedy", Type: Tables, Kinds: "A", Doc: "a grievance mechanism", Fields: remedy},
	{Key: "source", Type: Tables, Kinds: "Anvp", Doc: "a source of evidence", Fields: []Field{
		id("S", "S and a number"), {Key: "type", Vocab: "source.type", Doc: "what kind of source"},
		{Key: "title", Doc: "title"}, {Key: "author", Doc: "author or publisher"}, {Key: "date", Type: Date, Doc: "date of the source"},
		{Key: "url", Format: URL, Doc: "address"}, {Key: "archived", Format: URL, Doc: "address of an archived copy"},
		{Key: "accessed", Type: Date, Doc: "when it was read"}, confidence, sensitivity,
	}},
	{Key: "decision", Type: Table, Kinds: "A", Doc: "what was decided", Fields: []Field{
		{Key: "outcome", Vocab: "decision.outcome", Doc: "the decision"}, {Key: "by", Doc: "who decided"}, {Key: "date", Type: Date, Doc: "when"},
		{Key: "conditions", List: true, Loose: true, Doc: "under which conditions"}, {Key: "reasons", Doc: "why"}, {Key: "dissent", Doc: "who disagreed and why"},
		{Key: "accepted_residual", Doc: "the senior person who accepts what remains"},
	}},
	{Key: "review", Type: Table, Kinds: "An", Doc: "when the document is looked at again", Fields: []Field{
		{Key: "next", Type: Date, Doc: "date of the next review"}, {Key: "interval", Format: Duration, Doc: "how often, such as \"P6M\""},
		{Key: "triggers", List: true, Vocab: "review.trigger", Doc: "what else calls for a review"}, {Key: "last", Type: Date, Doc: "date of the last review"},
	}},
	{Key: "notification", Type: Table, Kinds: "a", Doc: "notice given to an authority", Fields: []Field{
		{Key: "authority", Doc: "which authority"}, {Key: "date", Type: Date, Doc: "when"}, {Key: "reference", Doc: "file number"},
	}},
	{Key: "signoff", Type: Tables, Kinds: "Ap", Doc: "who signed the document off", Fields: []Field{
		{Key: "role", Vocab: "signoff.role", Doc: "in which role"}, {Key: "name", Doc: "person or body"}, {Key: "date", Type: Date, Doc: "when"}, {Key: "note", Doc: "a remark"},
	}},
	{Key: "withheld", Type: Tables, Kinds: "anvp", Doc: "what is withheld from the public and why", Fields: []Field{
		{Key: "target", Doc: "the record, as G1"}, {Key: "reason", Vocab: "withheld.reason", Doc: "the reason"}, {Key: "by", Doc: "who decided"}, {Key: "until", Type: Date, Doc: "until when"},
	}},
	{Key: "comment", Type: Table, Kinds: "anvp", Doc: "how readers can comment", Fields: []Field{
		{Key: "open", Type: Bool, Doc: "whether comments are welcome now"}, {Key: "until", Type: Date, Doc: "until when"},
		{Key: "contact", Format: Contact, Doc: "address for comments and complaints"}, {Key: "policy", Doc: "what happens to a comment"},
	}},
	{Key: "change", Type: Tables, Kinds: "ANvp", Doc: "what changed in a version", Fields: []Field{
		{Key: "version", Format: Version, Doc: "the version"}, {Key: "date", Type: Date, Doc: "its date"}, {Key: "summary", Doc: "what changed"},
		{Key: "records", List: true, Doc: "records that changed"},
	}},
	{Key: "waiver", Type: Tables, Kinds: "anvp", Doc: "a rule that is waived in the open", Fields: []Field{
		{Key: "rule", Vocab: "rules", Doc: "the rule"}, {Key: "record", Doc: "the record it is waived for; the whole document where absent"},
		{Key: "reason", Doc: "why"}, {Key: "by", Doc: "who waives it"}, {Key: "until", Type: Date, Doc: "until when"},
	}},
	{Key: "principle", Type: Tables, Kinds: "A", Doc: "how the document meets one of the UN Guiding Principles", Fields: []Field{
		{Key: "number", Type: Integer, Vocab: "principles", Doc: "number of the principle"}, {Key: "how", Doc: "one sentence: how it is met"},
		{Key: "section", Doc: "anchor of the heading that shows it"},
	}},
	{Key: "key_message", Type: Tables, Kinds: "aN", Doc: "one of three to five messages for a reader in a hurry", Fields: []Field{
		{Key: "text", Doc: "the message, one or two sentences"}, evidence, principles,
	}},
	{Key: "audience", List: true, Vocab: "audience", Kinds: "N", Doc: "whom the note is for"},
	{Key: "technologies", List: true, Vocab: "technologies", Kinds: "N", Doc: "technologies that the note is about"},
	{Key: "countries", List: true, Format: Country, Kinds: "n", Doc: "countries that the note is about; empty where it is general"},
	{Key: "rights", List: true, Vocab: "rights", Kinds: "N", Doc: "rights at stake"},
	{Key: "holders", List: true, Vocab: "groups", Kinds: "n", Doc: "groups at risk"},
	{Key: "ungp", Type: Integer, List: true, Vocab: "principles", Kinds: "n", Doc: principles.Doc},
	{Key: "evidence", List: true, Kinds: "n", Doc: evidence.Doc},
	{Key: "based_on", List: true, Kinds: "n", Doc: "documents that the note rests on"},
	{Key: "position", Type: Table, Kinds: "N", Doc: "what the note advises", Fields: []Field{
		{Key: "outcome", Vocab: "decision.outcome", Doc: "the advice"}, {Key: "unless", Doc: "under which condition it would change"},
	}},
	{Key: "question", Type: Tables, Kinds: "n", Doc: "a question to ask", Fields: []Field{id("Q", "Q and a number"), {Key: "text", Doc: "the question"}, evidence}},
	{Key: "action", Type: Tables, Kinds: "N", Doc: "a recommended action", Fields: []Field{
		id("A", "A and a number"), {Key: "by", Vocab: "audience", Doc: "who should act"}, {Key: "text", Doc: "what to do"}, evidence,
	}},
	{Key: "of", Type: Table, Kinds: "VP", Doc: "the document that is reviewed or answered", Fields: []Field{
		{Key: "id", Format: DocumentID, Doc: "its id"}, {Key: "version", Format: Version, Doc: "its version"},
	}},
	{Key: "reviewer", Type: Table, Kinds: "V", Doc: "who reviewed", Fields: []Field{
		{Key: "name", Doc: "person or body"}, {Key: "independence", Vocab: "commission.independence", Doc: "how independent"},
	}},
	{Key: "finding", Type: Tables, Kinds: "V", Doc: "a reviewer's finding", Fields: []Field{
		id("F", "F and a number"), {Key: "target", Doc: "the record it is about, as DOC-ID#I2"}, {Key: "type", Vocab: "finding.type", Doc: "what kind of finding"},
		{Key: "text", Doc: "the finding"}, {Key: "resolution", Vocab: "finding.resolution", Doc: "how it was answered"}, {Key: "reason", Doc: "why, where it was rejected"},
	}},
	{Key: "by", Kinds: "P", Doc: "who answers"},
	{Key: "answer", Type: Tables, Kinds: "P", Doc: "the answer to one measure", Fields: []Field{
		{Key: "to", Doc: "the measure, as DOC-ID#M2"}, {Key: "response", Vocab: "mitigation.response", Doc: "the answer"}, {Key: "text", Doc: "in words"},
		{Key: "due", Type: Date, Doc: "by when"}, {Key: "date", Type: Date, Doc: "when it was given"},
	}},
}

var deployment = []Field{
	{Key: "name", Doc: "name of the system or programme"},
	{Key: "role", Vocab: "deployment.role", Doc: "role of the organisation whose responsibility is assessed"},
	{Key: "technologies", List: true, Vocab: "technologies", Doc: "technologies used"},
	{Key: "purpose", Doc: "what it is for"},
	{Key: "process", Doc: "the process in which it is used"},
	{Key: "deployer", Type: Table, Doc: "who deploys it", Fields: []Field{{Key: "name", Doc: "name"}, {Key: "type", Doc: "company, public-authority …"}}},
	{Key: "vendors", Type: Tables, Doc: "who supplies it", Fields: []Field{{Key: "name", Doc: "name"}, {Key: "provides", Doc: "what it supplies"}}},
	{Key: "countries", List: true, Format: Country, Doc: "where it is used, as ISO 3166-1 codes"},
	{Key: "sector", Doc: "sector"},
	{Key: "lifecycle", Vocab: "stages", Doc: "stage of the lifecycle"},
	{Key: "start", Type: Date, Doc: "start of use"},
	{Key: "end", Type: Date, Doc: "end of use"},
	{Key: "frequency", Doc: "how often it is used"},
	{Key: "people", Type: Integer, Doc: "number of people it touches"},
	{Key: "automation", Vocab: "deployment.automation", Doc: "how far it decides by itself"},
	{Key: "oversight", Doc: "who watches it and can stop it"},
	{Key: "data", List: true, Loose: true, Doc: "data used"},
	{Key: "legal_basis", Doc: "legal basis, in words or as a source such as S2"},
	{Key: "governance", Doc: "who answers for it"},
	{Key: "changed", Type: Date, Doc: "date of the last significant change"},
}

var context = []Field{
	{Key: "country", Format: Country, Doc: "ISO 3166-1 code"},
	{Key: "civic_space", Type: Table, Doc: "CIVICUS Monitor rating", Fields: []Field{
		{Key: "rating", Vocab: "context.civic_space", Doc: "the rating"}, {Key: "as_of", Type: Date, Doc: "its date"}}},
	{Key: "net_freedom", Type: Table, Doc: "Freedom on the Net", Fields: []Field{
		{Key: "status", Vocab: "context.net_freedom", Doc: "the status"}, {Key: "score", Type: Integer, Doc: "the score"}, {Key: "edition", Type: Integer, Doc: "year of the edition"}}},
	{Key: "conflict_affected", Type: Bool, Doc: "whether the country is affected by conflict"},
	{Key: "law", List: true, Loose: true, Doc: "law that matters"},
	{Key: "incidents", List: true, Loose: true, Doc: "incidents that matter"},
}

var engagement = []Field{
	id("G", "G and a number"),
	{Key: "with", Vocab: "engagement.with", Doc: "who was engaged"},
	{Key: "groups", List: true, Vocab: "groups", Doc: "which groups"},
	{Key: "method", Vocab: "engagement.method", Doc: "how"},
	{Key: "depth", Vocab: "engagement.depth", Doc: "how deeply"},
	{Key: "date", Type: Date, Doc: "when"},
	{Key: "participants", Type: Integer, Doc: "how many people"},
	{Key: "phase", Vocab: "phases", Doc: "in which phase of the assessment"},
	{Key: "languages", List: true, Format: Language, Doc: "in which languages"},
	{Key: "safeguards", Doc: "how participants were protected"},
	{Key: "influence", Doc: "what it changed"},
	{Key: "feedback", Type: Bool, Doc: "whether participants were told the result"},
	{Key: "compensation", Doc: "what participants received"},
	principles, sensitivity,
}

var impact = []Field{
	id("I", "I and a number"),
	{Key: "title", Doc: "the impact in a few words"},
	{Key: "rights", List: true, Vocab: "rights", Doc: "rights affected"},
	{Key: "holders", List: true, Vocab: "groups", Doc: "groups affected"},
	{Key: "nature", Vocab: "impact.nature", Doc: "actual or potential"},
	{Key: "severity", Type: Table, Doc: "the three components of severity", Fields: severity},
	{Key: "level", Type: Integer, Vocab: "severity.scale", Doc: "level declared by the assessor, where it differs from the computed one"},
	{Key: "level_reason", Doc: "why the declared level differs"},
	{Key: "likelihood", Type: Integer, Vocab: "likelihood", Doc: "of potential impacts only"},
	{Key: "people", Type: Integer, Doc: "number of people affected"},
	{Key: "involvement", Vocab: "involvement", Doc: "cause, contribute, directly linked, or a State's duty"},
	{Key: "by", Doc: "the third party that causes it"},
	{Key: "leverage", Type: Table, Doc: "influence over that party", Fields: []Field{{Key: "level", Vocab: "leverage", Doc: "how much"}, {Key: "how", Doc: "how it is used"}}},
	evidence, confidence,
	{Key: "limitation_test", Type: Table, Doc: "the four-part test of a restriction", Fields: []Field{
		{Key: "legality", Vocab: "limitation_test.result", Doc: "provided by law"}, {Key: "legitimate-aim", Vocab: "limitation_test.result", Doc: "for a legitimate aim"},
		{Key: "necessity", Vocab: "limitation_test.result", Doc: "necessary"}, {Key: "proportionality", Vocab: "limitation_test.result", Doc: "proportionate"}}},
	{Key: "residual", Type: Table, Doc: "what is expected to remain after the measures", Fields: append(severity[:3:3],
		Field{Key: "likelihood", Type: Integer, Vocab: "likelihood", Doc: "expected likelihood"})},
	{Key: "priority", Type: Integer, Doc: "priority declared by the assessor, 1 first"},
	{Key: "factors", List: true, Loose: true, Doc: "what drives the impact"},
	{Key: "dsa", List: true, Loose: true, Doc: "category of systemic risk under Article 34 of the EU Digital Services Act"},
	{Key: "cumulative_with", List: true, Doc: "impacts that it adds to"},
	principles, sensitivity,
}

var mitigation = []Field{
	id("M", "M and a number"),
	{Key: "title", Doc: "the measure in a few words"},
	{Key: "impacts", List: true, Doc: "impacts that it answers, as I1"},
	{Key: "type", Vocab: "mitigation.type", Doc: "what it does"},
	{Key: "remedy_form", Vocab: "mitigation.remedy_form", Doc: "form of remedy"},
	{Key: "origin", Vocab: "mitigation.origin", Doc: "where it comes from"},
	{Key: "response", Vocab: "mitigation.response", Doc: "the organisation's answer"},
	{Key: "owner", Doc: "who is responsible"},
	{Key: "partners", List: true, Loose: true, Doc: "who helps"},
	{Key: "start", Type: Date, Doc: "when it begins"},
	{Key: "due", Type: Date, Doc: "when it is due"},
	{Key: "done", Type: Date, Doc: "when it was done"},
	{Key: "status", Vocab: "mitigation.status", Doc: "where it stands"},
	{Key: "indicator", Type: Table, Doc: "how success is measured", Fields: []Field{
		{Key: "name", Doc: "what is measured"}, {Key: "baseline", Type: Number, Doc: "before"}, {Key: "target", Type: Number, Doc: "goal"},
		{Key: "value", Type: Number, Doc: "now"}, {Key: "measured", Type: Date, Doc: "when it was measured"}}},
	{Key: "effectiveness", Vocab: "mitigation.effectiveness", Doc: "whether it works"},
	{Key: "designed_with", List: true, Loose: true, Doc: "who helped to design it"},
	{Key: "cost", Doc: "what it costs"},
	evidence, principles,
}

var remedy = []Field{
	id("R", "R and a number"),
	{Key: "name", Doc: "name of the mechanism"},
	{Key: "mechanism", Vocab: "remedy.mechanism", Doc: "what kind"},
	{Key: "contact", Doc: "how to reach it"},
	{Key: "open_to", List: true, Loose: true, Doc: "who may use it"},
	{Key: "languages", List: true, Format: Language, Doc: "in which languages"},
	{Key: "anonymous", Type: Bool, Doc: "whether complaints may be anonymous"},
	{Key: "non_retaliation", Type: Bool, Doc: "whether people are protected against reprisal"},
	{Key: "waiver", Type: Bool, Doc: "whether people must give up court action"},
	{Key: "criteria", Type: Table, Doc: "the eight criteria of Principle 31", Fields: criteria()},
	{Key: "cases", Type: Table, Doc: "cases so far", Fields: []Field{{Key: "received", Type: Integer, Doc: "received"}, {Key: "resolved", Type: Integer, Doc: "resolved"}, {Key: "median_days", Type: Integer, Doc: "days to an answer, median"}}},
	principles,
}

func criteria() []Field {
	var out []Field
	for _, c := range []string{"legitimate", "accessible", "predictable", "equitable", "transparent", "rights-compatible", "continuous-learning", "engagement-dialogue"} {
		out = append(out, Field{Key: c, Vocab: "remedy.rating", Doc: "rating of the criterion " + c})
	}
	return out
}

var register = []Field{
	{Key: "initiative", Type: Tables, Doc: "an existing initiative on digital human rights", Fields: []Field{
		{Key: "id", Doc: "short id"}, {Key: "name", Doc: "name"}, {Key: "organisation", Doc: "who runs it"}, {Key: "url", Format: URL, Doc: "address"},
		{Key: "rights", List: true, Vocab: "rights", Doc: "rights it works on"}, {Key: "technologies", List: true, Vocab: "technologies", Doc: "technologies it works on"},
		{Key: "countries", List: true, Format: Country, Doc: "where; everywhere if empty"}, {Key: "kind", Doc: "what it is, in a word"},
		{Key: "since", Type: Integer, Doc: "year it began"}, {Key: "last_reviewed", Type: Date, Doc: "when this entry was last checked"},
	}},
}
