import {bodyFault, operationFor, parametersFault} from './described.js';

/**
 * What the server and the OpenAPI document judge differently of a request: what the server has taken must be right by the
 * document, and a body or parameter that the server has refused as malformed must be wrong by it. Empty if they agree.
 */
export async function requestFault(
  method: string,
  address: string,
  headers: Headers,
  text: string | null,
  response: Response,
): Promise<string> {
  const {pathname, searchParams} = new URL(address, 'http://server');
  const operation = operationFor(method, pathname);
  if (operation === null) return '';
  const parameters = parametersFault(operation, searchParams, headers);
  const body = parsed(text);
  const fault = [parameters, body === undefined ? '' : bodyFault(operation, body.value)]
    .filter((one) => one !== '')
    .join(', ');
  if (response.status < 400) return fault === '' ? '' : `It was taken, and by the document ${fault}.`;
  if (fault === '' && (await isOfShape(response))) return 'It was refused, and is right by the document.';
  return '';
}

/** Whether a problem is about the shape of what was sent. */
async function isOfShape(response: Response): Promise<boolean> {
  // A page for people does not say what is wrong with the shape of a form.
  if (response.headers.get('content-type')?.startsWith('text/html')) return false;
  const {code, detail = ''} = (await response.clone().json()) as {code: string; detail?: string};
  if (code !== 'malformed' && code !== 'validation') return false;
  return /^(?:body\b|The query |The request |Idempotency-Key |[a-z]+ must )/.test(detail);
}

function parsed(text: string | null): {readonly value: unknown} | undefined {
  if (text === null) return undefined;
  try {
    return {value: JSON.parse(text)};
  } catch {
    return undefined;
  }
}
