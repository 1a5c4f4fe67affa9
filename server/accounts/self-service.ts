import type {
  AccountEvents,
  AccountSecurity,
  PasskeyAttestation,
  SessionEntry,
  TotpEnrolment,
} from '#shared/contract/portal-account.ts';
import type { Me } from '#shared/contract/portal-api.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Session } from '../http/principals.ts';
import { mustDescribe } from './describe-account.ts';
import { listAccountEvents } from './event-reader.ts';
import { isGuessable } from './guessable-password.ts';
import { markResetLinksUsed } from './link-transactor.ts';
import { type Notice, type NoticeDependencies, sendNotice } from './notices.ts';
import { addPasskey, type PasskeyDependencies, removePasskey, renamePasskey, startPasskey } from './passkeys.ts';
import { hashPassword } from './password.ts';
import { listOwnNames } from './reader.ts';
import { recordOwnAct } from './record-own-act.ts';
import { replacePassword } from './replace-password.ts';
import {
  confirmTotp,
  describeSecurity,
  enrolTotp,
  type FactorDependencies,
  removeTotp,
  renewRecoveryCodes,
} from './second-factors.ts';
import { endSession, endSessions, listSessions, type OpenedSession, verifySession } from './sessions.ts';

/** What people do with their own account. Whatever changes how one signs in is told to them by a letter, where any is sent. */
export interface SelfService {
  signOut(session: Session): Promise<void>;
  describe(session: Session): Promise<Me>;
  listSessions(session: Session): Promise<readonly SessionEntry[]>;
  /** false: no session of this person. */
  endSession(session: Session, id: string): Promise<boolean>;
  /** This one too. */
  endAllSessions(session: Session): Promise<void>;
  /** Every other session ends; this one goes on under another token. */
  changePassword(session: Session, password: string): Promise<Result<OpenedSession, 'guessable-password'>>;
  describeSecurity(session: Session): Promise<AccountSecurity>;
  enrolTotp(session: Session): Promise<Result<TotpEnrolment, 'conflict'>>;
  confirmTotp(session: Session, code: string): Promise<Result<readonly string[], 'wrong-code' | 'conflict'>>;
  removeTotp(session: Session): Promise<void>;
  renewRecoveryCodes(session: Session): Promise<Result<readonly string[], 'conflict'>>;
  startPasskey(session: Session): ReturnType<typeof startPasskey>;
  addPasskey(
    session: Session,
    passkey: { readonly name: string; readonly response: PasskeyAttestation },
  ): ReturnType<typeof addPasskey>;
  renamePasskey(session: Session, passkey: { readonly id: string; readonly name: string }): Promise<boolean>;
  removePasskey(session: Session, id: string): Promise<boolean>;
  /** What was done to the account in the last 30 days, newest first. */
  listEvents(session: Session): Promise<AccountEvents['events']>;
}

type SelfServiceParts = FactorDependencies & PasskeyDependencies & NoticeDependencies;

export function createSelfService(parts: SelfServiceParts): SelfService {
  const { store, clock } = parts;
  async function tellIfDone<T, E>({ accountId }: Session, notice: Notice, act: Promise<Result<T, E>>) {
    const done = await act;
    if (done.ok) sendNotice(parts, accountId, notice);
    return done;
  }
  return {
    async signOut(session) {
      await endSession(parts, session, session.id);
    },
    describe: ({ accountId }) => mustDescribe(store.read, accountId),
    listSessions: (session) => listSessions(parts, session),
    endSession: (session, id) => endSession(parts, session, id),
    async endAllSessions(session) {
      await store.transact((tx) => endSessions(parts, tx, session));
    },
    async changePassword(session, password) {
      if (isGuessable(password, await listOwnNames(store.read, session.accountId))) return err('guessable-password');
      const passwordHash = await hashPassword(password);
      const opened = await store.transact(async (tx) => {
        await replacePassword(tx, parts.keys, session.accountId, passwordHash);
        await markResetLinksUsed(tx, session.accountId, clock.now());
        await recordOwnAct(tx, session, { at: clock.now(), action: 'password.changed' });
        await endSessions(parts, tx, session, { except: session.id });
        return verifySession(parts, tx, session);
      });
      sendNotice(parts, session.accountId, 'password-changed');
      return ok(opened);
    },
    describeSecurity: ({ accountId }) => describeSecurity(store.read, accountId),
    enrolTotp: (session) => enrolTotp(parts, session),
    confirmTotp: (session, code) => tellIfDone(session, 'totp-added', confirmTotp(parts, session, code)),
    async removeTotp(session) {
      if (await removeTotp(parts, session)) sendNotice(parts, session.accountId, 'totp-removed');
    },
    renewRecoveryCodes: (session) => tellIfDone(session, 'recovery-codes-made', renewRecoveryCodes(parts, session)),
    startPasskey: (session) => startPasskey(parts, session),
    addPasskey: (session, passkey) => tellIfDone(session, 'passkey-added', addPasskey(parts, session, passkey)),
    renamePasskey: (session, passkey) => renamePasskey(parts, session, passkey),
    async removePasskey(session, id) {
      const removed = await removePasskey(parts, session, id);
      if (removed) sendNotice(parts, session.accountId, 'passkey-removed');
      return removed;
    },
    listEvents: (session) => listAccountEvents(store.read, session, clock.now()),
  };
}
