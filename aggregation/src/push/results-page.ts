import type { CampaignFacts } from "../campaign.ts";
import type { Findings } from "../report/findings.ts";
import { html } from "../report/html.ts";
import { headline } from "../report/index.ts";
import { number } from "../report/words.ts";

const begins = "<!-- strike-tracker: results -->";
const ends = "<!-- /strike-tracker: results -->";

export interface ResultsPageParts {
  facts: CampaignFacts;
  findings: Findings;
  answers: number;
  volunteers: number;
  /** When the latest answer was given (UTC). */
  lastAnswer: string | null;
  reportUrl: string;
}

/** What the project's results page says: counts of the whole campaign alone, no building and no place. */
export function resultsSection({ facts, findings, answers, volunteers, lastAnswer, reportUrl }: ResultsPageParts): string {
  const { low, high } = findings.destroyed;
  const asOf = lastAnswer === null ? null : html`<p>Answers up to ${lastAnswer.slice(0, 10)}.</p>`;
  const definition = facts.definition === "" ? null : html`<p>What counts as destroyed: ${facts.definition}</p>`;
  const { text } = html`<section lang="en" dir="ltr">
<h2>${facts.title}: results</h2>
<p class="lead">${headline(findings)}</p>
<p>With a probability of 90&nbsp;% between ${number(low)} and ${number(high)} were destroyed. A date is known only as the time between two images.</p>
${definition}
${asOf}
<p>Answers that count: ${number(answers)}; volunteers who gave them: ${number(volunteers)}. Thank you.</p>
<p><a href="${reportUrl}">See the results</a></p>
</section>`;
  return `${begins}\n${text}\n${ends}`;
}

/** The page with our section in it: in place of an earlier one, else after what the project's owner wrote. */
export function withSection(page: string, section: string): string {
  const from = page.indexOf(begins);
  const to = page.indexOf(ends, from);
  if (from >= 0 && to >= 0) return page.slice(0, from) + section + page.slice(to + ends.length);
  return page === "" ? section : `${page}\n${section}`;
}
