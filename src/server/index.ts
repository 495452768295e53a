export {createServer} from './create-server.js';
export type {ConnectionInfo, ParleyServer, ServerOptions} from './create-server.js';
export {DEFAULT_LIMITS} from './http/limits.js';
export type {Limits} from './http/limits.js';
export type {StreamLimits} from './http/stream/streams.js';
export type {ChangesAnswer, ViewerAnswer} from '../model/protocol.js';
export type {Database, Parameter, Queries, TransactionOptions} from './database/database.js';
export {openDatabase} from './database/open-database.js';
export type {OpenDatabaseOptions} from './database/open-database.js';
export type {PostgresLimits} from './database/postgres-limits.js';
export {SetupError} from './database/setup-error.js';
export {createDigests} from './identity/digests.js';
export type {Digests, PersonalText} from './identity/digests.js';
export type {JwtOptions} from './identity/jwt.js';
export type {Log} from './log.js';
export type {CommentEvent, CommentEventType, EventConsumer} from './events/consumer.js';
export type {Actor, Role, SignedIn} from './store/actor.js';
export {openStore} from './store/open-store.js';
export type {OpenStoreOptions} from './store/open-store.js';
export {openDigests} from './store/secret.js';
export type {
  Block,
  BlockSubject,
  Decision,
  LogEntry,
  NewBlock,
  Person,
  QueueEntry,
  QueueQuery,
} from './store/moderation.js';
export type {HoldRules, SiteSettings, SiteSettingsChange} from './store/site-settings.js';
export type {SqlStore} from './store/sql-store.js';
export type {
  BucketCharge,
  FeedEntry,
  Idempotency,
  Page,
  RateLimit,
  Store,
  ThreadName,
  Written,
} from './store/store.js';
