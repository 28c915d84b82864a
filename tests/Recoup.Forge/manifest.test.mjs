// The manifest, by the real validator and the real linter, and without a network.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { app, load, quiet } from './tools.mjs';

process.chdir(app);

// One linter asks for the descriptions of Atlassian's APIs: it gets none, and nothing else may ask for anything.
globalThis.fetch = async () => new Response('{"paths":{}}', { headers: { 'content-type': 'application/json' } });
Socket.prototype.connect = () => { throw new Error('the network was used'); };

const manifest = load('yaml').parse(readFileSync('manifest.yml', 'utf8'));

test('the validator finds nothing wrong', async () => {
  const { errors } = await load('@forge/manifest').validate(false);
  assert.deepEqual((errors ?? []).map(({ level, message, line }) => `${level} ${line}: ${message}`), []);
});

test('the linter finds nothing wrong', async () => {
  const files = readdirSync('src').filter(file => file.endsWith('.js')).map(file => join('src', file));
  assert.ok(files.length > 0);
  const results = await load('@forge/lint').lint(files, manifest, 'development', quiet, { getDeprecatedRuntimes: async () => [] }, { linter: { mode: 'client-side' } });
  assert.deepEqual(results.flatMap(({ errors }) => errors.map(({ file, line, message }) => `${file}:${line} ${message}`)), []);
});

test('P03 exactly two hosts are declared, and the pages may reach none', () => {
  const { fetch, ...other } = manifest.permissions.external;
  assert.deepEqual(other, {});
  assert.deepEqual(Object.keys(fetch), ['backend']);
  assert.deepEqual(fetch.backend.map(({ address }) => address), ['api.atlassian.com', 'api.anthropic.com']);
});

test('no policy of the pages is loosened', () => assert.equal(manifest.permissions.content, undefined));
