import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import {
  type PersonKey,
  type PersonMatch,
  type PersonMatches,
  personKeySchema,
  type RightsDetail,
} from '#shared/contract/portal-rights.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useFindMatches } from '../../api/rights.ts';
import classes from '../../ui/data-page.module.css';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useRightsText } from '../../ui/rights-text.ts';
import { AccessAct, CorrectAct, EraseAct } from './acts.tsx';
import { ReadersDialog } from './readers-dialog.tsx';

/** Look the person up, choose what is theirs, answer. */
export function FindPanel({
  detail,
  onDone,
}: {
  readonly detail: RightsDetail;
  readonly onDone: (said: string) => void;
}) {
  const t = useRightsText();
  const find = useFindMatches(detail.id);
  const [chosen, setChosen] = useState<ReadonlySet<VisitId>>(new Set());
  const search = (key: PersonKey) =>
    find.mutate(key, { onSuccess: ({ matches }) => setChosen(new Set(matches.map(({ visitId }) => visitId))) });
  const visitIds = [...chosen];
  return (
    <Panel title={t('find.title')}>
      <div className={classes['stack']}>
        {detail.identityCheck === 'not-yet' && <Notice tone="warn">{t('detail.notIdentified')}</Notice>}
        <SearchForm first={detail.asker?.key ?? null} busy={find.isPending} error={find.error} onSearch={search} />
        {find.data && (
          <>
            <Matches found={find.data} chosen={chosen} onChoose={setChosen} />
            {detail.kind === 'access' && <AccessAct id={detail.id} visitIds={visitIds} onDone={onDone} />}
            {detail.kind === 'correction' && <CorrectAct id={detail.id} visitIds={visitIds} onDone={onDone} />}
            {(detail.kind === 'erasure' || detail.kind === 'withdrawal') && (
              <EraseAct id={detail.id} visitIds={visitIds} held={find.data.held} onDone={onDone} />
            )}
          </>
        )}
      </div>
    </Panel>
  );
}

function SearchForm(props: {
  readonly first: PersonKey | null;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onSearch: (key: PersonKey) => void;
}) {
  const t = useRightsText();
  const { t: common } = useLanguage();
  const [kind, setKind] = useState<PersonKey['kind']>(props.first?.kind ?? 'phone');
  const [value, setValue] = useState(props.first?.value ?? '');
  const [isMissing, setIsMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const key = personKeySchema.safeParse({ kind, value });
    setIsMissing(!key.success);
    if (key.success) props.onSearch(key.data);
  };
  const code = props.error && failureOf(props.error);
  const wrong = code === 'invalid-input' ? t('find.invalid') : code ? common(problemKey(code)) : undefined;
  return (
    <form className={classes['row']} noValidate onSubmit={submit}>
      <NativeSelect
        label={t('form.keyKind')}
        value={kind}
        onChange={(event) => setKind(personKeySchema.shape.kind.parse(event.currentTarget.value))}
        data={personKeySchema.shape.kind.options.map((option) => ({ value: option, label: t(`keys.${option}`) }))}
      />
      <TextInput
        className={classes['grow']}
        label={t('form.key')}
        value={value}
        autoComplete="off"
        onChange={(event) => setValue(event.currentTarget.value)}
        error={isMissing ? t('find.missing') : wrong}
      />
      <Button type="submit" variant="light" loading={props.busy} leftSection={<IconSearch aria-hidden size={20} />}>
        {t('find.submit')}
      </Button>
    </form>
  );
}

function Matches(props: {
  readonly found: PersonMatches;
  readonly chosen: ReadonlySet<VisitId>;
  readonly onChoose: (chosen: ReadonlySet<VisitId>) => void;
}) {
  const t = useRightsText();
  const { matches, held, cut } = props.found;
  const [asked, setAsked] = useState<PersonMatch | null>(null);
  const toggle = (id: VisitId): void => {
    const next = new Set(props.chosen);
    if (!next.delete(id)) next.add(id);
    props.onChoose(next);
  };
  return (
    <>
      <div role="status" className={classes['stack']}>
        <p>{matches.length === 0 ? t('find.nothing') : t('find.found', { count: matches.length })}</p>
        {held > 0 && <Notice tone="info">{t('find.held', { count: held })}</Notice>}
        {cut && <Notice tone="warn">{t('find.cut')}</Notice>}
        {matches.length > 1 && <p className={classes['small']}>{t('find.family')}</p>}
      </div>
      {matches.length > 0 && (
        <ul className={classes['list']} aria-label={t('find.label')}>
          {matches.map((match) => (
            <MatchRow
              key={match.visitId}
              match={match}
              isChosen={props.chosen.has(match.visitId)}
              onToggle={() => toggle(match.visitId)}
              onReaders={() => setAsked(match)}
            />
          ))}
        </ul>
      )}
      {asked && <ReadersDialog visitId={asked.visitId} onClose={() => setAsked(null)} />}
    </>
  );
}

function MatchRow(props: {
  readonly match: PersonMatch;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
  readonly onReaders: () => void;
}) {
  const t = useRightsText();
  const { format } = useLanguage();
  const { match } = props;
  const name = match.maskedName ?? (match.hasContact ? t('find.noName') : t('find.gone'));
  const time = format.dateTime(match.arrivedAt);
  return (
    <li>
      <input
        type="checkbox"
        className={classes['pick']}
        checked={props.isChosen}
        onChange={props.onToggle}
        aria-label={t('find.choose', { name, time })}
      />
      <div className={classes['what']}>
        <span>
          <strong>{name}</strong>
          {match.maskedPhone}
          {match.hasHealth && <Chip tone="info">{t('find.health')}</Chip>}
          {match.corrected > 0 && <Chip tone="plain">{t('find.corrected')}</Chip>}
        </span>
        <small>
          {time} · {match.venueName} · {match.entranceName}
        </small>
      </div>
      <Button variant="subtle" size="sm" onClick={props.onReaders}>
        {t('find.readers')}
      </Button>
    </li>
  );
}
