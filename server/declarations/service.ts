import { type QuestionSet, questionSetSchema } from '#shared/domain/declaration.ts';
import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Clock } from '../config/clock.ts';
import type { Store } from '../store/access.ts';
import { DEFAULT_QUESTION_SET, PASS_CONSENT } from './default-question-set.ts';
import { createDeclarationEditor, type DeclarationEditor } from './editor.ts';
import { findCurrentSet, findSetOfVersion } from './reader.ts';
import { insertStandardSet } from './transactor.ts';

export interface DeclarationService {
  /** Publishes the set that comes with the program, where the deployment has none of that version. */
  prepare(): Promise<void>;
  /** What a venue asks now; without one: what the organisation does. */
  findCurrent(organisationId: OrganisationId, venueId?: VenueId): Promise<QuestionSet>;
  /** A set once published, for a page that was opened before the change; null when the organisation never asked it. */
  findVersion(organisationId: OrganisationId, version: number): Promise<QuestionSet | null>;
  /** What a visitor agrees to before a pass is made. */
  readonly passConsent: QuestionSet['consent'];
  readonly editor: DeclarationEditor;
}

export interface DeclarationDependencies {
  readonly store: Store;
  readonly clock: Clock;
}

export function createDeclarationService({ store, clock }: DeclarationDependencies): DeclarationService {
  const parse = (json: string): QuestionSet => questionSetSchema.parse(JSON.parse(json));
  return {
    passConsent: PASS_CONSENT,
    editor: createDeclarationEditor({ store, clock }),
    async prepare() {
      if ((await findSetOfVersion(store.read, DEFAULT_QUESTION_SET.version, null)) !== undefined) return;
      await store.transact((tx) => insertStandardSet(tx, DEFAULT_QUESTION_SET, clock.now()));
    },
    async findCurrent(organisationId, venueId) {
      const found = await findCurrentSet(store.read, { organisationId, venueId: venueId ?? null });
      if (found === undefined) throw new Error('no declaration was published: prepare() comes first');
      return parse(found.json);
    },
    async findVersion(organisationId, version) {
      const json = await findSetOfVersion(store.read, version, organisationId);
      return json === undefined ? null : parse(json);
    },
  };
}
