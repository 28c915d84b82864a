// node site.mjs --bundle FILE [--api URL] [--jira URL] [--cloud ID] [--account ID]
// Jira as the app's pages know it: a page of Jira with the app in a sandboxed frame of another origin, under the policy that the platform
// computes for the manifest. What the frame asks the bridge for, the page of Jira answers; functions of the app are called as the platform
// calls them, and what it sends itself or has scheduled comes when it is due. --api says where api.atlassian.com really is, --jira where the
// site's own Jira is, with the name and the token that open it, --cloud which site it is, --account who looks. Prints one line of JSON when
// it listens.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { manifestOf, Platform } from './platform.mjs';
import { policyOf } from './policy.mjs';
import { themes } from './themes.mjs';
import { app } from './tools.mjs';

const SITE = 'acme';
const text = { type: 'string' };
const { values: { bundle, api, jira: own, cloud, account = 'an-admin' } } = parseArgs({ options: { bundle: text, api: text, jira: text, cloud: text, account: text } });
const manifest = manifestOf(readFileSync(join(app, 'manifest.yml'), 'utf8'));
const platform = new Platform({ bundle, manifest, routes: { 'api.atlassian.com': api, jira: own } });
if (cloud) platform.installation(SITE).cloudId = cloud;
platform.install(SITE, { account });
platform.live();

const part = name => readFileSync(new URL(`site/${name}`, import.meta.url), 'utf8');
const TYPES = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

// Where the platform serves the files of an app: below a path that the app does not know.
const FOLDER = '/0c5e/7f31/admin/';

const jira = await listen(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://jira');
  if (request.method === 'POST' && pathname === '/invoke') return invoke(request, response);
  if (pathname === '/jira.js') return send(response, 200, '.js', part('jira.js'));
  if (pathname.startsWith('/jira/settings/apps/recoup')) return send(response, 200, '.html', part('jira.html').replace('{frame}', `${frame}${FOLDER}index.html?platformFeatureFlags=none`));
  send(response, 404, '.html', '');
});

const frame = await listen((request, response) => {
  const { pathname } = new URL(request.url, 'http://frame');
  if (pathname === '/bridge.js') return send(response, 200, '.js', part('bridge.js'));
  if (pathname === '/themes.css') return send(response, 200, '.css', themes);
  const file = pathname.startsWith(FOLDER) ? pathname.slice(FOLDER.length) : '';
  if (!/^[a-z]+\.[a-z]+$/.test(file)) return send(response, 404, '.html', 'not a file of the app');
  const content = readFileSync(join(app, manifest.resources[0].path, file), 'utf8');
  if (file !== 'index.html') return send(response, 200, extname(file), content);
  response.setHeader('content-security-policy', policyOf(manifest, content, jira));
  send(response, 200, '.html', content.replace('<head>', '<head><script src="/bridge.js"></script>'));
});

console.log(JSON.stringify({ jira: `${jira}/jira/settings/apps/recoup`, frame }));

async function invoke(request, response) {
  const { functionKey, payload, as } = JSON.parse(Buffer.concat(await request.toArray()).toString());
  try {
    send(response, 200, '.json', JSON.stringify(await platform.invoke(SITE, functionKey, payload, as ?? account) ?? null));
  } catch (error) {
    send(response, 500, '.json', JSON.stringify(error.message));
  }
}

async function listen(answer) {
  const server = createServer(answer);
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${server.address().port}`;
}

function send(response, status, extension, text) {
  response.writeHead(status, { 'content-type': `${TYPES[extension] ?? 'application/json'}; charset=utf-8`, 'cache-control': 'no-store' });
  response.end(text);
}
