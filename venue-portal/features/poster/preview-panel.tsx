import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { EntrancePoster, PosterChoices, PosterStudio } from '#shared/contract/portal-posters.ts';
import { POSTER_FORMATS } from '#shared/contract/poster-options.ts';
import { Segments } from '../../ui/form/segments.tsx';
import { pictureVersion } from './picture-version.ts';
import { PosterPicture } from './poster-picture.tsx';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';

type Side = '1' | '2';

/** The poster of one of the chosen entrances at a time, and both sides of what has two. */
export function PreviewPanel(props: {
  readonly studio: Pick<PosterStudio, 'logo'>;
  readonly entrances: ReadonlyArray<Pick<EntrancePoster, 'entranceId' | 'entranceName' | 'serial'>>;
  readonly choices: PosterChoices;
}) {
  const { studio, entrances, choices } = props;
  const t = useStudioText();
  const [index, setIndex] = useState(0);
  const [side, setSide] = useState<Side>('1');
  const { pages } = POSTER_FORMATS[choices.format];
  const at = Math.min(index, entrances.length - 1);
  const entrance = entrances[at];
  if (!entrance) return null;
  const turn = (by: number): void => setIndex((at + by + entrances.length) % entrances.length);
  return (
    <div className={classes['preview']}>
      <PosterPicture
        entranceId={entrance.entranceId}
        entranceName={entrance.entranceName}
        choices={choices}
        page={pages > 1 ? Number(side) : 1}
        version={pictureVersion(studio, entrance)}
      />
      {entrances.length > 1 && (
        <div className={classes['turn']}>
          <ActionIcon variant="default" size="lg" aria-label={t('which.previous')} onClick={() => turn(-1)}>
            <IconChevronLeft aria-hidden size={20} />
          </ActionIcon>
          <span aria-live="polite">{t('which.shown', { entrance: entrance.entranceName })}</span>
          <ActionIcon variant="default" size="lg" aria-label={t('which.next')} onClick={() => turn(1)}>
            <IconChevronRight aria-hidden size={20} />
          </ActionIcon>
        </div>
      )}
      {pages > 1 && (
        <Segments<Side>
          legend={t('format.bothSides')}
          value={side}
          onChange={setSide}
          options={(['1', '2'] as const).map((value) => ({ value, label: t('which.page', { page: value }) }))}
        />
      )}
    </div>
  );
}
