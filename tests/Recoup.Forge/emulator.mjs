// The emulator of Atlassian as a process of its own, for as long as a test runs, and how a platform reaches what it imitates.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// A platform puts the app's own in its place.
const { fetch } = globalThis;

const program = fileURLToPath(new URL('../../artifacts/bin/Recoup.Emulator/release/recoup-emulator.dll', import.meta.url));

/** Starts it on a free port; gives { api, org, key, sites, …, stop }. */
export async function emulator(...options) {
  const child = spawn('dotnet', [program, '--json', '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', part => { said += part; });
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line);
    return {
      ...told,
      stop: () => child.kill(),

      /** What Platform takes as `routes`: the first site is everybody's Jira. */
      routes: { jira: opened(told.sites[0]), 'api.atlassian.com': told.api, 'api.anthropic.com': told.api },

      /** What Platform takes as `arrive`: the emulator's clock follows the platform's. */
      follow: now => control(told.api, 'clock', { now: new Date(now).toISOString() }),

      fail: fault => control(told.api, 'faults', fault),

      /** Has what Claude is asked kept whole. */
      keepMessages: () => control(told.api, 'messages', { keep: true }),

      messages: async () => (await (await fetch(`${told.api}/_emulator/messages`)).json()).map(({ body }) => JSON.parse(body)),

      ledger: async () => (await fetch(`${told.api}/_emulator/ledger`)).json(),
    };
  }

  throw new Error(`the emulator did not start: ${said}`);
}

/** A site's address with what opens it. */
export function opened({ url, email, token }) { return url.replace('://', `://${encodeURIComponent(email)}:${encodeURIComponent(token)}@`); }

async function control(api, what, body) {
  const answer = await fetch(`${api}/_emulator/${what}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}
