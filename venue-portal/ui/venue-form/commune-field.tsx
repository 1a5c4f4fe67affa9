import { Input } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { CommuneMatch } from '#shared/contract/portal-venues.ts';
import { useCommuneSearch } from '../../api/owned-venues.ts';
import { useLanguage } from '../language.tsx';
import { useVenueWords } from '../venue-words.ts';
import classes from './commune-field.module.css';

/** Huế, where this began: its communes come first among equals. */
const NEAR = '46';
const TYPING_MS = 120;

/** What was chosen, and how it reads. */
export interface ChosenCommune {
  readonly code: string;
  readonly label: string;
}

interface CommuneFieldProps {
  readonly id: string;
  readonly error: string | undefined;
  /** code '': nothing yet. */
  readonly value: ChosenCommune;
  readonly onChange: (chosen: ChosenCommune) => void;
}

const labelOf = ({ name, provinceName }: CommuneMatch): string => `${name}, ${provinceName}`;

/**
 * One field for commune and province, by today's names and those of before: an editable combobox with a list box (ARIA APG).
 * The best match is ready under Enter; what is chosen stays chosen until somebody types on.
 */
export function CommuneField({ id, error, value, onChange }: CommuneFieldProps) {
  const { t } = useLanguage();
  const w = useVenueWords();
  const [typed, setTyped] = useState(value.label);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [asked] = useDebouncedValue(typed, TYPING_MS);
  const search = useCommuneSearch(isOpen ? asked : '', NEAR);
  const listId = useId();
  const found = isOpen && asked.trim().length >= 2 ? (search.data ?? []) : [];
  const isChosen = value.code !== '' && typed === value.label;
  const showsList = isOpen && typed.trim().length >= 2 && !isChosen;
  const isCurrent = asked === typed && !search.isFetching;

  const choose = (match: CommuneMatch) => {
    const label = labelOf(match);
    setTyped(label);
    setIsOpen(false);
    onChange({ code: match.code, label });
  };
  const type = (text: string) => {
    setTyped(text);
    setActive(0);
    setIsOpen(true);
    if (value.code !== '') onChange({ code: '', label: '' });
  };
  const press = (event: KeyboardEvent) => {
    const act = keyAct(event, { showsList, count: found.length, active });
    if (act === null) return;
    event.preventDefault();
    if (act === 'open') setIsOpen(true);
    else if (act === 'close') setIsOpen(false);
    else if (act === 'choose') {
      const match = found[active];
      if (match) choose(match);
    } else setActive(act);
  };
  return (
    <Input.Wrapper id={id} label={t('registration.commune')} description={w('picker.hint')} error={error} size="md">
      <div className={classes['field']}>
        <Input
          id={id}
          size="md"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={showsList}
          aria-controls={listId}
          aria-activedescendant={showsList && found.length > 0 ? `${listId}-${active}` : undefined}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-description${error === undefined ? '' : ` ${id}-error`}`}
          autoComplete="off"
          spellCheck={false}
          error={error !== undefined}
          value={typed}
          placeholder={t('registration.communeSearch')}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => setIsOpen(false)}
          rightSectionPointerEvents="all"
          rightSection={<ClearButton isShown={isChosen} onClear={() => type('')} inputId={id} />}
        />
        <Matches
          listId={listId}
          isShown={showsList}
          found={found}
          active={active}
          empty={isCurrent && found.length === 0 ? (search.isError ? w('picker.failed') : w('picker.none')) : null}
          onChoose={choose}
        />
      </div>
      <p role="status" className="visually-hidden">
        {isChosen
          ? w('picker.chosen', { name: value.label.split(', ')[0] ?? '', province: value.label.split(', ')[1] ?? '' })
          : showsList && isCurrent && found.length > 0
            ? w('picker.results', { count: found.length })
            : ''}
      </p>
    </Input.Wrapper>
  );
}

/** What a key does; null: what it always does. */
function keyAct(
  event: KeyboardEvent,
  { showsList, count, active }: { readonly showsList: boolean; readonly count: number; readonly active: number },
): 'open' | 'close' | 'choose' | number | null {
  if (event.nativeEvent.isComposing) return null;
  switch (event.key) {
    case 'ArrowDown':
      return showsList ? (count === 0 ? null : (active + 1) % count) : 'open';
    case 'ArrowUp':
      return showsList && count > 0 ? (active - 1 + count) % count : null;
    case 'Enter':
      return showsList && count > 0 ? 'choose' : null;
    case 'Escape':
      return showsList ? 'close' : null;
    default:
      return null;
  }
}

function ClearButton(props: { readonly isShown: boolean; readonly onClear: () => void; readonly inputId: string }) {
  const w = useVenueWords();
  if (!props.isShown) return <IconChevronDown aria-hidden size={18} />;
  return (
    <button
      type="button"
      className={classes['clear']}
      aria-label={w('picker.clear')}
      onClick={() => {
        props.onClear();
        document.getElementById(props.inputId)?.focus();
      }}
    >
      <IconX aria-hidden size={18} />
    </button>
  );
}

function Matches(props: {
  readonly listId: string;
  readonly isShown: boolean;
  readonly found: readonly CommuneMatch[];
  readonly active: number;
  readonly empty: string | null;
  readonly onChoose: (match: CommuneMatch) => void;
}) {
  const { listId, found, active, empty } = props;
  const { t } = useLanguage();
  const w = useVenueWords();
  return (
    <div className={classes['popup']} hidden={!props.isShown || (found.length === 0 && empty === null)}>
      {empty !== null && (
        <p className={classes['empty']} role="status">
          {empty}
        </p>
      )}
      <div id={listId} role="listbox" aria-label={t('registration.commune')} className={classes['list']}>
        {found.map((match, index) => (
          <div
            key={match.code}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            ref={(element) => {
              if (index === active) element?.scrollIntoView({ block: 'nearest' });
            }}
            // Before the input loses the focus, which closes the list.
            onMouseDown={(event) => {
              event.preventDefault();
              props.onChoose(match);
            }}
          >
            <strong>{match.name}</strong>
            <span>{match.provinceName}</span>
            {match.formerly !== null && <small>{w('picker.formerly', { name: match.formerly })}</small>}
          </div>
        ))}
      </div>
    </div>
  );
}
