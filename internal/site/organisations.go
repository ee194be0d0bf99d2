package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"sync"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/locale"
)

const (
	kindOrganisations = "organisations"
	kindOrganisation  = "organisation"
)

// Organisations is the view of all organisations that documents name, A to Z.
type Organisations struct {
	Frame
	Intro   string
	Letters []Link
	Groups  []OrganisationGroup
}

// OrganisationGroup holds the organisations of one letter.
type OrganisationGroup struct {
	ID, Letter string
	Rows       []OrganisationRow
}

// OrganisationRow is an organisation with what it did, in how many documents.
type OrganisationRow struct {
	Link
	Roles []string
	Count string
}

// Organisation is the view of one organisation: the documents that name it, by
// role.
type Organisation struct {
	Frame
	KindLabel   string
	Intro       string
	Sections    []TermSection
	Initiatives []Link
	All         Link
}

// Roles of an organisation in a document, in the order of a page.
var organisationRoles = []string{"deployer", "vendor", "commissioner", "assessor", "funder", "reviewer", "respondent"}

// organisationUse is what an organisation is to a document. Other spellings of
// its name are other organisations, since only people can tell.
type organisationUse struct {
	role string
	doc  *assessment.Assessment // the original
}

// namesOrganisation tells whether the pages in a language show a document in the
// words in which it names an organisation.
func (s *Site) namesOrganisation(lang string, n graph.Node) bool {
	return s.pick(s.Graph.Original(n.Doc), lang) == n.Doc
}

// organisationUses lists what an organisation is to the documents as pages in a
// language show them, by role, then by file. Every part of its page asks for it;
// the list must not be changed.
func (s *Site) organisationUses(lang, name string) []organisationUse {
	book := s.gathered.organisations[lang]()
	if list, ok := book.uses.Load(name); ok {
		return list.([]organisationUse)
	}
	list := s.findOrganisationUses(lang, name)
	book.uses.Store(name, list)
	return list
}

