import type { z } from 'zod';
import type { Reminder, ReminderChannel, ReminderReason, remindedSchema } from '#shared/contract/portal-ward.ts';
import { type AccountId, mintId, type VenueId } from '#shared/domain/ids.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Session } from '../http/principals.ts';
import type { Mailer } from '../mail/service.ts';
import type { Store, Writable } from '../store/access.ts';
import { nameCommunes } from '../units/service.ts';
import type { WardService } from '../ward/service.ts';
import { findCommuneCode, findOpenReminder, listOwners, listReminders, listSent } from './reader.ts';
import { writeReminder } from './reminder-mail.ts';
import { insertReminder, markUndone } from './transactor.ts';

export interface RemindOrder {
  readonly venueIds: readonly VenueId[];
  readonly reason: ReminderReason;
  readonly channel: ReminderChannel;
}

export interface ReminderService {
  readonly canMail: boolean;
  /** Of a venue, newest first. */
  listOf(venueId: VenueId): Promise<Reminder[]>;
  /** Marks them as reminded; letters go out in the background. Venues of others and of today are left out. */
  remind(officer: Session, order: RemindOrder): Promise<z.infer<typeof remindedSchema>>;
  /** Only today's, and only of the officer's venues. false: none of them was. */
  undo(officer: Session, ids: readonly string[]): Promise<boolean>;
  /** What the venue's own people are told. */
  describe(venueId: VenueId): Promise<{ readonly communeName: string; readonly reminder: Reminder | null } | null>;
}

export interface ReminderDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ward: Pick<WardService, 'listVenuesById'>;
  readonly publicOrigin: () => string;
  readonly mailer: Mailer | null;
  /** Told of what failed with nobody waiting. */
  readonly onProblem: (error: unknown) => void;
}

export const createReminderService = (deps: ReminderDependencies): ReminderService => ({
  canMail: deps.mailer !== null,
  listOf: (venueId) => listReminders(deps.store.read, venueId),
  remind: (officer, order) => remind(deps, officer, order),
  undo: (officer, ids) => undo(deps, officer, ids),
  async describe(venueId) {
    const code = await findCommuneCode(deps.store.read, venueId);
    if (code === null) return null;
    const communeName = (await nameCommunes(deps.store.read, [code])).get(code)?.communeName ?? code;
    return { communeName, reminder: (await findOpenReminder(deps.store.read, venueId)) ?? null };
  },
});

async function remind(
  deps: ReminderDependencies,
  officer: Session,
  { venueIds, reason, channel }: RemindOrder,
): Promise<z.infer<typeof remindedSchema>> {
  const { store, clock, ward } = deps;
  const asked = [...new Set(venueIds)];
  const venues = await ward.listVenuesById(officer, asked);
  const [at, day] = [clock.now(), clock.today()];
  const reminders = await store.transact(async (tx) => {
    const made: Reminder[] = [];
    for (const { id: venueId } of venues) {
      const id = mintId<string>();
      const number = await insertReminder(tx, { id, venueId, reason, channel, day, at, by: officer.accountId });
      if (number !== null) made.push({ id, venueId, reason, channel, number, at });
    }
    if (made.length > 0) await record(tx, officer.accountId, at, made, { reason, channel });
    return made;
  });
  const mailed = channel === 'email' ? await sendLetters(deps, reminders) : 0;
  return { reminders, skipped: asked.length - reminders.length, mailed };
}

/** One act, however many venues it was about; each of them is in its own record. */
async function record(
  tx: Writable,
  actor: AccountId,
  at: number,
  made: readonly Reminder[],
  details: Readonly<Record<string, string>>,
): Promise<void> {
  for (const { venueId, id, number } of made) {
    const act = { at, actor, action: 'reminders.sent', organisationId: null, subject: `venue:${venueId}` } as const;
    await recordAudit(tx, { ...act, details: { ...details, reminderId: id, number } });
  }
}

/** @returns to how many owners; nobody waits for the mail server. */
async function sendLetters(deps: ReminderDependencies, reminders: readonly Reminder[]): Promise<number> {
  const { mailer, store, publicOrigin } = deps;
  if (!mailer) return 0;
  let letters = 0;
  for (const { venueId, reason } of reminders) {
    const owners = await listOwners(store.read, venueId);
    const url = `${publicOrigin()}/venues/${venueId}`;
    letters += owners.length;
    for (const { email, language } of owners) {
      void mailer.send(writeReminder({ to: email, language, reason, url })).catch(deps.onProblem);
    }
  }
  return letters;
}

async function undo({ store, clock, ward }: ReminderDependencies, officer: Session, ids: readonly string[]) {
  const sent = (await listSent(store.read, [...new Set(ids)])).filter(({ day }) => day === clock.today());
  const theirs = new Set(
    (
      await ward.listVenuesById(
        officer,
        sent.map(({ venueId }) => venueId),
      )
    ).map(({ id }) => id),
  );
  const undone = sent.filter(({ venueId }) => theirs.has(venueId));
  if (undone.length === 0) return false;
  await store.transact(async (tx) => {
    const at = clock.now();
    for (const { id, venueId } of undone) {
      await markUndone(tx, id, venueId, at);
      const act = { at, actor: officer.accountId, action: 'reminders.undone', organisationId: null } as const;
      await recordAudit(tx, { ...act, subject: `venue:${venueId}`, details: { reminderId: id } });
    }
  });
  return true;
}
