import type { Logger } from 'pino';
import type { Foundation } from './foundation.ts';
import { repeat } from './presence/repeat.ts';
import { scheduleRetention } from './retention/schedule.ts';
import type { Services } from './services.ts';

/** How late a watcher may learn that a visit ended by itself. */
const END_VISITS_EVERY_MS = 15_000;
const WATCH_KIOSKS_EVERY_MS = 60_000;
/** How late a webhook may be. */
const WORK_WEBHOOKS_EVERY_MS = 2_000;
const COUNT_VENUE_DAYS_EVERY_MS = 60_000;
/** What of the audit trail is newer than this is not signed yet. */
const SIGN_HEAD_EVERY_MS = 15 * 60_000;

/** What a server does by itself, again and again, while it listens. */
export interface Chores {
  /** Waits for those that are under way. */
  stop(): Promise<void>;
}

export function startChores({ clock, keys }: Foundation, services: Services, log: Logger): Chores {
  const again = (work: () => Promise<unknown>, everyMs: number, failure: string) =>
    repeat(work, everyMs, (error) => log.error({ err: error }, failure));
  const stopSweeping = scheduleRetention({
    clock,
    evidence: keys,
    sweep: () => services.retention.sweep(),
    onProblem: (problem) => log.error({ problem }, 'retention'),
  });
  const repetitions = [
    again(() => services.presence.sweep(), END_VISITS_EVERY_MS, 'visits that should have ended did not'),
    again(() => services.ward.rollUp(), COUNT_VENUE_DAYS_EVERY_MS, 'the figures of wards were not counted'),
    again(() => services.webhooks.work(), WORK_WEBHOOKS_EVERY_MS, 'webhooks were not sent'),
    again(() => services.auditHeads.signHead(), SIGN_HEAD_EVERY_MS, 'the head of the audit trail was not signed'),
    again(() => services.alertWatch.look(), WATCH_KIOSKS_EVERY_MS, 'nobody looked how the kiosks are'),
  ];
  return {
    async stop() {
      await stopSweeping();
      await Promise.all(repetitions.map((repetition) => repetition.stop()));
    },
  };
}
