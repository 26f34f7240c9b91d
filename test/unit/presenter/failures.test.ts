import { NetworkError, NotPybossaError, PybossaError, RateLimitError } from "pybossa-client-ts/page";
import type { SendFailure } from "strike-tracker-presenter/session";
import { expect, it } from "vitest";
import { failureOf } from "../../../task-presenter/src/page/server.ts";
import { type Phase, phaseOf, phaseOfCampaign, phaseOfWaiting } from "../../../task-presenter/src/sitting/phase.ts";

const asked = { method: "POST", url: "https://pybossa.example/api/taskrun" };
const refusal = (status: number, message = "") => new PybossaError(message, asked, status);
const until = new Date(60_000);

it.each<[string, unknown, SendFailure]>([
  ["no answer", new NetworkError("timeout", asked), { kind: "network" }],
  ["a used-up budget", new RateLimitError("taskrun", until), { kind: "limited", until: 60_000 }],
  ["429 without a time", refusal(429), { kind: "limited", until: 0 }],
  ["a sign-in wall of the network", new NotPybossaError("html", asked, 200), { kind: "server" }],
  ["what is no error of the client's", new TypeError("x"), { kind: "server" }],
  ["401", refusal(401), { kind: "signed_out" }],
  ["a task that was not asked for", refusal(403, "You must request a task first!"), { kind: "not_requested" }],
  ["a missing password", refusal(403, "No project password provided"), { kind: "password" }],
  ["a full task", refusal(403, "This task has already received enough submissions."), { kind: "full" }],
  ["a deleted task", refusal(403, "Invalid task_id"), { kind: "gone" }],
  ["another project", refusal(403, "Invalid project_id"), { kind: "refused", message: "Invalid project_id" }],
  ["a second answer", refusal(403, "You don't have the permission to access the requested resource."), { kind: "forbidden" }],
  ["a session that is over, on bloomberg", refusal(403), { kind: "signed_out" }],
  ["a refusal that nobody explains", refusal(403, "Not today"), { kind: "refused", message: "Not today" }],
  ["a page that is not to be read", new PybossaError("No entry", { ...asked, method: "GET" }, 403), { kind: "forbidden" }],
  ["500", refusal(500), { kind: "server" }],
  ["502", refusal(502), { kind: "server" }],
  ["any other refusal", refusal(415, "Unknown field"), { kind: "refused", message: "Unknown field" }],
])("a send that ends in %s", (_, error, failure) => {
  expect(failureOf(error)).toEqual(failure);
});

it.each<[SendFailure, Phase]>([
  [{ kind: "network" }, { kind: "unreachable" }],
  [
    { kind: "limited", until: 5 },
    { kind: "limited", until: 5 },
  ],
  [{ kind: "signed_out" }, { kind: "signed_out", message: "" }],
  [{ kind: "forbidden" }, { kind: "forbidden" }],
  [{ kind: "password" }, { kind: "password" }],
  [{ kind: "server" }, { kind: "trouble" }],
  [{ kind: "refused", message: "404" }, { kind: "gone" }],
  [{ kind: "gone" }, { kind: "gone" }],
])("asking for a task that fails by %j", (failure, phase) => {
  expect(phaseOf(failure)).toEqual(phase);
});

it("an answer that waits where tasks are locked is told by why it waits", () => {
  const waiting = (why: "network" | "server" | "limited" | "password") => phaseOfWaiting({ kind: "waiting", why, until: 9 });
  expect([waiting("network"), waiting("server"), waiting("password")]).toEqual([
    { kind: "unreachable" },
    { kind: "trouble" },
    { kind: "password" },
  ]);
  expect(waiting("limited")).toEqual({ kind: "limited", until: 9 });
});

it("only a paused or finished campaign stops the work", () => {
  const campaign = (state: "draft" | "running" | "paused" | "finished") =>
    phaseOfCampaign({ schema: "strike-tracker/state/1", state, message: "Soon." });
  expect([phaseOfCampaign(null), campaign("draft"), campaign("running")]).toEqual([null, null, null]);
  expect([campaign("paused"), campaign("finished")]).toEqual([
    { kind: "paused", message: "Soon." },
    { kind: "finished", message: "Soon." },
  ]);
});
