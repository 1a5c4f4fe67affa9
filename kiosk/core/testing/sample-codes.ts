import { encodePassBody, encodePassText } from '#shared/codes/visitor-pass.ts';

export const HUONG = '046185001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Phú Hội, Huế|10052021';
export const BAO = '001215012345||Trần Gia Bảo|28022015|Nam|Hà Nội|01072024';
/** The digit says male, the field says Nữ. */
export const DOUBTFUL = '046085001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Huế|10052021';
export const QID_ONLY = '******001234|NGUYEN THI HUONG|1985-**-**|0|QID0123456789|';
export const PASSPORT = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10';
export const INSURANCE = 'HC4460123456789';

/** Grammar only; what its signature is worth is told beside it. */
export const passText = (
  passId = '000102030405060708090a0b0c0d04f2',
  issuedOn = '2026-11-20',
  validityDays = 7,
): string => encodePassText(encodePassBody({ keyId: 7, passId, issuedOn, validityDays }), new Uint8Array(64));
