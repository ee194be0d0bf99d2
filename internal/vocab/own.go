package vocab

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"hria/internal/diag"
	"hria/internal/table"
)

// Prefix begins the ids of all terms that a site adds, so that they can never
// be taken for one of ours, now or in a later version.
const Prefix = "x-"

// ownID is an id that is safe in an address and in the name of a file.
var ownID = regexp.MustCompile(`^x-[a-z0-9]+(-[a-z0-9]+)*$`)

// ownTerm is a term as a site writes it. Name stands where a language has none
// of its own in Names.
type ownTerm struct {
	Span      diag.Span         `key:"."`
	ID        table.Text        `key:"id"`
	Name      table.Text        `key:"name"`
	Names     map[string]string `key:"names"`
	Family    table.Text        `key:"family"`
	Class     table.Text        `key:"class"`
	Note      string            `key:"note"`
	Basis     string            `key:"basis"`
	Reference string            `key:"reference"`
	Elements  []Element         `key:"elements"`
	Titles    []titles          `key:"elements"`
}

// titles are the titles of an element in several languages.
type titles struct {
	ByLang map[string]string `key:"titles"`
}

// owner adds the terms of a site to a set that nobody else has yet.
type owner struct {
	*Set
	first map[string]diag.Span // where an id was claimed first, by vocabulary and id
	found diag.List
}

// With gives the vocabularies with the technologies, groups and frameworks
// that a site adds. Their ids begin with x-; a term that redefines one of ours,
// lacks the prefix or is not whole is left out and reported (VC-01). The set
// itself does not change.
func (s *Set) With(own []*table.Table) (*Set, diag.List) {
	if len(own) == 0 {
		return s, nil
	}
	o := &owner{Set: s.clone(), first: map[string]diag.Span{}}
	for _, t := range own {
		var d struct {
			Technologies []ownTerm `key:"technology"`
			Groups       []ownTerm `key:"group"`
			Frameworks   []ownTerm `key:"framework"`
		}
		table.Decode(t, &d)
		for _, x := range d.Technologies {
			o.technology(x)
		}
		for _, x := range d.Groups {
			o.group(x)
		}
		for _, x := range d.Frameworks {
			o.framework(x)
		}
	}
	o.index()
	return o.Set, o.found
}

// clone copies what With adds to.
func (s *Set) clone() *Set {
	c := *s
	c.Technologies, c.Groups, c.Frameworks = slices.Clip(s.Technologies), slices.Clip(s.Groups), slices.Clip(s.Frameworks)
	c.names = map[string]map[string]map[string]string{}
	for lang, kinds := range s.names {
		c.names[lang] = map[string]map[string]string{}
		for kind, names := range kinds {
			c.names[lang][kind] = maps.Clone(names)
		}
	}
	return &c
}

func (o *owner) add(span diag.Span, help, message string, args ...any) {
	o.found = append(o.found, diag.Finding{Rule: "VC-01", Severity: diag.Error, Span: span, Message: fmt.Sprintf(message, args...), Help: help})
}

func (o *owner) technology(x ownTerm) {
	var families []string
	for _, t := range o.Technologies {
		families = append(families, t.Class)
	}
	if o.claims("technologies", "technology", x) && o.member(x, x.Family, "family", families) {
		o.Technologies = append(o.Technologies, Term{ID: x.ID.Value, Name: x.Name.Value, Class: x.Family.Value, Family: x.Family.Value, Note: x.Note, Basis: x.Basis})
		o.name("technology", x.ID.Value, x.Name.Value, x.Names)
	}
}

func (o *owner) group(x ownTerm) {
	var classes []string
	for _, t := range o.Groups {
		classes = append(classes, t.Class)
	}
	if o.claims("groups", "group", x) && o.member(x, x.Class, "class", classes) {
		o.Groups = append(o.Groups, Term{ID: x.ID.Value, Name: x.Name.Value, Class: x.Class.Value, Group: x.Class.Value, Note: x.Note})
		o.name("group", x.ID.Value, x.Name.Value, x.Names)
	}
}

