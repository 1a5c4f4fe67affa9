/** Of `visits`: open, so that the end is still to come. All of it stands in the index `visits_open`. */
export const OPEN = 'left_at is null and auto_left_at is null and voided_at is null';

/** Of `visits`: counts as inside until `ends_at`. Who was told to see the staff is; who was sent away is not. */
export const INSIDE = `${OPEN} and same_as is null and (verdict is null or verdict <> 'not-today')`;
