import {createReadStream} from 'node:fs';
import {open, stat} from 'node:fs/promises';
import {SetupError} from '../../database/setup-error.js';

/** A text file that is read from beginning to end in pieces. */
export interface SourceFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Bytes read by the last iteration of `chunks`. */
  readonly position: number;
  /** The text, in pieces of some ten thousand characters; each call starts from the beginning. */
  chunks(): AsyncGenerator<string>;
}

/** The number of bytes in which the encoding is searched. */
const HEAD_BYTES = 1024;
/** The first two bytes of a text in UTF-16: its byte order mark, or an ASCII character. */
const ENCODING_SIGNATURES: readonly (readonly [
  test: (first: number, second: number) => boolean,
  encoding: string,
])[] = [
  [(first, second) => first === 0xff && second === 0xfe, 'utf-16le'],
  [(first, second) => first === 0xfe && second === 0xff, 'utf-16be'],
  [(first, second) => first > 0 && first < 0x80 && second === 0, 'utf-16le'],
  [(first, second) => first === 0 && second > 0 && second < 0x80, 'utf-16be'],
];
/** The XML declaration (XML 1.0, 4.3.3) in ASCII characters: `<?xml version="1.0" encoding="..."?>`. */
const XML_ENCODING = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/;

/**
 * Opens a file in UTF-8, or in the encoding of its first bytes or XML declaration; the bytes take precedence. Invalid
 * bytes become U+FFFD. Throws `SetupError` if the file does not exist or the encoding is unknown.
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
    throw new SetupError(`${path} cannot be read: ${(cause as Error).message}`, {cause});
  }
  throw new SetupError(`${path} is not a file.`);
}

async function encodingOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const {buffer, bytesRead} = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const [first = 0, second = 0, third] = buffer;
    const beginning = ENCODING_SIGNATURES.find(([test]) => test(first, second));
    if (beginning) return beginning[1];
    // The byte order mark takes precedence over a wrong declaration.
    if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
    const head = new TextDecoder('latin1').decode(buffer.subarray(0, bytesRead));
    const declared = XML_ENCODING.exec(head)?.[1] ?? 'utf-8';
    // A declaration of a two-byte encoding that is readable as single bytes is wrong.
    return /^(?:utf-?16|ucs-?2|iso-10646-ucs-2|utf-?32|ucs-?4)/i.test(declared) ? 'utf-8' : declared;
  } finally {
    await file.close();
  }
}

function decoderFor(label: string, path: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch (cause) {
    throw new SetupError(`${path} says that it is in “${label}”, an encoding that is not known here.`, {
      cause,
    });
  }
}
