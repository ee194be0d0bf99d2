package build

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"hria/internal/rules"
)

// editions is the name of the file that lists what was published in which
// words: a line "hash  id@version" for each edition, those of earlier builds
// included. Once published, an edition keeps its hash, so that a text that
// changes under its readers is found by every later build (ID-07).
const editions = "EDITIONS"

// ReadEditions reads the list that an earlier build left in its output folder;
// it is nil where there is none.
func ReadEditions(folder fs.FS) map[string]string {
	text, err := readFile(folder, editions)
	if err != nil {
		return nil
	}
	out := map[string]string{}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		if hash, edition, ok := strings.Cut(lines.Text(), "  "); ok && len(hash) == 64 {
			out[edition] = hash
		}
	}
	return out
}

// listEditions gives the list with the editions of this build added.
func listEditions(before map[string]string, docs []*document) []byte {
	all := map[string]string{}
	for _, d := range docs {
		a := d.assessment
		if hash := d.hash(); a.Status.Value == "published" && hash != "" && a.ID.Value != "" {
			all[rules.Edition(a)] = hash
		}
	}
	maps.Copy(all, before)
	var b bytes.Buffer
	for _, edition := range slices.Sorted(maps.Keys(all)) {
		if !strings.ContainsAny(edition, "\r\n") {
			fmt.Fprintf(&b, "%s  %s\n", all[edition], edition)
		}
	}
	return b.Bytes()
}
