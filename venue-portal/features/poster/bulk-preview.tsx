import type { PosterChoices, PosterSample } from '#shared/contract/portal-posters.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { usePosterChecks, usePosterSamples } from '../../api/posters.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Bones, LoadFailure } from '../../ui/load-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { describeFormat } from './describe-format.ts';
import { pictureVersion } from './picture-version.ts';
import { PreflightPanel } from './preflight-panel.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';

/** The first of many posters and the one with the longest names, drawn and checked before thousands are. */
export function BulkPreview(props: { readonly venueIds: readonly VenueId[] | null; readonly choices: PosterChoices }) {
  const { venueIds, choices } = props;
  const t = useStudioText();
  const { language, format } = useLanguage();
  const query = usePosterSamples(venueIds);
  if (venueIds?.length === 0) return null;
  if (query.isError) return <LoadFailure error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Bones lines={8} />;
  const { first, longest, logo, posters } = query.data;
  if (!first) return null;
  const samples = longest ? [first, longest] : [first];
  return (
    <Panel title={t('bulk.preview')}>
      <PreviewPanel studio={{ logo }} entrances={samples.map(nameWhole)} choices={choices} />
      <p className={classes['facts']}>
        <strong>{t(`format.names.${choices.format}`)}</strong> ·{' '}
        {describeFormat(t, choices.format, language).join(' · ')}
      </p>
      {samples.map((sample) => (
        <section key={sample.entranceId} className={classes['sample']}>
          <h3>
            {sample === longest ? t('bulk.longest') : t('bulk.first')}
            <small>{nameWhole(sample).entranceName}</small>
          </h3>
          <SampleCheck sample={sample} choices={choices} version={pictureVersion({ logo }, sample)} />
        </section>
      ))}
      <p className={classes['hint']}>{t('bulk.checksAll', { count: posters, posters: format.number(posters) })}</p>
    </Panel>
  );
}

const nameWhole = (sample: PosterSample): PosterSample => ({
  ...sample,
  entranceName: `${sample.venueName} – ${sample.entranceName}`,
});

function SampleCheck(props: {
  readonly sample: PosterSample;
  readonly choices: PosterChoices;
  readonly version: string;
}) {
  const { venueId, entranceId } = props.sample;
  const query = usePosterChecks(venueId, [entranceId], props.choices, props.version);
  return <PreflightPanel venueId={venueId} query={query} entrances={[props.sample]} />;
}
