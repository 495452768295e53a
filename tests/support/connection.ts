/** Tells the page that its device has a connection, or none, until `forgetConnection`. */
export function setConnected(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', {configurable: true, get: () => isOnline});
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

/** Lets the browser speak for itself again. */
export function forgetConnection(): void {
  Reflect.deleteProperty(navigator, 'onLine');
}
