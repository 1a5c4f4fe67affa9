import type { AuditActor, AuditRow } from '../contract/portal-audit.ts';
import type { rightsVi } from './rights.vi.ts';
import type { Translate } from './translator.ts';

type RightsText = Translate<typeof rightsVi>;
type Key = Parameters<RightsText>[0];

/** The sentence, or, for an act that a newer server knows, its code. */
export function actionText(t: RightsText, action: string): string {
  const key = `audit.actions.${action}`;
  const text = t(key as Key);
  return text === key ? action : text;
}

export function actorText(t: RightsText, { kind, name }: AuditActor): string {
  if (kind === 'person') return name ?? t('audit.actors.gone');
  return name === null || name === '' ? t(`audit.actors.${kind}`) : `${t(`audit.actors.${kind}`)} ${name}`;
}

export function subjectText(t: RightsText, { kind, name }: AuditRow['subject']): string {
  const key = `audit.subjects.${kind}`;
  const word = t(key as Key);
  if (word === key) return name ?? '';
  return name === null ? word : `${word} ${name}`;
}

export function factText(t: RightsText, { key, value }: AuditRow['facts'][number]): string {
  const word = t(`audit.facts.${key}` as Key);
  const label = word === `audit.facts.${key}` ? key : word;
  if (typeof value === 'boolean') return `${label}: ${value ? t('audit.yes') : t('audit.no')}`;
  if (typeof value !== 'string') return `${label}: ${value ?? '–'}`;
  // What was changed is a list by commas.
  return `${label}: ${value
    .split(',')
    .map((each) => valueText(t, each))
    .join(', ')}`;
}

function valueText(t: RightsText, value: string): string {
  const said = t(`audit.values.${value}` as Key);
  return said === `audit.values.${value}` ? value : said;
}
