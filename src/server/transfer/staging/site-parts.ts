import type {Database, Queries} from '../../database/database.js';
import type {ImportedBlock, ImportedPolicy, ImportedSite, SitePart} from '../files/records.js';
import {holdRun, type Run} from './staging.js';

/**
 * Imports data of a site: settings and current policy if the site has none, and missing policy versions and blocks.
 * Returns whether there was anything to do.
 */
export async function takeSitePart(database: Database, run: Run, part: SitePart): Promise<boolean> {
  return database.transaction(async (queries) => {
    await holdRun(queries, run);
    switch (part.kind) {
      case 'site':
        return takeSite(queries, run.siteId, part);
      case 'policy':
        return takePolicy(queries, run.siteId, part);
      case 'block':
        return takeBlock(queries, run.siteId, part);
    }
  });
}

/** Differences between today's defaults and those of versions that did not export them. */
const FIRST_DEFAULTS = {hold: {first: false, links: 2}};

async function takeSite(queries: Queries, siteId: number, site: ImportedSite): Promise<boolean> {
  const rows = await queries.query(
    `UPDATE sites SET settings = $2::jsonb, defaults = $3::jsonb, policy_version = $4, generation = generation + 1
     WHERE id = $1 AND settings = '{}' AND policy_version IS NULL RETURNING 1 AS taken`,
    [
      siteId,
      JSON.stringify(site.settings),
      JSON.stringify(site.defaults ?? FIRST_DEFAULTS),
      site.policyVersion ?? null,
    ],
  );
  return rows.length > 0;
}

async function takePolicy(queries: Queries, siteId: number, policy: ImportedPolicy): Promise<boolean> {
  const {version, createdAt, createdBy} = policy;
  const rows = await queries.query(
    `INSERT INTO policies (site_id, version, policy, created_at, created_by)
     VALUES ($1, $2, $3::jsonb, $4::timestamptz, $5) ON CONFLICT DO NOTHING RETURNING 1 AS taken`,
    [siteId, version, JSON.stringify(policy.policy), createdAt, createdBy],
  );
  return rows.length > 0;
}

async function takeBlock(queries: Queries, siteId: number, block: ImportedBlock): Promise<boolean> {
  const {subject, label, reason, until = null, createdAt, createdBy, subjects} = block;
  const rows = await queries.query<{id: string}>(
    `INSERT INTO blocks (site_id, kind, label, reason, until, created_at, created_by)
     SELECT $1::integer, $2, $3, $4, $5::timestamptz, $6::timestamptz, $7
     WHERE NOT EXISTS (
       SELECT FROM blocks
       WHERE site_id = $1 AND kind = $2 AND label = $3 AND reason = $4
         AND until IS NOT DISTINCT FROM $5::timestamptz AND created_at = $6::timestamptz AND created_by = $7
     ) RETURNING id`,
    [siteId, subject, label, reason, until, createdAt, createdBy],
  );
  const [made] = rows;
  if (!made) return false;
  await queries.query(
    `INSERT INTO block_subjects (site_id, kind, subject, block_id)
     SELECT $1::integer, kind, subject, $2::bigint FROM unnest($3::text[], $4::text[]) AS s (kind, subject)
     ON CONFLICT DO NOTHING`,
    [siteId, made.id, subjects.map(({kind}) => kind), subjects.map((item) => item.subject)],
  );
  return true;
}
