import { setTimeout as delay } from 'node:timers/promises';
import type { ExchangeReport, SyncLoop } from '#kiosk/core/ports.ts';
import type { UpdateView } from '#kiosk/core/staff/staff-page.ts';
import { freeBytes } from '#kiosk/store/ballast.ts';
import {
  isNewerVersion,
  type PackagePlatform,
  type UpdateOffer,
  type UpdateStatus,
} from '#shared/contract/kiosk-update.ts';
import { describeError } from '../describe-error.ts';
import { log } from '../log.ts';
import { PackageShelf } from './package-shelf.ts';

export interface UpdaterParts {
  readonly dataDir: string;
  /** null: the host cannot install by itself, so nothing is fetched. */
  readonly platform: PackagePlatform | null;
  readonly appVersion: string;
  readonly sync: Pick<SyncLoop, 'fetchUpdatePart'>;
  readonly onChange: (view: UpdateView) => void;
}

export interface ReadyPackage {
  readonly file: string;
  readonly sha256: string;
  readonly version: string;
}

/** Left free for records and logs. */
const SPARE_BYTES = 300_000_000;
const RETRY_MS = 3_600_000;
/** As long as a part took, the network is the others'; but not for ever on a slow one. */
const MAX_PAUSE_MS = 2_000;
/** A package whose program is older than it was offered as stays newer for ever: after so many installations it is left alone. */
const MAX_ATTEMPTS = 3;
/** By then the host would have ended this process. */
const INSTALL_MS = 45_000;

/** Fetches what the server offers while nothing else is to be sent, and keeps it until somebody installs it. */
export class Updater {
  readonly #parts: UpdaterParts;
  readonly #shelf: PackageShelf;
  #view: UpdateView;
  #offer: UpdateOffer | null = null;
  #isQuiet = false;
  #isClosed = false;
  #working: Promise<void> | null = null;
  #retryAtMs = 0;
  #failures = 0;
  #installing: NodeJS.Timeout | null = null;

  constructor(parts: UpdaterParts) {
    this.#parts = parts;
    this.#shelf = new PackageShelf(parts.dataDir);
    this.#view = { state: 'none', version: null, percent: null, byHand: parts.platform === null };
    this.#start(() => this.#takeKept());
  }

  get view(): UpdateView {
    return this.#view;
  }

  /** For the heartbeat. */
  get status(): UpdateStatus {
    const { state, version } = this.#view;
    return { platform: this.#parts.platform, state: state === 'installing' ? 'downloaded' : state, version };
  }

  get ready(): ReadyPackage | null {
    const offer = this.#view.state === 'downloaded' ? this.#offer : null;
    return offer && { file: this.#shelf.fileOf(offer), sha256: offer.sha256, version: offer.version };
  }

  /** The host was asked to install; if this process still lives after a while, it could not. */
  noteInstalling(): void {
    if (this.#offer) this.#shelf.noteAttempt(this.#offer);
    this.#show({ state: 'installing' });
    this.#installing = setTimeout(() => this.#show({ state: 'failed' }), INSTALL_MS);
    this.#installing.unref();
  }

  onExchange({ online, waiting, update }: Pick<ExchangeReport, 'online' | 'waiting' | 'update'>): void {
    this.#isQuiet = online && waiting === 0;
    if (!online || update === undefined || this.#parts.platform === null || this.#working) return;
    this.#start(() => this.#follow(update));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#installing) clearTimeout(this.#installing);
    await this.#working;
  }

  #start(work: () => Promise<void>): void {
    this.#working = work()
      .catch((error: unknown) => {
        log('error', `the update failed: ${describeError(error)}`);
        this.#fail();
      })
      .finally(() => (this.#working = null));
  }

  async #takeKept(): Promise<void> {
    const kept = this.#parts.platform === null ? null : await this.#shelf.readKept();
    if (kept && this.#isWanted(kept)) {
      this.#offer = kept;
      this.#show({ state: 'downloaded', version: kept.version });
    } else if (kept) this.#shelf.keepOnly(null);
  }

  #isWanted = (offer: UpdateOffer): boolean =>
    offer.platform === this.#parts.platform &&
    isNewerVersion(offer.version, this.#parts.appVersion) &&
    !this.#shelf.isRefused(offer) &&
    !this.#isWorn(offer);

  #isWorn = (offer: UpdateOffer): boolean => this.#shelf.countAttempts(offer) >= MAX_ATTEMPTS;

  async #follow(offer: UpdateOffer | null): Promise<void> {
    if (offer?.sha256 !== this.#offer?.sha256) {
      this.#offer = null;
      this.#failures = 0;
      this.#retryAtMs = 0;
      const wanted = offer !== null && this.#isWanted(offer);
      this.#shelf.keepOnly(wanted ? offer : null);
      const isRefused = offer !== null && this.#shelf.isRefused(offer);
      const isWorn = offer !== null && this.#isWorn(offer);
      this.#show({
        state: isRefused ? 'rolled-back' : isWorn ? 'failed' : 'none',
        version: isRefused || isWorn ? offer.version : null,
        percent: null,
      });
      if (wanted) this.#offer = offer;
    }
    const isDue = this.#view.state !== 'downloaded' && this.#view.state !== 'installing';
    if (this.#offer && isDue && performance.now() >= this.#retryAtMs) await this.#fetch(this.#offer);
  }

  async #fetch(offer: UpdateOffer): Promise<void> {
    const free = freeBytes(this.#parts.dataDir);
    let size = this.#shelf.sizeOfPart(offer);
    if (free !== null && free < offer.bytes - size + SPARE_BYTES) {
      log('warn', 'the update does not fit on the disk');
      return this.#fail();
    }
    while (size < offer.bytes) {
      this.#show({ state: 'downloading', version: offer.version, percent: Math.floor((size / offer.bytes) * 100) });
      // What waits to be sent goes first; the next exchange goes on from here.
      if (!this.#isQuiet || this.#isClosed) return;
      const startedMs = performance.now();
      const part = await this.#parts.sync.fetchUpdatePart({ sha256: offer.sha256, from: size });
      if (part === null || part.length === 0) return;
      await this.#shelf.append(offer, part);
      size += part.length;
      await delay(Math.min(performance.now() - startedMs, MAX_PAUSE_MS));
    }
    if (await this.#shelf.finish(offer)) {
      log('info', `the update ${offer.version} is downloaded`);
      return this.#show({ state: 'downloaded', version: offer.version, percent: null });
    }
    log('error', `the update ${offer.version} is not what the server offered`);
    this.#fail();
  }

  /** Damaged on the way it is fetched again at once, and after that once an hour. */
  #fail(): void {
    this.#failures += 1;
    this.#retryAtMs = this.#failures === 1 ? 0 : performance.now() + RETRY_MS;
    this.#show({ state: 'failed', percent: null });
  }

  #show(change: Partial<UpdateView>): void {
    const view = { ...this.#view, ...change };
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return;
    this.#view = view;
    if (!this.#isClosed) this.#parts.onChange(view);
  }
}
