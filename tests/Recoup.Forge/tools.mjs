// The platform's own tools, by the app's lock file.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const app = fileURLToPath(new URL('../../src/Recoup.Forge/app', import.meta.url));

/** Loads a package as the app has it. */
export const load = createRequire(join(app, 'package.json'));

export const quiet = { info() {}, debug() {}, trace() {}, warn() {}, error() {} };
