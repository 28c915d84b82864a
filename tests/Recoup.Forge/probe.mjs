// A platform with an app that does what a test tells it.
import { fileURLToPath } from 'node:url';
import { Platform, StillClock } from './platform.mjs';

export const START = Date.UTC(2026, 10, 2, 9);

export const manifest = {
  permissions: { scopes: ['storage:app', 'read:jira-user'], external: { fetch: { backend: [{ address: 'api.atlassian.com' }] } } },
  modules: {
    'jira:adminPage': [{ key: 'page', resolver: { function: 'resolver' } }],
    consumer: [{ key: 'short', queue: 'short', function: 'work' }, { key: 'long', queue: 'long', function: 'long' }],
    scheduledTrigger: [{ key: 'often', interval: 'fiveMinute', function: 'tick' }],
    trigger: [{ key: 'life', events: ['avi:forge:installed:app', 'avi:forge:upgraded:app', 'avi:forge:uninstalled:app'], function: 'life' }],
    function: [
      { key: 'resolver', handler: 'index.resolver' }, { key: 'work', handler: 'index.work' }, { key: 'long', handler: 'index.long', timeoutSeconds: 900 },
      { key: 'tick', handler: 'index.tick' }, { key: 'life', handler: 'index.life' },
    ],
  },
};

/** @param does what its functions do, by name; a function takes what probe/index.cjs gives, and the event */
export function probed(t, does, options = {}) {
  globalThis.probe = { resolver() {}, work() {}, long() {}, tick() {}, life() {}, ...does };
  const platform = new Platform({ bundle: fileURLToPath(new URL('probe/index.cjs', import.meta.url)), manifest, clock: new StillClock({ start: START, ...options.time }), ...options });
  t.after(() => platform.dispose());
  return platform;
}

export const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));
