import type {
  PersonKey,
  PersonMatches,
  RefusalReason,
  RightsDetail,
  RightsList,
  RightsRequestInput,
  Withdrawal,
} from '#shared/contract/portal-rights.ts';
import type { AccountId, OrganisationId, VisitId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import type { Result } from '#shared/domain/result.ts';
import type { FileAnswer } from '../http/define-route.ts';
import { createQueue } from '../store/queue.ts';
import { answerAccess } from './access.ts';
import { correctVisits } from './correction.ts';
import { eraseByKey, eraseForRequest, withdrawByReceipt } from './erasure.ts';
import type { Outcome, RightsParts } from './parts.ts';
import { acknowledge, close, extend, listAll, open, receive } from './requests.ts';
import { findMatches, searchByKey } from './search.ts';

export type { Outcome } from './parts.ts';
export { mintReference } from './reference.ts';

/** What people may ask about their own data, and the answers, within the law's deadlines. */
export interface RightsService {
  receive(organisationId: OrganisationId, input: RightsRequestInput, by: AccountId): Promise<RightsDetail>;
  list(organisationId: OrganisationId): Promise<RightsList>;
  /** Who asks is opened for it; that is in the trail. */
  open(organisationId: OrganisationId, id: string, by: AccountId): Promise<RightsDetail | null>;
  acknowledge(organisationId: OrganisationId, id: string, by: AccountId): Promise<Outcome>;
  extend(organisationId: OrganisationId, id: string, by: AccountId): Promise<Outcome>;
  refuse(organisationId: OrganisationId, id: string, reason: RefusalReason, by: AccountId): Promise<Outcome>;
  findMatches(
    organisationId: OrganisationId,
    id: string,
    key: PersonKey,
    by: AccountId,
  ): Promise<Result<PersonMatches, 'not-found' | 'not-a-key'>>;
  answer(
    organisationId: OrganisationId,
    id: string,
    order: { readonly visitIds: readonly VisitId[]; readonly format: 'pdf' | 'json'; readonly language: Language },
    by: AccountId,
  ): Promise<Result<FileAnswer, 'not-found' | 'conflict'>>;
  correct(
    organisationId: OrganisationId,
    id: string,
    change: {
      readonly visitIds: readonly VisitId[];
      readonly name?: string | undefined;
      readonly phone?: string | undefined;
      readonly birthYear?: number | undefined;
    },
    by: AccountId,
  ): Promise<Result<RightsDetail, 'not-found' | 'conflict' | 'not-a-phone'>>;
  erase(
    organisationId: OrganisationId,
    id: string,
    visitIds: readonly VisitId[],
    by: AccountId,
  ): Promise<Result<RightsDetail, 'not-found' | 'conflict'>>;
  /** By the person alone. null: no such receipt. */
  withdraw(receiptCode: string, confirmed: boolean): Promise<Withdrawal | null>;
  /** For the admin's commands, over all organisations; names of places and times, nothing personal. */
  findByKey(key: PersonKey): Promise<Result<PersonMatches, 'not-a-key'>>;
  eraseByKey(
    key: PersonKey,
  ): Promise<
    Result<{ readonly visits: number; readonly held: number; readonly documents: readonly string[] }, 'not-a-key'>
  >;
}

/** @param erasing one after the other: two presses of a button are one erasure with one record. */
export const createRightsService = (parts: RightsParts, erasing = createQueue()): RightsService => ({
  receive: (organisationId, input, by) => {
    const { name, contact, note, key, ...rest } = input;
    return receive(parts, organisationId, { ...rest, by, asker: { name, contact, note, key } });
  },
  list: (organisationId) => listAll(parts, organisationId),
  open: (organisationId, id, by) => open(parts, organisationId, id, by),
  acknowledge: (organisationId, id, by) => acknowledge(parts, organisationId, id, by),
  extend: (organisationId, id, by) => extend(parts, organisationId, id, by),
  refuse: (organisationId, id, reason, by) =>
    close(parts, organisationId, id, { by, status: 'refused', refusal: reason, action: 'rights.refused' }),
  findMatches: (organisationId, id, key, by) => findMatches(parts, organisationId, id, key, by),
  answer: (organisationId, id, order, by) => answerAccess(parts, organisationId, id, order, by),
  correct: (organisationId, id, change, by) => correctVisits(parts, organisationId, id, change, by),
  erase: (organisationId, id, visitIds, by) => erasing(() => eraseForRequest(parts, organisationId, id, visitIds, by)),
  withdraw: (receiptCode, confirmed) => erasing(() => withdrawByReceipt(parts, receiptCode, confirmed)),
  findByKey: (key) => searchByKey(parts, null, key),
  eraseByKey: (key) => eraseByKey(parts, key),
});
