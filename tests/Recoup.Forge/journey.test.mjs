// From the installation to its end, with the bundle as the real bundler made it, the platform's own packages, and the emulator.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Organisation } from './organisation.mjs';
import { stored } from './stored.mjs';
import { fieldOf, wordsOf } from './visitor.mjs';

const COLLEAGUE = 'a-colleague';
let organisation, platform, admin, plan, run;

before(async () => {
  organisation = await Organisation.begin();
  ({ platform } = organisation);
  admin = organisation.admin();
});
after(() => organisation?.end());

const kvs = () => platform.installation('acme').kvs;

test('it is installed, and whoever looks first is asked for a key', async () => {
  platform.install('acme');
  await platform.pass(60_000);
  assert.deepEqual(platform.failures, []);
  assert.match(await admin.read('/'), /Connect your organisation/);
});

test('a key that Atlassian does not accept is not kept', async () => {
  const answer = await admin.post('/connection', { org: organisation.key.org, key: 'a-wrong-key-0123456789' });
  assert.equal(answer.status, 409);
  assert.match(wordsOf(answer), /does not accept the key/);
  assert.equal(kvs().secrets.size, 0);
});

test('P05 a good key is kept among the secrets and nowhere else', async () => {
  assert.equal(await admin.do('/connection', organisation.key), '/connection');
  assert.deepEqual([...kvs().secrets.values()], [organisation.key.key]);
  assert.ok(!stored(kvs()).includes(organisation.key.key));
  assert.match(await admin.read('/connection'), /A scan would be complete/);
});

test('a scan goes through the queue to its end', async () => {
  await organisation.scan(admin);
  assert.match(await admin.read('/'), /seats can be had back/);
  assert.match(await admin.read('/scans'), /complete/);
});

test('every page is there', async () => {
  for (const page of ['/recommendations', '/users', '/plans', '/runs', '/money', '/access', '/scans', '/audit', '/settings', '/assistant', '/privacy', '/people']) await admin.read(page);
});

test('a plan is made, and approved by a colleague whom the admin let in', async () => {
  await admin.do('/settings', { name: 'cost.jira-software', value: '7.50' });
  await organisation.scan(admin);
  plan = await admin.do('/plans');
  await admin.do('/people', { account: COLLEAGUE, role: 'Approver' });
  const colleague = organisation.visitor(COLLEAGUE);
  assert.equal(await colleague.do(`${plan}/approve`, { hash: fieldOf(await colleague.get(plan), 'hash') }), plan);
});

test('who acted is shown by name, where the scan knows them', async () => {
  const [, name] = (await admin.get(`/users/${admin.account}`)).body.match(/<h1>(<bdi>.+?<\/bdi>)<\/h1>/);
  for (const page of ['/plans', plan, '/audit', '/people']) {
    const { body } = await admin.get(page);
    assert.ok(body.includes(`title="${admin.account}">${name}</a>`), page);
  }

  // Nobody of the organisation has this account.
  assert.match(await admin.read(plan), new RegExp(`Approved by ${COLLEAGUE} `));
});

test('without a key that may write nothing is changed', async () => {
  const answer = await admin.post(`${plan}/apply`);
  assert.equal(answer.status, 409);
  assert.match(wordsOf(answer), /changes nothing until it is given a key that may write/);
});

test('P05 the plan is applied through the queue, and its key is gone when the run has ended', async () => {
  run = await admin.do(`${plan}/apply`, { writeKey: organisation.atlassian.key });
  assert.equal(kvs().secrets.size, 2);
  await platform.drain();
  assert.match(await admin.read(run), /13 done, 0 skipped, 0 failed/);
  assert.equal(kvs().secrets.size, 1);
});

test('who asks for a look at the seats sees for a minute what it finds', async () => {
  const looking = await admin.do(`${run}/verify`), said = /seats are being looked at/;
  assert.match(await admin.read(looking), said);
  assert.doesNotMatch(await admin.read(run), said);
  await platform.pass(60_000);
  assert.doesNotMatch(await admin.read(looking), said);
});

test('seats are seen to be free some minutes later', async () => {
  await platform.pass(15 * 60_000);
  assert.match(await admin.read(run), /13 seen to be free/);
});

test('it is undone', async () => {
  const undo = await admin.do(`${run}/undo`, { writeKey: organisation.atlassian.key });
  await platform.drain();
  assert.match(await admin.read(undo), /13 done, 0 skipped, 0 failed/);
});

test('P14 the log is exported, and each entry is chained to the one before', async () => {
  const { body, fileName } = await admin.get('/audit/export?format=jsonl');
  assert.match(fileName, /\.jsonl$/);
  const entries = body.trim().split('\n').map(line => JSON.parse(line)).filter(entry => entry.record);
  assert.ok(entries.length > 100);
  let hash = '0'.repeat(64);
  for (const entry of entries) {
    hash = createHash('sha256').update(`${hash}\n${entry.record}`).digest('hex');
    assert.equal(entry.hash, hash, entry.record);
  }
});

test('P20 everything is cleared but the log', async () => {
  await platform.drain();
  await admin.do('/settings/clear', { confirm: organisation.key.org });
  assert.equal(kvs().secrets.size, 0);
  assert.match(await admin.read('/'), /Connect your organisation/);
  assert.ok(!stored(kvs()).includes('@acme'), 'an address is left');
});

test('P24 after it is uninstalled nothing is left', async () => {
  platform.uninstall('acme');
  await platform.pass(60_000);
  assert.deepEqual([...kvs().secrets], []);
  assert.deepEqual(kvs().keys.filter(key => !key.startsWith('installation:')), []);
});

test('nothing went wrong meanwhile, and no call was made in another\'s context', () => {
  assert.deepEqual(platform.strays, []);
  assert.deepEqual(platform.failures, []);
  assert.deepEqual(platform.unawaited, []);
  assert.deepEqual(platform.dropped, []);
});
