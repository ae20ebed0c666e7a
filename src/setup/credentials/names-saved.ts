import type { GivenAnswers } from '../../domain/settings/question.ts';
import type { CredentialSettings } from '../../domain/settings/settings.ts';

/** True when the answers name the credential that is saved, so that its secret can be kept. */
export function namesSaved(saved: CredentialSettings | undefined, answers: GivenAnswers): saved is CredentialSettings {
  return (
    saved !== undefined &&
    saved.accountSid === answers['credentials.accountSid'] &&
    saved.method === answers['credentials.method'] &&
    saved.apiKeySid === answers['credentials.apiKeySid']
  );
}
