// Do programs that nobody here wrote accept the data files of a register?
//
//   npm install --prefix .ci/data
//   node .ci/data/judge.mjs PUBLIC
//
// Each kind of file goes to a reader or validator of its own: JSON to its published
// JSON Schema by ajv; Atom to feedsmith; iCalendar to ical.js; the sitemap to
// libxml2 with the schema of sitemaps.org; CSV to csv-parse; BibTeX and CSL-JSON to
// citation-js; RIS to bibutils, where that is installed; JSON-LD to jsonld and,
// as TypeScript, to the types that Google makes of schema.org. What the reader
// found is held against what the register says it holds, so that a file that is
// read as nothing fails. Ends with 1 where anything is refused.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse as parseCSV } from 'csv-parse/sync';
import { parseAtomFeed } from 'feedsmith';
import ICAL from 'ical.js';
import jsonld from 'jsonld';
import { validateXML } from 'xmllint-wasm';

const root = process.argv[2];
if (!root) {
  console.error('usage: node judge.mjs PUBLIC');
  process.exit(2);
}
const modules = fileURLToPath(new URL('node_modules/', import.meta.url));
const files = readdirSync(root, { recursive: true }).map(String).sort();
const text = (name) => readFileSync(join(root, name), 'utf8');
const register = JSON.parse(text('register.json'));

let refused = 0;
const seen = {};

/** Reads each file whose name matches, and says which ones its reader refused. */
async function judge(kind, pattern, read) {
  const names = files.filter((f) => pattern.test(f));
  seen[kind] = names.length;
  if (names.length === 0) refuse(kind, '', 'there is no such file');
  for (const name of names) {
    try {
      await read(text(name), name);
    } catch (e) {
      refuse(kind, name, e.message ?? e);
    }
  }
}

function refuse(kind, name, why) {
  refused++;
  console.log(`${kind} ${name}: ${String(why).slice(0, 600)}`);
}

function ensure(holds, why) {
  if (!holds) throw new Error(why);
}

// JSON and its schemas.
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats(ajv);
const schemas = { register: ajv.compile(JSON.parse(text('schema/register.json'))), document: ajv.compile(JSON.parse(text('schema/document.json'))) };
const valid = (schema, value) => ensure(schema(value), ajv.errorsText(schema.errors));
await judge('JSON of the register', /^register\.json$/, (t) => valid(schemas.register, JSON.parse(t)));
await judge('JSON of documents', /(^|\/)assessments\/[^/]+(?<!\.csl)\.json$/, (t) => valid(schemas.document, JSON.parse(t)));
ensure(seen['JSON of documents'] >= register.documents.length, 'documents without JSON');

// Atom.
await judge('Atom', /\.xml$(?<!sitemap\.xml)/, (t) => {
  const feed = parseAtomFeed(t);
  ensure(feed.id && feed.title && feed.updated, 'no id, title or date');
  ensure(feed.entries?.length > 0, 'no entries');
  for (const e of feed.entries) {
    ensure(e.id && e.title && e.links?.length && !Number.isNaN(Date.parse(e.updated)), `an entry lacks what it must have: ${JSON.stringify(e)}`);
  }
  ensure(new Set(feed.entries.map((e) => e.id)).size === feed.entries.length, 'two entries of one id');
});

// iCalendar.
await judge('iCalendar', /\.ics$/, (t) => {
  for (const line of t.split('\r\n')) {
    ensure(!/[\r\n]/.test(line), 'a line that does not end in CR LF');
    ensure(Buffer.byteLength(line) <= 75, `a line of more than 75 bytes: ${line}`);
  }
  const calendar = new ICAL.Component(ICAL.parse(t));
  const events = calendar.getAllSubcomponents('vevent').map((c) => new ICAL.Event(c, { strictExceptions: true }));
  ensure(events.length > 0, 'no events');
  ensure(new Set(events.map((e) => e.uid)).size === events.length, 'two events of one uid');
  for (const e of events) ensure(e.uid && e.summary && e.startDate.isDate && e.endDate.compare(e.startDate) > 0, `an event lacks what it must have: ${e.uid}`);
});

