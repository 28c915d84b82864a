// What can go wrong on the platform without being anybody's fault: deliveries that come twice or in another order, and processes that end
// in the midst of something. All by a seed, or where a test says.
import { Random } from './random.mjs';

export class Mishaps {
  #random;
  #chances;
  #planned = [];
  #counting;

  /** @param seed for what happens by chance */
  constructor({ seed = 1, ...chances } = {}) {
    this.#random = new Random(seed);
    this.begin(chances);
  }

  /** From now on: how often of 1 a `duplicate` delivery comes and a process ends at a call of the platform (`kill`; of these functions
   *  only, where `of` names any), and by how many seconds deliveries are mixed up (`disorder`). */
  begin(chances) { this.#chances = { duplicate: 0, kill: 0, disorder: 0, ...chances }; }

  /** Ends the process at the n-th call of a kind from now on ("kvs", "queue", "jira", "fetch", or the beginning of what is called, as "kvs /api/v1/transaction").
   *  @param when "before" it did anything, or "after", when nobody has heard of it yet
   *  @param of functions whose calls count; all of them where it is left out */
  killAt(kind, n, when = 'after', of) { this.#planned.push({ kind, left: n, when, of }); }

  /** Counts the calls of some functions from now on; gives what tells how many there were by then, of a kind that `killAt` knows. */
  count(of) {
    const seen = [];
    this.#counting = (what, key) => { if (of.includes(key)) seen.push(what); };
    return kind => seen.filter(what => what.startsWith(kind)).length;
  }

  /** Forgets what was planned and did not happen; how many that were. */
  clear() { return this.#planned.splice(0).length; }

  /** Whether the process ends at this call of a function: "before", "after", or undefined. */
  at(what, key) {
    this.#counting?.(what, key);
    for (const plan of this.#planned) {
      if (!what.startsWith(plan.kind) || (plan.of && !plan.of.includes(key)) || --plan.left > 0) continue;
      this.#planned.splice(this.#planned.indexOf(plan), 1);
      return plan.when;
    }

    const { kill, of } = this.#chances;
    if ((!of || of.includes(key)) && this.#random.chance(kill)) return this.#random.chance(0.5) ? 'before' : 'after';
  }

  get twice() { return this.#random.chance(this.#chances.duplicate); }

  /** Milliseconds that a delivery comes late. */
  get late() { return this.#chances.disorder > 0 ? this.#random.below(this.#chances.disorder * 1000) : 0; }
}
