export { hireThreads } from "./threads.ts";
