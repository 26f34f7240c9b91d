/** Small notes on this device. Where the browser keeps none (a private window), they last as long as the page. */
export interface Preferences {
  read(name: string): string | null;
  write(name: string, value: string): void;
}

/** @param storage reads the browser's storage; may throw, as browsers do where it is forbidden */
export function createPreferences(storage: () => Storage): Preferences {
  const here = new Map<string, string>();
  return {
    read(name) {
      try {
        return here.get(name) ?? storage().getItem(name);
      } catch {
        return here.get(name) ?? null;
      }
    },
    write(name, value) {
      here.set(name, value);
      try {
        storage().setItem(name, value);
      } catch {
        // Kept for this page only.
      }
    },
  };
}
