import {FORM_PARTS} from '../comment-form/parts.js';

/** The public parts of a list and of the forms in it, for `exportparts`. */
export const EXPORTED_PARTS =
  'list, comment, comment-pending, comment-staff, comment-featured, tombstone, author, badge, timestamp, body, ' +
  `actions, action, toggle, expand, replies, more, pill, empty, menu, menu-item, dialog, ${FORM_PARTS}`;
