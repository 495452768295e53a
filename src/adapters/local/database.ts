/** The rows of all threads, each with its thread's name. */
export const ROWS = 'rows';
/** What stands for this device, under this same name. */
export const DEVICE = 'device';

/** Opens the device's database, and makes it if there is none. Rejects where the browser refuses it or has none. */
export async function openDatabase(name: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(ROWS, {keyPath: ['thread', 'comment.id']});
    opening.result.createObjectStore(DEVICE);
  };
  return answerOf(opening);
}

/** What a request of IndexedDB comes to. */
export function answerOf<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
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
export function rowsOf(thread: string): IDBKeyRange {
  return IDBKeyRange.bound([thread], [thread, []]);
}
