// What the engine may ask of the platform. Each takes and gives text, mostly JSON.
import api, { assumeTrustedRoute, privacy } from '@forge/api';
import { Queue } from '@forge/events';
import { FilterConditions, kvs, WhereConditions, Filter } from '@forge/kvs';
import { patiently } from './patience.js';
import { packed, unpacked } from './texts.mjs';

const STAMPED = 'stamped';
const PAGE = 100;
const work = new Queue({ key: 'work' });

export const operations = {
  // [key] to { key: text }, those that there are.
  'kvs.get': async argument => JSON.stringify(Object.fromEntries((await found(JSON.parse(argument))).map(({ key, value }) => [key, unpacked(value)]))),

  // [key] to { key: { stamp, json } }, those that there are.
  'kvs.stamped': async argument =>
    JSON.stringify(Object.fromEntries((await found(JSON.parse(argument), STAMPED)).map(({ key, value: { stamp, document } }) => [key, { stamp, json: unpacked(document) }]))),

  // [{ do, key, json, was, stamp }] to true, or to false where a stamp is another than expected.
  'kvs.transact': async argument => {
    try {
      await patiently(() => {
        const transaction = kvs.transact();
        for (const step of JSON.parse(argument)) steps[step.do](transaction, step);
        return transaction.execute();
      });
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
    const { results, nextCursor } = await patiently(() => (cursor ? query.cursor(cursor) : query).getMany());
    return JSON.stringify({ keys: results.map(({ key }) => key), cursor: nextCursor ?? null });
  },

  'kvs.secret.get': async key => await patiently(() => kvs.getSecret(key)) ?? null,

  'kvs.secret.set': async argument => {
    const [key, value] = JSON.parse(argument);
    await patiently(() => kvs.setSecret(key, value));
    return null;
  },

  'kvs.secret.delete': async key => {
    await patiently(() => kvs.deleteSecret(key));
    return null;
  },

  // { method, url, headers, body } to { status, headers, body }: through the platform's own gate, which knows the declared hosts alone.
  http: async argument => {
    const { method, url, headers, body } = JSON.parse(argument);
    const answer = await api.fetch(url, { method, headers, body: body ?? undefined, redirect: 'manual' });
    return await told(answer);
  },

  // The same of a path of the Jira that the app is installed in, asked as the app.
  jira: async argument => {
    const { method, url, headers, body } = JSON.parse(argument);
    return await told(await api.asApp().requestJira(assumeTrustedRoute(url), { method, headers, body: body ?? undefined }));
  },

  // [{ accountId, updatedAt }], at most 90, to [{ accountId, status }]: those whose data has to go, or to be read again.
  'privacy.report': async argument => JSON.stringify(await privacy.reportPersonalData(JSON.parse(argument))),

  // { body, delay }: has the app called again with the body.
  'queue.push': async argument => {
    const { body, delay } = JSON.parse(argument);
    await work.push({ body, delayInSeconds: delay });
    return null;
  },
};

async function told(answer) {
  return JSON.stringify({ status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() });
}

const steps = {
  set: (transaction, { key, json }) => transaction.set(key, packed(json)),
  delete: (transaction, { key }) => transaction.delete(key),
  restamp: (transaction, { key, was, stamp, json }) => stamp
    ? transaction.set(key, { stamp, document: packed(json) }, only(was))
    : transaction.delete(key, only(was)),
  check: (transaction, { key, was }) => transaction.check(key, only(was)),
};

function only(was) {
  return { entityName: STAMPED, conditions: new Filter().and('stamp', was ? FilterConditions.equalTo(was) : FilterConditions.notExists()) };
}

async function found(keys, entityName) {
  const { successfulKeys, failedKeys } = await patiently(() => kvs.batchGet(keys.map(key => ({ key, entityName }))));
  const broken = failedKeys.find(({ error }) => error.code !== 'KEY_NOT_FOUND');
  if (broken) throw new Error(`"${broken.key}" could not be read: ${broken.error.code}`);
  return successfulKeys;
}
