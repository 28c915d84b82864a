// Loaded by pages of what still goes on. Every so many seconds such a page is asked for again, and what is shown becomes what came:
// focus, what is selected and where one has scrolled to stay. A server that does not answer is asked again.

let timer;

function wait() {
  clearTimeout(timer);
  const live = document.head.querySelector('meta[name="recoup-live"]');
  if (live) timer = setTimeout(refresh, live.content * 1000, location.href);
}

async function refresh(address) {
  // Nobody looks, or somebody has begun to write or to look into something.
  if (document.hidden || document.querySelector('main :is(input, select, textarea):focus, main details[open]')) return wait();
  const answer = await fetch(address, { headers: { Accept: 'text/html' } }).catch(() => null);
  if (location.href !== address) return;
  if (!answer || answer.status >= 500) return wait();
  // Signed out, or gone.
  if (!answer.ok || answer.redirected) return window.Turbo ? window.Turbo.visit(address, { action: 'replace' }) : location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  show(page.body);
  if (!page.head.querySelector('meta[name="recoup-live"]')) document.head.querySelector('meta[name="recoup-live"]')?.remove();
  wait();
}

function show(body) {
  if (window.Turbo) return window.Turbo.morphChildren(document.body, body);
  if (!document.querySelector('main').contains(document.activeElement)) document.querySelector('main').replaceWith(body.querySelector('main'));
}

document.addEventListener('turbo:load', wait);
wait();
