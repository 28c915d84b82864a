/** Chance by a seed: the same seed makes the same choices. */
export class Random {
  #state;

  constructor(seed) { this.#state = seed >>> 0; }

  /** From 0 up to and without 1. */
  next() {
    let z = this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability) { return probability > 0 && this.next() < probability; }

  below(most) { return Math.floor(this.next() * most); }
}
