import type { StrikeCompare } from "strike-tracker-presenter/compare";
import type { TextKey, Words } from "../words/index.ts";

/** The comparison's words in the page's language; it asks for none but these. */
export function comparisonText({ text }: Words): StrikeCompare["text"] {
  const keys: Record<string, TextKey> = {
    zoomIn: "zoomIn",
    zoomOut: "zoomOut",
    loadingPicture: "loadingPicture",
    loadingImage: "loadingImage",
    slowImage: "loadingPicture",
    tryAgain: "tryAgain",
    failedImage: "failedImage",
    missingImage: "failedImage",
    divider: "divider",
    dividerAt: "dividerAt",
    view: "view",
    flip: "flip",
    viewSide: "viewSide",
    viewSwipe: "viewSwipe",
    viewBlink: "viewBlink",
  };
  return (key, values) => {
    const known = keys[key];
    return known === undefined ? "" : text(known, values);
  };
}
