package serve

import (
	"context"
	"path"
	"regexp"
	"slices"
	"time"

	"hria/internal/build"
)

const (
	// Pages are kept for the next preview when nothing was saved for rest, and
	// again after pause at the earliest: to write them must keep nobody waiting.
	rest  = time.Second
	pause = 30 * time.Second
	// So many files are kept, so large, and so long may it take when the preview
	// ends: half of it to make those that are not made yet.
	mostVisits = 96
	mostPage   = 2 << 20
	mostPages  = 16 << 20
	ending     = 500 * time.Millisecond
)

// visits are the files that browsers asked for, the last ones at the end.
type visits struct {
	names []string
	turn  int // grows with every new one
}

func (v *visits) add(name string) {
	at := slices.Index(v.names, name)
	if at < 0 {
		v.turn++
	} else {
		v.names = slices.Delete(v.names, at, at+1)
	}
	if v.names = append(v.names, name); len(v.names) > mostVisits {
		v.names = v.names[1:]
	}
}

// visit notes that a browser was shown a page.
func (p *preview) visit(page *sheet) {
	if page.status == 200 && !isNote(page.name) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.visits.add(page.name)
	}
}

// keeper writes what is shown to the disk while nobody writes.
func (p *preview) keeper(ctx context.Context) {
	for {
		s := p.look()
		select {
		case <-ctx.Done():
			return
		case <-s.replaced:
			continue
		case <-time.After(rest):
		}
		p.keep(ctx, s, false)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// keep writes what is shown now, if it was not written yet. It stops where
// there is something newer to show.
func (p *preview) keep(ctx context.Context, s state, last bool) {
	var late <-chan time.Time
	if last {
		late = time.After(ending / 2)
		within, done := context.WithTimeout(ctx, ending)
		defer done()
		ctx = within
	}
	p.keeping.Lock()
	defer p.keeping.Unlock()
	p.mu.Lock()
	names, turn := slices.Clone(p.visits.names), p.visits.turn
	p.mu.Unlock()
	site, ok := s.site.(*build.Site)
	if p.album == nil || !ok || site != s.built || s.failure != "" || p.kept == (keptTurn{s.n, turn}) {
		return
	}
	var found []*build.InFile
	for _, t := range s.findings {
		found = append(found, t.from)
	}
	slices.Reverse(names)
	ctx, giveUp := context.WithCancel(ctx)
	defer giveUp()
	p.album.Save(ctx, site, found, func() []build.Page {
		chosen := chosen{site: site, shelf: s.shelf, seen: map[string]bool{}}
		for _, name := range append([]string{"index.html"}, names...) {
			select {
			case <-ctx.Done():
				return nil
			case <-s.replaced:
				giveUp()
				return nil
			case <-late:
				late = nil
				chosen.full = true
			default:
			}
			chosen.add(ctx, name)
		}
		return chosen.pages
	})
	if ctx.Err() == nil { // what could not be kept now cannot be kept later
		p.kept = keptTurn{s.n, turn}
	}
}

// keptTurn tells what was kept from what is shown.
type keptTurn struct{ build, visits int }

// chosen are the pages to keep.
type chosen struct {
	site  *build.Site
	shelf *shelf
	pages []build.Page
	seen  map[string]bool
	bytes int
	full  bool // only what is made already is added
}

// add adds a file and, behind a page, those that it is shown with.
func (c *chosen) add(ctx context.Context, name string) {
	if c.seen[name] || !c.site.Has(name) {
		return
	}
	c.seen[name] = true
	body, made := c.shelf.made(name)
	if !made {
		if c.full {
			return
		}
		var err error
		if body, _, err = protect(ctx, c.site, name); err != nil {
			return
		}
	}
	if len(body) > mostPage || c.bytes+len(body) > mostPages {
		return
	}
	c.bytes += len(body)
	if path.Ext(name) == ".html" {
		for _, tags := range []*regexp.Regexp{styles, scripts, pictures} {
			for _, file := range named(name, tags, body) {
				c.add(ctx, file)
			}
		}
	}
	c.pages = append(c.pages, build.Page{Path: name, Body: body})
}

// made gives a page that is on the shelf already.
func (f *shelf) made(name string) ([]byte, bool) {
	f.mu.Lock()
	s := f.slots[name]
	f.mu.Unlock()
	if s == nil || !s.mu.TryLock() {
		return nil, false
	}
	defer s.mu.Unlock()
	if s.sheet == nil || s.sheet.status != 200 {
		return nil, false
	}
	return s.sheet.body, true
}
