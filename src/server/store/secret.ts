import type {Database, Queries} from '../database/database.js';
import {SetupError} from '../database/setup-error.js';
import {createDigests, type Digests} from '../identity/digests.js';

/** What a database stores about its secret: the row of `secret_check`. */
interface SecretRow {
  readonly check_value: string;
  /** The secrets before it, encrypted with it. */
  readonly former: string | null;
}

/** How many e-mail addresses are encrypted again in one transaction. */
const BATCH = 500;

/**
 * The digests of a database, also after its secret was changed (`rotateSecret`). Throws `SetupError` for another secret
 * than the database's, and `RangeError` for one that is too short. Changes nothing.
 */
export async function openDigests(database: Queries, secret: string): Promise<Digests> {
  const row = await readSecret(database);
  const digests = await digestsWithFormer(row, secret);
  // A database of an earlier version has no check value; an encrypted e-mail address serves as one.
  if (row === null && !(await opensEmail(database, digests))) throw otherSecret();
  return digests;
}

/**
 * Stores at the first use which secret a database is used with. Throws `SetupError` if it was used with another one, or
 * if its secret was changed and the digests are not from `openDigests`.
 */
export async function storeSecretCheck(database: Queries, digests: Digests): Promise<void> {
  if ((await readSecret(database)) === null) {
    if (!(await opensEmail(database, digests))) throw otherSecret();
    await database.query('INSERT INTO secret_check (check_value) VALUES ($1) ON CONFLICT DO NOTHING', [
      digests.check,
    ]);
  }
  const row = await readSecret(database);
  if (row?.check_value !== digests.check) throw otherSecret();
}

/**
 * Replaces the secret `present` by `next`. Digests do not change, because their originals are not stored. E-mail
 * addresses are encrypted again in batches; after an interruption, the same call continues. Returns the number of
 * addresses. Throws `SetupError` if `present` is not the secret of the database.
 */
export async function rotateSecret(database: Database, present: string, next: string): Promise<number> {
  const digests = await database.transaction(async (queries) => {
    await queries.query('SELECT 1 FROM secret_check FOR UPDATE');
    const row = await readSecret(queries);
    const done = await digestsWithFormer(row, next).catch(() => null);
    if (row !== null && done !== null) return done;
    const before = await openDigests(queries, present);
    const former = row?.former ? (JSON.parse(await before.unseal(row.former)) as string[]) : [];
    const all = [...former, present];
    const after = await createDigests(next, all);
    await queries.query(
      `INSERT INTO secret_check (check_value, former) VALUES ($1, $2)
       ON CONFLICT (only_row) DO UPDATE SET check_value = EXCLUDED.check_value, former = EXCLUDED.former`,
      [after.check, await after.seal(JSON.stringify(all))],
    );
    return after;
  });
  return resealEmails(database, digests);
}

/**
 * Replaces a lost secret by `next`, and deletes what cannot be used without it: e-mail addresses with their digests,
 * and blocks of guests and addresses. Guests no longer own what they wrote.
 */
export async function replaceLostSecret(database: Database, next: string): Promise<void> {
  const {check} = await createDigests(next);
  await database.transaction(
    async (queries) => {
      await queries.query(
        `INSERT INTO secret_check (check_value) VALUES ($1)
         ON CONFLICT (only_row) DO UPDATE SET check_value = EXCLUDED.check_value, former = NULL`,
        [check],
      );
      await queries.query(
        'UPDATE comments SET email = NULL, email_digest = NULL WHERE email IS NOT NULL OR email_digest IS NOT NULL',
      );
      await queries.query("DELETE FROM blocks WHERE kind <> 'user'");
    },
    {unlimited: true},
  );
}

async function readSecret(database: Queries): Promise<SecretRow | null> {
  // Nothing brings the schema of an export up to date.
  if (!(await hasTable(database, 'secret_check'))) return null;
  const [row] = await database.query<SecretRow>('SELECT check_value, former FROM secret_check');
  return row ?? null;
}

/** The digests of a secret with those before it. Throws `SetupError` when the row is of another. */
async function digestsWithFormer(row: SecretRow | null, secret: string): Promise<Digests> {
  let digests = await createDigests(secret);
  if (row?.former) {
    const former = await digests.unseal(row.former).catch(() => {
      throw otherSecret();
    });
    digests = await createDigests(secret, JSON.parse(former) as string[]);
  }
  if (row !== null && row.check_value !== digests.check) throw otherSecret();
  return digests;
}

/** Whether a stored e-mail address can be decrypted; true if there is none. */
async function opensEmail(database: Queries, digests: Digests): Promise<boolean> {
  if (!(await hasTable(database, 'comments'))) return true;
  const [row] = await database.query<{email: string}>(
    'SELECT email FROM comments WHERE email IS NOT NULL ORDER BY id DESC LIMIT 1',
  );
  return (
    row === undefined ||
    digests.unseal(row.email).then(
      () => true,
      () => false,
    )
  );
}

async function hasTable(database: Queries, name: string): Promise<boolean> {
  const [row] = await database.query<{there: boolean}>('SELECT to_regclass($1::text) IS NOT NULL AS there', [
    name,
  ]);
  return row?.there ?? false;
}

async function resealEmails(database: Database, digests: Digests): Promise<number> {
  let resealed = 0;
  for (let last: string | undefined = '0'; last !== undefined;) {
    const after: string = last;
    const [end, count] = await database.transaction(async (queries) => {
      const rows = await queries.query<{id: string; email: string}>(
        `SELECT id, email FROM comments WHERE email IS NOT NULL AND id > $1::bigint
         ORDER BY id LIMIT ${String(BATCH)} FOR NO KEY UPDATE`,
        [after],
      );
      const anew = await Promise.all(
        rows.map(async ({id, email}) => ({id, email: await digests.reseal(email).catch(() => null)})),
      );
      const changed = anew.filter(({email}) => email !== null);
      await queries.query(
        `UPDATE comments SET email = anew.email FROM unnest($1::bigint[], $2::text[]) AS anew (id, email)
         WHERE comments.id = anew.id`,
        [changed.map(({id}) => id), changed.map(({email}) => email)],
      );
      return [rows.at(-1)?.id, changed.length] as const;
    });
    last = end;
    resealed += count;
  }
  return resealed;
}

function otherSecret(): SetupError {
  return new SetupError(
    'The database is used with another secret: with this one, guests would not own what they wrote, blocks of guests would\n' +
      'not hold, and e-mail addresses could not be opened. Start with the secret of before. To change it:\n' +
      '  parley-comments rotate-secret --help',
  );
}
