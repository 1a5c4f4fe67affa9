import { Button } from '@mantine/core';
import { IconDownload, IconExternalLink } from '@tabler/icons-react';
import type { Venue } from '#shared/contract/portal-api.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './poster.module.css';
import { type PosterLanguage, posterHref } from './poster-link.ts';
import { PosterPreview } from './poster-preview.tsx';

/** One entrance's poster: how it looks, what it is called, and the file. */
export function PosterCard(props: {
  readonly venue: Venue;
  readonly entrance: Venue['entrances'][number];
  readonly language: PosterLanguage;
}) {
  const { venue, entrance, language } = props;
  const { t } = useLanguage();
  const me = useMe().data;
  const mayPrint = me ? canManage(me) : false;
  return (
    <Panel className={classes['card']}>
      <div className={classes['preview']}>
        <PosterPreview
          venueName={venue.name}
          entranceName={entrance.name}
          url={entrance.posterUrl}
          serial={entrance.serial}
          language={language}
        />
      </div>
      <div className={classes['facts']}>
        <h2>{entrance.name}</h2>
        <dl>
          <dt>{t('posters.serial')}</dt>
          <dd className={classes['serial']}>{entrance.serial}</dd>
          <dt>{t('posters.address')}</dt>
          <dd>
            <a href={entrance.posterUrl} target="_blank" rel="noreferrer">
              <span>{new URL(entrance.posterUrl).host}</span>
              <IconExternalLink aria-hidden size={16} />
              <span className="visually-hidden">{t('posters.openAddress')}</span>
            </a>
          </dd>
        </dl>
        {mayPrint && (
          <Button
            component="a"
            href={posterHref(entrance.id, language)}
            download
            size="lg"
            aria-label={t('posters.downloadFor', { entrance: entrance.name })}
            leftSection={<IconDownload aria-hidden size={22} />}
          >
            {t('posters.download')}
          </Button>
        )}
      </div>
    </Panel>
  );
}
