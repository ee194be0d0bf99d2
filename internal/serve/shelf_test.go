package serve

import (
	"slices"
	"testing"
)

func TestNamed(t *testing.T) {
	const body = `<link rel="stylesheet" href="../assets/style.css"><link href='own.css?x=1&amp;y' rel='stylesheet' media=all>
<LINK REL=stylesheet HREF=/top.css><link rel="icon" href="icon.svg"><link rel="stylesheet" href="https://elsewhere.example/x.css">
<script src="../assets/search.js" defer></script><script type="application/ld+json">{"src": "x"}</script>
<img alt="a > b" src="a%20b.png" srcset="c.png 2x"><img src="">`
	for name, c := range map[string]struct {
		got, want []string
	}{
		"styles":   {named("fr/page.html", styles, []byte(body)), []string{"assets/style.css", "fr/own.css", "top.css"}},
		"scripts":  {named("fr/page.html", scripts, []byte(body)), []string{"assets/search.js"}},
		"pictures": {named("fr/page.html", pictures, []byte(`<img class="x" src="a%20b.png" srcset="c.png 2x"><img src="">`)), []string{"fr/a b.png"}},
		"missing":  {named("404.html", styles, []byte(body)), []string{"assets/style.css", "own.css", "top.css"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: got %q, not %q", name, c.got, c.want)
		}
	}
}
