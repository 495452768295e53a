import {CommentsError} from '../../model/errors.js';
import type {OpenStoreOptions} from './open-store.js';
import type {Store} from './store.js';

/** The store over a `Database`. Made by `openStore`. */
export class SqlStore implements Store {
  readonly sites: readonly string[];

  constructor({sites}: OpenStoreOptions) {
    this.sites = sites;
  }

  version(): Promise<never> {
    return unsupported();
  }

  open(): Promise<never> {
    return unsupported();
  }

  more(): Promise<never> {
    return unsupported();
  }

  counts(): Promise<never> {
    return unsupported();
  }

  changes(): Promise<never> {
    return unsupported();
  }

  follow(): () => void {
    return () => undefined;
  }

  feed(): Promise<never> {
    return unsupported();
  }

  policy(): Promise<never> {
    return unsupported();
  }

  settings(): Promise<never> {
    return unsupported();
  }

  viewer(): Promise<never> {
    return unsupported();
  }

  post(): Promise<never> {
    return unsupported();
  }

  findPosted(): Promise<never> {
    return unsupported();
  }

  edit(): Promise<never> {
    return unsupported();
  }

  remove(): Promise<never> {
    return unsupported();
  }

  vote(): Promise<never> {
    return unsupported();
  }

  report(): Promise<never> {
    return unsupported();
  }

  take(): Promise<never> {
    return unsupported();
  }

  queue(): Promise<never> {
    return unsupported();
  }

  decide(): Promise<never> {
    return unsupported();
  }

  closeThread(): Promise<never> {
    return unsupported();
  }

  block(): Promise<never> {
    return unsupported();
  }

  blocks(): Promise<never> {
    return unsupported();
  }

  unblock(): Promise<never> {
    return unsupported();
  }

  log(): Promise<never> {
    return unsupported();
  }

  setPolicy(): Promise<never> {
    return unsupported();
  }

  changeSettings(): Promise<never> {
    return unsupported();
  }

  exportPerson(): Promise<never> {
    return unsupported();
  }

  erasePerson(): Promise<never> {
    return unsupported();
  }

  tidy(): Promise<never> {
    return unsupported();
  }

  ready(): Promise<never> {
    return unsupported();
  }

  close(): Promise<never> {
    return unsupported();
  }
}

function unsupported(): Promise<never> {
  return Promise.reject(new CommentsError('unsupported', 'The store cannot do this yet.'));
}
