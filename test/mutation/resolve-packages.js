// Hooks of Node for its loading of modules: names that `initialize` was given lead to their files.
const files = new Map();

export function initialize(named) {
  for (const [name, url] of named) files.set(name, url);
}

export function resolve(specifier, context, next) {
  return next(files.get(specifier) ?? specifier, context);
}
