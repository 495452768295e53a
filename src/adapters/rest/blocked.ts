import {orNull, record, text, time} from '../../model/rules.js';

/** Validates a `Blocked`. */
export const blockedRule = record({until: orNull(time), reason: text}, 1);
