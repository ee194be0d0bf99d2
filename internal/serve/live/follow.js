// What the page hears from the preview, and what it does about it.
//
// The preview tells each page the state of things, never a list of what
// happened: prints of the page as it would be served now, and the findings. The
// page compares the prints with those of what it shows. So nothing is lost when
// it sleeps or the preview begins anew, and nothing is done twice.

const own = document.currentScript;
let shown = JSON.parse(own.dataset.shown);
let subject = own.dataset.subject;
let version = own.dataset.script;
let source = null, heard = 0, wait = 0, timer = 0;
let wanted = null, busy = false;

const address = () => location.pathname + location.search;

async function refresh() {
  const answer = await fetch(address(), { headers: { Accept: "text/html" } });
  const text = await answer.text();
  if (answer.redirected) return location.replace(answer.url + location.hash);
  if (!(answer.headers.get("Content-Type") ?? "").startsWith("text/html")) return location.reload();
  const page = new DOMParser().parseFromString(text, "text/html");
  const tag = [...page.querySelectorAll("script[data-shown]")].at(-1);
  let done = false;
  try {
    done = patch(page);
  } catch (e) {
    console.error(e);
  }
  if (!done) return location.reload();
  const fresh = JSON.parse(tag.dataset.shown);
  subject = tag.dataset.subject || subject;
  if (fresh.styles !== shown.styles) restyle();
  if (fresh.pictures !== shown.pictures) repicture();
  shown = fresh;
}

// settle brings the page to the newest state that was heard of.
async function settle() {
  if (busy) return;
  busy = true;
  let state = null;
  try {
    while (state !== wanted) {
      state = wanted;
      if (state.waits) continue; // nobody knows yet how the page is; it stays as it is
      tellScripts(state);
      noteView?.tell(state);
      if (state.go) {
        if (state.moved) location.replace(state.go + location.hash);
        else location.assign(state.go);
      } else if (noteView && state.script === version) {
        if (state.page !== shown.page) noteView.reload(state.page);
        shown = state;
      } else if (state.scripts !== shown.scripts || state.script !== version) {
        location.reload();
      } else if (state.page !== shown.page) {
        await refresh();
      } else {
        if (state.styles !== shown.styles) restyle();
        if (state.pictures !== shown.pictures) repicture();
        shown = { ...shown, styles: state.styles, pictures: state.pictures };
      }
    }
  } catch {
    lose(); // the preview went away meanwhile; it says how things are when it is back
  }
  busy = false;
}

// tellScripts lets the scripts of a page know that the site was built again:
// what they loaded may be another now.
let built = own.dataset.build;
function tellScripts(state) {
  if (state.build !== built) document.dispatchEvent(new CustomEvent("hria:built"));
  built = state.build;
}

function hear(event) {
  alive();
  wanted = JSON.parse(event.data);
  panel?.show(wanted);
  settle();
}

function alive() {
  heard = Date.now();
  wait = 0;
  panel?.lost(false);
}

// A page that nobody sees does not listen: browsers allow few connections to
// one server. It is told how things are when it comes back.
function listen() {
  clearTimeout(timer);
  if (document.hidden || source) return;
  heard = Date.now();
  const about = new URLSearchParams({ page: decodeURIComponent(noteAddress || location.pathname), subject });
  if (parent !== window) about.set("framed", "");
  source = new EventSource("/_hria/events?" + about);
  source.addEventListener("message", hear);
  source.addEventListener("beat", alive);
  source.addEventListener("error", lose);
}

function hush() {
  source?.close();
  source = null;
}

// lose tries again, soon at first.
function lose() {
  hush();
  clearTimeout(timer);
  wait = Math.min(Math.max(wait * 2, 250), 4000);
  if (wait > 1000) panel?.lost(true);
  timer = setTimeout(listen, wait);
}

document.addEventListener("visibilitychange", () => document.hidden ? hush() : listen());
addEventListener("pagehide", hush);
addEventListener("pageshow", listen);
addEventListener("online", listen);
setInterval(() => {
  if (source && Date.now() - heard > 25000) { // three signs of life are missing: the machine slept, or the preview
    hush();
    listen();
  }
}, 5000);
listen();
