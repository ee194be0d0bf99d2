package site

import (
	"hria/internal/assessment"
)

// Card is the picture of a document that other sites show with a link to it.
type Card struct {
	Path string
	Lang string
	Doc  *assessment.Assessment
}

// CardView is what a card says.
type CardView struct {
	Lang     string
	Dir      string
	Kind     string
	ID       string
	Title    string
	Level    string // of the gravest impact, in words; "" without impacts
	Band     string // key of the band whose colour it has
	Decision string // in words
	Register string
	Alt      string // all of it, for those who do not see the picture
}

// Size of a card in pixels, as sites that show links want it.
const (
	CardWidth  = 1200
	CardHeight = 630
)

const cardEnding = ".card.png"

// hasCards tells whether cards are made: they are shown by their absolute
// address alone.
func (s *Site) hasCards() bool { return s.Config.Cards && s.Config.BaseURL != "" }

// Cards lists the planned cards.
func (s *Site) Cards() []*Card { return beside(s, s.cardOf) }

// Card finds a picture for links by its path.
func (s *Site) Card(path string) (*Card, bool) { return besideAt(s, path, cardEnding, s.cardOf) }

// cardOf gives the card of a document's page.
func (s *Site) cardOf(p *Page) *Card {
	if !s.hasCards() {
		return nil
	}
	return &Card{Path: dataStem(p) + cardEnding, Lang: p.Lang, Doc: p.Doc}
}

// CardView says what a card shows.
func (s *Site) CardView(card *Card) CardView {
	return s.composer(card.Lang, card.Path).card(card.Doc)
}

func (c *composer) card(a *assessment.Assessment) CardView {
	v := CardView{Lang: c.lang, Dir: direction(c.lang), Kind: c.word("kind", a.Kind.Value), ID: a.ID.Value, Title: a.Title.Value, Register: c.Config.TitleIn(c.lang)}
	if list := c.byPriority(a); len(list) > 0 && list[0].LevelBy(c.method()) > 0 {
		v.Level, v.Band = c.t("card.level", c.level(list[0].LevelBy(c.method()))), shade(list[0].LevelBy(c.method()))
	}
	if d := c.decision(a); d != nil {
		v.Decision = d.Label + c.t("colon") + d.OutcomeIs
	}
	v.Alt = join(". ", v.Title, v.Kind, v.Level, v.Decision, v.Register)
	return v
}

// cardTags describe the card of a document to sites that show links.
func (c *composer) cardTags(p *Page) []MetaTag {
	if !c.hasCards() {
		return nil
	}
	return []MetaTag{{"og:image", c.absolute(dataStem(p) + cardEnding)}, {"og:image:type", "image/png"}, {"og:image:width", itoa(CardWidth)},
		{"og:image:height", itoa(CardHeight)}, {"og:image:alt", c.card(p.Doc).Alt}}
}
