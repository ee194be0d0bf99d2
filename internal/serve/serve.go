// Package serve is the live preview: it watches a site's folder, builds it
// again after every save and shows the pages in a browser, which follows.
//
//	err := serve.Run(ctx, serve.Options{…})
//
// A save runs the whole pipeline, whose costly parts are remembered; a page is
// rendered when a browser asks for it. That is why a preview needs no knowledge
// of what depends on what.
//
// The last good site stays: a save that leaves a file unreadable shows what is
// wrong over the pages that were there before, and the panel goes away with the
// mistake. Any other finding, errors too, lies over the new pages: a draft is
// unfinished most of the time, and its author wants to see it grow. Before
// there was a good site, what could be built is shown.
//
// The script that makes a page follow (live.js) is added by the handler, just
// before </body>, and the page's policy is opened for it by as much as it
// needs. Package web does not know that this package exists, and nothing of it
// is in a site that is published.
//
// Only this machine is served (127.0.0.1, and no other host name, so that a
// foreign page cannot reach the preview through a name of its own), to be read
// (GET and HEAD), and to no other origin.
//
// Third party: fsnotify tells which files changed on every common system.
// Absent on purpose: the clock, but for the span that a caller measures.
package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"syscall"
	"time"

	"hria/internal/build"
	"hria/internal/diag"
)

// Options say what is served and how.
type Options struct {
	Folder  string // of the site, on the disk
	Session *build.Session
	Input   build.Input // of every build
	Port    int         // 0: as the settings say, or the next free one
	Now     func() time.Time
	Ready   func(address string, site *build.Site, findings diag.List) // called once
	Say     func(line string)                                          // one line for every save
}

// PortTakenError says that somebody else uses the port.
type PortTakenError struct{ Port int }

func (e *PortTakenError) Error() string { return fmt.Sprintf("port %d is in use", e.Port) }

// Run serves until ctx ends. An error means that it could not begin.
func Run(ctx context.Context, o Options) error {
	p := newPreview(o.Now().UnixMilli())
	if err := o.build(p, nil); err != nil {
		return err
	}
	site, findings := p.state().site, p.state().findings
	listener, err := o.listen(site.Config().Serve.Port)
	if err != nil {
		return err
	}
	w, err := newWatcher(o.Folder, o.Say)
	if err != nil {
		listener.Close()
		return err
	}
	defer w.close()
	w.follow(o.roots(site))
	server := &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	go server.Serve(listener)
	o.Ready("http://"+listener.Addr().String()+"/", site, findings)
	w.run(ctx, func(changed []string) {
		o.save(p, changed)
		if s := p.state(); s.built != nil {
			w.follow(o.roots(s.built))
		}
	})
	return stop(server)
}

// stop lets requests end for a moment. Pages that listen for news end with the
// context.
func stop(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := server.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	} else if err != nil {
		return err
	}
	return nil
}

// listen opens the port that was asked for. The one of the settings is only a
// wish: where it is in use, the next free one will do.
func (o Options) listen(wish int) (net.Listener, error) {
	port := o.Port
	if port == 0 {
		port = wish
	}
	for at := port; ; at++ {
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(at)))
		if err == nil && at != port {
			o.Say(fmt.Sprintf("port %d is in use; %d is free", port, at))
		}
		if err == nil || !errors.Is(err, syscall.EADDRINUSE) {
			return l, err
		}
		if o.Port != 0 || at >= port+99 || at >= 65535 {
			return nil, &PortTakenError{port}
		}
	}
}

// build builds once. The error is told to browsers, too.
func (o Options) build(p *preview, changed []string) error {
	site, findings, err := o.Session.Build(o.Input)
	if err != nil {
		p.fail(err, changed)
		return err
	}
	p.show(site, findings, changed)
	return nil
}

// save builds after a save and says in one line what came of it.
func (o Options) save(p *preview, changed []string) {
	start := o.Now()
	err := o.build(p, changed)
	what := fmt.Sprintf("%d files", len(changed))
	if len(changed) == 1 {
		what = changed[0]
	}
	s := p.state()
	result := summary(s)
	if err != nil {
		result = "failed, the last good pages stay: " + err.Error()
	}
	o.Say(fmt.Sprintf("%s changed; %s; %d ms", what, result, o.Now().Sub(start).Milliseconds()))
}

// summary says how a build went. The first error is named, since the browser
// may be behind other windows.
func summary(s state) string {
	errs, warnings := s.findings.Count(diag.Error), s.findings.Count(diag.Warning)
	i := slices.IndexFunc(s.findings, func(f diag.Finding) bool { return f.Severity == diag.Error })
	out := "no findings"
	switch {
	case errs == 1:
		out = fmt.Sprintf("1 error: %s: %s", diag.Place(s.findings[i].Span), s.findings[i].Message)
	case errs > 1:
		out = fmt.Sprintf("%d errors, the first %s: %s", errs, diag.Place(s.findings[i].Span), s.findings[i].Message)
	case warnings == 1:
		out = "1 warning"
	case warnings > 1:
		out = fmt.Sprintf("%d warnings", warnings)
	}
	if s.held && s.good {
		out += "; the last good pages stay"
	}
	return out
}

// roots are the folders and files to watch, relative to the site.
func (o Options) roots(site *build.Site) []string {
	paths := site.Config().Paths
	return []string{o.Input.ConfigPath, paths.Content, paths.Vocabulary, paths.Templates, paths.Themes}
}
