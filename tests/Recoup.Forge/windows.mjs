/** How much may be used in each window of time; windows begin at whole minutes, seconds, hours. */
export class Window {
  #length;
  #most;
  #begin = -Infinity;
  #used = 0;

  constructor(length, most) {
    this.#length = length;
    this.#most = most;
  }

  /** Whether so much more fits. Nothing is used by asking. */
  fits(now, amount = 1) { return this.used(now) + amount <= this.#most; }

  add(now, amount = 1) { this.#used = this.used(now) + amount; }

  take(now, amount = 1) {
    const fits = this.fits(now, amount);
    if (fits) this.add(now, amount);
    return fits;
  }

  used(now) {
    const begin = Math.floor(now / this.#length) * this.#length;
    if (begin !== this.#begin) [this.#begin, this.#used] = [begin, 0];
    return this.#used;
  }

  /** When the next begins. */
  end(now) { return (Math.floor(now / this.#length) + 1) * this.#length; }
}
