/** The public parts of a form, for `exportparts` of elements that contain it. */
export const FORM_PARTS = 'form, label, input, hint, error, preview, formatting, toolbar, button, submit';
