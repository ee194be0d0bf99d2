// The page as it was served, and as it stands.
//
// A page in a browser is what the preview served and what its scripts and its
// reader made of it since: open details, typed words, a filter, a selection.
// When the preview serves it anew, only what differs between the two servings
// is changed; all else stays, whoever made it. So the page keeps a copy of what
// was served, of which each node knows its twin on the page, and both change
// in step.

const still = document.implementation.createHTMLDocument(""); // loads no picture, runs no script
const twins = new WeakMap();

function pair(served, live) {
  twins.set(served, live);
  served.childNodes.forEach((node, i) => pair(node, live.childNodes[i]));
}

function copy(live) {
  const served = still.importNode(live, true);
  pair(served, live);
  return served;
}

// Taken while the page is still read, before any other script ran.
const served = { html: document.documentElement.cloneNode(false), head: copy(document.head), body: copy(document.body) };
twins.set(served.html, document.documentElement);

// change makes what was served as from, on the page too, what is served as to.
function change(from, to) {
  if (from.isEqualNode(to) || from.nodeName === "NOSCRIPT") return; // which a parser without scripts reads otherwise
  if (from.nodeType === Node.ELEMENT_NODE) {
    attributes(from, to);
    children(from, to);
  } else if (from.nodeValue !== to.nodeValue) {
    words(twins.get(from), from.nodeValue, to.nodeValue);
    from.nodeValue = to.nodeValue;
  }
}

// words replaces no more of a text than what changed, so that a selection
// around it stays.
function words(live, from, to) {
  if (live.nodeValue !== from) return void (live.nodeValue = to);
  let head = 0, tail = 0;
  const most = Math.min(from.length, to.length);
  while (head < most && from[head] === to[head]) head++;
  while (tail < most - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  live.replaceData(head, from.length - head - tail, to.slice(head, to.length - tail));
}

function attributes(from, to) {
  const both = [from, twins.get(from)];
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name)) both.forEach((node) => node.removeAttribute(name));
  }
  for (const { name, value } of [...to.attributes]) {
    if (from.getAttribute(name) !== value) both.forEach((node) => node.setAttribute(name, value));
  }
}

function children(from, to) {
  const old = [...from.childNodes], now = [...to.childNodes];
  const stays = matches(old, now); // for each of now the one of old that becomes it
  const kept = new Set(stays);
  for (const node of old) {
    if (kept.has(node)) continue;
    twins.get(node).remove();
    node.remove();
  }
  let next = null;
  for (let i = now.length - 1; i >= 0; i--) {
    if (stays[i]) {
      change(stays[i], now[i]);
      next = stays[i];
    } else {
      next = insert(from, still.importNode(now[i], true), next);
    }
  }
}

// insert puts a node before another one, or at the end. Where a script moved
// the other one away, the end is the place.
function insert(parent, node, next) {
  const live = document.importNode(node, true), home = twins.get(parent);
  const before = next && twins.get(next);
  parent.insertBefore(node, next);
  home.insertBefore(live, before && before.parentNode === home ? before : null);
  pair(node, live);
  return node;
}

// matches finds which node of old becomes which of now: equal ones at both
// ends, equal ones that are there once, and between these any of the same name
// and id, or of ids that only one side has: a paragraph has its id from its
// words.
function matches(old, now) {
  const out = new Array(now.length).fill(null);
  const ids = (list) => new Set(list.map((node) => node.id).filter(Boolean));
  const before = ids(old), after = ids(now);
  const same = (a, b) => a.nodeName === b.nodeName && ((a.id || "") === (b.id || "") || !after.has(a.id) && !before.has(b.id));
  function between(a, b, c, d) {
    while (a < b && c < d && old[a].isEqualNode(now[c])) out[c++] = old[a++];
    while (a < b && c < d && old[b - 1].isEqualNode(now[d - 1])) out[--d] = old[--b];
    const anchors = a < b && c < d ? unique(a, b, c, d) : [];
    if (anchors.length) {
      for (const [x, y] of [...anchors, [b, d]]) {
        between(a, x, c, y);
        if (x < b) out[y] = old[x];
        a = x + 1;
        c = y + 1;
      }
      return;
    }
    for (; c < d; c++) {
      let x = a;
      while (x < b && !same(old[x], now[c])) x++;
      if (x < b) {
        out[c] = old[x];
        a = x + 1;
      }
    }
  }
  // unique pairs equal nodes that each side has once, in an order that both have.
  function unique(a, b, c, d) {
    const key = (node) => node.outerHTML ?? (node.nodeValue.trim() && node.nodeType + node.nodeValue);
    const places = new Map();
    const note = (node, side, i) => {
      const k = key(node);
      if (!k) return;
      const p = places.get(k) ?? places.set(k, [[], []]).get(k);
      p[side].push(i);
    };
    for (let i = a; i < b; i++) note(old[i], 0, i);
    for (let i = c; i < d; i++) note(now[i], 1, i);
    const pairs = [...places.values()].filter(([x, y]) => x.length === 1 && y.length === 1).map(([[x], [y]]) => [x, y]);
    pairs.sort((p, q) => p[0] - q[0]);
    return rising(pairs);
  }
  between(0, old.length, 0, now.length);
  return out;
}

