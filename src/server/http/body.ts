import {HttpError, malformed} from './http-error.js';

/** The largest body of a request, in bytes. */
export const BODY_LIMIT = 1_000_000;

/** How deep arrays and objects may lie within one another. */
export const JSON_DEPTH = 20;

/**
 * The fields of a form (`application/x-www-form-urlencoded`), each a text with the line breaks of the web; of a name that
 * comes twice the last. Throws as `readJson` does.
 */
export async function readForm(request: Request): Promise<Readonly<Record<string, string>>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) {
    throw new HttpError(415, 'malformed', 'The body must be application/x-www-form-urlencoded.');
  }
  const fields = new URLSearchParams(decode(await readBytes(request)));
  // Browsers send each line break of a text as two characters.
  return Object.fromEntries([...fields].map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]));
}

/**
 * The JSON of a request's body. Throws 415 for another type, 413 as soon as more than `BODY_LIMIT` bytes were received,
 * whatever `Content-Length` is, and 400 for invalid JSON or UTF-8, or nesting deeper than `JSON_DEPTH`.
 */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new HttpError(415, 'malformed', 'The body must be application/json.');
  }
  const text = decode(await readBytes(request));
  checkDepth(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed('The body is not valid JSON.');
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > BODY_LIMIT) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const {done, value} = await reader.read().catch(() => {
      throw malformed('The body is incomplete.');
    });
    if (done) break;
    length += value.byteLength;
    if (length > BODY_LIMIT) {
      void reader.cancel().catch(() => undefined);
      throw tooLarge();
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(): HttpError {
  return new HttpError(413, 'malformed', `The body must not exceed ${String(BODY_LIMIT)} bytes.`, {
    // Unread bytes would be taken for a next request.
    headers: {connection: 'close'},
  });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    throw malformed('The body is not valid UTF-8.');
  }
}

/**
 * Before parsing: counts the nesting by the brackets outside of strings. Linear; a regular expression for strings would
 * start again at every quotation mark of an unclosed string.
 */
function checkDepth(text: string): void {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isInString) {
      if (character === '\\') index++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === ']' || character === '}') depth--;
    else if ((character === '[' || character === '{') && ++depth > JSON_DEPTH) {
      throw malformed(`The JSON goes deeper than ${String(JSON_DEPTH)} levels.`);
    }
  }
}
