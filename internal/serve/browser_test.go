//go:build browser

package serve_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"hria/templates"
)

// browser is the one browser of all these tests.
var browser = sync.OnceValues(func() (context.Context, func()) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1000, 700))
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			options = append(options, chromedp.ExecPath(path))
			break
		}
	}
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "browser tests are SKIPPED: no Chromium starts:", err)
		ctx = nil
	}
	return ctx, func() { stop(); end() }
})

func TestMain(m *testing.M) {
	code := m.Run()
	_, end := browser()
	end()
	os.Exit(code)
}

// window is a tab of the browser.
type window struct {
	t   *testing.T
	ctx context.Context
}

func open(t *testing.T, address string) *window {
	t.Helper()
	parent, _ := browser()
	if parent == nil {
		t.Skip("no Chromium")
	}
	ctx, stop := chromedp.NewContext(parent)
	t.Cleanup(stop)
	w := &window{t, ctx}
	if err := chromedp.Listen(ctx, func(e any) {
		if e, ok := e.(*runtime.EventExceptionThrown); ok {
			t.Errorf("a script failed: %+v", *e.ExceptionDetails)
		}
	}); err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.Navigate(address))
	return w
}

func (w *window) do(actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, late := context.WithTimeout(w.ctx, 20*time.Second)
	defer late()
	if err := chromedp.Do(ctx, actions...); err != nil {
		w.t.Fatal(err)
	}
}