func (s *Site) findOrganisationUses(lang, name string) []organisationUse {
	var out []organisationUse
	for n := range s.Graph.Uses(graph.Term{Kind: kindOrganisation, ID: name}) {
		if !s.namesOrganisation(lang, n) {
			continue
		}
		for other, role := range n.Doc.Organisations() {
			use := organisationUse{role, s.Graph.Original(n.Doc)}
			if other == name && !slices.Contains(out[max(0, len(out)-len(organisationRoles)):], use) {
				out = append(out, use)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b organisationUse) int {
		return cmp.Or(slices.Index(organisationRoles, a.role)-slices.Index(organisationRoles, b.role), strings.Compare(a.doc.Source.File.Path, b.doc.Source.File.Path))
	})
	return out
}

// organisationBook holds the organisations that the pages in a language name.
type organisationBook struct {
	names  []string
	sorted func() ([]string, []letterAt) // in the order of the language
	uses   sync.Map                      // what organisationUses gave, by name
}

func (s *Site) collectOrganisations(lang string) *organisationBook {
	names := slices.DeleteFunc(s.Graph.TermIDs(kindOrganisation), func(name string) bool {
		for n := range s.Graph.Uses(graph.Term{Kind: kindOrganisation, ID: name}) {
			if s.namesOrganisation(lang, n) {
				return false
			}
		}
		return true
	})
	return &organisationBook{names: names, sorted: alphabetical(lang, names, func(name string) string { return name })}
}

// planOrganisations plans a page for each organisation: all in the site's first
// language, in another one those that a document in it names.
func (s *Site) planOrganisations(lang string) {
	s.addFolder(s.path(lang, "organisations/"), func() []*Page {
		var out []*Page
		book := s.gathered.organisations[lang]()
		for _, name := range book.names {
			if s.hasOrganisation(lang, name) {
				out = append(out, parts(Page{Kind: kindOrganisation, Path: s.path(lang, s.organisationPath(name)), Lang: lang,
					Term: graph.Term{Kind: kindOrganisation, ID: name}}, len(s.organisationUses(lang, name)), partWorks)...)
			}
		}
		return out
	})
}

// hasOrganisation tells whether an organisation has a page in a language.
func (s *Site) hasOrganisation(lang, name string) bool {
	for n := range s.Graph.Uses(graph.Term{Kind: kindOrganisation, ID: name}) {
		if (lang == s.home() || s.language(n.Doc) == lang) && s.namesOrganisation(lang, n) {
			return true
		}
	}
	return false
}

func (s *Site) organisationPath(name string) string {
	return "organisations/" + s.gathered.slugs()[name] + ".html"
}

// awkwardSlug is what a file may not be called on some systems, or what reads
// as the part of another page.
var awkwardSlug = regexp.MustCompile(`^$|^(con|prn|aux|nul|com\d|lpt\d|index)$|-\d+$`)

// slugs names the pages of organisations. A name keeps its address whatever
// else is in the register, but for one case: where two names would have the
// same, each has the start of its hash behind it, so that an address never
// begins to mean somebody else.
func slugs(names []string) map[string]string {
	const longest = 60
	out, claims := map[string]string{}, map[string]int{}
	for _, name := range names {
		slug, whole := locale.Slug(name)
		if !whole || len(slug) > longest || awkwardSlug.MatchString(slug) {
			slug = slug[:min(len(slug), longest)] + "-" + nameHash(name)
			if slug[0] == '-' {
				slug = "o" + slug
			}
		}
		out[name] = slug
		claims[slug]++
	}
	for name, slug := range out {
		if claims[slug] > 1 {
			out[name] = slug + "-" + nameHash(name)
		}
	}
	return out
}

// nameHash begins with a letter, so that it never reads as the number of a
// part.
func nameHash(name string) string {
	sum := sha256.Sum256([]byte(name))
	return "x" + hex.EncodeToString(sum[:4])
}

func (c *composer) organisations(p *Page) *Organisations {
	v := &Organisations{Frame: c.frame(p, c.t("register.organisations"), c.t("organisations.intro")), Intro: c.t("organisations.intro")}
	book := c.gathered.organisations[c.lang]()
	names, letters := book.sorted()
	v.Letters = c.letterLinks(p, letters)
	for i, name := range paged(p, names) {
		at := letterAtRow(letters, p.from()+i)
		if last := len(v.Groups) - 1; last < 0 || v.Groups[last].ID != at.id {
			v.Groups = append(v.Groups, OrganisationGroup{ID: at.id, Letter: at.label})
		}
		group := &v.Groups[len(v.Groups)-1]
		group.Rows = append(group.Rows, c.organisationRow(name))
	}
	return v
}

func (c *composer) organisationRow(name string) OrganisationRow {
	row, uses := OrganisationRow{Link: c.organisationLink(name)}, c.organisationUses(c.lang, name)
	documents := map[*assessment.Assessment]bool{}
	for _, role := range organisationRoles {
		if slices.ContainsFunc(uses, func(u organisationUse) bool { return u.role == role }) {
			row.Roles = append(row.Roles, c.t("organisation."+role))
		}
	}
	for _, u := range uses {
		documents[u.doc] = true
	}
	row.Count = c.texts.N("count.documents", len(documents))
	return row
}

// organisationLink links to the page of an organisation: in the language of the
// page, else in the first that has it.
func (c *composer) organisationLink(name string) Link {
	l := Link{Text: name}
	if c.gathered.slugs()[name] == "" {
		return l
	}
	for _, lang := range append([]string{c.interfaceLang()}, c.Config.Languages...) {
		if c.gathered.named(lang, name) { // on the whole site, also beside an earlier edition
			to := c.Site.path(lang, c.organisationPath(name))
			l.Href, l.Here = relative(c.path, to), to == c.path
			break
		}
	}
	return l
}

// organisationLinks is organisationLink for a field that may be empty.
func (c *composer) organisationLinks(name assessment.Text) []Link {
	if name.Value == "" {
		return nil
	}
	return []Link{c.organisationLink(name.Value)}
}

func (c *composer) organisation(p *Page) *Organisation {
	name := p.Term.ID
	v := &Organisation{Frame: c.frame(p, name, c.t("organisation.description", name, c.Config.TitleIn(c.lang))), KindLabel: c.t("organisation"), Intro: c.t("organisation.spelling"),
		All: c.link(c.t("organisations.all"), c.homePath("organisations/index.html"))}
	for here := paged(p, c.organisationUses(c.lang, name)); len(here) > 0; {
		n := 1
		for n < len(here) && here[n].role == here[0].role {
			n++
		}
		section := TermSection{Label: c.t("organisation." + here[0].role), Rows: make([]TermRow, n)}
		for i, u := range here[:n] {
			section.Rows[i].Row = c.row(u.doc)
		}
		v.Sections, here = append(v.Sections, section), here[n:]
	}
	for _, x := range c.gathered.initiatives() {
		if x.Organisation.Value == name || x.Name.Value == name {
			v.Initiatives = append(v.Initiatives, c.initiativeLink(x))
		}
	}
	return v
}
