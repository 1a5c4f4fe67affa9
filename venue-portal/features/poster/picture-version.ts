import type { EntrancePoster, PosterStudio } from '#shared/contract/portal-posters.ts';

/** Changes with what a picture shows beside the choices: the code, the logo. */
export const pictureVersion = (
  { logo }: Pick<PosterStudio, 'logo'>,
  { serial }: Pick<EntrancePoster, 'serial'>,
): string => `${serial}.${logo?.uploadedAt ?? 0}`;
