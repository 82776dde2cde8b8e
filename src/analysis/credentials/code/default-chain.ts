/** The title of the fix after which the SDK looks for credentials itself; an editor adds whose role it will find. */
export const defaultChainTitle = "Remove the key, and let the SDK find a role by its default provider chain";
