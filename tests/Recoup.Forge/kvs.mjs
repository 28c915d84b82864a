// Forge's key-value service with its limits, one store for each installation: get is strict, a query sees the state before the newest
// write until `settle`, the least stale that "eventually consistent" allows to rely on.
import { Budget } from './kvs-budget.mjs';

const KEY = /^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/;
const MOST_VALUE = 240 * 1024;
const MOST_TOGETHER = 4 * 1024 * 1024;
const MOST_OPERATIONS = 25;

export class Kvs {
  #budget;
  // What the call under way has read or written.
  #size;
  #plain = new Map();
  // What the newest write replaced.
  #before = new Map();
  #entities = new Map();
  #secrets = new Map();

  /** @param clock by which the service is limited; without one it is not */
  constructor(clock) { this.#budget = new Budget(clock); }

  /** Requests, and units of 10 KB read and written: what the platform bills and limits. */
  get used() { return this.#budget.used; }

  get keys() { return [...this.#plain.keys()]; }

  /** Everything but secrets, as text. */
  get text() { return JSON.stringify([[...this.#plain], [...this.#entities].map(([name, rows]) => [name, [...rows]])]); }

  get secrets() { return this.#secrets; }

  /** Writes a plain value in place of another, as nobody but a test does. */
  change(key, into) { this.#plain.set(key, into(this.#plain.get(key))); }

  settle() { this.#before.clear(); }

  /** Answers a request of @forge/kvs. */
  answer(path, body) {
    const reads = /get|query$/.test(path);
    this.#size = 0;
    try {
      if (!this.#budget.admits(reads)) throw new Refused(429, 'TOO_MANY_REQUESTS');
      const answer = this.#answer(path, body);
      this.#budget.charge(reads, this.#size);
      return answer;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 429) this.used.refused++;
      else this.#budget.charge(reads, this.#size);
      return { status: error.status, body: { code: error.code, message: error.code } };
    }
  }

  /** Makes sure that so much may be written, before any of it is. */
  #afford(rows) {
    const sizes = rows.map(({ value }) => bytes(value));
    if (!this.#budget.affords(sizes.reduce((all, size) => all + size, 0))) throw new Refused(429, 'TOO_MANY_REQUESTS');
    if (!rows.every(({ key, entityName }, i) => this.#budget.mayWrite(`${entityName} ${key}`, sizes[i]))) throw new Refused(429, 'REQUEST_THROTTLED');
    this.#before.clear();
  }

  #answer(path, body) {
    switch (path) {
      case '/api/v1/get': return this.#get(this.#plain, body);
      case '/api/v1/secret/get': return this.#get(this.#secrets, body);
      case '/api/v1/entity/get': return this.#get(this.#entity(body.entityName), body);
      case '/api/v1/set': return this.#set(this.#plain, body);
      case '/api/v1/secret/set': return this.#set(this.#secrets, body);
      case '/api/v1/entity/set': return this.#set(this.#entity(body.entityName), body);
      case '/api/v1/delete': return this.#delete(this.#plain, body.key);
      case '/api/v1/secret/delete': return this.#delete(this.#secrets, body.key);
      case '/api/v1/entity/delete': return this.#delete(this.#entity(body.entityName), body.key);
      case '/api/v1/query': return this.#query(body);
      case '/api/v1/batch/get': return this.#batch(body, row => ({ key: row.key, entityName: row.entityName, ...this.#found(this.#of(row.entityName), row) }));
      case '/api/v1/batch/set':
        this.#afford(body);
        return this.#batch(body, row => (this.#write(this.#of(row.entityName), row.key, row.value), { key: row.key, entityName: row.entityName }));
      case '/api/v1/batch/delete':
        this.#before.clear();
        return this.#batch(body, ({ key, entityName }) => (this.#change(this.#of(entityName), checked(key)), { key, entityName }));
      case '/api/v1/transaction': return this.#transact(body);
      default: throw new Refused(404, `no such path: ${path}`);
    }
  }

  #get(rows, row) { return { status: 200, body: { key: row.key, ...this.#found(rows, row) } }; }

  #found(rows, { key, entityName }) {
    if (!rows.has(checked(key))) throw new Refused(404, 'KEY_NOT_FOUND');
    const value = rows.get(key), size = bytes(value);
    if (!this.#budget.mayRead(`${entityName} ${key}`, size)) throw new Refused(429, 'REQUEST_THROTTLED');
    this.#size += size;
    return { value: structuredClone(value) };
  }

  #set(rows, row) {
    if (row.options?.keyPolicy === 'FAIL_IF_EXISTS' && rows.has(checked(row.key))) throw new Refused(409, 'KEY_CONFLICT');
    this.#afford([row]);
    this.#write(rows, row.key, row.value);
    return { status: 200, body: undefined };
  }

  #write(rows, key, value) {
    this.#size += fitting(value);
    this.#change(rows, checked(key), structuredClone(value));
  }

  // No value is a key that is gone. Queries do not see yet what is changed here.
  #change(rows, key, value) {
    if (rows === this.#plain && !this.#before.has(key)) this.#before.set(key, rows.get(key));
    if (value === undefined) rows.delete(key);
    else rows.set(key, value);
  }

  #delete(rows, key) {
    if (!rows.has(checked(key))) throw new Refused(404, 'KEY_NOT_FOUND');
    this.#before.clear();
    this.#change(rows, key);
    return { status: 204 };
  }

  #query({ where = [], limit = 10, after }) {
    const [{ condition, values: [prefix] } = { condition: 'BEGINS_WITH', values: [''] }] = where;
    if (condition !== 'BEGINS_WITH') throw new Refused(400, 'INVALID_CONDITION');
    const from = after ? Buffer.from(after, 'base64url').toString() : '';
    const seen = key => this.#before.has(key) ? this.#before.get(key) : this.#plain.get(key);
    const keys = [...new Set([...this.#plain.keys(), ...this.#before.keys()])].filter(key => key.startsWith(prefix) && key > from && seen(key) !== undefined).sort();
    const page = keys.slice(0, Math.min(limit, 100));
    const data = page.map(key => {
      this.#size += bytes(seen(key));
      return { key, value: structuredClone(seen(key)) };
    });
    return { status: 200, body: { data, ...(keys.length > page.length ? { cursor: Buffer.from(page.at(-1)).toString('base64url') } : {}) } };
  }

  #batch(rows, each) {
    if (rows.length > MOST_OPERATIONS) throw new Refused(400, 'TOO_MANY_OPERATIONS');
    if (new Set(rows.map(({ key, entityName }) => `${entityName}\n${key}`)).size < rows.length) throw new Refused(400, 'DUPLICATE_KEY');
    if (rows.length === 0) throw new Refused(400, 'NO_KEYS');
    const successfulKeys = [], failedKeys = [];
    for (const row of rows) {
      try {
        successfulKeys.push(each(row));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        failedKeys.push({ key: row.key, entityName: row.entityName, error: { code: error.code, message: error.code } });
      }
    }

    return { status: 200, body: { successfulKeys, failedKeys } };
  }

  #transact({ set = [], delete: removed = [], check = [] }) {
    const all = [...set, ...removed, ...check];
    if (all.length > MOST_OPERATIONS) throw new Refused(400, 'TOO_MANY_OPERATIONS');
    if (Buffer.byteLength(JSON.stringify(set)) > MOST_TOGETHER) throw new Refused(400, 'MAX_SIZE');
    if (new Set(all.map(({ key, entityName }) => `${entityName}\n${key}`)).size < all.length) throw new Refused(400, 'DUPLICATE_KEY');
    for (const { key, entityName, conditions } of all) {
      if (!conditions) continue;
      if (!entityName) throw new Refused(400, 'CONDITIONS_NEED_AN_ENTITY');
      if (!holds(this.#entity(entityName).get(checked(key)) ?? {}, conditions)) throw new Refused(400, 'CONDITIONAL_CHECK_FAILED');
    }

    for (const { key, value } of set) {
      checked(key);
      fitting(value);
    }

    for (const { key } of removed) checked(key);
    this.#afford(set);
    for (const { key, entityName, value } of set) this.#write(this.#of(entityName), key, value);
    for (const { key, entityName } of removed) this.#change(this.#of(entityName), key);
    return { status: 204 };
  }

  #of(entityName) { return entityName ? this.#entity(entityName) : this.#plain; }

  #entity(name) {
    if (!this.#entities.has(name)) this.#entities.set(name, new Map());
    return this.#entities.get(name);
  }
}

class Refused extends Error {
  constructor(status, code) {
    super(code);
    Object.assign(this, { status, code });
  }
}

function checked(key) {
  if (typeof key !== 'string' || key.length === 0) throw new Refused(400, 'KEY_TOO_SHORT');
  if (key.length > 500) throw new Refused(400, 'KEY_TOO_LONG');
  if (!KEY.test(key)) throw new Refused(400, 'INVALID_KEY');
  return key;
}

/** The size of a value that may be kept. */
function fitting(value) {
  const size = bytes(value);
  if (size > MOST_VALUE) throw new Refused(400, 'MAX_SIZE');
  if (depth(value) > 31) throw new Refused(400, 'MAX_DEPTH');
  return size;
}

function bytes(value) { return Buffer.byteLength(JSON.stringify(value) ?? ''); }

function holds(row, { and, or }) {
  const one = ({ property, condition, values: [value] = [] }) => {
    const is = row[property];
    switch (condition) {
      case 'EQUAL_TO': return is === value;
      case 'NOT_EQUAL_TO': return is !== value;
      case 'EXISTS': return is !== undefined;
      case 'NOT_EXISTS': return is === undefined;
      case 'LESS_THAN': return is < value;
      case 'LESS_THAN_EQUAL_TO': return is <= value;
      case 'GREATER_THAN': return is > value;
      case 'GREATER_THAN_EQUAL_TO': return is >= value;
      default: throw new Refused(400, 'INVALID_CONDITION');
    }
  };
  return and ? and.every(one) : or.some(one);
}

function depth(value) {
  return value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
}