// eval gives what an expression comes to, as text.
func (w *window) eval(expression string) string {
	w.t.Helper()
	ctx, late := context.WithTimeout(w.ctx, 20*time.Second)
	defer late()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[string](`String((() => { try { return `+expression+` } catch (e) { return "failed: " + e } })())`))
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// wait waits until an expression comes to a text.
func (w *window) wait(expression, want string) {
	w.t.Helper()
	got := ""
	for range 200 {
		if got = w.eval(expression); got == want {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	w.t.Fatalf("%s is %q, not %q", expression, got, want)
}

// panel is an expression on the panel.
const panel = `document.querySelector("hria-panel").shadowRoot`

// connected waits until a page follows.
func (w *window) connected() {
	w.t.Helper()
	w.wait(`document.querySelector("hria-panel").hasAttribute("away")`, "false")
}

// long is a note with much to scroll and something to open, type and choose.
func long() map[string]string {
	files := site()
	text := note
	for i := range 60 {
		text += fmt.Sprintf("\n## Part %d\n\nParagraph %d of the note.\n", i, i)
	}
	files["assessments/first.md"] = text
	layout, err := templates.FS.ReadFile("layouts/guidance-note.html")
	if err != nil {
		panic("no layout")
	}
	files["templates/layouts/guidance-note.html"] = strings.Replace(string(layout), `{{define "main"}}`, `{{define "main"}}
<details id="more"><summary>More</summary><p>Inside</p></details>
<input id="typed"><select id="chosen"><option>a</option><option>b</option></select>`, 1)
	return files
}

func TestBrowserPatchKeepsWhatTheReaderDid(t *testing.T) {
	p := start(t, long())
	w := open(t, p.address+"assessments/first.html")
	w.connected()
	w.eval(`(() => {
		document.querySelector("#more").open = true;
		document.querySelector("#typed").value = "what I typed";
		document.querySelector("#chosen").value = "b";
		window.unloaded = "no";
		const made = document.createElement("aside"); made.id = "made"; document.querySelector("main").append(made);
		const part = [...document.querySelectorAll("main p")].find((e) => e.textContent.includes("Paragraph 40 "));
		part.scrollIntoView({ block: "start", behavior: "instant" });
		const words = part.firstChild;
		getSelection().setBaseAndExtent(words, 10, words, 16);
		document.querySelector("#chosen").focus({ preventScroll: true });
		window.part = part; window.top1 = part.getBoundingClientRect().top;
	})()`)
	selected := w.eval(`getSelection().toString()`)
	text := long()["assessments/first.md"]
	text = strings.Replace(text, "First words.", "New words.\n\nAnd a paragraph more.\n\nAnd another one.", 1)
	text = strings.Replace(text, "Paragraph 40 of the note", "Paragraph 40 of the note, with an end", 1)
	p.write("assessments/first.md", text)
	w.wait(`document.querySelector("main").textContent.includes("And a paragraph more.")`, "true")
	for expression, want := range map[string]string{
		`document.querySelector("#more").open`:                                  "true",
		`document.querySelector("#typed").value`:                                "what I typed",
		`document.querySelector("#chosen").value`:                               "b",
		`document.activeElement.id`:                                             "chosen",
		`window.unloaded`:                                                       "no",
		`Boolean(document.querySelector("#made"))`:                              "true",
		`window.part.isConnected && window.part.textContent.includes("an end")`: "true",
		`Math.round(window.part.getBoundingClientRect().top - window.top1)`:     "0",
		`getSelection().toString()`:                                             selected,
	} {
		if got := w.eval(expression); got != want {
			t.Errorf("%s: %q, not %q", expression, got, want)
		}
	}
	if selected == "" {
		t.Error("nothing was selected")
	}
}

func TestBrowserStylesAreSwapped(t *testing.T) {
	p := start(t, long())
	w := open(t, p.address+"assessments/first.html")
	w.connected()
	w.eval(`(() => {
		window.unloaded = "no"; window.bare = "no"; window.changed = "no";
		const look = () => { if (getComputedStyle(document.querySelector(".skip")).position === "static") window.bare = "yes"; requestAnimationFrame(look); };
		look();
		new MutationObserver(() => window.changed = "yes").observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
	})()`)
	p.write("themes/default/style.css", style(t)+"\nh1 { letter-spacing: 7px }\n")
	w.wait(`getComputedStyle(document.querySelector("h1")).letterSpacing`, "7px")
	w.wait(`document.querySelectorAll('link[rel="stylesheet"]').length`, "1")
	for _, name := range []string{"unloaded", "bare", "changed"} {
		if got := w.eval("window." + name); got != "no" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestBrowserPanelShowsAndClears(t *testing.T) {
	p := start(t, long())
	w := open(t, p.address+"assessments/first.html")
	w.connected()
	w.wait(panel+`.querySelector(".sum span:last-child").textContent`, "No findings")
	good := long()["assessments/first.md"]
	p.write("assessments/first.md", strings.Replace(good, "First words", "Unfinished [[I9]] and [[I8]]", 1))
	w.wait(panel+`.querySelectorAll("li.error").length`, "2")
	w.wait(panel+`.querySelector(".sum small").textContent`, "2 new")
	w.wait(panel+`.querySelector("button.place, li code").textContent`, "assessments/first.md:33:14")
	w.wait(`document.querySelector("main").textContent.includes("Unfinished")`, "true")
	// It takes a place of its own: the end of the page is above it.
	w.eval(`scrollTo({ top: 1e6, behavior: "instant" })`)
	w.wait(`document.querySelector("footer").getBoundingClientRect().bottom <= document.querySelector("hria-panel").getBoundingClientRect().top + 1`, "true")
	// Over the last good page.
	p.write("assessments/first.md", strings.Replace(good, "kind = ", "kind ", 1))
	w.wait(panel+`.querySelector(".sum small").textContent.includes("an earlier page is shown")`, "true")
	w.wait(`document.querySelector("main").textContent.includes("Unfinished")`, "true")
	p.write("assessments/first.md", good)
	w.wait(panel+`.querySelectorAll("li").length`, "0")
	w.wait(panel+`.querySelector(".sum span:last-child").textContent`, "No findings")
	w.wait(`document.querySelector("main").textContent.includes("First words")`, "true")
}

func style(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../themes/default/style.css")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
