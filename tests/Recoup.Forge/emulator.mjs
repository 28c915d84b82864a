// The emulator of Atlassian as a process of its own, for as long as a test runs.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../artifacts/bin/Recoup.Emulator/release/recoup-emulator.dll', import.meta.url));

/** Starts it; gives { api, org, key, sites, …, stop }. */
export async function emulator(...options) {
  const child = spawn('dotnet', [program, '--json', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout }))
    return { ...JSON.parse(line), stop: () => child.kill() };
  throw new Error('the emulator did not start');
}
