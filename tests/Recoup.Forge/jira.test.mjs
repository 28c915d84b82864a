// A site's Jira through the platform, and what the platform itself knows of accounts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { emulator } from './emulator.mjs';
import { manifest, probed, START } from './probe.mjs';

const HOUR = 3_600_000;

let emulated;
before(async () => { emulated = await emulator('--users', '300'); });
after(() => emulated.stop());

const reached = (t, does, { scopes = ['read:jira-user'], ...options } = {}) =>
  probed(t, does, { routes: emulated.routes, arrive: emulated.follow, manifest: { ...manifest, permissions: { ...manifest.permissions, scopes: ['storage:app', ...scopes] } }, ...options });

const ask = (api, path, init) => api.asApp().requestJira(api.assumeTrustedRoute(path), init);

test('Jira answers with the app\'s own rights, in the platform\'s time', async t => {
  const platform = reached(t, {
    async resolver({ api }) {
      const answer = await ask(api, '/rest/api/3/users/search?startAt=0&maxResults=50');
      return { status: answer.status, date: answer.headers.get('date'), people: (await answer.json()).length };
    },
  });
  const { status, date, people } = await platform.invoke('acme', 'do');
  assert.deepEqual({ status, people }, { status: 200, people: 50 });
  assert.ok(Math.abs(Date.parse(date) - START) < 60_000, date);
  assert.deepEqual(platform.jira.asked.map(({ path, as, points }) => ({ path, as, points })), [{ path: '/rest/api/3/users/search?startAt=0&maxResults=50', as: 'app', points: 101 }]);
  assert.equal(platform.sent.length, 0);
});

test('what no scope covers is refused, and the newer scopes do as well', async t => {
  const statuses = async (...scopes) => {
    const platform = reached(t, {
      async resolver({ api }) {
        const plain = ['myself', 'user/groups?accountId=x', 'applicationrole', 'project/search'];
        const count = ask(api, '/rest/api/3/search/approximate-count', { method: 'POST', body: JSON.stringify({ jql: 'created >= -5m' }), headers: { 'content-type': 'application/json' } });
        return (await Promise.all([...plain.map(path => ask(api, `/rest/api/3/${path}`)), count])).map(({ status }) => status === 401 ? 'refused' : 'let');
      },
    }, { scopes });
    return platform.invoke('acme', 'do');
  };
  assert.deepEqual(await statuses(), ['refused', 'refused', 'refused', 'refused', 'refused']);
  assert.deepEqual(await statuses('read:jira-user'), ['let', 'let', 'refused', 'refused', 'refused']);
  assert.deepEqual(await statuses('read:jira-user', 'manage:jira-configuration', 'read:jira-work'), ['let', 'let', 'let', 'let', 'let']);
  assert.deepEqual(await statuses('read:group:jira', 'read:application-role:jira'), ['refused', 'let', 'let', 'refused', 'refused']);
});

test('all sites together have 65,000 points an hour', async t => {
  const seen = [];
  const platform = reached(t, {
    async resolver({ api }) {
      const answer = await ask(api, '/rest/api/3/users/search?startAt=0&maxResults=1000');
      seen.push([answer.status, answer.headers.get('retry-after'), answer.headers.get('ratelimit-reason')]);
    },
  }, { latency: { jira: 0 } });
  while (seen.length < 2000 && seen.at(-1)?.[0] !== 429) await platform.invoke(`site-${seen.length % 3}`, 'do');
  assert.ok(platform.jira.points >= 65_000 && platform.jira.points < 66_000, `${platform.jira.points}`);
  assert.deepEqual(seen.at(-1), [429, '3600', 'jira-quota-global-based']);
  await platform.run(START + HOUR);
  await platform.invoke('acme', 'do');
  assert.equal(seen.at(-1)[0], 200);
});

test('Jira does not know the app for a moment after the installation', async t => {
  const platform = reached(t, { resolver: async ({ api }) => (await ask(api, '/rest/api/3/myself')).status });
  platform.install('acme', { deaf: 60_000 });
  assert.equal(await platform.invoke('acme', 'do'), 401);
  await platform.pass(61_000);
  assert.equal(await platform.invoke('acme', 'do'), 200);
});

test('an undescribed address is a mistake of the test, not of the app', async t => {
  const platform = reached(t, { resolver: ({ api }) => ask(api, '/rest/api/3/worklog/list') });
  await assert.rejects(platform.invoke('acme', 'do'), /it is not known here which scope/);
});

test('Atlassian says which accounts are closed or changed', async t => {
  const ids = Array.from({ length: 200 }, (_, i) => `account-${i}`);
  const platform = reached(t, { resolver: ({ api }) => api.privacy.reportPersonalData(ids.map(accountId => ({ accountId, updatedAt: '2026-11-01T00:00:00Z' }))) }, { scopes: ['report:personal-data'] });
  assert.deepEqual(await platform.invoke('acme', 'do'), []);
  platform.installation('acme').accounts.set('account-3', 'closed').set('account-150', 'updated');
  assert.deepEqual(await platform.invoke('acme', 'do'), [{ accountId: 'account-3', status: 'closed' }, { accountId: 'account-150', status: 'updated' }]);
  assert.equal(platform.installation('acme').reported.length, 400);
  assert.deepEqual(await platform.invoke('bcme', 'do'), []);
});

test('neither accounts are reported nor anything stored without the scope for it', async t => {
  const platform = reached(t, {
    async resolver({ api, kvs }) {
      const reported = await api.privacy.reportPersonalData([{ accountId: 'a', updatedAt: '2026-11-01T00:00:00Z' }]).catch(({ status }) => status);
      return [reported, await kvs.get('a').catch(({ responseDetails: { status } }) => status)];
    },
  }, { manifest: { ...manifest, permissions: { ...manifest.permissions, scopes: [] } } });
  assert.deepEqual(await platform.invoke('acme', 'do'), [401, 401]);
});
