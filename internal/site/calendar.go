package site

import (
	"cmp"
	"iter"
	"net/url"
	"slices"
	"time"

	"hria/internal/assessment"
)

const kindCalendar = "calendar"

// Calendar is the view of what falls due in the register.
type Calendar struct {
	Frame
	Intro   string
	File    Link    // the same for calendar programs
	Overdue []Event // what should have happened before the as-of date
	Months  []EventMonth
}

// EventMonth holds what falls due in one month.
type EventMonth struct {
	Label  string
	Events []Event
}

// Event is something that falls due: a measure, a review, the end of a comment
// period or of withholding.
type Event struct {
	Kind     string // key: measure, review, comment or withheld
	What     Link
	Document Link // "" where What says it
	Owner    Link // leads nowhere; says its language
	Date     string
	ISODate  string
	Overdue  bool
	Severe   bool // a measure that answers a severe impact
}

// Kinds of event.
const (
	eventMeasure  = "measure"
	eventReview   = "review"
	eventComment  = "comment"
	eventWithheld = "withheld"
)

// dueEvent is an event before it is put into words.
type dueEvent struct {
	kind    string
	doc     *assessment.Assessment // the original
	part    int                    // which of the withheld parts, of eventWithheld
	measure trackedMeasure         // of eventMeasure
	day     time.Time
	overdue bool
	place   int // as it was found
}

// collectEvents lists what is overdue, measures that answer severe impacts
// first, then what is to come, by date.
func (s *Site) collectEvents(measures []trackedMeasure) []dueEvent {
	var out []dueEvent
	for _, m := range measures {
		if day := m.of.Due.Value; m.overdue || m.of.Open() && !day.Before(s.AsOf) {
			out = append(out, dueEvent{kind: eventMeasure, doc: m.doc, measure: m, day: day, overdue: m.overdue})
		}
	}
	for _, a := range s.Graph.Works() {
		if !a.Current() {
			continue
		}
		if a.Review.Next.Set() {
			out = append(out, dueEvent{kind: eventReview, doc: a, day: a.Review.Next.Value, overdue: a.ReviewOverdue(s.AsOf)})
		}
		if end := a.Comment.Until; a.Comment.Open.Value && end.Set() && !end.Value.Before(s.AsOf) {
			out = append(out, dueEvent{kind: eventComment, doc: a, day: end.Value})
		}
		for i := range a.Withheld {
			if w := &a.Withheld[i]; w.Until.Set() {
				out = append(out, dueEvent{kind: eventWithheld, doc: a, part: i, day: w.Until.Value, overdue: w.Until.Value.Before(s.AsOf)})
			}
		}
	}
	for i := range out {
		out[i].place = i
	}
	slices.SortFunc(out, func(x, y dueEvent) int {
		if order := cmp.Or(compareFlags(!x.overdue, !y.overdue), compareFlags(!(x.overdue && x.measure.severe), !(y.overdue && y.measure.severe)), x.day.Compare(y.day)); order != 0 {
			return order
		}
		return cmp.Or(cmp.Compare(x.doc.ID.Value, y.doc.ID.Value), cmp.Compare(x.place, y.place))
	})
	return out
}

func (c *composer) calendar(p *Page) *Calendar {
	v := &Calendar{Frame: c.frame(p, c.t("register.calendar"), c.t("calendar.intro")), Intro: c.t("calendar.intro")}
	if len(c.gathered.events()) > 0 {
		v.File = c.link(c.t("calendar.file"), c.homePath(calendarFile))
	}
	var last time.Time
	for _, x := range paged(p, c.gathered.events()) {
		e := c.event(x)
		if x.overdue {
			v.Overdue = append(v.Overdue, e)
			continue
		}
		if v.Months == nil || !sameMonth(last, x.day) {
			v.Months, last = append(v.Months, EventMonth{Label: c.texts.Month(x.day)}), x.day
		}
		month := &v.Months[len(v.Months)-1]
		month.Events = append(month.Events, e)
	}
	return v
}

