import { Button } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type PosterChoices, posterChoicesSchema } from '#shared/contract/portal-posters.ts';
import { type VenueId, venueIdSchema } from '#shared/domain/ids.ts';
import { startPosterJob, usePosterStudio } from '../../api/posters.ts';
import { failureOf } from '../../api/problem-error.ts';
import { canManage } from '../../api/session.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Segments } from '../../ui/form/segments.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OnlyFor } from '../../ui/only-for.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { readStored, writeStored } from '../../ui/stored.ts';
import { BulkPreview } from './bulk-preview.tsx';
import { BulkProgress } from './bulk-progress.tsx';
import { FormatPicker } from './format-picker.tsx';
import { LookControls } from './look-controls.tsx';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';
import { type Chosen, VenueChooser } from './venue-chooser.tsx';

/** A job goes on while its page is closed. */
const JOB_KEY = 'venue-portal.poster-job';
const FILES = ['pdf', 'zip'] as const;

export default function BulkPage() {
  const t = useStudioText();
  const app = useLanguage().t;
  const [params] = useSearchParams();
  const from = venueIdSchema.safeParse(params.get('venue')).data ?? null;
  return (
    <div className={classes['page']}>
      <BackLink to={from ? `/venues/${from}/posters` : '/venues'}>{from ? t('title') : app('venues.all')}</BackLink>
      <div>
        <PageHeading title={t('bulk.title')} />
        <p className={classes['hint']}>{t('bulk.intro')}</p>
      </div>
      <OnlyFor may={canManage}>
        {from ? <FromVenue venueId={from} /> : <Bulk choices={posterChoicesSchema.parse({})} />}
      </OnlyFor>
    </div>
  );
}

/** Begins with the look of the venue one comes from. */
function FromVenue({ venueId }: { readonly venueId: VenueId }) {
  return <Loaded query={usePosterStudio(venueId)}>{(studio) => <Bulk choices={studio.choices} />}</Loaded>;
}

function readJob(): string | null {
  const stored = readStored(sessionStorage, JOB_KEY);
  return typeof stored === 'string' ? stored : null;
}

function Bulk(props: { readonly choices: PosterChoices }) {
  const [job, setJob] = useState(readJob);
  const keep = (id: string | null): void => {
    writeStored(sessionStorage, JOB_KEY, id);
    setJob(id);
  };
  return job === null ? (
    <Order initial={props.choices} onStarted={keep} />
  ) : (
    <BulkProgress id={job} onAgain={() => keep(null)} />
  );
}

function Order(props: { readonly initial: PosterChoices; readonly onStarted: (id: string) => void }) {
  const t = useStudioText();
  const app = useLanguage().t;
  const [choices, setChoices] = useState(props.initial);
  const [chosen, setChosen] = useState<Chosen>({ kind: 'all' });
  const [file, setFile] = useState<(typeof FILES)[number]>('pdf');
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const change = (part: Partial<PosterChoices>): void => setChoices((before) => ({ ...before, ...part }));
  const venueIds = chosen.kind === 'all' ? null : [...chosen.venues.keys()];
  const isNone = chosen.kind === 'some' && chosen.venues.size === 0;
  const start = async (): Promise<void> => {
    setState({ busy: true, problem: null });
    try {
      props.onStarted((await startPosterJob({ venueIds, choices, file })).id);
    } catch (error) {
      setState({ busy: false, problem: app(problemKey(failureOf(error))) });
    }
  };
  return (
    <div className={classes['studio']} data-bulk>
      <div className={classes['press']}>
        <VenueChooser chosen={chosen} onChange={setChosen} />
        <BulkPreview venueIds={venueIds} choices={choices} />
        <Panel>
          <Segments
            legend={t('bulk.file')}
            value={file}
            onChange={setFile}
            options={FILES.map((value) => ({ value, label: t(`bulk.files.${value}`) }))}
          />
          {state.problem && (
            <Notice tone="stop" live>
              {state.problem}
            </Notice>
          )}
          <div className={classes['row']}>
            <Button
              size="lg"
              disabled={isNone}
              loading={state.busy}
              leftSection={<IconFileZip aria-hidden size={22} />}
              onClick={() => void start()}
            >
              {t('bulk.start')}
            </Button>
            {isNone && <span className={classes['hint']}>{t('bulk.noneChosen')}</span>}
          </div>
        </Panel>
      </div>
      <div className={classes['controls']}>
        <Panel title={t('format.legend')}>
          <FormatPicker value={choices.format} onChange={(format) => change({ format })} />
        </Panel>
        <Panel title={t('look.title')}>
          <LookControls choices={choices} onChange={change} />
        </Panel>
      </div>
    </div>
  );
}
