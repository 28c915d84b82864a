// A file that a form sends: as text where that fits into one call, packed otherwise, and refused where that does not fit either.
import { kilobytes, MOST_BYTES, sizeOf, Trouble } from './ask.mjs';
import { packed } from './packing.mjs';

export async function withFile(call, file) {
  const text = await textOf(file);
  if (text !== null) {
    const plain = { ...call, file: { name: file.name, text } };
    if (sizeOf(plain) <= MOST_BYTES) return plain;
  }

  const small = { ...call, file: { name: file.name, packed: await packed(file) } };
  if (sizeOf(small) <= MOST_BYTES) return small;
  throw new Trouble(413, `${file.name} was not sent: it has ${kilobytes(file.size)}, and compressed it still takes ${kilobytes(sizeOf(small))}. Inside Jira a file may take ${kilobytes(MOST_BYTES)} once it is compressed. Recoup on a server of your own takes larger files.`);
}

/** Null where it is written in another way than UTF-8: then its bytes are sent as they are. */
async function textOf(file) {
  // More than that is packed anyway.
  if (file.size > MOST_BYTES) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}
