export { bareAddress, isAddress, mayFollow, resolveReference, signedAddress } from "./address.ts";
export { createRemote, type Remote, type RemoteAnswer, type RemoteRequest } from "./remote.ts";
