/** The presenter's version, as it stands in each answer. A unit test holds it equal to package.json. */
export const version = "0.1.0";