// The sitemap. Its schema asks for a schema of the links to other languages,
// which nobody publishes: one that lets them have any attribute.
const links = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xhtml">
<xs:element name="link"><xs:complexType><xs:attribute name="rel" type="xs:token" use="required"/><xs:attribute name="hreflang" type="xs:token" use="required"/><xs:attribute name="href" type="xs:anyURI" use="required"/></xs:complexType></xs:element></xs:schema>`;
const both = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="sitemap.xsd"/><xs:import namespace="http://www.w3.org/1999/xhtml" schemaLocation="links.xsd"/></xs:schema>`;
await judge('sitemap', /^sitemap\.xml$/, async (t, name) => {
  const result = await validateXML({
    xml: [{ fileName: name, contents: t }],
    schema: [{ fileName: 'both.xsd', contents: both }],
    preload: [
      { fileName: 'sitemap.xsd', contents: readFileSync(join(modules, 'sitemap/schema/sitemap.xsd'), 'utf8') },
      { fileName: 'links.xsd', contents: links },
    ],
  });
  ensure(result.valid, [...new Set(result.errors.map((e) => e.message))].join('\n'));
});

// CSV: equal rows, named columns, and no cell that a spreadsheet would work out.
await judge('CSV', /\.csv$/, (t) => {
  const rows = parseCSV(t, { bom: true });
  ensure(rows.length > 1, 'no rows');
  ensure(new Set(rows[0]).size === rows[0].length && rows[0].every(Boolean), 'a column without a name of its own');
  for (const cell of rows.flat()) ensure(!/^[=+@\t\r]|^-(?![\d.]+$)/.test(cell), `a formula: ${cell}`);
});

// Citations.
const cited = (data) => {
  ensure(data.length > 0, 'no citation');
  for (const c of data) ensure(c.title && c.URL && c.issued?.['date-parts']?.[0]?.length === 3 && (c.author?.length || c.publisher), `a citation lacks what it must have: ${JSON.stringify(c)}`);
};
await judge('BibTeX', /\.bib$/, (t) => {
  const { data } = new Cite(t, { forceType: '@bibtex/text' });
  ensure(data.length === (t.match(/^@/gm) ?? []).length, 'not all entries are read');
  for (const c of data) ensure(c.title && c.URL && c.issued, `a citation lacks what it must have: ${JSON.stringify(c)}`);
});
await judge('CSL-JSON', /\.csl\.json$/, (t) => cited(new Cite(JSON.parse(t), { forceType: '@csl/list+object' }).data));
if (spawnSync('ris2xml', ['-h']).error) {
  console.log('RIS: bibutils is not installed');
} else {
  await judge('RIS', /\.ris$/, (t, name) => {
    const { stdout, stderr } = spawnSync('ris2xml', [join(root, name)], { encoding: 'utf8' });
    const read = (stdout.match(/<mods /g) ?? []).length;
    ensure(read > 0 && read === (t.match(/^TY {2}- /gm) ?? []).length, `not all entries are read: ${stderr}`);
    ensure(!/warning|unrecogni[sz]ed/i.test(stderr), stderr);
  });
}

// JSON-LD. The terms are those of schema.org, whose context is not fetched.
const documents = [];
const offline = async () => ({ document: { '@context': { '@vocab': 'https://schema.org/' } }, documentUrl: 'https://schema.org/', contextUrl: null });
await judge('JSON-LD', /\.html$/, async (t, name) => {
  for (const [, script] of t.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
    const value = JSON.parse(script);
    const expanded = await jsonld.expand(value, { documentLoader: offline, safe: true });
    ensure(expanded.length > 0, 'it says nothing');
    for (const thing of [value].flat()) documents.push({ name, thing });
  }
});
seen['JSON-LD'] = documents.length;
ensure(documents.length >= register.documents.length, 'documents without JSON-LD');
const work = mkdtempSync(join(tmpdir(), 'judge-'));
try {
  writeFileSync(join(work, 'all.ts'), `import type * as schema from ${JSON.stringify(join(modules, 'schema-dts'))};\n` +
    documents.map(({ thing }, i) => `export const d${i}: schema.WithContext<schema.${thing['@type']}> = ${JSON.stringify(thing)};\n`).join(''));
  execFileSync(process.execPath, [join(modules, 'typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022', join(work, 'all.ts')], { encoding: 'utf8' });
} catch (e) {
  const line = Number(/all\.ts[(:](\d+)/.exec(e.stdout)?.[1]);
  refuse('schema.org', documents[line - 2]?.name ?? '', e.stdout || e.message);
} finally {
  rmSync(work, { recursive: true });
}

console.log(Object.entries(seen).map(([kind, n]) => `${kind} ${n}`).join(', ') + `; ${refused} refused`);
process.exit(refused ? 1 : 0);
