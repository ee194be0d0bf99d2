// Asks the script of the search page without a browser. Standard input is JSON:
// the script, the files of an index by name, and either texts to fold or
// queries; standard output is the tokens of each text, or for each query the
// addresses found, whether they hold only some of the words, and the bytes of
// the index that were loaded.
const vm = require("vm");
const { script, files, texts, queries } = JSON.parse(require("fs").readFileSync(0, "utf8"));

const context = vm.createContext({ URLSearchParams, Intl });
vm.runInContext(script, context);

async function ask(q) {
  const seen = new Set();
  context.load = async (name) => {
    seen.add(name);
    vm.runInContext(files["search/" + name + ".js"], context);
    return vm.runInContext("arrived", context).get(name);
  };
  const index = vm.runInContext("makeIndex(load)", context);
  const { hits, some } = await index.find(q.q, q.filters ?? [], q.lang);
  const cards = await Promise.all(hits.slice(0, 10).map(index.card));
  const bytes = [...seen].reduce((n, name) => n + Buffer.byteLength(files["search/" + name + ".js"]), 0);
  return { found: cards.map((c) => c.path), some, count: hits.length, bytes, requests: seen.size };
}

async function main() {
  if (texts) {
    vm.runInContext(files["search/index.js"], context);
    const words = vm.runInContext("makeWords(arrived.get('index').fold)", context);
    return texts.map((text) => words(text).map((w) => w.token));
  }
  const out = [];
  for (const q of queries) out.push(await ask(q));
  return out;
}

main().then((out) => console.log(JSON.stringify(out)));
