import {createReadStream} from 'node:fs';
import {open, stat} from 'node:fs/promises';
import {TransferError} from '../transfer-error.js';

/** A text file that is read from its beginning to its end, piece by piece. */
export interface SourceFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** How much of it the last walk through `chunks` has read, in bytes. */
  readonly position: number;
  /** The text, in pieces of some ten thousand characters; each call begins anew. */
  chunks(): AsyncGenerator<string>;
}

/** How far into a file its encoding is looked for. */
const HEAD_BYTES = 1024;
/** XML 1.0, 4.3.3: `<?xml version="1.0" encoding="..."?>` in characters that ASCII has. */
const XML_ENCODING = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/;

/**
 * A file in UTF-8, or in the encoding that its byte order mark or XML declaration names. Bytes that mean nothing in
 * it become U+FFFD. Throws `TransferError` when there is no such file, or nobody knows the encoding.
 */
export async function openSourceFile(path: string): Promise<SourceFile> {
  const size = await sizeOf(path);
  const label = await encodingOf(path);
  let position = 0;

  return {
    path,
    size,
    get position() {
      return position;
    },

    async *chunks() {
      position = 0;
      const decoder = decoderFor(label, path);
      for await (const bytes of createReadStream(path, {
        highWaterMark: 65_536,
      }) as AsyncIterable<Uint8Array>) {
        position += bytes.byteLength;
        yield decoder.decode(bytes, {stream: true});
      }
      yield decoder.decode();
    },
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (cause) {
    throw new TransferError(`${path} cannot be read: ${(cause as Error).message}`, {cause});
  }
  throw new TransferError(`${path} is not a file.`);
}

async function encodingOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const {buffer, bytesRead} = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const [first, second] = buffer;
    if (first === 0xff && second === 0xfe) return 'utf-16le';
    if (first === 0xfe && second === 0xff) return 'utf-16be';
    const head = new TextDecoder('latin1').decode(buffer.subarray(0, bytesRead));
    return XML_ENCODING.exec(head)?.[1] ?? 'utf-8';
  } finally {
    await file.close();
  }
}

function decoderFor(label: string, path: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch (cause) {
    throw new TransferError(`${path} says that it is in “${label}”, an encoding that is not known here.`, {
      cause,
    });
  }
}
