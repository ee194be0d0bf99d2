//go:build browser

package serve_test

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"hria/internal/serve"
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

// The panel speaks the language of the site, whatever that of the page; what
// findings say is English, and says so.
func TestBrowserPanelSpeaksTheLanguageOfTheSite(t *testing.T) {
	files := long()
	files["hria.toml"] = "languages = [\"ar\", \"en\"]\n" + files["hria.toml"]
	files["assessments/first.md"] = strings.Replace(files["assessments/first.md"], "First words", "Unfinished [[I9]] and [[I8]]", 1)
	p := start(t, files)
	w := open(t, p.address+"en/assessments/first.html")
	w.connected()
	for expression, want := range map[string]string{
		`document.documentElement.lang`:                                                                  "en",
		`document.querySelector("hria-panel").lang`:                                                      "ar",
		`getComputedStyle(document.querySelector("hria-panel")).direction`:                               "rtl",
		panel + `.querySelector("section").getAttribute("aria-label")`:                                   "الملاحظات",
		panel + `.querySelector(".sum span:last-child").textContent`:                                     "خطآن",
		panel + `.querySelector("li b").textContent`:                                                     "خطأ",
		panel + `.querySelector("li p").lang`:                                                            "en",
		`getComputedStyle(` + panel + `.querySelector("li p")).direction`:                                "ltr",
		panel + `.querySelector("button.away").getAttribute("aria-label")`:                               "إخفاء حتى يتغير شيء",
		panel + `.querySelector("select").selectedOptions[0].textContent`:                                "كل المستويات",
		`[...` + panel + `.querySelectorAll("[lang]")].every((e) => e.lang === "en" && e.dir === "ltr")`: "true",
	} {
		w.wait(expression, want)
	}
	// Another language of the settings needs no other start.
	p.write("hria.toml", strings.Replace(files["hria.toml"], `"ar", "en"`, `"ja", "en"`, 1))
	w.wait(panel+`.querySelector(".sum span:last-child").textContent`, "エラー2件")
}

