// Who is let in: being an admin of the Jira that has the app is not enough. Of every page, and of whatever a form of it does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { Organisation } from './organisation.mjs';
import { routes } from './routes.mjs';
import { stored } from './stored.mjs';
import { wordsOf } from './visitor.mjs';

const ROLES = ['Operator', 'Approver', 'Admin'];
let organisation, platform, admin;

before(async () => {
  organisation = await Organisation.begin({ users: 50 });
  ({ platform } = organisation);
  admin = organisation.admin();
  await admin.do('/connection', organisation.key);
  await organisation.scan(admin);
});
after(() => organisation?.end());

const ask = (visitor, { method, path }) => method === 'GET' ? visitor.get(path) : visitor.post(path);

test('the routes are read', () => {
  assert.ok(routes.length > 40, `${routes.length}`);
  assert.deepEqual([...new Set(routes.map(({ role }) => role))].sort(), ['Admin', 'Approver', 'Operator', 'Viewer']);
});

// The privacy page is for everybody.
for (const route of routes.filter(({ method, path }) => `${method} ${path}` !== 'GET /privacy')) {
  test(`${route.method} ${route.path} tells a Jira admin nothing who is no organisation admin`, async () => {
    const before = platform.installation('acme').kvs.text, answer = await ask(organisation.visitor('a-jira-admin'), route);
    assert.equal(answer.status, 403);
    assert.match(wordsOf(answer), /^No access · Recoup You are not let in You are not an organisation admin of Acme, and none of them named you/);
    assert.equal(without(platform.installation('acme').kvs.text), without(before));
  });
}

// What was found out of somebody is remembered, and is all that changes.
function without(text) { return text.replace(/\["verdicts","(?:[^"\\]|\\.)*"\],?/, ''); }

test('who was let in may read, and does nothing that takes a role', async () => {
  await admin.do('/people', { account: 'a-reader' });
  const reader = organisation.visitor('a-reader');
  for (const route of routes.filter(({ role }) => role !== 'Viewer')) {
    const answer = await ask(reader, route);
    assert.equal(answer.status, 409, `${route.method} ${route.path}`);
    assert.match(wordsOf(answer), /This takes somebody with the role|Only an organisation admin/);
  }

  for (const route of routes.filter(({ method, path, role }) => method === 'GET' && role === 'Viewer' && !path.includes('some'))) assert.equal((await ask(reader, route)).status, 200, route.path);
});

for (const role of ROLES) {
  test(`who was let in with the role ${role} alone is refused every other one`, async () => {
    const account = `one-with-${role}`;
    await admin.do('/people', { account, role });
    const visitor = organisation.visitor(account);
    const others = routes.filter(other => other.role !== 'Viewer' && other.role !== role);
    assert.ok(others.length > 0);
    for (const route of others) assert.match(wordsOf(await ask(visitor, route)), /This takes somebody with the role|Only an organisation admin/, `${route.method} ${route.path}`);
    const [own] = routes.filter(({ method, path, role: needed }) => needed === role && method === 'POST' && path.includes('some') && !path.startsWith('/people'));
    assert.doesNotMatch(wordsOf(await ask(visitor, own)), /This takes somebody with the role/, own.path);
  });
}

test('who was let in lets nobody in, whatever the role', async () => {
  await admin.do('/people', { account: 'a-deputy', role: 'Admin' });
  const deputy = organisation.visitor('a-deputy');
  for (const [path, form] of [['/people', { account: 'a-friend', role: 'Admin' }], ['/people/a-reader/take-out', {}]]) {
    const answer = await deputy.post(path, form);
    assert.equal(answer.status, 409);
    assert.match(wordsOf(answer), /Only an organisation admin says who is let in/);
  }

  assert.equal((await organisation.visitor('a-friend').get('/')).status, 403);
  assert.equal((await organisation.visitor('a-reader').get('/')).status, 200);
});

test('who is taken out is let in no longer', async () => {
  await admin.do('/people/a-reader/take-out');
  assert.equal((await organisation.visitor('a-reader').get('/')).status, 403);
});

test('an organisation admin is asked about once in five minutes, and who is one no longer is let in for no longer', async () => {
  const site = 'https://api.atlassian.com/', asked = () => platform.sent.filter(({ url }) => url.startsWith(site)).length;
  await platform.pass(6 * 60_000);
  const before = asked();
  await admin.get('/users');
  await admin.get('/runs');
  assert.equal(asked(), before + 1);
  await platform.pass(4 * 60_000);
  await admin.get('/users');
  assert.equal(asked(), before + 1);
  await platform.pass(61_000);
  await admin.get('/users');
  assert.equal(asked(), before + 2);
});

test('what cannot be found out lets nobody in, and a new key proves by itself who gives it', async () => {
  const stranger = organisation.visitor('a-stranger');
  await platform.pass(6 * 60_000);
  await organisation.atlassian.fail({ match: 'users/search', times: 1, kind: '401' });
  const closed = await admin.get('/users');
  assert.equal(closed.status, 403);
  assert.match(wordsOf(closed), /could not be found out.*Try and keep/s);
  await organisation.atlassian.fail({ match: 'users/search', times: 1, kind: '401' });
  const refused = await stranger.post('/connection', organisation.key);
  assert.equal(refused.status, 409);
  assert.match(wordsOf(refused), /you are not an organisation admin/);
  assert.equal((await admin.get('/users')).status, 200);
});

test('who asks is what the platform says, whatever the frame sends', async () => {
  const answer = await platform.invoke('acme', 'page', { method: 'GET', path: '/', query: [], form: [], account: admin.account, site: 'x', siteUrl: 'x' }, 'a-stranger');
  assert.equal(answer.status, 403);
});

test('what Recoup reads, keeps and sends is there for everybody', async () => {
  for (const visitor of [organisation.visitor('a-stranger'), organisation.visitor('somebody', 'a-site-without-a-key')]) {
    const answer = await visitor.get('/privacy');
    assert.equal(answer.status, 200);
    assert.match(wordsOf(answer), /Whom to ask/);
    assert.doesNotMatch(answer.body, /Acme/);
  }
});

test('another organisation is not connected in place of this one', async () => {
  const answer = await admin.post('/connection', { ...organisation.key, org: 'another' });
  assert.equal(answer.status, 409);
  assert.match(wordsOf(answer), /Acme is connected here/);
});

test('a site is never asked with somebody\'s token', async () => {
  const before = platform.jira.asked.length;
  await admin.post('/connection', { org: organisation.key.org, site: 'https://other.atlassian.net', email: 'a@acme.example', token: 'a-token-0123456789' });
  assert.equal(platform.jira.asked.length, before);
  assert.ok(!stored(platform.installation('acme').kvs).includes('other.atlassian.net'));
});

test('a file that is no text comes whole', async () => {
  const { body, packed, fileName } = await admin.post('/recommendations/hand-over', { again: 'yes' });
  if (!packed) return assert.fail(`nothing was handed over: ${wordsOf({ body })}`);
  assert.match(fileName, /\.zip$/);
  assert.equal(gunzipSync(Buffer.from(body, 'base64')).subarray(0, 2).toString(), 'PK');
});
