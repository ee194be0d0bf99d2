/* Search without a server.

   The index is a set of scripts beside the pages of the site, made by hria
   (package search says how); a query loads the few that it needs. Words are
   folded here as hria folds them, by rules that the index brings along. Nothing
   that a reader types is sent or stored; it stands in the address after "#",
   which browsers keep to themselves. */
"use strict";

/* Words */

const MOST_WORDS = 24; // of a query

// makeWords gives a function from a text to the tokens to look up: those of
// scripts without spaces in pairs of characters, the last one as a beginning.
function makeWords(fold) {
  const hex = (n) => "\\u{" + n.toString(16) + "}";
  const range = (list) => list.map(([from, to]) => hex(from) + "-" + hex(to)).join("");
  const drop = new RegExp("[" + range(fold.drop) + "]", "gu");
  const solid = new RegExp("([" + range(fold.solid) + "]+)", "u");
  const replacement = new Map(fold.replace.map((text) => [[...text][0], [...text].slice(1).join("")]));

  const folded = (word) => [...word.normalize("NFKD").toLowerCase().replace(drop, "")]
    .map((c) => replacement.get(c) ?? c).join("").normalize("NFC");

  function stem(part) {
    const article = fold.articles.find((a) => part.startsWith(a) && [...part].length >= a.length + 2);
    const run = [...part.slice(article ? article.length : 0)];
    if (run.length > 3 && run.at(-1) === "s" && run.at(-2) !== "s") run.pop();
    return run.slice(0, fold.longest).join("");
  }

  function pairs(part) {
    const run = [...part];
    return run.length < 2 ? run : run.slice(1).map((c, i) => run[i] + c);
  }

  return (text) => {
    const tokens = (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).flatMap((word) =>
      folded(word).split(solid).filter(Boolean).flatMap((part) => solid.test(part) ? pairs(part) : [stem(part)]));
    const words = [...new Set(tokens)].slice(0, MOST_WORDS).map((token) => ({ token, open: false }));
    const last = words.find((w) => w.token === tokens.at(-1));
    if (last) last.open = last.token.length > 1 || solid.test(last.token);
    return words;
  };
}

/* Index */

const DIGIT = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((c, i) => [c, i]));
const WORTH = [1, 1.4, 2, 4, 5, 8, 10, 13]; // of the eight weights
const BEGINNING = 0.6; // what a word is worth of which the query holds the beginning
const FOREIGN = 0.5; // what a page in another language than the reader's is worth
const OPEN_SHARDS = 3; // that the beginning of a word loads at most

// pagesOf calls visit with each page of a token's list and its weight.
function pagesOf(list, visit) {
  let page = -1, n = 0, shift = 0;
  for (const c of list) {
    const digit = DIGIT.get(c);
    if (digit === undefined) continue; // the star
    n += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit > 31) continue;
    page += Math.floor(n / 8);
    visit(page, n & 7);
    n = shift = 0;
  }
}