func style(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../themes/default/style.css")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// hello waits until a page heard how things are.
func (w *window) hello() {
	w.t.Helper()
	w.connected()
	w.wait(panel+`.querySelector(".sum span:last-child").textContent.length > 0`, "true")
}

// A page that is missing is shown when it comes; one whose file gets another
// name is followed there.
func TestBrowserNewAndRenamedPagesAreFollowed(t *testing.T) {
	p := start(t, site())
	w := open(t, p.address+"assessments/second.html#why")
	w.hello()
	w.wait(`document.documentElement.dataset.kind`, "404")
	p.write("assessments/second.md", strings.NewReplacer("N-1", "N-2", "First", "Second").Replace(note))
	w.wait(`document.querySelector("main").textContent.includes("Second words")`, "true")
	w.hello()
	p.rename("assessments/second.md", "assessments/deep/third.md")
	w.wait(`location.pathname + location.hash`, "/assessments/deep/third.html#why")
	w.wait(`document.querySelector("main").textContent.includes("Second words")`, "true")
}

func TestBrowserGoesToThePageJustSaved(t *testing.T) {
	p := start(t, site(), func(o *serve.Options) { o.Navigate = true })
	first, second := open(t, p.address), open(t, p.address)
	first.hello()
	second.hello()
	p.write("assessments/first.md", strings.Replace(note, "First", "New", 1))
	second.wait(`location.pathname`, "/assessments/first.html")
	second.hello()
	p.write("assessments/first.md", strings.Replace(note, "First", "Newer", 1))
	second.wait(`document.querySelector("main").textContent.includes("Newer words")`, "true")
	if at := first.eval(`location.pathname`); at != "/" {
		t.Errorf("the other tab went to %s", at)
	}
}

func TestBrowserOnlyTabsWhosePageChangedAreTouched(t *testing.T) {
	files := long()
	files["assessments/second.md"] = strings.NewReplacer("N-1", "N-2", "First", "Second").Replace(note)
	p := start(t, files)
	first, second := open(t, p.address+"assessments/first.html"), open(t, p.address+"assessments/second.html")
	for _, w := range []*window{first, second} {
		w.hello()
		w.eval(`(() => {
			window.asked = 0; window.touched = 0;
			const ask = window.fetch; window.fetch = (...args) => { window.asked++; return ask(...args); };
			new MutationObserver((list) => window.touched += list.length).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
		})()`)
	}
	p.write("assessments/first.md", strings.Replace(files["assessments/first.md"], "First words", "See [[I9]]", 1))
	first.wait(panel+`.querySelectorAll("li.error").length`, "1")
	second.wait(panel+`.querySelectorAll("li.error").length`, "1")
	first.wait(`window.asked + " " + (window.touched > 0)`, "1 true")
	if got := second.eval(`window.asked + " " + window.touched`); got != "0 0" {
		t.Errorf("the other tab asked and was touched: %s", got)
	}
}

// A page survives the end of its preview, follows the next one on the same
// port, and takes over what changed meanwhile.
func TestBrowserComesBackAfterARestart(t *testing.T) {
	p := start(t, long())
	w := open(t, p.address+"assessments/first.html")
	w.hello()
	w.eval(`document.querySelector("#typed").value = "kept"`)
	p.end()
	w.wait(panel+`.querySelector(".trouble").textContent.includes("does not answer")`, "true")
	p.write("assessments/first.md", strings.Replace(note, "First", "After the restart", 1))
	p.begin()
	w.wait(`document.querySelector("main").textContent.includes("After the restart words")`, "true")
	w.wait(panel+`.querySelector(".trouble").hidden`, "true")
	if got := w.eval(`document.querySelector("#typed").value`); got != "kept" {
		t.Errorf("the page was loaded again: %q", got)
	}
	p.write("assessments/first.md", strings.Replace(note, "First", "Much later", 1))
	w.wait(`document.querySelector("main").textContent.includes("Much later words")`, "true")
}

// Whatever is wrong at the start, there is a page that says so and that
// becomes the real one.
func TestBrowserErrorOnTheFirstBuild(t *testing.T) {
	p := start(t, map[string]string{"hria.toml": site()["hria.toml"]})
	w := open(t, p.address+"assessments/first.html")
	w.hello()
	w.wait(panel+`.querySelector(".trouble").textContent.includes("no folder of documents")`, "true")
	p.write("assessments/first.md", strings.Replace(note, "kind = ", "kind ", 1))
	w.wait(panel+`?.querySelector("li.error code, li.error .place")?.textContent.startsWith("assessments/first.md:3:")`, "true")
	p.write("assessments/first.md", note)
	w.wait(`document.querySelector("main").textContent.includes("First words")`, "true")
	w.wait(panel+`?.querySelectorAll("li").length`, "0")
}

func TestBrowserOpensTheEditor(t *testing.T) {
	files := site()
	files["hria.toml"] += "editor = 'sh edit.sh \"{file}\" {line} {column}'\n"
	files["assessments/first.md"] = strings.Replace(note, "First words", "See [[I9]]", 1)
	opened := make(chan string, 9)
	p := start(t, files, func(o *serve.Options) {
		o.Token = "a secret"
		o.Edit = func(command, file string, line, column int) error {
			opened <- fmt.Sprintf("%s|%s:%d:%d", command, file, line, column)
			return nil
		}
	})
	w := open(t, p.address+"assessments/first.html")
	w.hello()
	w.eval(panel + `.querySelector("button.place").click()`)
	const command = `sh edit.sh "{file}" {line} {column}|`
	if got, want := <-opened, command+p.folder+"/assessments/first.md:33:7"; got != want {
		t.Errorf("opened %s, not %s", got, want)
	}
	w.eval(`[...` + panel + `.querySelectorAll("header button")].find((b) => b.textContent === "Edit this page").click()`)
	if got, want := <-opened, command+p.folder+"/assessments/first.md:1:1"; got != want {
		t.Errorf("opened %s, not %s", got, want)
	}
}

// The panel is reached and worked with keys, lists by level, and stays as the
// reader left it.
func TestBrowserPanelByKeyboard(t *testing.T) {
	files := site()
	files["assessments/first.md"] = strings.Replace(note, "First words", "See [[I9]]"+strings.Repeat(" and a word", 400), 1) // too long: a warning
	files["assessments/second.md"] = strings.NewReplacer("N-1", "N-2", "First words", "See [[I8]]").Replace(note)
	p := start(t, files)
	w := open(t, p.address+"assessments/first.html")
	w.hello()
	w.eval(panel + `.querySelector("[aria-expanded]").focus()`)
	w.wait(panel+`.activeElement.getAttribute("aria-expanded")`, "true")
	w.do(chromedp.KeyEvent(kb.Escape))
	w.wait(panel+`.activeElement.getAttribute("aria-expanded")`, "false")
	w.do(chromedp.KeyEvent(kb.Enter))
	w.wait(panel+`.activeElement.getAttribute("aria-expanded")`, "true")
	all := w.eval(panel + `.querySelectorAll("li").length`)
	w.eval(`(() => { const s = ` + panel + `.querySelector("select"); s.value = "error"; s.dispatchEvent(new Event("change")); })()`)
	errors := w.eval(panel + `.querySelectorAll("li.error").length`)
	if got := w.eval(panel + `.querySelectorAll("li").length`); got != errors || all == errors || errors == "0" {
		t.Errorf("%s of %s findings are shown, %s are errors", got, all, errors)
	}
	w.eval(panel + `.querySelector("input").click()`)
	w.wait(`[...`+panel+`.querySelectorAll("li")].map((li) => li.textContent.includes("first.md")).join()`, "true")
	w.do(chromedp.Reload())
	w.hello()
	w.wait(panel+`.querySelectorAll("li").length`, "1")
}

// The view of page and note says what the note takes of its pages, and follows.
func TestBrowserPageAndNote(t *testing.T) {
	p := start(t, site())
	w := open(t, p.address+"_hria/note/assessments/first.pdf")
	w.hello()
	w.wait(`/^1 of 2 pages, page 1 to \d+ % · type \d+(\.\d+)? pt \(12 to 8.5\) · \d+ words$/.test(document.querySelector("#budget").textContent)`, "true")
	w.wait(`document.querySelectorAll("#note iframe").length`, "1")
	w.wait(`document.querySelector("#page").contentDocument.querySelector("main").textContent.includes("First words")`, "true")
	w.wait(`Boolean(document.querySelector("#page").contentDocument.querySelector("hria-panel"))`, "false")
	was := w.eval(`document.querySelector("#note iframe").src`)
	action := ""
	for i := range 70 {
		action += fmt.Sprintf("[[action]]\nid = \"A%d\"\nby = \"municipality\"\ntext = %q\n", i+2, strings.Repeat("Do this and then do that as well. ", 12))
	}
	p.write("assessments/first.md", strings.NewReplacer("Remember this.", strings.Repeat("Remember this for ever and ever. ", 400), "[[source]]", action+"[[source]]").Replace(note))
	w.wait(`document.querySelector("#budget").className + document.querySelector("#budget").textContent.includes("too long")`, "overtrue")
	w.wait(`document.querySelector("#fit").textContent.includes("PD-02")`, "true")
	w.wait(`document.querySelectorAll("#note iframe").length + " " + (document.querySelector("#note iframe").src !== "`+was+`")`, "1 true")
	p.rename("assessments/first.md", "assessments/other.md")
	w.wait(`location.pathname`, "/_hria/note/assessments/other.pdf")
}

// A page that nobody sees asks for nothing, and shows how things are when it is
// seen again.
func TestBrowserHiddenPagesSleep(t *testing.T) {
	p := start(t, long())
	w := open(t, p.address+"assessments/first.html")
	w.hello()
	hide := func(hidden string) {
		w.eval(`(() => { Object.defineProperty(document, "hidden", { configurable: true, value: ` + hidden + ` }); document.dispatchEvent(new Event("visibilitychange")); })()`)
	}
	hide("true")
	w.eval(`document.querySelector("#typed").value = "kept"`)
	p.write("assessments/first.md", strings.Replace(note, "First", "Meanwhile", 1))
	<-p.said
	time.Sleep(200 * time.Millisecond)
	if got := w.eval(`document.querySelector("main").textContent.includes("Meanwhile words")`); got != "false" {
		t.Error("a page that nobody sees was touched")
	}
	hide("false")
	w.wait(`document.querySelector("main").textContent.includes("Meanwhile words")`, "true")
	if got := w.eval(`document.querySelector("#typed").value`); got != "kept" {
		t.Errorf("the page was loaded again: %q", got)
	}
}

// The site itself, with keys alone: the skip link comes first, a search is
// typed, its result is opened; a save meanwhile leaves query and results.
func TestBrowserKeysAndSearch(t *testing.T) {
	p := start(t, site())
	w := open(t, p.address+"search.html")
	w.hello()
	w.do(chromedp.KeyEvent(kb.Tab))
	w.wait(`document.activeElement.className`, "skip")
	w.do(chromedp.KeyEvent(kb.Enter))
	w.wait(`document.activeElement.id`, "main")
	w.do(chromedp.KeyEvent(kb.Tab))
	w.wait(`document.activeElement.id`, "q")
	w.do(chromedp.KeyEvent("remembr")) // no such word
	w.wait(`document.querySelectorAll("[data-search-result]").length + " " + (document.querySelector(".results [role=status]").textContent !== "")`, "0 true")
	w.do(chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent("a first note"))
	w.wait(`document.querySelector("[data-search-result] a")?.getAttribute("href").endsWith("assessments/first.html")`, "true")
	p.write("assessments/first.md", strings.Replace(note, "First words", "See [[I9]]", 1))
	w.wait(panel+`.querySelectorAll("li.error").length`, "1")
	if got := w.eval(`document.querySelector("#q").value + " " + (document.querySelectorAll("[data-search-result]").length > 0)`); got != "a first note true" {
		t.Errorf("the search is gone: %s", got)
	}
	w.eval(`document.querySelector("[data-search-result] a").focus()`)
	w.do(chromedp.KeyEvent(kb.Enter))
	w.wait(`location.pathname`, "/assessments/first.html")
}

// However a text is changed, the page that was changed in place is the one that
// a browser gets that loads it anew.
func TestBrowserPatchedPageIsTheNewOne(t *testing.T) {
	parts := []string{"A paragraph.", "Another one, with *stress* and `code`.", "## A heading", "### A lower one", "- one\n- two\n- three",
		"1. first\n2. second\n\n   with a text\n", "> A quote\n>\n> of two parts", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", "See [[right:privacy]] and [[source:S1]].",
		"```go\nfunc main() {}\n```", "---", "A [link](https://example.org/) and a note.[^1]\n\n[^1]: The note.", "العربية مع English بينهما."}
	p := start(t, site())
	w := open(t, p.address+"assessments/first.html")
	w.hello()
	w.eval(`window.unloaded = "no"`)
	const fresh = `(() => { const x = new XMLHttpRequest(); x.open("GET", location.href, false); x.send();
		const page = new DOMParser().parseFromString(x.responseText, "text/html");
		return page.body.innerHTML.trim() === document.body.innerHTML.trim() && page.title === document.title })()`
	random := rand.New(rand.NewPCG(1, 2))
	text := slices.Clone(parts)
	for range 30 {
		for range 1 + random.IntN(4) {
			at := random.IntN(len(text) + 1)
			switch random.IntN(3) {
			case 0:
				text = slices.Insert(text, at, parts[random.IntN(len(parts))])
			case 1:
				text = slices.Delete(text, max(at-1-random.IntN(3), 0), at)
			case 2:
				random.Shuffle(len(text), func(i, j int) { text[i], text[j] = text[j], text[i] })
			}
		}
		p.write("assessments/first.md", strings.Replace(note, "A first note", fmt.Sprint("Note ", random.Int()), 1)+"\n"+strings.Join(text, "\n\n")+"\n")
		<-p.said
		w.wait(fresh, "true")
	}
	if got := w.eval(`window.unloaded`); got != "no" {
		t.Error("the page was loaded again")
	}
}

// A picture that was drawn anew is loaded again; nothing else of its page is
// touched.
func TestBrowserPicturesAreSwapped(t *testing.T) {
	files := site()
	files["assessments/first.md"] = note + "\n![A plan of the station](plan.png)\n"
	files["assessments/plan.png"] = drawing(t, color.Black)
	p := start(t, files)
	w := open(t, p.address+"assessments/first.html")
	w.hello()
	w.wait(`document.querySelector("main img").complete && document.querySelector("main img").naturalWidth`, "40")
	w.eval(`(() => { window.asked = 0; const ask = window.fetch; window.fetch = (...args) => { window.asked++; return ask(...args); }; })()`)
	const colour = `(() => { const i = document.querySelector("main img"), c = document.createElement("canvas").getContext("2d");
		if (!i.complete) return "loading"; c.drawImage(i, 0, 0); return c.getImageData(5, 5, 1, 1).data[0] })()`
	w.wait(colour, "0")
	p.write("assessments/plan.png", drawing(t, color.White))
	w.wait(colour, "255")
	if got := w.eval(`window.asked`); got != "0" {
		t.Errorf("the page was asked for %s times", got)
	}
}

func drawing(t *testing.T, c color.Color) string {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 40, 30))
	draw.Draw(m, m.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	var b strings.Builder
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
