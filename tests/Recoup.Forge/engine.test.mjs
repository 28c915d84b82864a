// The bundle as the real bundler made it, in plain Node, with the platform's own packages: RECOUP_BUNDLE names it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { manifestOf, Platform } from './platform.mjs';
import { app } from './tools.mjs';

const manifest = manifestOf(readFileSync(join(app, 'manifest.yml'), 'utf8'));
const platform = new Platform({ bundle: process.env.RECOUP_BUNDLE, manifest });
after(() => platform.dispose());

const ask = (site, method, path, form = {}, on = platform) => on.invoke(site, 'page', { method, path, query: [], form: Object.entries(form) });

test('the engine answers through the resolver', async () => {
  const { status, contentType, body } = await ask('acme', 'GET', '/');
  assert.deepEqual({ status, contentType }, { status: 200, contentType: 'text/html; charset=utf-8' });
  assert.match(body, /Connect your organisation/);
});

test('a mistake is an error of its invocation, and the next one is answered', async () => {
  await assert.rejects(platform.invoke('acme', 'page', { method: 'GET', path: 5 }));
  assert.equal((await ask('acme', 'GET', '/')).status, 200);
  assert.deepEqual(platform.strays, []);
});

test('P03 the engine reaches a declared host through the platform, in the context of its own invocation, forty at once', async () => {
  // The store is asked before, so that the request comes from a continuation, which knows its context by the scope alone.
  const server = createServer((request, response) => response.writeHead(401, { 'content-type': 'application/json' }).end('{}'));
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  platform.routes['api.atlassian.com'] = `http://127.0.0.1:${server.address().port}`;
  try {
    const tenants = Array.from({ length: 40 }, (_, i) => `tenant-${i}`);
    const answers = await Promise.all(tenants.map(tenant => ask(tenant, 'POST', '/connection', { org: `org-of-${tenant}`, key: 'a-key' })));
    assert.ok(answers.every(({ body }) => body.includes('does not accept the key')));
    assert.deepEqual(platform.sent.map(({ installation, url }) => [installation, url]).sort(), tenants.map(tenant => [tenant, `https://api.atlassian.com/admin/v1/orgs/org-of-${tenant}`]).sort());
    assert.deepEqual([...platform.strays, ...platform.unawaited], []);
  } finally {
    server.close();
  }
});

test('a process that has ended leaves no memory behind', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const platform = new Platform({ bundle: process.env.RECOUP_BUNDLE, manifest });
  const sizes = [];
  try {
    for (let i = 0; i < 8; i++) {
      platform.restart();
      await ask('acme', 'GET', '/', {}, platform);
      await new Promise(done => setTimeout(done, 20));
      collect();
      sizes.push(process.memoryUsage().external / 1024 ** 2);
    }
  } finally {
    platform.dispose();
  }

  // An engine has some 50 MB; the one before may not have been collected yet.
  assert.ok(Math.min(...sizes.slice(-3)) - Math.min(...sizes.slice(1, 4)) < 40, `${sizes.map(Math.round)}`);
});
