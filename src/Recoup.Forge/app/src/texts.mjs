// How a document lies in the key-value store: as the text that the engine wrote, since as an object it would come back with other
// numbers, 7.50 as 7.5, and what was hashed would have another hash. A long one is packed: reads and writes are counted, limited and
// paid by their size. No document of the engine begins as a packed one does.
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const PACKED = 'z:';
const SHORT = 1_000;

export function packed(text) {
  if (text.length <= SHORT) return text;
  const small = PACKED + deflateRawSync(text).toString('base64');
  return small.length < JSON.stringify(text).length ? small : text;
}

export function unpacked(text) {
  return text.startsWith(PACKED) ? inflateRawSync(Buffer.from(text.slice(PACKED.length), 'base64')).toString() : text;
}
