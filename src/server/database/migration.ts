import type {Queries} from './database.js';

/** One step of the schema. Once released it is never changed: databases have applied it. */
export interface Migration {
  /** Counts from 1 without gaps. */
  readonly version: number;
  /** What it is for, in a few words. */
  readonly name: string;
  /**
   * Whether a server or command of the previous version fails if this step is done while it runs: its statements fail,
   * or what it writes lacks what this version reads. Operators are told, and must stop older servers first
   * (docs/server.md, "Upgrades").
   */
  readonly breaksOlderServers: boolean;
  /** Run in order within the transaction of all steps that are due. Valid on PostgreSQL 15 and later. */
  readonly statements: readonly string[];
  /** Done after them, in the same transaction: what SQL alone cannot do. */
  readonly work?: (queries: Queries) => Promise<void>;
}
