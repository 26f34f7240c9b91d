export {
  type GroundSquare,
  type Outline,
  type OutlinePoint,
  outlineOn,
  pictureSide,
  positionOn,
  ringsOfOutline,
  squareAround,
} from "./square.ts";
