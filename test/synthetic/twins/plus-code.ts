const digits = "23456789CFGHJMPQRVWX";

/** The Open Location Code of a place with 12 digits (cells of about 1 m), as the format's specification describes it. */
export function plusCode(longitude: number, latitude: number): string {
  // Whole numbers of the finest cell: five pairs of base 20 from 20 degrees on, then two grids of 5 rows by 4 columns.
  let row = Math.floor((latitude + 90) * 8000 * 25 + 1e-6);
  let column = Math.floor((longitude + 180) * 8000 * 16 + 1e-6);
  let code = "";
  for (let grid = 0; grid < 2; grid++) {
    code = digit((row % 5) * 4 + (column % 4)) + code;
    row = Math.floor(row / 5);
    column = Math.floor(column / 4);
  }
  for (let pair = 0; pair < 5; pair++) {
    code = digit(row % 20) + digit(column % 20) + code;
    row = Math.floor(row / 20);
    column = Math.floor(column / 20);
  }
  return `${code.slice(0, 8)}+${code.slice(8)}`;
}

function digit(value: number): string {
  return digits.charAt(value);
}
