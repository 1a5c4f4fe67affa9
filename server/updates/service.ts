import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  isNewerVersion,
  MAX_PACKAGE_BYTES,
  type PackagePlatform,
  packagePlatformSchema,
  UPDATE_PART_BYTES,
  type UpdateOffer,
  type UpdatePartRequest,
  updateOfferSchema,
} from '#shared/contract/kiosk-update.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

export type OfferProblem = 'unreadable' | 'empty' | 'too-large' | 'not-newer';

/** Kiosk packages in the data folder, one a platform: `updates/<platform>.json` and `updates/<platform>.package`. */
export interface UpdateService {
  /** Takes the place of the one before, which kiosks in the middle of it then give up. */
  offer(file: string, version: string, platform: PackagePlatform): Promise<Result<UpdateOffer, OfferProblem>>;
  list(): UpdateOffer[];
  /** @returns whether there was one. */
  withdraw(platform: PackagePlatform): boolean;
  find(platform: PackagePlatform): UpdateOffer | null;
  /** Of what is offered for any platform; null: nothing is. */
  findNewestVersion(): string | null;
  /** @returns null when no such package is offered, or it ends before. */
  readPart(request: UpdatePartRequest): Promise<Uint8Array | null>;
}

/** @param dataDir the server's; read anew each time, for the admin command offers beside a running server. */
export function createUpdateService(dataDir: string): UpdateService {
  const folder = join(dataDir, 'updates');
  const packageOf = (platform: PackagePlatform): string => join(folder, `${platform}.package`);
  const offerOf = (platform: PackagePlatform): string => join(folder, `${platform}.json`);

  function find(platform: PackagePlatform): UpdateOffer | null {
    try {
      const offer = updateOfferSchema.parse(JSON.parse(readFileSync(offerOf(platform), 'utf8')));
      return statSync(packageOf(platform)).size === offer.bytes ? offer : null;
    } catch {
      return null;
    }
  }

  const list = (): UpdateOffer[] => packagePlatformSchema.options.flatMap((platform) => find(platform) ?? []);

  return {
    find,
    list,
    findNewestVersion: () =>
      list().reduce<string | null>(
        (newest, { version }) => (newest === null || isNewerVersion(version, newest) ? version : newest),
        null,
      ),

    async offer(file, version, platform) {
      const size = statSync(file, { throwIfNoEntry: false })?.size;
      if (size === undefined) return err('unreadable');
      if (size === 0) return err('empty');
      if (size > MAX_PACKAGE_BYTES) return err('too-large');
      const before = find(platform);
      if (before && !isNewerVersion(version, before.version) && version !== before.version) return err('not-newer');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const part = join(folder, `${platform}.part`);
      const copied = await copyHashed(file, part);
      if (copied === null) return err('unreadable');
      const offer: UpdateOffer = { version, platform, ...copied };
      // Without its description a package is not offered, so that the two are never of different ones.
      rmSync(offerOf(platform), { force: true });
      renameSync(part, packageOf(platform));
      writeFileSync(`${offerOf(platform)}.part`, `${JSON.stringify(offer)}\n`, { mode: 0o600 });
      renameSync(`${offerOf(platform)}.part`, offerOf(platform));
      return ok(offer);
    },

    withdraw(platform) {
      const wasOffered = find(platform) !== null;
      rmSync(offerOf(platform), { force: true });
      rmSync(packageOf(platform), { force: true });
      return wasOffered;
    },

    async readPart({ sha256, from }) {
      const offer = packagePlatformSchema.options.map(find).find((candidate) => candidate?.sha256 === sha256);
      return offer && from < offer.bytes ? readBytes(packageOf(offer.platform), from) : null;
    },
  };
}

async function copyHashed(from: string, to: string): Promise<Pick<UpdateOffer, 'sha256' | 'bytes'> | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(from), count, createWriteStream(to, { mode: 0o600, flush: true }));
    return { sha256: hash.digest('base64url'), bytes };
  } catch {
    rmSync(to, { force: true });
    return null;
  }
}

async function readBytes(file: string, from: number): Promise<Uint8Array | null> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    const buffer = Buffer.alloc(UPDATE_PART_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
