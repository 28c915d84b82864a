// Functions that the platform calls again and again, from some minutes after the installation on. A failure is not repeated, and a call
// may come twice.
const INTERVALS = { fiveMinute: 300_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };
const FIRST = 300_000;

export class Schedule {
  #clock;
  #mishaps;
  #call;
  #entries = new Map();

  constructor({ clock, mishaps, call }) {
    this.#clock = clock;
    this.#mishaps = mishaps;
    this.#call = call;
  }

  /** Begins anew for an installation. */
  begin(installation, schedules) {
    this.end(installation.name);
    this.#entries.set(installation.name, new Set());
    for (const schedule of schedules) this.#next(installation, schedule, this.#clock.now + FIRST);
  }

  end(name) {
    for (const entry of this.#entries.get(name) ?? []) this.#clock.cancel(entry);
    this.#entries.delete(name);
  }

  #next(installation, schedule, at) {
    const entries = this.#entries.get(installation.name);
    const entry = this.#clock.at(at + this.#mishaps.late, () => {
      entries.delete(entry);
      this.#next(installation, schedule, at + INTERVALS[schedule.interval]);
      if (schedule.filter?.appIsLicensed && !installation.licensed) return;
      this.#run(installation, schedule);
      if (this.#mishaps.twice) this.#clock.at(this.#clock.now + this.#mishaps.late, () => this.#run(installation, schedule), true);
    }, true);
    entries.add(entry);
  }

  #run({ name, cloudId }, { key, run }) {
    void this.#call(name, run, { context: { cloudId, moduleKey: key }, contextToken: 'context-token' });
  }
}
