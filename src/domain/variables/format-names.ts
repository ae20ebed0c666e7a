/** The formats in which variables are printed. */
export const formatNames = ['sh', 'fish', 'powershell', 'dotenv', 'docker', 'json', 'github', 'k8s'] as const;

export type FormatName = (typeof formatNames)[number];
