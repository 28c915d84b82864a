// What the key-value service counts: calls, and what they read and write in units of 10 KB, by which it is limited and billed.
import { Window } from './windows.mjs';

const UNIT = 10 * 1024;
const REQUESTS_A_SECOND = 1000;
const UNITS_A_MINUTE = 4000;

// One key alone may be written and read so much a second.
const WRITTEN_A_SECOND = 1024 * 1024;
const READ_A_SECOND = 12 * 1024 * 1024;

// What reads nothing is billed as this.
const LEAST_READ = 1024;

export class Budget {
  #clock;
  #requests = new Window(1000, REQUESTS_A_SECOND);
  #reads = new Window(60_000, UNITS_A_MINUTE);
  #writes = new Window(60_000, UNITS_A_MINUTE);
  #hot = new Map();

  used = { requests: 0, reads: 0, writes: 0, bytesRead: 0, bytesWritten: 0, refused: 0 };

  /** @param clock by which there is so much a second and a minute; without one there is no end of it */
  constructor(clock) { this.#clock = clock; }

  /** Whether one more call is taken. How much it reads shows afterwards. */
  admits(reads) {
    this.used.requests++;
    return !this.#clock || (this.#requests.take(this.#clock.now) && (reads ? this.#reads : this.#writes).fits(this.#clock.now));
  }

  /** Whether a call may write so much. */
  affords(size) { return !this.#clock || this.#writes.fits(this.#clock.now, Math.ceil(size / UNIT)); }

  mayRead(key, size) { return this.#bears(`read ${key}`, READ_A_SECOND, size); }

  mayWrite(key, size) { return this.#bears(`write ${key}`, WRITTEN_A_SECOND, size); }

  /** Counts a call: as a whole, its last unit rounded up. */
  charge(reads, size) {
    const units = Math.max(1, Math.ceil(size / UNIT));
    this.used[reads ? 'reads' : 'writes'] += units;
    this.used[reads ? 'bytesRead' : 'bytesWritten'] += reads ? Math.max(size, LEAST_READ) : size;
    if (this.#clock) (reads ? this.#reads : this.#writes).add(this.#clock.now, units);
  }

  #bears(key, most, size) {
    if (!this.#clock) return true;
    if (!this.#hot.has(key)) this.#hot.set(key, new Window(1000, most));
    return this.#hot.get(key).take(this.#clock.now, size);
  }
}
