// A scan from one invocation to the next, in the platform's time, whatever ends on the way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifest, Organisation } from './organisation.mjs';
import { Mishaps } from './platform.mjs';

const MINUTE = 60_000;

const { consumer: [{ function: worker }], scheduledTrigger: schedules } = manifest.modules;

/** A site whose organisation is connected, with a scan that has just begun. */
async function begun(t, users, mishaps) {
  const organisation = await Organisation.begin({ users, options: ['--limits', 'on'], platform: { mishaps } });
  t.after(() => organisation.end());
  const admin = await organisation.connect();
  await admin.do('/scans');
  return { platform: organisation.platform, ended: async () => / complete/i.test(await admin.read('/scans')) };
}

test('what the engine waits for passes in the platform\'s time', async t => {
  const really = performance.now();
  // So many that it has to wait for the next minute's requests.
  const { platform, ended } = await begun(t, 200);
  await platform.drain();
  assert.ok(await ended());
  const [{ took }] = platform.invocations.filter(each => each.function === worker);
  assert.ok(took > 60_000 && took < 120_000, `${took}`);
  assert.ok(performance.now() - really < took / 2);
  assert.deepEqual([...platform.failures, ...platform.strays, ...platform.unawaited], []);
});

for (const seed of process.env.RECOUP_LONG ? [1, 2, 3, 4, 5, 6] : [1]) {
  test(`a scan comes to its end, whose processes end by chance, whose events come twice and mixed up (seed ${seed})`, async t => {
    const { platform, ended } = await begun(t, 50, new Mishaps({ seed }));
    platform.mishaps.begin({ kill: 0.012, of: [worker, ...schedules.map(each => each.function)], duplicate: 0.3, disorder: 20 });
    let minutes = 0;
    for (; minutes < 180 && !await ended(); minutes += 5) await platform.pass(5 * MINUTE);
    assert.ok(minutes < 180);
    assert.ok(platform.failures.length > 0);
    assert.deepEqual(platform.failures.filter(({ error }) => error.code !== 'FUNCTION_PLATFORM_UNKNOWN_ERROR'), []);
    assert.deepEqual([...platform.strays, ...platform.unawaited], []);
  });
}

if (process.env.RECOUP_LONG) {
  test('twenty thousand accounts are scanned within the platform\'s limits, from one invocation to the next', async t => {
    const { platform, ended } = await begun(t, 20_000);
    let minutes = 0;
    for (; minutes < 180 && !await ended(); minutes += 5) await platform.pass(5 * MINUTE);
    const stretches = platform.invocations.filter(each => each.function === worker), { used } = platform.installation('acme').kvs;
    t.diagnostic(`${minutes} minutes, ${stretches.length} stretches, ${platform.sent.length} requests, ${used.reads} units read, ${used.writes} written, ${used.refused} calls refused`);
    assert.ok(minutes < 180);
    assert.ok(stretches.length > 3 && stretches.every(({ took }) => took < 900_000), stretches.map(({ took }) => took).join());
    assert.deepEqual([...platform.failures, ...platform.strays, ...platform.unawaited], []);
  });
}
