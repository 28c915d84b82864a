// The emulator in a process of its own, and how a platform reaches what it imitates.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

// A platform puts the app's own in its place.
const { fetch } = globalThis;

const program = process.env.RECOUP_PROGRAM ?? fileURLToPath(new URL('../../artifacts/bin/Recoup.Server/release/recoup', import.meta.url));

/** Starts one; `close` ends it. */
export async function emulator({ users = 300, seed = 1, more = [] } = {}) {
  const child = spawn(program, ['emulator', '--users', `${users}`, '--seed', `${seed}`, '--port', '0', '--json', ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '', said = '';
  child.stderr.on('data', part => { said += part; });
  for await (const part of child.stdout) if ((text += part).includes('\n')) break;
  if (!text.includes('\n')) throw new Error(`the emulator did not start: ${said}`);
  const told = JSON.parse(text);
  return {
    ...told,

    /** What Platform takes as `routes`: the first site is everybody's Jira. */
    routes: { jira: opened(told.sites[0]), 'api.atlassian.com': told.api, 'api.anthropic.com': told.api },

    /** What Platform takes as `arrive`: the emulator's clock follows the platform's. */
    follow: now => control(told.api, 'clock', { now: new Date(now).toISOString() }),

    fail: fault => control(told.api, 'faults', fault),

    ledger: async () => (await fetch(`${told.api}/_emulator/ledger`)).json(),

    async close() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** A site's address with what opens it. */
export function opened({ url, email, token }) { return url.replace('://', `://${encodeURIComponent(email)}:${encodeURIComponent(token)}@`); }

async function control(api, what, body) {
  const answer = await fetch(`${api}/_emulator/${what}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}
