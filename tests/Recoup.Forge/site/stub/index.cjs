// Pages to try the frame with: what no page of the product does on demand, such as answering nothing, or more than fits.
const { gzipSync } = require('node:zlib');

const seen = [];

exports.resolver = async ({ call: { payload } }) => {
  seen.push(payload);
  return (pages[`${payload.method} ${payload.path}`] ?? missing)(payload);
};

const pages = {
  'GET /': () => page('Start', '<p>The first page. <a id="far" href="https://support.atlassian.com/x">Elsewhere</a> <a href="/long">Long</a> <a href="/nowhere">Nowhere</a> <a href="/fails">Fails</a> <a href="/moved">Moved</a></p>'),
  'GET /list': ({ query }) => page(`List ${Object.fromEntries(query).page ?? 1}`, `<p id="query">${shown(query)}</p><p><a href="/list?page=2">Next</a></p><form method="get" action="/list"><label>Search <input name="search"></label> <button class="button">Find</button></form>`),
  'GET /long': () => page('Long', `${'<p>A line.</p>'.repeat(200)}<p><a href="/longer">To a longer one</a></p>`),
  'GET /longer': () => page('Longer', '<p>A line.</p>'.repeat(300)),
  'GET /packed': () => ({ ...page('Packed', ''), body: gzipSync(page('Packed', '<p>It was <b>small</b> on its way: ä€😀.</p>').body).toString('base64'), packed: true }),
  'GET /moved': () => ({ status: 303, contentType: 'text/plain', body: '', location: '/list?page=7' }),
  'GET /forms': () => page('Forms', `
    <form method="post" action="/note" class="stack"><label>Note <textarea name="note" rows="2"></textarea></label> <label>Kind <input name="kind"></label> <button class="button" name="how" value="kept">Keep it</button></form>
    <form method="post" action="/refuse" class="row"><button class="button">Refuse it</button></form>
    <form method="post" action="/fails" class="row"><label>Text <input name="text"></label> <button class="button">Break it</button></form>
    <form method="post" action="/zip" data-turbo="false" class="row"><button class="button">Save the archive</button></form>
    <p><a class="button" href="/export?all=yes" data-turbo="false">Save as CSV</a></p>`),
  'POST /note': () => ({ status: 303, contentType: 'text/plain', body: '', location: '/noted?yes' }),
  'GET /noted': () => page('Noted', `<pre id="sent">${shown(seen.findLast(call => call.method === 'POST')?.form)}</pre>`),
  'POST /refuse': () => ({ ...page('Not done', '<p role="alert">It was refused.</p>'), status: 409 }),
  'POST /fails': () => { throw new Error('the function broke'); },
  'GET /fails': () => { throw new Error('the function broke'); },
  'POST /zip': () => ({ status: 200, contentType: 'application/zip', fileName: 'archive.zip', packed: true, body: gzipSync(Buffer.from([80, 75, 5, 6, 0, 255, 254])).toString('base64') }),
  'GET /export': () => ({ status: 200, contentType: 'text/csv; charset=utf-8', fileName: 'all.csv', body: '\uFEFFname\r\nZoë\r\n' }),
  'GET /live': () => ({ ...page(`Live ${seen.filter(call => call.path === '/live').length}`, '<p>It goes on.</p>', '<meta name="recoup-live" content="1">') }),
  'GET /charts': () => page('Charts', '<figure class="chart flow" data-chart="flow"><div class="plot" hidden></div><script type="application/json">{"says":"Seats","nodes":[{"name":"a","label":"All","tone":"brand"},{"name":"b","label":"Idle","tone":"idle"}],"links":[{"source":"a","target":"b","value":3}]}</script></figure>'),
};

const missing = () => ({ ...page('Not found', '<p>There is no such page.</p>'), status: 404 });

const shown = value => JSON.stringify(value).replace(/[<&]/g, character => `&#${character.charCodeAt(0)};`);

const places = ['/', '/list', '/forms', '/live', '/charts', '/packed'];

function page(title, main, head = '') {
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="turbo-prefetch" content="false">
<title>${title} · Recoup</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/recoup.css">
<script src="/turbo.js" defer></script><script src="/recoup.js" type="module"></script>
${head && `${head}<script type="module" src="/live.js"></script><noscript><meta http-equiv="refresh" content="4"></noscript>`}
</head>
<body>
<a class="skiplink" href="#main" data-turbo="false">Skip to content</a>
<div class="app">
<nav class="side" aria-label="Recoup"><b>Recoup</b>${places.map(place => `<a href="${place}">${place === '/' ? 'start' : place.slice(1)}</a>`).join('')}</nav>
<main id="main" tabindex="-1"><h1>${title}</h1>${main}</main>
</div>
</body>
</html>`;
  return { status: 200, contentType: 'text/html; charset=utf-8', body };
}
