import { answerOf, startTimeline } from "strike-tracker-presenter/session";

/** An answer for an outbox to keep. */
export const answer = answerOf(startTimeline(["f01"], { mode: "guided", random: () => 0.5 }), {
  id: "3b241101-e2bb-4255-8caf-4136c566a962",
  campaign: { id: "town", manifest: `sha256:${"0".repeat(64)}`, collect: [] },
  building: "b-1",
  presenter: "0.1.0",
  startedAt: new Date(0),
  submittedAt: new Date(1000),
  activeSeconds: 1,
});
