/** What a key asks for. */
export type KeyAction =
  | { kind: "answer"; index: number | "unseen" }
  | { kind: "frame"; step: -1 | 1 }
  | { kind: "frame_end"; end: "first" | "last" }
  | { kind: "peek" }
  | { kind: "outline" }
  | { kind: "mark"; mark: "last_standing" | "first_destroyed" }
  | { kind: "step"; mark: "last_standing" | "first_destroyed"; step: -1 | 1 }
  | { kind: "zoom"; steps: number }
  | { kind: "fit" }
  | { kind: "pan"; right: number; down: number }
  | { kind: "view" }
  | { kind: "flip" }
  | { kind: "nudge" }
  | { kind: "send" }
  | { kind: "undo" }
  | { kind: "skip" }
  | { kind: "examples" }
  | { kind: "extra" }
  | { kind: "help" }
  | { kind: "more" }
  | { kind: "close" };

interface Pressed {
  key: string;
  /** Where the key lies, for layouts without Latin letters. */
  code?: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const letters: Record<string, KeyAction> = {
  "1": { kind: "answer", index: 0 },
  s: { kind: "answer", index: 0 },
  "2": { kind: "answer", index: 1 },
  d: { kind: "answer", index: 1 },
  "3": { kind: "answer", index: 2 },
  "4": { kind: "answer", index: 3 },
  c: { kind: "answer", index: "unseen" },
  o: { kind: "outline" },
  b: { kind: "mark", mark: "last_standing" },
  a: { kind: "mark", mark: "first_destroyed" },
  "[": { kind: "step", mark: "last_standing", step: -1 },
  "]": { kind: "step", mark: "last_standing", step: 1 },
  "{": { kind: "step", mark: "first_destroyed", step: -1 },
  "}": { kind: "step", mark: "first_destroyed", step: 1 },
  "+": { kind: "zoom", steps: 0.5 },
  "=": { kind: "zoom", steps: 0.5 },
  "-": { kind: "zoom", steps: -0.5 },
  "0": { kind: "fit" },
  v: { kind: "view" },
  x: { kind: "flip" },
  p: { kind: "nudge" },
  u: { kind: "undo" },
  k: { kind: "skip" },
  g: { kind: "examples" },
  n: { kind: "extra" },
  m: { kind: "more" },
  "?": { kind: "help" },
};

const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * What a key press asks for, or null.
 * @param options.single whether single keys are on; without them Ctrl+Z, Enter, Escape and arrows still work
 * @param options.rightToLeft time runs the other way, so that the right arrow still goes right
 */
export function actionOfKey(pressed: Pressed, options: { single: boolean; rightToLeft: boolean }): KeyAction | null {
  const key = latin(pressed);
  if ((pressed.ctrlKey || pressed.metaKey) && key.toLowerCase() === "z" && !pressed.shiftKey) return { kind: "undo" };
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  if (key === "Escape") return { kind: "close" };
  if (key === "Enter") return { kind: "send" };
  if (key === "Home" || key === "End") return { kind: "frame_end", end: key === "Home" ? "first" : "last" };
  const arrow = arrows[key];
  if (arrow) {
    const [right, down] = arrow;
    if (pressed.shiftKey) return { kind: "pan", right: right * 0.2, down: down * 0.2 };
    if (right === 0) return null;
    return { kind: "frame", step: right > 0 !== options.rightToLeft ? 1 : -1 };
  }
  if (!options.single) return null;
  if (key === " ") return { kind: "peek" };
  return letters[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

/** The key's letter or digit; on an Arabic or Cyrillic layout the Latin one that lies on the same key. */
function latin({ key, code = "" }: Pressed): string {
  const other = key.length === 1 && key > "~" ? /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1] : undefined;
  return other?.toLowerCase() ?? key;
}
