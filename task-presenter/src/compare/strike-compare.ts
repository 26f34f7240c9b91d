import { StrikeCompare } from "./strike-compare.component.ts";

if (!customElements.get("strike-compare")) customElements.define("strike-compare", StrikeCompare);

declare global {
  interface HTMLElementTagNameMap {
    "strike-compare": StrikeCompare;
  }
}
