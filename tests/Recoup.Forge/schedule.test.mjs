// What the platform calls by itself: by the clock, and when a site gets the app or loses it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mishaps } from './platform.mjs';
import { probed, START } from './probe.mjs';

const MINUTE = 60_000, HOUR = 3_600_000, DAY = 24 * HOUR;

test('a schedule begins five minutes after the installation, and a failure is not repeated', async t => {
  const seen = [];
  const platform = probed(t, {
    tick(given, event) {
      seen.push([Date.now() - START, event]);
      throw new Error('no');
    },
  });
  platform.install('acme');
  await platform.pass(16 * MINUTE);
  assert.deepEqual(seen.map(([at]) => at), [5 * MINUTE, 10 * MINUTE, 15 * MINUTE]);
  assert.deepEqual(seen[0][1], { context: { cloudId: platform.installation('acme').cloudId, moduleKey: 'often' }, contextToken: 'context-token' });
  assert.equal(platform.failures.length, 3);
});

test('nobody is at the keyboard then', async t => {
  const platform = probed(t, { tick: ({ api }) => api.asUser().requestJira(api.route`/rest/api/3/myself`) }, { routes: { jira: 'http://127.0.0.1:1' } });
  platform.install('acme');
  await platform.pass(6 * MINUTE);
  assert.match(platform.failures[0].error.constructor.name, /NeedsAuthentication/);
});

test('a schedule comes twice now and then', async t => {
  let seen = 0;
  const platform = probed(t, { tick() { seen++; } }, { mishaps: new Mishaps({ seed: 2, duplicate: 0.2 }) });
  platform.install('acme');
  await platform.pass(100 * 5 * MINUTE + 1);
  assert.ok(seen > 105 && seen < 140, `${seen}`);
});

test('an hour passes in milliseconds', async t => {
  let seen = 0;
  const platform = probed(t, { async tick({ kvs }) { await kvs.set('n', ++seen); } });
  platform.install('acme');
  const really = Date.now();
  await platform.pass(7 * DAY);
  assert.equal(seen, 7 * 24 * 12);
  assert.ok(Date.now() - really < 10_000);
});

test('the app hears of an installation, a new version and the end', async t => {
  const seen = [];
  const platform = probed(t, { life: (given, event) => { seen.push(event); } });
  const installation = platform.install('acme', { account: 'somebody' });
  await platform.pass(1000);
  platform.upgrade('acme', { account: 'somebody' });
  await platform.pass(1000);
  platform.uninstall('acme', { account: 'somebody' });
  await platform.pass(DAY);
  assert.deepEqual(seen.map(({ eventType, app }) => [eventType, app.version]), [
    ['avi:forge:installed:app', '1.0.0'], ['avi:forge:upgraded:app', '2.0.0'], ['avi:forge:uninstalled:app', '2.0.0'],
  ]);
  const { id, context, installerAccountId, environment, permissions } = seen[0];
  assert.deepEqual({ id, context, installerAccountId, environment, permissions }, {
    id: installation.ari, context: installation.site, installerAccountId: 'somebody', environment: { id: 'environment' },
    permissions: { scopes: ['storage:app', 'read:jira-user'], external: { fetch: { backend: [{ address: 'api.atlassian.com' }] } } },
  });
  assert.equal(platform.invocations.filter(each => each.function === 'tick').length, 0);
});

test('what the app hears is told again where it failed, four times', async t => {
  const seen = [];
  const platform = probed(t, {
    life({ InvocationError }, { retryContext }) {
      seen.push([Date.now() - START, retryContext?.retryCount]);
      return new InvocationError({ retryAfter: 60, retryReason: 'FUNCTION_RETRY_REQUEST' });
    },
  });
  platform.install('acme');
  await platform.pass(HOUR);
  assert.deepEqual(seen, [[0, undefined], [60_000, 1], [120_000, 2], [180_000, 3], [240_000, 4]]);
});

test('what a site kept is there for 21 days after it left', async t => {
  for (const [days, left] of [[20, ['a']], [22, []]]) {
    const platform = probed(t, { resolver: ({ kvs }) => kvs.set('a', 1) });
    platform.install('acme');
    await platform.invoke('acme', 'do');
    platform.uninstall('acme');
    await platform.pass(days * DAY);
    platform.install('acme');
    assert.deepEqual(platform.installation('acme').kvs.keys, left);
  }
});

test('events do not reach a site that has left', async t => {
  const platform = probed(t, { resolver: async ({ push }) => { await push('short', { body: {}, delayInSeconds: 100 }); } });
  platform.install('acme');
  await platform.invoke('acme', 'do');
  platform.uninstall('acme');
  await platform.pass(HOUR);
  assert.equal(platform.invocations.filter(each => each.function === 'work').length, 0);
});
