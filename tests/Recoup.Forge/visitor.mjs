// Somebody who looks at the app's pages, over the bridge as the frame asks for them.
import assert from 'node:assert/strict';

export class Visitor {
  #platform;
  #installation;

  constructor(platform, installation, account) {
    this.#platform = platform;
    this.#installation = installation;
    this.account = account;
  }

  get(address) {
    const [path, query = ''] = address.split('?');
    return this.#ask({ method: 'GET', path, query: [...new URLSearchParams(query)] });
  }

  post(path, form = {}) { return this.#ask({ method: 'POST', path, form: Object.entries(form) }); }

  /** Sends a form that has to be carried out; gives where it leads. */
  async do(path, form) {
    const answer = await this.post(path, form);
    assert.equal(answer.status, 303, `POST ${path}: ${wordsOf(answer)}`);
    return answer.location;
  }

  /** The words of a page that has to be there. */
  async read(address) {
    const answer = await this.get(address);
    assert.equal(answer.status, 200, `GET ${address}: ${wordsOf(answer)}`);
    return wordsOf(answer);
  }

  #ask(call) { return this.#platform.invoke(this.#installation, 'page', { query: [], form: [], ...call }, this.account); }
}

/** What a page says, without its markup. */
export function wordsOf({ body }) {
  return body.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' ').replace(/&#x([0-9A-F]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16))).replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
}

/** The value of a field of a form on a page. */
export function fieldOf({ body }, name) { return body.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1]; }
