import type { Declaration, DeclarationSource } from '#shared/contract/portal-settings.ts';
import { questionSetSchema } from '#shared/domain/declaration.ts';
import {
  checkDraft,
  type DeclarationDraft,
  type DraftProblem,
  declarationDraftSchema,
  toQuestionSet,
} from '#shared/domain/declaration-draft.ts';
import type { AccountId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Readable, Store } from '../store/access.ts';
import {
  type CurrentSet,
  type DeclarationScope,
  findCurrentSet,
  findDraft,
  findHighestVersion,
  findOrganisationOfVenue,
  listVenuesWithOwn,
  listVersions,
} from './reader.ts';
import { deleteDraft, insertSet, retireSets, saveDraft } from './transactor.ts';

export type { DeclarationScope } from './reader.ts';

/** Below are the versions of the sets that come with the program, those of later programs too. */
const FIRST_OWN_VERSION = 1_000;
/** 31 bits last from then until 2094. */
const VERSIONS_SINCE = Date.UTC(2026, 0, 1);

export type PublicationProblem = 'conflict' | readonly DraftProblem[];

/** Writing a declaration of one's own, for an organisation or for one of its venues. */
export interface DeclarationEditor {
  view(scope: DeclarationScope): Promise<Declaration>;
  /** null when there is no such venue. */
  scopeOfVenue(venueId: VenueId): Promise<DeclarationScope | null>;
  /** @param revision what the writer began from; somebody else saved since: `conflict`. */
  save(
    scope: DeclarationScope,
    content: DeclarationDraft,
    revision: number,
    by: AccountId,
  ): Promise<Result<{ readonly revision: number; readonly savedAt: Instant }, 'conflict'>>;
  discard(scope: DeclarationScope): Promise<void>;
  /** The draft becomes the next version; kiosks have it with their next exchange, and finish what they began by the old one. */
  publish(scope: DeclarationScope, revision: number, by: AccountId): Promise<Result<Declaration, PublicationProblem>>;
  /** Gives up what is the scope's own: a venue then asks as its organisation does, an organisation what comes with the program. */
  follow(scope: DeclarationScope, by: AccountId): Promise<Declaration>;
}

interface EditorParts {
  readonly store: Store;
  readonly clock: Clock;
}

export function createDeclarationEditor(parts: EditorParts): DeclarationEditor {
  const { store, clock } = parts;
  return {
    view: (scope) => viewDeclaration(store.read, scope),
    async scopeOfVenue(venueId) {
      const organisationId = await findOrganisationOfVenue(store.read, venueId);
      return organisationId ? { organisationId, venueId } : null;
    },
    save: (scope, content, revision, by) =>
      store.transact(async (tx) => {
        const id = draftIdOf(scope);
        const before = await findDraft(tx, id);
        if ((before?.revision ?? 0) !== revision) return err('conflict');
        const saved = { revision: revision + 1, savedAt: clock.now() };
        const { organisationId } = scope;
        await saveDraft(tx, { id, organisationId, content, revision: saved.revision, at: saved.savedAt, by });
        return ok(saved);
      }),
    discard: (scope) => store.transact((tx) => deleteDraft(tx, draftIdOf(scope))),
    publish: (scope, revision, by) => publish(parts, scope, revision, by),
    async follow(scope, by) {
      await store.transact(async (tx) => {
        await retireSets(tx, scope, clock.now());
        await deleteDraft(tx, draftIdOf(scope));
        await recordAudit(tx, { at: clock.now(), actor: by, action: 'declaration.followed', ...subjectOf(scope) });
      });
      return viewDeclaration(store.read, scope);
    },
  };
}

const draftIdOf = ({ organisationId, venueId }: DeclarationScope): string => venueId ?? organisationId;

const subjectOf = ({ organisationId, venueId }: DeclarationScope) => ({
  organisationId,
  subject: venueId === null ? `organisation:${organisationId}` : `venue:${venueId}`,
});

async function publish(
  { store, clock }: EditorParts,
  scope: DeclarationScope,
  revision: number,
  by: AccountId,
): Promise<Result<Declaration, PublicationProblem>> {
  const published = await store.transact(async (tx): Promise<Result<void, PublicationProblem>> => {
    const draft = await findDraft(tx, draftIdOf(scope));
    if (!draft || draft.revision !== revision) return err('conflict');
    const content = parseDraft(draft.json);
    const problems = checkDraft(content);
    if (problems.length > 0) return err(problems);
    const before = questionSetSchema.parse(JSON.parse((await requireCurrent(tx, scope)).json));
    const at = clock.now();
    const version = nextVersion(await findHighestVersion(tx), at);
    await insertSet(tx, toQuestionSet(content, version, before), scope, by, at);
    await deleteDraft(tx, draftIdOf(scope));
    const details = { version, questions: content.questions.length };
    await recordAudit(tx, { at, actor: by, action: 'declaration.published', ...subjectOf(scope), details });
    return ok(undefined);
  });
  return published.ok ? ok(await viewDeclaration(store.read, scope)) : published;
}

/**
 * A number that was never given out, not even by a database of which only an older backup is left: kiosks and visits of
 * meanwhile know it by other questions. So it counts the seconds of a clock, and not what is in the table alone.
 */
const nextVersion = (highest: number, at: Instant): number =>
  Math.max(FIRST_OWN_VERSION, highest + 1, Math.floor((at - VERSIONS_SINCE) / 1_000));

const parseDraft = (json: string): DeclarationDraft => declarationDraftSchema.parse(JSON.parse(json));

async function requireCurrent(db: Readable, scope: DeclarationScope): Promise<CurrentSet> {
  const found = await findCurrentSet(db, scope);
  if (!found) throw new Error('no declaration was published: prepare() comes first');
  return found;
}

async function viewDeclaration(db: Readable, scope: DeclarationScope): Promise<Declaration> {
  const current = await requireCurrent(db, scope);
  const versions = await listVersions(db, scope);
  const draft = await findDraft(db, draftIdOf(scope));
  return {
    source: sourceOf(current),
    current: questionSetSchema.parse(JSON.parse(current.json)),
    draft: draft
      ? { content: parseDraft(draft.json), revision: draft.revision, savedAt: draft.savedAt, savedBy: draft.savedBy }
      : null,
    history: versions.map((version, index) => ({ ...version, number: index + 1 })).toReversed(),
    venuesWithOwn: scope.venueId === null ? await listVenuesWithOwn(db, scope.organisationId) : [],
  };
}

function sourceOf({ organisationId, venueId }: CurrentSet): DeclarationSource {
  if (venueId !== null) return 'venue';
  return organisationId === null ? 'standard' : 'organisation';
}
