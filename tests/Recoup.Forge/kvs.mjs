// Forge's key-value service with its limits, one store for each installation: get is strict, a query sees the state before the newest
// write until `settle`, the least stale that "eventually consistent" allows to rely on.
const KEY = /^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/;
const MOST_VALUE = 240 * 1024;
const MOST_TOGETHER = 4 * 1024 * 1024;
const MOST_OPERATIONS = 25;

export class Kvs {
  #plain = new Map();
  #seen = new Map();
  #entities = new Map();
  #secrets = new Map();

  /** Requests, and units of 10 KB read and written: what the platform bills and limits. */
  used = { requests: 0, reads: 0, writes: 0, bytesRead: 0, bytesWritten: 0 };

  get keys() { return [...this.#plain.keys()]; }

  /** Everything but secrets, as text. */
  get text() { return JSON.stringify([[...this.#plain], [...this.#entities].map(([name, rows]) => [name, [...rows]])]); }

  get secrets() { return this.#secrets; }

  settle() { this.#seen = new Map(this.#plain); }

  /** Answers a request of @forge/kvs. */
  answer(path, body) {
    this.used.requests++;
    try {
      return this.#answer(path, body);
    } catch (error) {
      if (error instanceof Refused) return { status: error.status, body: { code: error.code, message: error.code } };
      throw error;
    }
  }

  #answer(path, body) {
    switch (path) {
      case '/api/v1/get': return this.#get(this.#plain, body.key);
      case '/api/v1/secret/get': return this.#get(this.#secrets, body.key);
      case '/api/v1/entity/get': return this.#get(this.#entity(body.entityName), body.key);
      case '/api/v1/set': return this.#set(this.#plain, body);
      case '/api/v1/secret/set': return this.#set(this.#secrets, body);
      case '/api/v1/entity/set': return this.#set(this.#entity(body.entityName), body);
      case '/api/v1/delete': return this.#delete(this.#plain, body.key);
      case '/api/v1/secret/delete': return this.#delete(this.#secrets, body.key);
      case '/api/v1/entity/delete': return this.#delete(this.#entity(body.entityName), body.key);
      case '/api/v1/query': return this.#query(body);
      case '/api/v1/batch/get': return this.#batch(body, ({ key, entityName }) => ({ key, entityName, ...this.#found(this.#of(entityName), key) }));
      case '/api/v1/batch/set': return this.#batch(body, row => (this.#write(this.#of(row.entityName), row.key, row.value), { key: row.key, entityName: row.entityName }));
      case '/api/v1/batch/delete': return this.#batch(body, ({ key, entityName }) => (this.#of(entityName).delete(key), { key, entityName }));
      case '/api/v1/transaction': return this.#transact(body);
      default: throw new Refused(404, `no such path: ${path}`);
    }
  }

  #get(rows, key) { return { status: 200, body: { key, ...this.#found(rows, key) } }; }

  #found(rows, key) {
    if (!rows.has(checked(key))) throw new Refused(404, 'KEY_NOT_FOUND');
    const value = rows.get(key);
    this.#count('reads', 'bytesRead', value);
    return { value: structuredClone(value) };
  }

  #set(rows, { key, value, options }) {
    if (options?.keyPolicy === 'FAIL_IF_EXISTS' && rows.has(checked(key))) throw new Refused(409, 'KEY_CONFLICT');
    this.#write(rows, key, value);
    return { status: 200, body: undefined };
  }

  #write(rows, key, value) {
    const size = Buffer.byteLength(JSON.stringify(value));
    if (size > MOST_VALUE) throw new Refused(400, 'MAX_SIZE');
    if (depth(value) > 31) throw new Refused(400, 'MAX_DEPTH');
    this.#late(rows);
    rows.set(checked(key), structuredClone(value));
    this.#count('writes', 'bytesWritten', value);
  }

  #delete(rows, key) {
    if (!rows.has(checked(key))) throw new Refused(404, 'KEY_NOT_FOUND');
    this.#late(rows);
    rows.delete(key);
    return { status: 204 };
  }

  // Queries see plain keys as they were before this write.
  #late(rows) { if (rows === this.#plain) this.#seen = new Map(this.#plain); }

  #query({ where = [], limit = 10, after }) {
    const [{ condition, values: [prefix] } = { condition: 'BEGINS_WITH', values: [''] }] = where;
    if (condition !== 'BEGINS_WITH') throw new Refused(400, 'INVALID_CONDITION');
    const from = after ? Buffer.from(after, 'base64url').toString() : '';
    const keys = [...this.#seen.keys()].filter(key => key.startsWith(prefix) && key > from).sort();
    const page = keys.slice(0, Math.min(limit, 100));
    const data = page.map(key => (this.#count('reads', 'bytesRead', this.#seen.get(key)), { key, value: structuredClone(this.#seen.get(key)) }));
    return { status: 200, body: { data, ...(keys.length > page.length ? { cursor: Buffer.from(page.at(-1)).toString('base64url') } : {}) } };
  }

  #batch(rows, each) {
    if (rows.length > MOST_OPERATIONS) throw new Refused(400, 'TOO_MANY_OPERATIONS');
    if (new Set(rows.map(({ key, entityName }) => `${entityName}\n${key}`)).size < rows.length) throw new Refused(400, 'DUPLICATE_KEY');
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

    // Queries are one transaction behind, and not one of its writes.
    const before = new Map(this.#plain);
    for (const { key, entityName, value } of set) this.#write(this.#of(entityName), key, value);
    for (const { key, entityName } of removed) {
      this.#late(this.#of(entityName));
      this.#of(entityName).delete(checked(key));
    }

    this.#seen = before;
    return { status: 204 };
  }

  #of(entityName) { return entityName ? this.#entity(entityName) : this.#plain; }

  #entity(name) {
    if (!this.#entities.has(name)) this.#entities.set(name, new Map());
    return this.#entities.get(name);
  }

  #count(what, bytes, value) {
    const size = Buffer.byteLength(JSON.stringify(value));
    this.used[what] += Math.max(1, Math.ceil(size / 10_240));
    this.used[bytes] += size;
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
