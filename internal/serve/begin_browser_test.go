//go:build browser

package serve_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A page that is asked for before the site is built follows by itself.
func TestBrowserBeforeTheFirstBuild(t *testing.T) {
	p := newSite(t, site())
	gate, release := newGate(t)
	p.launch(behind(gate))
	w := open(t, p.address+"assessments/first.html")
	w.wait(panel+`.querySelector(".sum").textContent.includes("1 document is being read")`, "true")
	w.wait(`document.querySelector("h1").textContent`, "The documents are being read")
	release()
	w.wait(`document.querySelector("main")?.textContent.includes("First words")`, "true")
	w.wait(panel+`.querySelector(".sum").textContent.includes("No findings")`, "true")
}

// A page that stays open while the preview ends and begins is left alone until
// it is known how it is now, and then not touched where it is the same.
func TestBrowserStaysThroughASlowStart(t *testing.T) {
	p := start(t, long())
	w := open(t, p.address+"assessments/first.html")
	w.hello()
	w.eval(`(() => { window.unloaded = "no"; document.querySelector("#typed").value = "kept"; })()`)
	p.end()
	gate, release := newGate(t)
	p.launch(behind(gate))
	w.wait(panel+`.querySelector(".sum").textContent.includes("being read")`, "true")
	if got := w.eval(`document.querySelector("main").textContent.includes("First words")`); got != "true" {
		t.Error("the page went away")
	}
	release()
	p.built()
	w.wait(panel+`.querySelector(".sum").textContent.includes("being read")`, "false")
	if got := w.eval(`window.unloaded + " " + document.querySelector("#typed").value`); got != "no kept" {
		t.Errorf("the page was touched: %s", got)
	}
}

// Pages of an earlier preview say what they are, and become what they are now in
// place.
func TestBrowserEarlierPages(t *testing.T) {
	cache := t.TempDir()
	files := long()
	files["assessments/other.md"] = strings.NewReplacer("N-1", "N-2").Replace(note)
	p := newSite(t, files)
	p.begin(p.keeping(cache))
	p.get("assessments/first.html")
	p.end()
	p.write("assessments/other.md", strings.NewReplacer("N-1", "N-2", "Remember", "Recall").Replace(note)+"\nSee [it](first.md).\n")
	gate, release := newGate(t)
	p.launch(p.keeping(cache), afterwards(gate))
	p.until(func(e event) bool { return e.Earlier })
	w := open(t, p.address+"assessments/first.html")
	w.wait(panel+`.querySelector(".sum").textContent.includes("pages are as they were when hria last ran")`, "true")
	w.eval(`(() => { window.unloaded = "no"; document.querySelector("#typed").value = "kept"; })()`)
	release()
	w.wait(`document.querySelector("main").innerHTML.includes("other.html")`, "true") // what leads to it
	w.wait(panel+`.querySelector(".sum").textContent.includes("as they were")`, "false")
	if got := w.eval(`window.unloaded + " " + document.querySelector("#typed").value`); got != "no kept" {
		t.Errorf("the page was loaded again: %s", got)
	}
	p.end()
}

// A search page that stays open finds what was written since.
func TestBrowserSearchFollows(t *testing.T) {
	p := start(t, site())
	w := open(t, p.address+"search.html")
	w.hello()
	w.do(chromedp.Focus("#q"), chromedp.KeyEvent("zebra"))
	const results = `document.querySelectorAll("[data-search-result]").length + " " + (document.querySelector(".results [role=status]").textContent !== "")`
	w.wait(results, "0 true")
	w.eval(`window.unloaded = "no"`)
	p.write("assessments/second.md", strings.NewReplacer("N-1", "N-2", "A first note", "A zebra").Replace(note))
	w.wait(results, "1 true")
	p.write("assessments/third.md", strings.NewReplacer("N-1", "N-3", "A first note", "Another zebra").Replace(note))
	w.wait(results, "2 true")
	p.write("assessments/second.md", strings.NewReplacer("N-1", "N-2").Replace(note))
	w.wait(results, "1 true")
	if got := w.eval(`window.unloaded + " " + document.activeElement.id + " " + document.querySelector("#q").value`); got != "no q zebra" {
		t.Errorf("the page was loaded again: %s", got)
	}
}
