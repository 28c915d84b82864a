// The frame's requests, without a browser: what becomes of a fetch, and of what the function answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ask, MOST_BYTES } from '../../src/Recoup.Forge/app/static/shell/ask.mjs';
import { pageFetch } from '../../src/Recoup.Forge/app/static/shell/fetch.mjs';

const base = new URL('https://frame.test/0c5e/admin/');
const at = path => new URL(path, base).href;
const html = body => ({ status: 200, contentType: 'text/html; charset=utf-8', body });

/** A fetch over a function: what was asked of it, what was saved, what was left to the browser. */
function over(answer, patience) {
  const calls = [], saved = [], left = [];
  const invoke = async (name, call) => {
    assert.equal(name, 'page');
    calls.push(structuredClone(call));
    return answer(call);
  };
  const fetch = pageFetch({ ask: ask(invoke, patience), save: (name, blob) => saved.push([name, blob]), really: async input => left.push(String(input)), base });
  return { fetch, calls, saved, left };
}

const problem = async answer => {
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  return (await answer.json()).detail;
};

test('a link is asked for with its query in order', async () => {
  const { fetch, calls } = over(() => html('<p>There'));
  const answer = await fetch(at('/users/712020%3Aab?tier=certain&tier=probable&search=a+b'));
  assert.deepEqual(calls, [{ method: 'GET', path: '/users/712020%3Aab', query: [['tier', 'certain'], ['tier', 'probable'], ['search', 'a b']], form: [] }]);
  assert.deepEqual([answer.status, answer.url, answer.redirected, await answer.text()], [200, at('/users/712020%3Aab?tier=certain&tier=probable&search=a+b'), false, '<p>There']);
});

test('a form is sent with every field in order, and its redirect is followed with GET', async () => {
  const { fetch, calls } = over(({ method }) => method === 'POST' ? { status: 303, location: '/plans/7?new=1' } : html('Plan'));
  const answer = await fetch(at('/plans'), { method: 'POST', body: new URLSearchParams([['row', '1'], ['row', '2'], ['reason', 'ä & b']]) });
  assert.deepEqual(calls, [
    { method: 'POST', path: '/plans', query: [], form: [['row', '1'], ['row', '2'], ['reason', 'ä & b']] },
    { method: 'GET', path: '/plans/7', query: [['new', '1']], form: [] },
  ]);
  assert.deepEqual([answer.url, answer.redirected], [at('/plans/7?new=1'), true]);
});

test('a redirect that leads to itself comes to an end', async () => {
  const { fetch, calls } = over(() => ({ status: 303, location: '/again' }));
  await fetch(at('/again'));
  assert.equal(calls.length, 6);
});

test('a packed page is unpacked', async () => {
  const { fetch } = over(() => ({ ...html(gzipSync('<p>ä€😀').toString('base64')), packed: true }));
  assert.equal(await (await fetch(at('/'))).text(), '<p>ä€😀');
});

test('the head of a page names no files', async () => {
  const { fetch } = over(() => html('<head><title>A</title><link rel="stylesheet" href="/recoup.css"><script src="/turbo.js" defer></script><script src="/live.js" type="module"></script><noscript><meta http-equiv="refresh" content="4"></noscript><meta name="recoup-live" content="2"></head><body><script type="application/json">{}</script>'));
  assert.equal(await (await fetch(at('/'))).text(), '<head><title>A</title><meta name="recoup-live" content="2"></head><body><script type="application/json">{}</script>');
});

test('a file is saved, byte for byte, and shows nothing', async () => {
  const zip = Buffer.from([80, 75, 0, 255, 254]);
  const { fetch, saved } = over(({ path }) => path === '/zip' ? { status: 200, contentType: 'application/zip', fileName: 'a.zip', packed: true, body: gzipSync(zip).toString('base64') } : { status: 200, contentType: 'text/csv', fileName: 'a.csv', body: '\uFEFFZoë' });
  assert.deepEqual([(await fetch(at('/zip'))).status, (await fetch(at('/csv'))).status], [204, 204]);
  assert.deepEqual(saved.map(([name, { type }]) => [name, type]), [['a.zip', 'application/zip'], ['a.csv', 'text/csv']]);
  assert.deepEqual(Buffer.from(await saved[0][1].arrayBuffer()), zip);
  assert.deepEqual(Buffer.from(await saved[1][1].arrayBuffer()), Buffer.from('\uFEFFZoë'));
});

test('files of the shell and other hosts are left to the browser', async () => {
  const { fetch, calls, left } = over(() => html(''));
  for (const address of [at('echarts.js'), 'https://elsewhere.test/users']) await fetch(address);
  assert.deepEqual([left, calls], [[at('echarts.js'), 'https://elsewhere.test/users'], []]);
});

test('what does not fit is refused with its size and the limit, and nothing is sent', async () => {
  const { fetch, calls } = over(() => html(''));
  const answer = await fetch(at('/money'), { method: 'POST', body: new URLSearchParams({ book: 'x'.repeat(MOST_BYTES) }) });
  assert.equal(answer.status, 413);
  assert.match(await problem(answer), /^What was written takes 451 KB, and inside Jira 450 KB are taken at once\. Recoup on a server of your own takes more\.$/);
  assert.deepEqual(calls, []);
});

test('a function that breaks says so, and of a form that it may have been done', async () => {
  const { fetch } = over(() => { throw new Error('it broke'); });
  const [link, form] = [await fetch(at('/')), await fetch(at('/'), { method: 'POST', body: new URLSearchParams() })];
  assert.deepEqual([link.status, form.status], [502, 502]);
  assert.equal(await problem(link), 'Recoup could not answer: it broke. Try again in a moment.');
  assert.match(await problem(form), /Whether it was done is not known/);
});

test('a function that never answers is not waited for', async () => {
  const { fetch } = over(() => new Promise(() => {}), 50);
  const answer = await fetch(at('/'));
  assert.equal(answer.status, 504);
  assert.match(await problem(answer), /^Recoup did not answer within 0\.05 seconds/);
});

test('no answer is no page, nor is one that cannot be read', async () => {
  for (const answer of [undefined, { ...html('not packed at all'), packed: true }]) {
    const { fetch } = over(() => answer);
    assert.equal((await fetch(at('/'))).status, 502);
  }
});

test('a page that was left while it was waited for is given up', async () => {
  const { fetch } = over(() => new Promise(() => {}), 50);
  const left = new AbortController(), answer = fetch(at('/'), { signal: left.signal });
  left.abort();
  await assert.rejects(answer, { name: 'AbortError' });
});

test('a page of a failed form is shown with the head that is there', async () => {
  const { fetch } = over(() => ({ ...html('<p>Broken'), status: 500 }));
  assert.equal((await fetch(at('/'))).status, 499);
});
