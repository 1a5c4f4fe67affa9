import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Declaration, DeclarationVersion } from '#shared/contract/portal-settings.ts';
import { compareDrafts, type DeclarationDraft, toDraft } from '#shared/domain/declaration-draft.ts';
import { useDeclarationVersion } from '../../api/settings.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './declaration.module.css';
import { Differences } from './differences.tsx';

interface VersionListProps {
  readonly declaration: Declaration;
  /** It becomes the draft. */
  readonly onUseAgain: (content: DeclarationDraft, words: string) => void;
}

/** Every version as it was published; each can be compared, and come back as a new one. */
export function VersionList({ declaration, onUseAgain }: VersionListProps) {
  const t = useSettingsWords();
  const [opened, setOpened] = useState<number | null>(null);
  const { history, current } = declaration;
  return (
    <Panel title={t('declaration.history')}>
      {history.length === 0 ? (
        <p className={classes['soft']}>{t('declaration.historyEmpty')}</p>
      ) : (
        <ol className={classes['versions']} reversed>
          {history.map((version) => (
            <li key={version.version}>
              <VersionLine
                version={version}
                isCurrent={version.version === current.version}
                isOpen={opened === version.version}
                onToggle={() => setOpened(opened === version.version ? null : version.version)}
              />
              {opened === version.version && (
                <Comparison version={version} declaration={declaration} onUseAgain={onUseAgain} />
              )}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

function VersionLine(props: {
  readonly version: DeclarationVersion;
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const { version, isCurrent, isOpen, onToggle } = props;
  const { number, publishedAt, publishedBy } = version;
  const t = useSettingsWords();
  const { format } = useLanguage();
  const time = format.dateTime(publishedAt);
  return (
    <div className={classes['version']}>
      <span>
        <strong>{t('declaration.version', { number })}</strong>
        <small className={classes['hint']}>
          {publishedBy === null ? time : t('declaration.versionBy', { time, name: publishedBy })}
        </small>
      </span>
      {isCurrent ? (
        <Chip tone="good" dot>
          {t('declaration.currentVersion')}
        </Chip>
      ) : (
        <Button
          variant="default"
          size="sm"
          aria-expanded={isOpen}
          {...(!isOpen && { 'aria-label': t('declaration.compareWhat', { number }) })}
          onClick={onToggle}
        >
          {t(isOpen ? 'declaration.hide' : 'declaration.compare')}
        </Button>
      )}
    </div>
  );
}

function Comparison(props: VersionListProps & { readonly version: DeclarationVersion }) {
  const { version, declaration, onUseAgain } = props;
  const t = useSettingsWords();
  const { number } = version;
  return (
    <Loaded query={useDeclarationVersion(version.version)} lines={3}>
      {(set) => (
        <>
          <Differences difference={compareDrafts(toDraft(declaration.current), toDraft(set))} />
          <div>
            <Button
              size="sm"
              variant="light"
              aria-label={t('declaration.useAgainWhat', { number })}
              onClick={() => onUseAgain(toDraft(set), t('declaration.usedAgain', { number }))}
            >
              {t('declaration.useAgain')}
            </Button>
          </div>
        </>
      )}
    </Loaded>
  );
}
