// What Forge is to an app, in this process: it calls the app's functions, and answers the @forge packages through the two globals that
// they look for. Every invocation has a context of its own; a call in none, or in one that has ended, is kept in `strays`.
//
// Time is this machine's, and nothing has a limit that is counted in it, unless a clock is given: then an hour passes in no time, every
// call of the platform takes some, and all limits are kept.
import { randomUUID } from 'node:crypto';
import { RunningClock, StillClock } from './clock.mjs';
import { context } from './context.mjs';
import { Egress } from './egress.mjs';
import { Functions } from './functions.mjs';
import './globals.mjs';
import { Installation } from './installation.mjs';
import { Invocation, never } from './invocation.mjs';
import { Jira } from './jira.mjs';
import { Lifecycle } from './lifecycle.mjs';
import { Mishaps } from './mishaps.mjs';
import { reportedAccounts } from './personal.mjs';
import { Process } from './process.mjs';
import { Queue } from './queue.mjs';
import { Schedule } from './schedule.mjs';
import { load } from './tools.mjs';

export { Mishaps, RunningClock, StillClock };

const MOST_ASKED = 500 * 1024;
const MOST_ANSWERED = 5 * 1024 * 1024;

// Milliseconds that a call of the platform takes.
const LATENCY = { kvs: 10, queue: 50, jira: 150, stargate: 50, fetch: 150 };

const really = globalThis.fetch;

// Platforms that are there: the last one takes away what they have put in Node's place.
let living = 0;

export class Platform {
  #bundle;
  #clock;
  #echo;
  #limited;
  #manifest;
  #functions;
  #queue;
  #schedule;
  #lifecycle;
  #egress;
  #jira;
  #installations = new Map();
  #process;
  #at = 0;

  /** Milliseconds that a call takes, by its kind. */
  latency;

  /** Calls that came from no living invocation. */
  strays = [];

  /** Calls that an invocation did not wait for: what becomes of them shows in another's. */
  unawaited = [];

  /** Every invocation that has ended: { installation, function, began, took, error }. */
  invocations = [];

  /** What the app logged, as far as the platform keeps it. */
  logs = [];

