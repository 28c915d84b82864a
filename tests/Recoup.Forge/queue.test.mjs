// Events of the app to itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mishaps } from './platform.mjs';
import { probed, START, wait } from './probe.mjs';

const MINUTE = 60_000, HOUR = 3_600_000;

test('an event comes when it was to come, with what the consumer is told', async t => {
  const seen = [];
  const platform = probed(t, {
    resolver: async ({ push }) => (await push('short', { body: { n: 1 }, delayInSeconds: 600 }, { body: { n: 2 } })).jobId,
    work: (given, event) => { seen.push([Date.now() - START, event]); },
  }, { latency: { queue: 0 } });
  const jobId = await platform.invoke('acme', 'do');
  assert.equal(platform.queue.length, 2);
  await platform.run(START + MINUTE);
  assert.equal(seen.length, 1);
  await platform.run(START + HOUR);
  assert.deepEqual(seen.map(([at, { body }]) => [at, body]), [[0, { n: 2 }], [600_000, { n: 1 }]]);
  const [, { eventId, ...event }] = seen[0];
  assert.match(eventId, /^[0-9a-f-]{36}$/);
  assert.deepEqual(event, { body: { n: 2 }, jobId, queueName: 'short' });
  assert.equal(platform.queue.length, 0);
});

test('a consumer that throws, or takes too long, is called again and again for a day', async t => {
  const seen = [];
  const platform = probed(t, {
    resolver: async ({ push }) => { await push('short', { body: {} }); },
    async work(given, { retryContext }) {
      seen.push([Date.now() - START, retryContext?.retryCount, retryContext?.retryReason]);
      if (seen.length % 2) throw new Error('not yet');
      await wait(HOUR);
    },
  }, { latency: { queue: 0 } });
  await platform.invoke('acme', 'do');
  await platform.pass(30 * HOUR);
  assert.deepEqual(seen.slice(0, 4), [
    [0, undefined, undefined], [4_000, 1, 'FUNCTION_PLATFORM_UNKNOWN_ERROR'], [67_000, 2, 'FUNCTION_TIME_OUT'], [83_000, 3, 'FUNCTION_PLATFORM_UNKNOWN_ERROR'],
  ]);
  const late = seen.slice(-2).map(([at]) => at);
  assert.ok(late[1] > 23 * HOUR && late[1] <= 24 * HOUR && late[1] - late[0] <= 16 * MINUTE, `${late}`);
  assert.equal(platform.dropped.length, 1);
});

test('a consumer that asks for it is called again, when and with what it says', async t => {
  const seen = [];
  const platform = probed(t, {
    resolver: async ({ push }) => { await push('short', { body: {} }); },
    work({ InvocationError }, { retryContext }) {
      seen.push([Date.now() - START, retryContext?.retryData, retryContext?.retentionWindow.remainingTimeMs]);
      if (seen.length < 3) return new InvocationError({ retryAfter: 700, retryReason: 'FUNCTION_UPSTREAM_RATE_LIMITED', retryData: { n: seen.length } });
    },
  }, { latency: { queue: 0 } });
  await platform.invoke('acme', 'do');
  await platform.drain();
  assert.deepEqual(seen, [[0, undefined, undefined], [700_000, { n: 1 }, 24 * HOUR - 700_000], [1_400_000, { n: 2 }, 24 * HOUR - 1_400_000]]);
});

test('a process that ended leaves its event to the next one', async t => {
  const seen = [];
  const platform = probed(t, {
    resolver: async ({ push }) => { await push('short', { body: {} }); },
    async work({ kvs, kept }) {
      seen.push(kept.calls);
      await kvs.set('a', seen.length);
      await kvs.set('b', seen.length);
    },
  });
  await platform.invoke('acme', 'do');
  platform.mishaps.killAt('kvs', 1);
  await platform.drain();
  assert.deepEqual(seen, [2, 1]);
  assert.match(platform.installation('acme').kvs.text, /"a",2.*"b",2/);
  assert.equal(platform.failures.length, 1);
});

