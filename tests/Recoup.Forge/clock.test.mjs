// The platform's time, and what an app sees of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mishaps, RunningClock } from './platform.mjs';
import { probed, START, wait } from './probe.mjs';

test('what the app waits for passes at once, and all its clocks say so', async t => {
  const platform = probed(t, {
    async resolver() {
      const before = [Date.now(), new Date().getTime(), performance.now()];
      await wait(20_000);
      const after = [Date.now(), new Date().getTime(), performance.now()];
      return { from: before[0], passed: after.map((time, i) => time - before[i]) };
    },
  });
  const really = Date.now();
  assert.deepEqual(await platform.invoke('acme', 'do'), { from: START, passed: [20_000, 20_000, 20_000] });
  assert.ok(Date.now() - really < 5_000);
});

test('everybody else keeps this machine\'s time', async t => {
  const platform = probed(t, {});
  const really = Date.now();
  await platform.pass(86_400_000);
  assert.ok(Date.now() - really < 5_000);
  assert.equal(platform.now, START + 86_400_000);
  assert.ok(new Date() instanceof Date);
});

test('timers end, and come again', async t => {
  const platform = probed(t, {
    async resolver() {
      const rung = [];
      clearTimeout(setTimeout(() => rung.push('never'), 10));
      const often = setInterval(() => rung.push(Date.now() - START), 100);
      await wait(350);
      clearInterval(often);
      await wait(1000);
      return rung;
    },
  });
  assert.deepEqual(await platform.invoke('acme', 'do'), [100, 200, 300]);
});

test('a call of the platform takes its time, and what is left is less by that', async t => {
  const platform = probed(t, {
    async resolver({ kvs, api }) {
      const left = api.getAppContext().invocationRemainingTimeInMillis;
      const seen = [left()];
      await kvs.set('a', 1);
      seen.push(left());
      await wait(4_000);
      return [...seen, left()];
    },
  }, { latency: { kvs: 30 } });
  assert.deepEqual(await platform.invoke('acme', 'do'), [25_000, 24_970, 20_970]);
});

test('whoever takes too long is ended, and nothing that it does has an effect any more', async t => {
  const seen = [];
  const platform = probed(t, {
    async resolver({ kvs, kept }) {
      seen.push(kept.calls);
      await kvs.set('before', 1);
      await wait(30_000);
      seen.push('went on');
      await kvs.set('after', 1);
      seen.push('came back');
    },
  });
  await assert.rejects(platform.invoke('acme', 'do'), { code: 'FUNCTION_TIME_OUT', message: 'Function timed out. Limit of 25 seconds' });
  assert.equal(platform.now, START + 25_000);
  await platform.pass(60_000);
  assert.deepEqual(platform.installation('acme').kvs.keys, ['before']);
  assert.deepEqual(platform.strays, []);

  // The next one finds a process that has just begun.
  await assert.rejects(platform.invoke('acme', 'do'), { code: 'FUNCTION_TIME_OUT' });
  assert.deepEqual(seen.filter(Number.isInteger), [1, 1]);
});

test('an async event has 55 seconds, or what the manifest says', async t => {
  const left = {};
  const platform = probed(t, {
    resolver: ({ push }) => Promise.all([push('short', { body: {} }), push('long', { body: {} })]).then(() => {}),
    work({ api }) { left.short = api.getAppContext().invocationRemainingTimeInMillis(); },
    long({ api }) { left.long = api.getAppContext().invocationRemainingTimeInMillis(); },
  });
  await platform.invoke('acme', 'do');
  await platform.drain();
  assert.deepEqual(left, { short: 55_000, long: 900_000 });
});

test('computing takes the time of a slower processor, where one is given', async t => {
  const busy = { resolver() { for (let end = process.hrtime.bigint() + 100_000_000n; process.hrtime.bigint() < end;); } };
  const slow = probed(t, busy, { time: { speed: 100 } });
  await slow.invoke('acme', 'do');
  assert.ok(slow.invocations[0].took > 3_000, `${slow.invocations[0].took}`);
  const none = probed(t, busy);
  await none.invoke('acme', 'do');
  assert.equal(none.invocations[0].took, 0);
  await assert.rejects(probed(t, busy, { time: { speed: 1000 } }).invoke('acme', 'do').then(() => wait(1)), { code: 'FUNCTION_TIME_OUT' });
});

test('a process ends at the n-th call of a kind, before it did anything or after', async t => {
  for (const [when, keys] of [['before', ['0']], ['after', ['0', '1']]]) {
    const platform = probed(t, { async resolver({ kvs }) { for (let i = 0; i < 4; i++) await kvs.set(`${i}`, i); } });
    platform.mishaps.killAt('kvs /api/v1/set', 2, when);
    await assert.rejects(platform.invoke('acme', 'do'), /the process ended at kvs/);
    await platform.pass(60_000);
    assert.deepEqual(platform.installation('acme').kvs.keys, keys);
    assert.equal(platform.mishaps.clear(), 0);
  }
});

test('the same seed ends the same processes', async t => {
  const ends = async seed => {
    const platform = probed(t, { async resolver({ kvs }) { for (let i = 0; i < 20; i++) await kvs.set(`${i}`, i); } }, { mishaps: new Mishaps({ seed, kill: 0.1 }) });
    for (let i = 0; i < 20; i++) await platform.invoke(`site-${i}`, 'do').catch(() => {});
    return Array.from({ length: 20 }, (_, i) => platform.installation(`site-${i}`).kvs.keys.length);
  };
  assert.deepEqual(await ends(7), await ends(7));
  assert.notDeepEqual(await ends(7), await ends(8));
});

test('a call that nobody waits for is told', async t => {
  const platform = probed(t, { resolver({ kvs }) { void kvs.set('a', 1); } });
  await platform.invoke('acme', 'do');
  assert.deepEqual(platform.unawaited, ['resolver: kvs /api/v1/set']);
});

test('what the app logs is kept, a hundred lines a minute', async t => {
  const platform = probed(t, { resolver() { for (let i = 0; i < 150; i++) console.log('line %d', i); } });
  await platform.invoke('acme', 'do');
  assert.equal(platform.logs.length, 100);
  assert.deepEqual(platform.logs.at(-1), { at: START, installation: 'acme', function: 'resolver', level: 'log', text: 'line 99' });
});

test('by this machine\'s time what is due comes by itself, for a site that somebody looks at', async t => {
  const seen = [];
  const platform = probed(t, {
    resolver: async ({ push }) => { await push('short', { body: { n: 1 } }, { body: { n: 2 }, delayInSeconds: 0.1 }); },
    async work({ kvs }, { body }) {
      await kvs.set('n', body.n);
      seen.push(body.n);
    },
    life() { seen.push('installed'); },
  }, { clock: new RunningClock() });
  platform.live();
  platform.install('acme');
  await platform.invoke('acme', 'do');
  await wait(300);
  assert.deepEqual(seen, ['installed', 1, 2]);
  assert.equal(platform.queue.length, 0);
});
