import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useLanguage } from '../ui/language.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import classes from './not-found.module.css';

export function NotFound() {
  const { t } = useLanguage();
  return (
    <div className={classes['page']}>
      <p className={classes['code']} aria-hidden>
        404
      </p>
      <PageHeading title={t('app.notFoundTitle')} />
      <p>{t('app.notFoundText')}</p>
      <Button component={Link} to="/">
        {t('app.toVenues')}
      </Button>
    </div>
  );
}