test('only so many events with a key are at work at once, and no site holds up another', async t => {
  let at = {}, most = {};
  const platform = probed(t, {
    resolver: async ({ push }) => { await push('short', ...Array.from({ length: 6 }, () => ({ body: {}, concurrency: { key: 'jira', limit: 2 } }))); },
    async work({ api }) {
      const site = api.getAppContext().installation;
      at[site] = (at[site] ?? 0) + 1;
      most[site] = Math.max(most[site] ?? 0, at[site]);
      await wait(10_000);
      at[site]--;
    },
  });
  await Promise.all([platform.invoke('acme', 'do'), platform.invoke('bcme', 'do')]);
  await platform.drain();
  assert.deepEqual(Object.values(most), [2, 2]);
  assert.equal(platform.invocations.length, 2 + 12);
});

test('deliveries come twice and mixed up where that is asked for, by the seed', async t => {
  const order = async seed => {
    const seen = [];
    const platform = probed(t, {
      resolver: async ({ push }) => { await push('short', ...Array.from({ length: 20 }, (_, n) => ({ body: { n } }))); },
      work: (given, { body }) => { seen.push(body.n); },
    }, { mishaps: new Mishaps({ seed, duplicate: 0.3, disorder: 60 }) });
    await platform.invoke('acme', 'do');
    await platform.drain();
    return seen;
  };
  const seen = await order(3);
  assert.ok(seen.length > 20);
  assert.deepEqual([...new Set(seen)].sort((a, b) => a - b), Array.from({ length: 20 }, (_, n) => n));
  assert.notDeepEqual(seen, [...seen].sort((a, b) => a - b));
  assert.deepEqual(await order(3), seen);
  assert.notDeepEqual(await order(4), seen);
});

test('too many events, too large ones, too many in a minute are refused', async t => {
  const error = async (...events) => {
    const platform = probed(t, { resolver: async ({ push }) => { for (const each of events) await push(each.queue ?? 'short', ...each.events); } });
    return platform.invoke('acme', 'do').then(() => 'taken', refused => refused.constructor.name);
  };
  const many = (n, body = {}) => ({ events: Array.from({ length: n }, () => ({ body })) });
  assert.equal(await error(many(50)), 'taken');
  assert.equal(await error(many(51)), 'TooManyEventsError');
  assert.equal(await error(many(3, { text: 'x'.repeat(70_000) })), 'PayloadTooBigError');
  assert.equal(await error(many(1, { text: 'x'.repeat(110_000) })), 'taken');
  assert.equal(await error({ queue: 'long', ...many(1, { text: 'x'.repeat(110_000) }) }), 'PayloadTooBigError');
  assert.equal(await error({ events: [{ body: {}, delayInSeconds: 901 }] }), 'InvalidPushSettingsError');
  assert.equal(await error(...Array.from({ length: 10 }, () => many(50))), 'taken');
  assert.equal(await error(...Array.from({ length: 11 }, () => many(50))), 'RateLimitError');
});

test('a chain of events ends at a thousand pushes', async t => {
  let links = 0;
  const platform = probed(t, {
    resolver: async ({ push }) => { await push('short', { body: {}, delayInSeconds: 10 }); },
    async work({ push }) {
      links++;
      await push('short', { body: {}, delayInSeconds: 10 }).catch(error => { throw error.constructor.name; });
    },
  });
  await platform.invoke('acme', 'do');
  await platform.pass(3 * HOUR);
  assert.ok(links >= 1000);
  assert.equal(platform.invocations.filter(({ error }) => !error).length, 1000);
  assert.equal(platform.failures[0].error.message, 'InvocationLimitReachedError');
});

test('a job tells how far it is, and can be ended', async t => {
  const platform = probed(t, {
    async resolver({ Queue }, { payload }) {
      const queue = new Queue({ key: 'short' });
      if (!payload.job) return (await queue.push([{ body: {} }, { body: {}, delayInSeconds: 100 }])).jobId;
      if (payload.end) await queue.cancel(payload.job);
      return queue.getStats(payload.job);
    },
  });
  const job = await platform.invoke('acme', 'do', {});
  await platform.pass(MINUTE);
  assert.deepEqual(await platform.invoke('acme', 'do', { job }), { success: 1, failed: 0, inProgress: 1 });
  assert.deepEqual(await platform.invoke('acme', 'do', { job, end: true }), { success: 1, failed: 0, inProgress: 0 });
  await assert.rejects(platform.invoke('acme', 'do', { job: 'another' }), /The job another was not found/);
});
