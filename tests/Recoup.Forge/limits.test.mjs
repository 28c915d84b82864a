// How much of everything there is.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { manifest, probed, START, wait } from './probe.mjs';

const code = promise => promise.then(() => 'taken', error => error.code ?? error.status);

test('the store takes a thousand calls a second', async t => {
  const platform = probed(t, {
    async resolver({ kvs }) {
      const seen = await Promise.all(Array.from({ length: 1001 }, () => code(kvs.get('a'))));
      await wait(1000);
      return [seen.filter(each => each === 'taken').length, seen.at(-1), await code(kvs.get('a'))];
    },
  });
  assert.deepEqual(await platform.invoke('acme', 'do'), [1000, 'TOO_MANY_REQUESTS', 'taken']);
});

test('the store takes 4,000 units of 10 KB a minute, of each site, read and written apart', async t => {
  const platform = probed(t, {
    async resolver({ kvs }) {
      // 24 units each.
      const write = i => code(kvs.set(`${i}`, 'x'.repeat(239 * 1024)));
      const seen = [];
      for (let i = 0; i < 170; i++) seen.push(await write(i));
      const read = await code(kvs.get('0'));
      return [seen.filter(each => each === 'taken').length, seen.at(-1), read];
    },
  });
  assert.deepEqual(await platform.invoke('acme', 'do'), [166, 'TOO_MANY_REQUESTS', 'taken']);
  assert.equal(platform.installation('acme').kvs.used.writes, 166 * 24);
  assert.deepEqual(await platform.invoke('bcme', 'do'), [166, 'TOO_MANY_REQUESTS', 'taken']);
  await platform.pass(60_000);
  assert.equal((await platform.invoke('acme', 'do'))[0], 166);
});

test('a call of the store counts as a whole', async t => {
  const platform = probed(t, {
    async resolver({ kvs }) {
      await kvs.batchSet(Array.from({ length: 10 }, (_, i) => ({ key: `${i}`, value: 'x'.repeat(1000) })));
      await kvs.batchGet(Array.from({ length: 25 }, (_, i) => ({ key: `${i}` })));
      await kvs.get('nothing');
    },
  });
  await platform.invoke('acme', 'do');
  const { requests, reads, writes, bytesRead, bytesWritten } = platform.installation('acme').kvs.used;
  assert.deepEqual({ requests, reads, writes, bytesRead, bytesWritten }, { requests: 3, reads: 2, writes: 1, bytesRead: 10_020 + 1024, bytesWritten: 10_020 });
});

test('a key alone takes a megabyte a second', async t => {
  const platform = probed(t, {
    async resolver({ kvs }) {
      const seen = [];
      for (let i = 0; i < 5; i++) seen.push(await code(kvs.set('a', 'x'.repeat(239 * 1024))));
      return seen;
    },
  });
  assert.deepEqual(await platform.invoke('acme', 'do'), ['taken', 'taken', 'taken', 'taken', 'REQUEST_THROTTLED']);
});

test('a transaction writes all or nothing', async t => {
  const platform = probed(t, { resolver: ({ kvs }) => code(kvs.transact().set('a', 1).set('b', 'x'.repeat(250 * 1024)).execute()) });
  assert.equal(await platform.invoke('acme', 'do'), 'MAX_SIZE');
  assert.deepEqual(platform.installation('acme').kvs.keys, []);
});

test('somebody may ask 1,200 times a minute', async t => {
  const platform = probed(t, {});
  for (let i = 0; i < 1200; i++) {
    await platform.invoke('acme', 'do');
    if (i % 250 === 249) await platform.pass(1000);
  }

  await assert.rejects(platform.invoke('acme', 'do'), { status: 429 });
  await platform.invoke('acme', 'do', {}, 'another');
  await platform.pass(60_000);
  await platform.invoke('acme', 'do');
});

test('a site may ask 300 times a second', async t => {
  const platform = probed(t, {});
  const seen = await Promise.all(Array.from({ length: 301 }, (_, i) => code(platform.invoke('acme', 'do', {}, `somebody ${i % 2}`))));
  assert.deepEqual(seen.filter(each => each !== 'taken'), [429]);
});

test('a page sends half a megabyte and gets five', async t => {
  const platform = probed(t, { resolver: (given, { payload }) => 'x'.repeat(payload.answer ?? 0) });
  await assert.rejects(platform.invoke('acme', 'do', { text: 'x'.repeat(512_000) }), /500 KB/);
  await assert.rejects(platform.invoke('acme', 'do', { answer: 5 * 1024 * 1024 }), /5 MB/);
  await platform.invoke('acme', 'do', { answer: 5_000_000 });
});

test('requests reach declared hosts alone, a hundred of each begun minute of an invocation', async t => {
  const server = createServer((request, response) => response.end(request.url));
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const asked = {};
  const platform = probed(t, {
    async resolver({ api, push }) {
      await push('long', { body: {} });
      asked.text = await (await api.fetch('https://api.atlassian.com/somewhere?q=1')).text();
      asked.undeclared = await api.fetch('https://example.com').catch(error => error.name);
      asked.plain = await api.fetch('http://api.atlassian.com').catch(error => error.name);
      asked.short = (await Promise.all(Array.from({ length: 110 }, () => code(api.fetch('https://api.atlassian.com/'))))).filter(each => each === 'taken').length;
    },
    async long({ api }) { asked.long = (await Promise.all(Array.from({ length: 1600 }, () => code(api.fetch('https://api.atlassian.com/'))))).filter(each => each === 'taken').length; },
  }, { routes: { 'api.atlassian.com': `http://127.0.0.1:${server.address().port}` } });
  await platform.invoke('acme', 'do');
  assert.equal(platform.invocations[0].took, 50 + 150 + 150);
  await platform.drain();
  assert.deepEqual(asked, { text: '/somewhere?q=1', undeclared: 'REQUEST_EGRESS_ALLOWLIST_ERR', plain: 'REQUEST_EGRESS_ALLOWLIST_ERR', short: 99, long: 1500 });
  assert.equal(platform.sent.length, 1600);
  assert.deepEqual(manifest.permissions.external.fetch.backend, [{ address: 'api.atlassian.com' }]);
  assert.ok(platform.now > START);
});
