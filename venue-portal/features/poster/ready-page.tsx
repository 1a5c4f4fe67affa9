import { Button } from '@mantine/core';
import { IconCircleCheck, IconDeviceTablet, IconPalette } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Venue } from '#shared/contract/portal-api.ts';
import { isPublicHttpsUrl } from '#shared/domain/public-url.ts';
import { usePosterStudio } from '../../api/posters.ts';
import { useVenue } from '../../api/venues.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { PlacementTips } from './placement-tips.tsx';
import classes from './poster.module.css';
import { PosterCard } from './poster-card.tsx';
import { ScanNow } from './scan-now.tsx';
import { useStudioText } from './studio-text.ts';

/** The end of registration: it worked, here is the poster, this comes next. */
export default function ReadyPage() {
  const { t } = useLanguage();
  const studioText = useStudioText();
  const venueId = useVenueId();
  const studio = usePosterStudio(venueId);
  return (
    <Loaded query={useVenue(venueId)} heading={t('venues.title')}>
      {(venue) => (
        <div className={classes['page']}>
          <Confirmation venue={venue} />
          {venue.entrances.some(({ posterUrl }) => !isPublicHttpsUrl(posterUrl)) && (
            <Notice tone="warn">{t('posters.demoNote')}</Notice>
          )}
          <div className={classes['top']}>
            <h2>{t('posters.printTitle')}</h2>
            <Button
              component={Link}
              to={`/venues/${venueId}/posters`}
              variant="default"
              leftSection={<IconPalette aria-hidden size={20} />}
            >
              {studioText('ready.more')}
            </Button>
          </div>
          <p className={classes['soft']}>{studioText('ready.saved')}</p>
          <Loaded query={studio} lines={6}>
            {(known) => (
              <>
                <div className={classes['grid']}>
                  {known.entrances.map((entrance) => (
                    <PosterCard key={entrance.entranceId} venueId={venueId} studio={known} entrance={entrance} />
                  ))}
                </div>
                <ScanNow entrances={known.entrances} />
              </>
            )}
          </Loaded>
          <PlacementTips />
          <section className={classes['next']}>
            <IconDeviceTablet aria-hidden size={44} stroke={1.4} />
            <div>
              <h2>{t('posters.nextTitle')}</h2>
              <p>{t('posters.nextText')}</p>
            </div>
            <div className={classes['nextActions']}>
              <Button component={Link} to={`/venues/${venue.id}/kiosks`}>
                {t('posters.nextKiosk')}
              </Button>
              <Button component={Link} to={`/venues/${venue.id}`} variant="default">
                {t('posters.nextToday')}
              </Button>
            </div>
          </section>
        </div>
      )}
    </Loaded>
  );
}

function Confirmation({ venue }: { readonly venue: Venue }) {
  const { t } = useLanguage();
  const serials = venue.entrances.map(({ serial }) => serial);
  return (
    <section className={classes['done']}>
      <IconCircleCheck aria-hidden size={56} stroke={1.5} />
      <PageHeading title={t('posters.doneTitle')} />
      <p>{t('posters.doneText', { venue: venue.name })}</p>
      <p className={classes['reference']}>
        {t(serials.length === 1 ? 'posters.doneReference' : 'posters.doneReferences')}
        {serials.map((serial) => (
          <strong key={serial}>{serial}</strong>
        ))}
      </p>
    </section>
  );
}
