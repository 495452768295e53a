/** One event of a `text/event-stream`. */
export interface ServerEvent {
  readonly type: string;
  readonly data: string;
  /** The last id that the stream has named so far; empty for none. */
  readonly lastEventId: string;
}

/** Longer than any comment: a server that never ends its event does not fill the reader's memory. */
const MAX_EVENT_LENGTH = 4_000_000;

/**
 * Reads a `text/event-stream` as it comes, in whatever pieces (HTML Standard, section 9.2.6). `EventSource` does this
 * too, but is not in Node and does not tell why a stream was refused.
 */
export class EventStreamParser {
  /** For how long the server asks to wait before connecting again, in milliseconds; `null` as long as it does not. */
  retry: number | null = null;

  #buffer = '';
  #isFirst = true;
  #endsInCarriageReturn = false;
  #type = '';
  #data: string[] = [];
  #length = 0;
  #lastEventId = '';

  /** The events that end with this piece. Throws `RangeError` when one becomes too long. */
  push(piece: string): ServerEvent[] {
    // What there was has no line's end, but for a carriage return at its end: a long line is looked through once.
    const hasLineEnd = this.#isFirst || this.#endsInCarriageReturn || /[\r\n]/.test(piece);
    if (piece !== '') this.#endsInCarriageReturn = piece.endsWith('\r');
    if (!hasLineEnd) {
      this.#buffer += piece;
      this.#checkLength();
      return [];
    }
    let text = this.#buffer + piece;
    if (this.#isFirst && text !== '') {
      this.#isFirst = false;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    const events: ServerEvent[] = [];
    // A carriage return at the end may be half of a line's end.
    const end = /\r\n|\n|\r(?!$)/g;
    let start = 0;
    for (let match = end.exec(text); match; match = end.exec(text)) {
      const event = this.#parseLine(text.slice(start, match.index));
      if (event) events.push(event);
      start = end.lastIndex;
    }
    this.#buffer = text.slice(start);
    this.#checkLength();
    return events;
  }

  #checkLength(): void {
    if (this.#buffer.length + this.#length > MAX_EVENT_LENGTH) throw new RangeError('An event does not end.');
  }

  #parseLine(line: string): ServerEvent | null {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    switch (field) {
      case 'event':
        this.#type = value;
        break;
      case 'data':
        this.#data.push(value);
        this.#length += value.length;
        break;
      case 'id':
        if (!value.includes('\0')) this.#lastEventId = value;
        break;
      case 'retry':
        if (/^\d+$/.test(value)) this.retry = Number(value);
        break;
      default:
      // Comments, which only keep the connection open, and fields of a later standard.
    }
    return null;
  }

  #dispatch(): ServerEvent | null {
    const event = {
      type: this.#type || 'message',
      data: this.#data.join('\n'),
      lastEventId: this.#lastEventId,
    };
    const isEmpty = this.#data.length === 0;
    this.#type = '';
    this.#data = [];
    this.#length = 0;
    return isEmpty ? null : event;
  }
}
