// node scan.mjs BUNDLE N: what scans and pages of N accounts take inside the fake of the platform, and what the platform would bill for
// them. Its clock goes by the processor time that was used, stretched to the share of a processor that the app has.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulator } from '../../tests/Recoup.Forge/emulator.mjs';
import { manifestOf, Platform, StillClock } from '../../tests/Recoup.Forge/platform.mjs';
import { app } from '../../tests/Recoup.Forge/tools.mjs';

const SHARE = 0.58;
const GIGABYTES = 1;
const PRICE = { second: 0.000025, read: 0.055, written: 1.09 };
const LOOKS = 30 * 24 * 12;
const VIEWS = 1000;
const PAGES = ['/', '/recommendations', '/users', '/plans', '/money', '/audit'];
const TURNS = 15;
const MINUTE = 60_000;

const ask = globalThis.fetch;
const [bundle, users] = process.argv.slice(2);
const emulated = await emulator('--users', users, '--seed', '3', '--limits', 'on');
const [site] = emulated.sites;
const authorization = `Basic ${btoa(`${site.email}:${site.token}`)}`;
const { accountId: admin } = await (await ask(`${site.url}/rest/api/3/myself`, { headers: { authorization } })).json();
const manifest = manifestOf(readFileSync(join(app, 'manifest.yml'), 'utf8'));
const platform = new Platform({ bundle, manifest, clock: new StillClock({ speed: 1 / SHARE }), routes: emulated.routes, arrive: emulated.follow });

try {
  await main();
} finally {
  platform.dispose();
  emulated.stop();
}

async function main() {
  const installation = platform.install('acme');
  installation.cloudId = site.cloudId;
  await page('POST', '/connection', { org: emulated.org, key: emulated.key });
  await platform.pass(6 * MINUTE);

  console.log(`A scan of ${users} accounts, at ${SHARE} of a processor`);
  console.log(row('', ['minutes', 'calls', 'billed s', 'requests', 'points', 'KVS', 'read', 'written', 'units read', 'written']));
  const [, again] = [await scanned('the first'), await scanned('the next')];

  console.log(`\nA page, median of ${TURNS}: ms of a whole processor, and with the share and the store`);
  console.log(row('', ['processor', 'in all', 'KVS', 'units', 'bytes']));
  const views = [];
  for (const path of PAGES) views.push(await viewed(path));

  const idle = await used(() => platform.pass(60 * MINUTE));
  const look = { billed: idle.billed / idle.calls, read: idle.read / idle.calls, written: idle.written / idle.calls };
  const view = { billed: mean(views.map(each => each.billed)), read: mean(views.map(each => each.read)), written: mean(views.map(each => each.written)) };
  console.log('\nA month of one site in $, without what is free for all of them together');
  console.log(row('', ['functions', 'read', 'written']));
  bill('30 scans', again, 30);
  bill(`${LOOKS} looks at what is due`, look, LOOKS);
  bill(`${VIEWS} pages`, view, VIEWS);

  console.log(`\n${Math.round(process.resourceUsage().maxRSS / 1024)} MB resident at most, the fake with it`);
  if (platform.failures.length + platform.strays.length > 0) throw new Error(`${platform.failures.length} functions failed: ${platform.failures[0]?.error}; ${platform.strays}`);
}

async function scanned(title) {
  const began = platform.now;
  const took = await used(async () => {
    await page('POST', '/scans');
    do await platform.pass(5 * MINUTE); while (platform.queue.length > 0);
  });
  const ended = platform.invocations.filter(({ function: key, began: at }) => key === manifest.modules.consumer[0].function && at >= began).at(-1);
  console.log(row(title, [(ended.began + ended.took - began) / MINUTE, took.calls, took.billed, took.requests, took.points, took.kvs, took.read / 1e6, took.written / 1e6, took.reads, took.writes]));
  return took;
}

async function viewed(path) {
  const times = [];
  let took, body;
  for (let turn = 0; turn < TURNS; turn++) {
    const { user, system } = process.cpuUsage();
    took = await used(async () => { ({ body } = await page('GET', path)); });
    const spent = process.cpuUsage({ user, system });
    times.push({ processor: (spent.user + spent.system) / 1000, billed: took.billed * 1000 });
  }

  const median = what => times.map(each => each[what]).sort((a, b) => a - b)[TURNS >> 1];
  console.log(row(path, [median('processor'), median('billed'), took.kvs, took.reads + took.writes, body.length]));
  return { ...took, billed: median('billed') / 1000 };
}

/** What something used. */
async function used(does) {
  const before = { ...counts() };
  await does();
  return Object.fromEntries(Object.entries(counts()).map(([name, value]) => [name, value - before[name]]));
}

function counts() {
  const { requests: kvs, reads, writes, bytesRead: read, bytesWritten: written } = platform.installation('acme').kvs.used;
  const billed = platform.invocations.reduce((all, { took }) => all + took, 0) / 1000;
  const points = platform.jira.asked.reduce((all, each) => all + each.points, 0);
  return { calls: platform.invocations.length, billed, requests: platform.sent.length + platform.jira.asked.length, points, kvs, reads, writes, read, written };
}

async function page(method, path, form = {}) {
  const answer = await platform.invoke('acme', 'page', { method, path, query: [], form: Object.entries(form) }, admin);
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  return answer;
}

function bill(title, { billed, read, written }, times) {
  console.log(row(title, [billed * GIGABYTES * PRICE.second * times, read / 1e9 * PRICE.read * times, written / 1e9 * PRICE.written * times].map(dollars => dollars.toFixed(3))));
}

function row(title, values) {
  return title.padEnd(26) + values.map(value => (typeof value === 'number' ? value.toFixed(value < 100 && value % 1 ? 1 : 0) : value).padStart(12)).join('');
}

function mean(values) { return values.reduce((all, value) => all + value, 0) / values.length; }
