import type {enClosed} from './en/closed.js';
import {enCounting} from './en/counting.js';
import {enReading} from './en/reading.js';
import {enWriting} from './en/writing.js';

/** English, and the contract: every language has exactly these messages, each a whole sentence or label. */
export const en = {...enReading, ...enWriting, ...enCounting};

/** The type of a language's messages: what English says, as any text. */
export type MessagesLike<Value> = Value extends string
  ? string
  : Value extends (...given: infer Given) => string
    ? (...given: Given) => string
    : {readonly [Key in keyof Value]: MessagesLike<Value[Key]>};

/** All that Parley says, in one language. */
export type Messages = MessagesLike<typeof en>;

/** The part of it that reading needs. */
export type ReadingMessages = MessagesLike<typeof enReading>;

/** The part of it that a count needs. */
export type CountingMessages = MessagesLike<typeof enCounting & typeof enClosed>;

/** A publisher's own words for some messages, or for some of a group such as `errors`; `strings` of `<parley-thread>`. */
export type MessageOverrides = {
  readonly [Key in keyof Messages]?: Messages[Key] extends Readonly<Record<string, string>>
    ? Partial<Messages[Key]>
    : Messages[Key];
};
