import { Button } from '@mantine/core';
import { IconCircleCheck, IconDeviceTablet } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Venue } from '#shared/contract/portal-api.ts';
import { isPublicHttpsUrl } from '#shared/domain/public-url.ts';
import { useVenue } from '../../api/venues.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { PlacementTips } from './placement-tips.tsx';
import classes from './poster.module.css';
import { PosterCard } from './poster-card.tsx';
import { PosterLanguagePicker } from './poster-language-picker.tsx';
import type { PosterLanguage } from './poster-link.ts';

/** The end of registration: it worked, here is the poster, this comes next. */
export default function ReadyPage() {
  const { t } = useLanguage();
  const [language, setLanguage] = useState<PosterLanguage>('both');
  return (
    <Loaded query={useVenue(useVenueId())}>
      {(venue) => (
        <div className={classes['page']}>
          <Confirmation venue={venue} />
          {venue.entrances.some(({ posterUrl }) => !isPublicHttpsUrl(posterUrl)) && (
            <Notice tone="warn">{t('posters.demoNote')}</Notice>
          )}
          <div className={classes['top']}>
            <h2>{t('posters.printTitle')}</h2>
            <PosterLanguagePicker value={language} onChange={setLanguage} />
          </div>
          <div className={classes['grid']}>
            {venue.entrances.map((entrance) => (
              <PosterCard key={entrance.id} venue={venue} entrance={entrance} language={language} />
            ))}
          </div>
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
        <strong>{serials.join(' · ')}</strong>
      </p>
    </section>
  );
}
