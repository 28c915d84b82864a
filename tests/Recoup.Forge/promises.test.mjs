// What PRIVACY.md promises of the app inside Jira, seen at the platform's edge: what is stored, what leaves, what is shown.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { manifest, Organisation } from './organisation.mjs';
import { routes } from './routes.mjs';
import { app } from './tools.mjs';
import { stored } from './stored.mjs';

const CLAUDE = 'https://api.anthropic.com/', KEY_TO_CLAUDE = 'sk-canary-of-claude-0123456789';
let organisation, platform, admin, key;

before(async () => {
  organisation = await Organisation.begin({ users: 120 });
  ({ platform } = organisation);
  ({ key } = organisation.atlassian);
  admin = await organisation.connect();
});
after(() => organisation?.end());

const kvs = () => platform.installation('acme').kvs, everythingStored = () => stored(kvs());
const toClaude = () => platform.sent.filter(({ url }) => url.startsWith(CLAUDE));
const pages = routes.filter(({ method }) => method === 'GET');

test('P06 with Claude off, or without its key, a whole scan and every page ask it nothing', async () => {
  await organisation.scan(admin);
  await admin.do('/assistant/switch', { what: 'classifier', on: 'true' });
  await admin.do('/assistant/switch', { what: 'summary', on: 'true' });
  await organisation.scan(admin);
  for (const { path } of pages) await admin.get(path);
  assert.equal(platform.sent.length > 100, true);
  assert.deepEqual(toClaude(), []);
});

test('P03 whatever leaves goes to the two declared hosts, and to the site\'s own Jira as the app', () => {
  assert.deepEqual([...new Set(platform.sent.map(({ url }) => new URL(url).host))], ['api.atlassian.com']);
  assert.ok(platform.jira.asked.length > 0);
  assert.deepEqual([...new Set(platform.jira.asked.map(({ as }) => as))], ['app']);
});

test('P07 with Claude on, it is told no more of an account than is allowed', async () => {
  await admin.do('/assistant/key', { key: organisation.atlassian.claudeKey });
  await organisation.atlassian.keepMessages();
  await organisation.scan(admin);
  assert.ok(toClaude().length > 0);
  const asked = await organisation.atlassian.messages();
  const accounts = asked.map(({ messages: [{ content }] }) => content).filter(content => content.startsWith('{"accounts":')).flatMap(content => JSON.parse(content).accounts);
  assert.ok(accounts.length > 0);
  const allowed = ['id', 'name', 'email', 'signedIn', 'products'];
  for (const account of accounts) assert.deepEqual(Object.keys(account).filter(field => !allowed.includes(field)), []);
  const everything = JSON.stringify(asked);
  assert.doesNotMatch(everything, /@[a-z0-9-]+\.[a-z]{2,}/i);
  assert.doesNotMatch(everything, /712020:|[0-9a-f]{24}/);
});

test('P25 switched off, it is asked nothing more', async () => {
  const before = toClaude().length;
  await admin.do('/assistant/switch', { what: 'classifier', on: 'false' });
  await admin.do('/assistant/switch', { what: 'summary', on: 'false' });
  await organisation.scan(admin);
  assert.equal(toClaude().length, before);
});

test('P04 P05 keys are among the platform\'s secrets, and on no page, in no file, in no log and in nothing else that is stored', async () => {
  await admin.do('/assistant/key', { key: KEY_TO_CLAUDE });
  assert.deepEqual([...kvs().secrets.values()].sort(), [key, KEY_TO_CLAUDE].sort());
  const shown = [];
  for (const { path } of pages) shown.push((await admin.get(path)).body);
  shown.push((await admin.post('/connection', { org: organisation.key.org, key: `${key}x` })).body);
  for (const account of ['a-stranger', admin.account]) shown.push((await organisation.visitor(account).get('/connection')).body);
  const everything = [...shown, everythingStored(), ...platform.logs.map(({ text }) => text)].join('\n');
  for (const secret of [key, KEY_TO_CLAUDE]) assert.ok(!everything.includes(secret));
  await admin.post('/assistant/key', { key: '' });
});

test('P01 P29 what is stored is in the platform\'s key-value store, and nothing is in the process', () => {
  assert.deepEqual(Object.keys(manifest.app.storage), ['entities']);
  assert.deepEqual(Object.keys(manifest.modules).filter(module => ['sql', 'objectStore', 'remotes', 'services'].includes(module)), []);
  assert.deepEqual([manifest.remotes, manifest.services, manifest.connectModules, manifest.providers], [undefined, undefined, undefined, undefined]);
  assert.ok(kvs().keys.length > 10);
});

test('P02 P23 the frame is made of its own files alone, and sets no cookie', () => {
  const folder = join(app, manifest.resources[0].path), files = readdirSync(folder);
  assert.ok(files.includes('index.html'));
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    if (file.endsWith('.html')) for (const [, address] of text.matchAll(/(?:src|href)="([^"]+)"/g)) assert.ok(files.includes(address.replace('./', '')), address);
    if (file.endsWith('.css')) assert.doesNotMatch(text, /url\(|@import/, file);
    if (['live.js', 'recoup.js'].includes(file)) assert.doesNotMatch(text, /document\.cookie|https?:\/\//, file);
  }
});

test('P26 who was told of another privacy text is told of this one, once, with its day', async () => {
  assert.doesNotMatch(await admin.read('/'), /Privacy has changed|privacy page changed/i);
  kvs().change('privacy-seen', text => JSON.stringify({ ...JSON.parse(text), [admin.account]: 'the hash of another text' }));
  const told = await admin.get('/');
  assert.match(told.body, /\/privacy\/seen/);
  await admin.post('/privacy/seen');
  assert.doesNotMatch((await admin.get('/')).body, /\/privacy\/seen/);
});

test('P27 everybody of whom anything is kept is reported every week, and who has closed the account is forgotten', async () => {
  assert.equal(manifest.modules.scheduledTrigger.find(({ key }) => key === 'personal-data').interval, 'week');
  const week = () => platform.scheduled('acme', 'personal-data');
  await week();
  const reported = platform.installation('acme').reported.map(({ accountId }) => accountId);
  assert.ok(new Set(reported).size >= 120, `${new Set(reported).size}`);
  const closed = reported.find(account => account !== admin.account && everythingStored().includes(account));
  platform.installation('acme').accounts.set(closed, 'closed');
  await week();
  await platform.drain();
  assert.ok(!everythingStored().includes(closed), closed);
  assert.match(await admin.read('/audit'), /person\.forget/);
});

test('P28 what the policy leaves open is shown as not set, or as whoever deployed the app set it', async () => {
  assert.match(await admin.read('/privacy'), /not set/);
  process.env.RECOUP_POLICY_CONTACT = 'privacy@acme.example';
  try {
    assert.match(await admin.read('/privacy'), /privacy@acme\.example/);
  } finally {
    delete process.env.RECOUP_POLICY_CONTACT;
  }
});

test('P24 uninstalled, nothing of it is left but that it was', async () => {
  platform.uninstall('acme');
  await platform.pass(60_000);
  assert.equal(kvs().secrets.size, 0);
  assert.deepEqual(kvs().keys.filter(name => !name.startsWith('installation:')), []);
  assert.ok(!everythingStored().includes(admin.account));
  assert.deepEqual(platform.strays, []);
});
