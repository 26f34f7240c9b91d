import { handOver } from "../record.ts";

/** Receives what data scripts hand over. Classic scripts, since a page opened from a folder may not fetch. */
export interface Inbox {
  /** Waits for a value whose script the page itself holds. */
  waitFor<T>(name: string): Promise<T>;
  /** Loads a script, once, and gives the value that it hands over. @throws Error that names the file */
  load<T>(name: string, file: string): Promise<T>;
}

export function createInbox(page: Window & typeof globalThis): Inbox {
  const received = new Map<string, unknown>();
  const waiting = new Map<string, (value: unknown) => void>();
  const loads = new Map<string, Promise<unknown>>();
  Object.defineProperty(page, handOver, {
    value: (name: string, value: unknown) => {
      received.set(name, value);
      waiting.get(name)?.(value);
    },
  });
  const arrival = (name: string) =>
    new Promise<unknown>((resolve) => {
      if (received.has(name)) resolve(received.get(name));
      else waiting.set(name, resolve);
    });
  // The scripts are written by the same program as this page; their types are its own.
  return {
    waitFor: <T>(name: string) => arrival(name) as Promise<T>,
    load<T>(name: string, file: string): Promise<T> {
      const known = loads.get(name);
      if (known) return known as Promise<T>;
      const loaded = new Promise<unknown>((resolve, reject) => {
        const script = page.document.createElement("script");
        script.src = file;
        script.onerror = () => {
          loads.delete(name);
          script.remove();
          reject(new Error(file));
        };
        void arrival(name).then(resolve);
        page.document.head.append(script);
      });
      loads.set(name, loaded);
      return loaded as Promise<T>;
    },
  };
}
