import { readCogWindow } from "./read-cog-window.ts";

globalThis.strikeTrackerCog = readCogWindow;
