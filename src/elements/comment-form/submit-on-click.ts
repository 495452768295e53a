/**
 * A listener for clicks in forms: submits one by its own event where its submit button is pressed, by mouse, finger or Enter.
 * In a frame that is sandboxed without `allow-forms` the browser dispatches none (HTML Standard, "form submission
 * algorithm"), and nothing would happen.
 */
export function submitOnClick(event: Event): void {
  const button = (event.target as Element).closest('button');
  if (button?.type !== 'submit' || event.defaultPrevented) return;
  event.preventDefault();
  button.form?.dispatchEvent(new SubmitEvent('submit', {submitter: button, bubbles: true, cancelable: true}));
}
