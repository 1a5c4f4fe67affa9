import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconFiles } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import type { PosterStudio } from '#shared/contract/portal-posters.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import { isPublicHttpsUrl } from '#shared/domain/public-url.ts';
import { usePosterChecks, usePosterStudio } from '../../api/posters.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { describeFormat } from './describe-format.ts';
import { DoorsPanel } from './doors-panel.tsx';
import { EntrancePicker } from './entrance-picker.tsx';
import { FormatPicker } from './format-picker.tsx';
import { LogoField } from './logo-field.tsx';
import { LookControls } from './look-controls.tsx';
import { pictureVersion } from './picture-version.ts';
import { PlacementTips } from './placement-tips.tsx';
import { PreflightPanel } from './preflight-panel.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { PrintActions } from './print-actions.tsx';
import { ScanNow } from './scan-now.tsx';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';
import { type Done, UndoBar } from './undo-bar.tsx';
import { type Choices, useChoices } from './use-choices.ts';

export default function StudioPage() {
  const t = useStudioText();
  const app = useLanguage().t;
  const venueId = useVenueId();
  const me = useMe().data;
  const mayManage = me ? canManage(me) : false;
  return (
    <div className={classes['page']}>
      <div className={classes['top']}>
        <div>
          <h2>{t('title')}</h2>
          <p className={classes['hint']}>{t('intro')}</p>
        </div>
        {mayManage && (
          <Button
            component={Link}
            to={`/venues/posters?venue=${venueId}`}
            variant="default"
            leftSection={<IconFiles aria-hidden size={20} />}
          >
            {t('many.open')}
          </Button>
        )}
      </div>
      <Loaded query={usePosterStudio(venueId)} lines={8}>
        {(studio) =>
          studio.entrances.length === 0 ? (
            <Notice tone="info">{app('posters.empty')}</Notice>
          ) : (
            <Studio key={venueId} venueId={venueId} studio={studio} mayManage={mayManage} />
          )
        }
      </Loaded>
    </div>
  );
}

interface StudioProps {
  readonly venueId: VenueId;
  readonly studio: PosterStudio;
  readonly mayManage: boolean;
}

function Studio({ venueId, studio, mayManage }: StudioProps) {
  const t = useStudioText();
  const look = useChoices(venueId, studio.choices, mayManage);
  const [left, setLeft] = useState<readonly EntranceId[]>([]);
  const [done, setDone] = useState<Done | null>(null);
  const forget = useCallback(() => setDone(null), []);
  const chosen = studio.entrances.filter(({ entranceId }) => !left.includes(entranceId));
  return (
    <>
      {studio.entrances.some(({ posterUrl }) => !isPublicHttpsUrl(posterUrl)) && (
        <Notice tone="warn">{t('demoNote')}</Notice>
      )}
      <div className={classes['studio']}>
        <Press venueId={venueId} studio={studio} look={look} chosen={chosen} mayManage={mayManage} />
        <div className={classes['controls']}>
          {mayManage && <UndoRedo look={look} />}
          {studio.entrances.length > 1 && (
            <Panel>
              <EntrancePicker
                entrances={studio.entrances}
                chosen={chosen.map(({ entranceId }) => entranceId)}
                onChange={(ids) =>
                  setLeft(studio.entrances.map(({ entranceId }) => entranceId).filter((id) => !ids.includes(id)))
                }
              />
            </Panel>
          )}
          <Panel title={t('format.legend')}>
            <FormatPicker value={look.choices.format} onChange={(format) => look.change({ format })} />
          </Panel>
          <Panel title={t('look.title')}>
            <LookControls choices={look.choices} onChange={look.change} />
          </Panel>
          {mayManage && (
            <Panel title={t('logo.title')}>
              <LogoField
                logo={studio.logo}
                shown={look.choices.logo}
                onShow={(logo) => look.change({ logo })}
                onDone={setDone}
              />
            </Panel>
          )}
        </div>
      </div>
      <ScanNow entrances={studio.entrances} />
      <DoorsPanel venueId={venueId} studio={studio} choices={look.choices} mayManage={mayManage} onDone={setDone} />
      <PlacementTips />
      <UndoBar done={done} onGone={forget} />
    </>
  );
}

function UndoRedo({ look }: { readonly look: Choices }) {
  const t = useStudioText();
  return (
    <div className={classes['row']}>
      <Button
        variant="default"
        size="sm"
        disabled={!look.undo}
        leftSection={<IconArrowBackUp aria-hidden size={18} />}
        onClick={() => look.undo?.()}
      >
        {t('undo')}
      </Button>
      <Button
        variant="default"
        size="sm"
        disabled={!look.redo}
        leftSection={<IconArrowForwardUp aria-hidden size={18} />}
        onClick={() => look.redo?.()}
      >
        {t('redo')}
      </Button>
    </div>
  );
}

/** What will come out, whether it may, and the buttons. */
function Press(props: StudioProps & { readonly look: Choices; readonly chosen: PosterStudio['entrances'] }) {
  const { venueId, studio, look, chosen, mayManage } = props;
  const t = useStudioText();
  const { language } = useLanguage();
  const { choices } = look;
  const ids = chosen.map(({ entranceId }) => entranceId);
  const version = chosen.map((entrance) => pictureVersion(studio, entrance)).join();
  const checks = usePosterChecks(venueId, ids, choices, version);
  const passed = checks.data?.every(({ preflight }) => preflight.faults.length === 0) ?? false;
  return (
    <div className={classes['press']}>
      <PreviewPanel studio={studio} entrances={chosen.length > 0 ? chosen : studio.entrances} choices={choices} />
      <p className={classes['facts']}>
        <strong>{t(`format.names.${choices.format}`)}</strong> ·{' '}
        {describeFormat(t, choices.format, language).join(' · ')}
      </p>
      {ids.length > 0 && <PreflightPanel venueId={venueId} query={checks} entrances={studio.entrances} />}
      {mayManage && (
        <PrintActions
          venueId={venueId}
          entranceIds={ids}
          choices={choices}
          version={String(studio.logo?.uploadedAt ?? 0)}
          passed={passed}
        />
      )}
    </div>
  );
}
