// What the engine may ask of the platform. Each takes and gives text, mostly JSON.
import api from '@forge/api';
import { kvs } from '@forge/kvs';

export const operations = {
  'kvs.get': async key => {
    const value = await kvs.get(key);
    return value === undefined ? null : JSON.stringify(value);
  },

  // { method, url, headers, body } to { status, headers, body }: through the platform's own gate, which knows the declared hosts alone.
  http: async argument => {
    const { method, url, headers, body } = JSON.parse(argument);
    const answer = await api.fetch(url, { method, headers, body: body ?? undefined, redirect: 'manual' });
    return JSON.stringify({ status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() });
  },
};
