/** The object store of all threads' rows, each with its thread's name. Both names are stored on devices. */
export const ROWS_STORE = 'rows';
/** The object store of the device's id, whose key is this same name. */
export const DEVICE_STORE = 'device';

/**
 * Opens the device's database; `null` where there is none and `mayCreate` is not set, for reading alone stores nothing.
 * Rejects where the browser refuses it.
 */
export async function openDatabase(name: string, mayCreate: true): Promise<IDBDatabase>;
export async function openDatabase(name: string, mayCreate?: boolean): Promise<IDBDatabase | null>;
export async function openDatabase(name: string, mayCreate?: boolean): Promise<IDBDatabase | null> {
  const opening = indexedDB.open(name, 1);
  let isMissing = false;
  opening.onupgradeneeded = () => {
    if (!mayCreate) {
      isMissing = true;
      // A database whose creation is aborted is none (Indexed Database API 3.0, 5.8).
      opening.transaction?.abort();
      return;
    }
    opening.result.createObjectStore(ROWS_STORE, {keyPath: ['thread', 'comment.id']});
    opening.result.createObjectStore(DEVICE_STORE);
  };
  return requestResult(opening).catch((reason: unknown) => {
    if (isMissing) return null;
    throw reason;
  });
}

/** The result of an IndexedDB request. Rejects with the request's error. */
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

/** The key range of all rows of a thread. */
export function threadRange(thread: string): IDBKeyRange {
  return IDBKeyRange.bound([thread], [thread, []]);
}
