package framework

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hria/internal/table"
)

// path is a parsed path to a field. Its grammar:
//
//	a.b        the key is there and not empty
//	x          the table, or list of records, is not empty
//	x[*].k     there are records of x, and each has k
//	x[k=v].j   a record of x whose k is v has j
//	x[k=v]     there is a record of x whose k is v
//
// Keys may go deeper on both sides of the brackets. Where the k of a record is
// a list, one of its values must be v.
type path struct {
	written string
	keys    []string // up to the records, or to the field
	each    bool     // of records: [*] or [k=v]
	key     string   // of [k=v]; "" for [*]
	by      []string // the same, as keys to follow
	value   string
	rest    []string // behind the brackets
	broken  bool     // cannot be read and never holds

	field, table string // without brackets: the whole, and what stands before them
}

var (
	pathForm = regexp.MustCompile(`^([^\[\]]+)(?:\[([^\[\]]*)\](?:\.([^\[\]]+))?)?$`)
	keyForm  = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
)

// parse reads a path; err says in the words of a finding what is wrong.
func parse(written string) (p path, err error) {
	p.written = written
	m := pathForm.FindStringSubmatch(written)
	if m == nil {
		return p, fmt.Errorf("%q is no path to a field", written)
	}
	if p.keys, err = split(m[1]); err != nil {
		return p, err
	}
	p.each = strings.Contains(written, "[")
	if m[3] != "" {
		if p.rest, err = split(m[3]); err != nil {
			return p, err
		}
	}
	p.field, p.table = strings.Join(slices.Concat(p.keys, p.rest), "."), strings.Join(p.keys, ".")
	if !p.each || m[2] == "*" {
		return p, nil
	}
	key, value, ok := strings.Cut(m[2], "=")
	p.key, p.value = strings.TrimSpace(key), strings.TrimSpace(value)
	p.by = []string{p.key}
	if !ok || !keyForm.MatchString(p.key) || p.value == "" {
		return p, fmt.Errorf("%q selects no records", "["+m[2]+"]")
	}
	return p, nil
}

func split(keys string) ([]string, error) {
	list := strings.Split(keys, ".")
	for _, k := range list {
		if !keyForm.MatchString(k) {
			return nil, fmt.Errorf("%q is no key", k)
		}
	}
	return list, nil
}

// parseAll reads paths; one that cannot be read leads nowhere.
func parseAll(list []table.Text) []path {
	var out []path
	for _, t := range list {
		p, err := parse(t.Value)
		if err != nil {
			p = path{written: t.Value, broken: true}
		}
		out = append(out, p)
	}
	return out
}
