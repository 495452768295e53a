const API = '/parley/v1';

export const SITE = 'packet';

/** Calls the paper's Parley server, as the moderator if there is a token. Rejects with the server's error message. */
export async function request(token, method, path, body) {
  const response = await fetch(API + path, {
    method,
    headers: {
      ...(token && {authorization: `Bearer ${token}`}),
      ...(body && {'content-type': 'application/json'}),
    },
    ...(body && {body: JSON.stringify(body)}),
  });
  const text = await response.text();
  const result = text ? JSON.parse(text) : {};
  if (!response.ok) {
    throw new Error(result.detail ?? result.title ?? `The server answered ${response.status}.`);
  }
  return result;
}

/** Who is signed in, with a token that lasts a few minutes: each action fetches a new one. */
export async function fetchSession() {
  return (await fetch('/session')).json();
}
