// What Jira does for a frame: it calls functions, keeps the frame's path in its own address, shows its title, opens links, says how it looks.
const BASE = '/jira/settings/apps/recoup';
const frame = document.querySelector('iframe');
const origin = new URL(frame.src).origin;

// What was asked for, for tests to look at; they also say who looks, as `somebody`.
globalThis.opened = [];
globalThis.calls = [];

const commands = {
  async invoke(call) {
    calls.push(call.payload);
    const answer = await fetch('/invoke', { method: 'POST', body: JSON.stringify({ ...call, as: globalThis.somebody }) });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said);
    return said;
  },
  getContext: () => ({ accountId: 'an-admin', cloudId: 'acme', moduleKey: 'recoup', siteUrl: location.origin, locale: 'en-US', timezone: 'UTC', localId: 'recoup', environmentId: 'environment', environmentType: 'DEVELOPMENT', extension: { type: 'jira:adminPage' } }),
  createHistory: () => place(),
  enableTheming: () => look(),
  changeWindowTitle: title => void (document.title = `${title} - Jira`),
  navigate: ({ url, type }) => void opened.push(`${type} ${url}`),
  push: path => went('PUSH', () => history.pushState(null, '', BASE + path)),
  replace: path => went('REPLACE', () => history.replaceState(null, '', BASE + path)),
};

addEventListener('message', async ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  if (data.height) return void (frame.style.height = `${Math.max(800, data.height)}px`);
  try {
    post({ id: data.id, answer: await commands[data.command](data.argument) });
  } catch (error) {
    post({ id: data.id, error: error.message });
  }
});
addEventListener('popstate', () => post({ place: place(), action: 'POP' }));

const dark = matchMedia('(prefers-color-scheme: dark)');
const look = () => dark.matches ? 'dark' : 'light';
dark.addEventListener('change', () => post({ look: look() }));

function went(action, go) {
  go();
  post({ place: place(), action });
}

function place() {
  const pathname = location.pathname.slice(BASE.length);
  return { pathname: pathname || '/', search: location.search, hash: location.hash };
}

function post(message) {
  frame.contentWindow.postMessage(message, origin);
}
