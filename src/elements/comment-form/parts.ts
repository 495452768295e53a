/** The parts of a form that can be styled from outside of whatever holds it, for `exportparts`. */
export const FORM_PARTS = 'form, label, input, hint, error, preview, formatting, toolbar, button, submit';
