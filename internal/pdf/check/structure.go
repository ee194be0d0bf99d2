package check

import (
	"slices"
	"strings"
	"unicode"

	"hria/internal/pdf/cos"
)

// parentsOf says in which elements an element may stand; those not listed may
// stand anywhere.
var parentsOf = map[string]string{
	"LI": "L", "Lbl": "LI Note TOCI", "LBody": "LI", "THead": "Table", "TBody": "Table",
	"TR": "Table THead TBody", "TH": "TR", "TD": "TR", "Caption": "Table Figure L TOC", "TOCI": "TOC",
}

// kidsOf says what alone may stand in an element.
var kidsOf = map[string]string{
	"L": "LI L Caption", "LI": "Lbl LBody", "Table": "Caption THead TBody TR", "THead": "TR", "TBody": "TR", "TR": "TH TD", "TOC": "TOC TOCI Caption",
}

const known = " Document Sect Div BlockQuote P H1 H2 H3 H4 L LI Lbl LBody Table Caption THead TBody TR TH TD Figure Link Span Code TOC TOCI Reference Note "

func among(list, s string) bool { return strings.Contains(" "+list+" ", " "+s+" ") }

// structure walks the tree from its root.
func (c *checker) structure() {
	ref, _ := c.root["StructTreeRoot"].(cos.Ref)
	root := c.f.Dict(ref)
	if root == nil {
		c.fail("no structure tree")
		return
	}
	w := &walker{checker: c, ids: map[string]bool{}}
	if c.name(root["Type"]) != "StructTreeRoot" {
		c.fail("the structure tree has no root of its type")
	}
	if _, ok := root["RoleMap"]; ok {
		c.fail("the structure tree maps roles")
	}
	top := c.kids(root)
	if len(top) != 1 || c.name(c.f.Dict(top[0])["S"]) != "Document" {
		c.fail("the structure tree is not one Document")
	}
	for _, k := range top {
		w.elem(k, ref, "", 0)
	}
	for page, ids := range c.texts {
		for id := range ids {
			if !c.used[page][id] {
				c.fail("page %d: content %d belongs to no element", page+1, id)
			}
		}
	}
	if c.level > 0 && c.titles != 1 {
		c.fail("%d headings of level 1", c.titles)
	}
}

// kids returns what an element holds, always as a list.
func (c *checker) kids(d cos.Dict) cos.Array {
	k, ok := d["K"]
	if !ok {
		return nil
	}
	if a, ok := c.f.Get(k).(cos.Array); ok {
		return a
	}
	return cos.Array{k}
}

type walker struct {
	*checker
	ids map[string]bool // of notes
}

func (w *walker) elem(v any, parent cos.Ref, up string, depth int) {
	ref, ok := v.(cos.Ref)
	d := w.f.Dict(v)
	if !ok || d == nil {
		w.fail("a structure element is not there")
		return
	}
	if w.elems[ref] || depth > 1000 {
		w.fail("structure element %d is met twice", ref)
		return
	}
	w.elems[ref] = true
	kind := w.name(d["S"])
	if p, _ := d["P"].(cos.Ref); p != parent {
		w.fail("%s: parent is %d, not %d", kind, p, parent)
	}
	if !strings.Contains(known, " "+kind+" ") {
		w.fail("element of unknown type %q", kind)
	}
	if ps, ok := parentsOf[kind]; ok && !among(ps, up) {
		w.fail("%s in %s", kind, up)
	}
	if ks, ok := kidsOf[up]; ok && !among(ks, kind) {
		w.fail("%s in %s", kind, up)
	}
	at := len(w.r.Elems)
	w.r.Elems = append(w.r.Elems, Elem{Kind: kind, Depth: depth, Alt: w.text(d["Alt"]), Lang: w.text(d["Lang"]), Scope: w.scope(d)})
	text, objects, held := w.hold(d, ref, kind, depth)
	e := &w.r.Elems[at]
	e.Text, e.Drawn = text, text
	if actual := w.text(d["ActualText"]); actual != "" {
		e.Text = actual
		if lettersOf(actual) != lettersOf(text) {
			w.fail("%s is read as %q and drawn as %q", kind, actual, text)
		}
	}
	if e.Lang != "" {
		w.language("a "+kind, e.Lang)
	}
	w.rules(d, e, objects, held)
}

// lettersOf are the letters and digits of a text, in no order: what is read out
// may come in another order than what is drawn, but not be something else.
func lettersOf(s string) string {
	var list []rune
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			list = append(list, r)
		}
	}
	slices.Sort(list)
	return string(list)
}

