// What the platform puts into the frame before the app's own scripts: the other end of jira.js.
const waiting = new Map(), listeners = [];
let last = 0, themed = false;

const send = (command, argument) => new Promise((done, fail) => {
  waiting.set(++last, { done, fail });
  parent.postMessage({ id: last, command, argument }, '*');
});

globalThis.__bridge = {
  async callBridge(command, argument) {
    const answer = await send(command, argument);
    if (command === 'enableTheming') return theme(answer);
    if (command !== 'createHistory') return answer;
    return {
      action: 'POP', location: answer,
      push: path => send('push', path),
      replace: path => send('replace', path),
      listen: listener => void listeners.push(listener),
    };
  },
};

addEventListener('message', ({ source, data }) => {
  if (source !== parent) return;
  if (data.place) return listeners.forEach(listener => listener(data.place, data.action));
  if (data.look) return themed && theme(data.look);
  const { done, fail } = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.error === undefined) done(data.answer);
  else fail(new Error(data.error));
});

function theme(mode) {
  if (!themed) {
    themed = true;
    const sheet = document.createElement('link');
    Object.assign(sheet, { rel: 'stylesheet', href: '/themes.css' });
    document.head.append(sheet);
  }

  document.documentElement.dataset.theme = 'light:light dark:dark';
  document.documentElement.dataset.colorMode = mode;
}

// The frame is made as high as what is in it.
let height;
addEventListener('load', () => setInterval(() => {
  const now = Math.ceil(document.body.getBoundingClientRect().height);
  if (now !== height) parent.postMessage({ height: height = now }, '*');
}, 100));