// rising gives the longest run of pairs whose second numbers rise.
function rising(pairs) {
  const ends = [], before = [];
  pairs.forEach(([, y], i) => {
    let lo = 0, hi = ends.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (pairs[ends[mid]][1] < y) lo = mid + 1;
      else hi = mid;
    }
    before[i] = ends[lo - 1];
    ends[lo] = i;
  });
  const out = [];
  for (let i = ends.at(-1); i !== undefined; i = before[i]) out.unshift(pairs[i]);
  return out;
}

// place remembers what is at the top of the window and gives a function that
// puts it there again.
function place() {
  if (scrollY < 1) return () => {};
  let at = null;
  for (let y = 4; y < innerHeight / 2 && (!at || at === document.body || at === document.documentElement); y += 20) {
    at = document.elementFromPoint(innerWidth / 2, y);
  }
  const marks = [];
  for (; at && at !== document.body && at !== document.documentElement; at = at.parentElement) {
    marks.push([at, at.getBoundingClientRect().top]);
  }
  return () => {
    const mark = marks.find(([node]) => node.isConnected && node.getClientRects().length);
    const away = mark ? mark[0].getBoundingClientRect().top - mark[1] : 0;
    if (away) scrollBy({ top: away, behavior: "instant" });
  };
}

// needs is what a page cannot get without being loaded again: its scripts, what
// they make their parts from, and what its policy lets it do.
const needs = (head, body) => [...head.querySelectorAll("meta[http-equiv], base, script[src]"), ...body.querySelectorAll("script[src], template")]
  .map((e) => e.getAttribute("src") ?? e.outerHTML).join("\n");

// patch makes the page what is served now. It tells whether that is possible.
function patch(page) {
  if (needs(served.head, served.body) !== needs(page.head, page.body)) return false;
  const put = place(), focused = document.activeElement;
  attributes(served.html, page.documentElement);
  change(served.head, page.head);
  change(served.body, page.body);
  if (focused && focused.id && !focused.isConnected) document.getElementById(focused.id)?.focus({ preventScroll: true });
  put();
  document.dispatchEvent(new CustomEvent("hria:refreshed"));
  return true;
}

// restyle loads the style sheets again and drops the old ones when the new
// ones are there, so that the page never stands bare.
let styled = 0;
function restyle() {
  const turn = ++styled;
  for (const link of served.head.querySelectorAll('link[rel~="stylesheet"]')) {
    const old = twins.get(link), fresh = old.cloneNode();
    fresh.href = again(old.href);
    fresh.addEventListener("load", () => {
      if (turn !== styled) return fresh.remove();
      twins.get(link).remove();
      twins.set(link, fresh);
    });
    fresh.addEventListener("error", () => fresh.remove());
    old.after(fresh);
  }
}

// repicture loads the pictures again.
function repicture() {
  for (const picture of document.images) {
    if (new URL(picture.src).origin !== location.origin) continue;
    if (picture.srcset) picture.srcset = picture.srcset.split(/,\s+/).map((one) => one.replace(/^\S+/, again)).join(", ");
    picture.src = again(picture.src);
  }
}

// again is an address that a browser does not know yet.
function again(address) {
  const fresh = new URL(address, document.baseURI);
  fresh.searchParams.set("again", Date.now());
  return fresh.href;
}
