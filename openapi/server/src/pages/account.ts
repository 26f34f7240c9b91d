import type { Hono } from "hono";
import { deleteCookie } from "hono/cookie";
import { html } from "hono/html";
import { addUser, passwordFits } from "../accounts.ts";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import { findUser } from "../identity.ts";
import type { JsonObject } from "../json.ts";
import { answer, csrfField, csrfOf, formDone, keepSession, readForm, redirect, signedIn } from "./answering.ts";
import type { Markup } from "./layout.ts";

/** Sign-in, registration, sign-out and one's own profile. */
export function serveAccount(app: Hono<Environment>, backend: Backend): void {
  app.get("/account/signin", (context) => signInPage(backend, context, "", null));
  app.post("/account/signin", (context) => signIn(backend, context));
  app.get("/account/register", (context) => registerPage(backend, context, {}, {}));
  app.post("/account/register", (context) => register(backend, context));
  app.get("/account/signout", (context) => {
    deleteCookie(context, "session", { path: "/" });
    return redirect(context, "/");
  });
  app.get("/account/profile", (context) => profilePage(backend, context));
}

function field(label: string, name: string, type: string, value: string, complaint?: string[]): Markup {
  return html`<div class="form-group ${complaint ? "has-error" : ""}">
      <label for="${name}">${label}</label>
      <input class="form-control" id="${name}" name="${name}" type="${type}" value="${value}" required>
      ${complaint ? html`<span class="help-block">${complaint.join(" ")}</span>` : ""}
    </div>`;
}

function signInPage(backend: Backend, context: RequestContext, email: string, flash: string | null, password = "") {
  const csrf = csrfOf(backend, context);
  const body = html`<h1>Sign in</h1>
    ${flash === null ? "" : html`<p class="alert alert-danger" role="alert">${flash}</p>`}
    <form method="post">${csrfField(backend, context)}
      ${field("E-mail", "email", "email", email)}${field("Password", "password", "password", "")}
      <button class="btn btn-primary">Sign in</button> <a href="/account/register">Register</a>
    </form>`;
  const empty = (text: string) => (backend.dialect === "bloomberg" && text === "" ? null : text);
  const form = { csrf, csrf_token: empty(""), email: empty(email), errors: {}, password: empty(password) };
  const message: JsonObject = flash === null ? {} : { flash, status: "error" };
  const json = { ...message, form, next: context.req.query("next") ?? null, template: "account/signin.html", title: "Sign in" };
  return answer(context, { title: "Sign in", body, json });
}

async function signIn(backend: Backend, context: RequestContext) {
  const { fields } = await readForm(backend, context);
  const { email = "", password = "" } = fields;
  const user = findUser(backend, "email_addr", email);
  const hash = user === null ? "" : String(backend.database.get("SELECT passwd_hash FROM user WHERE id = ?", [user.id])?.passwd_hash);
  if (user === null || !passwordFits(password, hash))
    return signInPage(backend, context, email, "Ooops, Incorrect email/password", password);
  keepSession(backend, context, backend.sessions.start(user.id));
  return formDone(context, `Welcome back ${user.fullname}`, ownPath(context));
}

/** Where to go next: only a path of this server, read as a browser would read it. */
function ownPath({ req }: RequestContext): string {
  const { next = "/" } = req.query();
  const here = new URL(req.url);
  if (!next.startsWith("/") || !URL.canParse(next, here)) return "/";
  const { origin, pathname, search } = new URL(next, here);
  return origin === here.origin ? pathname + search : "/";
}

type Complaints = Record<string, string[]>;

function registerPage(backend: Backend, context: RequestContext, values: Record<string, string>, errors: Complaints) {
  const csrf = csrfOf(backend, context);
  const { name = "", fullname = "", email_addr = "" } = values;
  const body = html`<h1>Register</h1>
    <form method="post">${csrfField(backend, context)}
      ${field("Name in addresses", "name", "text", name, errors.name)}
      ${field("Full name", "fullname", "text", fullname, errors.fullname)}
      ${field("E-mail", "email_addr", "email", email_addr, errors.email_addr)}
      ${field("Password", "password", "password", "", errors.password)}
      ${field("Password again", "confirm", "password", "", errors.confirm)}
      <div class="checkbox"><label><input type="checkbox" name="consent" value="true" required> Keep my account on this server</label></div>
      <button class="btn btn-primary">Register</button>
    </form>`;
  const form = { confirm: "", consent: false, csrf, csrf_token: "", email_addr, errors, fullname, name, password: "" };
  return answer(context, { title: "Register", body, json: { form, template: "account/register.html", title: "Register" } });
}

async function register(backend: Backend, context: RequestContext) {
  const { fields } = await readForm(backend, context);
  const { name = "", fullname = "", email_addr: email = "", password = "", confirm = "", consent = "" } = fields;
  const errors: Complaints = {};
  if (!/^[A-Za-z0-9_.-]{3,35}$/.test(name)) errors.name = ["3 to 35 letters, digits, dots, dashes or underscores"];
  else if (findUser(backend, "name", name) !== null) errors.name = ["The user name is already taken"];
  if (fullname.length < 3 || fullname.length > 35) errors.fullname = ["3 to 35 characters"];
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) errors.email_addr = ["Not an e-mail address"];
  else if (findUser(backend, "email_addr", email) !== null) errors.email_addr = ["Email is already taken"];
  if (password === "") errors.password = ["Password cannot be empty"];
  if (password !== confirm) errors.confirm = ["Passwords must match"];
  if (consent !== "true") errors.consent = ["Consent is needed"];
  if (Object.keys(errors).length > 0) return registerPage(backend, context, fields, errors);
  const id = addUser(backend.database, { name, fullname, email, password, admin: false }, backend.now());
  // An admin who makes somebody's account stays who it is.
  if (context.get("caller").user === null) keepSession(backend, context, backend.sessions.start(id));
  return formDone(context, "Thanks for signing-up", "/");
}

/** The fields of the form that bloomberg's profile page holds. */
const lists = ["country_codes", "country_names", "languages", "locations"];
const texts = ["profile", "review", "timezone", "user_type", "work_hours_from", "work_hours_to"];

function profileForm(backend: Backend, context: RequestContext): JsonObject | null {
  if (backend.dialect === "scifabric") return null;
  const of = (names: string[], value: JsonObject[string]) => Object.fromEntries(names.map((name) => [name, value]));
  return { ...of(lists, []), ...of(texts, ""), csrf: csrfOf(backend, context), csrf_token: null, errors: {} };
}

function profilePage(backend: Backend, context: RequestContext) {
  const { id, name, fullname, email, apiKey, admin, created } = signedIn(context);
  const standing = { n_answers: 0, rank: 0, registered_ago: "just now", score: 0, total: 0 };
  const state = { confirmation_email_sent: false, restrict: false, valid_email: true };
  const user = { admin, api_key: apiKey, created, email_addr: email, fullname, id, info: {}, locale: "en", name, ...standing, ...state };
  const projects = { projects_contrib: [], projects_draft: [], projects_published: [] };
  const body = html`<h1>${fullname}</h1>
    <dl class="dl-horizontal"><dt>Name</dt><dd>${name}</dd><dt>E-mail</dt><dd>${email}</dd><dt>API key</dt><dd><code>${apiKey}</code></dd></dl>`;
  return answer(context, {
    title: "Profile",
    body,
    json: { can_update: true, form: profileForm(backend, context), ...projects, template: "account/profile.html", title: "Profile", user },
  });
}
