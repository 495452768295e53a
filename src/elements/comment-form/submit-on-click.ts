/**
 * A click listener for forms: dispatches `submit` when the submit button is pressed by mouse, touch or Enter. In a
 * frame sandboxed without `allow-forms` the browser dispatches none (HTML Standard, "form submission algorithm").
 */
export function submitOnClick(event: Event): void {
  const button = (event.target as Element).closest('button');
  if (button?.type !== 'submit' || event.defaultPrevented) return;
  event.preventDefault();
  button.form?.dispatchEvent(new SubmitEvent('submit', {submitter: button, bubbles: true, cancelable: true}));
}
