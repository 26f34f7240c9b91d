import { StrikeTracker } from "./strike-tracker.component.ts";

if (!customElements.get("strike-tracker")) customElements.define("strike-tracker", StrikeTracker);

declare global {
  interface HTMLElementTagNameMap {
    "strike-tracker": StrikeTracker;
  }
}
