// Which words do readers of PDF files find? Three of them read the notes that
//
//   PDF_SAMPLES=DIR go test -run TestScripts ./internal/pdf
//
// writes, and what they give back is compared with the texts set:
//
//   npm install --prefix .ci/pdf
//   node .ci/pdf/readers.mjs DIR [--show] [FILTER]
//
// A word counts as found if it is a word of what was read. Scripts without
// spaces: what stands between two marks of punctuation counts as one word, and
// white space does not count. The script fails where a reader finds less than
// the bar set for it.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const args = process.argv.slice(2);
const show = args.includes('--show');
const [dir, filter = ''] = args.filter((a) => a !== '--show');
const texts = fileURLToPath(new URL('../../internal/pdf/testdata/scripts/', import.meta.url));
const solid = new Set(['my', 'km', 'th', 'lo', 'zh', 'ja']);

const pdfium = await PDFiumLibrary.init();

const readers = {
  poppler: async (file) => execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }),
  pdfium: async (file) => {
    const doc = await pdfium.loadDocument(readFileSync(file));
    let out = '';
    for (const page of doc.pages()) out += page.getText() + '\n';
    doc.destroy();
    return out;
  },
  'pdf.js': async (file) => {
    const doc = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
    let out = '';
    for (let i = 1; i <= doc.numPages; i++) {
      const { items } = await (await doc.getPage(i)).getTextContent();
      out += items.map((it) => it.str + (it.hasEOL ? '\n' : '')).join('') + '\n';
    }
    await doc.destroy();
    return out;
  },
};

// A hyphen at the end of a line that is marked as soft joins two halves. Marks
// of direction part words, as poppler puts them between; joiners do not.
const words = (s) => s.replace(/\u00ad\s*|[\u0002\ufffe]\s*/g, '').replace(/[\u200c\u200d]/g, '').split(/[\s\p{P}\p{Cf}\p{Cc}]+/u).filter(Boolean);

const total = {};
const add = (key, found, all) => {
  total[key] ??= [0, 0];
  total[key][0] += found;
  total[key][1] += all;
};
for (const file of readdirSync(dir).sort()) {
  const name = /^script-(.*)-(ragged|justified)\.pdf$/.exec(file);
  if (!name || !file.includes(filter)) continue;
  const want = words(readFileSync(texts + name[1] + '.txt', 'utf8'));
  const line = [];
  for (const [reader, read] of Object.entries(readers)) {
    const text = await read(`${dir}/${file}`);
    const got = words(text);
    const have = new Set(got), all = got.join('');
    const lost = want.filter((w) => !have.has(w) && !(solid.has(name[1]) && all.includes(w)));
    add(reader, want.length - lost.length, want.length);
    line.push(`${reader} ${(1 - lost.length / want.length).toFixed(3)}`);
    if (show && lost.length) console.log(`${file} ${reader} lost: ${lost.join(' | ')}\n  read: ${JSON.stringify(text)}`);
  }
  console.log(file.padEnd(32), line.join('   '));
}
const bars = { poppler: 1, pdfium: 0.994, 'pdf.js': 0.98 };
console.log('all'.padEnd(32), Object.entries(total).map(([k, [a, b]]) => `${k} ${(a / b).toFixed(3)}`).join('   '));
for (const [reader, [found, all]] of Object.entries(total)) {
  if (!filter && found / all < bars[reader]) {
    console.error(`${reader} finds ${(found / all).toFixed(4)} of the words, less than ${bars[reader]}`);
    process.exitCode = 1;
  }
}
if (Object.keys(total).length === 0) {
  console.error(`no script-*.pdf in ${dir}`);
  process.exitCode = 1;
}
