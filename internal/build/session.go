package build

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	"hria/internal/assessment"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/graph"
	"hria/internal/locale"
	"hria/internal/rules"
	"hria/internal/site"
	"hria/internal/theme"
	"hria/internal/vocab"
	"hria/internal/web"
)

// Session builds the same site again and again and remembers what did not
// change. One build at a time; what earlier builds gave stays usable.
type Session struct {
	words *vocab.Set // without a site's own terms
	own   ownWords
	// changed is what may differ from the last build that did not fail.
	changed changes
	docs    shelf
	stamps  stamps // of the files beside them
	beside  besides
	listed  listed
	roster  roster
	// What a save leaves as it is, is taken over from the build before it.
	rules         *rules.Checker
	judged        judgement // what rules was made of
	graph, public *graph.Graph
	verdicts      verdicts
	plans         site.Kept
	notes         memo[digest, note]
	cards         memo[digest, note]
	// pictures as they are published, and how many bytes were put there.
	pictures memo[digest, drawn]
	kept     atomic.Int64
	large    sync.Mutex // held while a large picture is drawn
	look     *look
	texts    texts
	fonts    *Fonts
	themed   themeFonts
	code     *CodeCache
	mu       sync.Mutex // guards makers
	// makers are those of briefing notes that no worker uses now.
	makers map[digest][]*maker
	// limit is the time that a document has to be set. Tests run out of it when
	// they want to.
	limit func(context.Context, *assessment.Assessment) (context.Context, context.CancelFunc)
}

type digest = [sha256.Size]byte

// NewSession prepares a session. An error means that the binary was built from
// broken data.
func NewSession() (*Session, error) {
	words, err := vocab.Standard()
	if err != nil {
		return nil, err
	}
	return &Session{words: words, code: NewCodeCache("", nil), makers: map[digest][]*maker{}, limit: patient}, nil
}

// Words gives the vocabularies of a site, its own terms among them, without
// building it.
func (s *Session) Words(in Input) (*vocab.Set, error) {
	c, _, err := s.settings(in)
	return c.words, err
}

// Settings gives the settings of a site without building it.
func (s *Session) Settings(in Input) (config.Config, error) {
	c, _, err := s.settings(in)
	return c.Config, err
}

// Texts gives the interface texts of a site's main language without building
// it: of English where its settings cannot be read, and the built-in ones where
// its own cannot.
func (s *Session) Texts(in Input) (*locale.Texts, error) {
	c, err := s.Settings(in)
	if err != nil {
		c = config.Default()
	}
	templates, _ := in.Look(c.Paths)
	bundle, _, err := s.texts.load(templates, c.Languages)
	if err != nil {
		templates, _ = in.Look(config.Paths{})
		bundle, _, err = s.texts.load(templates, c.Languages)
	}
	if err != nil {
		return nil, err
	}
	return bundle.For(c.Languages[0]), nil
}

// look is how pages look and what language they speak: all that is made of
// templates and themes. It is kept as long as these and the settings are equal.
type look struct {
	files    digest
	config   config.Config
	renderer *web.Renderer
	code     *CodeCache   // that the renderer asks
	theme    *theme.Theme // for briefing notes
	texts    *locale.Bundle
	themes   fs.FS // for fonts
	findings diag.List
	words    *vocab.Set // that inVain was found with
	inVain   diag.List
}

func (s *Session) lookAt(in Input, c config.Config) (*look, diag.List, error) {
	if s.look != nil && !s.changed.within(c.Paths.Templates) && !s.changed.within(c.Paths.Themes) && reflect.DeepEqual(s.look.config, c) {
		return s.look, s.look.findings, nil
	}
	templates, themes := in.Look(c.Paths)
	files, err := fingerprint(templates, themes)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot read the templates: %w", err)
	}
	if s.look != nil && s.look.files == files && reflect.DeepEqual(s.look.config, c) {
		return s.look, s.look.findings, nil
	}
	texts, findings, err := s.texts.load(templates, c.Languages)
	if err != nil {
		return nil, findings, err
	}
	renderer, err := web.New(templates, themes, c, texts)
	if err != nil {
		return nil, findings, err
	}
	code := cmp.Or(in.Code, s.code)
	renderer.Remember(code.html)
	colours, err := theme.Load(themes, c.Theme)
	if err != nil {
		return nil, findings, err
	}
	s.look = &look{files: files, config: c, renderer: renderer, code: code, theme: colours, texts: texts, themes: themes, findings: findings}
	return s.look, findings, nil
}

// unshown finds what the site's own words explain in vain, once for each
// vocabulary.
func (l *look) unshown(words *vocab.Set) diag.List {
	if l.words == words {
		return l.inVain
	}
	l.words, l.inVain = words, nil
	shown := explained(words)
	for _, lang := range l.config.Languages {
		if t := l.texts.For(lang); t.Lang == lang {
			l.inVain = append(l.inVain, t.Unshown(shown)...)
		}
	}
	return l.inVain
}

// explained lists what templates/explain may explain: rules, rights, settings,
// and what hria init writes.
func explained(words *vocab.Set) []string {
	shown := []string{"init.head", "init.none", "init.today"}
	for _, r := range words.Rules {
		shown = append(shown, "rule."+r.ID+".check", "rule."+r.ID+".why")
	}
	for _, r := range words.Rights {
		shown = append(shown, "right."+r.ID)
	}
	for _, f := range config.Fields() {
		shown = append(shown, "setting."+f.Key)
		for _, sub := range f.Fields {
			shown = append(shown, "setting."+f.Key+"-"+sub.Key)
		}
	}
	return shown
}

// texts are the interface texts, kept while their files stay: to read them takes
// longer than to read all templates.
type texts struct {
	files     digest
	languages []string // of the site
	bundle    *locale.Bundle
	findings  diag.List
}

func (t *texts) load(templates fs.FS, languages []string) (*locale.Bundle, diag.List, error) {
	var folders []fs.FS
	for _, name := range []string{"lang", "explain"} {
		folder, err := fs.Sub(templates, name)
		if err != nil {
			return nil, nil, err
		}
		folders = append(folders, folder)
	}
	files, err := fingerprint(folders...)
	if err == nil && t.bundle != nil && t.files == files && slices.Equal(t.languages, languages) {
		return t.bundle, t.findings, nil
	}
	bundle, findings, bad := locale.Load(templates, languages...)
	if err == nil && bad == nil {
		*t = texts{files, languages, bundle, findings}
	}
	return bundle, findings, bad
}

// fingerprint hashes names and bytes of all files.
func fingerprint(trees ...fs.FS) (digest, error) {
	h := sha256.New()
	for _, tree := range trees {
		err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(tree, name)
			fmt.Fprintf(h, "%d %q %d\n", len(name), name, len(text))
			h.Write(text)
			return err
		})
		if err != nil {
			return digest{}, err
		}
	}
	return digest(h.Sum(nil)), nil
}
