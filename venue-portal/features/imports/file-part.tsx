import { Button } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { IMPORT_LIMITS, type ImportRefusal } from '#shared/contract/portal-imports.ts';
import { templateLink, useCheckFile } from '../../api/imports.ts';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useVenueWords } from '../../ui/venue-words.ts';
import classes from './imports.module.css';

/** The template, and the place where it comes back. */
export function FilePart() {
  const { language } = useLanguage();
  const w = useVenueWords();
  return (
    <div className={classes['steps']}>
      <Panel title={w('import.step1')}>
        <p>{w('import.step1Text')}</p>
        <div className={classes['actions']}>
          <Button
            component="a"
            href={templateLink('xlsx', language)}
            download
            leftSection={<IconFileSpreadsheet aria-hidden size={20} />}
          >
            {w('import.templateXlsx')}
          </Button>
          <Button
            component="a"
            href={templateLink('csv', language)}
            download
            variant="default"
            leftSection={<IconDownload aria-hidden size={20} />}
          >
            {w('import.templateCsv')}
          </Button>
        </div>
      </Panel>
      <Panel title={w('import.step2')}>
        <p>{w('import.step2Text')}</p>
        <DropZone />
        <p className={classes['soft']}>{w('import.again')}</p>
      </Panel>
    </div>
  );
}

function DropZone() {
  const { format } = useLanguage();
  const w = useVenueWords();
  const check = useCheckFile();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const take = (file: File | undefined) => {
    if (!file) return;
    const isTooLarge = file.size > IMPORT_LIMITS.fileBytes;
    setTooLarge(isTooLarge);
    if (isTooLarge) check.reset();
    else check.mutate(file);
    // The same file again, once it is corrected, is another choice.
    if (input.current) input.current.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files[0]);
  };
  const rows = format.number(IMPORT_LIMITS.rows);
  const refusal: ImportRefusal | null = tooLarge
    ? 'too-large'
    : check.data?.kind === 'refused'
      ? check.data.code
      : null;
  return (
    <>
      <div
        className={classes['drop']}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <IconUpload aria-hidden size={36} stroke={1.4} />
        {check.isPending ? (
          <p role="status">{w('import.reading', { name: check.variables.name })}</p>
        ) : (
          <p className={classes['dropText']}>
            {w('import.drop')} <span>{w('import.or')}</span>
          </p>
        )}
        <label className={classes['choose']} data-busy={check.isPending}>
          {w('import.choose')}
          <input
            ref={input}
            type="file"
            disabled={check.isPending}
            aria-describedby="import-hint"
            accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            onChange={(event) => take(event.currentTarget.files?.[0])}
          />
        </label>
        <p id="import-hint" className={classes['soft']}>
          {w('import.dropHint', { rows })}
        </p>
      </div>
      {refusal !== null && (
        <Notice tone="stop" live>
          {w(`import.refusals.${refusal}`, { rows })}
        </Notice>
      )}
      <Failure error={check.error} />
    </>
  );
}
