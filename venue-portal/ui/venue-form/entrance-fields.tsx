import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { inputId } from '../form/use-page-form.ts';
import { useLanguage } from '../language.tsx';
import classes from './venue-form.module.css';

const MAX_ENTRANCES = 50;

/** One name per entrance, at least one. A new one takes the focus, so adding three doors is type, Enter-free, fast. */
export function EntranceFields(props: {
  /** Path of the list in the form. */
  readonly path: string;
  readonly names: readonly string[];
  readonly onChange: (names: string[]) => void;
  readonly errorAt: (index: number) => string | undefined;
}) {
  const { path, names, onChange, errorAt } = props;
  const { t } = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  const add = () => {
    onChange([...names, '']);
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li:last-of-type input')?.focus());
  };
  return (
    <div ref={list} className={classes['entrances']}>
      <ul>
        {names.map((name, index) => {
          const number = t('registration.entrance', { number: index + 1 });
          return (
            // Rows have no identity of their own: position is what the form knows.
            <li key={index} className={classes['entrance']}>
              <TextInput
                id={inputId(`${path}.${index}`)}
                label={number}
                value={name}
                error={errorAt(index)}
                onChange={(event) => onChange(names.with(index, event.currentTarget.value))}
              />
              {names.length > 1 && (
                <Button
                  variant="default"
                  aria-label={t('registration.removeEntrance', { name: name.trim() || number })}
                  onClick={() => onChange(names.toSpliced(index, 1))}
                >
                  <IconTrash aria-hidden size={20} />
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {names.length < MAX_ENTRANCES && (
        <Button variant="light" leftSection={<IconPlus aria-hidden size={20} />} onClick={add}>
          {t('registration.addEntrance')}
        </Button>
      )}
    </div>
  );
}
