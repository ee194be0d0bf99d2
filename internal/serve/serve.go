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
// # The start
//
// Browsers are answered from the first moment (begin.go). As long as the site is
// built for the first time, a page is one that the last preview kept, or says
// that it will come (status 503). What was kept is exact where no file differs;
// then its findings are shown, too. Where some do, the page says that it is an
// earlier one, and package build leaves out all that may have been withheld
// since; who looks from another machine gets nothing earlier at all. A tab that
// stayed open is left alone until it is known how its page is now.
//
// What browsers asked for is written to the cache while nobody saves, and at the
// end (keep.go). The watcher begins before anything is read, so that no save is
// lost meanwhile.
//
// # Browsers
//
// Each page that is open tells its address and listens (hub.go). It is told the
// newest state of things, never a list of what happened: prints of its page, of
// its styles, scripts and pictures as they would be served now, and the
// findings. A page whose prints are those that it shows is left alone; any other
// is asked for again, and only what is served differently is changed on it
// (live/patch.js), so that what its reader and its scripts made of it stays.
// Nobody waits for a browser, and nothing is kept for one: whoever sleeps, is
// slow or comes back to another preview on the same port is told the same as
// all others.
//
// The script that does this is added by the handler, just before </body>, and
// the page's policy is opened for it by as much as it needs. Package web does
// not know that this package exists, and nothing of it is in a site that is
// published.
//
// # Who may ask what
//
// Only this machine is served (127.0.0.1, and no other host name, so that a
// foreign page cannot reach the preview through a name of its own), unless the
// caller binds another address; then that name counts too, and the number of
// the address itself. Everything is to be read (GET and HEAD), and by no other
// origin. One thing can be asked for: to open a file at a place in the author's
// editor (desk.go says under which conditions).
//
// Third party: fsnotify tells which files changed on every common system.
// Absent on purpose: the clock, but for the span that a caller measures.
package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"hria/internal/build"
	"hria/internal/diag"
	"hria/internal/locale"
)

// Options say what is served and how.
type Options struct {
	Folder   string // of the site, on the disk
	Session  *build.Session
	Input    build.Input // of every build
	Bind     string      // the address of this machine that is served; empty: 127.0.0.1
	Port     int         // 0: as the settings say, or the next free one
	Navigate bool        // browsers go to the page just saved
	// Poll is how often files are looked at where the system does not tell of
	// changes, as on many network drives; 0: it tells.
	Poll time.Duration
	Now  func() time.Time
	// Open is called once, when browsers are answered; Reading, when it is known
	// how many documents the first build reads (0: nobody knows) and whether pages
	// of an earlier preview are shown meanwhile; Ready, when it is done. Open and
	// Reading may be nil.
	Open    func(address string)
	Reading func(documents int, shown bool)
	Ready   func(Running)
	Pages   *build.PageCache  // for the next preview; nil: none
	Say     func(line string) // one line for every save
	// Edit opens a file of the site at a place with the command of the settings,
	// when a page of the preview asks for it. Token is a secret of this start
	// that pages have to know then; without one nothing is opened.
	Edit  func(command, file string, line, column int) error
	Token string
}

// Running is a preview that has begun.
type Running struct {
	Address  string
	Site     *build.Site      // nil where it could not be built yet
	Failure  string           // why
	Findings func() diag.List // as they are now
}

// PortTakenError says that somebody else uses the port.
type PortTakenError struct{ Port int }

func (e *PortTakenError) Error() string { return fmt.Sprintf("port %d is in use", e.Port) }

// AddressError says that an address is none that this machine can serve.
type AddressError struct {
	Bind string
	Err  error
}

func (e *AddressError) Error() string { return fmt.Sprintf("cannot serve at %q: %s", e.Bind, e.Err) }

