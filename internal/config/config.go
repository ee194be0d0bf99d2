// Package config reads hria.toml into one plain struct with defaults. Every
// setting is declared once, in Fields, with its default; unknown settings are
// findings (ID-02), never ignored. It also reads the vocabulary files of a site
// (Vocabulary).
package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"hria/internal/diag"
	"hria/internal/schema"
	"hria/internal/table"
	"hria/internal/vocab"
)

// Config is the settings of a site.
type Config struct {
	Title       string    `key:"title"`
	Description string    `key:"description"`
	BaseURL     string    `key:"base_url"` // with a final slash, or empty
	Languages   []string  `key:"languages"`
	Theme       string    `key:"theme"`
	License     string    `key:"license"`
	Cards       bool      `key:"link_pictures"`
	AsOf        time.Time `key:"as_of"` // zero: the date of the build
	Publisher   Publisher `key:"publisher"`
	Paths       Paths     `key:"paths"`
	PDF         PDF       `key:"pdf"`
	Check       Check     `key:"check"`
	Serve       Serve     `key:"serve"`
	// Countries names codes that ISO 3166-1 leaves to users, such as XA.
	Countries map[string]string `key:"countries"`
	// Titles and Descriptions are those of pages in other languages than the
	// first; TitleIn and DescriptionIn know what holds where there is none.
	Titles       map[string]string `key:"titles"`
	Descriptions map[string]string `key:"descriptions"`
}

// TitleIn gives the title of the site on pages in a language.
func (c *Config) TitleIn(lang string) string { return cmp.Or(c.Titles[lang], c.Title) }

// DescriptionIn gives the sentence on the site for pages in a language; "" where
// nobody wrote any.
func (c *Config) DescriptionIn(lang string) string {
	return cmp.Or(c.Descriptions[lang], c.Description)
}

// Publisher says who answers for the site.
type Publisher struct {
	Name    string `key:"name"`
	URL     string `key:"url"`
	Contact string `key:"contact"`
}

// Paths are folders below the site's folder.
type Paths struct {
	Content    string `key:"content"`
	Vocabulary string `key:"vocabulary"`
	Templates  string `key:"templates"`
	Themes     string `key:"themes"`
	Output     string `key:"output"`
}

// PDF has the settings of briefing notes and reports.
type PDF struct {
	Enabled bool     `key:"enabled"`
	Attach  bool     `key:"attach"`
	Report  bool     `key:"report"`
	Fonts   []string `key:"fonts"` // paths, with the number of a font or axes behind #
	Family  string   `key:"family"`
	// SystemFonts: what the fonts of the site lack, those of the machine lend.
	SystemFonts bool `key:"system_fonts"`
}

// Check has the settings of validation.
type Check struct {
	Severity string            `key:"severity"` // gated-max or max
	Strict   bool              `key:"strict"`
	Show     int               `key:"show"`
	Levels   map[string]string `key:"levels"` // rule to level; only those that may be set
}

// Serve has the settings of the live preview.
type Serve struct {
	Port   int    `key:"port"`
	Editor string `key:"editor"` // a command with {file}, or empty
}

// Default returns the settings of an empty hria.toml.
func Default() Config {
	return Config{
		Title:     "Human rights impact assessments",
		Languages: []string{"en"},
		Theme:     "default",
		Cards:     true,
		Paths:     Paths{Content: "assessments", Vocabulary: "vocabulary", Templates: "templates", Themes: "themes", Output: "public"},
		PDF:       PDF{Enabled: true, SystemFonts: true},
		Check:     Check{Severity: "gated-max", Show: 200},
		Serve:     Serve{Port: 1313},
	}
}

