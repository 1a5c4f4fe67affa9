import { Button } from '@mantine/core';
import { IconDownload, IconExternalLink } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { EntrancePoster, PosterStudio } from '#shared/contract/portal-posters.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { posterFileHref, usePosterChecks } from '../../api/posters.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import { pictureVersion } from './picture-version.ts';
import classes from './poster.module.css';
import { PosterPicture } from './poster-picture.tsx';
import { PreflightPanel } from './preflight-panel.tsx';

/** When the server has sent a download it has counted it. */
const COUNTED_MS = 1_500;

/** One entrance's poster at the end of registration: how it looks, what it is called, and the file. */
export function PosterCard(props: {
  readonly venueId: VenueId;
  readonly studio: PosterStudio;
  readonly entrance: EntrancePoster;
}) {
  const { venueId, studio, entrance } = props;
  const { t } = useLanguage();
  const client = useQueryClient();
  const me = useMe().data;
  const mayPrint = me ? canManage(me) : false;
  const { entranceId, entranceName, serial, posterUrl } = entrance;
  const version = pictureVersion(studio, entrance);
  const checks = usePosterChecks(venueId, [entranceId], studio.choices, version);
  const isFaulty = checks.data?.some(({ preflight }) => preflight.faults.length > 0) ?? false;
  const onPress = (): void =>
    void setTimeout(() => void client.invalidateQueries({ queryKey: queryKeys.posters(venueId) }), COUNTED_MS);
  return (
    <Panel className={classes['card']}>
      <div className={classes['preview']}>
        <PosterPicture
          entranceId={entranceId}
          entranceName={entranceName}
          choices={studio.choices}
          page={1}
          version={version}
        />
      </div>
      <div className={classes['facts']}>
        <h2>{entranceName}</h2>
        <dl>
          <dt>{t('posters.serial')}</dt>
          <dd className={classes['serial']}>{serial}</dd>
          <dt>{t('posters.address')}</dt>
          <dd>
            <a href={`${posterUrl}#look`} target="_blank" rel="noreferrer">
              <span>{new URL(posterUrl).host}</span>
              <IconExternalLink aria-hidden size={16} />
              <span className="visually-hidden">{t('posters.openAddress')}</span>
            </a>
          </dd>
        </dl>
        {isFaulty && <PreflightPanel venueId={venueId} query={checks} entrances={[entrance]} />}
        {mayPrint && !isFaulty && (
          <Button
            component="a"
            href={posterFileHref(entranceId, studio.choices, 'pdf')}
            download
            size="lg"
            aria-label={t('posters.downloadFor', { entrance: entranceName })}
            leftSection={<IconDownload aria-hidden size={22} />}
            onClick={onPress}
          >
            {t('posters.download')}
          </Button>
        )}
      </div>
    </Panel>
  );
}
