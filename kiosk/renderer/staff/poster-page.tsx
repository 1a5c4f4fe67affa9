import { IconPhotoScan } from '@tabler/icons-react';
import { useKiosk } from '../link/kiosk-link.tsx';
import { EmptyPage } from './empty-page.tsx';
import type { PageProps } from './page-props.ts';
import { ToneBadge } from './tone-note.tsx';

const TONES = {
  current: 'good',
  'other-entrance': 'amber',
  'not-a-poster': 'amber',
  retired: 'bad',
  foreign: 'bad',
} as const;

/** Whether the poster on the wall is ours and current, or somebody else's. */
export function PosterPage({ page }: PageProps<'poster'>) {
  const { t } = useKiosk();
  const { result, entranceName } = page;
  if (result === null) {
    return <EmptyPage icon={IconPhotoScan} title={t('staff.poster.ask')} text={t('staff.poster.hint')} />;
  }
  const tone = TONES[result];
  return (
    <div className={`poster-verdict poster-verdict--${tone}`}>
      <ToneBadge tone={tone} />
      <div role={tone === 'bad' ? 'alert' : 'status'}>
        <h2>{t(`staff.poster.${result}.title`)}</h2>
        {entranceName !== null && (
          <p className="poster-verdict__entrance">{t('staff.poster.entrance', { name: entranceName })}</p>
        )}
        <p>{t(`staff.poster.${result}.text`)}</p>
      </div>
      <p className="poster-verdict__again">{t('staff.poster.again')}</p>
    </div>
  );
}
