// What Forge is to an app, in this process: it calls the app's functions, and answers the @forge packages through the two globals that
// they look for. Every invocation has a context of its own; a call in none, or in one that has ended, is kept in `strays`.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Kvs } from './kvs.mjs';
import { load } from './tools.mjs';

const MOST_REQUESTS_A_MINUTE = 100;
const MOST_ASKED = 500 * 1024;
const MOST_ANSWERED = 5 * 1024 * 1024;

const context = new AsyncLocalStorage();
const really = globalThis.fetch;

export class Platform {
  #bundle;
  #allowed;
  #seconds = 0;
  #installations = new Map();
  #app;

  /** Calls that came from no living invocation. */
  strays = [];

  /** Events on their way: { installation, queue, body, at }. */
  queue = [];

  /** Every request that left, as method and address. */
  sent = [];

  /** @param bundle the file that the bundler made
   *  @param manifest the app's manifest
   *  @param routes where hosts really are, by name */
  constructor({ bundle, manifest, routes = {} }) {
    this.#bundle = resolve(bundle);
    this.routes = routes;
    this.#allowed = manifest.permissions.external.fetch.backend.map(({ address }) => address);
    globalThis.__forge_fetch__ = (to, path, init) => this.#ask(to, path, init);
    Object.defineProperty(globalThis, '__forge_runtime__', { configurable: true, get: () => this.#runtime() });
    globalThis.fetch = (input, init) => this.#leave(input, init);
  }

  /** A site that has the app, by its name. */
  installation(name) {
    if (!this.#installations.has(name)) this.#installations.set(name, { name, kvs: new Kvs() });
    return this.#installations.get(name);
  }

  /** Has somebody call a function of a resolver, as a page does through the bridge. */
  async invoke(name, functionKey, payload, account = 'an-admin', handler = 'resolver') {
    limit(payload, MOST_ASKED, 'a page may send 500 KB');
    const answer = await this.#within(name, account, () => this.#functions()[handler](
      { call: { functionKey, payload: structuredClone(payload) }, context: { cloudId: cloudId(name), moduleKey: 'recoup', siteUrl: `https://${name}.atlassian.net` } },
      { principal: { accountId: account }, installContext: site(name), license: { isActive: true } }));
    limit(answer, MOST_ANSWERED, 'a function may answer 5 MB');
    return answer;
  }

  /** Has a trigger, a schedule or a queue call a function. */
  trigger(name, handler, event) {
    return this.#within(name, undefined, () => this.#functions()[handler](structuredClone(event), { installContext: site(name) }));
  }

  /** A process that has just begun: the app's module is loaded anew by the next call. */
  restart() {
    this.#app = undefined;
    delete createRequire(import.meta.url).cache[this.#bundle];
  }

  dispose() {
    globalThis.fetch = really;
    delete globalThis.__forge_fetch__;
    delete globalThis.__forge_runtime__;
  }

  #functions() { return this.#app ??= createRequire(import.meta.url)(this.#bundle); }

  async #within(name, account, call) {
    const invocation = { installation: this.installation(name), account, requests: 0, ended: false };
    try {
      return await context.run(invocation, call);
    } finally {
      invocation.ended = true;
    }
  }

  /** The invocation that a call belongs to. */
  #current(what) {
    const invocation = context.getStore();
    if (invocation && !invocation.ended) return invocation;
    this.strays.push(what);
    throw new Error(`no invocation: ${what}`);
  }

  #runtime() {
    const invocation = context.getStore();
    const name = invocation?.installation.name ?? 'nobody';
    return {
      proxy: { url: 'http://127.0.0.1:0', token: 'none' },
      contextAri: site(name),
      aaid: invocation?.account,
      allowedEgress: this.#allowed,
      externalAuth: [],
      appContext: { appId: 'app', appVersion: '1.0.0', environmentId: 'environment', environmentType: 'DEVELOPMENT', invocationId: 'invocation', installationId: name, moduleKey: 'recoup', license: { active: true }, permissions: { scopes: [], external: {} } },
      lambdaContext: { awsRequestId: 'request', getRemainingTimeInMillis: () => 900_000 },
      tracing: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) },
      metrics: { counter: () => ({ incr() {}, decr() {} }), timing: () => ({ measure: () => ({ stop() {} }), set() {} }), gauge: () => ({ set() {} }) },
    };
  }

  async #ask({ type, remote }, path, init = {}) {
    const { installation } = this.#current(`${type} ${path}`);
    const body = init.body ? JSON.parse(init.body) : undefined;
    // The answer takes a moment: whoever else is at work goes on meanwhile.
    await new Promise(setImmediate);
    if (type === 'kvs') return response(installation.kvs.answer(path, body));
    if (remote === 'stargate' && path.startsWith('/webhook/queue/publish/')) {
      for (const event of body.payload) this.queue.push({ installation: installation.name, queue: body.queueName, body: event.body, at: this.#seconds + (event.delayInSeconds ?? 0) });
      return response({ status: 201, body: {} });
    }

    throw new Error(`the platform has no ${type} ${path}`);
  }

  // A plain fetch of the app: to declared hosts alone, and so many a minute.
  async #leave(input, init) {
    const url = new URL(typeof input === 'string' ? input : input.url ?? String(input));
    const invocation = this.#current(`fetch ${url.host}`);
    if (!this.#allowed.includes(url.hostname) || url.protocol !== 'https:') throw Object.assign(new Error(`not declared: ${url.host}`), { name: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 });
    if (++invocation.requests > MOST_REQUESTS_A_MINUTE) throw Object.assign(new Error('too many requests of one invocation'), { status: 429 });
    this.sent.push({ installation: invocation.installation.name, method: init?.method ?? 'GET', url: url.href });
    const place = this.routes[url.hostname].replace(/\/$/, '');
    const answer = await really(new URL(place + url.pathname + url.search), init);
    // What stands for the host names itself in its links.
    return new Response([204, 304].includes(answer.status) ? null : (await answer.text()).replaceAll(place, `https://${url.host}`), { status: answer.status, headers: answer.headers });
  }
}

export function manifestOf(text) { return load('yaml').parse(text); }

function site(name) { return `ari:cloud:jira::site/${cloudId(name)}`; }

function cloudId(name) { return Buffer.from(name.padEnd(16).slice(0, 16)).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'); }

function response({ status, body }) {
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Response(status === 204 ? null : text, { status, headers: { 'content-type': 'application/json' } });
}

function limit(value, most, says) {
  if (Buffer.byteLength(JSON.stringify(value ?? null)) > most) throw new Error(says);
}
