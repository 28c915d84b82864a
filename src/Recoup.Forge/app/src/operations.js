// What the engine may ask of the platform. Each takes and gives text, mostly JSON.
import api from '@forge/api';
import { FilterConditions, kvs, WhereConditions, Filter } from '@forge/kvs';

// A document is kept as the text that the engine wrote. As an object it would come back with other numbers: 7.50 as 7.5, and what was
// hashed would have another hash.
const STAMPED = 'stamped';
const PAGE = 100;

export const operations = {
  // [key] to { key: text }, those that there are.
  'kvs.get': async argument => JSON.stringify(Object.fromEntries((await found(JSON.parse(argument))).map(({ key, value }) => [key, value]))),

  // [key] to { key: { stamp, json } }, those that there are.
  'kvs.stamped': async argument =>
    JSON.stringify(Object.fromEntries((await found(JSON.parse(argument), STAMPED)).map(({ key, value: { stamp, document } }) => [key, { stamp, json: document }]))),

  // [{ do, key, json, was, stamp }] to true, or to false where a stamp is another than expected.
  'kvs.transact': async argument => {
    const transaction = kvs.transact();
    for (const step of JSON.parse(argument)) steps[step.do](transaction, step);
    try {
      await transaction.execute();
      return 'true';
    } catch (error) {
      if (error.code === 'CONDITIONAL_CHECK_FAILED') return 'false';
      throw error;
    }
  },

  // { prefix, cursor } to { keys, cursor }.
  'kvs.query': async argument => {
    const { prefix, cursor } = JSON.parse(argument);
    const query = kvs.query().where('key', WhereConditions.beginsWith(prefix)).limit(PAGE);
    const { results, nextCursor } = await (cursor ? query.cursor(cursor) : query).getMany();
    return JSON.stringify({ keys: results.map(({ key }) => key), cursor: nextCursor ?? null });
  },

  'kvs.secret.get': async key => await kvs.getSecret(key) ?? null,

  'kvs.secret.set': async argument => {
    const [key, value] = JSON.parse(argument);
    await kvs.setSecret(key, value);
    return null;
  },

  'kvs.secret.delete': async key => {
    await kvs.deleteSecret(key);
    return null;
  },

  // { method, url, headers, body } to { status, headers, body }: through the platform's own gate, which knows the declared hosts alone.
  http: async argument => {
    const { method, url, headers, body } = JSON.parse(argument);
    const answer = await api.fetch(url, { method, headers, body: body ?? undefined, redirect: 'manual' });
    return JSON.stringify({ status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() });
  },
};

const steps = {
  set: (transaction, { key, json }) => transaction.set(key, json),
  delete: (transaction, { key }) => transaction.delete(key),
  restamp: (transaction, { key, was, stamp, json }) => stamp
    ? transaction.set(key, { stamp, document: json }, only(was))
    : transaction.delete(key, only(was)),
  check: (transaction, { key, was }) => transaction.check(key, only(was)),
};

function only(was) {
  return { entityName: STAMPED, conditions: new Filter().and('stamp', was ? FilterConditions.equalTo(was) : FilterConditions.notExists()) };
}

async function found(keys, entityName) {
  const { successfulKeys, failedKeys } = await kvs.batchGet(keys.map(key => ({ key, entityName })));
  const broken = failedKeys.find(({ error }) => error.code !== 'KEY_NOT_FOUND');
  if (broken) throw new Error(`"${broken.key}" could not be read: ${broken.error.code}`);
  return successfulKeys;
}
