/** SHA-256 over what the row holds, as events have it from the start; NULL: written before there were any. */
export const checks = {
  number: 40,
  sql: `
    ALTER TABLE installation ADD COLUMN content_check TEXT;
    ALTER TABLE pairing ADD COLUMN content_check TEXT;
    ALTER TABLE down_link ADD COLUMN content_check TEXT;
  `,
};
