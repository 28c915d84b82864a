// The bundle as the real bundler made it, in plain Node, with the platform's own packages: RECOUP_BUNDLE names it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { manifestOf, Platform } from './platform.mjs';
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
