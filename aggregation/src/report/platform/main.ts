/** The report's page: registers its elements and waits for the data scripts. */
import { StrikeBuildingPage } from "./building/strike-building-page.ts";
import { createInbox } from "./inbox.ts";
import { StrikeResultsMap } from "./map/strike-results-map.ts";
import { StrikeBuildingTable } from "./overview/strike-building-table.ts";
import { StrikeResults } from "./strike-results.ts";
import { StrikeTimeline } from "./timeline/strike-timeline.ts";

const inbox = createInbox(window);
customElements.define("strike-results-map", StrikeResultsMap);
customElements.define("strike-timeline", StrikeTimeline);
customElements.define("strike-building-table", StrikeBuildingTable);
customElements.define("strike-building-page", StrikeBuildingPage);
customElements.define("strike-results", StrikeResults);
const page = document.querySelector("strike-results");
if (page instanceof StrikeResults) void page.open(inbox);