// hold walks over what an element holds.
func (w *walker) hold(d cos.Dict, ref cos.Ref, kind string, depth int) (text string, objects, held int) {
	page, _ := d["Pg"].(cos.Ref)
	for _, k := range w.kids(d) {
		held++
		id, direct := k.(int)
		kd := w.f.Dict(k)
		switch {
		case direct:
			text += w.mark(page, id, ref, kind)
		case kd == nil:
			w.fail("%s holds what is not there", kind)
		case w.name(kd["Type"]) == "MCR":
			pg, _ := kd["Pg"].(cos.Ref)
			id, _ := kd["MCID"].(int)
			text += w.mark(pg, id, ref, kind)
		case w.name(kd["Type"]) == "OBJR":
			objects++
			obj, _ := kd["Obj"].(cos.Ref)
			w.annots[obj] = ref
		default:
			w.elem(k, ref, kind, depth+1)
		}
	}
	return text, objects, held
}

// mark takes marked content into an element.
func (w *walker) mark(page cos.Ref, id int, elem cos.Ref, kind string) string {
	n, ok := w.index[page]
	if !ok {
		w.fail("%s: content on a page that is not there", kind)
		return ""
	}
	text, ok := w.texts[n][id]
	switch {
	case !ok:
		w.fail("%s: page %d has no content %d", kind, n+1, id)
	case w.used[n][id]:
		w.fail("page %d: content %d belongs to two elements", n+1, id)
	}
	w.used[n][id] = true
	w.owner[[2]int{n, id}] = elem
	return text
}

func (c *checker) scope(d cos.Dict) string {
	for _, a := range c.attributes(d) {
		if s := c.name(a["Scope"]); s != "" {
			return s
		}
	}
	return ""
}

func (c *checker) attributes(d cos.Dict) []cos.Dict {
	var out []cos.Dict
	list := c.f.Array(d["A"])
	if list == nil {
		list = cos.Array{d["A"]}
	}
	for _, a := range list {
		if ad := c.f.Dict(a); ad != nil {
			out = append(out, ad)
		}
	}
	return out
}

// rules are those of single kinds of elements.
func (w *walker) rules(d cos.Dict, e *Elem, objects, held int) {
	switch e.Kind {
	case "H1", "H2", "H3", "H4":
		level := int(e.Kind[1] - '0')
		if level > w.level+1 {
			w.fail("%s %q follows a heading of level %d", e.Kind, e.Text, w.level)
		}
		w.level = level
		if level == 1 {
			w.titles++
		}
	case "Figure":
		if e.Alt == "" {
			w.fail("a figure has no alternative text")
		}
		box := false
		for _, a := range w.attributes(d) {
			box = box || w.box(a["BBox"])
		}
		if !box {
			w.fail("a figure has no BBox on its page")
		}
	case "L":
		w.list(d)
	case "Note":
		w.note(d)
	case "Link":
		if objects == 0 {
			w.fail("link %q has no annotation", e.Text)
		}
	case "TH":
		if e.Scope == "" {
			w.fail("table header %q has no scope", e.Text)
		}
	case "Table":
		w.regular(d)
	}
	if held == 0 && e.Kind != "TD" && e.Kind != "Document" {
		w.fail("an empty %s", e.Kind)
	}
}

// note checks that a footnote can be found by its id, which no other has.
func (w *walker) note(d cos.Dict) {
	id := w.text(d["ID"])
	if id == "" {
		w.fail("a note has no id")
	}
	if w.ids[id] {
		w.fail("two notes have the id %q", id)
	}
	w.ids[id] = true
	list := w.f.Array(w.f.Dict(w.f.Dict(w.root["StructTreeRoot"])["IDTree"])["Names"])
	for i := 0; i+1 < len(list); i += 2 {
		if w.text(list[i]) == id && w.f.Dict(list[i+1])["ID"] == d["ID"] {
			return
		}
	}
	w.fail("the note %q is not in the tree of ids", id)
}

// box reports whether a rectangle has an area and lies on the paper.
func (c *checker) box(v any) bool {
	list := c.f.Array(v)
	if len(list) != 4 || len(c.pages) == 0 {
		return false
	}
	paper := c.f.Array(c.inherited(c.pages[0], "MediaBox"))
	if len(paper) != 4 {
		return false
	}
	var b, p [4]float64
	for i := range b {
		b[i], p[i] = number(c.f.Get(list[i])), number(c.f.Get(paper[i]))
	}
	const edge = 1 // rounding
	return b[0] < b[2] && b[1] < b[3] && b[0] >= p[0]-edge && b[1] >= p[1]-edge && b[2] <= p[2]+edge && b[3] <= p[3]+edge
}

// inherited is an entry of a page or of the tree above it.
func (c *checker) inherited(page cos.Dict, key cos.Name) any {
	for range 50 {
		if v, ok := page[key]; ok {
			return v
		}
		if page = c.f.Dict(page["Parent"]); page == nil {
			return nil
		}
	}
	return nil
}

// list checks that a list with labels says what these are.
func (w *walker) list(d cos.Dict) {
	numbering := ""
	for _, a := range w.attributes(d) {
		numbering += w.name(a["ListNumbering"])
	}
	if numbering != "" {
		return
	}
	for _, item := range w.kids(d) {
		for _, k := range w.kids(w.f.Dict(item)) {
			if w.name(w.f.Dict(k)["S"]) == "Lbl" {
				w.fail("a list with labels does not say what they are")
				return
			}
		}
	}
}

