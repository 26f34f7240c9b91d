/** One dialect's OpenAPI document, made from the document of all dialects. */

export const dialects = ["scifabric", "bloomberg"] as const;
export type Dialect = (typeof dialects)[number];

export type Node = null | boolean | number | string | Node[] | { [key: string]: Node };
type Fields = { [key: string]: Node };

export function isFields(node: Node | undefined): node is Fields {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

const names = (node: Node | undefined): Node[] => (Array.isArray(node) ? node : []);

/**
 * Leaves out what `x-dialects` gives to others only, makes fields required or not by `x-required-in` and `x-optional-in`,
 * and drops components that nothing refers to any more.
 */
export function dialectDocument(document: Node, dialect: Dialect): Node {
  const belongs = (node: Node): boolean => {
    if (!isFields(node)) return true;
    if (Array.isArray(node["x-dialects"])) return node["x-dialects"].includes(dialect);
    const target = typeof node.$ref === "string" ? targetOf(document, node.$ref) : null;
    return !isFields(target) || !Array.isArray(target["x-dialects"]) || target["x-dialects"].includes(dialect);
  };

  function only(node: Node): Node {
    if (Array.isArray(node)) return node.filter(belongs).map(only);
    if (!isFields(node)) return node;
    const kept = Object.entries(node).filter(([name, value]) => name !== "x-dialects" && belongs(value));
    const made: Fields = Object.fromEntries(kept.map(([name, value]) => [name, only(value)]));
    if (isFields(node.properties) && isFields(made.properties)) made.required = required(node, made.properties);
    if (Array.isArray(made.required) && made.required.length === 0) delete made.required;
    return made;
  }

  function required(node: Fields, properties: Fields): Node {
    const listed = names(node.required);
    return Object.entries(properties).flatMap(([name, field]) => {
      const inDialect = (mark: string) => isFields(field) && names(field[mark]).includes(dialect);
      return (listed.includes(name) && !inDialect("x-optional-in")) || inDialect("x-required-in") ? [name] : [];
    });
  }

  const made = only(document);
  if (isFields(made) && isFields(made.paths)) {
    const verbs = ["get", "put", "post", "delete"];
    made.paths = Object.fromEntries(Object.entries(made.paths).filter(([, item]) => isFields(item) && verbs.some((verb) => verb in item)));
  }
  return withoutUnused(made);
}

export function targetOf(document: Node, reference: string): Node {
  const found = reference
    .split("/")
    .slice(1)
    .reduce<Node | undefined>((at, name) => (isFields(at) ? at[name] : undefined), document);
  return found ?? null;
}

function withoutUnused(document: Node): Node {
  if (!isFields(document) || !isFields(document.components)) return document;
  const used = new Set<string>();
  const visit = (node: Node): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (isFields(node)) {
      const { $ref } = node;
      if (typeof $ref === "string" && !used.has($ref)) {
        used.add($ref);
        visit(targetOf(document, $ref));
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(document.paths ?? null);
  const components = Object.entries(document.components).map(([kind, members]): [string, Node] => {
    if (kind === "securitySchemes" || !isFields(members)) return [kind, members];
    return [kind, Object.fromEntries(Object.entries(members).filter(([name]) => used.has(`#/components/${kind}/${name}`)))];
  });
  return { ...document, components: Object.fromEntries(components) };
}
