package font

import (
	arabicbold "eliasnaur.com/font/noto/sans/arabic/bold"
	arabicregular "eliasnaur.com/font/noto/sans/arabic/regular"
	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"github.com/go-fonts/liberation/liberationmonobold"
	"github.com/go-fonts/liberation/liberationmonoregular"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansbolditalic"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// Families of the embedded fonts.
const (
	Serif  = "Liberation Serif"
	Sans   = "Liberation Sans"
	Mono   = "Liberation Mono"
	Arabic = "Noto Sans Arabic"
	Symbol = "DejaVu Sans"
)

// Defaults returns the embedded fonts. DejaVu comes last: it is wide and made
// for screens, but has most symbols.
func Defaults() []Source {
	list := []Source{
		{Family: Serif, Data: liberationserifregular.TTF, Name: "LiberationSerif-Regular.ttf"},
		{Family: Serif, Bold: true, Data: liberationserifbold.TTF, Name: "LiberationSerif-Bold.ttf"},
		{Family: Serif, Italic: true, Data: liberationserifitalic.TTF, Name: "LiberationSerif-Italic.ttf"},
		{Family: Serif, Bold: true, Italic: true, Data: liberationserifbolditalic.TTF, Name: "LiberationSerif-BoldItalic.ttf"},
		{Family: Sans, Data: liberationsansregular.TTF, Name: "LiberationSans-Regular.ttf"},
		{Family: Sans, Bold: true, Data: liberationsansbold.TTF, Name: "LiberationSans-Bold.ttf"},
		{Family: Sans, Italic: true, Data: liberationsansitalic.TTF, Name: "LiberationSans-Italic.ttf"},
		{Family: Sans, Bold: true, Italic: true, Data: liberationsansbolditalic.TTF, Name: "LiberationSans-BoldItalic.ttf"},
		{Family: Mono, Data: liberationmonoregular.TTF, Name: "LiberationMono-Regular.ttf"},
		{Family: Mono, Bold: true, Data: liberationmonobold.TTF, Name: "LiberationMono-Bold.ttf"},
		{Family: Arabic, Data: arabicregular.TTF, Name: "NotoSansArabic-Regular.ttf"},
		{Family: Arabic, Bold: true, Data: arabicbold.TTF, Name: "NotoSansArabic-Bold.ttf"},
		{Family: Symbol, Data: dejavusans.TTF, Name: "DejaVuSans.ttf"},
		{Family: Symbol, Bold: true, Data: dejavusansbold.TTF, Name: "DejaVuSans-Bold.ttf"},
	}
	for i := range list {
		list[i].BuiltIn = true
	}
	return list
}
