import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { appendFile, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { REFUSED_FILE, refusedPackagesSchema, UPDATE_FOLDER } from '#kiosk/bridge/update-files.ts';
import { readIfThere, writeDurably } from '#kiosk/store/durable-file.ts';
import { type UpdateOffer, updateOfferSchema } from '#shared/contract/kiosk-update.ts';

const ATTEMPTS_FILE = 'attempts.json';
const attemptsSchema = z.object({ sha256: z.string(), attempts: z.int().min(0) });

/** `updates/` in the kiosk's folder: `<hash>.part` on its way, `<hash>.package` whole, `kept.json` which one. */
export class PackageShelf {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, UPDATE_FOLDER);
  }

  fileOf({ sha256 }: Pick<UpdateOffer, 'sha256'>): string {
    return join(this.#folder, `${sha256}.package`);
  }

  /** Rolled back by the host: it did not come up. */
  isRefused({ sha256 }: UpdateOffer): boolean {
    return this.#read(REFUSED_FILE, (json) => refusedPackagesSchema.parse(json).refused)?.includes(sha256) ?? false;
  }

  /** How often an installation of it was begun. */
  countAttempts({ sha256 }: Pick<UpdateOffer, 'sha256'>): number {
    const known = this.#read(ATTEMPTS_FILE, (json) => attemptsSchema.parse(json));
    return known?.sha256 === sha256 ? known.attempts : 0;
  }

  /** Before it is begun: afterwards another program may run, or none. */
  noteAttempt({ sha256 }: Pick<UpdateOffer, 'sha256'>): void {
    const attempts = this.countAttempts({ sha256 }) + 1;
    writeDurably(join(this.#folder, ATTEMPTS_FILE), `${JSON.stringify({ sha256, attempts })}\n`);
  }

  /** The package that is here and whole; null: none, or not the bytes that were written. */
  async readKept(): Promise<UpdateOffer | null> {
    const offer = this.#read('kept.json', (json) => updateOfferSchema.parse(json));
    return offer && (await this.#isWhole(this.fileOf(offer), offer)) ? offer : null;
  }

  /** How much of it is here. */
  sizeOfPart(offer: UpdateOffer): number {
    return statSync(this.#partOf(offer), { throwIfNoEntry: false })?.size ?? 0;
  }

  async append(offer: UpdateOffer, bytes: Uint8Array): Promise<void> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    await appendFile(this.#partOf(offer), bytes, { mode: 0o600 });
  }

  /** @returns false when it is not what was offered; then it is gone. */
  async finish(offer: UpdateOffer): Promise<boolean> {
    const part = this.#partOf(offer);
    if (!(await this.#isWhole(part, offer))) {
      rmSync(part, { force: true });
      return false;
    }
    const handle = await open(part, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, this.fileOf(offer));
    writeDurably(join(this.#folder, 'kept.json'), `${JSON.stringify(offer)}\n`);
    return true;
  }

  /** Everything but what belongs to this offer, and the word of what was rolled back. */
  keepOnly(offer: UpdateOffer | null): void {
    for (const name of this.#list()) {
      const isOurs = offer !== null && (name.startsWith(offer.sha256) || name === 'kept.json');
      const isPackage = /\.(?:part|package)$/.test(name) || name === 'kept.json';
      if (isPackage && !isOurs) rmSync(join(this.#folder, name), { force: true });
    }
  }

  #list(): string[] {
    try {
      return readdirSync(this.#folder);
    } catch {
      return [];
    }
  }

  #partOf = ({ sha256 }: UpdateOffer): string => join(this.#folder, `${sha256}.part`);

  #read<T>(name: string, parse: (json: unknown) => T): T | null {
    try {
      const text = readIfThere(join(this.#folder, name));
      return text === null ? null : parse(JSON.parse(text));
    } catch {
      return null;
    }
  }

  async #isWhole(file: string, { bytes, sha256 }: UpdateOffer): Promise<boolean> {
    if (statSync(file, { throwIfNoEntry: false })?.size !== bytes) return false;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    return hash.digest('base64url') === sha256;
  }
}