// regular checks that all rows of a table have as many columns.
func (w *walker) regular(d cos.Dict) {
	want := -1
	var rows func(d cos.Dict, depth int)
	rows = func(d cos.Dict, depth int) {
		for _, k := range w.kids(d) {
			kd := w.f.Dict(k)
			switch kind := w.name(kd["S"]); {
			case (kind == "THead" || kind == "TBody") && depth == 0:
				rows(kd, 1)
			case kind == "TR":
				n := 0
				for _, cell := range w.kids(kd) {
					n += w.span(w.f.Dict(cell))
				}
				if want >= 0 && n != want {
					w.fail("a table has rows of %d and %d columns", want, n)
				}
				want = n
			}
		}
	}
	rows(d, 0)
}

func (w *walker) span(cell cos.Dict) int {
	for _, a := range w.attributes(cell) {
		if n, ok := a["ColSpan"].(int); ok {
			return n
		}
	}
	return 1
}

// orphans finds elements that no way leads to from the root.
func (c *checker) orphans() {
	for _, r := range c.f.Refs() {
		d, _ := c.f.Get(r).(cos.Dict)
		_, up := d["P"].(cos.Ref)
		_, typed := d["S"].(cos.Name)
		if kind := c.name(d["Type"]); (kind == "StructElem" || kind == "" && up && typed) && !c.elems[r] {
			c.fail("structure element %d (%s) is not in the tree", r, c.name(d["S"]))
		}
	}
}

// parents checks the way back from content to elements.
func (c *checker) parents() {
	root := c.f.Dict(c.root["StructTreeRoot"])
	nums := c.f.Array(c.f.Dict(root["ParentTree"])["Nums"])
	byKey := map[int]any{}
	last := -1
	for i := 0; i+1 < len(nums); i += 2 {
		k, _ := nums[i].(int)
		if k <= last {
			c.fail("the parent tree is out of order")
		}
		last = k
		byKey[k] = nums[i+1]
	}
	if len(byKey) != len(c.pages)+len(c.annots) {
		c.fail("the parent tree has %d entries for %d pages and %d annotations", len(byKey), len(c.pages), len(c.annots))
	}
	if next, ok := c.f.Get(root["ParentTreeNextKey"]).(int); ok && next <= last {
		c.fail("the next key of the parent tree is in use")
	}
	for i, p := range c.pages {
		key, ok := p["StructParents"].(int)
		if !ok {
			c.fail("page %d has no StructParents", i+1)
			continue
		}
		list := c.f.Array(byKey[key])
		if len(list) != len(c.texts[i]) {
			c.fail("page %d: the parent tree has %d contents, the page %d", i+1, len(list), len(c.texts[i]))
		}
		for id := range c.texts[i] {
			if id >= len(list) || list[id] != c.owner[[2]int{i, id}] {
				c.fail("page %d: the parent tree is wrong for content %d", i+1, id)
			}
		}
	}
	for annot, elem := range c.annots {
		key, ok := c.f.Dict(annot)["StructParent"].(int)
		if !ok || byKey[key] != elem {
			c.fail("the parent tree is wrong for annotation %d", annot)
		}
	}
}

// annotations checks every annotation of every page.
func (c *checker) annotations() {
	for i, p := range c.pages {
		for _, a := range c.f.Array(p["Annots"]) {
			ref, _ := a.(cos.Ref)
			d := c.f.Dict(a)
			if c.name(d["Subtype"]) != "Link" {
				c.fail("page %d: annotation of type %q", i+1, c.name(d["Subtype"]))
				continue
			}
			if c.text(d["Contents"]) == "" {
				c.fail("page %d: a link is not described", i+1)
			}
			if flags, _ := c.f.Get(d["F"]).(int); flags != 4 {
				c.fail("page %d: a link is not printed, or hidden", i+1)
			}
			if !c.box(d["Rect"]) {
				c.fail("page %d: a link does not lie on the page", i+1)
			}
			if _, ok := c.annots[ref]; !ok {
				c.fail("page %d: a link belongs to no element", i+1)
			}
			action := c.f.Dict(d["A"])
			uri := c.text(action["URI"])
			switch {
			case action == nil && !c.leads(d["Dest"]):
				c.fail("page %d: a link leads nowhere", i+1)
			case action != nil && c.name(action["S"]) != "URI":
				c.fail("page %d: a link does %q", i+1, c.name(action["S"]))
			case action != nil && !strings.HasPrefix(uri, "http://") && !strings.HasPrefix(uri, "https://") && !strings.HasPrefix(uri, "mailto:"):
				c.fail("page %d: a link leads to %q", i+1, uri)
			}
		}
	}
}