// makeIndex reads an index; load gives the data of a file by its name.
function makeIndex(load) {
  const root = load("index").then((r) => ({ ...r, words: makeWords(r.fold) }));
  root.catch(() => {}); // find says so when it is needed

  async function shard(n) {
    const entries = (await load("t" + n)).split(" "), tokens = new Map();
    for (let i = 0; i + 1 < entries.length; i += 2) tokens.set(entries[i], entries[i + 1]);
    return tokens;
  }

  // shards gives the files that may hold tokens from one to another.
  async function shards(from, to) {
    const first = (await root).shards;
    let a = 0, b = first.length - 1;
    while (a < b && first[a + 1] <= from) a++;
    while (b > a && first[b] > to) b--;
    return Promise.all(Array.from({ length: Math.min(b - a + 1, OPEN_SHARDS) }, (_, i) => shard(a + i)));
  }

  // exactly gives the pages of a filter.
  async function exactly(token) {
    const [tokens] = await shards(token, token);
    return tokens.get(token) ?? "";
  }

  // lookup gives the pages that hold a word with its worth on each, and whether
  // pages are left out because the word is nearly everywhere.
  async function lookup({ token, open }) {
    const pages = new Map();
    let everywhere = false;
    for (const tokens of await shards(token, open ? token + "\uffff" : token)) {
      for (const [other, list] of tokens) {
        if (other !== token && !(open && other.startsWith(token))) continue;
        const share = other === token ? 1 : BEGINNING;
        everywhere ||= list.startsWith("*");
        pagesOf(list, (page, weight) => pages.set(page, Math.max(pages.get(page) ?? 0, WORTH[weight] * share)));
      }
    }
    return { pages, everywhere };
  }

  // find gives the numbers of the pages that hold all words of a query and pass
  // all filters, best first. Where no page holds all, some is true and those
  // come that hold most.
  async function find(query, filters, lang) {
    const r = await root;
    const words = await Promise.all(r.words(query).map(lookup));
    const passes = await Promise.all(filters.map(([name, value]) => exactly(":" + name + ":" + value.replaceAll(" ", "-"))));
    const score = new Float64Array(r.pages), held = new Uint8Array(r.pages), passed = new Uint8Array(r.pages);
    for (const list of passes) pagesOf(list, (page) => passed[page]++);
    for (const { pages, everywhere } of words) {
      const rare = Math.log(1 + r.pages / (pages.size || 1));
      for (const [page, worth] of pages) {
        score[page] += rare * worth;
        if (!everywhere) held[page]++;
      }
    }
    const hits = [];
    let most = 0;
    for (const [language, , from, end, local] of r.groups) {
      if (local && language !== lang) continue;
      for (let page = from; page < end; page++) {
        if (passed[page] < passes.length || query && !score[page]) continue;
        if (language !== lang) score[page] *= FOREIGN;
        most = Math.max(most, held[page]);
        hits.push(page);
      }
    }
    return {
      hits: hits.filter((page) => held[page] === most).sort((a, b) => score[b] - score[a] || a - b),
      some: most < words.filter((w) => !w.everywhere).length,
    };
  }

  // card says what is shown of a page.
  async function card(page) {
    const r = await root;
    const block = await load("p" + Math.floor(page / r.block));
    const [path, title, kind, date, countries, level, status, summary] = block[page % r.block];
    const [lang, dir] = r.groups.find(([, , from, end]) => page >= from && page < end);
    return { path, title, kind, date, countries, level, status, summary, lang, dir };
  }

  return { find, card };
}

/* Files */

const arrived = new Map();

// hriaSearch is what each file of the index calls.
function hriaSearch(name, data) {
  arrived.set(name, data);
}

// makeLoad loads files of the index as scripts, since a page on a disk may load
// nothing else. All but the first carry its stamp, so that a browser does not
// mix the files of two builds.
function makeLoad(folder) {
  const files = new Map();
  return (name) => {
    if (!files.has(name)) {
      files.set(name, new Promise((done, fail) => {
        const script = document.createElement("script");
        script.src = folder + name + ".js" + (name === "index" ? "" : "?" + arrived.get("index").stamp);
        script.onload = () => { script.remove(); done(arrived.get(name)); };
        script.onerror = () => { script.remove(); files.delete(name); fail(new Error(name)); };
        document.head.append(script);
      }));
    }
    return files.get(name);
  };
}

/* Page */

const STEP = 10; // results that are shown at a time
const PAUSE = 50; // milliseconds after a key

