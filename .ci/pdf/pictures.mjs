// Puts hria's picture of a text beside Chromium's of the same text in the same
// font, size and width, one script below the other, to be looked at:
//
//   PDF_SAMPLES=DIR go test -run TestScripts ./internal/pdf
//   npm install --prefix .ci/pdf
//   node .ci/pdf/pictures.mjs DIR OUT.png [ragged|justified] [NAMES...]
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';

const [dir, out, kind = 'ragged', ...names] = process.argv.slice(2);
const texts = fileURLToPath(new URL('../../internal/pdf/testdata/scripts/', import.meta.url));
const noto = '/usr/share/fonts/';
const serif = { yo: 1, ee: 1, ha: 1 };
const sans = { hi: 'Devanagari', bn: 'Bengali', ta: 'Tamil', si: 'Sinhala', my: 'Myanmar', km: 'Khmer', th: 'Thai', lo: 'Lao', am: 'Ethiopic' };
const family = (n) => (serif[n] ? 'Noto Serif' : sans[n] ? `Noto Sans ${sans[n]}` : { zh: 'Noto Sans CJK SC', ja: 'Noto Sans CJK JP', ko: 'Noto Sans CJK KR', ur: 'Noto Naskh Arabic' }[n] ?? (rtl(n) ? 'Liberation Sans' : 'Liberation Serif'));
const rtl = (n) => ['ar', 'fa', 'ur', 'he', 'mixed'].includes(n);

const work = mkdtempSync(join(tmpdir(), 'pictures-'));
let html = '<!doctype html><meta charset="utf-8"><style>body{margin:8px;background:#fff}div.row{display:flex;gap:20px;border-top:1px solid #bbb;padding:6px 0}' +
  'div.name{width:60px;font:12px sans-serif}img{width:307px;height:auto;align-self:start}p{margin:0;width:307px;overflow-wrap:break-word}</style>';
const list = names.length ? names : execFileSync('ls', [texts], { encoding: 'utf8' }).trim().split('\n').map((f) => f.replace('.txt', ''));
for (const n of list) {
  const png = join(work, n);
  execFileSync('pdftoppm', ['-r', '192', '-x', rtl(n) ? '868' : '106', '-y', '100', '-W', '614', '-H', '430', '-png', '-singlefile', `${dir}/script-${n}-${kind}.pdf`, png]);
  const text = readFileSync(`${texts}${n}.txt`, 'utf8').trim();
  const size = (rtl(n) ? 10 : 10.5) * 4 / 3;
  const lead = rtl(n) ? 1.7 : 1.42;
  html += `<div class="row"><div class="name">${n}<br>hria, Chromium</div><img src="file://${png}.png" style="object-fit:cover;object-position:top;height:${Math.ceil(lead * size * 9)}px">` +
    `<p lang="${n === 'mixed' ? 'ar' : n}" dir="${rtl(n) ? 'rtl' : 'ltr'}" style="font:${size}px '${family(n)}','DejaVu Sans';line-height:${lead};text-align:${kind === 'justified' ? 'justify' : 'start'}">${text}</p></div>`;
}
writeFileSync(join(work, 'x.html'), html);
const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--allow-file-access-from-files'] });
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 730, height: 800, deviceScaleFactor: 2 });
  await page.goto('file://' + join(work, 'x.html'));
  await page.screenshot({ path: out, fullPage: true });
} finally {
  await browser.close();
}
