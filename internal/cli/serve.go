package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"hria/internal/serve"
)

func (c *Command) serveCommand(t *terminal) *cobra.Command {
	p, port := &place{drafts: true}, 0
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "write, and see the pages change",
		Long: "serve shows the site in a browser on this machine, drafts too, and builds it again after\n" +
			"every save. Open pages follow and show what is to be mended. Nothing is written to disk.",
		Example: "  hria serve\n  hria serve --source register --port 8080\n  hria serve --drafts=false",
		Args:    arguments(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.serve(cmd, t, p, port) },
	}
	p.flags(cmd)
	cmd.Flags().IntVarP(&port, "port", "p", 0, "port of 127.0.0.1 (default: serve.port of the settings, 1313, or the next free one)")
	cmd.Flags().StringVarP(&p.baseURL, "base-url", "u", "", "`ADDRESS` at which the site is published")
	return cmd
}

func (c *Command) serve(cmd *cobra.Command, t *terminal, p *place, port int) error {
	if port < 0 || port > 65535 {
		return usage("choose one from 1024 to 65535", "--port %d is no port", port)
	}
	session, in, err := p.begin(c)
	if err != nil {
		return err
	}
	say := func(line string) { t.note("%s", line) }
	err = serve.Run(cmd.Context(), serve.Options{Folder: p.folder, Session: session, Input: in, Port: port, Now: c.Now, Say: say,
		Ready: func(r serve.Running) {
			findings := r.Findings()
			if r.Site == nil {
				t.note("the site cannot be built yet: %s", r.Failure)
			} else {
				n := r.Site.Counts()
				t.note("%s, %s; %s", plural(n.Documents, "document", "documents"), plural(n.Pages, "page", "pages"), tally(findings))
			}
			if len(findings) > 0 {
				t.note("hint: see them in the browser, or with: hria check")
			}
			fmt.Fprintf(c.Stdout, "%s\n", r.Address)
			t.note("Ctrl-C ends")
		}})
	var taken *serve.PortTakenError
	switch {
	case errors.As(err, &taken):
		return usage("choose another one with --port, or let hria choose without it", "%s", err)
	}
	return err
}
