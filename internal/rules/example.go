package rules

import (
	"embed"
	"regexp"
	"slices"
	"strings"
)

//go:embed testdata/*.txtar
var fixtures embed.FS

// Example gives a bad and a good example of what a rule is about, from the
// fixture that tests it: of the document that the rule finds fault with, the
// lines in which the two differ, with some around them. Where lines were left
// out stands "…". ok is false for a rule that has no fixture.
func Example(id string) (bad, good string, ok bool) {
	text, err := fixtures.ReadFile("testdata/" + id + ".txtar")
	if err != nil {
		return "", "", false
	}
	files := archive(string(text))
	names := []string{firstFound(files, id)}
	for _, f := range files { // what is wrong with one document can be mended in another
		if name, isBad := strings.CutPrefix(f.name, "bad/"); isBad {
			names = append(names, name)
		}
	}
	for _, name := range names {
		bad, good, ok := find(files, name)
		if ok && bad != good {
			bad, good = shorten(bad, good)
			return bad, good, true
		}
	}
	return "", "", false
}

// find gives the bad document of a name, and the good one of the same name or
// else the first.
func find(files []fixtureFile, name string) (bad, good string, ok bool) {
	i := slices.IndexFunc(files, func(f fixtureFile) bool { return f.name == "bad/"+name })
	j := slices.IndexFunc(files, func(f fixtureFile) bool { return f.name == "good/"+name })
	if j < 0 {
		j = slices.IndexFunc(files, func(f fixtureFile) bool { return strings.HasPrefix(f.name, "good/") })
	}
	if i < 0 || j < 0 {
		return "", "", false
	}
	return files[i].text, files[j].text, true
}

// fixtureFile is one file of an archive in the form of txtar.
type fixtureFile struct{ name, text string }

func archive(text string) []fixtureFile {
	var out []fixtureFile
	for _, line := range strings.SplitAfter(text, "\n") {
		if name, marker := strings.CutPrefix(strings.TrimRight(line, "\n"), "-- "); marker && strings.HasSuffix(name, " --") {
			out = append(out, fixtureFile{name: strings.TrimSuffix(name, " --")})
		} else if len(out) > 0 {
			out[len(out)-1].text += line
		}
	}
	return out
}

// firstFound is the bad document that the rule's first finding is in.
func firstFound(files []fixtureFile, id string) string {
	line := regexp.MustCompile(`(?m)^assessments/(\S+?):\d+:\d+: .*\[` + regexp.QuoteMeta(id) + `\]$`)
	for _, f := range files {
		if m := line.FindStringSubmatch(f.text); f.name == "want" && m != nil {
			return m[1]
		}
	}
	return ""
}

// around is how many lines are shown before and after those that differ.
const around = 3

// shorten cuts what two texts have in common at their beginning and end, but
// for some lines and the header of the table that the difference stands in.
func shorten(a, b string) (string, string) {
	x, y := lines(a), lines(b)
	head := 0
	for head < min(len(x), len(y)) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < min(len(x), len(y))-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	from, until := max(0, head-around), max(0, tail-around)
	for i := head - 1; i >= max(0, head-5*around); i-- {
		if strings.HasPrefix(x[i], "[") {
			from = min(from, i)
			break
		}
	}
	return cutLines(x, from, until), cutLines(y, from, until)
}

func lines(s string) []string { return strings.Split(strings.TrimRight(s, "\n"), "\n") }

func cutLines(list []string, from, until int) string {
	out := slices.Clone(list[from : len(list)-until])
	if from > 0 {
		out = append([]string{"…"}, out...)
	}
	if until > 0 {
		out = append(out, "…")
	}
	return strings.Join(out, "\n") + "\n"
}
