// Processes of the app, with the bundle as the real bundler made it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { manifestOf, Platform, StillClock } from './platform.mjs';
import { app } from './tools.mjs';

test('a process that has ended leaves no memory behind', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const platform = new Platform({ bundle: process.env.RECOUP_BUNDLE, manifest: manifestOf(readFileSync(join(app, 'manifest.yml'), 'utf8')), clock: new StillClock() });
  const sizes = [];
  try {
    for (let i = 0; i < 7; i++) {
      platform.restart();
      assert.equal((await platform.invoke('acme', 'page', { method: 'GET', path: '/', query: [], form: [] })).status, 200);
      await new Promise(done => setTimeout(done, 20));
      collect();
      sizes.push(process.memoryUsage().external / 1024 ** 2);
    }
  } finally {
    platform.dispose();
  }

  // An engine has some 50 MB. The one before may not have been collected yet, so the least of three is looked at.
  assert.ok(Math.min(...sizes.slice(4)) - Math.min(...sizes.slice(1, 4)) < 40, `${sizes.map(Math.round)}`);
});
