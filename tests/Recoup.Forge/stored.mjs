// What an app has stored of one site, in words: the app packs what is long, and a secret looked for in packed text is never found.
import { unpacked } from '../../src/Recoup.Forge/app/src/texts.mjs';

export function stored(kvs) {
  return JSON.stringify(JSON.parse(kvs.text), (_, value) => typeof value === 'string' ? unpacked(value) : value);
}
