// Whatever a process is ended at, between a checkpoint and the event that goes on from it too: the scan and the run come to the same end
// as undisturbed, and nothing is done twice. RECOUP_LONG=1 tries many more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Organisation } from './organisation.mjs';
import { Random } from './random.mjs';

const [SCANS, RUNS] = process.env.RECOUP_LONG ? [400, 100] : [15, 5];
const MINUTE = 60_000, LONGEST = 120 * MINUTE;
// A lease of a process that was ended holds for so long at most.
const LEASE = 3 * MINUTE;
const KINDS = ['kvs /api/v1/transaction', 'kvs', 'queue', 'fetch'];
const WORKERS = ['go-on', 'look'];
// So slow that one invocation does not come to the end: the next one goes on.
const SLOW = 40_000;
const READER = 'a-reader';

/** Lets time pass until a page says that something has ended, and nothing goes on; a process is ended on the way, where that is planned. */
async function ended(platform, reader, page, says, kill) {
  const calls = platform.mishaps.count(WORKERS), last = platform.now + LONGEST, { fetch } = platform.latency;
  platform.latency.fetch = SLOW;
  if (kill) platform.mishaps.killAt(kill.kind, kill.n, kill.when, WORKERS);
  do {
    await platform.pass(MINUTE);
    assert.ok(platform.now < last, `${page} has not ended: ${await reader.read(page)}`);
  } while (!says.test(await reader.read(page)) || platform.queue.length > 0);
  platform.mishaps.clear();
  platform.latency.fetch = fetch;
  await platform.pass(LEASE);
  return calls;
}

/** A scan of a site of its own, and what came of it. */
async function scanned(organisation, site, kill) {
  const { platform } = organisation, admin = await organisation.connect(site);
  // Of whom nobody has to ask Atlassian.
  await admin.do('/people', { account: READER });
  const reader = organisation.visitor(READER, site), calls = await ended(platform, reader, await admin.do('/scans'), / (complete|partial|failed) /, kill);
  const result = { findings: findings((await admin.get('/recommendations/export')).body), log: counted(await log(admin)) };
  return { admin, reader, calls, result };
}

/** A run of an organisation of its own, since it changes something there. */
async function applied(kill) {
  const organisation = await Organisation.begin({ users: 50 });
  try {
    const { platform, atlassian } = organisation, { admin, reader } = await scanned(organisation, 'acme');
    // So few accounts that nobody else has to approve it.
    const run = await admin.do(`${await admin.do('/plans')}/apply`, { writeKey: atlassian.key });
    const calls = await ended(platform, reader, run, /It has ended/, kill);
    await platform.pass(20 * MINUTE);
    const result = {
      run: (await admin.read(run)).match(/\d+ of \d+ accounts · .*? seen to be free/)[0],
      // Which calls changed something at Atlassian, and how often each.
      changes: (await atlassian.ledger()).map(({ method, template, path, status }) => JSON.stringify([method, template, path, status])).sort(),
      // A call that was written down and never sent is written down again.
      log: counted((await log(admin)).filter(entry => !/ (intended|failed)$|^run\.(pause|resume)/.test(entry))),
      secrets: platform.installation('acme').kvs.secrets.size,
    };
    return { calls, result, wrong: [...wrong(platform), ...platform.failures] };
  } finally {
    organisation.end();
  }
}

async function log(admin) {
  const { body } = await admin.get('/audit/export?format=jsonl');
  return body.trim().split('\n').map(line => JSON.parse(line)).filter(({ record }) => record).map(({ record }) => JSON.parse(record)).map(({ action, outcome }) => `${action} ${outcome}`);
}

// Of the same organisation, scanned some minutes later: who, by which rule, how sure, and what is to be done.
function findings(csv) {
  const [head, ...rows] = csv.trim().split(/\r?\n/).map(line => line.split(','));
  const columns = ['accountId', 'rule', 'tier', 'action'].map(name => head.indexOf(name));
  assert.ok(!columns.includes(-1), head.join());
  return rows.map(row => columns.map(column => row[column]).join(' ')).sort();
}

function counted(list) { return Object.fromEntries([...new Set(list)].sort().map(each => [each, list.filter(other => other === each).length])); }

function wrong({ strays, unawaited, failures }) { return [...strays, ...unawaited, ...failures.filter(({ error }) => error.code !== 'FUNCTION_PLATFORM_UNKNOWN_ERROR')]; }

/** Where a process is ended, by chance. */
function chance(seed, calls) {
  const random = new Random(seed), kind = KINDS[random.below(KINDS.length)];
  return { kind, n: 1 + random.below(Math.max(1, calls(kind))), when: random.chance(0.5) ? 'before' : 'after' };
}

let organisation, scan, run, killed = 0;

// Whatever is scheduled for the sites before goes on, so that many on one platform take ever longer.
const TOGETHER = 20;
async function anew() {
  killed += organisation?.platform.failures.length ?? 0;
  organisation?.end();
  organisation = await Organisation.begin({ users: 50 });
}

before(async () => {
  await anew();
  scan = await scanned(organisation, 'undisturbed');
  run = await applied();
});
after(() => organisation?.end());

test('undisturbed, everything ends well', () => {
  assert.deepEqual([organisation.platform.failures, wrong(organisation.platform), run.wrong], [[], [], []]);
  assert.ok(scan.result.findings.length > 3 && run.result.changes.length > 3, JSON.stringify([scan.result, run.result]));
  assert.match(run.result.run, /0 skipped, 0 failed/);
  assert.equal(run.result.secrets, 1);
  for (const kind of KINDS) assert.ok(scan.calls(kind) > 0 && run.calls(kind) > 0, kind);
});

for (let seed = 1; seed <= SCANS; seed++) {
  test(`a scan, ended at a call by chance, seed ${seed}`, async () => {
    if (seed % TOGETHER === 0) await anew();
    const { result } = await scanned(organisation, `site-${seed}`, chance(seed, scan.calls));
    assert.deepEqual(result, scan.result);
    assert.deepEqual(wrong(organisation.platform), []);
  });
}

for (let seed = 1; seed <= RUNS; seed++) {
  test(`a run, ended at a call by chance, seed ${seed}`, async () => {
    const { result, wrong } = await applied(chance(seed, run.calls));
    assert.deepEqual(result, run.result);
    assert.deepEqual(wrong.filter(({ error }) => error?.code !== 'FUNCTION_PLATFORM_UNKNOWN_ERROR'), []);
  });
}

test('P05 ended right before its key is deleted, a run leaves none', async () => {
  const { result, wrong } = await applied({ kind: 'kvs /api/v1/secret/delete', n: 1, when: 'before' });
  assert.equal(wrong.filter(({ error }) => error).length, 1);
  assert.deepEqual(result, run.result);
});

test('processes were ended', () => {
  killed += organisation.platform.failures.length;
  assert.ok(killed >= SCANS / 2, `${killed}`);
});
