// Stands in for the three functions that Tencent's client imports from the program that hosts it.
import { register } from "node:module";

const stubs = `
export const normalizeAccountId = (id) => String(id).trim().toLowerCase().replace(/[^a-z0-9_-]+/g, "-");
export const withFileLock = async (_path, _options, act) => act();
export const resolvePreferredOpenClawTmpDir = () => process.env.OPENCLAW_STATE_DIR;
`;
const url = "data:text/javascript," + encodeURIComponent(stubs);

register("data:text/javascript," + encodeURIComponent(
    `export const resolve = (name, context, next) =>
        name.startsWith("openclaw/") ? { url: ${JSON.stringify(url)}, shortCircuit: true } : next(name, context);`));
