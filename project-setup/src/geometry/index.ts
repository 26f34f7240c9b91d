export { coversExtent, metresToEdge } from "./coverage.ts";
export {
  centreOf,
  degreesFor,
  type Extent,
  extentOf,
  type Outline,
  type Position,
  padded,
  polygonsOf,
  ringsOf,
  rounded,
  squareAround,
} from "./positions.ts";
export { definitionOf, type Projection, projectionBetween, utmCode } from "./reference-system.ts";
