/** One event of a `text/event-stream`. */
export interface ServerEvent {
  readonly type: string;
  readonly data: string;
  /** The last event id that the stream has sent so far; empty for none. */
  readonly lastEventId: string;
}

/** In characters. Longer than any comment, so that an endless event does not fill the reader's memory. */
const MAX_EVENT_LENGTH = 4_000_000;

/**
 * Parses a `text/event-stream` in pieces of any size (HTML Standard, section 9.2.6). `EventSource` is missing in Node and
 * does not report why a stream was refused.
 */
export class EventStreamParser {
  /** The reconnection time that the server asks for, in milliseconds; `null` if none. */
  retry: number | null = null;

  #buffer = '';
  #isFirst = true;
  #endsInCarriageReturn = false;
  #type = '';
  #data: string[] = [];
  #length = 0;
  #lastEventId = '';

  /** The events that end in this piece. Throws `RangeError` when one is too long. */
  push(piece: string): ServerEvent[] {
    // The buffer has no line end, except a carriage return at its end, so each long line is searched once.
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
    // A carriage return at the end may be half of a CRLF.
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
    if (this.#buffer.length + this.#length > MAX_EVENT_LENGTH)
      throw new RangeError(`Event longer than ${String(MAX_EVENT_LENGTH)} characters.`);
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
      // Comments, which keep the connection open, and unknown fields.
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
