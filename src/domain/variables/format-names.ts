/** The formats in which variables are printed. */
export const formatNames = ['sh', 'fish', 'powershell', 'dotenv', 'docker', 'json', 'github', 'k8s'] as const;

export type FormatName = (typeof formatNames)[number];

/** Whether Kubernetes accepts a name for a Secret (a DNS subdomain, RFC 1123). */
export const isSecretName = (name: string): boolean =>
  name.length <= 253 && name.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label));
