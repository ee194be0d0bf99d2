// The panel: what is to be mended, in a strip of its own below the page.
//
// It lives beside body and in a shadow, where neither a page nor its style
// sheets meet it, and the page is made longer by as much as it takes, so that
// nothing lies under it for good. Text from files is only ever set as text. Its
// words are those of the site's language; what findings say is English.

const panel = parent === window ? makePanel() : null; // a page in a frame leaves it to the one around it

function makePanel() {
  const css = `
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; direction: ltr; color-scheme: light dark;
      --text: #1c1b19; --soft: #45423c; --ground: #fffdf7; --edge: #857f70; --line: #0000001f; --error: #a3161f; --warning: #6f5600;
      --info: #1a56b0; --good: #1d6b34; --new: #efe4c2; }
    :host([away]) { display: none; }
    :host([dir="rtl"]) { direction: rtl; }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    section { font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: var(--ground); border-block-start: 3px solid var(--edge);
      display: flex; flex-direction: column; max-height: 40vh; }
    section.error { border-color: var(--error); }
    section.warning { border-color: #8a6d00; }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .9em; padding: 0 .8em; flex: none; }
    button, a { font: inherit; color: inherit; background: none; border: 0; padding: .25em .3em; min-height: 24px; cursor: pointer;
      text-align: start; text-decoration: underline; text-underline-offset: 2px; }
    button[aria-expanded], button.away { text-decoration: none; }
    button.away { min-width: 24px; text-align: center; }
    :focus-visible { outline: 3px solid var(--info); outline-offset: -2px; }
    .sum { flex: 1 1 12em; font-weight: 600; display: flex; flex-wrap: wrap; gap: 0 .6em; align-items: baseline; min-width: 0; }
    .sum small { font-size: 13px; font-weight: 400; color: var(--soft); }
    .arrow { display: inline-block; width: 1em; }
    .body { overflow: auto; padding: 0 1.1em .8em; overscroll-behavior: contain; }
    .tools { display: flex; flex-wrap: wrap; gap: .3em 1em; align-items: center; padding: .3em 0; }
    select { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--edge); min-height: 26px; }
    label { display: inline-flex; gap: .35em; align-items: center; min-height: 24px; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { padding: .45em 0; border-block-start: 1px solid var(--line); overflow-wrap: anywhere; }
    li b { font-size: 12px; letter-spacing: .04em; text-transform: uppercase; }
    :host([dir="rtl"]) li b { letter-spacing: 0; }
    li.error b { color: var(--error); } li.warning b { color: var(--warning); } li.info b { color: var(--info); }
    li mark { font-size: 12px; color: inherit; background: var(--new); padding: 0 .4em; }
    .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    code, .place, li a { font: 13px/1.4 ui-monospace, monospace; }
    p { margin: .1em 0 0; max-width: 75ch; } .help { color: var(--soft); }
    :host([dir="rtl"]) p[dir="ltr"] { text-align: end; }
    .trouble { color: var(--error); font-weight: 600; padding: .3em 1.1em; flex: none; max-width: none; overflow-wrap: anywhere; }
    @media (prefers-color-scheme: dark) {
      :host { --text: #f1efe9; --soft: #c9c5bb; --ground: #232220; --edge: #8d8878; --line: #ffffff2b; --error: #ff9d9d; --warning: #f0cf65;
        --info: #9cc2ff; --good: #8fd6a3; --new: #4b4220; }
    }
    @media print { :host { display: none; } }`;
  const host = document.createElement("hria-panel");
  host.lang = language.tag;
  host.dir = language.dir;
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet(css)];

  function sheet(text) {
    const s = new CSSStyleSheet();
    s.replaceSync(text);
    return s;
  }

  // make gives an element with attributes and what is in it.
  function make(name, attributes, ...inner) {
    const e = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) {
      if (typeof value === "function") e.addEventListener(key, value);
      else if (value === true) e.setAttribute(key, "");
      else if (value !== false && value !== undefined) e.setAttribute(key, value);
    }
    e.append(...inner);
    return e;
  }

  // What hria says of files and of itself is English.
  const english = { lang: "en", dir: "ltr" };

  // because gives a text whose value hria says in English.
  function because(key, reason) {
    const [before, after] = language.texts[key].split("{0}");
    return [before, make("bdi", english, reason.trim()), after];
  }

  const arrow = make("span", { class: "arrow", "aria-hidden": "true" });
  const total = make("span"), delta = make("small");
  const fold = make("button", { type: "button", "aria-controls": "body", click: () => open(section.classList.contains("folded")) }, arrow, total);
  const spoken = make("span", { class: "spoken", role: "status" });
  const edit = make("button", { type: "button", hidden: true, click: () => visit({ path: state.source, line: 1, column: 1 }) }, say("edit"));
  const note = make("a", { hidden: true }, say("note"));
  const away = make("button", { type: "button", class: "away", "aria-label": say("hide"), click: hide }, "×");
  const trouble = make("p", { class: "trouble", role: "status", hidden: true });
  const level = make("select", { change: list }, ...["", "error", "warning", "info"]
    .map((value) => make("option", { value }, say("level." + (value || "all")))));
  const mine = make("input", { type: "checkbox", change: list });
  const mineLabel = make("label", {}, mine, say("here"));
  const tools = make("div", { class: "tools" }, make("label", {}, say("show"), level), mineLabel);
  const items = make("ol"), none = make("p", { class: "help" }, say("filtered"));
  const hint = make("p", { class: "help" }, say("editor"));
  const more = make("button", { type: "button", click: all });
  const body = make("div", { class: "body", id: "body", tabindex: "-1" }, tools, items, none, more, hint);
  const section = make("section", { role: "region", "aria-label": say("findings"), class: "folded" },
    make("header", {}, make("span", { class: "sum" }, fold, delta), edit, note, away, spoken), trouble, body);
  section.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    open(false);
    fold.focus();
  });
  root.append(section);
  host.toggleAttribute("away", true);
  document.documentElement.append(host);

  // The page ends above the panel, and what gets the focus comes in sight there.
  const room = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];
  new ResizeObserver(() => {
    const height = Math.ceil(host.getBoundingClientRect().height);
    room.replaceSync(height ? `@media screen { html { padding-block-end: ${height}px !important; scroll-padding-block-end: ${height}px !important; } }` : "");
  }).observe(host);

  let state = null; // what was heard last
  let full = null; // all findings, where somebody asked for them
  let chosen = remembered("open"); // whether the reader wants it open: "1", "", or null as long as nobody said
  let grave = false; // the newest page cannot be shown
  level.value = remembered("level") ?? "";
  mine.checked = remembered("mine") === "1";

  // A choice lasts as long as the tab.
  function remembered(name) {
    try {
      return sessionStorage.getItem("hria-panel-" + name);
    } catch {
      return null;
    }
  }
  function remember(name, value) {
    try {
      sessionStorage.setItem("hria-panel-" + name, value);
    } catch { /* then it lasts as long as the page */ }
  }

  function open(yes) {
    chosen = yes ? "1" : "";
    remember("open", chosen);
    unfold(yes);
  }

  function unfold(yes) {
    section.classList.toggle("folded", !yes);
    body.hidden = !yes;
    fold.setAttribute("aria-expanded", String(yes));
    arrow.textContent = yes ? "▾" : "▴";
  }

  function hide() {
    host.toggleAttribute("away", true);
  }

  function heading() {
    if (state.unknown) return state.reading;
    const c = state.count;
    return ["error", "warning", "info"].filter((kind) => c[kind]).map((kind) => tally(kind + "s", c[kind])).join(language.texts.comma) || say("none");
  }

  function difference() {
    const parts = [];
    if (state.new) parts.push(tally("added", state.new));
    if (state.fixed) parts.push(tally("fixed", state.fixed));
    if (state.held) parts.push(say("held"));
    if (state.earlier) parts.push(say("earlier"));
    return parts.join(language.texts.comma);
  }

  function show(next) {
    const news = !state || next.n !== state.n || next.new !== state.new || next.fixed !== state.fixed;
    state = next;
    full = null;
    if (news) host.toggleAttribute("away", false);
    const c = state.count, bad = Boolean(state.failure) || Boolean(state.held);
    section.className = bad || c.error ? "error" : c.warning ? "warning" : "";
    total.textContent = heading();
    delta.textContent = difference();
    const text = [heading(), difference()].filter(Boolean).join(language.texts.semicolon);
    if (news && spoken.textContent !== text) spoken.textContent = text;
    edit.hidden = !(state.token && state.source);
    mineLabel.hidden = !state.source;
    note.hidden = !state.note;
    if (state.note) note.href = "/_hria/note" + state.note;
    trouble.hidden = !state.failure;
    trouble.replaceChildren(...(state.failure ? because("failure", state.failure) : []));
    // It opens by itself where the newest page cannot be shown, and for errors
    // as long as nobody folded it; beside a note it leaves the room to that.
    const usual = chosen === null ? Boolean(c.error) && !noteAddress : chosen === "1";
    if (bad && !grave) unfold(true);
    else if (bad !== grave || news && chosen === null || !fold.hasAttribute("aria-expanded")) unfold(usual);
    grave = bad;
    list();
  }

  function list() {
    remember("level", level.value);
    remember("mine", mine.checked ? "1" : "");
    const known = full ?? state.findings;
    const wanted = known.filter((f) => (!level.value || f.severity === level.value) && (!mine.checked || !state.source || f.path === state.source));
    items.replaceChildren(...wanted.map(item));
    const sum = Object.values(state.count).reduce((a, b) => a + b, 0);
    tools.hidden = !sum;
    none.hidden = !sum || wanted.length > 0;
    hint.hidden = !wanted.length || Boolean(state.token) || !["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
    more.hidden = known.length >= sum;
    more.textContent = tally("every", sum);
  }

  function item(f) {
    const place = f.path && state.token
      ? make("button", { type: "button", class: "place", title: say("open"), dir: "ltr", click: () => visit(f) }, f.place)
      : make("code", { dir: "ltr" }, f.place);
    const line = make("li", { class: f.severity }, make("b", {}, say(f.severity)), " ", place, " ",
      f.about ? make("a", { href: f.about, title: say("rule") }, f.rule) : make("code", {}, f.rule));
    if (f.build === state.n && state.new) line.append(" ", make("mark", {}, say("new")));
    line.append(make("p", english, f.message));
    if (f.help) line.append(make("p", { ...english, class: "help" }, f.help));
    return line;
  }

  async function all() {
    const asked = state;
    const answer = await fetch("/_hria/findings");
    const found = await answer.json();
    if (asked !== state) return; // there is something newer
    full = found;
    list();
    body.focus();
  }

  // visit opens a file in the author's editor.
  async function visit(at) {
    let parts = [];
    try {
      const answer = await fetch("/_hria/open", { method: "POST", headers: { "X-Hria-Token": state.token, "Content-Type": "application/json" },
        body: JSON.stringify({ path: at.path, line: at.line, column: at.column }) });
      if (!answer.ok) parts = because("unopened", await answer.text());
    } catch {
      parts = [say("silent")];
    }
    trouble.hidden = !parts.length;
    trouble.replaceChildren(...parts);
  }

  function lost(yes) {
    if (!yes && trouble.dataset.lost) {
      trouble.hidden = true;
      delete trouble.dataset.lost;
    } else if (yes) {
      host.toggleAttribute("away", false);
      trouble.dataset.lost = "1";
      trouble.hidden = false;
      trouble.textContent = say("lost");
    }
  }

  return { show, lost };
}
