/** The desk's page: registers its element, which asks the desk for the queue. */
import { StrikeDesk } from "./strike-desk.ts";

customElements.define("strike-desk", StrikeDesk);
