/** What a press on a picture turns into. */
export interface Pressing {
  /** It is held (true), and let go (false). */
  hold(held: boolean): void;
  /** It was short and stayed in its place. */
  tap(): void;
}

const holdAfter = 350;
/** CSS pixels after which a press is a drag. */
const moved = 8;

/** Tells a hold from a tap and from a drag. Its functions are the picture's pointer listeners. */
export function createPress({ hold, tap }: Pressing) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let at: [number, number] | null = null;
  let held = false;

  function end(tapped: boolean): void {
    clearTimeout(timer);
    if (held) hold(false);
    else if (tapped && at !== null) tap();
    held = false;
    at = null;
  }

  return {
    down: {
      handleEvent(event: PointerEvent): void {
        end(false);
        if (!event.isPrimary || event.button !== 0) return;
        at = [event.clientX, event.clientY];
        timer = setTimeout(() => {
          held = true;
          hold(true);
        }, holdAfter);
      },
      passive: true,
    },
    move: (event: PointerEvent): void => {
      if (held || at === null || Math.hypot(event.clientX - at[0], event.clientY - at[1]) <= moved) return;
      clearTimeout(timer);
      at = null;
    },
    up: (): void => end(true),
    cancel: (): void => end(false),
  };
}
