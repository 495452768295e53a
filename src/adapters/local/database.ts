/** The rows of all threads, each with its thread's name. */
export const ROWS_STORE = 'rows';
/** What stands for this device, under this same name. */
export const DEVICE_STORE = 'device';

/** Opens the device's database, and makes it if there is none. Rejects where the browser refuses it or has none. */
export async function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(ROWS_STORE, {keyPath: ['thread', 'comment.id']});
    request.result.createObjectStore(DEVICE_STORE);
  };
  return requestResult(request);
}

/** What a request of IndexedDB comes to. */
export function requestResult<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB gave no reason.'));
    };
  });
}

/** The keys of all rows of a thread. */
export function threadRange(thread: string): IDBKeyRange {
  return IDBKeyRange.bound([thread], [thread, []]);
}