// Run serves until ctx ends. An error means that it could not begin. What a
// build says is none: the preview shows it and waits until it is mended.
func Run(ctx context.Context, o Options) error {
	settings, err := o.Session.Settings(o.Input)
	if err != nil {
		return err
	}
	listener, err := o.listen(settings.Serve.Port)
	if err != nil {
		return err
	}
	defer listener.Close()
	w, err := newWatcher(o.Folder, o.Poll, o.Say)
	if err != nil {
		return err
	}
	defer w.close()
	texts, err := o.Session.Texts(o.Input)
	if err != nil {
		texts = &locale.Texts{} // the binary is broken, and the build says so
	}
	p := newPreview(o, settings.Serve.Editor, texts)
	w.follow(o.watchedNow()) // before anything is read: what is saved meanwhile comes after it
	server := &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	go server.Serve(listener)
	go p.idle(ctx)
	address := reached(listener.Addr())
	if o.Open != nil {
		o.Open(address)
	}
	work := start(func(goOn func() bool) {
		if o.begin(p); !goOn() {
			return
		}
		s := p.look()
		o.Ready(Running{Address: address, Site: s.built, Failure: s.failure,
			Findings: func() diag.List { return p.look().plain() }})
		go p.keeper(ctx)
		w.run(ctx, func(changed []string) {
			o.save(p, changed)
			w.follow(o.roots(p.look()))
		})
		p.keep(context.WithoutCancel(ctx), p.look(), true)
	})
	select {
	case <-ctx.Done():
	case <-work.done:
	}
	defer work.end()
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
		l, err := net.Listen("tcp", net.JoinHostPort(cmp.Or(o.Bind, "127.0.0.1"), strconv.Itoa(at)))
		if err == nil && at != port {
			o.Say(fmt.Sprintf("port %d is in use; %d is free", port, at))
		}
		if err != nil && !errors.Is(err, syscall.EADDRINUSE) {
			return nil, &AddressError{cmp.Or(o.Bind, "127.0.0.1"), err}
		}
		if err == nil {
			return l, nil
		}
		if o.Port != 0 || at >= port+99 || at >= 65535 {
			return nil, &PortTakenError{port}
		}
	}
}

// reached is where a browser of this machine finds the preview.
func reached(at net.Addr) string {
	if a, ok := at.(*net.TCPAddr); ok && a.IP.IsUnspecified() {
		return fmt.Sprintf("http://127.0.0.1:%d/", a.Port)
	}
	return "http://" + at.String() + "/"
}

// build builds once. The error is told to browsers, too.
func (o Options) build(p *preview, changed []string) error {
	in := o.Input
	in.Changed = changed
	return o.run(p, in, changed)
}

func (o Options) run(p *preview, in build.Input, changed []string) error {
	site, findings, err := o.Session.Build(in)
	if err != nil {
		texts, _ := o.Session.Texts(in) // none where the binary is broken
		p.fail(err, texts, changed)
		return err
	}
	p.show(site, findings, changed)
	return nil
}

// save builds after a save and says in one line what came of it.
func (o Options) save(p *preview, changed []string) {
	start := o.Now()
	err := o.build(p, changed)
	s := p.look()
	result := s.summary()
	if err != nil {
		result = "failed: " + s.failure
		if s.good {
			result += "; the last good pages stay"
		}
	}
	o.Say(fmt.Sprintf("%s changed; %s; %d ms", several(changed), result, o.Now().Sub(start).Milliseconds()))
}

// several names what was saved.
func several(files []string) string {
	if len(files) > 1 {
		return fmt.Sprintf("%s and %d more", files[0], len(files)-1)
	}
	return strings.Join(files, "")
}

// summary says how a build went: what there is, what is new of it, and the
// gravest of the new, since the browser may be behind other windows.
func (s state) summary() string {
	out := s.tally()
	var words []string
	if s.news.New > 0 {
		first := s.listed(1)[0]
		words = append(words, fmt.Sprintf("%d new: %s: %s", s.news.New, first.Place, short(first.Message)))
	}
	if s.news.Fixed > 0 {
		words = slices.Insert(words, 0, fmt.Sprintf("%d fixed", s.news.Fixed))
	}
	if len(words) > 0 {
		out += " (" + strings.Join(words, ", ") + ")"
	}
	if s.held && s.good {
		out += "; the last good pages stay"
	}
	return out
}

// short leaves of a message what goes on a line.
func short(message string) string {
	if r := []rune(message); len(r) > 100 {
		return strings.TrimSpace(string(r[:99])) + "…"
	}
	return message
}

// tally says how many findings of which weight there are.
func (s state) tally() string {
	var words []string
	for _, w := range [][3]string{{"error", "error", "errors"}, {"warning", "warning", "warnings"}, {"info", "remark", "remarks"}} {
		switch n := s.count[w[0]]; {
		case n == 1:
			words = append(words, "1 "+w[1])
		case n > 1:
			words = append(words, fmt.Sprintf("%d %s", n, w[2]))
		}
	}
	return cmp.Or(strings.Join(words, ", "), "no findings")
}

// roots are the folders and files to watch. Where the last build failed they are
// asked for anew: it may have failed for them.
func (o Options) roots(s state) []string {
	if s.failure == "" {
		paths := s.built.Config().Paths
		return o.watched(paths.Content, paths.Vocabulary, paths.Templates, paths.Themes)
	}
	return o.watchedNow()
}

// watchedNow are those that the settings name as they stand on the disk.
func (o Options) watchedNow() []string {
	c, err := o.Session.Settings(o.Input)
	if err != nil {
		return o.watched()
	}
	return o.watched(c.Paths.Content, c.Paths.Vocabulary, c.Paths.Templates, c.Paths.Themes)
}

// watched adds the settings to folders, relative to the site.
func (o Options) watched(folders ...string) []string {
	return append([]string{o.Input.ConfigPath}, folders...)
}
