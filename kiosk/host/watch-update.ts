import type { CoreLinkListener } from '#kiosk/bridge/core-link.ts';
import type { HostLog } from './host-log.ts';
import { installUpdate } from './install-update.ts';
import type { UpdatePlace } from './update-place.ts';
import { endTrial, tryUpdate } from './update-trial.ts';

type HostWish = Parameters<CoreLinkListener['host']>[0];

/** A program that lasts so long with a core that answers has come up. */
const STEADY_MS = 20_000;

/** What a host does about updates of itself: tries a new one, keeps or undoes it, and puts the next one in its place. */
export class UpdateWatch {
  readonly #place: UpdatePlace | null;
  readonly #data: string;
  readonly #log: HostLog;
  #steady: NodeJS.Timeout | null = null;

  /** @param data the kiosk's folder. */
  constructor(place: UpdatePlace | null, data: string, log: HostLog) {
    this.#place = place;
    this.#data = data;
    this.#log = log;
  }

  /** For the core: what it should fetch. */
  get coreArgs(): string[] {
    return this.#place ? [`--update-as=${this.#place.platform}`] : [];
  }

  /** Before anything else. @returns whether this program was taken back, and has to end for the one before. */
  begin(): boolean {
    if (this.#place?.kind !== 'appimage') return false;
    const how = tryUpdate(this.#data, this.#place.file, Date.now());
    if (how === 'rolled-back') this.#log.say('error', 'the update did not come up: the version before is back');
    return how === 'rolled-back';
  }

  /** The core answers; when it still does after a while, a new program stays. */
  noteUp(): void {
    this.#steady ??= setTimeout(() => endTrial(this.#data), STEADY_MS).unref();
  }

  noteDown(): void {
    if (this.#steady) clearTimeout(this.#steady);
    this.#steady = null;
  }

  /** @returns whether this program has to end for the new one. */
  async install(wish: Extract<HostWish, { do: 'install' }>): Promise<boolean> {
    const installed = await installUpdate(this.#place, wish, this.#data);
    const how = installed.ok ? 'is in place' : `could not be installed (${installed.error})`;
    this.#log.say(installed.ok ? 'info' : 'error', `the update ${wish.version} ${how}`);
    return installed.ok;
  }
}
