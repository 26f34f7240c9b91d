import { actionOfKey, type KeyAction } from "./keyboard.ts";

export interface KeyListening {
  /** Whether keys mean anything now. */
  active(): boolean;
  /** Whether single keys are on. */
  single(): boolean;
  rightToLeft(): boolean;
  /** A key that works while it is held. */
  hold(what: "peek" | "outline", down: boolean): void;
  /** False = the key means nothing here. */
  perform(action: KeyAction): boolean;
}

/** Listens to the window's keys. Text boxes and the browser's own keys are left alone. @returns what ends it */
export function listenToKeys(listening: KeyListening): () => void {
  const stop = new AbortController();
  const listen = (event: KeyboardEvent, down: boolean) => {
    const target = event.composedPath()[0];
    const typing = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "checkbox");
    if (typing || !listening.active() || event.defaultPrevented) return;
    const onControl = target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement;
    const action = actionOfKey(event, { single: listening.single(), rightToLeft: listening.rightToLeft() });
    if (action === null) return;
    if (action.kind === "peek" || action.kind === "outline") {
      if (onControl && event.key === " ") return;
      event.preventDefault();
      listening.hold(action.kind, down);
      return;
    }
    if (!down || (onControl && action.kind === "send")) return;
    if (event.repeat && action.kind !== "pan" && action.kind !== "zoom") return;
    if (listening.perform(action)) event.preventDefault();
  };
  addEventListener("keydown", (event) => listen(event, true), { signal: stop.signal });
  addEventListener("keyup", (event) => listen(event, false), { signal: stop.signal });
  return () => stop.abort();
}
