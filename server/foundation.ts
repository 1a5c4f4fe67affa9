import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isPublicHttpsUrl } from '#shared/domain/public-url.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type Clock, createClock } from './config/clock.ts';
import type { Config } from './config/config.ts';
import { makeFolder } from './config/make-folder.ts';
import { findKekProblem, findKeyRefusal, type KeyRefusal, type KeyService, openKeyService } from './keys/service.ts';
import type { Store } from './store/access.ts';
import { lockFolder } from './store/lock-folder.ts';
import { findServerIdIn, openStore } from './store/store.ts';

/** What everything else stands on. */
export interface Foundation {
  readonly config: Config;
  readonly clock: Clock;
  readonly store: Store;
  readonly keys: KeyService;
  /** `https://host[:port]` where phones and kiosks reach this server. */
  readonly publicOrigin: () => string;
  readonly serverEpoch: string;
  close(): Promise<void>;
}

/**
 * Opens database and key store, which must belong together.
 *
 * @returns one clear sentence when they cannot be opened; nothing was changed then.
 */
export async function openFoundation(
  config: Config,
  publicOrigin: () => string,
  now?: () => number,
): Promise<Result<Foundation, string>> {
  const clock = createClock(config.timeZone, now);
  const problem = findFolderProblem(config.dataDir);
  if (problem !== null) return err(problem);
  try {
    const file = join(config.dataDir, 'server.db');
    // Before the database is brought forward: without its keys it must stay as it is.
    const refusal = findKeyRefusal({ dataDir: config.dataDir, expectedServerId: findServerIdIn(file) });
    if (refusal) return err(describeKeyRefusal(refusal, config.dataDir));
    makeFolder(config.dataDir);
    const opened = await openStore(file);
    if (!opened.ok) return err(NEWER);
    const store = opened.value;
    const deployment = await findDeployment(store);
    if (deployment?.demoAt && config.publicUrl !== null && isPublicHttpsUrl(config.publicUrl)) {
      await store.close();
      return err(DEMO_FOLDER);
    }
    const keys = await openKeyService(
      { dataDir: config.dataDir, expectedServerId: deployment?.serverId ?? null },
      clock,
    );
    if (!keys.ok) {
      await store.close();
      return err(describeKeyRefusal(keys.error, config.dataDir));
    }
    const serverEpoch = deployment?.serverEpoch ?? (await insertDeployment(store, keys.value.serverId, clock));
    const close = async (): Promise<void> => {
      await store.close();
      keys.value.close();
    };
    return ok({ config, clock, store, keys: keys.value, publicOrigin, serverEpoch, close });
  } catch (error) {
    const sentence = describeFailure(error, config.dataDir);
    if (sentence === null) throw error;
    return err(sentence);
  }
}

/**
 * As {@link openFoundation}, for the one server of a folder: another one beside it is refused, commands are not. The lock goes
 * with the process, however it ends.
 */
export async function openServerFoundation(
  config: Config,
  publicOrigin: () => string,
  now?: () => number,
): Promise<Result<Foundation, string>> {
  const { dataDir } = config;
  const locked = lockFor(dataDir);
  if (!locked.ok) return locked;
  const unlock = locked.value;
  const opened = await openFoundation(config, publicOrigin, now).catch((error: unknown) => {
    unlock();
    throw error;
  });
  if (!opened.ok) {
    unlock();
    return opened;
  }
  const close = async (): Promise<void> => {
    await opened.value.close();
    unlock();
  };
  return ok({ ...opened.value, close });
}

/** For work that no server may run beside. @returns a function that ends it. */
export function lockFor(dataDir: string): Result<() => void, string> {
  const problem = findFolderProblem(dataDir);
  if (problem !== null) return err(problem);
  try {
    const unlock = lockFolder(dataDir);
    return unlock ? ok(unlock) : err(`A server is running on ${dataDir} already: nothing was changed.`);
  } catch (error) {
    const sentence = describeFailure(error, dataDir);
    if (sentence === null) throw error;
    return err(sentence);
  }
}

/** Before anything is opened, made or brought forward. @returns one clear sentence when there is no right KEK for this folder. */
export function findFolderProblem(dataDir: string): string | null {
  try {
    const problem = findKekProblem(dataDir);
    return problem && describeKeyRefusal(problem, dataDir);
  } catch (error) {
    const sentence = describeFailure(error, dataDir);
    if (sentence === null) throw error;
    return sentence;
  }
}

const findDeployment = (store: Store) =>
  store.read
    .selectFrom('deployment')
    .select(['server_id as serverId', 'server_epoch as serverEpoch', 'demo_at as demoAt'])
    .where('id', '=', 1)
    .executeTakeFirst();

/**
 * The key store comes first: a start that was cut between the two finds its server again.
 *
 * @returns the epoch, of another process where one was quicker.
 */
function insertDeployment(store: Store, serverId: string, clock: Clock): Promise<string> {
  const serverEpoch = randomBytes(16).toString('hex');
  return store.transact(async (tx) => {
    const first = { id: 1, server_id: serverId, server_epoch: serverEpoch, created_at: clock.now(), demo_at: null };
    await tx
      .insertInto('deployment')
      .values(first)
      .onConflict((on) => on.doNothing())
      .execute();
    const stands = await tx.selectFrom('deployment').select('server_epoch').executeTakeFirstOrThrow();
    return stands.server_epoch;
  });
}

const NEWER =
  'The data folder was written by a newer version of this program: update the program, nothing was changed.';

const DEMO_FOLDER =
  'The data folder holds demo data, which is refused together with a public address: choose a new folder with --data DIR.';

export function describeKeyRefusal(refusal: KeyRefusal, dataDir: string): string {
  const kek = join(dataDir, 'secrets', 'kek');
  switch (refusal) {
    case 'kek-missing':
      return `The key file ${kek} is missing: without it nothing personal can be read. Put it back; nothing was changed.`;
    case 'kek-wrong':
      return `The key file ${kek} does not open the key store. Put the right one back; nothing was changed.`;
    case 'key-store-missing':
      return `The database has no key store beside it: put ${join(dataDir, 'keys', 'keys.db')} back; nothing was changed.`;
    case 'key-store-foreign':
      return 'Database and key store belong to different servers: put the right ones together; nothing was changed.';
    case 'newer-key-store':
      return NEWER;
  }
}

const UNWRITABLE =
  /^(EACCES|EPERM|EROFS|ENOTDIR|ENOENT|EEXIST|ENOSPC|SQLITE_CANTOPEN|SQLITE_READONLY|SQLITE_FULL|SQLITE_IOERR)/;

/** @returns null for what nobody expected. */
function describeFailure(error: unknown, dataDir: string): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (UNWRITABLE.test(code))
    return `The data folder ${dataDir} cannot be written (${code}): choose another with --data DIR.`;
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return `A file in ${dataDir} is no database of this program (${code}): restore a backup or choose another folder with --data DIR.`;
  }
  return null;
}