func (o *owner) framework(x ownTerm) {
	if !o.claims("frameworks", "framework", x) || !o.whole(x) {
		return
	}
	id := x.ID.Value
	o.Frameworks = append(o.Frameworks, Framework{ID: id, Name: x.Name.Value, Reference: x.Reference, Elements: x.Elements, Own: true})
	o.name("framework", id, x.Name.Value, x.Names)
	for i, e := range x.Elements {
		o.name("element", id+"/"+e.ID, e.Title, x.Titles[i].ByLang)
	}
}

// claims tells whether a term has an id that is its own, and a name.
func (o *owner) claims(vocabulary, kind string, x ownTerm) bool {
	id := x.ID.Value
	key := vocabulary + "/" + id
	switch first, taken := o.first[key]; {
	case id == "":
		o.add(x.Span, `write id = "x-a-short-name" in this [[`+kind+`]]`, "this %s has no id", kind)
	case o.Has(vocabulary, id):
		o.add(x.ID.Span, fmt.Sprintf("use it as it is, or give your own an id such as %q", Prefix+id), "the %s %q is one of hria and cannot be redefined", kind, id)
	case !strings.HasPrefix(id, Prefix):
		o.add(x.ID.Span, fmt.Sprintf("write id = %q", Prefix+id), "the id %q of a site's own %s does not begin with %s", id, kind, Prefix)
	case !ownID.MatchString(id):
		o.add(x.ID.Span, "an id is x- and small letters, digits and single hyphens, such as x-visitor-kiosk", "the id %q cannot stand in an address", id)
	case taken:
		o.add(x.ID.Span, "give each its own id, or keep one", "the %s %q is already defined at %s", kind, id, diag.Place(first))
	case strings.TrimSpace(x.Name.Value) == "":
		o.add(x.ID.Span, `write name = "what readers see"`, "the %s %q has no name", kind, id)
	default:
		o.first[key] = x.ID.Span
		return true
	}
	return false
}

// member tells whether a term names one of the headings that terms of its kind
// are listed under.
func (o *owner) member(x ownTerm, value table.Text, key string, known []string) bool {
	if slices.Contains(known, value.Value) && value.Value != "" {
		return true
	}
	slices.Sort(known)
	known = slices.DeleteFunc(slices.Compact(known), func(s string) bool { return s == "" })
	help := key + " is one of: " + strings.Join(known, ", ")
	if !value.Set() {
		o.add(x.ID.Span, help, "%q has no %s", x.ID.Value, key)
		return false
	}
	if near := diag.Nearest(value.Value, known); near != "" {
		help = fmt.Sprintf("did you mean %q?", near)
	}
	o.add(value.Span, help, "unknown %s %q", key, value.Value)
	return false
}

// whole tells whether a framework has elements, and each of them an id of its
// own, a title and something to look for.
func (o *owner) whole(x ownTerm) bool {
	before := len(o.found)
	if len(x.Elements) == 0 {
		o.add(x.ID.Span, `add [[framework.elements]] with id, title and all = ["deployment.purpose"]`, "the framework %q has no elements", x.ID.Value)
	}
	seen := map[string]bool{}
	for _, e := range x.Elements {
		switch {
		case e.ID == "":
			o.add(e.Span, `write id = "1"`, "this element has no id")
		case seen[e.ID]:
			o.add(e.Span, "give each element its own id", "the framework has two elements %q", e.ID)
		case strings.TrimSpace(e.Title) == "":
			o.add(e.Span, `write title = "what is asked for"`, "the element %q has no title", e.ID)
		case len(e.All)+len(e.Any) == 0:
			o.add(e.Span, `write all = ["deployment.purpose"], or any = […] where one of several is enough`, "the element %q names no field", e.ID)
		}
		seen[e.ID] = true
	}
	return len(o.found) == before
}

// name takes over the names of a term. The one without a language stands where
// a language has none.
func (o *owner) name(kind, id, name string, names map[string]string) {
	o.addNames("", kind, map[string]string{id: name})
	for lang, n := range names {
		o.addNames(lang, kind, map[string]string{id: n})
	}
}
