package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"hria/internal/build"
	"hria/internal/diag"
	"hria/internal/serve"
)

// preview is what the flags of serve say.
type preview struct {
	place
	port           int
	bind           string
	open, navigate bool
	poll           time.Duration
}

func (c *Command) serveCommand(t *terminal) *cobra.Command {
	p := &preview{place: place{drafts: true}}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "write, and see the pages change",
		Long: "serve shows the site in a browser on this machine, drafts too, and builds it again after\n" +
			"every save. Open pages follow and show what is to be mended. It answers from the first\n" +
			"moment: until the documents are read, with the pages that it showed when it last ran. These\n" +
			"lie in your cache folder, for you alone; with --no-cache nothing is written to disk.\n\n" +
			"On a terminal, ? shows the keys that list all findings, open the browser and end the preview.",
		Example: "  hria serve --open\n  hria serve --source register --port 8080 --navigate\n  hria serve --drafts=false",
		Args:    arguments(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.serve(cmd, t, p) },
	}
	f := cmd.Flags()
	p.flags(cmd)
	f.IntVarP(&p.port, "port", "p", 0, "port to use (default: serve.port of the settings, 1313, or the next free one)")
	f.StringVarP(&p.baseURL, "base-url", "u", "", "`ADDRESS` at which the site is published")
	f.BoolVarP(&p.open, "open", "o", false, "open the browser")
	f.DurationVar(&p.poll, "poll", 0, "look at the files every `SPAN`, such as 500ms, where the system does not tell of changes (network drives)")
	f.Lookup("poll").NoOptDefVal = "500ms"
	f.BoolVarP(&p.navigate, "navigate", "n", false, "the browser goes to the page just saved")
	f.StringVar(&p.bind, "bind", "", "`ADDRESS` of this machine to serve at, so that others can look (default: 127.0.0.1, this machine alone)")
	return cmd
}

func (c *Command) serve(cmd *cobra.Command, t *terminal, p *preview) error {
	if p.port < 0 || p.port > 65535 {
		return usage("choose one from 1024 to 65535", "--port %d is no port", p.port)
	}
	if p.poll < 0 || p.poll > 0 && p.poll < 50*time.Millisecond {
		return usage("try: --poll 500ms", "--poll %s leaves no time to write", p.poll)
	}
	session, in, err := p.begin(c)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(cmd.Context())
	defer stop()
	end := func() {}
	defer func() { end() }()
	reading := &patience{t: t}
	defer reading.end()
	said := func(err error) { t.note("%s", err) }
	err = serve.Run(ctx, serve.Options{Folder: p.folder, Session: session, Input: in, Bind: p.bind, Port: p.port, Navigate: p.navigate, Poll: p.poll, Now: c.Now,
		Open:    func(address string) { c.opened(t, p, address) },
		Reading: reading.begin,
		Pages:   p.pages(),
		Say:     func(line string) { t.note("%s", line) }, Token: rand.Text(),
		Edit: func(command, file string, line, column int) error { return edit(command, file, line, column, said) },
		Ready: func(r serve.Running) {
			reading.end()
			c.welcome(t, p, r)
			end = c.attend(ctx, t, func(key byte) { c.press(t, key, r, stop) })
		}})
	var taken *serve.PortTakenError
	var address *serve.AddressError
	switch {
	case errors.As(err, &taken):
		return usage("choose another one with --port, or let hria choose without it", "%s", err)
	case errors.As(err, &address):
		return usage("give an address of this machine, such as --bind 0.0.0.0 for all of them", "%s", err)
	}
	return err
}

// welcome says what is served where.
func (c *Command) welcome(t *terminal, p *preview, r serve.Running) {
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
}

// pages keeps what was shown for the next preview.
func (p *preview) pages() *build.PageCache {
	if dir := p.cache(); dir != "" {
		return build.NewPageCache(filepath.Join(dir, "pages"), p.folder, program)
	}
	return nil
}

// opened says where the preview is. It answers from now on, though the site is
// not built yet.
func (c *Command) opened(t *terminal, p *preview, address string) {
	if p.bind != "" && p.bind != "localhost" && p.bind != "127.0.0.1" && p.bind != "::1" {
		t.note("whoever reaches this machine at %s reads the site, drafts too", p.bind)
	}
	fmt.Fprintf(c.Stdout, "%s\n", address)
	if p.open {
		c.browse(t, address)
	}
}

// patience says what is done, where that takes longer than nobody asks.
type patience struct {
	t     *terminal
	mu    sync.Mutex
	ended bool
}

func (w *patience) begin(documents int, shown bool) {
	time.AfterFunc(700*time.Millisecond, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.ended {
			return
		}
		meanwhile := ""
		if shown {
			meanwhile = "; meanwhile pages are shown as they were when hria last ran"
		}
		w.t.note("reading %s%s", plural(documents, "document", "documents"), meanwhile)
	})
}

func (w *patience) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = true
}

func (c *Command) browse(t *terminal, address string) {
	failed := func(err error) { t.note("cannot open a browser: %s\nhint: open %s in one", err, address) }
	if err := browse(address, failed); err != nil {
		failed(err)
	}
}

// press does what a key stands for.
func (c *Command) press(t *terminal, key byte, r serve.Running, stop func()) {
	switch key {
	case 'r':
		findings := r.Findings()
		diag.Text{Colour: t.colour}.Write(t.err, findings)
		t.note("%s", tally(findings))
	case 'o':
		c.browse(t, r.Address)
	case 'q', ctrlC, ctrlD:
		stop()
	case '?', 'h':
		t.note("r  list all findings\no  open the browser\nq  end")
	}
}