func sameMonth(x, y time.Time) bool {
	return x.Year() == y.Year() && x.Month() == y.Month() && x.IsZero() == y.IsZero()
}

func (c *composer) event(x dueEvent) Event {
	e := Event{Kind: x.kind, Document: c.docLink(x.doc), Date: c.texts.Date(x.day), ISODate: x.day.Format(time.DateOnly), Overdue: x.overdue}
	switch x.kind {
	case eventMeasure:
		e.What, e.Owner, e.Severe = c.titled(x.measure.node()), c.measureOwner(x.measure), x.measure.severe
	case eventWithheld:
		e.What = Link{Text: c.t("calendar.withheld", c.withheldKind(&x.doc.Withheld[x.part]))}
	default:
		e.What = Link{Text: c.t("calendar." + x.kind)}
	}
	return e
}

// calendarFile is the calendar for programs, in each language.
const calendarFile = "calendar.ics"

// CalendarFile is what falls due, for calendar programs.
type CalendarFile struct {
	Path    string
	Lang    string
	Name    string
	AsOf    time.Time
	Entries []CalendarEntry
}

// CalendarEntry is an event of one whole day.
type CalendarEntry struct {
	ID          string // the same in every build and language
	Day         time.Time
	Summary     string
	Description string
	Address     string // "" without a base address
}

// Calendars plans a calendar file for each language of the site; an empty
// register has none.
func (s *Site) Calendars() []CalendarFile {
	if len(s.gathered.events()) == 0 {
		return nil
	}
	var out []CalendarFile
	for _, lang := range s.Config.Languages {
		out = append(out, CalendarFile{Path: s.path(lang, calendarFile), Lang: lang, Name: s.Config.TitleIn(lang), AsOf: s.AsOf})
	}
	return out
}

// Entries puts together what a calendar file holds, one after the other.
func (s *Site) Entries(f CalendarFile) iter.Seq[CalendarEntry] {
	c := s.composer(f.Lang, f.Path)
	host := "hria"
	if u, err := url.Parse(c.Config.BaseURL); err == nil && u.Host != "" {
		host = u.Host
	}
	return func(yield func(CalendarEntry) bool) {
		for _, x := range s.gathered.events() {
			e := c.calendarEntry(x)
			e.ID += "@" + host
			if !yield(e) {
				return
			}
		}
	}
}

func (c *composer) calendarEntry(x dueEvent) CalendarEntry {
	e := c.event(x)
	entry := CalendarEntry{ID: eventID(x), Day: x.day, Summary: join(c.t("colon"), e.What.Text, e.Document.Text)}
	if e.Overdue {
		entry.Summary += " (" + c.t("measure.overdue") + ")"
	}
	if e.Owner.Text != "" {
		entry.Description = c.t("measure.owner") + c.t("colon") + e.Owner.Text
	}
	if p := c.docPage(c.pick(x.doc, c.lang)); p != nil && c.Config.BaseURL != "" {
		entry.Address = c.Config.BaseURL + escapePath(p.Path)
		if x.kind == eventMeasure {
			entry.Address += "#" + url.PathEscape(x.measure.of.ID.Value)
		}
	}
	return entry
}

// eventID names an event of the register for ever, so that a calendar that was
// subscribed to moves an event whose date changes. What is withheld is counted,
// not named.
func eventID(x dueEvent) string {
	id := x.doc.ID.Value + "-" + x.kind
	switch x.kind {
	case eventMeasure:
		id += "-" + x.measure.of.ID.Value
	case eventWithheld:
		id += "-" + itoa(x.part+1)
	}
	return id
}

// overdueEvents are the overdue measures and reviews of the start page.
func (c *composer) overdueEvents() []Event {
	var out []Event
	for _, x := range c.gathered.events() {
		if !x.overdue || len(out) == overdueShown {
			break
		}
		if x.kind != eventWithheld {
			out = append(out, c.event(x))
		}
	}
	return out
}
