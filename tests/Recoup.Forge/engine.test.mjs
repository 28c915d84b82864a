// The bundle as the real bundler made it, in plain Node, with the platform's own packages: RECOUP_BUNDLE names it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { manifestOf, Platform, StillClock } from './platform.mjs';
import { app } from './tools.mjs';

const manifest = manifestOf(readFileSync(join(app, 'manifest.yml'), 'utf8'));
const platform = new Platform({ bundle: process.env.RECOUP_BUNDLE, manifest });
after(() => platform.dispose());

const nobody = { survey: { org: 'o', scan: 's', now: '2026-11-01T00:00:00Z', source: 'users/search' }, settings: {}, holds: [], accounts: [] };

test('the engine answers through the resolver', async () => {
  assert.deepEqual(await platform.invoke('acme', 'judge', nobody), []);
});

test('a mistake is an error of its invocation, and the next one is answered', async () => {
  await assert.rejects(platform.invoke('acme', 'judge', 'no snapshot'));
  assert.deepEqual(await platform.invoke('acme', 'judge', nobody), []);
  assert.deepEqual(platform.strays, []);
});

test('P03 the engine reaches a declared host through the platform, in the context of its own invocation, forty at once', async () => {
  // Each is asked twice, so that the second request comes from a continuation, which knows its context by the scope alone.
  const asked = new Map();
  const server = createServer((request, response) => {
    const key = request.headers['x-api-key'];
    asked.set(key, (asked.get(key) ?? 0) + 1);
    response.setHeader('content-type', 'application/json');
    response.setHeader('retry-after', '0');
    response.statusCode = asked.get(key) === 1 ? 503 : 200;
    response.end(JSON.stringify({ data: [{ id: key }] }));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  platform.routes['api.anthropic.com'] = `http://127.0.0.1:${server.address().port}`;
  try {
    const tenants = Array.from({ length: 40 }, (_, i) => `tenant-${i}`);
    const answers = await Promise.all(tenants.map(tenant => platform.invoke(tenant, 'claude.models', `key-of-${tenant}`)));
    assert.deepEqual(answers, tenants.map(tenant => [`key-of-${tenant}`]));
    assert.deepEqual(platform.sent.map(({ installation }) => installation).sort(), tenants.flatMap(tenant => [tenant, tenant]).sort());
    assert.deepEqual(platform.strays, []);
  } finally {
    server.close();
  }
});

test('what the engine waits for passes in the platform\'s time, whichever of its clocks it asks', async () => {
  const clock = new StillClock({ start: Date.UTC(2031, 0, 1) });
  // The first wait is told in seconds, the second as a time of day.
  const waits = [() => '5', () => new Date(clock.now + 10_000).toUTCString()];
  const server = createServer((request, response) => {
    const wait = waits.shift();
    if (wait) response.writeHead(503, { 'retry-after': wait() });
    response.end(JSON.stringify({ data: [{ id: 'a-model' }] }));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const platform = new Platform({ bundle: process.env.RECOUP_BUNDLE, manifest, clock, routes: { 'api.anthropic.com': `http://127.0.0.1:${server.address().port}` } });
  const began = performance.now();
  try {
    assert.deepEqual(await platform.invoke('acme', 'claude.models', 'a-key'), ['a-model']);
    const { took } = platform.invocations[0];
    assert.ok(took >= 14_000 && took < 25_000, `${took}`);
    assert.ok(performance.now() - began < 10_000);
    assert.deepEqual([...platform.strays, ...platform.unawaited], []);
  } finally {
    platform.dispose();
    server.close();
  }
});

test('a process that has ended leaves no memory behind', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const platform = new Platform({ bundle: process.env.RECOUP_BUNDLE, manifest });
  const sizes = [];
  try {
    for (let i = 0; i < 6; i++) {
      platform.restart();
      await platform.invoke('acme', 'judge', nobody);
      await new Promise(done => setTimeout(done, 20));
      collect();
      sizes.push(process.memoryUsage().external / 1024 ** 2);
    }
  } finally {
    platform.dispose();
  }

  // An engine has some 35 MB at the least.
  assert.ok(sizes.at(-1) - sizes[1] < 20, `${sizes.map(Math.round)}`);
});
