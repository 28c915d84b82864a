// The frame of the pages inside Jira: they are asked of the app's function, and Jira's address says which one is shown.
import { invoke, router, view } from '@forge/bridge';
import { follow } from './address.mjs';
import { ask } from './ask.mjs';
import { pageFetch } from './fetch.mjs';
import { keepInFrame } from './links.mjs';
import { save } from './save.mjs';
import { keepVisits } from './visits.mjs';
import { tell } from './trouble.mjs';

const really = globalThis.fetch;
const base = new URL('.', document.currentScript.src);
// Turbo and the pages' own scripts come after this one.
globalThis.fetch = pageFetch({ ask: ask(invoke), save, really, base });

document.addEventListener('DOMContentLoaded', start);
document.addEventListener('turbo:load', () => view.changeWindowTitle(document.title).catch(() => {}));
view.theme.enable().catch(() => {});

async function start() {
  const { Turbo } = globalThis;
  // No path of the pages is a file that Turbo would leave to the browser.
  Turbo.config.drive.unvisitableExtensions.clear();
  keepVisits(Turbo, tell);
  keepInFrame({ visit: Turbo.visit, open: router.open });
  showFirst(Turbo, await follow(view));
}

/** The page that Jira's address names, in place of the one that says that it is being loaded. */
async function showFirst(Turbo, path) {
  const answer = await fetch(path);
  if (answer.headers.get('content-type')?.startsWith('text/html')) {
    const response = { statusCode: 200, responseHTML: await answer.text(), redirected: false };
    return Turbo.visit(answer.url, { action: 'replace', shouldCacheSnapshot: false, response });
  }

  document.querySelector('.loading')?.remove();
  tell((await answer.json()).detail, () => showFirst(Turbo, path));
}
