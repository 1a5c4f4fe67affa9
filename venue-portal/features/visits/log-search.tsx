import { Button, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useLogText } from '../../ui/log-text.ts';
import classes from './log.module.css';

/** Too little to look for: two letters of a name, or four digits. */
export const isTooShort = (text: string): boolean =>
  /^[+\d\s.()-]*$/.test(text) ? text.replace(/\D/g, '').length < 4 : text.trim().length < 2;

/** What people look for never stands in the page's address: it would stay in the browser's history. */
export function LogSearch(props: {
  readonly text: string | null;
  readonly onSearch: (text: string) => void;
  readonly onClear: () => void;
}) {
  const t = useLogText();
  const [typed, setTyped] = useState(props.text ?? '');
  const [problem, setProblem] = useState(false);
  return (
    <search className={classes['search']}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setProblem(isTooShort(typed));
          if (!isTooShort(typed)) props.onSearch(typed.trim());
        }}
      >
        <TextInput
          label={t('search.label')}
          placeholder={t('search.placeholder')}
          description={t('search.hint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          autoComplete="off"
          spellCheck={false}
          maxLength={120}
          enterKeyHint="search"
          value={typed}
          error={problem && isTooShort(typed) ? t('search.tooShort') : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" leftSection={<IconSearch aria-hidden size={20} />}>
          {t('search.submit')}
        </Button>
      </form>
      {props.text !== null && (
        <Button
          variant="subtle"
          leftSection={<IconX aria-hidden size={20} />}
          onClick={() => {
            setTyped('');
            props.onClear();
          }}
        >
          {t('search.clear')}
        </Button>
      )}
    </search>
  );
}
