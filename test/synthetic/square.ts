/** A square building footprint, 2 x `half` degrees wide, around a longitude and latitude (WGS 84). */
export function square(x: number, y: number, half = 0.0001): { type: "Polygon"; coordinates: number[][][] } {
  return {
    type: "Polygon",
    coordinates: [
      [
        [x - half, y - half],
        [x + half, y - half],
        [x + half, y + half],
        [x - half, y + half],
        [x - half, y - half],
      ],
    ],
  };
}
