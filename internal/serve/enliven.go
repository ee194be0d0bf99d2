package serve

import (
	"bytes"
	"html"
	"regexp"
	"strings"
)

// enliven adds the script to a page and opens the page's policy for it. A page
// that is shown in place of others (missing) finds its files from the root.
func enliven(page []byte, tag string, missing bool) []byte {
	page = policy.ReplaceAllFunc(page, func(meta []byte) []byte {
		return content.ReplaceAllFunc(meta, func(attribute []byte) []byte {
			text := html.UnescapeString(string(attribute[len(`content="`) : len(attribute)-1]))
			return []byte(`content="` + html.EscapeString(widen(text, missing)) + `"`)
		})
	})
	if missing {
		page = bytes.Replace(page, []byte("<head>"), []byte("<head><base href=\"/\">"), 1)
	}
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	return bytes.Join([][]byte{page[:at], []byte(tag), page[at:]}, nil)
}

var (
	policy  = regexp.MustCompile(`(?i)<meta\s[^>]*http-equiv="?Content-Security-Policy"?[^>]*>`)
	content = regexp.MustCompile(`content="[^"]*"`)
)

// widen lets a policy load the script and lets the script talk to the preview.
func widen(policy string, missing bool) string {
	needs := []string{"script-src", "connect-src"}
	if missing {
		needs = append(needs, "base-uri")
	}
	var out []string
	for _, directive := range strings.Split(policy, ";") {
		fields := strings.Fields(directive)
		if len(fields) == 0 {
			continue
		}
		for i, name := range needs {
			if strings.EqualFold(fields[0], name) {
				needs[i] = ""
				fields = allowSelf(fields)
			}
		}
		out = append(out, strings.Join(fields, " "))
	}
	for _, name := range needs {
		if name != "" {
			out = append(out, name+" 'self'")
		}
	}
	return strings.Join(out, "; ")
}

// allowSelf adds 'self' to the sources of a directive.
func allowSelf(fields []string) []string {
	out := fields[:1:1]
	for _, source := range fields[1:] {
		if source == "'self'" {
			return fields
		}
		if source != "'none'" {
			out = append(out, source)
		}
	}
	return append(out, "'self'")
}
