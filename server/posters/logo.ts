import type { Logo, LogoProblem } from '#shared/contract/portal-posters.ts';
import type { OrganisationId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import { createWorkerReader } from '../config/worker-reader.ts';
import type { Store } from '../store/access.ts';
import type { CleanLogo } from './logo-pixels.ts';
import { findLogo, type LogoRecord } from './reader.ts';
import { deleteLogosRemovedBefore, markLogoRemoved, upsertLogo } from './transactor.ts';

/** A logo taken off can be put back this long. */
const KEPT_MS = DAY_MS;
/** Decoding takes up to 200 MB. */
const DECODING_MB = 256;
const DECODING_MS = 15_000;

export interface LogoDependencies {
  readonly store: Store;
  readonly clock: Clock;
}

export type LogoRefusal = LogoProblem | 'busy';

export interface LogoService {
  find(organisationId: OrganisationId): Promise<LogoRecord | null>;
  upload(organisationId: OrganisationId, file: Uint8Array, actor: string): Promise<Result<Logo, LogoRefusal>>;
  /** @returns false when there is none. */
  remove(organisationId: OrganisationId, actor: string): Promise<boolean>;
  /** @returns false when none was taken off within a day. */
  restore(organisationId: OrganisationId, actor: string): Promise<boolean>;
}

export const viewLogo = ({ uploadedAt, width, height }: LogoRecord): Logo => ({ uploadedAt, width, height });

export function createLogoService({ store, clock }: LogoDependencies): LogoService {
  const clean = createWorkerReader<CleanLogo, LogoProblem>({
    worker: new URL('./logo-worker.ts', import.meta.url),
    withinMs: DECODING_MS,
    memoryMb: DECODING_MB,
    tooMuch: 'unreadable',
  });
  return {
    async find(organisationId) {
      const logo = await findLogo(store.read, organisationId);
      return logo?.removedAt === null ? logo : null;
    },
    async upload(organisationId, file, actor) {
      const cleaned = await clean(file);
      if (!cleaned.ok) return cleaned;
      const at = clock.now();
      const { width, height } = cleaned.value;
      await store.transact(async (tx) => {
        await deleteLogosRemovedBefore(tx, at - KEPT_MS);
        await upsertLogo(tx, organisationId, { ...cleaned.value, at });
        const details = { width, height };
        await recordAudit(tx, { at, actor, action: 'logo.uploaded', ...trailOf(organisationId), details });
      });
      return ok({ uploadedAt: at, width, height });
    },
    remove: (organisationId, actor) =>
      store.transact(async (tx) => {
        const at = clock.now();
        await deleteLogosRemovedBefore(tx, at - KEPT_MS);
        if (!(await markLogoRemoved(tx, organisationId, at))) return false;
        await recordAudit(tx, { at, actor, action: 'logo.removed', ...trailOf(organisationId) });
        return true;
      }),
    restore: (organisationId, actor) =>
      store.transact(async (tx) => {
        const at = clock.now();
        await deleteLogosRemovedBefore(tx, at - KEPT_MS);
        if (!(await markLogoRemoved(tx, organisationId, null))) return false;
        await recordAudit(tx, { at, actor, action: 'logo.restored', ...trailOf(organisationId) });
        return true;
      }),
  };
}

const trailOf = (organisationId: OrganisationId) => ({ organisationId, subject: `organisation:${organisationId}` });
