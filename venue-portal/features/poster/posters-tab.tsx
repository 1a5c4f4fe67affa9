import { useState } from 'react';
import { isPublicHttpsUrl } from '#shared/domain/public-url.ts';
import { useVenue } from '../../api/venues.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { PlacementTips } from './placement-tips.tsx';
import classes from './poster.module.css';
import { PosterCard } from './poster-card.tsx';
import { PosterLanguagePicker } from './poster-language-picker.tsx';
import type { PosterLanguage } from './poster-link.ts';

export default function PostersTab() {
  const { t } = useLanguage();
  const [language, setLanguage] = useState<PosterLanguage>('both');
  return (
    <Loaded query={useVenue(useVenueId())}>
      {(venue) => (
        <div className={classes['page']}>
          <div className={classes['top']}>
            <div>
              <h2>{t('posters.title')}</h2>
              <p className={classes['soft']}>{t('posters.intro')}</p>
            </div>
            <PosterLanguagePicker value={language} onChange={setLanguage} />
          </div>
          {venue.entrances.some(({ posterUrl }) => !isPublicHttpsUrl(posterUrl)) && (
            <Notice tone="warn">{t('posters.demoNote')}</Notice>
          )}
          <div className={classes['grid']}>
            {venue.entrances.map((entrance) => (
              <PosterCard key={entrance.id} venue={venue} entrance={entrance} language={language} />
            ))}
          </div>
          <PlacementTips />
        </div>
      )}
    </Loaded>
  );
}
