// How fast is a note, beside Typst and headless Chromium, with the same content
// on this machine? Rounds of all of them alternate and the best round of each
// counts, so that other work on the machine hurts all alike. The second number is
// the time of processors, which other work stretches less.
//
//   npm install --prefix .ci/pdf
//   node .ci/pdf/speed.mjs [ROUNDS]
//
// Needs go, chromium and the Liberation fonts.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
const note = (name, [ms, cpu]) => {
  const b = (best[name] ??= [Infinity, Infinity]);
  b[0] = Math.min(b[0], ms);
  b[1] = Math.min(b[1], cpu);
};
const bench = (name, times) => {
  const out = execFileSync(test, ['-test.run', '^$', '-test.bench', `^Benchmark${name}$`, '-test.benchtime', `${times}x`], { cwd: join(root, 'internal/pdf'), encoding: 'utf8' });
  return [Number(/([\d.]+) ns\/op/.exec(out)[1]) / 1e6, Number(/([\d.]+) cpu-ms\/op/.exec(out)?.[1] ?? NaN)];
};
const ownCPU = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
// CPU of a process and all below it, in milliseconds.
const treeCPU = (pid) => {
  const kids = {}, ticks = {};
  for (const p of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    try {
      const f = readFileSync(`/proc/${p}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      (kids[f[1]] ??= []).push(p);
      ticks[p] = Number(f[11]) + Number(f[12]);
    } catch {} // ended meanwhile
  }
  const sum = (p) => (ticks[p] ?? 0) + (kids[p] ?? []).reduce((n, k) => n + sum(k), 0);
  return sum(String(pid)) * 10;
};
const timed = async (times, f, cpu = () => NaN) => {
  const start = performance.now(), used = cpu();
  for (let i = 0; i < times; i++) await f();
  return [(performance.now() - start) / times, (cpu() - used) / times];
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
    note('Typst, a new note', await timed(8, fresh, ownCPU));
    note('Chromium, warm', await timed(5, chromium, () => treeCPU(browser.process().pid)));
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
const show = (v) => (Number.isFinite(v) ? v.toFixed(1) : '').padStart(8);
console.log(''.padEnd(28), '      ms  cpu ms');
for (const [name, [ms, cpu]] of Object.entries(best)) console.log(name.padEnd(28), show(ms), show(cpu));
const ratio = (a, b) => [0, 1].map((i) => (best[a][i] / best[b][i]).toFixed(1)).join(', by cpu ');
console.log('Typst / hria, new notes:', ratio('Typst, a new note', 'hria, a new note'));
console.log('Chromium / hria, warm:', ratio('Chromium, warm', 'hria, the same note again'));
console.log('Chromium / hria, a new note:', ratio('Chromium, warm', 'hria, a new note'));
console.log(`processes: Typst / hria ${(best['Typst, process'][0] / best['hria, process'][0]).toFixed(1)}, Chromium / hria ${(best['Chromium, process'][0] / best['hria, process'][0]).toFixed(1)}`);
console.log(`two cores give ${(best['hria, the same note again'][0] / best['hria, two at once, a note'][0]).toFixed(2)} times one`);
console.log('bytes:', sizes);
if (!process.env.KEEP) rmSync(work, { recursive: true });
else console.log(work);
