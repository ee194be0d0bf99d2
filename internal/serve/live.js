// Makes a page of the preview follow the author's files: it hears from the
// server what changed, fetches the page again and changes only what differs,
// so that open details, focus and the place on the page stay (the browser holds
// on to what is in view). Findings show in a panel over
// the page. Text from files is only ever set as text.
(() => {
  "use strict";
  const own = document.currentScript;
  let build = own.dataset.build;
  let source = null;
  let working = Promise.resolve();

  // same tells whether a node can stay where another one is wanted.
  const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");

  // kept are attributes that the reader changes.
  const kept = (node, name) => name === "open" && (node.nodeName === "DETAILS" || node.nodeName === "DIALOG");

  function attributes(from, to) {
    for (const a of [...from.attributes]) {
      if (!to.hasAttribute(a.name) && !kept(from, a.name)) from.removeAttribute(a.name);
    }
    for (const a of to.attributes) {
      if (from.getAttribute(a.name) !== a.value && !kept(from, a.name)) from.setAttribute(a.name, a.value);
    }
  }

  function morph(from, to) {
    if (from.isEqualNode(to)) return;
    if (from.nodeType !== Node.ELEMENT_NODE) {
      if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
      return;
    }
    attributes(from, to);
    const old = [...from.childNodes], now = [...to.childNodes];
    let head = 0, tail = 0;
    while (head < old.length && head < now.length && old[head].isEqualNode(now[head])) head++;
    while (tail < old.length - head && tail < now.length - head &&
      old[old.length - 1 - tail].isEqualNode(now[now.length - 1 - tail])) tail++;
    const end = tail ? old[old.length - tail] : null;
    const rest = old.slice(head, old.length - tail);
    for (const want of now.slice(head, now.length - tail)) {
      const i = rest.findIndex((n) => same(n, want));
      if (i >= 0 && (i === 0 || want.id)) {
        for (const gone of rest.splice(0, i)) gone.remove();
        morph(rest.shift(), want);
      } else {
        from.insertBefore(document.importNode(want, true), rest[0] || end);
      }
    }
    for (const gone of rest) gone.remove();
  }

  // restyle loads the style sheets again and drops the old ones when the new
  // ones are there, so that the page never stands bare.
  function restyle() {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const fresh = link.cloneNode();
      const address = new URL(link.href);
      address.searchParams.set("build", build);
      fresh.href = address.href;
      fresh.addEventListener("load", () => link.remove());
      fresh.addEventListener("error", () => fresh.remove());
      link.after(fresh);
    }
  }

  async function refresh(style) {
    if (style === "only") return restyle();
    const answer = await fetch(location.href.split("#")[0], { headers: { Accept: "text/html" } });
    if (!(answer.headers.get("Content-Type") || "").startsWith("text/html")) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.title = page.title;
    attributes(document.documentElement, page.documentElement);
    morph(document.body, page.body);
    if (style) restyle();
    document.dispatchEvent(new CustomEvent("hria:refreshed"));
  }

  // The panel lives beside body and in a shadow, where neither a page nor its
  // style sheets meet it.
  const host = document.createElement("hria-findings");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; direction: ltr; }
    :host([hidden]), :host(:not([shown])) { display: none; }
    details { font: 15px/1.45 system-ui, sans-serif; color: #1c1b19; background: #fffdf7; border-top: 3px solid #8a6d00;
      max-height: 60vh; overflow: auto; box-shadow: 0 -4px 24px #0004; }
    details.error { border-color: #a3161f; }
    summary { padding: .6em 1em; font-weight: 600; cursor: pointer; position: sticky; top: 0; background: inherit; }
    summary:focus-visible { outline: 3px solid #1a56b0; outline-offset: -3px; }
    ol { margin: 0; padding: 0 1em 1em 1em; list-style: none; }
    li { padding: .5em 0; border-top: 1px solid #0002; overflow-wrap: anywhere; }
    code { font: 13px/1.4 ui-monospace, monospace; }
    b { text-transform: uppercase; font-size: 12px; letter-spacing: .04em; }
    .error b { color: #a3161f; } .warning b { color: #6f5600; } .info b { color: #1a56b0; }
    p { margin: .15em 0 0; } .help { color: #45423c; }
    @media (prefers-color-scheme: dark) {
      details { color: #f1efe9; background: #232220; }
      .error b { color: #ff9d9d; } .warning b { color: #f0cf65; } .info b { color: #9cc2ff; } .help { color: #c9c5bb; }
    }
    @media print { :host { display: none; } }`);
  root.adoptedStyleSheets = [sheet];
  const panel = document.createElement("details");
  panel.setAttribute("role", "region");
  panel.setAttribute("aria-label", "Findings");
  const title = document.createElement("summary");
  title.setAttribute("aria-live", "polite");
  const list = document.createElement("ol");
  panel.append(title, list);
  root.append(panel);
  document.documentElement.append(host);

  const element = (name, text, kind) => {
    const e = document.createElement(name);
    e.textContent = text;
    if (kind) e.className = kind;
    return e;
  };

  function heading(state) {
    const count = {};
    for (const f of state.findings) count[f.severity] = (count[f.severity] || 0) + 1;
    const words = ["error", "warning", "info"].filter((s) => count[s]).map((s) => `${count[s]} ${s}${count[s] > 1 && s !== "info" ? "s" : ""}`);
    if (state.left) words.push(`${state.left} more`);
    if (state.failure) words.unshift("The site could not be built");
    return words.join(", ") + (state.held ? " – an earlier page is shown" : "");
  }

  let known = 0; // errors that the reader was shown

  function show(state) {
    host.toggleAttribute("shown", state.findings.length > 0 || Boolean(state.failure));
    const errors = state.findings.filter((f) => f.severity === "error").length + (state.failure ? 1 : 0);
    if (errors > known) panel.open = true; // news; else it stays as the reader left it
    if (!errors && known) panel.open = false;
    known = errors;
    panel.className = errors ? "error" : "";
    title.textContent = heading(state);
    list.replaceChildren();
    if (state.failure) list.append(element("li", state.failure, "error"));
    for (const f of state.findings) {
      const item = element("li", "", f.severity);
      item.append(element("b", f.severity), " ", element("code", f.place), element("p", `${f.message} [${f.rule}]`));
      if (f.help) item.append(element("p", f.help, "help"));
      list.append(item);
    }
  }

  function hear(event) {
    const state = JSON.parse(event.data);
    const changed = state.build !== build && state.type !== "findings";
    build = state.build;
    show(state);
    if (changed) working = working.then(() => refresh(state.type === "hello" ? "too" : state.style)).catch(() => location.reload());
  }

  // A page that nobody sees does not listen: browsers allow few connections to
  // one server. It is greeted when it comes back.
  function listen() {
    if (document.hidden) {
      if (source) source.close();
      source = null;
    } else if (!source) {
      source = new EventSource("/_hria/events");
      source.addEventListener("message", hear);
    }
  }
  document.addEventListener("visibilitychange", listen);
  listen();
})();
