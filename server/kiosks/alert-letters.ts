import type { OrganisationId } from '#shared/domain/ids.ts';
import { wallClockText } from '#shared/domain/zoned-time.ts';
import { alertMailEn } from '#shared/i18n/alert-mail.en.ts';
import { alertMailVi } from '#shared/i18n/alert-mail.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import type { Mailer } from '../mail/service.ts';
import type { Store } from '../store/access.ts';
import { type AlertEvent, findOrganisationName, listAddressees } from './alert-store.ts';
import type { FoundKiosk } from './reader.ts';

export interface LetterItem {
  readonly event: AlertEvent;
  readonly place: FoundKiosk;
  readonly isOver: boolean;
}

interface LetterParts {
  readonly store: Store;
  readonly timeZone: string;
  readonly publicOrigin: () => string;
  readonly onProblem: (error: unknown) => void;
}

const translators = createTranslators(alertMailVi, alertMailEn);
type Words = (typeof translators)['vi'];

/** One letter to each owner and manager about all that is new. @returns whether the mail server took one at least. */
export async function sendAlertLetters(
  { store, timeZone, publicOrigin, onProblem }: LetterParts,
  mailer: Mailer,
  organisationId: OrganisationId,
  items: readonly LetterItem[],
): Promise<boolean> {
  const organisation = await findOrganisationName(store.read, organisationId);
  const url = `${publicOrigin()}/fleet`;
  let arrived = false;
  for (const { email, language } of await listAddressees(store.read, organisationId)) {
    const t = translators[language];
    const { subject, lists } = describe(items, organisation, timeZone, t);
    try {
      // oxlint-disable-next-line no-await-in-loop
      await mailer.send({ to: email, subject, text: t('text', { lists, url }) });
      arrived = true;
    } catch (error) {
      onProblem(error);
    }
  }
  return arrived;
}

function describe(items: readonly LetterItem[], organisation: string, timeZone: string, t: Words) {
  const [began, over] = [items.filter(({ isOver }) => !isOver), items.filter(({ isOver }) => isOver)];
  const lineOf = ({ event, place }: LetterItem): string =>
    t('line', {
      kiosk: place.kiosk.name ?? place.kiosk.entranceName,
      venue: place.venueName,
      what: t(`what.${event.alert}`),
      time: wallClockText(event.beganAt, timeZone).slice(0, 16),
    });
  const list = (title: string, some: readonly LetterItem[]): string[] =>
    some.length === 0 ? [] : [[title, ...some.map(lineOf)].join('\n')];
  const count = new Set(began.map(({ event }) => event.kioskId)).size;
  return {
    subject: count > 0 ? t('subject', { count, organisation }) : t('subjectOver', { organisation }),
    lists: [...list(t('began'), began), ...list(t('over'), over)].join('\n\n'),
  };
}
