import { StrikeStrip } from "./strike-strip.component.ts";

if (!customElements.get("strike-strip")) customElements.define("strike-strip", StrikeStrip);

declare global {
  interface HTMLElementTagNameMap {
    "strike-strip": StrikeStrip;
  }
}
