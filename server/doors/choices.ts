import { type KioskChoices, kioskChoicesSchema } from '#shared/contract/kiosk-settings.ts';
import type { DoorSettings } from '#shared/contract/portal-door.ts';
import type { LocalTime } from '#shared/domain/local-time.ts';
import type { ClosingBy } from '#shared/domain/visit-end.ts';

export type VenueChoices = DoorSettings['choices'];

/** What a new venue starts with, where the schema knows no default. */
const STARTING_CHOICES: Partial<KioskChoices> = {
  skipDeclaredToday: true,
  askPhoneAfterCode: true,
  idleTimeoutMs: 30_000,
  resultMs: 4_000,
};

/** As a venue keeps its choices: those that the server itself goes by in columns, the others as JSON. */
export interface StoredChoices {
  readonly duplicateWindowMs: number;
  readonly maxStayMs: number;
  readonly closesAt: LocalTime | null;
  readonly closingBy: ClosingBy | null;
  readonly choicesJson: string;
}

const venueChoicesSchema = kioskChoicesSchema.omit({ mode: true });

export function readChoices({ choicesJson, closingBy, ...columns }: StoredChoices): VenueChoices {
  const chosen = closingBy === null ? columns : { ...columns, closingBy };
  return venueChoicesSchema.parse({ ...STARTING_CHOICES, ...JSON.parse(choicesJson), ...chosen });
}

export function storeChoices(choices: VenueChoices): StoredChoices {
  const { duplicateWindowMs, maxStayMs, closesAt, closingBy, ...others } = choices;
  return { duplicateWindowMs, maxStayMs, closesAt, closingBy, choicesJson: JSON.stringify(others) };
}
