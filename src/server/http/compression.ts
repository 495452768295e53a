import type * as zlibModule from 'node:zlib';

/** How the bytes of an answer are encoded, as `Content-Encoding` names it; `identity` is not encoded. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** Compresses bytes without blocking the process. */
export type Compress = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;

/** What this platform can compress with. */
export type Compressors = Readonly<Partial<Record<Encoding, Compress>>>;

/** Above 5 brotli takes several times as long for a few per cent. */
const BROTLI_QUALITY = 5;

/** By preference: brotli makes a thread's page a sixth smaller than gzip does. */
const PREFERRED = ['br', 'gzip'] as const;

/**
 * The compressors of the platform: brotli and gzip of `node:zlib` where there is one, else gzip by `CompressionStream`, else
 * none.
 */
export function platformCompressors(): Compressors {
  const zlib = nodeZlib();
  if (zlib !== null) {
    const {brotliCompress, gzip, constants} = zlib;
    const params = {[constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY};
    return {
      br: (bytes) => called((done) => brotliCompress(bytes, {params}, done)),
      gzip: (bytes) => called((done) => gzip(bytes, done)),
    };
  }
  return typeof CompressionStream === 'undefined' ? {} : {gzip: gzipByStream};
}

/** What an `Accept-Encoding` header takes (RFC 9110, section 12.5.3), best first; `identity` is always the last. */
export function acceptedEncodings(header: string | null): readonly Encoding[] {
  if (header === null) return ['identity'];
  const weights = new Map(header.split(',').map(weighted));
  const taken = PREFERRED.filter((encoding) => (weights.get(encoding) ?? weights.get('*') ?? 0) > 0);
  return [...taken, 'identity'];
}

function weighted(part: string): [name: string, weight: number] {
  const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
  const weight = parameters.find((text) => text.startsWith('q='));
  return [name, weight === undefined ? 1 : Number(weight.slice(2))];
}

async function gzipByStream(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(compressed).arrayBuffer());
}

/** Without an import that is carried out, which bundlers for other platforms would follow. */
function nodeZlib(): typeof zlibModule | null {
  const {process} = globalThis as {process?: Partial<NodeJS.Process>};
  return process?.getBuiltinModule?.('node:zlib') ?? null;
}

function called(
  start: (done: (error: Error | null, result: Uint8Array) => void) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    start((error, result) => {
      // A copy of the right length: what zlib gives may be a part of a larger buffer.
      if (error === null) resolve(new Uint8Array(result));
      else reject(error);
    });
  });
}
