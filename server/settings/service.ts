import type {
  OrganisationSettings,
  RetentionPreview,
  VenueRules,
  VenueRulesChanges,
} from '#shared/contract/portal-settings.ts';
import type { AccountId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { parseOpeningHours } from '#shared/domain/opening-hours.ts';
import { DEFAULT_RETENTION_DAYS, lastExpiredDay } from '#shared/domain/retention.ts';
import type { VisitEndRule } from '#shared/domain/visit-end.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Store, Writable } from '../store/access.ts';
import { countSealed, findOrganisation, findRules, type RulesRecord } from './reader.ts';
import { updateOrganisation, updateRules } from './transactor.ts';

/** What is kept how long and when a venue is open; what an organisation is called. */
export interface SettingsService {
  /** null when there is no such venue. */
  findRules(venueId: VenueId): Promise<VenueRules | null>;
  /** What is left out stays. A shorter time destroys with the next sweep, within the hour. */
  changeRules(venueId: VenueId, changes: VenueRulesChanges, by: AccountId): Promise<VenueRules | null>;
  /** How much of what is there now these days would destroy. */
  previewRetention(venueId: VenueId, days: Pick<VenueRules, 'contactDays' | 'healthDays'>): Promise<RetentionPreview>;
  findOrganisation(id: OrganisationId): Promise<OrganisationSettings | null>;
  changeOrganisation(
    id: OrganisationId,
    changes: { readonly name?: string | undefined; readonly language?: Language | undefined },
    by: AccountId,
  ): Promise<OrganisationSettings | null>;
}

interface SettingsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly canMail: boolean;
  readonly timeZone: string;
  /** Who is inside now goes by new hours too. */
  readonly replanEnds: (tx: Writable, venueId: VenueId, rule: VisitEndRule) => Promise<void>;
}

const viewRules = ({ contactDays, healthDays, hoursJson }: RulesRecord): VenueRules => ({
  contactDays: contactDays ?? DEFAULT_RETENTION_DAYS.contact,
  healthDays: healthDays ?? DEFAULT_RETENTION_DAYS.health,
  openingHours: parseOpeningHours(hoursJson),
});

export function createSettingsService(parts: SettingsParts): SettingsService {
  const { store, clock, canMail } = parts;
  async function viewOrganisation(id: OrganisationId): Promise<OrganisationSettings | null> {
    const found = await findOrganisation(store.read, id);
    return found ? { ...found, canMail } : null;
  }

  return {
    async findRules(venueId) {
      const rules = await findRules(store.read, venueId);
      return rules ? viewRules(rules) : null;
    },

    changeRules: (venueId, changes, by) => changeRules(parts, venueId, changes, by),

    async previewRetention(venueId, { contactDays, healthDays }) {
      const count = (dataClass: 'contact' | 'health', days: number) =>
        countSealed(store.read, venueId, dataClass, lastExpiredDay(clock.today(), days));
      const [contacts, healthAnswers] = [await count('contact', contactDays), await count('health', healthDays)];
      return { contacts, healthAnswers };
    },

    findOrganisation: viewOrganisation,

    async changeOrganisation(id, { name, language }, by) {
      await store.transact(async (tx) => {
        await updateOrganisation(tx, id, { ...(name !== undefined && { name }), ...(language && { language }) });
        const changed = Object.entries({ name, language }).flatMap(([key, value]) =>
          value === undefined ? [] : [key],
        );
        const act = { at: clock.now(), actor: by, action: 'organisation.changed' } as const;
        const details = { changed: changed.join() };
        await recordAudit(tx, { ...act, organisationId: id, subject: `organisation:${id}`, details });
      });
      return viewOrganisation(id);
    },
  };
}

async function changeRules(
  { store, clock, timeZone, replanEnds }: SettingsParts,
  venueId: VenueId,
  changes: VenueRulesChanges,
  by: AccountId,
): Promise<VenueRules | null> {
  return store.transact(async (tx) => {
    const found = await findRules(tx, venueId);
    if (!found) return null;
    const before = viewRules(found);
    const after = {
      contactDays: changes.contactDays ?? before.contactDays,
      healthDays: changes.healthDays ?? before.healthDays,
      openingHours: changes.openingHours === undefined ? before.openingHours : changes.openingHours,
    };
    await updateRules(tx, venueId, after);
    const { contactDays, healthDays, openingHours } = after;
    if (found.closingBy === 'hours' && changes.openingHours !== undefined) {
      const { maxStayMs, closesAt, closingBy } = found;
      await replanEnds(tx, venueId, { maxStayMs, closesAt, closingBy, openingHours, timeZone });
    }
    await recordAudit(tx, {
      at: clock.now(),
      actor: by,
      action: 'venue.rules-changed',
      organisationId: found.organisationId,
      subject: `venue:${venueId}`,
      details: { changed: Object.keys(changes).join(), contactDays, healthDays },
    });
    return after;
  });
}
