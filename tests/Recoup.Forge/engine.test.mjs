// The bundle as the real bundler made it, in plain Node, with the platform's own packages: RECOUP_BUNDLE names it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { Organisation } from './organisation.mjs';
import { wordsOf } from './visitor.mjs';

const FIRST = { method: 'GET', path: '/' };
let organisation, platform;

before(async () => {
  organisation = await Organisation.begin({ users: 50 });
  ({ platform } = organisation);
});
after(() => organisation?.end());

/** Somebody at a site of its own, with a key to Claude of its own that has not been tried. */
async function connected(name) {
  const admin = organisation.admin(name);
  await admin.do('/connection', organisation.key);
  await admin.do('/assistant/key', { key: `key-of-${name}` });
  await admin.do('/assistant/switch', { what: 'classifier', on: 'true' });
  return admin;
}

/** What stands for Claude: answers as a test says. */
async function claude(answer) {
  const server = createServer((request, response) => {
    const { status = 200, wait } = answer(request.headers['x-api-key']);
    response.writeHead(status, { 'content-type': 'application/json', ...(wait ? { 'retry-after': wait } : {}) });
    response.end(JSON.stringify({ data: [{ id: `model-for-${request.headers['x-api-key']}` }] }));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  platform.routes['api.anthropic.com'] = `http://127.0.0.1:${server.address().port}`;
  return server;
}

test('a mistake is an error of its invocation, and the next one is answered', async () => {
  await assert.rejects(platform.invoke('nobody', 'page', { ...FIRST, query: 'no list' }));
  assert.equal((await platform.invoke('nobody', 'page', FIRST)).status, 200);
  assert.deepEqual(platform.strays, []);
});

test('P03 the engine reaches a declared host through the platform, in the context of its own invocation, forty at once', async () => {
  // Each is asked twice, so that the second request comes from a continuation, which knows its context by the scope alone.
  const asked = new Map();
  const server = await claude(key => {
    asked.set(key, (asked.get(key) ?? 0) + 1);
    return asked.get(key) === 1 ? { status: 503, wait: '0' } : {};
  });
  try {
    const names = Array.from({ length: 40 }, (_, i) => `tenant-${i}`);
    const admins = await Promise.all(names.map(connected));
    const answers = await Promise.all(admins.map(admin => admin.post('/assistant/test')));
    answers.forEach((answer, i) => assert.match(wordsOf(answer), new RegExp(`model-for-key-of-${names[i]}\\b`)));
    assert.deepEqual([...asked.values()], names.map(() => 2));
    const sent = platform.sent.filter(({ url }) => url.startsWith('https://api.anthropic.com/')).map(({ installation }) => installation);
    assert.deepEqual(sent.sort(), names.flatMap(name => [name, name]).sort());
    assert.deepEqual(platform.strays, []);
  } finally {
    server.close();
  }
});

test('what the engine waits for passes in the platform\'s time, whichever of its clocks it asks', async () => {
  // The first wait is told in seconds, the second as a time of day.
  const waits = [() => '5', () => new Date(platform.now + 10_000).toUTCString()];
  const server = await claude(() => waits.length > 0 ? { status: 503, wait: waits.shift()() } : {});
  const admin = await connected('acme'), began = performance.now();
  try {
    assert.match(wordsOf(await admin.post('/assistant/test')), /model-for-key-of-acme/);
    const { took } = platform.invocations.at(-1);
    assert.ok(took >= 14_000 && took < 25_000, `${took}`);
    assert.ok(performance.now() - began < 10_000);
    assert.deepEqual([...platform.strays, ...platform.unawaited], []);
  } finally {
    server.close();
  }
});
