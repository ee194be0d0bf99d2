package rules

import (
	"regexp"
	"strings"
)

var (
	aboveTables = regexp.MustCompile(` above the first \[table\]( header)?`)
	itemOf      = regexp.MustCompile(`(?:\b(a|an|this|the|each) )?\[\[([a-z_]+)\]\]`)
	tableOf     = regexp.MustCompile(`\[([a-z_.]+)\](\(?)`)
	keyOf       = regexp.MustCompile(`\b([a-z_-]+) = `)
)

// inYAML says in the words of YAML what a help says in those of TOML, for the
// author of a document whose front matter is YAML. Links of Markdown stay.
func inYAML(help string) string {
	help = aboveTables.ReplaceAllString(help, " without spaces before it")
	help = itemOf.ReplaceAllStringFunc(help, func(s string) string {
		m := itemOf.FindStringSubmatch(s)
		if m[1] == "" || m[1] == "a" {
			m[1] = "an"
		}
		return m[1] + " item of " + m[2]
	})
	help = tableOf.ReplaceAllStringFunc(help, func(s string) string {
		if strings.HasSuffix(s, "(") {
			return s
		}
		return strings.Trim(s, "[]")
	})
	return keyOf.ReplaceAllString(help, "$1: ")
}
