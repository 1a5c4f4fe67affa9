/** Gives the codes of the next `count` citizen cards, each of another person. */
export type Cards = (count: number) => string[];

export function makeCards(): Cards {
  let made = 0;
  return (count) =>
    Array.from({ length: count }, () => {
      made += 1;
      return `046185${String(made).padStart(6, '0')}||Nguyễn Thị Hương|01021985|Nữ|Huế|10052021`;
    });
}
