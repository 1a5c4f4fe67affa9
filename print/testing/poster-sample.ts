import type { PosterDescription } from '../poster/description.ts';

export const POSTER_SAMPLE: PosterDescription = {
  venueName: 'Nhà hàng Cơm Hến Bà Cam',
  entranceName: 'Cửa chính',
  address: '49 Trương Định, phường Thuận Hoá, thành phố Huế',
  url: 'https://checkin.example.vn/v/AbCdEfGhIjKlMnOpQrStUv',
  serial: '2026-0042',
  printedOn: '2026-11-22',
  language: 'both',
  format: 'A4',
  largeType: false,
  brand: null,
  demo: false,
  shortCode: 'K7QM-2P',
  responsiblePhone: '0912 345 678',
};
