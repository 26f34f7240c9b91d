import { describe, expect, it } from "vitest";
import { campaignOfPresenter } from "../../../aggregation/src/fetch/presenter-campaign.ts";
import { campaignOf } from "./simulated-crowd.ts";

const campaign = { ...campaignOf(4), title: "A trial </script> & more" };
const presenter = `<p>x</p><script type="application/json" id="strike-tracker-campaign">${JSON.stringify(campaign).replaceAll("<", "\\u003c")}</script><strike-tracker></strike-tracker>`;

describe("the Campaign in a presenter", () => {
  it.each([
    ["of the presenter as it is installed", presenter, campaign],
    [
      "with its attributes the other way round",
      presenter.replace(/<script[^>]*>/, "<script id='strike-tracker-campaign' type='application/json'>"),
      campaign,
    ],
    ["of another presenter", "<script>pybossa.run('x')</script>", null],
    ["that is cut off", presenter.slice(0, 200), null],
    ["that is no JSON", '<script id="strike-tracker-campaign">{</script>', null],
  ])("%s", (_, html, expected) => {
    expect(campaignOfPresenter(html)).toEqual(expected);
  });
});