// Fields declares every setting of hria.toml.
func Fields() []schema.Field {
	return []schema.Field{
		{Key: "title", Doc: "title of the site", Default: `"Human rights impact assessments"`},
		{Key: "description", Doc: "one sentence on the site, for search engines and feeds", Default: `""`},
		{Key: "base_url", Format: schema.URL, Doc: "address at which the site is published; feeds, sitemap and canonical links need it", Default: `""`},
		{Key: "languages", List: true, Format: schema.Language, Doc: "languages of the interface (built in: ar, en, es, fr, ja, pt, ru, zh); the first one is at the root", Default: `["en"]`},
		{Key: "theme", Doc: "folder of the theme below themes", Default: `"default"`},
		{Key: "license", Doc: "licence of the texts, where a document names none", Default: `""`},
		{Key: "link_pictures", Type: schema.Bool, Doc: "whether a picture is drawn for each document, which other sites show with a link to it; needs base_url", Default: "true"},
		{Key: "as_of", Type: schema.Date, Doc: "date on which overdue measures and reviews are judged; --as-of and SOURCE_DATE_EPOCH win", Default: "the day of the build"},
		{Key: "publisher", Type: schema.Table, Doc: "who answers for the site", Fields: []schema.Field{
			{Key: "name", Doc: "name", Default: `""`}, {Key: "url", Format: schema.URL, Doc: "address", Default: `""`},
			{Key: "contact", Format: schema.Contact, Doc: "address for complaints, https:// or mailto:", Default: `""`},
		}},
		{Key: "paths", Type: schema.Table, Doc: "folders of the site", Fields: []schema.Field{
			{Key: "content", Format: schema.Folder, Doc: "documents", Default: `"assessments"`},
			{Key: "vocabulary", Format: schema.Folder, Doc: "own technologies, groups and frameworks (*.toml), with ids that begin with x-", Default: `"vocabulary"`},
			{Key: "templates", Format: schema.Folder, Doc: "own templates, which win over the built-in ones", Default: `"templates"`},
			{Key: "themes", Format: schema.Folder, Doc: "own themes, which win over the built-in ones", Default: `"themes"`},
			{Key: "output", Format: schema.Folder, Doc: "where the site is written", Default: `"public"`},
		}},
		{Key: "pdf", Type: schema.Table, Doc: "briefing notes and full reports", Fields: []schema.Field{
			{Key: "enabled", Type: schema.Bool, Doc: "whether notes are made", Default: "true"},
			{Key: "attach", Type: schema.Bool, Doc: "whether the data of a document (JSON) come inside its note, which makes it PDF/A-3a instead of PDF/A-2a", Default: "false"},
			{Key: "report", Type: schema.Bool, Doc: "whether the whole of each document is made as a PDF to print, too; --report does the same for one run", Default: "false"},
			{Key: "fonts", List: true, Format: schema.Folder, Doc: "font files (.ttf, .otf, .ttc) of the site for what the built-in fonts lack, beside those in the theme's fonts folder; \"a.ttc#2\" takes the third font of a collection, \"a.ttf#wght=650\" sets an axis of a variable one", Default: "[]"},
			{Key: "family", Doc: "family of the site's fonts in which PDF files are set; the built-in ones have what it lacks", Default: `""`},
			{Key: "system_fonts", Type: schema.Bool, Doc: "whether fonts of the machine are taken for what no font of the site has", Default: "true"},
		}},
		{Key: "check", Type: schema.Table, Doc: "validation", Fields: []schema.Field{
			{Key: "severity", Doc: "how a level follows from scale, scope and irremediability: \"gated-max\" or the stricter \"max\"", Default: `"gated-max"`},
			{Key: "strict", Type: schema.Bool, Doc: "whether warnings stop a build too", Default: "false"},
			{Key: "show", Type: schema.Integer, Doc: "how many findings are printed at most; all are counted", Default: "200"},
			{Key: "levels", Type: schema.Map, Doc: "levels of rules that differ here, such as MT-03 = \"error\"; what the catalogue calls an error stays one", Default: "{}"},
		}},
		{Key: "serve", Type: schema.Table, Doc: "live preview", Fields: []schema.Field{
			{Key: "port", Type: schema.Integer, Doc: "port of the preview", Default: "1313"},
			{Key: "editor", Doc: "command that opens a file from the preview, such as code -g {file}:{line}:{column}; no shell runs it", Default: `""`},
		}},
		{Key: "countries", Type: schema.Map, Format: schema.Country, Doc: "names of user-assigned country codes, such as XA = \"Meridia (invented)\"", Default: "{}"},
		{Key: "titles", Type: schema.Map, Format: schema.Language, Doc: "title of the site in its other languages, such as en = \"Human rights impact assessments\"", Default: "{}"},
		{Key: "descriptions", Type: schema.Map, Format: schema.Language, Doc: "the sentence on the site in its other languages", Default: "{}"},
	}
}

// Read reads the text of hria.toml. It always returns settings that can be
// worked with; a setting that is wrong keeps its default and is a finding.
func Read(words *vocab.Set, file *diag.File) (Config, diag.List) {
	c := Default()
	t, findings := table.ParseTOML(file, 0, len(file.Text))
	bad := schema.Check(words, Fields(), "", t)
	findings = append(findings, bad...)
	table.Decode(t, &c)
	findings = append(findings, c.mend(t, bad)...)
	return c, append(findings, c.mendLevels(words, t)...)
}

