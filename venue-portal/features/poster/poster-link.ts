import type { z } from 'zod';
import type { posterQuerySchema } from '#shared/contract/portal-api.ts';
import type { EntranceId } from '#shared/domain/ids.ts';
import { apiPath } from '../../api/client.ts';

export type PosterLanguage = z.infer<typeof posterQuerySchema>['language'];

/** Where an entrance's poster is made; a plain download, so the browser shows its own progress. */
export const posterHref = (entranceId: EntranceId, language: PosterLanguage): string =>
  apiPath(`/entrances/${entranceId}/poster.pdf`, { language });
