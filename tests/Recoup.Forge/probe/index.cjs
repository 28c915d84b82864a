// An app that does what a test tells it, with the platform's own packages.
const { createRequire } = require('node:module');
const { join } = require('node:path');

const load = createRequire(join(__dirname, '../../../src/Recoup.Forge/app/package.json'));
const { default: Resolver } = load('@forge/resolver');
const api = load('@forge/api');
const { kvs } = load('@forge/kvs');
const { InvocationError, Queue } = load('@forge/events');

// What lasts as long as the process.
const kept = { calls: 0 };
const given = { api, kvs, InvocationError, Queue, kept, push: (queue, ...events) => new Queue({ key: queue }).push(events) };

const told = name => (...event) => {
  kept.calls++;
  return globalThis.probe[name](given, ...event);
};

const pages = new Resolver();
pages.define('do', request => told('resolver')(request));
exports.resolver = pages.getDefinitions();
for (const name of ['work', 'long', 'tick', 'life']) exports[name] = told(name);
