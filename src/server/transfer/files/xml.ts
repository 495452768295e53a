import {SaxesParser} from 'saxes';
import {AmpersandEscaper} from './ampersands.js';
import type {SourceFile} from './source-file.js';
import {SetupError} from '../../database/setup-error.js';

/**
 * The maximum distance between two tags in characters, longer than any article, so that a text without an end does not
 * fill the memory.
 */
const MAX_TAG_BYTES = 67_108_864;
/** The maximum nesting depth. Exports have about ten levels. */
const MAX_DEPTH = 1_000;

/** Receives the elements of an XML file in order. Names are as written, with prefix. */
export interface XmlHandler {
  /** `line` in the file, starting at 1. */
  opened(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  /** A piece of text with resolved references and CDATA, a lone `&` unchanged; a text may come in several pieces. */
  text(text: string): void;
  closed(name: string): void;
}

/**
 * Invalid characters, not structure: other programs' exports have them. The parser keeps the characters and continues.
 */
const RECOVERABLE_ERRORS = /disallowed character\.|entity|"]]>" is disallowed/;

/**
 * Parses a file in pieces; after each, `taken` returns the records so far. Throws `SetupError` if the file is not
 * XML, is truncated, broken or endless; `textSoFar` then describes what came before.
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
  const tooLarge = (what: string) => new SetupError(`${file.path} is not an export: ${what}. ${textSoFar()}`);

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
      throw new SetupError(
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
  if (!sawRoot) throw new SetupError(`${file.path} is not an XML file: it holds no element.`);
  if (depth > 0) {
    throw new SetupError(`${file.path} ends too early: it was not saved to its end. ${textSoFar()}`);
  }
  feed(() => parser.close());
  yield* taken();
}

/** An error of the parser, not of a handler. */
class XmlWarning extends Error {}
