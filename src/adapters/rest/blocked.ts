import {orNull, record, text, time} from '../../model/rules.js';

/** A `Blocked` that can be relied on. */
export const blockedRule = record({until: orNull(time), reason: text}, 1);
