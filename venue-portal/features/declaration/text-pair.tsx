import { Textarea } from '@mantine/core';
import type { DraftProblem, DraftText } from '#shared/domain/declaration-draft.ts';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './declaration.module.css';
import { fieldId } from './describe-problem.ts';

/** One text in both languages, side by side. */
export function TextPair(props: {
  /** As problems name it. */
  readonly at: string;
  readonly labels: { readonly vi: string; readonly en: string };
  readonly value: DraftText;
  readonly problems: readonly DraftProblem[];
  readonly rows?: number;
  readonly onChange: (value: DraftText, field: string) => void;
}) {
  const { at, labels, value, problems, rows = 2, onChange } = props;
  const t = useSettingsWords();
  return (
    <div className={classes['pair']}>
      {(['vi', 'en'] as const).map((language) => {
        const path = `${at}.${language}`;
        const problem = problems.find((one) => one.at === path);
        return (
          <Textarea
            key={language}
            id={fieldId(path)}
            lang={language}
            label={labels[language]}
            autosize
            minRows={rows}
            maxLength={2_000}
            value={value[language]}
            error={problem && t(`declaration.problem.${problem.code}`)}
            onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value }, path)}
          />
        );
      })}
    </div>
  );
}
