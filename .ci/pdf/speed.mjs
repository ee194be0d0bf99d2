// How fast is a note, beside Typst and headless Chromium, with the same content
// on this machine? Rounds of all of them alternate and the best round of each
// counts, so that other work on the machine hurts all alike.
//
//   npm install --prefix .ci/pdf
//   node .ci/pdf/speed.mjs [ROUNDS]
//
// Needs go, chromium and the Liberation fonts.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import puppeteer from 'puppeteer-core';

const rounds = Number(process.argv[2] ?? 8);
const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const work = mkdtempSync(join(tmpdir(), 'speed-'));
const test = join(work, 'pdf.test');
execFileSync('go', ['test', '-c', '-o', test, './internal/pdf'], { cwd: root, stdio: 'inherit' });
execFileSync(test, ['-test.run', '^TestCompareSources$'], { cwd: join(root, 'internal/pdf'), env: { ...process.env, PDF_COMPARE: work } });
const typ = readFileSync(join(work, 'note.typ'), 'utf8');

const best = {};
const note = (name, ms) => (best[name] = Math.min(best[name] ?? Infinity, ms));
const bench = (name, times) => {
  const out = execFileSync(test, ['-test.run', '^$', '-test.bench', `^Benchmark${name}$`, '-test.benchtime', `${times}x`], { cwd: join(root, 'internal/pdf'), encoding: 'utf8' });
  return Number(/(\d+(?:\.\d+)?) ns\/op/.exec(out)[1]) / 1e6;
};
const timed = async (times, f) => {
  const start = performance.now();
  for (let i = 0; i < times; i++) await f();
  return (performance.now() - start) / times;
};

const typst = NodeCompiler.create({ workspace: work, fontArgs: [{ fontPaths: ['/usr/share/fonts/truetype/liberation'] }] });
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const sizes = {};
try {
  const page = await browser.newPage();
  const chromium = async () => {
    await page.goto('file://' + join(work, 'note.html'));
    const pdf = await page.pdf({ format: 'A4', tagged: true, outline: true });
    sizes.Chromium = pdf.length;
  };
  const fresh = () => {
    typst.evictCache(0);
    sizes.Typst = typst.pdf({ mainFileContent: typ }).length;
  };
  await chromium();
  fresh();
  for (let r = 0; r < rounds; r++) {
    note('hria, the same note again', bench('Note', 20));
    note('hria, a new note', bench('NewNote', 20));
    note('hria, two at once, a note', bench('TwoAtOnce', 40));
    note('Typst, a new note', await timed(8, fresh));
    note('Chromium, warm', await timed(3, chromium));
    note('hria, process', bench('Process', 4));
    note('Typst, process', await timed(1, () => execFileSync('node', ['--input-type=module', '-e',
      `import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'; import { readFileSync } from 'node:fs';
       const c = NodeCompiler.create({ workspace: '${work}', fontArgs: [{ fontPaths: ['/usr/share/fonts/truetype/liberation'] }] });
       c.pdf({ mainFileContent: readFileSync('${join(work, 'note.typ')}', 'utf8') });`], { cwd: here })));
    note('Chromium, process', await timed(1, () => execFileSync(process.env.CHROMIUM ?? '/usr/bin/chromium',
      ['--headless', '--no-sandbox', '--disable-gpu', `--print-to-pdf=${join(work, 'x.pdf')}`, join(work, 'note.html')], { stdio: 'ignore' })));
  }
  writeFileSync(join(work, 'typst.pdf'), typst.pdf({ mainFileContent: typ }));
} finally {
  await browser.close();
}
for (const [name, ms] of Object.entries(best)) console.log(name.padEnd(30), ms.toFixed(1).padStart(8), 'ms');
const ratio = (a, b) => (best[a] / best[b]).toFixed(1);
console.log(`Typst / hria, new notes: ${ratio('Typst, a new note', 'hria, a new note')}   Chromium / hria, warm: ${ratio('Chromium, warm', 'hria, a new note')}`);
console.log(`processes: Typst / hria ${ratio('Typst, process', 'hria, process')}   Chromium / hria ${ratio('Chromium, process', 'hria, process')}`);
console.log(`two cores give ${ratio('hria, the same note again', 'hria, two at once, a note')} times one`);
console.log('bytes:', sizes);
if (!process.env.KEEP) rmSync(work, { recursive: true });
else console.log(work);
