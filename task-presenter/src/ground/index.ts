export { type GroundSquare, type Outline, type OutlinePoint, outlineOn, positionOn, ringsOfOutline, squareAround } from "./square.ts";
