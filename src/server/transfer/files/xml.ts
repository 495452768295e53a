import {SaxesParser} from 'saxes';
import {AmpersandEscaper} from './ampersands.js';
import type {SourceFile} from './source-file.js';
import {TransferError} from '../transfer-error.js';

/**
 * How far it may be from one tag to the next, in characters: further than any article is long, so that a text without an end
 * does not fill the memory.
 */
const MAX_TAG_BYTES = 67_108_864;
/** How many elements may be open. Those of exports are some ten. */
const MAX_DEPTH = 1_000;

/** What is told of an XML file's elements, in their order. Names are as written, prefix included. */
export interface XmlHandler {
  /** `line` of the file, beginning with 1. */
  opened(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  /** A stretch of text, character references and CDATA resolved, a lone `&` as it stands; one text may come in several. */
  text(text: string): void;
  closed(name: string): void;
}

/**
 * Flaws in characters, not in structure: other programs' exports have them. The parser leaves the characters as they
 * are, and goes on.
 */
const RECOVERABLE_ERRORS = /disallowed character\.|entity|"]]>" is disallowed/;

/**
 * Reads a file piece by piece; after each, `taken` tells what the handler has made of it. Throws `TransferError` when
 * the file is no XML, ends too early, is broken or has no end; `textSoFar` then describes what came before.
 */
export async function* readXml<Item>(
  file: SourceFile,
  handler: XmlHandler,
  taken: () => readonly Item[],
  textSoFar: () => string,
): AsyncGenerator<Item> {
  const parser = new SaxesParser<{xmlns: false}>();
  const ampersands = new AmpersandEscaper();
  let sawRoot = false;
  let depth = 0;
  let sinceTag = 0;
  const tooLarge = (what: string) =>
    new TransferError(`${file.path} is not an export: ${what}. ${textSoFar()}`);

  parser.on('opentag', ({name, attributes}) => {
    sawRoot = true;
    sinceTag = 0;
    depth++;
    if (depth > MAX_DEPTH) throw tooLarge('its elements have no end');
    handler.opened(name, attributes, parser.line);
  });
  parser.on('closetag', ({name}) => {
    sinceTag = 0;
    depth--;
    handler.closed(name);
  });
  parser.on('text', (text) => {
    handler.text(text);
  });
  parser.on('cdata', (text) => {
    handler.text(text);
  });
  parser.on('error', (error) => {
    if (!RECOVERABLE_ERRORS.test(error.message)) throw new XmlWarning(error.message);
  });

  const feed = (action: () => void) => {
    try {
      action();
    } catch (cause) {
      if (!(cause instanceof XmlWarning)) throw cause;
      throw new TransferError(
        sawRoot
          ? `${file.path} is broken XML at ${cause.message} ${textSoFar()}`
          : `${file.path} is not an XML file (${cause.message}).`,
        {cause},
      );
    }
  };

  for await (const chunk of file.chunks()) {
    sinceTag += chunk.length;
    if (sinceTag > MAX_TAG_BYTES) throw tooLarge('one of its texts has no end');
    feed(() => parser.write(ampersands.push(chunk)));
    yield* taken();
  }
  feed(() => parser.write(ampersands.end()));
  if (!sawRoot) throw new TransferError(`${file.path} is not an XML file: it holds no element.`);
  if (depth > 0) {
    throw new TransferError(`${file.path} ends too early: it was not saved to its end. ${textSoFar()}`);
  }
  feed(() => parser.close());
  yield* taken();
}

/** An error of the parser, as opposed to one of a handler. */
class XmlWarning extends Error {}