// mend puts defaults where a setting is empty or was found wrong.
func (c *Config) mend(t *table.Table, bad diag.List) diag.List {
	var found diag.List
	d := Default()
	if len(c.Languages) == 0 || wrong(t, bad, "languages") {
		c.Languages = d.Languages
	}
	if wrong(t, bad, "paths") {
		c.Paths = d.Paths
	}
	if c.Check.Severity != "gated-max" && c.Check.Severity != "max" {
		found = append(found, setting(t, "check", "severity", "unknown way to compute severity", "allowed: gated-max, max"))
		c.Check.Severity = d.Check.Severity
	}
	if c.Serve.Editor != "" && !strings.Contains(c.Serve.Editor, "{file}") {
		found = append(found, setting(t, "serve", "editor", "the editor is not told which file to open", `write it as editor = "code -g {file}:{line}:{column}"`))
		c.Serve.Editor = ""
	}
	found = append(found, c.unspoken(t, bad)...)
	if c.BaseURL != "" {
		c.BaseURL = strings.TrimRight(c.BaseURL, "/") + "/"
	}
	if wrong(t, bad, "base_url") {
		c.BaseURL = ""
	}
	return found
}

// unspoken reports titles and descriptions in languages that no page has. What is
// no language was found before.
func (c *Config) unspoken(t *table.Table, bad diag.List) diag.List {
	var found diag.List
	for _, key := range []string{"titles", "descriptions"} {
		section, _ := t.Get(key)
		if section.Value.Table == nil {
			continue
		}
		for _, e := range section.Value.Table.Entries {
			known := slices.ContainsFunc(bad, func(f diag.Finding) bool { return f.Span.Start == e.KeySpan.Start })
			if !known && !slices.Contains(c.Languages, e.Key) {
				found = append(found, diag.Finding{Rule: "ID-03", Severity: diag.Error, Span: e.KeySpan,
					Message: fmt.Sprintf("the site has no pages in %q", e.Key), Help: fmt.Sprintf("add %q to languages, or remove the line", e.Key)})
			}
		}
	}
	return found
}

// setting reports the value of a key of a section.
func setting(t *table.Table, section, key, message, help string) diag.Finding {
	s, _ := t.Get(section)
	e, _ := s.Value.Table.Get(key)
	return diag.Finding{Rule: "ID-03", Severity: diag.Error, Span: e.Value.Span, Message: message, Help: help}
}

// wrong tells whether a finding lies in the value of a key.
func wrong(t *table.Table, bad diag.List, key string) bool {
	e, ok := t.Get(key)
	if !ok {
		return false
	}
	for _, f := range bad {
		inside := f.Span.Start >= e.Value.Span.Start && f.Span.Start < e.Value.Span.End
		if inside || e.Value.Table != nil && within(e.Value.Table, f.Span) {
			return true
		}
	}
	return false
}

func within(t *table.Table, s diag.Span) bool {
	for _, e := range t.Entries {
		if s.Start >= e.KeySpan.Start && s.Start < e.Value.Span.End {
			return true
		}
	}
	return false
}

// mendLevels takes out levels that cannot be set and says why.
func (c *Config) mendLevels(words *vocab.Set, t *table.Table) diag.List {
	var found diag.List
	check, _ := t.Get("check")
	levels, _ := check.Value.Table.Get("levels")
	if levels.Value.Table == nil {
		return nil
	}
	for _, e := range levels.Value.Table.Entries {
		span, message, help := wrongLevel(words, e)
		if message != "" {
			found = append(found, diag.Finding{Rule: "ID-03", Severity: diag.Error, Span: span, Message: message, Help: help})
		}
		if message != "" || e.Value.Kind != table.String {
			delete(c.Check.Levels, e.Key)
		}
	}
	return found
}

func wrongLevel(words *vocab.Set, e table.Entry) (span diag.Span, message, help string) {
	rule, known := words.RuleByID(e.Key)
	level, ok := diag.ParseSeverity(e.Value.Text)
	switch {
	case !known:
		help = "hria rules lists them"
		if near := diag.Nearest(e.Key, words.IDs("rules")); near != "" {
			help = fmt.Sprintf("did you mean %q?", near)
		}
		return e.KeySpan, fmt.Sprintf("unknown rule %q", e.Key), help
	case e.Value.Kind == table.String && !ok:
		return e.Value.Span, fmt.Sprintf("unknown level %q", e.Value.Text), "allowed: error, warning, info"
	case e.Value.Kind == table.String && rule.Level == "error" && level != diag.Error:
		return e.Value.Span, fmt.Sprintf("the rule %q is an error and cannot be lowered", e.Key),
			"remove the line; a document may waive the rule in the open, with a [[waiver]]"
	}
	return span, "", ""
}
