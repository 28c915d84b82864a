// Forge's events of an app to itself: at least once, in no order, again and again until the consumer is content or a day has passed.
import { randomUUID } from 'node:crypto';
import { Window } from './windows.mjs';

const MOST_EVENTS = 50;
const MOST_TOGETHER = 200 * 1024;
const MOST_OF_A_LONG_ONE = 100 * 1024;
const MOST_RETRY_DATA = 4 * 1024;
const EVENTS_A_MINUTE = 500;
const MOST_PUSHES = 1000;
const MOST_DELAY = 900;
const RETENTION = 24 * 3_600_000;

export class Queue {
  #clock;
  #functions;
  #mishaps;
  #call;
  #events = new Set();
  #jobs = new Map();
  #rates = new Map();
  #running = new Map();

  /** Events that were given up, after a day of failures. */
  dropped = [];

  /** @param call calls a function for an installation with an event, and gives { answer } or { error } */
  constructor({ clock, functions, mishaps, call }) {
    this.#clock = clock;
    this.#functions = functions;
    this.#mishaps = mishaps;
    this.#call = call;
  }

  /** What is on its way or at work. */
  get events() { return [...this.#events].map(({ id, installation, queue, body, at, tries, running }) => ({ id, installation, queue, body, at, tries, running })); }

  get size() { return this.#events.size; }

  /** Answers a request of @forge/events. */
  answer(invocation, path, body) {
    switch (path.split('/')[3]) {
      case 'publish': return this.#publish(invocation, body);
      case 'stats': return this.#stats(body);
      case 'cancel': return this.#cancel(body);
    }
  }

  /** Nothing is delivered to a site any more. */
  forget(installation) {
    for (const event of this.#events) if (event.installation === installation) this.#end(event);
  }

  #publish({ installation: { name }, origin }, { queueName, jobId, payload }) {
    const run = this.#functions.consumer(queueName);
    if (!run) throw new Error(`the manifest has no consumer of ${queueName}`);
    if (payload.length > MOST_EVENTS || payload.some(({ delayInSeconds = 0 }) => !(delayInSeconds >= 0 && delayInSeconds <= MOST_DELAY))) return { status: 400, body: { message: 'not as it has to be' } };
    if (size(payload) > MOST_TOGETHER) return { status: 413, body: { errorMessage: 'more than 200 KB' } };
    if (run.seconds > 55 && payload.some(({ body }) => size(body) > MOST_OF_A_LONG_ONE)) return { status: 413, body: { errorMessage: 'an event of more than 100 KB' } };
    if (++origin.pushes > MOST_PUSHES) return { status: 405, body: { message: 'the limit on cyclic invocation has been reached' } };
    if (!this.#rates.has(name)) this.#rates.set(name, new Window(60_000, EVENTS_A_MINUTE));
    if (!this.#rates.get(name).take(this.#clock.now, payload.length)) return { status: 429, body: { message: 'too many requests' } };
    this.#jobs.set(jobId, { queueName, success: 0, failed: 0 });
    for (const { body, delayInSeconds = 0, concurrency } of payload) {
      const event = { id: randomUUID(), installation: name, queue: queueName, run, jobId, body: structuredClone(body), concurrency, origin, pushed: this.#clock.now, tries: 0, refused: 0 };
      this.#send(event, delayInSeconds * 1000 + this.#mishaps.late);
      if (this.#mishaps.twice) this.#send({ ...event, copy: true }, delayInSeconds * 1000 + this.#mishaps.late);
    }

    return { status: 201, body: {} };
  }

  #stats({ jobId }) {
    const job = this.#jobs.get(jobId);
    if (!job) return { status: 404, body: {} };
    const inProgress = [...this.#events].filter(event => event.jobId === jobId && !event.copy).length;
    return { status: 200, body: { success: job.success, failed: job.failed, inProgress } };
  }

  #cancel({ jobId }) {
    if (!this.#jobs.has(jobId)) return { status: 404, body: {} };
    for (const event of this.#events) if (event.jobId === jobId && !event.running) this.#end(event);
    return { status: 204 };
  }

  #send(event, after) {
    this.#events.add(event);
    event.at = this.#clock.now + after;
    event.due = this.#clock.at(event.at, () => this.#deliver(event), true);
  }

  async #deliver(event) {
    const { installation, queue, run, jobId, id, body, concurrency, origin, pushed, tries, retry } = event;
    const key = concurrency && `${installation}\n${concurrency.key}`;
    const beside = this.#running.get(key) ?? 0;
    // Whoever finds no place comes back later, as the platform has it for every event that it cannot deliver.
    if (key && beside >= concurrency.limit) {
      this.#again(event, backoff(event.refused++));
      return;
    }

    if (key) this.#running.set(key, beside + 1);
    event.running = true;
    const retention = { startTime: new Date(pushed).toISOString(), remainingTimeMs: pushed + RETENTION - this.#clock.now };
    const { answer, error } = await this.#call(installation, run, {
      body: structuredClone(body), jobId, eventId: id, queueName: queue, ...(concurrency ? { concurrency } : {}),
      ...(retry ? { retryContext: { retryCount: tries, ...retry, retentionWindow: retention } } : {}),
    }, origin);
    event.running = false;
    if (key) this.#running.set(key, this.#running.get(key) - 1);
    if (!this.#events.has(event)) return;

    const wanted = answer?._retry === true && answer.retryOptions;
    if (!wanted && !error) {
      if (!event.copy) this.#jobs.get(jobId).success++;
      this.#end(event);
      return;
    }

    event.retry = wanted ? { retryReason: wanted.retryReason, retryData: kept(wanted.retryData) } : { retryReason: error.code ?? 'FUNCTION_PLATFORM_UNKNOWN_ERROR' };
    this.#again(event, wanted ? Math.min(Math.max(wanted.retryAfter ?? 1, 1), MOST_DELAY) * 1000 : backoff(event.tries));
    event.tries++;
  }

  #again(event, after) {
    if (this.#clock.now + after <= event.pushed + RETENTION) {
      this.#send(event, after);
      return;
    }

    if (!event.copy) this.#jobs.get(event.jobId).failed++;
    this.dropped.push({ installation: event.installation, queue: event.queue, body: event.body });
    this.#end(event);
  }

  #end(event) {
    this.#clock.cancel(event.due);
    this.#events.delete(event);
  }
}

/** Longer and longer, up to a quarter of an hour. */
export function backoff(tries) { return Math.min(4 * 2 ** tries, MOST_DELAY) * 1000; }

function size(value) { return Buffer.byteLength(JSON.stringify(value)); }

function kept(data) {
  if (data !== undefined && size(data) > MOST_RETRY_DATA) throw new Error('retryData of more than 4 KB');
  return data;
}
