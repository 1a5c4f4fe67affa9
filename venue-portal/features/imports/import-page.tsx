import { useCurrentImport } from '../../api/imports.ts';
import { canManage } from '../../api/session.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { OnlyFor } from '../../ui/only-for.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useVenueWords } from '../../ui/venue-words.ts';
import { FilePart } from './file-part.tsx';
import classes from './imports.module.css';
import { PreviewPart } from './preview-part.tsx';

/** Many venues from a file: take the template, give it back filled in, see what it would do, let it in. */
export default function ImportPage() {
  const { t } = useLanguage();
  const w = useVenueWords();
  return (
    <div className={classes['page']}>
      <BackLink to="/venues">{t('venues.all')}</BackLink>
      <header className={classes['head']}>
        <PageHeading title={w('import.title')} />
        <p>{w('import.intro')}</p>
      </header>
      <OnlyFor may={canManage}>
        <Current />
      </OnlyFor>
    </div>
  );
}

function Current() {
  const { isPending, data } = useCurrentImport();
  if (isPending) return <Bones lines={4} />;
  return data ? <PreviewPart key={data.id} found={data} /> : <FilePart />;
}
