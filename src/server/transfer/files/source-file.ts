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
/** What the first two bytes of a text in UTF-16 are: its byte order mark, or a character that ASCII has. */
const ENCODING_SIGNATURES: readonly (readonly [
  test: (first: number, second: number) => boolean,
  encoding: string,
])[] = [
  [(first, second) => first === 0xff && second === 0xfe, 'utf-16le'],
  [(first, second) => first === 0xfe && second === 0xff, 'utf-16be'],
  [(first, second) => first > 0 && first < 0x80 && second === 0, 'utf-16le'],
  [(first, second) => first === 0 && second > 0 && second < 0x80, 'utf-16be'],
];
/** XML 1.0, 4.3.3: `<?xml version="1.0" encoding="..."?>` in characters that ASCII has. */
const XML_ENCODING = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/;

/**
 * A file in UTF-8, or in the encoding that its first bytes or its XML declaration tell; the bytes count more. Those that mean
 * nothing in it become U+FFFD. Throws `TransferError` when there is no such file, or nobody knows the encoding.
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
    const [first = 0, second = 0, third] = buffer;
    const beginning = ENCODING_SIGNATURES.find(([test]) => test(first, second));
    if (beginning) return beginning[1];
    // Its own mark counts more than what a program wrote that meant another encoding.
    if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
    const head = new TextDecoder('latin1').decode(buffer.subarray(0, bytesRead));
    const declared = XML_ENCODING.exec(head)?.[1] ?? 'utf-8';
    // A declaration of two bytes a character that can be read at one byte a character is not true.
    return /^(?:utf-?16|ucs-?2|iso-10646-ucs-2|utf-?32|ucs-?4)/i.test(declared) ? 'utf-8' : declared;
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
