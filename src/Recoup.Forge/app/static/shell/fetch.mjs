// A fetch whose requests for pages go to the app's function. Nothing else on the pages asks for anything but the shell's own files.
import { Trouble } from './ask.mjs';

const MOST_REDIRECTS = 5;

export function pageFetch({ ask, save, really, base }) {
  return async (input, init) => {
    const request = new Request(new URL(input.url ?? input, globalThis.location?.href ?? base), init);
    const url = new URL(request.url);
    if (url.origin !== base.origin || isFile(url, base)) return really(input, init);
    try {
      return await unlessAborted(request.signal, answer(await callOf(request, url), url));
    } catch (error) {
      if (request.signal?.aborted) throw error;
      // Turbo would load the frame anew where a fetch fails: whatever went wrong is an answer that says so.
      const { status, message } = error instanceof Trouble ? error : new Trouble(502, `What Recoup answered cannot be shown: ${error.message}. Try again in a moment.`);
      return located(Response.json({ detail: message }, { status, headers: { 'content-type': 'application/problem+json' } }), url, false);
    }
  };

  async function answer(call, url) {
    let given = await ask(call), redirects = 0;
    for (; given.location && redirects < MOST_REDIRECTS; redirects++) {
      url = new URL(given.location, url);
      given = await ask({ method: 'GET', path: url.pathname, query: [...url.searchParams], form: [] });
    }

    const body = given.packed ? await unpacked(given.body) : new Blob([given.body ?? '']);
    if (given.fileName) {
      save(given.fileName, new Blob([body], { type: given.contentType }));
      return located(new Response(null, { status: 204 }), url, redirects > 0);
    }

    const isPage = given.contentType?.startsWith('text/html');
    const text = await body.text();
    // Turbo puts a page of 500 and above there with the head that the page has; ours has to stay.
    const status = isPage ? Math.min(given.status, 499) : given.status;
    return located(new Response(isPage ? withoutFiles(text) : text, { status, headers: { 'content-type': given.contentType ?? 'text/plain' } }), url, redirects > 0);
  }
}

const isFile = (url, base) => url.pathname.startsWith(base.pathname) && /\.(css|html|js|svg)$/.test(url.pathname);

async function callOf(request, url) {
  return { method: request.method, path: url.pathname, query: [...url.searchParams], form: request.method === 'GET' ? [] : [...await request.formData()] };
}

/** A file, or a long text, comes as gzip in base64. */
function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), character => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).blob();
}

/** The shell has the files of the pages already, under an address of its own. */
const withoutFiles = html => html.replace(/<head>[\s\S]*?<\/head>/, head => head.replace(/<link [^>]*>|<script [^>]*><\/script>|<noscript>.*?<\/noscript>/g, ''));

/** What a browser tells of an answer by itself. */
const located = (response, url, redirected) => Object.defineProperties(response, { url: { value: url.href }, redirected: { value: redirected } });

function unlessAborted(signal, answer) {
  if (!signal) return answer;
  const aborted = new Promise((_, fail) => {
    if (signal.aborted) fail(signal.reason);
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
  });
  return Promise.race([answer, aborted]);
}