function startPage(script) {
  const lang = document.documentElement.lang;
  // How the language writes numbers and dates; figures as in the rest of the page.
  const plain = (document.querySelector("meta[property='og:locale']")?.content.replace("_", "-") ?? lang) + "-u-nu-latn";
  const base = script.src.replace(/assets\/search\.js.*/, "");
  let index = makeIndex(makeLoad(base + "search/"));
  const copy = (id) => document.getElementById(id).content.cloneNode(true);
  document.getElementById("search").append(copy("search-form"));
  const form = document.querySelector("form.search"), input = form.elements.q, selects = [...form.querySelectorAll("select")];
  const results = document.querySelector(".results"), list = results.querySelector("ol");
  const status = results.querySelector("[role=status]"), button = results.querySelector("button");
  let hits = [], latest = 0, timer = 0;

  // label gives the word for a value, as the filters have it.
  const label = (name, value) => [...(form.elements[name]?.options ?? [])].find((o) => o.value && o.value === String(value))?.text;
  const day = (iso) => new Intl.DateTimeFormat(plain, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
  const language = (tag) => new Intl.DisplayNames(lang, { type: "language" }).of(tag);

  // row makes the list item of a page that was found.
  function row(card) {
    const item = copy("search-result").firstElementChild, part = (selector) => item.querySelector(selector);
    const foreign = card.lang !== lang, level = card.level && label("level", card.level);
    part("a").href = base + card.path;
    part("bdi").textContent = card.title;
    part(".text").textContent = card.summary;
    if (foreign) for (const e of [part("a"), part(".text")]) { e.lang = card.lang; e.dir = card.dir; }
    part(".eyebrow").textContent = [label("kind", card.kind), card.date && day(card.date), foreign && language(card.lang),
      card.status !== "published" && label("status", card.status)].filter(Boolean).join(" · ");
    for (const fact of [level && results.dataset.level.replace("{0}", level), ...card.countries.map((c) => label("country", c))]) {
      if (fact) part(".meta").append(Object.assign(document.createElement("span"), { textContent: fact }));
    }
    for (const e of item.querySelectorAll("p")) if (!e.textContent) e.remove();
    return item;
  }

  const rows = async (from) => (await Promise.all(hits.slice(from, from + STEP).map((page) => index.card(page)))).map(row);

  // put appends rows to the list and gives the first.
  function put(items) {
    list.append(...items);
    button.hidden = list.children.length >= hits.length;
    return items[0];
  }

  // count says how many pages were found, in the plural form of the language.
  function count(n) {
    const forms = JSON.parse(status.dataset.found);
    return (forms[new Intl.PluralRules(lang).select(n)] ?? forms.other).replace("{0}", new Intl.NumberFormat(plain).format(n));
  }

  // say empties the list, where there is nothing to show, and says why.
  function say(text) {
    hits = [];
    list.replaceChildren();
    put([]);
    status.textContent = text;
  }

  // show searches. An answer that comes when another search is under way is
  // not shown.
  async function show() {
    const turn = ++latest;
    const query = input.value.trim(), filters = selects.filter((s) => s.value).map((s) => [s.name, s.value]);
    remember(query, filters);
    if (!query && !filters.length) return say("");
    try {
      const found = await index.find(query, filters, lang);
      if (turn !== latest) return;
      hits = found.hits;
      const items = await rows(0);
      if (turn !== latest) return;
      if (!hits.length) return say(status.dataset.none);
      list.replaceChildren();
      put(items);
      status.textContent = count(hits.length) + (found.some ? " " + status.dataset.some : "");
    } catch {
      if (turn === latest) say(status.dataset.failed);
    }
  }

  // remember puts a search into the address, after "#", so that it can be
  // linked to.
  function remember(query, filters) {
    const state = new URLSearchParams(query ? [["q", query], ...filters] : filters).toString();
    if (state !== location.hash.slice(1)) history.replaceState(null, "", "#" + state);
  }

  // recall takes a search from the address.
  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    input.value = state.get("q") ?? "";
    for (const s of selects) s.value = label(s.name, state.get(s.name)) ? state.get(s.name) : "";
    form.querySelector("details").open ||= selects.some((s) => s.value);
    show();
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  }

  form.addEventListener("submit", (e) => { e.preventDefault(); clearTimeout(timer); show(); });
  form.addEventListener("input", (e) => { if (!e.isComposing) soon(); });
  form.addEventListener("compositionend", soon);
  input.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || e.isComposing) return;
    e.preventDefault();
    input.value = "";
    soon();
  });
  button.addEventListener("click", async () => {
    const turn = latest, items = await rows(list.children.length);
    if (turn === latest) put(items)?.querySelector("a").focus();
  });
  // again searches in the index as it is now, and shows as many results as before.
  async function again() {
    const before = arrived.get("index")?.stamp, fresh = makeLoad(base + "search/"), shown = list.children.length;
    try {
      if ((await fresh("index")).stamp === before) return;
      index = makeIndex(fresh);
      await show();
      for (const turn = latest; list.children.length < Math.min(shown, hits.length);) {
        const items = await rows(list.children.length);
        if (turn !== latest) return;
        put(items);
      }
    } catch { /* what is shown stays */ }
  }

  window.addEventListener("hashchange", recall);
  document.addEventListener("hria:built", again); // a preview says so; a published site has none
  recall();
}

if (typeof document !== "undefined") startPage(document.currentScript);
