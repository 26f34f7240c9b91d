import { html } from "hono/html";
import type { RequestContext } from "../backend.ts";

/** Markup with every foreign text escaped. */
export type Markup = ReturnType<typeof html>;

export interface Layout {
  title: string;
  body: Markup;
  /** A notice across the top, below the navigation bar. */
  flash: Markup | null;
  /** Scripts of a page stand before its content, those of the tutorial at its end. */
  scriptsLast?: boolean;
}

/** The page's scripts; `window.pybossa` is another in each dialect. */
const scripts = (dialect: string) => html`<script src="/static/jquery/jquery.min.js"></script>
    <script src="/static/bootstrap/js/bootstrap.min.js"></script>
    <script src="/static/pybossa.js" data-dialect="${dialect}"></script>`;

/** The frame of every page: a fixed bar of 60 px, the content, a footer; Bootstrap 3 with its root font of 10 px. */
export function layout(context: RequestContext, { title, body, flash, scriptsLast = false }: Layout): Markup {
  const { user } = context.get("caller");
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>PYBOSSA &middot; ${title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1.0">
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/static/bootstrap/css/bootstrap.min.css">
    <link rel="stylesheet" href="/static/pages.css">
  </head>
  <body>
    <div class="navbar navbar-default navbar-fixed-top" role="navigation">
      <div class="container">
        <a class="navbar-brand" href="/">PYBOSSA</a>
        <ul class="nav navbar-nav navbar-right account">
          ${
            user === null
              ? html`<li><a href="/account/signin">Sign in</a></li>`
              : html`<li><a href="/account/profile">${user.fullname}</a></li><li><a href="/account/signout">Sign out</a></li>`
          }
        </ul>
      </div>
    </div>
    ${flash === null ? "" : html`<div class="alert-warning show-notification" role="status">${flash}</div>`}
    ${scriptsLast ? "" : scripts(context.get("dialect"))}
    ${body}
    <footer>
      <div class="container">
        <p>An embedded server that speaks PYBOSSA's API, for development, demonstration and tests.</p>
        <p><a href="/">Projects</a> &middot; <a href="/account/signin">Sign in</a></p>
      </div>
    </footer>
    ${scriptsLast ? scripts(context.get("dialect")) : ""}
  </body>
</html>
`;
}