  /** @param bundle a file that the bundler made; the others are beside it
   *  @param manifest the app's manifest
   *  @param routes where hosts really are, by name; "jira" is a site's address, with name and token, or gives it for the name of an installation
   *  @param clock a StillClock, or nothing for this machine's time
   *  @param latency milliseconds by kind of call, for a clock that stands still
   *  @param mishaps what goes wrong
   *  @param limited whether limits by time are kept
   *  @param arrive called with the platform's time before a request goes to a route: an emulator's clock may follow */
  constructor({ bundle, manifest, routes = {}, clock = new RunningClock(), latency = {}, mishaps = new Mishaps(), limited = clock.still, arrive }) {
    this.#bundle = bundle;
    this.#clock = clock;
    this.latency = clock.still ? { ...LATENCY, ...latency } : {};
    living++;
    this.#echo = !clock.still;
    this.#limited = limited;
    this.#manifest = manifest;
    this.#functions = new Functions(manifest);
    this.routes = routes;
    this.mishaps = mishaps;
    this.arrive = arrive;
    const call = (name, run, event, origin) => this.#deliver(name, run, event, origin);
    this.#queue = new Queue({ clock, functions: this.#functions, mishaps, call });
    this.#schedule = new Schedule({ clock, mishaps, call });
    this.#lifecycle = new Lifecycle({ clock, functions: this.#functions, call });
    this.#egress = new Egress({ clock, manifest });
    this.#jira = new Jira({ clock, limited, scopes: manifest.permissions.scopes });
    globalThis.__forge_fetch__ = (to, path, init) => (context.current?.platform ?? this).#ask(to, path, init);
    Object.defineProperty(globalThis, '__forge_runtime__', { configurable: true, get: () => (context.current?.platform ?? this).#runtime() });
    globalThis.fetch = (input, init) => (context.current?.platform ?? this).#leave(input, init);
  }

  get clock() { return this.#clock; }

  get now() { return this.#clock.now; }

  get jira() { return this.#jira; }

  /** Every request that left for a declared host. */
  get sent() { return this.#egress.sent; }

  /** Events on their way or at work: { installation, queue, body, at, ... }. */
  get queue() { return this.#queue.events; }

  /** Events that were given up. */
  get dropped() { return this.#queue.dropped; }

  /** Invocations that threw or were killed. */
  get failures() { return this.invocations.filter(({ error }) => error); }

  /** A site that has the app, by its name, without the app having heard of it. */
  installation(name) {
    if (!this.#installations.has(name)) this.#installations.set(name, new Installation(name, { clock: this.#clock, limited: this.#limited, permissions: { scopes: this.#manifest.permissions.scopes, external: this.#manifest.permissions.external } }));
    return this.#installations.get(name);
  }

  /** A site gets the app. What it hears of that, and what is scheduled, comes as time passes.
   *  @param deaf milliseconds for which Jira refuses the app still */
  install(name, { account = 'an-admin', deaf = 0 } = {}) {
    const installation = this.installation(name);
    installation.join();
    installation.grantedAt = this.#clock.now + deaf;
    this.#schedule.begin(installation, this.#functions.schedules);
    this.#lifecycle.tell(installation, 'installed', account);
    return installation;
  }

  /** A site gets a new major version: another bundle, where one is given. Events on their way reach it. */
  upgrade(name, { account = 'an-admin', version = '2.0.0', bundle = this.#bundle } = {}) {
    const installation = this.installation(name);
    installation.version = version;
    this.#bundle = bundle;
    this.restart();
    this.#schedule.begin(installation, this.#functions.schedules);
    this.#lifecycle.tell(installation, 'upgraded', account);
  }

  uninstall(name, { account = 'an-admin' } = {}) {
    const installation = this.installation(name);
    this.#schedule.end(name);
    this.#queue.forget(name);
    installation.leave();
    this.#lifecycle.tell(installation, 'uninstalled', account);
  }

  /** Has somebody call a function of a resolver, as a page does through the bridge.
   *  @param module whose page; the first one that has any when it is left out */
  async invoke(name, functionKey, payload, account = 'an-admin', { module } = {}) {
    limit(payload, MOST_ASKED, 'a page may send 500 KB');
    const installation = this.installation(name), run = this.#functions.resolver(module);
    if (!installation.mayInvoke(account)) throw Object.assign(new Error('too many invocations'), { status: 429 });
    const answer = await this.#driven(this.#run({ installation, account, run },
      { call: { functionKey, payload: structuredClone(payload) }, context: { cloudId: installation.cloudId, moduleKey: run.module, siteUrl: installation.url } },
      { principal: { accountId: account }, installContext: installation.site, license: { isActive: installation.licensed }, installation: installation.ari }));
    limit(answer, MOST_ANSWERED, 'a function may answer 5 MB');
    return answer;
  }

  /** Calls what is scheduled, out of its turn. */
  scheduled(name, key) {
    const installation = this.installation(name), { run } = this.#functions.schedules.find(schedule => schedule.key === key);
    return this.#driven(this.#run({ installation, run }, { context: { cloudId: installation.cloudId, moduleKey: key } }, { installContext: installation.site, installation: installation.ari }));
  }

  /** Lets time pass until a moment: what is due by then is delivered, and may still be at work. */
  run(until) { return this.#clock.pass({ until: +until, gated: true }); }

  /** Lets so many milliseconds pass. */
  pass(milliseconds) { return this.run(this.#clock.now + milliseconds); }

  /** Lets time pass until no event is on its way and nothing is at work.
   *  @param most milliseconds after which that is a mistake */
  async drain(most = 86_400_000) {
    const end = this.#clock.now + most, done = () => this.#queue.size === 0 && this.#at === 0;
    await this.#clock.pass({ until: end, done, gated: true });
    if (!done()) throw new Error(`after ${most} ms there are ${this.#queue.size} events, and ${this.#at} functions at work`);
  }

  /** Delivers what becomes due from now on, until `dispose`: for a site that somebody looks at. */
  live() { void this.#clock.pass({ gated: true }); }

  /** A process that has just begun: the app's module is loaded anew by the next call. */
  restart() { this.#process = undefined; }

  dispose() {
    this.#clock.stop();
    this.restart();
    if (--living > 0) return;
    globalThis.fetch = really;
    delete globalThis.__forge_fetch__;
    delete globalThis.__forge_runtime__;
  }

  async #deliver(name, run, event, origin) {
    const installation = this.installation(name);
    try {
      return { answer: await this.#run({ installation, run, origin }, structuredClone(event), { installContext: installation.site, installation: installation.ari }) };
    } catch (error) {
      return { error };
    }
  }

  async #run(given, ...event) {
    const invocation = new Invocation({ platform: this, clock: this.#clock, echo: this.#echo, ...given });
    const process = this.#process ??= new Process(this.#bundle);
    const told = { installation: invocation.installation.name, function: invocation.run.key, account: invocation.account, began: invocation.began };
    this.#at++;
    try {
      return await invocation.result(() => context.within(invocation, async () => process.find(invocation.run)(...event)));
    } catch (error) {
      told.error = error instanceof Error ? error : new Error(error instanceof Response ? `an answer with the status ${error.status}` : String(error));
      // Until somebody has read where it happened, an error holds on to whatever ran then: all of a process.
      void told.error.stack;
      throw error;
    } finally {
      this.#at--;
      told.took = invocation.took;
      this.invocations.push(told);
      // Whoever ended in the midst of something took the process along.
      if (invocation.killed && this.#process === process) this.restart();
      if (!invocation.killed) for (const what of invocation.open) this.unawaited.push(`${told.function}: ${what}`);
      this.#clock.wake();
    }
  }

  /** Lets time pass until an invocation has ended; nothing else is delivered for that. */
  async #driven(outcome) {
    let ended = false;
    outcome.then(() => {}, () => {}).finally(() => { ended = true; this.#clock.wake(); });
    await this.#clock.pass({ done: () => ended });
    return outcome;
  }

  /** The invocation that a call belongs to. */
  #current(what) {
    const invocation = context.current;
    if (invocation && (!invocation.ended || invocation.killed)) return invocation;
    this.strays.push(what);
    throw new Error(`no invocation: ${what}`);
  }

  /** Answers a call of the app: half of the time that it takes goes before it has an effect, and half after. */
  async #answered(kind, what, act) {
    const invocation = this.#current(what);
    if (!invocation.alive()) return never();
    const end = this.mishaps.at(what, invocation.run.key);
    const crash = () => {
      invocation.kill('FUNCTION_PLATFORM_UNKNOWN_ERROR', `the process ended at ${what}`);
      return never();
    };
    if (end === 'before') return crash();
    const open = { toString: () => what };
    invocation.open.add(open);
    try {
      await this.#take((this.latency[kind] ?? 0) / 2);
      const answer = await act(invocation);
      if (end === 'after') return crash();
      if (this.#clock.still) await this.#take((this.latency[kind] ?? 0) / 2);
      return invocation.alive() ? answer : never();
    } finally {
      invocation.open.delete(open);
    }
  }

  // In time that is nobody's the answer takes a moment at least: whoever else is at work goes on meanwhile.
  #take(milliseconds) {
    return this.#clock.still
      ? new Promise(done => { this.#clock.at(this.#clock.now + milliseconds, done); })
      : context.outside(() => new Promise(setImmediate));
  }

  async #ask(to, path, init = {}) {
    const kind = to.remote === 'stargate' && path.startsWith('/webhook/queue/') ? 'queue' : to.type === 'kvs' ? 'kvs' : to.remote;
    return this.#answered(kind, `${kind} ${path}`, invocation => this.#reply(kind, invocation, to, path, init));
  }

  async #reply(kind, invocation, to, path, init) {
    const { installation } = invocation, body = kind !== 'jira' && init.body ? JSON.parse(init.body) : undefined;
    const lacks = { kvs: 'storage:app', stargate: 'report:personal-data' }[kind];
    if (lacks && !this.#manifest.permissions.scopes.includes(lacks)) return response({ status: 401, body: { code: 401, message: `Unauthorized; scope does not match: ${lacks}` } });
    if (kind === 'kvs') return response(this.#clock.free(() => installation.kvs.answer(path, body)));
    if (kind === 'queue') return response(this.#queue.answer(invocation, path, body));
    if (kind === 'stargate' && path === '/app/report-accounts') return response(reportedAccounts(installation, body, this.#clock.now));
    if (kind === 'jira') {
      const route = typeof this.routes.jira === 'function' ? this.routes.jira(installation.name) : this.routes.jira;
      if (!route) throw new Error('there is no route to jira');
      await this.#arrive();
      return this.#jira.answer(invocation, to, path, init, route);
    }

    throw new Error(`the platform has no ${to.type} ${path}`);
  }

  async #leave(input, init) {
    const url = new URL(typeof input === 'string' ? input : input.url ?? String(input));
    const invocation = this.#current(`fetch ${url.host}`);
    if (invocation.alive()) this.#egress.check(invocation, url);
    return this.#answered('fetch', `fetch ${url.host}`, async () => {
      await this.#arrive();
      return this.#egress.send(invocation, url, init, this.routes[url.hostname]);
    });
  }

  #arrive() { return this.arrive && this.#clock.during(context.outside(() => this.arrive(this.#clock.now))); }

  #runtime() {
    const invocation = context.current;
    const { name = 'nobody', site = 'nowhere', ari, licensed = true, version = '1.0.0', permissions } = invocation?.installation ?? {};
    return {
      proxy: { url: 'http://127.0.0.1:0', token: 'none' },
      contextAri: site,
      aaid: invocation?.account,
      allowedEgress: this.#egress.allowed,
      externalAuth: [],
      appContext: { appId: 'app', appVersion: version, environmentId: 'environment', environmentType: 'DEVELOPMENT', invocationId: randomUUID(), installationId: name, moduleKey: invocation?.run.module, license: { active: licensed }, installation: ari, permissions },
      lambdaContext: { awsRequestId: 'request', getRemainingTimeInMillis: () => context.current?.left ?? 0 },
      tracing: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) },
      metrics: { counter: () => ({ incr() {}, decr() {} }), timing: () => ({ measure: () => ({ stop() {} }), set() {} }), gauge: () => ({ set() {} }) },
    };
  }
}

export function manifestOf(text) { return load('yaml').parse(text); }

function response(answer) {
  if (answer instanceof Response) return answer;
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  return new Response(answer.status === 204 ? null : text, { status: answer.status, headers: { 'content-type': 'application/json' } });
}

function limit(value, most, says) {
  if (Buffer.byteLength(JSON.stringify(value ?? null)) > most) throw new Error(says);
}
