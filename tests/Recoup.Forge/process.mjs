// A process of the app: the files that the bundler made, loaded for itself, with everything that they keep in memory.
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export class Process {
  #folder;
  #loaded = new Map();

  /** @param bundle one of the files that the bundler made */
  constructor(bundle) { this.#folder = dirname(resolve(bundle)); }

  /** A function of the app. */
  find({ file, name }) {
    if (!this.#loaded.has(file)) this.#loaded.set(file, load(join(this.#folder, `${file}.cjs`)));
    const found = this.#loaded.get(file)[name];
    if (typeof found !== 'function') throw new Error(`${file} exports no ${name}`);
    return found;
  }
}

// Node keeps what was required once; the next process is to begin anew, and this one's memory to be free when it has ended.
function load(path) {
  const require = createRequire(path);
  delete require.cache[path];
  const loaded = require(path);
  delete require.cache[path];
  return loaded;
}
