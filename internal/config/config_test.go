package config_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/vocab"
	"hria/templates"
)

func read(t *testing.T, text string) (config.Config, diag.List) {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	return config.Read(words, &diag.File{Path: "hria.toml", Text: []byte(text)})
}

func TestRead(t *testing.T) {
	c, findings := read(t, "title = \"T\"\nbase_url = \"https://example.org/x\"\n[paths]\noutput = \"site\"\n[countries]\nXA = \"Meridia\"\n")
	if len(findings) > 0 || c.Title != "T" || c.BaseURL != "https://example.org/x/" || c.Paths.Output != "site" || c.Paths.Content != "assessments" || c.Countries["XA"] != "Meridia" || !c.PDF.Enabled {
		t.Errorf("got %+v %v", c, findings)
	}
}

// TestLanguages holds the text on the languages against the files there are.
func TestLanguages(t *testing.T) {
	names, err := fs.Glob(templates.FS, "lang/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	doc := ""
	for _, f := range config.Fields() {
		if f.Key == "languages" {
			doc = strings.NewReplacer(",", " ", "(", " ", ")", " ").Replace(f.Doc)
		}
	}
	for _, name := range names {
		if lang := strings.TrimSuffix(path.Base(name), ".toml"); !strings.Contains(doc, " "+lang+" ") {
			t.Errorf("the setting languages does not name %s", lang)
		}
	}
}

func TestLevels(t *testing.T) {
	c, findings := read(t, "[check.levels]\nMT-03 = \"error\"\nRT-01 = \"info\"\nID-04 = \"error\"\nCM-01 = \"warning\"\n")
	if len(findings) != 1 || len(c.Check.Levels) != 3 || c.Check.Levels["MT-03"] != "error" || c.Check.Levels["RT-01"] != "info" {
		t.Errorf("got %v %v", c.Check.Levels, findings)
	}
}

func TestReadFindings(t *testing.T) {
	for text, help := range map[string]string{
		"titel = \"x\"":                     `did you mean "title"?`,
		"[pdf]\nenabeld = true":             `did you mean "enabled"?`,
		"title = 3":                         "in quotes",
		"[paths]\noutput = \"../x\"":        "inside the site",
		"[check]\nseverity = \"mean\"":      "gated-max",
		"languages = [\"xx-yy-zz-1\"]":      "language tag",
		"title = ":                          "TOML",
		"[countries]\nMeridia = \"M\"":      "ISO 3166",
		"[titles]\nfr = \"Registre\"":       "add \"fr\" to languages",
		"[descriptions]\nfrench = \"Oui\"":  "such as en, fr, ar",
		"[serve]\nport = \"1313\"":          "without quotes",
		"[serve]\neditor = \"code\"":        "{file}",
		"base_url = \"ftp://example.org/\"": "https://",
		"[check.levels]\nMT-3 = \"info\"":   `did you mean "MT-03"?`,
		"[check.levels]\nMT-03 = \"infos\"": "allowed: error",
		"[check.levels]\nCM-01 = \"info\"":  "waive the rule in the open",
		"[check]\nlevels = { MT-03 = 3 }":   "in quotes",
	} {
		c, findings := read(t, text)
		if len(findings) != 1 || !strings.Contains(findings[0].Help, help) {
			t.Errorf("%q: got %v", text, findings)
		}
		if c.Title == "" || len(c.Languages) != 1 || c.Languages[0] != "en" || c.Paths.Output != "public" || c.BaseURL != "" {
			t.Errorf("%q: got %+v", text, c)
		}
	}
}

// TestTitleIn: a page has the title and the sentence of its language, and those
// of the site where there is none.
func TestTitleIn(t *testing.T) {
	c, findings := read(t, "title = \"T\"\ndescription = \"D\"\nlanguages = [\"en\", \"fr\"]\n[titles]\nfr = \"Titre\"\n")
	if len(findings) > 0 || c.TitleIn("en") != "T" || c.TitleIn("fr") != "Titre" || c.TitleIn("ru") != "T" || c.DescriptionIn("fr") != "D" {
		t.Errorf("%v: %q, %q, %q", findings, c.TitleIn("en"), c.TitleIn("fr"), c.DescriptionIn("fr"))
	}
}
