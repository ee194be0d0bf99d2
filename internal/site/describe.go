package site

import (
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io"
	"slices"
	"strings"
)

// sources are the files of this package: what they say of the views is what
// authors of templates read.
//
//go:embed *.go
var sources embed.FS

// views names the type of what each kind of page says.
func views() map[string]string {
	out := map[string]string{KindHome: "Home", KindDocuments: "Documents", KindTerms: "Terms", KindRules: "Rules", KindRule: "Rule", KindMoved: "Frame",
		KindMissing: "Frame", KindVersions: "Versions"}
	for _, kind := range []string{KindRight, KindPrinciple, KindTechnology, KindCountry, KindGroup} {
		out[kind] = "Term"
	}
	for _, kind := range []string{"assessment", "guidance-note", "review", "response"} {
		out[kind] = "Document"
	}
	for _, r := range registerPages() {
		out[r.kind] = typeName(r.kind)
	}
	for kind, name := range map[string]string{kindWithheld: "WithheldList", kindSources: "SourceList", kindIndex: "Index",
		kindCoverage: "Pictures", kindRightGroups: "Pictures", kindFrameworks: "Pictures", kindPortfolio: "Pictures"} {
		out[kind] = name
	}
	return out
}

// typeName is how a type for a kind is called: withheld-items is WithheldItems.
func typeName(kind string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(kind, "-") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

// Kinds lists the kinds of page, sorted.
func Kinds() []string {
	var out []string
	for kind := range views() {
		out = append(out, kind)
	}
	slices.Sort(out)
	return out
}

// Describe writes what a template of a kind of page is given: the fields of the
// view with what they mean, then those of every type that it leads to. An
// unknown kind is an error.
func Describe(w io.Writer, kind string) error {
	name, ok := views()[kind]
	if !ok {
		return fmt.Errorf("no kind of page %q", kind)
	}
	types, err := readTypes()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "The dot of a page of kind %s is a %s.\n", kind, name)
	seen := map[string]bool{}
	for queue := []string{name}; len(queue) > 0; queue = queue[1:] {
		if t, known := types[queue[0]]; known && !seen[queue[0]] {
			seen[queue[0]] = true
			queue = append(queue, t.write(w)...)
		}
	}
	return nil
}

// typeDoc is an exported struct of this package.
type typeDoc struct {
	name, doc string
	fields    []*ast.Field
}

func readTypes() (map[string]typeDoc, error) {
	out := map[string]typeDoc{}
	names, err := sources.ReadDir(".")
	if err != nil {
		return nil, err
	}
	for _, f := range names {
		text, err := sources.ReadFile(f.Name())
		if err != nil || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Name(), text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
				for _, s := range g.Specs {
					t := s.(*ast.TypeSpec)
					if fields, ok := t.Type.(*ast.StructType); ok && t.Name.IsExported() {
						out[t.Name.Name] = typeDoc{t.Name.Name, g.Doc.Text(), fields.Fields.List}
					}
				}
			}
		}
	}
	return out, nil
}

// write prints a type and gives the names of the types that it mentions.
func (t typeDoc) write(w io.Writer) []string {
	fmt.Fprintf(w, "\n%s\n", t.name)
	for line := range strings.Lines(t.doc) {
		fmt.Fprintf(w, "  %s", line)
	}
	var mentioned []string
	for _, f := range t.fields {
		kind := typeText(f.Type)
		names := []string{}
		for _, n := range f.Names {
			if n.IsExported() {
				names = append(names, n.Name)
			}
		}
		if len(f.Names) == 0 {
			names = []string{"(as in " + kind + ")"}
		}
		if len(names) == 0 {
			continue
		}
		comment := strings.Join(strings.Fields(f.Doc.Text()+" "+f.Comment.Text()), " ")
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("    %-22s %-20s %s", strings.Join(names, ", "), kind, comment), " "))
		mentioned = append(mentioned, strings.Trim(kind, "[]*"))
	}
	return mentioned
}

func typeText(e ast.Expr) string {
	var b strings.Builder
	if err := printer.Fprint(&b, token.NewFileSet(), e); err != nil {
		return "?"
	}
	return b.String()
}
