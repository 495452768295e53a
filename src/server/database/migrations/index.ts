import type {Migration} from '../migration.js';
import {beginning} from './0001-beginning.js';
import {personCounters} from './0002-person-counters.js';
import {transfer} from './0003-transfer.js';
import {moderation} from './0004-moderation.js';
import {importIdentity} from './0005-import-identity.js';
import {pageAddresses} from './0006-page-addresses.js';
import {secretCheck} from './0007-secret-check.js';
import {events} from './0008-events.js';

/** Every step from an empty database to the schema of this version, in order. */
export const migrations: readonly Migration[] = [
  beginning,
  personCounters,
  transfer,
  moderation,
  importIdentity,
  pageAddresses,
  secretCheck,
  events,
];
