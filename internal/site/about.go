package site

import (
	"hria/internal/assessment"
	"hria/internal/rules"
)

const kindAbout = "about"

// About is the view of what readers should know of the register itself. A site
// that wants other words has its own layouts/about.html or texts.
type About struct {
	Frame
	Intro     string
	Who       []Fact
	Rules     string
	RulesLink Link
	Withheld  Link
	Method    string
	Levels    Map // without marks
	Cite      Cite
	Write     Link // to whom; "" where nobody is set
}

func (c *composer) about(p *Page) *About {
	intro := c.Config.DescriptionIn(c.lang)
	if intro == "" || c.lang != c.Site.home() && c.Config.Descriptions[c.lang] == "" {
		intro = c.t("home.description", c.Config.TitleIn(c.lang))
	}
	v := &About{Frame: c.frame(p, c.t("register.about"), c.t("about.what.text")), Intro: intro, Rules: c.t("about.rules", c.texts.Number(len(rules.Table()))),
		RulesLink: c.link(c.t("rules"), c.Site.path(c.Site.home(), rulesPath)), Withheld: c.link(c.t("register.withheld"), c.homePath("withheld.html")),
		Method: c.t("method." + string(c.method())), Levels: *c.emptyMap()}
	var f facts
	if v.Publisher.Text != "" {
		f.links(c.t("about.publisher"), []Link{v.Publisher})
	}
	if contact := c.Config.Publisher.Contact; contact != "" {
		v.Write = contactLink(contact)
		f.links(c.t("comment.contact"), []Link{v.Write})
	}
	f.text(c.t("about.address"), c.Config.BaseURL)
	f.text(c.t("about.as_of"), c.texts.Date(c.AsOf))
	v.Who = f
	v.Cite = c.citeRegister()
	return v
}

// emptyMap is the severity and likelihood map with its bands and no impacts.
func (c *composer) emptyMap() *Map {
	v := &Map{}
	for column := 1; column <= assessment.ActualColumn; column++ {
		v.Columns = append(v.Columns, c.likelihood(column))
	}
	words := map[assessment.Band]string{}
	v.Rows = make([]MapRow, 0, 4)
	for level := assessment.Level(4); level >= 1; level-- {
		row := MapRow{Level: int(level), Label: c.level(level), Cells: make([]MapCell, assessment.ActualColumn)}
		for i := range row.Cells {
			band := assessment.BandAt(level, i+1)
			if words[band] == "" {
				words[band] = c.t("band." + band.String())
			}
			row.Cells[i] = MapCell{Band: band.String(), BandLabel: words[band]}
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}
