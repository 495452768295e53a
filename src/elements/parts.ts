/** The public parts of a form, for `exportparts` of elements that contain it. */
export const FORM_PARTS = 'form, label, input, hint, error, preview, formatting, toolbar, button, submit';

/** The public parts of a list and of the forms in it, for `exportparts`. */
export const EXPORTED_PARTS =
  'list, comment, comment-pending, comment-staff, comment-featured, tombstone, author, badge, timestamp, body, ' +
  `actions, action, toggle, expand, replies, more, pill, empty, menu, menu-item, dialog, ${FORM_PARTS}`;
