package schema_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"hria/internal/diag"
	"hria/internal/schema"
	"hria/internal/source"
	"hria/internal/vocab"
)

// TestPlaces checks that a finding stands on the very characters that are
// wrong, which « and » enclose, in every form that front matter can take.
func TestPlaces(t *testing.T) {
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		// What stands around it.
		"plain":                   "+++\nkind = «\"asessment\"»\n+++\n",
		"byte order mark":         "\ufeff+++\nkind = «\"asessment\"»\n+++\n",
		"first line of the head":  "\ufeff+++\r\n«titel» = \"x\"\r\n+++\r\n",
		"CRLF":                    "+++\r\ntitle = \"x\"\r\nkind = «\"asessment\"»\r\n+++\r\n",
		"tabs":                    "+++\n\t\tkind\t=\t«\"asessment\"»\t# x\n+++\n",
		"multi-byte before":       "+++\ntitle = \"Été 🛰️\"\nx_a = { \"é\" = \"é\" }\n[deployment]\ndeployer = { name = \"Zürich\", «nam» = \"x\" }\n+++\n",
		"right-to-left before":    "+++\n[deployment]\ndeployer = { name = \"مكتب الميناء\", type = \"حكومة\", «nam» = \"x\" }\n+++\n",
		"right-to-left inside":    "+++\nkind = «\"تقييم\"»\n+++\n",
		"combining characters":    "+++\nx_a = \"é\"\n[deployment]\nname = \"é\"\nlifecycle = «\"opération\"»\n+++\n",
		"comment before":          "+++\n# kind = \"asessment\" «»\n«titel» = 1\n+++\n",
		"no line end at the end":  "+++\nkind = «\"asessment\"»\n+++",
		"trailing space of fence": "+++  \nkind = «\"asessment\"»\n+++\t\n",

		// TOML.
		"inline table":                "+++\n[[impact]]\nseverity = { scale = 4, «scop» = 2 }\n+++\n",
		"inline table, value":         "+++\n[[impact]]\nseverity = { scale = 4, scope = «9» }\n+++\n",
		"list of inline tables":       "+++\nright = [\n  { id = \"privacy\" },\n  { id = «\"privcy\"» }, # here\n]\n+++\n",
		"item of a list":              "+++\n[deployment]\ncountries = [ \"TH\",\n  # one\n\t«\"Thai\"», \"NP\" ]\n+++\n",
		"dotted key":                  "+++\ndeployment.deployer.«nme» = \"x\"\n+++\n",
		"dotted key, quoted":          "+++\ndeployment . \"deployer\" . 'name' = «3»\n+++\n",
		"quoted key":                  "+++\n«\"titel é\"» = \"x\"\n+++\n",
		"array of tables":             "+++\n[[impact]]\nid = \"I1\"\n[[impact]]\nid = «\"M2\"»\n+++\n",
		"table in array of tables":    "+++\n[[impact]]\nid = \"I1\"\n[impact.residual]\n«scal» = 1\n+++\n",
		"header with spaces":          "+++\n[ deployment . deployer ]\n«nme» = 1\n+++\n",
		"after a text of many lines":  "+++\nsummary = \"\"\"\nkind = \"x\" \\\n  \\\"\"\" # no\n\"\"\"\"\"\nkind = «\"asessment\"»\n+++\n",
		"after literal lines":         "+++\nsummary = '''\nit's\\ '' \n'''\nkind = «\"asessment\"»\n+++\n",
		"a text of many lines":        "+++\nkind = «\"\"\"\nasess\\\n   ment\"\"\"»\n+++\n",
		"literal text":                "+++\nkind = «'asessment'»\n+++\n",
		"date and time":               "+++\ndate = «2026-03-02 07:00:00»\n+++\n",
		"negative number":             "+++\n[[impact]]\npriority = 1\nlevel = «-1»\n+++\n",
		"wrong type: table":           "+++\ntitle = «{ a = 1 }»\n+++\n",
		"wrong type: list":            "+++\ntitle = «[\"a\", \"]\"]»\n+++\n",
		"wrong type: array of tables": "+++\n[[«title»]]\nx_a = 1\n+++\n",
		"key below a header":          "+++\n[deployment]\nname = \"x\"\n«status» = \"draft\"\n+++\n",
		"key of a map":                "+++\ntranslations = { fr = \"A.fr\", «en_GB» = \"A.en\" }\n+++\n",

		// YAML.
		"YAML, plain":             "---\nkind: «asessment»\n---\n",
		"YAML, BOM and CRLF":      "\ufeff---\r\ntitle: Été\r\nkind: «asessment» # no\r\n---\r\n",
		"YAML, double quotes":     "---\nkind: «\"ases\\\"sment\"»\n---\n",
		"YAML, single quotes":     "---\nkind:   «'ases''sment'»\n---\n",
		"YAML, tabs":              "---\nkind:\t«asessment»\t# x\n---\n",
		"YAML, key":               "---\n«titel»: x\n---\n",
		"YAML, quoted key":        "---\n«\"titel é\"»: x\n---\n",
		"YAML, nested":            "---\ndeployment:\n  deployer:\n    «nme»: x\n---\n",
		"YAML, list":              "---\ndeployment:\n  countries:\n  - TH\n  -   «Thai»\n---\n",
		"YAML, indented list":     "---\nimpact:\n  - id: I1\n    title: x\n  - id: «M2»\n---\n",
		"YAML, flow":              "---\nimpact: [{ id: I1, severity: { scale: 4, «scop»: 2 } }]\n---\n",
		"YAML, flow over lines":   "---\ndeployment: {\n  name: x, # }\n  lifecycle: «operatoin»\n}\n---\n",
		"YAML, right-to-left":     "---\ndeployment: { name: مكتب الميناء, «nam»: x }\n---\n",
		"YAML, after a block":     "---\nsummary: |\n  kind: x\n\n  \"open\n   more\nkind: «asessment»\n---\n",
		"YAML, a folded text":     "---\nstatus: «asess\n  ment»\n---\n",
		"YAML, a block":           "---\nstatus: «>-\n  asess\n  ment»\n---\n",
		"YAML, number":            "---\nversion: «1.10»\n---\n",
		"YAML, date in quotes":    "---\ndate: «'2026-03-02'»\n---\n",
		"YAML, nothing":           "---\n«title»:\nstatus: draft\n---\n",
		"YAML, null":              "---\ntitle: «~»\nstatus: draft\n---\n",
		"YAML, table for text":    "---\n«title»:\n  a: 1\n---\n",
		"YAML, list for text":     "---\ntitle:\n  «- a\n  - b»\nstatus: draft\n---\n",
		"YAML, text in tables":    "---\nimpact:\n  - «I1»\n---\n",
		"YAML, key of a document": "---\ndeployment:\n  name: x\n  «status»: draft\n---\n",
		"YAML, explicit key":      "---\n? «titel»\n: x\n---\n",
	} {
		if strings.Count(text, "«") > 1 { // a mark in a comment: that the places are not found by searching
			text = strings.Replace(text, "«»", "", 1)
		}
		before, rest, _ := strings.Cut(text, "«")
		wrong, after, _ := strings.Cut(rest, "»")
		d, findings := source.Parse("", "a.md", []byte(before+wrong+after))
		findings = append(findings, schema.Check(words, schema.Document(), "assessment", d.Front)...)
		if len(findings) != 1 {
			t.Errorf("%s: %v", name, findings)
			continue
		}
		s := findings[0].Span
		if s.Start != len(before) || s.End != len(before)+len(wrong) {
			t.Errorf("%s: %q is marked, not %q", name, d.File.Text[s.Start:s.End], wrong)
		}
		line, column := s.Position()
		last := strings.TrimPrefix(before[strings.LastIndex(before, "\n")+1:], "\ufeff")
		if wantLine, wantColumn := strings.Count(before, "\n")+1, utf8.RuneCountInString(last)+1; line != wantLine || column != wantColumn {
			t.Errorf("%s: at %d:%d, not %d:%d", name, line, column, wantLine, wantColumn)
		}
		if diag.Place(s) == "" || findings[0].Help == "" {
			t.Errorf("%s: no place or no help", name)
		}
	}
}
