/** References that an XML parser resolves without a DTD, with a limited number of leading zeros. */
const REFERENCE = /&(?:amp|lt|gt|quot|apos|#\d{1,24}|#[xX][\da-fA-F]{1,24});/y;
/** The possible beginning of a reference or section at the end of a piece. */
const INCOMPLETE_REFERENCE =
  /&(?:a|am|amp|ap|apo|apos|l|lt|g|gt|q|qu|quo|quot|#\d{0,24}|#[xX][\da-fA-F]{0,24})?$|<(?:!(?:-|\[(?:C(?:D(?:A(?:T(?:A)?)?)?)?)?)?)?$/y;

type State = 'text' | 'tag' | '"' | "'" | 'cdata' | 'comment' | 'instruction';

/** The beginnings of the other sections of a document. */
const SECTIONS: readonly (readonly [start: string, state: State])[] = [
  ['<![CDATA[', 'cdata'],
  ['<!--', 'comment'],
  ['<?', 'instruction'],
];
/** The ends of sections in which an `&` has no meaning. */
const ENDS: Readonly<Partial<Record<State, string>>> = {cdata: ']]>', comment: '-->', instruction: '?>'};
/** The patterns of the other states. */
const MARKS: Readonly<Partial<Record<State, RegExp>>> = {
  text: /[&<]/g,
  tag: /[&"'>]/g,
  '"': /[&"]/g,
  "'": /[&']/g,
};

/**
 * Escapes every `&` in an XML document that begins no reference as `&amp;`. Other programs write these, WordPress
 * itself in addresses, and a parser would take the following characters, including tags, for an entity name up to the
 * next semicolon. References are the five of XML and numbers; other names, such as HTML's `&nbsp;`, become text. CDATA,
 * comments and instructions are not changed.
 */
export class AmpersandEscaper {
  #state: State = 'text';
  #rest = '';

  /** Takes the next piece of the document, and returns what is certain so far. */
  push(piece: string): string {
    return this.#escape(this.#rest + piece, false);
  }

  /** The rest, which was held back for a next piece. */
  end(): string {
    return this.#escape(this.#rest, true);
  }

  #escape(text: string, isLast: boolean): string {
    let [escaped, position] = ['', 0];
    this.#rest = '';
    while (position < text.length) {
      const next = this.#next(text, position, isLast);
      escaped += text.slice(position, next.at) + (next.instead ?? '');
      position = next.after;
      if (next.isUnfinished) {
        this.#rest = text.slice(position);
        break;
      }
    }
    return escaped;
  }

  /** The position up to which the text is unchanged, the replacement of what follows, and where to continue. */
  #next(text: string, from: number, isLast: boolean): Step {
    const end = ENDS[this.#state];
    if (end) return this.#skip(text, from, end, isLast);
    const mark = MARKS[this.#state] as RegExp;
    mark.lastIndex = from;
    const at = mark.exec(text)?.index ?? text.length;
    const character = text[at];
    if (character === '&') {
      if (matchesAt(REFERENCE, text, at)) return {at: at + 1, after: at + 1};
      if (!isLast && matchesAt(INCOMPLETE_REFERENCE, text, at)) return {at, after: at, isUnfinished: true};
      return {at, instead: '&amp;', after: at + 1};
    }
    if (character === '<' && !isLast && matchesAt(INCOMPLETE_REFERENCE, text, at)) {
      return {at, after: at, isUnfinished: true};
    }
    return this.#enter(text, at);
  }

  #enter(text: string, at: number): Step {
    const character = text[at];
    if (this.#state === 'text') {
      const section = SECTIONS.find(([start]) => text.startsWith(start, at));
      if (section) {
        this.#state = section[1];
        return stay(at + section[0].length);
      }
      // Not in a declaration, where an apostrophe may be unpaired.
      if (character === '<' && text[at + 1] !== '!') this.#state = 'tag';
    } else if (this.#state === 'tag') {
      if (character === '>') this.#state = 'text';
      if (character === '"' || character === "'") this.#state = character;
    } else if (character !== undefined) {
      this.#state = 'tag';
    }
    return stay(Math.min(at + 1, text.length));
  }

  /** To the end of a section, or the part that cannot contain its end. */
  #skip(text: string, from: number, end: string, isLast: boolean): Step {
    const found = text.indexOf(end, from);
    if (found >= 0) {
      this.#state = 'text';
      return stay(found + end.length);
    }
    const kept = isLast ? text.length : Math.max(from, text.length - end.length + 1);
    return {at: kept, after: kept, isUnfinished: true};
  }
}

interface Step {
  readonly at: number;
  readonly instead?: string;
  readonly after: number;
  readonly isUnfinished?: boolean;
}

function stay(position: number): Step {
  return {at: position, after: position};
}

function matchesAt(pattern: RegExp, text: string, position: number): boolean {
  pattern.lastIndex = position;
  return pattern.test(text);
}
