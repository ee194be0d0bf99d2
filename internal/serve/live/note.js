// The view of a page and its note, side by side: the page follows by itself in
// its frame; the note is loaded again when it changed, behind the one that is
// shown until it is there. Above both stands what the note takes of its pages.

const noteAddress = document.body.dataset.note ?? "";
const noteView = noteAddress ? makeNoteView() : null;

function makeNoteView() {
  const find = (id) => document.getElementById(id);
  let turn = 0;

  // reload shows the note of some bytes, which their print tells from others.
  function reload(print) {
    const mine = ++turn, frame = document.createElement("iframe");
    frame.title = say("frame.note");
    frame.src = noteAddress + "?" + print + "#view=FitH&navpanes=0";
    frame.addEventListener("load", () => {
      for (const old of [...find("note").children]) {
        if (mine === turn && old !== frame) old.remove();
      }
    });
    find("note").prepend(frame);
  }

  function tell(state) {
    const b = state.budget, line = find("budget");
    const about = state.findings.filter((f) => f.path === state.source && ["PD-01", "PD-02", "PD-07", "GN-02"].includes(f.rule));
    if (b) {
      const over = b.pages > b.most, gauge = document.createElement("meter");
      gauge.max = b.most;
      gauge.value = Math.min(b.pages - 1 + b.filled / 100, b.most);
      gauge.setAttribute("aria-label", say("used"));
      const text = [say(over ? "over" : "fits", b.pages, b.most, b.filled), say("type", b.size, b.largest, b.least), tally("words", b.words)].join(" · ");
      line.classList.toggle("over", over);
      line.replaceChildren(gauge, text);
    } else {
      line.textContent = say("unmade");
    }
    find("fit").replaceChildren(...about.map((f) => {
      const item = document.createElement("li");
      item.lang = "en";
      item.dir = "ltr";
      item.textContent = `${f.message} [${f.rule}]` + (f.help ? `: ${f.help}` : "");
      return item;
    }));
  }

  return { reload, tell };
}
