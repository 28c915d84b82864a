// node cold.mjs BUNDLE: one cold start. The platform around it is as little as the app's packages need, so that the start is the app's.
const started = performance.now();
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const context = 'ari:cloud:jira::site/00000000-0000-4000-8000-000000000000';
globalThis.__forge_runtime__ = {
  proxy: { url: 'http://127.0.0.1:0', token: 'none' }, contextAri: context, allowedEgress: [], externalAuth: [],
  appContext: { appId: 'app', appVersion: '1.0.0', environmentId: 'environment', environmentType: 'DEVELOPMENT', invocationId: 'invocation', installationId: 'installation', moduleKey: 'recoup', license: { active: true } },
  lambdaContext: { awsRequestId: 'request', getRemainingTimeInMillis: () => 25_000 },
  metrics: { counter: () => ({ incr() {}, decr() {} }), timing: () => ({ measure: () => ({ stop() {} }), set() {} }), gauge: () => ({ set() {} }) },
};
// A store in which there is nothing yet.
globalThis.__forge_fetch__ = async (to, path, init) => {
  const body = JSON.parse(init.body);
  return Response.json(path.includes('/batch/') ? { successfulKeys: [], failedKeys: body.map(({ key, entityName }) => ({ key, entityName, error: { code: 'KEY_NOT_FOUND' } })) } : { data: [] });
};

const { resolver } = createRequire(import.meta.url)(resolve(process.argv[2]));
const loaded = performance.now();
const ask = () => resolver(
  { call: { functionKey: 'page', payload: { method: 'GET', path: '/', query: [], form: [] } }, context: { cloudId: 'a-cloud', moduleKey: 'recoup', siteUrl: 'https://acme.atlassian.net' } },
  { principal: { accountId: 'somebody' }, installContext: context, license: { isActive: true } });
const { status } = await ask();
const answered = performance.now();
if (status !== 200) throw new Error(`the first answer was ${status}`);
await ask();
const again = performance.now() - answered;
const { user, system } = process.cpuUsage();
console.log(JSON.stringify([started, loaded, answered, again, (user + system) / 1000, process.memoryUsage().rss / 1024 ** 2]));
process.exit();
