// Which function the platform calls for what, and how long it lets it run: all by the manifest.
const FOR_PAGES = 25;
const FOR_EVENTS = 55;

export class Functions {
  #manifest;

  constructor(manifest) { this.#manifest = manifest; }

  /** What answers a page of this module, or of the first one that has a page. */
  resolver(module) {
    const pages = Object.values(this.#manifest.modules).flat().filter(({ resolver }) => resolver?.function);
    const page = pages.find(({ key }) => key === module) ?? (module ? undefined : pages[0]);
    if (!page) throw new Error(`the manifest has no module ${module ?? 'with a resolver'}`);
    return this.#function(page, page.resolver.function, FOR_PAGES);
  }

  consumer(queue) {
    const consumer = (this.#manifest.modules.consumer ?? []).find(each => each.queue === queue);
    return consumer && this.#function(consumer, consumer.function, FOR_EVENTS, true);
  }

  triggers(event) {
    return (this.#manifest.modules.trigger ?? []).filter(({ events }) => events.includes(event)).map(each => this.#function(each, each.function, FOR_PAGES));
  }

  get schedules() {
    return (this.#manifest.modules.scheduledTrigger ?? []).map(each => ({ ...each, run: this.#function(each, each.function, FOR_EVENTS, true) }));
  }

  #function({ key: module }, key, seconds, own = false) {
    const found = this.#manifest.modules.function.find(each => each.key === key);
    if (!found) throw new Error(`the manifest has no function ${key}`);
    const [file, name] = found.handler.split('.');
    return { module, key, file, name, seconds: own ? found.timeoutSeconds ?? seconds : seconds };
  }
}
