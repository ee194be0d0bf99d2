// Hria publishes human rights impact assessments of digital technology: it
// turns a folder of Markdown documents into a checked, cross-linked site with
// briefing notes in PDF. See internal/doc.go for how it is made.
package main

import (
	"os"

	"hria/internal/cli"
)

func main() { os.Exit(cli.Standard().Main(os.Args[1:])) }
